import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { testServer } from '#apps/server/testing.ts'
import type { Matter } from '#core/matter.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import type { Book } from '#core/sums/book.ts'
import { usual } from '#core/sums/book.ts'
import { addToMonth, type Month, month, monthsIn, monthsOf, type Span } from '#core/sums/month.ts'
import { current } from '#office/current.ts'
import { type Stand, standOf } from '#office/register.ts'
import { demoOffice, demoStaff, demoTenant } from '#office/seed.ts'
import type { Tx } from '#platform/db/db.ts'
import { approve, check, freeze, make, strike } from './batch.ts'
import { findBatch, rowsOfBatch } from './batches.ts'
import { insuranceFollower, service, subsidyEffect } from './effect.ts'
import { correctAccount, pay, sentBack } from './payout.ts'
import { askBack, receive } from './recovery.ts'

/** 测试数据：两个区的两个窗口，几个人，随便什么次序。 */

const server = await testServer('subsidy-property', '2026-03-02T08:00:00+08:00')
const { db, owner, keys } = { ...server, keys: server.world.keys }
const at = server.now()

const effect = subsidyEffect((): Book => usual)
const scope = (path: string) => ({ tenant: demoTenant, paths: [path] })
// Three persons for three steps: one more for the city.
await owner.query('update staff_place set org = $1 where staff = $2', [demoOffice('cs'), demoStaff('zheng')])
await owner.query('update office_version set version = version + 1')
const office = await db.plain((tx) => current(tx, demoTenant, at))
const offices = ['sljd', 'ybjd'].map((code) => office.organizations.get(demoOffice(code) as never)!)
const top = offices[0]!.path.split('.')[0]!
const scene = { office, process: server.world.processes.opening('case', service)!.process, paper: null }

const inside = <T>(work: (tx: Tx) => Promise<T>) => db.transaction(scope(top), work)
function stand(who: Parameters<typeof demoStaff>[0], code: Parameters<typeof demoOffice>[0]): Stand {
  const found = standOf(office, { tenant: demoTenant, staff: demoStaff(who), at } as never, demoOffice(code))
  if (isRefusal(found)) throw new Error(found.says)
  return found
}
const maker = () => stand('wei', 'cs')
const reader = () => stand('zheng', 'cs')
const judge = () => stand('city', 'cs')
/** What came about at all: a property that nothing reaches proves nothing. */
const reached = { paid: 0, returned: 0, recovered: 0, struck: 0, denied: 0 }

type Case = { readonly matter: Matter; readonly person: string; readonly span: Span }
let serial = 0

function caseOf(person: number, span: Span, place: number, enjoyed: number): Case {
  const id = randomUUID()
  const blind = `person-${person}`
  const months = monthsIn(span)
  const sealed = { sealed: 'form.idNumber', masked: '2202**********0012', blind, born: '1990-01-01', sex: 'male' }
  serial += 1
  const form = {
    ...{ name: `测试${person}`, idNumber: sealed, kind: 'difficult', nearRetirement: false, enjoyedMonths: enjoyed },
    ...{ periodFrom: span.from, periodTo: span.to, pensionPaid: months * 1000.5, pensionAsked: months * 500 },
    ...{ medicalPaid: 0, medicalAsked: 0, otherPaid: 0, otherAsked: 0, totalAsked: months * 500 },
    ...{ accountName: `测试${person}`, bankName: '测试银行' },
    account: { sealed: 'form.account', masked: '****0001', blind: `account-${id}` },
  }
  const matter = {
    ...{ id, number: `测试-${serial}`, kind: 'case', service: { code: 'JY13', version: '1' }, state: 'at-firstReview' },
    ...{ office: offices[place]!.id, facts: { form, applicant: `测试${person}` } },
  } as object as Matter
  return { matter, person: blind, span }
}

/** The case comes to a state, as the door would bring it there: a refusal takes the move back. */
const comesTo = (one: Case, from: string, to: string): Promise<Refusal | null> => {
  const path = office.organizations.get(one.matter.office)!.path
  const before = { ...one.matter, state: from }
  return inside((tx) => effect(tx, demoTenant, { before, after: { ...one.matter, state: to }, path, at, ...scene }))
}

type World = {
  readonly cases: Map<string, Case & { state: 'in' | 'granted' | 'over' }>
  readonly paid: Map<string, number>
  batches: string[]
}
const spanFrom = (n: number, length: number): Span => {
  const from = addToMonth(month('2022-01'), n)
  return { from, to: addToMonth(from, length - 1) }
}

