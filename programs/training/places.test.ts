import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { type Answer, testServer } from '#apps/server/testing.ts'
import { demoStaff } from '#office/seed.ts'
import { apply, grant } from './testing.ts'
import type { classView, wholeClass } from './view.ts'

const server = await testServer('training-places', '2026-03-02T09:00:00+08:00')
type View = ReturnType<typeof classView> & Awaited<ReturnType<typeof wholeClass>>

const post = <T>(who: string, url: string, body: object = {}) => server.call<T>(who, 'POST', url, body)
const look = (id: string) => server.call<View>('wang', 'GET', `/api/training/classes/${id}`)
const plan = (from: number) => [0, 1].map((n) => `2026-03-${from + n} 6 课程`).join('\n')
let institution = ''

async function opened(name: string, more: object): Promise<string> {
  const body = { institution, place: '测试路9号', phone: '0432-62000002', places: 3, keeper: demoStaff('wang'), name }
  const made = await post<View>('wang', '/api/training/classes', { service: 'JY14', level: '5', ...body, ...more })
  assert.equal(made.status, 201, JSON.stringify(made))
  await post('wang', `/api/training/classes/${made.id}/submit`)
  const asked = { opinion: '同意', theory: 60, practice: 60 }
  const done = await post('head', `/api/training/classes/${made.id}/approve`, asked)
  assert.equal(done.status, 200, JSON.stringify(done))
  return made.id
}

before(async () => {
  const people = Array.from({ length: 8 }, (_, i) => ({ code: 'JY14', name: `测试${i}`, n: i + 1 }) as const)
  const again = { code: 'JY14', name: '测试0', n: 1, form: { trade: '育婴员' } } as const
  const pages = await apply(server, [...people, again])
  server.setClock('2026-03-10T08:00:00+08:00')
  await grant(server, pages)
  const made = await post<{ id: string }>('head', '/api/training/institutions', {
    ...{ name: '测试培训学校', services: ['JY14'], qualification: '公布文号（测试）', validUntil: '2026-12-31' },
    phone: '0432-62000001',
  })
  institution = made.id
})

const won = (answers: readonly Answer<unknown>[]) => answers.filter(({ status }) => status < 300).length

