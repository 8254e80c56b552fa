import type { Hold } from '#core/custody.ts'
import { type Day, dayOf, daysBetween, type Instant, instant } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { headOf, lineOf as lineAbove, type OfficeId } from '#core/roster.ts'
import { advance, type Moved } from '#matter/advance.ts'
import { places } from '#matter/jobs.ts'
import { openMatter } from '#matter/open.ts'
import type { World } from '#matter/world.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import type { Scope, Tx } from '#platform/db/db.ts'
import { isOutage } from '#platform/db/outage.ts'
import { defineJob, type Job } from '#platform/jobs/worker.ts'
import { type Cause, type Topic, topicOf, topics } from '#rules/open-affairs/contract.ts'
import { type Demand, demandsOf, keyOf } from './demands.ts'
import { lastMonth, noticesOf, resultsOf } from './occasions.ts'
import { type LastText, lastOf, lastTextsOf, livingOf, pendingOf, type Row } from './store.ts'

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
  const { pending, living, demands, ends } = await world.db.read(scope, async (tx) => {
    const [due, open, notices, texts] = await Promise.all([
      pendingOf(tx, tenant),
      livingOf(tx, tenant),
      noticesOf(tx, tenant, office, world.catalogue, at),
      lastTextsOf(tx, tenant, standingTopics),
    ])
    const months = await monthly(tx, world, tenant, office, [...due, ...open], at)
    const all = [...standing(world, office, at), ...notices, ...months]
    return { pending: due, living: open, demands: all, ends: endsOf(texts) }
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
      const live = { live: kept.get(keyOf(demand)), ends: ends.get(keyOf(demand)) ?? null }
      if (cause) await run('opened', opening({ ...on, office }, demand, cause, live))
    } else if (made && waits.digest !== made.digest)
      await run('refreshed', moving(on, waits, 'refresh', { made, ...(until && { until }) }))
    const last = ends.get(keyOf(demand))
    if (waits && isTooLate(waits, last)) await run('refreshed', moving(on, waits, 'hasten', { ends: last }))
  }
  return done
}

const standingTopics = (Object.keys(topics) as Topic[]).filter((topic) => isStanding(topicOf(topic)))

function isStanding({ of }: Pick<ReturnType<typeof topicOf>, 'of'>): boolean {
  return of === 'office' || of === 'top' || of === 'service'
}

/** On which day each thing that must always be open is or was open for the last time; not named: it was never, or it stays. */
function endsOf(texts: readonly LastText[]): ReadonlyMap<string, Day> {
  return new Map(
    texts.flatMap((text) => (text.ends && text.state !== 'replaced' ? [[keyOf(text), text.ends] as const] : [])),
  )
}

/** Due only after what is public is gone: brought forward, so that its topic is never without a text unseen (1.2, 1.5). */
function isTooLate({ due_at, late }: Row, ends: Day | undefined): ends is Day {
  return ends !== undefined && !late && due_at !== null && dayOf(instant(due_at.getTime())) > ends
}

const isFound = ({ topic }: Row): boolean => topicOf(topic).of !== 'asked'

function standing({ catalogue }: World, office: OfficeSnapshot, at: Instant): readonly Demand[] {
  return [...office.organizations.values()]
    .filter(({ id, closedAt }) => closedAt === null && answering(office, id, at) !== null)
    .flatMap((org) => demandsOf({ office, catalogue, org, at }))
}

/** Whose the duties of an office are: its head's; of an office without such a post, the nearest head's above (5.4). */
function answering({ roster }: OfficeSnapshot, place: OfficeId, at: Instant): Hold | null {
  const led = lineAbove(roster, place, at).find((one) => roster.headPost.has(one))
  const post = led && roster.headPost.get(led)
  return post ? { post: post.id, staff: headOf(roster, place, at) } : null
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
    const stays = isStanding(topicOf(row.topic))
    if (row.live_until !== null && row.live_until < dayOf(at)) await end(row, 'expire', {})
    else if (kept.has(key)) await end(row, 'replace', { reason: '已由新的内容代替，原内容存档' })
    else if (stays && !wanted.has(key)) await end(row, 'replace', { reason: '内容已经不存在，撤下存档' })
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

type Public = { readonly live: Row | undefined; readonly ends: Day | null }

function opening(
  { world, tenant, at, office: ground }: On & { readonly office: OfficeSnapshot },
  demand: Demand,
  cause: Cause,
  { live, ends }: Public,
): Act {
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
      ...(ends && { ends }),
    }
    const hold = ground.roster.headPost.has(office) ? null : answering(ground, office, at)
    return openMatter(world, tx, {
      tenant,
      staff: 'time',
      kind: 'disclosure',
      office,
      input,
      at,
      ...(hold && { hold }),
    })
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
