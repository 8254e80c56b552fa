import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reviewOf } from '#apps/server/forms.ts'
import { type Page, testServer } from '#apps/server/testing.ts'
import { formOf } from '#house/forms.ts'
import { enlist } from '#matter/listing.ts'
import { demoOffice, demoPath, demoStaff, demoTenant } from '#office/seed.ts'

/** The register of tax relief: paged, narrowed, sent out masked and with a reason; the borders of months and days by which a roll is judged. 测试数据. */

const s = await testServer('reliefs', '2025-08-30T09:30:00+08:00')
/** People of 1990 with sound check digits. */
function numberOf(n: number): string {
  const digits = `22020219900101${String(n).padStart(3, '0')}`
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = weights.reduce((all, weight, i) => all + weight * Number(digits[i]), 0)
  return `${digits}${'10X98765432'[sum % 11]}`
}
async function done(made: Page | Promise<Page>): Promise<Page> {
  const page = await made
  assert.ok(page.status < 300, JSON.stringify(page).slice(0, 600))
  return page
}
/** Three who were registered as unemployed on days of which the half year ends with a short month, or a long one. */
for (const [n, on] of [
  [901, '2025-08-30'],
  [902, '2025-08-31'],
  [903, '2025-12-31'],
] as const) {
  s.setClock(`${on}T10:00:00+08:00`)
  const form = { ...formOf('JY01'), name: `测试${n}`, idNumber: numberOf(n), unemployedSince: on }
  const opened = await done(s.open('wang', 'case', { service: 'JY01', form }))
  await done(s.move('wang', await done(s.move('wang', opened, 'check', reviewOf(opened))), 'finish'))
}
s.setClock('2026-11-23T09:30:00+08:00')
type Row = { readonly id: string; readonly person: string; readonly year: number; readonly masked: string }
type List = {
  readonly rows: readonly Row[]
  readonly next: string | null
  readonly leads: boolean
  readonly totals: readonly {
    readonly year: number
    readonly label: string
    readonly people: number
    readonly months: number
  }[]
}
const count = 137
const idOf = (n: number) => `01900000-0000-7000-8000-${String(n).padStart(12, '0')}`
await s.owner.query(
  `insert into tax_relief (tenant_id, id, org_path, office, matter_id, number, nth, service, employer, credit_code, person, masked, blind, year,
     from_month, until_month, months, certified_at, certified_by)
   select $1, ('01900000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, $2::ltree, $3, $4, 'sljd-B-2026-' || lpad(n::text, 6, '0'), 1, 'JY10',
     case when n % 2 = 0 then '测试100%公司' else '测试公司' end, '91220201MA00000005', '测试' || n, '220202********0012', 'blind' || n,
     2024 + n % 3, '2026-01', '2026-06', 6, '2026-11-20T09:00:00+08:00', $5 from generate_series(1, ${count}) n`,
  [demoTenant, demoPath('sljd'), demoOffice('sljd'), idOf(0), demoStaff('district')],
)
await s.db.transaction({ tenant: demoTenant, paths: [demoPath('sljd')] }, async (tx) => {
  for (let n = 1; n <= count; n += 1) {
    const told = {
      number: `sljd-B-2026-${String(n).padStart(6, '0')}`,
      names: [n % 2 === 0 ? '测试100%公司' : '测试公司', `测试${n}`],
    }
    enlist(tx, demoTenant, { list: 'tax_relief', id: idOf(n), scope: demoOffice('sljd') }, told)
  }
})
const list = (who: string, query = '') => s.call<List>(who, 'GET', `/api/reliefs${query}`)

test('every line is on one page, newest first; what is looked for is found as it is written', async () => {
  const found: string[] = []
  for (let after = '', pages = 0; pages < 10; pages += 1) {
    const { rows, next } = await list('wang', after && `?after=${after}`)
    found.push(...rows.map(({ id }) => id))
    if (next === null) break
    after = next
  }
  assert.deepEqual(
    found,
    Array.from({ length: count }, (_, n) => idOf(count - n)),
  )
  assert.ok((await list('wang', '?year=2025')).rows.every(({ year }) => year === 2025))
  assert.deepEqual((await list('wang', '?service=JY11')).rows, [])
  const hundred = await list('wang', `?q=${encodeURIComponent('100%公')}&year=2026`)
  assert.equal(hundred.rows.length, Array.from({ length: count }, (_, n) => n + 1).filter((n) => n % 6 === 2).length)
  assert.deepEqual((await list('wang', `?q=${encodeURIComponent('_')}`)).rows, [])
  const { totals, leads } = await list('wang')
  assert.equal(leads, false)
  assert.equal(
    totals.reduce((sum, { months }) => sum + months, 0),
    count * 6,
  )
})