test('八个窗口同时编班，名额三个就只进三个；两个窗口同时造册，只成一份 (1.3)', async () => {
  const id = await opened('养老护理员班', { trade: '养老护理员', plan: plan(16) })
  const { applicants } = await look(id)
  assert.equal(applicants.length, 8)
  for (const [q, found] of [
    ...['护理员班', 'ylhl', '养', '护理 养老', (await look(id)).number.slice(-8)].map((q) => [q, 1]),
    ['月嫂', 0],
    ['护理 月嫂', 0],
    ['%', 0],
  ]) {
    const address = `/api/training/classes?q=${encodeURIComponent(String(q))}`
    assert.equal((await server.call<{ rows: readonly object[] }>('wang', 'GET', address)).rows.length, found, String(q))
  }
  const each = applicants.map((one) => post('wang', `/api/training/classes/${id}/enrol`, { applicants: [one.id] }))
  assert.equal(won(await Promise.all(each)), 3)
  const full = await look(id)
  assert.equal(full.taken, 3)
  assert.equal(full.seats.filter(({ state }) => state === 'in').length, 3)

  server.setClock('2026-03-17T18:00:00+08:00')
  const seats = full.seats.map((one) => one.id)
  for (const day of ['2026-03-16', '2026-03-17'])
    await post('wang', `/api/training/classes/${id}/attendance`, {
      ...{ day, marks: seats.map((seat) => ({ seat, mark: 'present' })) },
    })
  const rows = seats.map((seat) => ({ seat, theory: 80, practice: 80 }))
  await post('wang', `/api/training/classes/${id}/test`, { again: false, rows })
  // Two desks press 制发 at once: nobody gets two papers.
  const papers = [1, 2].map(() => post('wang', `/api/training/classes/${id}/papers`))
  assert.equal(won(await Promise.all(papers)), 1)
  const figure = { service: 'JY14', key: 'standard', value: 1200.35, source: '测试文件', from: '2026-03-17' }
  assert.equal((await post('head', '/api/policy-figures', figure)).status, 200)
  const ask = { payee: 'provider', enclosures: ['approval', 'roll', 'identity', 'attendance', 'papers'] }
  const lists = ['wang', 'li'].map((who) => post(who, `/api/training/classes/${id}/subsidy`, ask))
  assert.equal(won(await Promise.all(lists)), 1)
  const { lists: kept } = await look(id)
  assert.deepEqual(
    kept.map(({ people, total }) => [people, total]),
    [[3, 3601.05]],
  )
  const print = await server.app.inject({
    ...{ method: 'GET', url: `/api/training/classes/${id}/papers.pdf` },
    headers: { cookie: await server.signIn('wang') },
  })
  assert.equal(print.rawPayload.subarray(0, 5).toString(), '%PDF-')
  const pages = print.rawPayload.toString('latin1').match(/\/Count 3\b/)
  assert.ok(pages ?? print.rawPayload.length > 10_000)
  // One paper is printed once and kept: the second copy is the first to the bit.
  const [paper] = (await look(id)).seats.flatMap((one) => (one.paper ? [one.paper.url] : []))
  const copy = async () => {
    const headers = { cookie: await server.signIn('wang') }
    return (await server.app.inject({ method: 'GET', url: paper ?? '', headers })).rawPayload
  }
  assert.deepEqual(await copy(), await copy())
  for (const [method, book] of [
    ['POST', `classes/${id}/roll.xlsx`],
    ['POST', `subsidies/${kept[0]?.id}/list.xlsx`],
    ['GET', 'classes.xlsx'],
    ['GET', 'institutions.xlsx'],
  ] as const) {
    const sent = await server.app.inject({
      ...{ method, url: `/api/training/${book}`, headers: { cookie: await server.signIn('wang') } },
      ...(method === 'POST' && { payload: { reason: '核对（测试）' } }),
    })
    assert.equal(sent.rawPayload.subarray(0, 2).toString(), 'PK', book)
  }
})

test('同一个人同时编进两个时间重叠的班，只进一个 (1.3)', async () => {
  const ids = await Promise.all([
    opened('护理二班', { trade: '养老护理员', plan: plan(23) }),
    opened('育婴班', { trade: '育婴员', plan: plan(24) }),
  ])
  const { rows } = await server.call<{ rows: readonly { id: string; name: string; subjectLabel: string }[] }>(
    ...(['wang', 'GET', '/api/training/applicants'] as const),
  )
  const [nursing, baby] = ['养老护理员', '育婴员'].map(
    (trade) => rows.find(({ name, subjectLabel }) => name === '测试0' && subjectLabel.startsWith(trade))?.id,
  )
  assert.ok(baby)
  // Whoever got a place in the first class waits for no second of the kind.
  const asks = [nursing, baby].flatMap((one, i) =>
    one ? [post('wang', `/api/training/classes/${ids[i]}/enrol`, { applicants: [one] })] : [],
  )
  assert.equal(won(await Promise.all(asks)), 1)
})

test('数据库自己也不许：名额超出、同一人同一工种同等级两份补贴 (1.3)', async () => {
  await assert.rejects(server.owner.query('update training_class set taken = places + 1'), /taken <= places|check/)
  const again = `insert into training_subsidy_row select tenant_id, list, gen_random_uuid(), org_path, blind, subject_key, name, id_masked, paper,
    amount, living from training_subsidy_row where living limit 1`
  await assert.rejects(server.owner.query(again), /training_subsidy_once/)
  const twice = `insert into training_taken select tenant_id, gen_random_uuid(), blind, service, subject_key, from_day, until_day, state
    from training_taken where state in ('in', 'qualified') limit 1`
  await assert.rejects(server.owner.query(twice), /training_taken_once/)
})
