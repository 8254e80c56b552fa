import { dayOf, daysBetween, type Instant, instant } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { advance, type Moved } from '#matter/advance.ts'
import { places } from '#matter/jobs.ts'
import { openMatter } from '#matter/open.ts'
import type { World } from '#matter/world.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import type { Scope, Tx } from '#platform/db/db.ts'
import { isOutage } from '#platform/db/outage.ts'
import { defineJob, type Job } from '#platform/jobs/worker.ts'
import { type Cause, topicOf } from '#rules/open-affairs/contract.ts'
import { type Demand, demandsOf, keyOf } from './demands.ts'
import { lastMonth, noticesOf, resultsOf } from './occasions.ts'
import { lastOf, livingOf, pendingOf, type Row } from './store.ts'

/** A new text is asked for so many days before the old one is taken down: the topic is never without one. */
const renewDays = 30

type Act = (tx: Tx) => Promise<Moved | Refusal | null>
/** What was opened, brought up to date or ended; `troubled` says what could not be. */
export type Compared = { opened: number; refreshed: number; ended: number; readonly troubled: string[] }

/**
 * What must be open beside what is: a duty for everything that is missing, has changed, or soon runs out; what has run out
 * or is replaced is taken down. It asks how things stand, not what happened, so nothing can be forgotten, and a second run
 * finds nothing left to do (1.5).
 */
export async function compare(world: World, scope: Scope, office: OfficeSnapshot): Promise<Compared> {
  const { tenant } = scope
  const at = world.now()
  const { pending, living, demands } = await world.db.read(scope, async (tx) => {
    const [due, open, notices] = await Promise.all([
      pendingOf(tx, tenant),
      livingOf(tx, tenant),
      noticesOf(tx, tenant, office, world.catalogue, at),
    ])
    const months = await monthly(tx, world, tenant, office, [...due, ...open], at)
    return { pending: due, living: open, demands: [...standing(world, office, at), ...notices, ...months] }
  })
  const done: Compared = { opened: 0, refreshed: 0, ended: 0, troubled: [] }
  const run = async (what: 'opened' | 'refreshed' | 'ended', act: Act) => {
    const made = await world.db.transaction(scope, act).catch((error: unknown) => {
      if (isOutage(error)) throw error
      done.troubled.push(error instanceof Error ? error.message : String(error))
      return null
    })
    if (made === null) return
    if (isRefusal(made)) return void done.troubled.push(made.says)
    done[what] += 1
    const { held, posts } = made
    world.touched({ tenant, path: held.path, matter: held.matter.id, version: held.matter.version, posts })
  }
  const on = { world, tenant, at }
  const wanted = new Set(demands.map(keyOf))
  const kept = await swept(living, wanted, at, (row, move, input) => run('ended', moving(on, row, move, input)))
  for (const row of pending)
    if (!wanted.has(keyOf(row)) && isFound(row) && topicOf(row.topic).of !== 'month')
      await run('ended', moving(on, row, 'drop', { reason: '内容已经不存在，或者公示期已过' }))
  const due = new Map(pending.map((row) => [keyOf(row), row]))
  for (const demand of demands) {
    const waits = due.get(keyOf(demand))
    const { made, until } = demand
    if (!waits) {
      const cause = causeOf(demand, kept.get(keyOf(demand)), at)
      if (cause) await run('opened', opening(on, demand, cause, kept.get(keyOf(demand))))
    } else if (made && waits.digest !== made.digest)
      await run('refreshed', moving(on, waits, 'refresh', { made, ...(until && { until }) }))
  }
  return done
}

const isFound = ({ topic }: Row): boolean => topicOf(topic).of !== 'asked'

function standing({ catalogue }: World, office: OfficeSnapshot, at: Instant): readonly Demand[] {
  return [...office.organizations.values()]
    .filter(({ id, closedAt }) => closedAt === null && office.roster.headPost.has(id))
    .flatMap((org) => demandsOf({ office, catalogue, org, at }))
}