test('another office sees nothing of it; its head decides nothing there', async () => {
  assert.deepEqual((await list('qian')).rows, [])
  assert.equal((await list('qian', `?office=${demoOffice('sljd')}`)).status, 404)
  const revoked = await s.call('sun', 'POST', `/api/reliefs/${idOf(1)}/revocation`, { reason: '测试数据' })
  assert.equal(revoked.status, 404)
  assert.equal((await list('district', `?office=${demoOffice('sljd')}`)).leads, true)
})

test('it leaves the house with a reason only, names shortened and numbers masked, on the record (6.3)', async () => {
  assert.equal((await s.call('head', 'POST', '/api/reliefs/export', { year: 2026 })).status, 422)
  const sent = await s.call<{ text: string }>('head', 'POST', '/api/reliefs/export', { year: 2026, reason: '年度核对' })
  assert.equal(sent.status, 200)
  const { rows } = await s.owner.query(`select says from audit where what = 'tax-export'`)
  assert.match(rows[0].says, /导出.+台账46行（号码和姓名已遮盖）；理由：年度核对/)
})

test('a mistake is taken back once, with its reason, by who leads the office (8.2)', async () => {
  const revoke = (who: string, reason = '月份报错（测试数据）') =>
    s.call<{ clause: string; says: string; history: readonly { says: string }[] }>(
      who,
      'POST',
      `/api/reliefs/${idOf(2)}/revocation`,
      { reason },
    )
  assert.equal((await revoke('wang')).status, 403)
  assert.equal((await revoke('head', ' ')).status, 422)
  assert.equal((await revoke('head')).status, 200)
  const again = await revoke('head')
  assert.deepEqual([again.status, again.clause], [422, '8.2'])
  const one = await s.call<{ history: readonly { says: string }[] }>('wang', 'GET', `/api/reliefs/${idOf(2)}`)
  assert.match(one.history[0]?.says ?? '', /^撤销sljd-B-2026-000002第1行6个月的核发：月份报错/)
})

type Hire = Readonly<Record<string, unknown>>
/** `谁 | 合同起 | 合同止 | 社保起缴月 | 最后一个月 | 本年月数 | 不符合的条件`, a roll to judge; `—`: left empty. */
const rollOf = (table: string, kind: string) =>
  table
    .trim()
    .split('\n')
    .map((line, i) => {
      const [says = '', from, to, insured, workedTo, months, failing = ''] = line.split('|').map((cell) => cell.trim())
      const [, who, before = '0'] = /^(\d*)(?:\+(\d+))?/.exec(says) ?? []
      const n = Number(who || 100 + i)
      const row: Hire = {
        ...{ name: `测试${n}`, idNumber: numberOf(n), kind, contractFrom: from, insuredFrom: insured },
        ...(to !== '—' && { contractTo: to }),
        ...(workedTo !== '—' && { workedTo }),
        ...{ monthsThisYear: Number(months), monthsBefore: Number(before), otherRelief: false },
      }
      return { says, row, months: Number(months), failing: failing.split('、').filter(Boolean) }
    })
type Roll = ReturnType<typeof rollOf>
const hiring = (year: number, rows: Roll, more: object = {}) => {
  const sum = rows.reduce((all, { months }) => all + months, 0)
  const quota = Math.floor((sum * 600_000) / 12) / 100
  return { ...formOf('JY10'), year, hires: rows.map(({ row }) => row), quota, ...more }
}
const asked = (year: number, rows: Roll, more: object = {}) =>
  s.open('wang', 'case', { service: 'JY10', form: hiring(year, rows, more) })
type Shown = { readonly id: string; readonly machine: string | null; readonly hint: string }
/** Which conditions the machine finds that each row of the roll fails, by the names that it puts before its words. */
const failing = ({ offers }: Page, rows: Roll) => {
  const { properties } = offers.find(({ move }) => move === 'check')!.input as never as {
    properties: { conditions: { 'x-rows': readonly Shown[] } }
  }
  const no = properties.conditions['x-rows'].filter(({ machine }) => machine === 'no')
  return rows.map((_, n) => no.filter(({ hint }) => hint.includes(`第${n + 1}行`)).map(({ id }) => id))
}
async function judged(year: number, table: string, kind = 'povertyLifted'): Promise<Page> {
  const rows = rollOf(table, kind)
  const page = await done(asked(year, rows))
  const found = failing(page, rows)
  for (const [n, one] of rows.entries())
    assert.deepEqual(found[n]?.toSorted(), one.failing.toSorted(), `${one.says} ${one.months}个月`)
  return page
}

