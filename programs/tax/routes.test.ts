import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testServer } from '#apps/server/testing.ts'
import { enlist } from '#matter/listing.ts'
import { demoOffice, demoPath, demoStaff, demoTenant } from '#office/seed.ts'

/** The register of tax relief: paged, narrowed, sent out masked and with a reason. 测试数据. */

const s = await testServer('reliefs', '2026-11-23T09:30:00+08:00')
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