/** What each person got for each month, by what was answered alone: paid, less sent back, less brought back. */
function book(world: World, { person, span }: { person: string; span: Span }, by: 1 | -1): void {
  for (const one of monthsOf(span)) {
    const key = `${person} ${one}`
    world.paid.set(key, (world.paid.get(key) ?? 0) + by)
  }
}

const day = '2026-03-02'
type Do = (world: World, n: number, m: number) => Promise<void>
const pick = <T>(list: readonly T[], n: number): T | undefined => list[n % Math.max(1, list.length)]
/** Mostly a batch at a stage where this can be done to it; now and then any, to be refused. */
async function batchAt(world: World, n: number, ...states: readonly string[]): Promise<string | undefined> {
  if (n % 5 === 0) return pick(world.batches, n)
  const { rows } = await owner.query<{ id: string }>(
    'select id from payment_batch where state = any($1::text[]) order by id',
    [states],
  )
  return pick(
    rows.map(({ id }) => id),
    n,
  )
}
const casesIn = (world: World, state: string) => [...world.cases.values()].filter((one) => one.state === state)

const deeds: Readonly<Record<string, Do>> = {
  async accept(world, n, m) {
    const person = n % 3
    const known = await owner.query<{ state: string }>(`select state from subsidy_month where person = $1`, [
      `person-${person}`,
    ])
    const enjoyed = known.rows.filter(({ state }) => state === 'paid').length
    const one = caseOf(person, spanFrom(n % 40, 1 + (m % 14)), m % 2, enjoyed)
    const refusal = await comesTo(one, 'reviewing', 'at-firstReview')
    if (!refusal) world.cases.set(one.matter.id, { ...one, state: 'in' })
  },
  async deny(world, n) {
    const one = pick(casesIn(world, 'in'), n)
    if (one && !(await comesTo(one, 'at-approval', 'denied'))) {
      one.state = 'over'
      reached.denied += 1
    }
  },
  async grant(world, n) {
    const one = pick(casesIn(world, 'in'), n)
    if (one && !(await comesTo(one, 'at-approval', 'granted'))) one.state = 'granted'
  },
  async make(world) {
    const made = await inside((tx) => make(tx, maker(), { kind: 'insurance', until: day, due: day }))
    if (!isRefusal(made)) world.batches = [...world.batches, made.id]
  },
  async freeze(world, n) {
    const id = await batchAt(world, n, 'open')
    if (id) await inside((tx) => freeze(tx, maker(), id))
  },
  async approve(world, n, m) {
    const id = await batchAt(world, n, 'frozen')
    if (!id) return
    const rows = await inside((tx) => rowsOfBatch(tx, demoTenant, id))
    const ids = rows.filter(({ state }) => state === 'in').map(({ payable }) => payable)
    await inside((tx) => check(tx, reader(), id, m % 7 === 0 ? ids.slice(1) : ids))
    const batch = await inside((tx) => findBatch(tx, demoTenant, id))
    await inside((tx) => approve(tx, judge(), id, batch?.hash ?? '', '同意'))
  },
  async strike(world, n, m) {
    const id = await batchAt(world, n, 'open', 'frozen')
    const rows = id ? await inside((tx) => rowsOfBatch(tx, demoTenant, id)) : []
    const row = pick(rows, m)
    if (!id || !row) return
    const after = m % 3 === 0 ? 'refuse' : 'next'
    const ask = { row: row.payable, after, reason: '测试' } as const
    if (!isRefusal(await inside((tx) => strike(tx, judge(), id, ask, insuranceFollower)))) reached.struck += 1
  },
  async pay(world, n, m) {
    const id = await batchAt(world, n, 'approved')
    if (!id) return
    const rows = await inside((tx) => rowsOfBatch(tx, demoTenant, id))
    const some = m % 2 === 0 ? {} : { rows: rows.slice(0, 1).map(({ payable }) => payable) }
    const before = rows.filter(({ state }) => state === 'in' || state === 'paid')
    const done = await inside((tx) => pay(tx, maker(), id, { ...some, on: day, voucher: '1' }, insuranceFollower))
    if (isRefusal(done)) return
    reached.paid += 1
    const now = await inside((tx) => rowsOfBatch(tx, demoTenant, id))
    for (const row of now.filter(({ state }) => state === 'paid'))
      if (before.some((one) => one.payable === row.payable && one.state === 'in'))
        book(world, world.cases.get(row.payee.matter)!, 1)
  },
  async sendBack(world, n, m) {
    const id = await batchAt(world, n, 'approved', 'settled')
    const rows = id ? await inside((tx) => rowsOfBatch(tx, demoTenant, id)) : []
    const row = pick(rows, m)
    if (!id || !row) return
    const done = await inside((tx) =>
      sentBack(tx, maker(), id, { row: row.payable, reason: '测试', due: day }, insuranceFollower),
    )
    if (!isRefusal(done)) reached.returned += 1
    if (!isRefusal(done) && row.state === 'paid') book(world, world.cases.get(row.payee.matter)!, -1)
    if (!isRefusal(done) && m % 2 === 0) {
      const account = {
        accountName: row.payee.name,
        bank: '测试',
        account: `62170000000${1_000_000 + n}`,
        statement: '测试',
      }
      await inside((tx) => correctAccount(tx, maker(), keys, row.payable, account))
    }
  },
  async recover(world, n, m) {
    const id = await batchAt(world, n, 'settled', 'approved')
    const rows = id ? await inside((tx) => rowsOfBatch(tx, demoTenant, id)) : []
    const row = pick(
      rows.filter(({ state }) => state === 'paid'),
      m,
    )
    if (!row) return
    const from = addToMonth(row.payee.from_month as Month, m % row.count)
    const ask = { amount: 100, reason: '测试', due: day, from, to: from }
    const made = await inside((tx) => askBack(tx, judge(), row.payable, ask))
    if (isRefusal(made)) return
    const got = await inside((tx) =>
      receive(tx, maker(), made.id, { amount: m % 5 === 0 ? 50 : 100, voucher: '1' }, insuranceFollower),
    )
    if (isRefusal(got) || got.state !== 'done') return
    reached.recovered += 1
    book(world, { person: row.payee.person, span: { from, to: from } }, -1)
  },
}
const words = Object.keys(deeds)
const step = fc.tuple(
  fc.constantFrom(...words, 'accept', 'accept', 'grant', 'grant', 'make', 'freeze', 'approve', 'approve', 'pay', 'pay'),
  fc.nat(200),
  fc.nat(200),
)

