import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reviewOf } from '#apps/server/forms.ts'
import { type Page, type Refused, testServer } from '#apps/server/testing.ts'
import { addDays, dayOf, instantAt, iso } from '#core/day.ts'
import { postNamed } from '#house/desk.ts'
import { formOf, writtenOf } from '#house/forms.ts'
import { testNumber } from '#programs/training/testing.ts'

/** Nobody is recognised twice: neither a person, nor a household, nor somebody in two households. 测试数据. */

const s = await testServer('enrolled-once', '2026-03-02T09:00:00+08:00')
type Judged = { readonly id: string; readonly result: string; readonly reason?: string }
type More = Readonly<Record<string, unknown>>
/** 王一 is at the counter of one office, 孙十 at that of another; each case is signed by whoever has the turn. */
const signers = ['zhao', 'head', 'district', 'wang'] as const

/** A case as far as its acceptance; what the review found stands in its facts. */
async function judged(by: string, service: string, more: More = {}): Promise<Page> {
  const opened = await s.open(by, 'case', { service, form: { ...formOf(service, dayOf(s.now())), ...more } })
  assert.equal(opened.status, 201, JSON.stringify(opened))
  const reviewed = await s.move(by, opened, 'check', reviewOf(opened))
  assert.equal(reviewed.status, 200, JSON.stringify(reviewed))
  return reviewed
}
async function accepted(by: string, service: string, more: More = {}): Promise<Page> {
  const page = await s.move(by, await judged(by, service, more), 'accept')
  assert.equal(page.status, 200, JSON.stringify(page))
  return page
}

/** The steps one after the other, by whoever may, until only the result is left; its last answer, good or refused. */
async function carriedOn(before: Page): Promise<Page & Partial<Refused>> {
  let page: Page & Partial<Refused> = before
  for (let turn = 0; turn < 40 && !page.matter.closed; turn += 1) {
    const found = await stepOf(page)
    if (!found) {
      s.setClock(iso(instantAt(addDays(dayOf(s.now()), 4), 540)))
      continue
    }
    const { who, shown, offer } = found
    const { properties = {} } = offer.input as { readonly properties?: More }
    const written = writtenOf(Object.keys(properties), dayOf(s.now()))
    const partner = 'with' in properties ? { with: postNamed('复核岗') } : {}
    const input = 'opinion' in properties ? { ...written, ...partner, opinion: '符合条件（测试数据）' } : {}
    const next = await s.move(who, shown, offer.move, input)
    if (next.status >= 400) return next
    page = next
  }
  return page
}

async function stepOf(page: Page) {
  for (const who of signers) {
    const shown = await s.look(who, page)
    const offer = shown.status < 400 && shown.offers.find(({ main, refusal }) => main && !refusal)
    if (offer) return { who, shown, offer }
  }
  return null
}

/** What one condition was found to be, and whether the case could be accepted. */
async function refusedFor(by: string, service: string, id: string, more: More = {}): Promise<void> {
  const page = await judged(by, service, more)
  const found = (page.matter.facts['review'] as { conditions: readonly Judged[] }).conditions.find(
    (one) => one.id === id,
  )
  const { fails } = s.world.catalogue.get(service)!.service.conditions.find((one) => one.id === id)!
  assert.equal(found?.result, 'no', `${service} ${id}`)
  assert.ok(String(found.reason).endsWith(fails), String(found.reason))
  const refused = await s.refused(by, page, 'accept')
  assert.deepEqual([refused.status, refused.clause], [422, '8.3'], JSON.stringify(refused))
}
const entries = async (service: string) =>
  (await s.owner.query<{ number: string }>(`select number from enrolment where service = $1 and not closed`, [service]))
    .rows.length

const wife = '220204198512310023'
const members = formOf('JY05')['members'] as readonly More[]
const row = (name: string, n: number) => ({ ...members[1], name, idNumber: testNumber(n) })
const family = (householdNumber: string, name: string, n: number, other: More) => ({
  ...{ householdNumber, name, idNumber: testNumber(n), householder: name, members: [row(name, n), other] },
})

test('同一户、同一成员只认定一次，别的服务点也查得到；户口簿编号怎么写都认得出 (8.2, 8.3)', async () => {
  // Both are accepted before either is finished: the register takes the first only.
  const [first, same, married] = [
    await accepted('wang', 'JY05'),
    await accepted('wang', 'JY05'),
    await accepted('wang', 'JY05', family('H0077', '测试戊', 5, members[1]!)),
  ]
  const done = await carriedOn(first)
  assert.equal(done.matter?.closed, true, JSON.stringify(done))
  for (const second of [same, married]) {
    const refused = await carriedOn(second)
    assert.deepEqual([refused.status, refused.clause], [422, '8.2'], JSON.stringify(refused))
    assert.equal((await s.look('wang', second)).matter.closed, false)
  }
  assert.equal(await entries('JY05'), 1)
  for (const by of ['wang', 'sun']) {
    await refusedFor(by, 'JY05', 'notInForce', family(' h 0001', '测试己', 6, row('测试庚', 7)))
    await refusedFor(by, 'JY05', 'membersFree', family('H0088', '测试己', 6, members[1]!))
  }
  // Nobody but these: another household is accepted.
  await accepted('sun', 'JY05', family('H0099', '测试辛', 8, row('测试壬', 9)))
})

test('成员迁出以后可以随另一户申请；户口簿编号和号码一样加密保存 (8.2)', async () => {
  const { rows } = await s.owner.query<{ id: string }>(
    `select id from matter where kind = 'enrolment' and service = 'JY05'`,
  )
  const entry = await s.call<Page>('wang', 'GET', `/api/matters/${rows[0]!.id}`)
  const { idNumber } = members[1]!
  assert.equal(idNumber, wife)
  const gone = await s.move('wang', entry, 'member', { who: '1', situation: 'left', says: '迁出（测试数据）' })
  assert.equal(gone.status, 200, JSON.stringify(gone))
  await accepted('wang', 'JY05', family('H0066', '测试癸', 10, members[1]!))
  const { rows: plain } = await s.owner.query(`select id from matter where facts::text like '%H0001%'`)
  assert.equal(plain.length, 0)
})

test('就业困难人员在册的不重复认定，哪个服务点都一样；类别变了的在原单位按新类别办 (8.2, 8.3)', async () => {
  const [first, second] = [await accepted('wang', 'JY02'), await accepted('wang', 'JY02')]
  const done = await carriedOn(first)
  assert.equal(done.matter?.closed, true, JSON.stringify(done))
  const refused = await carriedOn(second)
  assert.deepEqual([refused.status, refused.clause], [422, '8.2'], JSON.stringify(refused))
  await refusedFor('wang', 'JY02', 'notInForce')
  await refusedFor('sun', 'JY02', 'notInForce')
  const other = { category: 'landless', landDocument: '测征〔2025〕1号' }
  await refusedFor('sun', 'JY02', 'notInForce', other)
  const changed = await carriedOn(await accepted('wang', 'JY02', other))
  assert.equal(changed.matter?.closed, true, JSON.stringify(changed))
  const { rows } = await s.owner.query(
    `select facts->>'category' as category from matter where kind = 'enrolment' and service = 'JY02'`,
  )
  assert.deepEqual(rows, [{ category: 'landless' }])
})
