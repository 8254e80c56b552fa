import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { contactForm, reviewOf } from '#apps/server/forms.ts'
import { type Page, testServer } from '#apps/server/testing.ts'
import { addDays, dayOf, instant, instantAt, iso } from '#core/day.ts'
import { fillings } from '#house/fill.ts'
import { complaintInput, formOf } from '#house/forms.ts'
import { places } from '#matter/jobs.ts'
import { sweep } from '#matter/sweep.ts'
import { demoOffice, demoPath, demoPost, demoStaff, demoTenant } from '#office/seed.ts'
import { fulfilmentJobs } from '#rules/commitments/fulfilment/count.ts'
import { placeKeys } from './contract.ts'
import { monthOf, recount, refresh, review } from './jobs.ts'

/** 6.6: what is summed up is what the record says, whatever happened, late arrivals and corrections too. 测试数据. */

const server = await testServer('figures', '2026-03-02T09:00:00+08:00')
const { owner, world, open, now, setClock, app } = server
const scope = { tenant: demoTenant, paths: [demoPath('cs')] }
const place = async () => (await places(world)).find((one) => one.scope.tenant === demoTenant)!

/** Written from the record by itself: the journal says when a matter opened and ended, custody through how many hands it went. */
const ended = `select j.matter_id, max(j.at) as at from journal j join matter m on m.id = j.matter_id
  where j.from_state is distinct from j.to_state and m.closed_at is not null group by 1`
const windowsAgain = `
  with life as (
    select m.id, m.kind, m.office, m.service, m.state, m.first_post, b.at as born, e.at as died,
      (select u.post from custody u where u.matter_id = m.id and u.how = 'held' order by u.since desc, u.seq desc limit 1) as last_post,
      (select count(*) from custody u where u.matter_id = m.id and u.how = 'held') as hands,
      m.facts->>'contact' as contact, exists (select 1 from clock c where c.matter_id = m.id and c.name = 'limit' and c.is_now = 'stopped') as bound,
      exists (select 1 from clock c where c.matter_id = m.id and c.name = 'limit' and (c.late_since is not null or c.stopped_at > c.due_at)) as late
    from matter m join journal b on b.matter_id = m.id and b.from_state is null left join (${ended}) e on e.matter_id = m.id
    where m.kind in ('contact', 'petition', 'case', 'complaint')
  ), happened as (
    select office, (born at time zone 'Asia/Shanghai')::date as day, first_post as post, service, 'opened' as what, 1 as n from life where kind <> 'complaint'
    union all select office, (died at time zone 'Asia/Shanghai')::date, last_post, service, w.what, 1 from life,
      lateral (values
        ('withdrawn', kind <> 'complaint' and state = 'withdrawn'), ('closed', kind <> 'complaint' and state <> 'withdrawn'),
        ('hands1', kind <> 'complaint' and state <> 'withdrawn' and hands = 1), ('hands2', kind <> 'complaint' and state <> 'withdrawn' and hands = 2),
        ('done', kind = 'case' and state <> 'withdrawn' and bound), ('late', kind = 'case' and state <> 'withdrawn' and bound and late),
        ('visits', contact is null or (born at time zone 'Asia/Shanghai')::date <> (died at time zone 'Asia/Shanghai')::date)
      ) as w (what, so) where died is not null and w.so
    union all select r.office, (r.at at time zone 'Asia/Shanghai')::date, r.post, m.service, w.what, 1 from rating r join matter m on m.id = r.matter_id,
      lateral (values ('rated'), ('level' || r.level)) as w (what)
  )
  select office, day::text, post, coalesce(service, '') as service, what, sum(n)::int as n from happened group by 1, 2, 3, 4, 5`
const placeAgain = `
  with heard as (select m.*, b.at as born, e.at as died from matter m join journal b on b.matter_id = m.id and b.from_state is null
    left join (${ended}) e on e.matter_id = m.id where m.kind = 'complaint'),
  happened as (
    select office, (born at time zone 'Asia/Shanghai')::date as day, w.what, 1 as n from heard, lateral (values ('complaints'), (facts->>'cause')) as w (what)
    union all select office, (died at time zone 'Asia/Shanghai')::date, case state when 'withdrawn' then 'withdrawnsaid' else state end, 1 from heard
      where state in ('withdrawn', 'outside', 'untrue')
    union all select office, (died at time zone 'Asia/Shanghai')::date, facts->>'finding', 1 from heard where died is not null and facts ? 'finding'
    union all select m.office, (j.at at time zone 'Asia/Shanghai')::date, w.what, 1 from journal j join matter m on m.id = j.matter_id,
      lateral (values ('orders', true), ('again', j.move = 'again')) as w (what, so) where m.kind = 'complaint' and j.move in ('order', 'again') and w.so
    union all select office, day, w.what, 1 from queue_ticket,
      lateral (values ('tickets', true), ('finished', state = 'done'), ('absent', state = 'absent'), ('passed', passes > 0),
        ('wait5', first_at - made_at <= interval '5 min'), ('waitmore', first_at - made_at > interval '1 hour')) as w (what, so) where w.so
    union all select office, day, 'visitors', count(distinct blind)::int from (
      select m.office, (m.opened_at at time zone 'Asia/Shanghai')::date as day, s.blind from matter m
      join secret s on s.matter_id = m.id and s.field = 'form.idNumber' and s.version = 1 where m.service is not null) v group by 1, 2
  )
  select office, day::text, what, sum(n)::int as n from happened where what is not null group by 1, 2, 3`