async function holds(world: World): Promise<void> {
  for (const [key, times] of world.paid) assert.ok(times === 0 || times === 1, `${key} was paid ${times} times`)
  const { rows: months } = await owner.query<{ person: string; count: number; paid: number }>(
    `select person, count(*)::int as count, count(*) filter (where state = 'paid')::int as paid from subsidy_month group by 1`,
  )
  for (const { person, count, paid } of months) {
    assert.ok(count <= 36, `${person} has ${count} months`)
    const said = [...world.paid].filter(([key, times]) => key.startsWith(`${person} `) && times > 0).length
    assert.equal(paid, said, `${person}: the ledger and what was answered`)
  }
  const { rows: batches } = await owner.query(
    `select b.number from payment_batch b left join lateral (select count(*)::int as count, coalesce(sum(r.fen), 0)::bigint as fen from payment_row r
       where r.tenant_id = b.tenant_id and r.batch = b.id and r.state <> 'struck') r on true where (b.count, b.fen) <> (r.count, r.fen)`,
  )
  assert.deepEqual(batches, [], 'a batch is the sum of its rows')
  const { rows: strays } = await owner.query(
    `select p.number, p.state from payable p left join lateral (select count(*)::int as live, bool_and(r.fen = p.fen) as same,
         bool_and(r.state = case p.state when 'paid' then 'paid' else 'in' end) as fits from payment_row r
       where r.tenant_id = p.tenant_id and r.payable = p.id and r.state in ('in', 'paid')) r on true
     where case when p.state in ('batched', 'paid') then r.live <> 1 or not r.same or not r.fits else r.live <> 0 end`,
  )
  assert.deepEqual(strays, [], 'every sum is in one batch or in none, and not a fen of it elsewhere')
}

async function cleared(): Promise<World> {
  await owner.query(
    'truncate payment_recovery, payment_row, payment_batch, payable, subsidy_claim, subsidy_month, subsidy_person',
  )
  return { cases: new Map(), paid: new Map(), batches: [] }
}

test('JY13：申请、审批、批次、退回、追回无论什么次序，同一人同一月不会付两次，不超过期限，每批等于各笔之和，一分不差', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 60, maxLength: 140, size: 'max' }), async (steps) => {
      const world = await cleared()
      for (const [word, n, m] of steps) await deeds[word]!(world, n, m)
      await holds(world)
    }),
    { numRuns: 25 },
  )
  for (const [word, times] of Object.entries(reached)) assert.ok(times > 0, `${word} was never reached`)
})

