import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Page, testServer } from '#apps/server/testing.ts'
import { formOf } from '#house/forms.ts'
import { replayMatters } from '#matter/replay.ts'
import { demoPath, demoTenant } from '#office/seed.ts'

const s = await testServer('case-rows', '2026-11-02T09:30:00+08:00')
const scope = { tenant: demoTenant, paths: [demoPath('cs')] }

type Member = Readonly<Record<string, unknown>> & { readonly idNumber: string }
type Shown = { readonly masked: string; readonly field: string }

/** Sound numbers with nobody behind them (测试数据). */
function numberOf(born: string, order: number): string {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const digits = `220202${born}${String(order).padStart(3, '0')}`
  const sum = weights.reduce((total, weight, n) => total + weight * Number(digits[n]), 0)
  return `${digits}${'10X98765432'[sum % 11]}`
}

const member = (idNumber: string, name = '测试丁'): Member => ({
  ...{ name, idNumber, relation: '子女', situation: 'jobless', registered: true },
})
const household = formOf('JY05')
const applicant = (household['members'] as readonly Member[])[0]!
const formWith = (members: readonly object[]) => ({ ...household, members })
const open = (members: readonly object[]) => s.open('wang', 'case', { service: 'JY05', form: formWith(members) })
const rowsOf = (page: Page) =>
  (page.matter.facts['form'] as { members: readonly (Omit<Member, 'idNumber'> & { idNumber: Shown })[] }).members