/** The results of the month that is over, unless they are known. */
async function monthly(
  tx: Tx,
  world: World,
  tenant: string,
  office: OfficeSnapshot,
  known: readonly Row[],
  at: Instant,
) {
  const { month } = lastMonth(at)
  const tops = [...office.organizations.values()].filter(
    ({ id, path, closedAt }) => !path.includes('.') && closedAt === null && office.roster.headPost.has(id),
  )
  const fresh = tops.filter(
    ({ id }) => !known.some((row) => row.office === id && row.topic === 'outcome' && row.subject === month),
  )
  const found = await Promise.all(
    fresh.map(async ({ id }) =>
      (await lastOf(tx, tenant, { office: id, topic: 'outcome', subject: month }))
        ? null
        : resultsOf(tx, tenant, office, id, world.catalogue, at),
    ),
  )
  return found.filter((one) => one !== null)
}

/** Takes down what has run out, was replaced or is no more; answers what stays, one of each thing. */
async function swept(
  living: readonly Row[],
  wanted: ReadonlySet<string>,
  at: Instant,
  end: (row: Row, move: string, input: Readonly<Record<string, unknown>>) => Promise<void>,
): Promise<ReadonlyMap<string, Row>> {
  const kept = new Map<string, Row>()
  const newestFirst = living.toSorted((a, b) => (b.live_at?.getTime() ?? 0) - (a.live_at?.getTime() ?? 0))
  for (const row of newestFirst) {
    const key = keyOf(row)
    const { of } = topicOf(row.topic)
    const isStanding = of === 'office' || of === 'top' || of === 'service'
    if (row.live_until !== null && row.live_until < dayOf(at)) await end(row, 'expire', {})
    else if (kept.has(key)) await end(row, 'replace', { reason: '已由新的内容代替，原内容存档' })
    else if (isStanding && !wanted.has(key)) await end(row, 'replace', { reason: '内容已经不存在，撤下存档' })
    else kept.set(key, row)
  }
  return kept
}

/** Why a duty begins for this now; null: it is open as it should be. */
function causeOf({ topic, made }: Demand, live: Row | undefined, at: Instant): Cause | null {
  if (!live) return 'new'
  if (made && live.digest !== made.digest) return 'changed'
  const { of } = topicOf(topic)
  if (live.live_until === null || of === 'month' || of === 'case') return null
  return daysBetween(dayOf(at), live.live_until) <= renewDays ? 'ending' : null
}

type On = { readonly world: World; readonly tenant: string; readonly at: Instant }

function opening({ world, tenant, at }: On, demand: Demand, cause: Cause, live: Row | undefined): Act {
  return async (tx) => {
    const { office, topic, subject, name, made, until } = demand
    const last = cause === 'new' ? await lastOf(tx, tenant, demand) : null
    // A notice or a month's results that were taken down are over: nothing new is to be said of them.
    if (last !== null && ['case', 'month'].includes(topicOf(topic).of)) return null
    const input = {
      ...{ topic, cause: last === null ? cause : 'ended', since: sinceOf(demand, cause, live, at) },
      ...(subject && { subject }),
      ...(name && { name }),
      ...(made && { made }),
      ...(until && { until }),
    }
    return openMatter(world, tx, { tenant, staff: 'time', kind: 'disclosure', office, input, at })
  }
}

/** From when the clock runs: the change itself where it is known and later than what is public, else now. */
function sinceOf({ since, changedAt }: Demand, cause: Cause, live: Row | undefined, at: Instant): Instant {
  if (cause === 'new') return since ?? at
  const published = instant(live?.live_at?.getTime() ?? at)
  return cause === 'changed' && changedAt !== null && changedAt > published && changedAt < at ? changedAt : at
}

function moving(
  { world, tenant, at }: On,
  { matter_id }: Row,
  move: string,
  input: Readonly<Record<string, unknown>>,
): Act {
  return (tx) => advance(world, tx, { tenant, by: 'time', matter: matter_id, move, version: null, input, at })
}

/** Every ten minutes what is open is held against what must be. */
export function disclosureJobs(world: World): readonly Job[] {
  const run = async (): Promise<void> => {
    const troubled: string[] = []
    for (const { scope, office } of await places(world))
      troubled.push(...(await compare(world, scope, office)).troubled)
    if (troubled.length > 0) throw new Error(`${troubled.length}项公开没有处理：${troubled[0]}`)
  }
  return [defineJob({ name: 'disclosure', every: { minutes: 10 }, run })]
}
