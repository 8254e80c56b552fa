import assert from 'node:assert/strict'
import type pg from 'pg'
import { workingDaysBetween } from '#core/calendar.ts'
import { dayOf, instant } from '#core/day.ts'
import { places } from '#matter/jobs.ts'
import type { World } from '#matter/world.ts'
import { demoTenant } from '#office/seed.ts'
import { placeKeys, windowKeys } from './contract.ts'
import { monthOf } from './policy.ts'

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
      lateral (select exists (select 1 from matter a join journal j on j.matter_id = a.id and j.move = 'grant'
        join rating_handling h on h.number = a.facts->>'handling' where a.kind = 'appeal' and h.visit = r.visit) as so) x,
      lateral (values ('rated', not x.so), ('level' || r.level, not x.so), ('excluded', x.so)) as w (what, so) where w.so
  )
  select office, day::text, post, coalesce(service, '') as service, what, sum(n)::int as n from happened group by 1, 2, 3, 4, 5`
/** Orders with the end of the office's day by which they were to be answered, the report that came, and when time said that none had. */
const ordersDue = `
  select m.office, ((o->>'replyBy')::date + time '17:00') at time zone 'Asia/Shanghai' as due, to_timestamp((o->'report'->>'at')::bigint / 1000.0) as reported,
    (select max(j.at) from journal j where j.matter_id = m.id and j.move = 'lapse' and j.at > to_timestamp((o->>'at')::bigint / 1000.0)) as noted
  from matter m, jsonb_array_elements(m.facts->'orders') o where m.kind = 'complaint'`
const placeAgain = `
  with heard as (select m.*, b.at as born, e.at as died from matter m join journal b on b.matter_id = m.id and b.from_state is null
    left join (${ended}) e on e.matter_id = m.id where m.kind = 'complaint'),
  happened as (
    select office, (born at time zone 'Asia/Shanghai')::date as day, w.what, 1 as n from heard, lateral (values ('complaints'), (facts->>'cause'),
        (case when state in ('onsite', 'settled') then 'spot' when state in ('filed', 'ordered', 'replied', 'concluded') then 'filed'
          when state in ('opinion', 'adopted', 'passed', 'raised') then 'opinions' end)) as w (what)
    union all select office, (due at time zone 'Asia/Shanghai')::date, 'lateorders', 1 from (${ordersDue}) o
      where reported > due or (reported is null and noted > due)
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

const windowNames = ['opened', 'closed', 'withdrawn', 'done', 'late', 'hands1', 'hands2', 'visits', 'rated', 'excluded']
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
type Ran = { office: string; start: string; stop: string; day: string; pauses: [from: string, until: string | null][] }
const at = (text: string) => instant(Date.parse(text))

/** Counts everything anew from the record alone and holds it beside what is kept. */
export function recounting({ owner, world }: { readonly owner: pg.Pool; readonly world: World }) {
  const place = async () => (await places(world)).find((one) => one.scope.tenant === demoTenant)!
  const asked = async (text: string): Promise<readonly Counted[]> => (await owner.query(text)).rows

  /** Days and months, of posts and of places, beside a recount. */
  async function same(why: string): Promise<void> {
    const [windows, places] = [await asked(windowsAgain), await asked(placeAgain)]
    const names = [...windowNames, ...levelNames]
    const kept = async (table: string, key: string, of: readonly string[]) => asked(spread(table, key, of))
    assert.deepEqual(lines(await kept('figure_day', 'post, service,', names)), lines(windows), `${why}: days`)
    assert.deepEqual(lines(await kept('figure_place_day', '', placeNames)), lines(places), `${why}: places`)
    assert.deepEqual(lines(await kept('figure_month', 'post, service,', names)), lines(windows, true), `${why}: months`)
    assert.deepEqual(
      lines(await kept('figure_place_month', '', placeNames)),
      lines(places, true),
      `${why}: place months`,
    )
    await added(why)
    await usedAgain(why)
  }

  /** An office's row is the sum of its posts', by day and by month. */
  async function added(why: string): Promise<void> {
    const sums = (table: string) =>
      asked(
        `select office, day::text, ${windowKeys.map((key) => `sum(${key})::int as ${key}`).join(', ')} from ${table} group by 1, 2
         having sum(${windowKeys.join(' + ')}) > 0 order by 1, 2`,
      )
    for (const span of ['day', 'month'])
      assert.deepEqual(await sums(`figure_place_${span}`), await sums(`figure_${span}`), `${why}: ${span}s of offices`)
  }

  /** Working days by the calendar as it is now, case by case. */
  async function usedAgain(why: string): Promise<void> {
    const { office } = await place()
    const cases = await asked(
      `select m.office, c.started_at::text as start, c.stopped_at::text as stop, (m.closed_at at time zone 'Asia/Shanghai')::date::text as day,
         coalesce((select json_agg(json_build_array(p.from_at, p.until_at)) from clock_pause p where p.matter_id = m.id and p.clock = 'limit'), '[]') as pauses
       from matter m join clock c on c.matter_id = m.id and c.name = 'limit' and c.is_now = 'stopped' where m.kind = 'case' and m.state <> 'withdrawn' and m.closed_at is not null`,
    )
    const ofDays = new Map<string, number>()
    for (const { office: id, start, stop, day, pauses } of cases as unknown as readonly Ran[]) {
      const days = (from: string, until: string) =>
        workingDaysBetween(office.calendar(id as never), dayOf(at(from)), dayOf(at(until)))
      const used = days(start, stop) - pauses.reduce((sum, [from, until]) => sum + days(from, until ?? stop), 0)
      if (used > 0) ofDays.set(`${id} ${day}`, (ofDays.get(`${id} ${day}`) ?? 0) + used)
    }
    const kept = await asked(`select office, day::text, used from figure_place_day where used > 0`)
    const shown = kept.map(({ office: id, day, used }) => `${id} ${day} ${used}`).toSorted()
    assert.deepEqual(shown, [...ofDays].map(([key, used]) => `${key} ${used}`).toSorted(), `${why}: working days`)
  }
  return { asked, same, place }
}
