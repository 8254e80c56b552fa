import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { contactForm, reviewOf } from '#apps/server/forms.ts'
import { type Page, testServer } from '#apps/server/testing.ts'
import { addDays, dayOf, instant, instantAt, iso } from '#core/day.ts'
import { fillings } from '#house/fill.ts'
import { complaintInput, formOf } from '#house/forms.ts'
import { sweep } from '#matter/sweep.ts'
import { demoOffice, demoPath, demoPost, demoStaff, demoTenant } from '#office/seed.ts'
import { fulfilmentJobs } from '#rules/commitments/fulfilment/count.ts'
import { recount, refresh, review } from './jobs.ts'
import { recounting } from './testing.ts'

/** 6.6: what is summed up is what the record says, whatever happened, late arrivals and corrections too. 测试数据. */

const server = await testServer('figures', '2026-03-02T09:00:00+08:00')
const { owner, world, open, now, setClock, app } = server
const scope = { tenant: demoTenant, paths: [demoPath('cs')] }
const { asked, same, place } = recounting(server)

const staff = ['wang', 'zhao', 'head', 'wu', 'district'] as const
type Held = { page: Page; readonly code: string | undefined }
const held: Held[] = []
const seen = new Map<string, number>()
const note = (what: string): void => void seen.set(what, (seen.get(what) ?? 0) + 1)

async function opens(kind: string, input: object): Promise<void> {
  const page = await open('wang', kind, input)
  assert.equal(page.status, 201, JSON.stringify(page))
  held.push({ page, code: page.visitorCode })
  note(kind)
}

/** A step that is open to somebody at a matter, with some filling of its form. */
async function moves(some: Held, who: string, pick: number, fill: number): Promise<void> {
  const shown = await server.look(who, some.page)
  if (shown.status !== 200) return
  const open = shown.offers.filter((one) => one.refusal === null && one.move !== 'view')
  const offer = open[pick % Math.max(1, open.length)]
  if (!offer) return
  const bodies = fillings(offer.input as never, (await place()).office, dayOf(now()))
  const moved = await server.move(who, shown, offer.move, bodies[fill % bodies.length] ?? {})
  if (moved.status !== 200) return note('refused')
  some.page = moved
  note(moved.matter.closed ? `closed ${moved.matter.kind}` : 'moved')
}

async function rates({ page, code }: Held, level: number): Promise<void> {
  const answer = await app.inject({
    ...{ method: 'POST', url: '/api/visitor/ratings', headers: { 'idempotency-key': randomUUID() } },
    payload: { number: page.matter.number, code, level },
  })
  if (answer.statusCode === 201) note('rated')
}

/** A bad rating is appealed against by the head; the district takes it out of the figures, or leaves it. */
async function appeals(level: number): Promise<void> {
  const [bad] = await asked(`select number from rating_handling where appeal_id is null order by rated_at desc limit 1`)
  if (!bad) return
  const says = { handling: bad['number'], ground: 'mistaken', says: '按错了（测试数据）' }
  const filed = await server.call<{ id: string }>('head', 'POST', '/api/ratings/appeals', says)
  if (filed.status !== 201) return note('refused appeal')
  const page = await server.call<Page>('district', 'GET', `/api/matters/${filed.id}`)
  const move = level > 2 ? 'grant' : 'refuse'
  const moved = await server.move('district', page, move, { opinion: '查过记录（测试数据）' })
  note(moved.status === 200 ? move : `refused ${move}`)
}

let seq = 0
/** A number taken, called and served some minutes apart, as the hall writes it; the last of them may come on another day. */
async function takes(state: 'waiting' | 'done' | 'absent', minutes: number): Promise<void> {
  const at = (plus: number) => iso(instant(now() + plus * 60_000))
  seq += 1
  const [first, ended] = state === 'waiting' ? [null, null] : [at(minutes), at(minutes + 9)]
  await owner.query(
    `insert into queue_ticket (tenant_id, id, org_path, office, day, origin, seq, zone, lane, state, since, passes, token_hash, asked, made_by, made_how, made_at, first_at, served_at, ended_at)
     values ($1, $2::uuid, $3, $4, $5, 'A', $6, 'A', 'common', $7, $8, $9, $2::uuid::text, $2::uuid::text, $10, 'desk', $8, $11, $12, $13)`,
    [
      ...[demoTenant, randomUUID(), demoPath('sljd'), demoOffice('sljd'), dayOf(now()), seq, state, at(0)],
      ...[minutes > 60 ? 1 : 0, demoStaff('wang'), first, state === 'done' ? first : null, ended],
    ],
  )
  note('ticket')
}

let signedIn = now()
/** Whoever sat idle signs in again. */
const ahead = (minutes: number): void => {
  const to = instant(now() + minutes * 60_000)
  if (minutes > 0 && to - signedIn < 25 * 60_000) server.pass(minutes)
  else {
    setClock(iso(to))
    signedIn = to
  }
}