test('同时受理的两件：重叠的只成一件，加起来超过36个月的也只成一件', async () => {
  for (let round = 0; round < 6; round += 1) {
    await cleared()
    const overlapping = [caseOf(0, spanFrom(0, 6), 0, 0), caseOf(0, spanFrom(5, 6), 1, 0)]
    const disjoint = [caseOf(1, spanFrom(0, 20), 0, 0), caseOf(1, spanFrom(20, 20), 1, 0)]
    for (const pair of [overlapping, disjoint]) {
      const said = await Promise.all(pair.map((one) => comesTo(one, 'reviewing', 'at-firstReview')))
      assert.equal(said.filter((one) => one === null).length, 1, JSON.stringify(said))
      assert.match(said.find((one) => one !== null)?.says ?? '', /同一个月不能重复享受|最长36个月/)
    }
  }
})

test('同时编制、同时审批、同时登记拨付：每一笔只进一个批次，只付一次', async () => {
  const world = await cleared()
  for (let n = 0; n < 8; n += 1) {
    const one = caseOf(10 + n, spanFrom(n, 3), n % 2, 0)
    assert.equal(await comesTo(one, 'reviewing', 'at-firstReview'), null)
    assert.equal(await comesTo(one, 'at-approval', 'granted'), null)
    world.cases.set(one.matter.id, { ...one, state: 'granted' })
  }
  const ask = { kind: 'insurance', until: day, due: day } as const
  const made = await Promise.all([1, 2, 3].map(() => inside((tx) => make(tx, maker(), ask))))
  const [batch, ...more] = made.flatMap((one) => (isRefusal(one) ? [] : one))
  assert.ok(batch && more.length === 0, 'one of them collects everything, the others nothing')
  await inside((tx) => freeze(tx, maker(), batch.id))
  const rows = await inside((tx) => rowsOfBatch(tx, demoTenant, batch.id))
  await inside((tx) =>
    check(
      tx,
      reader(),
      batch.id,
      rows.map(({ payable }) => payable),
    ),
  )
  const hash = (await inside((tx) => findBatch(tx, demoTenant, batch.id)))?.hash ?? ''
  const approved = await Promise.all([1, 2].map(() => inside((tx) => approve(tx, judge(), batch.id, hash, '同意'))))
  assert.equal(approved.filter((one) => !isRefusal(one)).length, 1)
  const paid = await Promise.all(
    [1, 2].map(() => inside((tx) => pay(tx, maker(), batch.id, { on: day, voucher: '1' }, insuranceFollower))),
  )
  assert.equal(paid.filter((one) => !isRefusal(one)).length, 1)
  const { rows: sum } = await owner.query<{ fen: number; rows: number }>(
    `select count(*)::int as rows, sum(fen)::int as fen from payment_row where state = 'paid'`,
  )
  assert.deepEqual(sum[0], { rows: 8, fen: 8 * 3 * 500 * 100 })
})

test('护栏会拦：数据库不收同一人同一月两行，也不收同一笔在两个批次里', async () => {
  const { rows } = await owner.query<{ person: string; month: string }>(
    'select person, month from subsidy_month limit 1',
  )
  const twice = `insert into subsidy_month select tenant_id, person, month, gen_random_uuid(), number, office, state from subsidy_month where person = $1 and month = $2`
  await assert.rejects(owner.query(twice, [rows[0]!.person, rows[0]!.month]), /subsidy_month_pkey/)
  const elsewhere = `insert into payment_batch select tenant_id, gen_random_uuid(), org_path, office, '测试二', kind, until_day, 'open', owner, due_day, made_by,
    made_at, 0, 0, null, null, null, null, null, null from payment_batch limit 1`
  await owner.query(elsewhere)
  const again = `insert into payment_row (tenant_id, batch, payable, org_path, state, fen, count)
    select r.tenant_id, b.id, r.payable, r.org_path, 'in', r.fen, r.count from payment_row r, payment_batch b where b.number = '测试二' limit 1`
  await assert.rejects(owner.query(again), /payment_row_once/)
  const self = `update payment_batch set approved_by = made_by, state = 'settled', hash = 'x' where number = '测试二'`
  await assert.rejects(owner.query(self), /check/)
})