const borders2026 = `
  入职当月离职           | 2026-07-31 | 2027-12-31 | 2026-07 | 2026-07 | 1 |
  入职当月离职，多报     | 2026-07-31 | 2027-12-31 | 2026-07 | 2026-07 | 2 | monthsFit
  离职后才参保           | 2026-07-05 | 2027-12-31 | 2026-08 | 2026-07 | 1 | monthsFit
  离职早于入职           | 2026-08-01 | 2027-12-31 | 2026-08 | 2026-07 | 1 | monthsFit
  去年就离职             | 2025-06-16 | 2027-06-15 | 2025-06 | 2025-12 | 1 | monthsFit
  去年合同就期满         | 2024-06-16 | 2025-12-31 | 2024-06 | —       | 1 | monthsFit
  月中期满，当月算       | 2025-06-16 | 2026-06-15 | 2025-06 | —       | 6 |
  月中期满，当月不报     | 2025-06-16 | 2026-06-15 | 2025-06 | —       | 5 | monthsFit
  月末期满               | 2025-07-01 | 2026-06-30 | 2025-07 | —       | 6 |
  一月一日期满           | 2025-01-02 | 2026-01-01 | 2025-01 | —       | 1 |
  做到期满当月           | 2025-06-16 | 2026-06-15 | 2025-06 | 2026-06 | 6 |
  做到期满次月           | 2025-06-16 | 2026-06-15 | 2025-06 | 2026-07 | 7 | leftInContract
  续签，做到原期满次月   | 2025-06-16 | 2027-06-15 | 2025-06 | 2026-07 | 7 |
  续签，到年底在职       | 2025-06-16 | 2027-06-15 | 2025-06 | —       | 12 |
  无固定期限             | 2025-06-16 | —          | 2025-06 | —       | 12 |
  做到本月               | 2025-06-16 | —          | 2025-06 | 2026-11 | 11 |
  合同满一年             | 2026-03-15 | 2027-03-14 | 2026-03 | —       | 10 |
  合同差一天满一年       | 2026-03-15 | 2027-03-13 | 2026-03 | —       | 10 | contracts
  参保在合同以后         | 2026-03-15 | 2027-03-14 | 2026-05 | —       | 8 |
  合同在参保以后         | 2026-05-31 | 2027-05-30 | 2026-03 | —       | 8 |
  今天签合同             | 2026-11-23 | 2027-11-22 | 2026-11 | —       | 2 |
  明天才签合同           | 2026-11-24 | 2027-11-23 | 2026-11 | —       | 2 | inForce
  执行期第一天           | 2023-01-01 | —          | 2023-06 | —       | 5 |
  执行期前一天           | 2022-12-31 | —          | 2023-06 | —       | 5 | inForce`

test('招用当月离职、月中期满、续签、最后一个月、合同满一年、执行期的边界，逐行核对 (8.1, 8.2)', async () => {
  await judged(2026, borders2026)
  // Thirty-six months from the first one, whoever had how many before.
  await judged(
    2026,
    `
    1+34 第三十六个月为止   | 2023-03-10 | 2027-12-31 | 2023-03 | — | 2 |
    2+34 第三十七个月       | 2023-03-10 | 2027-12-31 | 2023-03 | — | 3 | monthsFit、months36
    3+30 以前用过，正好     | 2026-07-01 | 2027-12-31 | 2026-07 | — | 6 |
    4+31 以前用过，多一个月 | 2026-07-01 | 2027-12-31 | 2026-07 | — | 6 | months36`,
  )
  await judged(
    2025,
    `
    闰日起满一年     | 2024-02-29 | 2025-02-28 | 2024-02 | — | 2 |
    闰日起差一天     | 2024-02-29 | 2025-02-27 | 2024-02 | — | 2 | contracts`,
  )
  const ahead = [{ workedTo: '2026-12' }, { insuredFrom: '2026-12' }, { monthsThisYear: 0 }, { monthsThisYear: 13 }]
  for (const wrong of ahead) {
    const rows = rollOf('甲 | 2026-05-06 | 2027-05-05 | 2026-05 | — | 8 |', 'povertyLifted')
    const hires = rows.map(({ row }) => ({ ...row, ...wrong }))
    const { status, problems } = await s.call<{ problems: readonly { at: string }[] }>('wang', 'POST', '/api/matters', {
      ...{ kind: 'case', input: { service: 'JY10', form: hiring(2026, rows, { hires }) } },
    })
    assert.equal(status, 422, JSON.stringify(wrong))
    assert.ok(
      problems.some(({ at }) => at.endsWith(`hires/0/${Object.keys(wrong)[0]}`)),
      JSON.stringify(problems),
    )
  }
})