/** What was written by a clock that stood minutes or days back, and came in now. */
async function before(minutes: number, work: () => Promise<void>): Promise<void> {
  const at = iso(now())
  ahead(-minutes)
  await work()
  setClock(at)
  signedIn = now()
}

const some = fc.record({
  n: fc.nat(),
  who: fc.constantFrom(...staff),
  pick: fc.nat(),
  fill: fc.nat(40),
  level: fc.integer({ min: 1, max: 5 }),
})
const steps = fc.array(
  fc.tuple(
    fc.constantFrom(
      'contact',
      'case',
      'complaint',
      'move',
      'move',
      'rate',
      'rate',
      'bad',
      'appeal',
      'give',
      'give',
      'hand',
      'complain',
      'ticket',
      'pass',
      'late',
      'old',
      'shut',
      'order',
      'class',
      'count',
    ),
    some,
  ),
  { minLength: 25, maxLength: 25 },
)
/** Dated further back than transactions take: only the night finds it. */
const dated = (minutes: number) =>
  before(minutes, async () => {
    await contact()
    await recount(world, await place(), demoOffice('sljd'), [dayOf(now())])
  })
const contact = () => opens('contact', contactForm)
const one = (n: number) => held[n % Math.max(1, held.length)]

async function does(
  what: string,
  { n, who, pick, fill, level }: { n: number; who: string; pick: number; fill: number; level: number },
) {
  if (what === 'appeal') return appeals(level)
  const it = what === 'rate' || what === 'bad' ? (held.findLast(({ page }) => page.matter.closed) ?? one(n)) : one(n)
  if (what === 'contact') return contact()
  if (what === 'case') return opens('case', { service: 'JY01', form: formOf('JY01') })
  if (what === 'complaint') return opens('complaint', complaintInput)
  if (what === 'ticket') return takes((['waiting', 'done', 'absent'] as const)[n % 3]!, fill * 2)
  if (what === 'pass') {
    ahead((pick % 3000) + 5)
    return void (await sweep(world, { tenant: demoTenant, path: scope.paths[0]!, at: now() }))
  }
  if (what === 'give') return gives(level > 3 ? 2000 : 10)
  if (what === 'hand') return hands(15)
  if (what === 'complain') return complains(level > 3 ? 700 : 20, fill)
  if (what === 'shut') return shuts()
  if (what === 'order') return ordersLate(level)
  if (what === 'class') return classes(fill)
  if (what === 'late') return before(8, contact)
  if (what === 'old') return dated((1 + (n % 20)) * 1440)
  if (what === 'count') return void (await refresh(world, await place()))
  if (!it) return
  if (what === 'bad') return rates(it, 1 + (n % 2))
  return what === 'rate' ? rates(it, level) : moves(it, who, pick, fill)
}

/** Steps one after another, each at its time; what is refused meanwhile (by the hour, by a date) ends it there. */
async function goes(
  page: Page,
  way: readonly (readonly [who: string, move: string, input: object])[],
  minutes: number,
): Promise<Page> {
  let at = page
  for (const [who, move, input] of way) {
    ahead(minutes)
    const shown = await server.look(who, at)
    const moved = await server.move(who, shown, move, move === 'check' ? reviewOf(shown) : input)
    if (moved.status !== 200) {
      note(`refused ${move}`)
      return at
    }
    note(move)
    at = moved
  }
  return at
}
const last = () => held.at(-1)!

/** A service given, after minutes or after days: then it is late. */
async function gives(minutes: number): Promise<void> {
  await opens('case', { service: 'JY01', form: formOf('JY01') })
  const it = last()
  it.page = await goes(
    it.page,
    [
      ['wang', 'check', {}],
      ['wang', 'finish', {}],
    ],
    minutes,
  )
}

/** A contact that goes to somebody else's post. */
async function hands(minutes: number): Promise<void> {
  await contact()
  const it = last()
  it.page = await goes(
    it.page,
    [
      ['wang', 'hand-over', { why: 'duty', to: demoPost('sljd.review') }],
      ['zhao', 'accept', {}],
      ['zhao', 'reach', { way: 'call', said: '已联系' }],
      ['zhao', 'answer', { result: '已说明' }],
    ],
    minutes,
  )
}

/** A complaint put under order twice, or not registered. */
async function complains(minutes: number, fill: number): Promise<void> {
  await opens('complaint', complaintInput)
  const it = last()
  const said = { way: 'call', said: '测试' }
  const heard = ['wang', 'reach', said] as const
  const round = (order: string) =>
    [
      ['district', order, { opinion: '查清', days: 3 }],
      ['wang', 'answer', { ...said, content: 'no' }],
      ['head', 'report', { result: '已处理', corrections: '已整改' }],
    ] as const
  const [out, end] = [
    ['head', 'withdraw', { explanation: '已听取解释', isOwnWish: true }],
    ['district', 'conclude', { finding: 'upheld', opinion: '符合' }],
  ] as const
  const way =
    fill % 3 === 0
      ? [heard, out]
      : [
          heard,
          ['wang', 'take-case', { opinion: '立案' }] as const,
          ...round('order'),
          ...(fill % 3 === 1 ? round('again') : []),
          end,
        ]
  it.page = await goes(it.page, way, minutes)
}

