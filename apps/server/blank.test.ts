import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Refused, testServer } from '#apps/server/testing.ts'
import { demoStaff } from '#office/seed.ts'

const s = await testServer('blank')

type Node = Readonly<Record<string, unknown>>
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null

/** Words that a form lets somebody leave out, and in which its schema would take a blank. */
function blanksIn(node: unknown, at: string): readonly string[] {
  if (!isNode(node)) return []
  const { properties, required, items, anyOf, oneOf } = node
  const must: readonly unknown[] = Array.isArray(required) ? required : []
  const own = Object.entries(isNode(properties) ? properties : {}).flatMap(([name, field]) => {
    const place = `${at}/${name}`
    const isLoose =
      isNode(field) &&
      field['type'] === 'string' &&
      !must.includes(name) &&
      !['pattern', 'format', 'enum', 'oneOf', 'const'].some((key) => key in field)
    return isLoose ? [place] : blanksIn(field, place)
  })
  const branches = [items, ...[anyOf, oneOf].flatMap((list) => (Array.isArray(list) ? list : []))]
  return [...own, ...branches.flatMap((branch) => blanksIn(branch, at))]
}

/** Of every route and every move that takes words. */
async function blanks(): Promise<readonly string[]> {
  const document: { paths: Record<string, Record<string, { requestBody?: Node }>> } = (
    await s.app.inject('/api/openapi.json')
  ).json()
  const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.values(methods).flatMap(({ requestBody }) => {
      const content = requestBody?.['content'] as Record<string, { schema: unknown }> | undefined
      return Object.values(content ?? {}).flatMap(({ schema }) => blanksIn(schema, path))
    }),
  )
  const { processes } = s.world
  const moves = processes.kinds.flatMap((kind) => {
    const process = (processes.opening(kind, null) ?? processes.opening(kind, 'JY01'))?.process
    assert.ok(process, kind)
    const forms = Object.entries(process.moves).flatMap(([name, { input }]) => blanksIn(input, `${kind} ${name}`))
    return [...blanksIn(process.opening.input, `${kind} open`), ...forms]
  })
  return [...new Set([...routes, ...moves])].sort()
}

/** Every such field, and what becomes of a blank. A new one is put here by whoever thought of it. */
const known: Readonly<Record<string, 'never required' | 'trimmed before it is judged'>> = {
  '/api/due/export/kind': 'never required',
  '/api/hall/evaluator/ratings/words': 'never required',
  '/api/inspections/export/state': 'never required',
  '/api/inspections/{id}/answers/answers/note': 'trimmed before it is judged',
  '/api/samplings/{id}/answers/answers/note': 'trimmed before it is judged',
  '/api/items/{id}/check/says': 'trimmed before it is judged',
  '/api/machines/note': 'never required',
  '/api/machines/serial': 'never required',
  '/api/machines/{id}/change/note': 'never required',
  '/api/machines/{id}/check/says': 'trimmed before it is judged',
  '/api/office/absences/{id}/decision/says': 'trimmed before it is judged',
  '/api/office/absences/{id}/takeover/receipt/says': 'never required',
  '/api/office/handbacks/{id}/acknowledgement/says': 'never required',
  '/api/opinion-box/{id}/papers/words': 'trimmed before it is judged',
  '/api/opinion-papers/{id}/check/words': 'trimmed before it is judged',
  '/api/opinion-papers/{id}/correct/words': 'trimmed before it is judged',
  '/api/publications/phone': 'trimmed before it is judged',
  '/api/publications/source': 'trimmed before it is judged',
  '/api/publications/{id}/edit/phone': 'trimmed before it is judged',
  '/api/publications/{id}/edit/source': 'trimmed before it is judged',
  '/api/registers/{kind}/export/state': 'never required',
  '/api/registers/{kind}/search/state': 'never required',
  '/api/sittings/{id}/review/cases/conditions/reason': 'trimmed before it is judged',
  '/api/sittings/{id}/review/cases/materials/reason': 'trimmed before it is judged',
  '/api/sittings/{id}/review/papers/reason': 'trimmed before it is judged',
  '/api/visitor/ratings/words': 'never required',
  'accountability complained/evidence/hash': 'never required',
  'accountability complained/evidence/number': 'never required',
  'accountability explained/evidence/hash': 'never required',
  'accountability explained/evidence/number': 'never required',
  'accountability open/evidence/hash': 'never required',
  'accountability open/evidence/number': 'never required',
  'accountability open/key': 'never required',
  'case open/form/formerEmployer': 'trimmed before it is judged',
  'case open/form/remark': 'trimmed before it is judged',
  'case open/form/wantedJob': 'trimmed before it is judged',
  'case rate/words': 'never required',
  'complaint rate/words': 'never required',
  'contact rate/words': 'never required',
  'enrolment again/card/wantedJob': 'never required',
  'enrolment open/card/wantedJob': 'never required',
  'inspection record/answers/note': 'trimmed before it is judged',
  'sampling record/answers/note': 'trimmed before it is judged',
  'petition rate/words': 'never required',
  'rating open/words': 'never required',
}

test('words that a form lets somebody leave out are known one by one, so that none is required of which a blank would do', async () => {
  const found = await blanks()
  assert.deepEqual(found, Object.keys(known).sort())
  // Planted: a loose field is seen, one that wants something readable is not.
  const form = { properties: { says: { type: 'string' }, why: { type: 'string', pattern: '\\S' } } }
  assert.deepEqual(blanksIn(form, 'planted'), ['planted/says'])
})

test('where such words become required, blanks are none (3.2.3, 10.3.3)', async () => {
  const leave = { kind: 'leave', reason: '私事（测试）', from: '2026-11-24', until: '2026-11-25' }
  const asked = await s.call<{ id: string }>('wang', 'POST', '/api/office/absences', leave)
  const decision = `/api/office/absences/${asked.id}/decision`
  const machine = await s.call<{ id: string }>('head', 'POST', '/api/machines', {
    ...{ kind: 'printer', name: '打印机', asset: 'PR-1', networks: [], manager: demoStaff('zheng') },
  })
  const item = await s.call<{ id: string }>('head', 'POST', '/api/items', {
    ...{
      kind: 'seat',
      name: '休息座椅',
      place: '大厅',
      required: 4,
      quantity: 4,
      intervalDays: 1,
      keeper: demoStaff('zheng'),
    },
  })
  const cases = [
    [decision, { approve: false }, '3.2.3'],
    [`/api/machines/${machine.id}/check`, { ok: false }, '10.3.3'],
    [`/api/items/${item.id}/check`, { ok: false, quantity: 1 }, null],
  ] as const
  for (const [url, body, clause] of cases)
    for (const says of [undefined, '', ' ', '\u3000\n\t ']) {
      const no = await s.call<Refused>('head', 'POST', url, { ...body, ...(says !== undefined && { says }) })
      assert.deepEqual(
        [no.status, no.code, no.problems[0]?.at],
        [422, 'bad-input', '/says'],
        `${url} ${JSON.stringify(says)}: ${JSON.stringify(no)}`,
      )
      if (clause) assert.equal(no.clause, clause)
    }
  const done = await s.call<{ says: string; state: string }>('head', 'POST', decision, {
    approve: false,
    says: ' 人手不够 ',
  })
  assert.deepEqual([done.status, done.state, done.says], [200, 'refused', '人手不够'])
})