test('登记失业满半年按日历月算到招用那天：月末登记的到短月的最后一天；差一天的点到人 (8.1, 8.2)', async () => {
  const whole = `
    901 | 2026-02-28 | 2027-02-27 | 2026-03 | — | 10 |
    902 | 2026-02-28 | 2027-02-27 | 2026-03 | — | 10 |
    903 | 2026-06-30 | 2027-06-29 | 2026-07 | — | 6 |`
  await judged(2026, whole, 'unemployed')
  await judged(
    2026,
    `
    901 | 2026-02-27 | 2027-02-26 | 2026-03 | — | 10 | halfYear
    902 | 2026-02-27 | 2027-02-26 | 2026-03 | — | 10 | halfYear
    903 | 2026-06-29 | 2027-06-28 | 2026-07 | — | 6 | halfYear`,
    'unemployed',
  )
  // What the row itself says of its registration counts as well, where it is later than the register's.
  const rows = rollOf(whole, 'unemployed')
  const late = rows.map(({ row }) => ({ ...row, unemployedSince: '2026-01-01' }))
  assert.deepEqual(failing(await done(asked(2026, rows, { hires: late })), rows), [
    ['halfYear'],
    ['halfYear'],
    ['halfYear'],
  ])
})

/** Accepted, looked through and certified by the district; the answer to the last step. */
async function certified(page: Page) {
  const checked = await done(s.move('wang', page, 'check', reviewOf(page)))
  const accepted = await done(s.move('wang', checked, 'accept'))
  const passed = await done(s.move('wang', accepted, 'pass-firstReview', { opinion: '属实（测试数据）' }))
  return s.call<{ says: string; matter: Page['matter'] }>(
    ...(['district', 'POST', `/api/matters/${passed.matter.id}/moves/pass-certification`] as const),
    { version: passed.matter.version, opinion: '同意（测试数据）' },
  )
}
type Line = Row & { readonly matter: string; readonly nth: number; readonly months: number; readonly span: string }
const linesOf = async ({ id, number }: Page['matter']) => {
  const { rows } = await s.call<{ rows: readonly Line[] }>('wang', 'GET', `/api/reliefs?q=${number}`)
  return rows.filter(({ matter }) => matter === id).toSorted((a, b) => a.nth - b.nth)
}

test('核发进台账的月份就是核对过的月份：合同期满的算到期满当月，不占用以后的月份 (8.2)', async () => {
  const table = borders2026
    .trim()
    .split('\n')
    .filter((line) => line.trim().endsWith('|'))
    .join('\n')
  const rows = rollOf(table, 'povertyLifted')
  const given = await certified(await done(asked(2026, rows)))
  assert.equal(given.status, 200, given.says)
  const lines = await linesOf(given.matter)
  assert.deepEqual(
    lines.map(({ nth, months }) => [nth, months]),
    rows.map(({ months }, n) => [n + 1, months]),
  )
  const spanOf = (says: string) => lines[rows.findIndex((one) => one.says === says)]?.span
  assert.equal(spanOf('入职当月离职'), '2026年7月')
  assert.equal(spanOf('月中期满，当月算'), '2026年1月至2026年6月')
  assert.equal(spanOf('一月一日期满'), '2026年1月')
  assert.equal(spanOf('参保在合同以后'), '2026年5月至2026年12月')
  assert.equal(spanOf('执行期第一天'), '2026年1月至2026年5月')
})

test('前一份合同期满、隔几个月另签一份：各核各的月份，空着的月份没有占用，重叠的一个月也不行 (8.2)', async () => {
  const one = (table: string) => asked(2026, rollOf(table, 'povertyLifted'))
  const first = await certified(await done(one('801 | 2025-01-15 | 2026-02-14 | 2025-01 | — | 2 |')))
  assert.equal(first.status, 200, first.says)
  const again = await done(one('801+2 | 2026-02-10 | 2027-02-09 | 2026-02 | — | 11 |'))
  const refused = await s.refused('wang', again, 'check', reviewOf(again))
  assert.deepEqual([refused.status, refused.clause], [422, '8.2'])
  assert.match(refused.says, /第1行（测.+）的2026年2月已由/)
  const second = await certified(await done(one('801+2 | 2026-05-06 | 2027-05-05 | 2026-05 | — | 8 |')))
  assert.equal(second.status, 200, second.says)
  // The gap is another's to claim, up to the month before.
  const between = await certified(await done(one('801+10 | 2026-03-02 | 2027-03-01 | 2026-03 | 2026-04 | 2 |')))
  assert.equal(between.status, 200, between.says)
  const spans = await Promise.all([first, second, between].map(({ matter }) => linesOf(matter)))
  assert.deepEqual(
    spans.map(([line]) => line?.span),
    ['2026年1月至2026年2月', '2026年5月至2026年12月', '2026年3月至2026年4月'],
  )
})