/** The office says of a day that is going on that it was shut: working days that were counted are counted anew. */
async function shuts(): Promise<void> {
  const body = { office: demoOffice('sljd'), day: dayOf(now()), why: '测试停办' }
  const { status } = await server.call('head', 'POST', '/api/office/closures', body)
  note(status === 201 ? 'shut' : `refused shut ${status}`)
}

/** A complaint taken up as a case, to the order that gives it a working day. */
async function orderOf(days: number) {
  await opens('complaint', complaintInput)
  const it = last()
  it.page = await goes(
    it.page,
    [
      ['wang', 'reach', { way: 'call', said: '测试' }],
      ['wang', 'take-case', { opinion: '立案' }],
      ['district', 'order', { opinion: '查清', days }],
    ],
    10,
  )
  return it
}

/** An order that nobody answers in time; time says so, or the report itself that comes too late. */
async function ordersLate(level: number): Promise<void> {
  const it = await orderOf(1)
  ahead(5 * 1440)
  if (level > 2) await sweep(world, { tenant: demoTenant, path: scope.paths[0]!, at: now() })
  if (level > 3) return
  it.page = await goes(
    it.page,
    [
      ['wang', 'answer', { way: 'call', said: '测试', content: 'no' }],
      ['head', 'report', { result: '已处理', corrections: '已整改' }],
    ],
    15,
  )
}

/** A complaint that is taken up one way and moved to another (10.5.2). */
async function classes(fill: number): Promise<void> {
  await opens('complaint', complaintInput)
  const it = last()
  const first = fill % 2 === 0 ? 'take-onsite' : 'take-opinion'
  it.page = await goes(
    it.page,
    [
      ['wang', 'reach', { way: 'call', said: '测试' }],
      ['wang', first, { opinion: '受理' }],
      ['head', fill % 2 === 0 ? 'to-opinion' : 'to-case', { reason: '测试改变' }],
    ],
    15,
  )
}

/** One whole life of each kind, so that no figure is empty. */
async function story(): Promise<void> {
  await gives(10)
  await rates(last(), 5)
  await gives(2900)
  await rates(last(), 1)
  await refresh(world, await place())
  await same('before the appeal')
  await appeals(5)
  await hands(15)
  await complains(20, 1)
  await complains(20, 0)
  await takes('done', 7)
  await classes(0)
  await classes(1)
  await ordersLate(1)
  await ordersLate(5)
  await gives(2900)
  await refresh(world, await place())
  await same('before it was shut')
  // So long after that nothing but the calendar says that the day is to be counted anew.
  ahead(25)
  await refresh(world, await place())
  await shuts()
  await refresh(world, await place())
  await same('after it was shut')
}

test('汇总和从记录里另外重数的一样：怎么走、什么时候补登、怎么更正都一样（6.6）', async () => {
  await story()
  await fc.assert(
    fc.asyncProperty(steps, async (way) => {
      for (const [what, how] of way) await does(what, how)
      await refresh(world, await place())
      await same(JSON.stringify(way.map(([what]) => what)))
    }),
    { numRuns: 4, endOnFailure: true },
  )
  assert.equal(await review(world, await place()), 0, 'a recount of the night says the same')
  for (const what of [
    'contact',
    'case',
    'complaint',
    'ticket',
    'rated',
    'finish',
    'order',
    'withdraw',
    'accept',
    'shut',
    'grant',
  ])
    assert.ok(seen.has(what), `${what} was never done`)
})

test('隔了一夜才提交的，下一次就数进去；倒填几天的，夜里重数时数进去（6.6）', async () => {
  const midnight = instantAt(addDays(dayOf(now()), 5), 5)
  ahead((midnight - now()) / 60_000)
  await refresh(world, await place())
  await before(8, contact)
  await refresh(world, await place())
  await same('over midnight')
  await before(3 * 1440, contact)
  await refresh(world, await place())
  assert.equal(await review(world, await place()), 1)
  await same('the night after')
})

test('公示的按期件数和用时，和统计的一样（6.0）', async () => {
  const [job] = fulfilmentJobs(world)
  await job!.run({})
  const kept = `select office, service, sum(done)::int as done, sum(kept)::int as kept`
  const shown = await asked(`${kept}, sum(used_days)::int as used from fulfilment group by 1, 2 order by 1, 2`)
  const summed = await asked(
    `${kept}, sum(used)::int as used from figure_day where done > 0 group by 1, 2 order by 1, 2`,
  )
  assert.deepEqual(summed, shown)
})