const windowNames = ['opened', 'closed', 'withdrawn', 'done', 'late', 'hands1', 'hands2', 'visits', 'rated']
const levelNames = [1, 2, 3, 4, 5].map((level) => `level${level}`)
const placeNames = placeKeys.filter((key) => !/^(served|several|sittings|wait(10|15|30|60|ed)|serving)$/.test(key))
const spread = (table: string, key: string, names: readonly string[]) =>
  `select office, day::text, ${key} w.what, w.n::int as n from ${table}, lateral (values ${names.map((name) => `('${name}', ${name})`).join(', ')}) as w (what, n) where w.n <> 0`

type Counted = Readonly<Record<string, string | number>>
const lines = (rows: readonly Counted[], month = false) => {
  const sums = new Map<string, number>()
  for (const { n, day, ...row } of rows) {
    const key = Object.values({ ...row, day: month ? monthOf(day as never) : (day as string) }).join(' ')
    sums.set(key, (sums.get(key) ?? 0) + (n as number))
  }
  return [...sums].map(([key, n]) => `${key} ${n}`).toSorted()
}
const asked = async (text: string): Promise<readonly Counted[]> => (await owner.query(text)).rows

/** Days and months, of posts and of places, beside a recount. */
async function same(why: string): Promise<void> {
  const [windows, places] = [await asked(windowsAgain), await asked(placeAgain)]
  const names = [...windowNames, ...levelNames]
  const kept = async (table: string, key: string, of: readonly string[]) => asked(spread(table, key, of))
  assert.deepEqual(lines(await kept('figure_day', 'post, service,', names)), lines(windows), `${why}: days`)
  assert.deepEqual(lines(await kept('figure_place_day', '', placeNames)), lines(places), `${why}: places`)
  assert.deepEqual(lines(await kept('figure_month', 'post, service,', names)), lines(windows, true), `${why}: months`)
  assert.deepEqual(lines(await kept('figure_place_month', '', placeNames)), lines(places, true), `${why}: place months`)
}

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
      'give',
      'give',
      'hand',
      'complain',
      'ticket',
      'pass',
      'late',
      'old',
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
  const it = what === 'rate' ? (held.findLast(({ page }) => page.matter.closed) ?? one(n)) : one(n)
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
  if (what === 'late') return before(8, contact)
  if (what === 'old') return dated((1 + (n % 20)) * 1440)
  if (what === 'count') return void (await refresh(world, await place()))
  if (!it) return
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

/** One whole life of each kind, so that no figure is empty. */
async function story(): Promise<void> {
  await gives(10)
  await rates(last(), 5)
  await gives(2900)
  await hands(15)
  await complains(20, 1)
  await complains(20, 0)
  await takes('done', 7)
  await refresh(world, await place())
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
  for (const what of ['contact', 'case', 'complaint', 'ticket', 'rated', 'finish', 'order', 'withdraw', 'accept'])
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

type Sums = { readonly rows: readonly { readonly key: string; readonly sums: Readonly<Record<string, number>> }[] }

test('按单位、岗位、事项、月份、日期加起来都是同一个数；不满一月的两头按天加（6.6）', async () => {
  const until = dayOf(now())
  const span = `from=2026-02-10&until=${until}`
  const ask = async (by: string, who = 'city', more = '') =>
    server.call<Sums>(who, 'GET', `/api/figures/sums?by=${by}&${span}${more}`)
  const days = `day between '2026-02-10' and '${until}'`
  const [all] = await asked(
    `select sum(opened)::int as opened, sum(late)::int as late, sum(rated)::int as rated from figure_day where ${days}`,
  )
  for (const by of ['office', 'post', 'service', 'month', 'day']) {
    const { status, rows } = await ask(by)
    assert.equal(status, 200, by)
    const sum = (key: string) => rows.reduce((total, { sums }) => total + (sums[key] ?? 0), 0)
    assert.deepEqual({ opened: sum('opened'), late: sum('late'), rated: sum('rated') }, all, by)
    assert.equal(
      rows.some(({ sums }) => 'complaints' in sums),
      by !== 'post' && by !== 'service',
      by,
    )
  }
  assert.ok(Number(all!['opened']) > 0)
  assert.deepEqual(
    (await ask('office', 'head')).rows.map(({ key }) => key),
    [demoOffice('sljd')],
  )
  assert.equal((await ask('office', 'wang')).status, 403)
  assert.equal((await ask('office', 'head', `&office=${demoOffice('ybjd')}`)).status, 404)
})