/** Everything in the database as text: a number that stands nowhere in it stands in no fact, journal, register or answer. */
async function wholeDatabase(): Promise<string> {
  const { rows } = await s.owner.query(
    `select table_schema as schema, table_name as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  )
  const texts: string[] = []
  for (const { schema, name } of rows as { schema: string; name: string }[]) {
    const all = await s.owner.query(`select t::text as row from "${schema}"."${name}" t`)
    texts.push(...(all.rows as { row: string }[]).map(({ row }) => row))
  }
  return texts.join('\n')
}

async function isRight(page: Page): Promise<void> {
  const differences = await s.db.read(scope, (tx) => replayMatters(s.world, tx, demoTenant, [page.matter.id]))
  assert.deepEqual(differences, [])
}

const number = fc.tuple(
  fc.date({ min: new Date('1950-01-02'), max: new Date('2020-12-30'), noInvalidDate: true }),
  fc.integer({ min: 1, max: 999 }),
)

test('a citizen number of a row is readable nowhere: facts, journal, view, registers, exports, pages (6.3)', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(number, { minLength: 1, maxLength: 4, selector: String }), async (people) => {
      const numbers = people.map(([date, order]) =>
        numberOf(date.toISOString().slice(0, 10).replaceAll('-', ''), order),
      )
      const members = [applicant, ...numbers.filter((one) => one !== applicant.idNumber).map((one) => member(one))]
      const opened = await open(members)
      assert.equal(opened.status, 201, JSON.stringify(opened))
      const amended = await s.move('wang', opened, 'amend', {
        form: { members: rowsOf(opened).map((row) => ({ ...row, idNumber: row.idNumber.masked, relation: '其他' })) },
      })
      assert.ok([200, 422].includes(amended.status))
      // The export is made of the same lines.
      const exported = await s.call<{ text?: string }>('head', 'POST', '/api/registers/case/search', {})
      assert.equal(exported.status, 200, JSON.stringify(exported))
      const stored = await wholeDatabase()
      // What is looked through is what was stored: the masks stand in it.
      assert.ok(rowsOf(opened).every(({ idNumber }) => stored.includes(idNumber.masked)))
      const told = [opened, amended, await s.look('wang', opened), exported, stored].map((one) =>
        typeof one === 'string' ? one : JSON.stringify(one),
      )
      for (const one of members)
        for (const text of told) assert.ok(!text.includes(one.idNumber), `${one.idNumber.slice(0, 6)}… is readable`)
      await isRight(opened)
    }),
    { numRuns: 6 },
  )
})

test('each cell is looked at by itself, with a reason, and stays the number of its person wherever the row goes', async () => {
  const [first, second] = [numberOf('19880203', 11), numberOf('19910405', 22)]
  const opened = await open([applicant, member(first, '测试戊'), member(second, '测试己')])
  const [, a, b] = rowsOf(opened)
  assert.equal(a!.idNumber.masked, `220202********${first.slice(-4)}`)
  const look = (field: string) =>
    s.call<{ value: string }>('wang', 'POST', `/api/matters/${opened.matter.id}/reveal`, {
      field,
      reason: '核对户口簿',
    })
  assert.equal((await look(a!.idNumber.field)).value, first)
  assert.equal((await look(b!.idNumber.field)).value, second)
  // The row before is taken out, a new one comes, the others move up: each number goes with its row.
  const third = numberOf('19950607', 33)
  const now = await s.look('wang', opened)
  const amended = await s.move('wang', now, 'amend', {
    form: {
      members: [
        { ...rowsOf(now)[0], idNumber: rowsOf(now)[0]!.idNumber.masked },
        { ...b, idNumber: b!.idNumber.masked, situation: 'employed' },
        member(third, '测试庚'),
      ],
    },
  })
  assert.equal(amended.status, 200, JSON.stringify(amended))
  const [, moved, added] = rowsOf(amended)
  assert.equal(moved!['situation'], 'employed')
  assert.equal((await look(moved!.idNumber.field)).value, second)
  assert.equal((await look(added!.idNumber.field)).value, third)
  const history = (await s.look('wang', amended)).journal.map(({ says }) => says)
  assert.ok(
    history.some((says) => says.includes('家庭成员的公民身份号码')),
    history.join(),
  )
  await isRight(amended)
})

test('all that is wrong in rows is said at once, each at its cell; a member is found by number', async () => {
  const refused = await s.call<{ problems: { at: string }[] }>('wang', 'POST', '/api/matters', {
    kind: 'case',
    input: { service: 'JY05', form: formWith([applicant, { ...member('123'), relation: undefined }, applicant]) },
  })
  assert.equal(refused.status, 422)
  assert.deepEqual(refused.problems.map(({ at }) => at).sort(), [
    '/form/members/1/idNumber',
    '/form/members/1/relation',
    '/form/members/2/idNumber',
  ])
  const known = numberOf('19930809', 44)
  const opened = await open([applicant, member(known)])
  const found = await s.call<{ rows: { id: string }[] }>('wang', 'GET', `/api/search?q=${known}&limit=20`)
  assert.deepEqual(
    found.rows.map(({ id }) => id),
    [opened.matter.id],
  )
  const unknownMask = await s.refused('wang', opened, 'amend', {
    form: { members: [{ ...member('220202********9999') }, { ...rowsOf(opened)[0], idNumber: applicant.idNumber }] },
  })
  assert.deepEqual(
    unknownMask.problems.map(({ at }) => at),
    ['/form/members/0/idNumber'],
  )
})

test('what the rows say decides: everybody registered, nobody employed, the applicant among them (8.2)', async () => {
  const conditions = async (members: readonly object[]) => {
    const page = await open(members)
    const check = page.offers.find(({ move }) => move === 'check')!.input as unknown as {
      properties: { conditions: { 'x-rows': readonly { id: string; machine: string | null }[] } }
    }
    return Object.fromEntries(check.properties.conditions['x-rows'].map(({ id, machine }) => [id, machine]))
  }
  const other = member(numberOf('19880203', 55))
  const good = await conditions([applicant, other])
  assert.equal(good['listed'], 'yes')
  assert.equal(good['noneEmployed'], null)
  assert.equal((await conditions([other, member(numberOf('19880203', 66))]))['listed'], 'no')
  assert.equal((await conditions([applicant, { ...other, situation: 'employed' }]))['noneEmployed'], 'no')
  assert.equal((await conditions([applicant, { ...other, registered: false }]))['allRegistered'], 'no')
  const child = { ...member(numberOf('20150203', 77)), situation: 'child', registered: false }
  assert.equal((await conditions([applicant, child]))['allRegistered'], null)
})
