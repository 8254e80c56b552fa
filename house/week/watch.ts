import type { Instant } from '#core/day.ts'
import { deskOf } from '#core/desk.ts'
import { absenceAt, duty, headOf, type PostId, type StaffId } from '#core/roster.ts'
import { pageOfMatters } from '#matter/batch.ts'
import { settingOf } from '#matter/setting.ts'
import type { Held } from '#matter/store.ts'
import type { World } from '#matter/world.ts'
import { demoPath, demoTenant } from '#office/seed.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import { sql } from '#platform/db/db.ts'

const scope = { tenant: demoTenant, paths: [demoPath('cs')] }
const noId = '00000000-0000-0000-0000-000000000000'
const told = sql<{ staff: string; about: string }>('week.told', 'select staff, about from alarm where tenant_id = $1')
const laid = sql<{ post: string; matter_id: string }>(
  'week.desks',
  'select post, matter_id from desk where tenant_id = $1',
)

/** Every matter with its clocks, and what the database says of desks and alarms. */
export type Sight = {
  readonly held: readonly Held[]
  readonly desks: ReadonlyMap<string, readonly string[]>
  readonly told: ReadonlyMap<string, readonly string[]>
}

export async function look(world: Pick<World, 'db'>): Promise<Sight> {
  return world.db.read(scope, async (tx) => {
    const held: Held[] = []
    for (let after = noId; ; ) {
      const page = await pageOfMatters(tx, demoTenant, after, 500)
      held.push(...page)
      const last = page.at(-1)
      if (!last || page.length < 500) break
      after = last.matter.id
    }
    const desks = Map.groupBy(await tx.all(laid, [demoTenant]), ({ matter_id }) => matter_id)
    const alarms = Map.groupBy(await tx.all(told, [demoTenant]), ({ about }) => about)
    return {
      held,
      desks: new Map([...desks].map(([id, rows]) => [id, rows.map(({ post }) => post)])),
      told: new Map([...alarms].map(([about, rows]) => [about, rows.map(({ staff }) => staff)])),
    }
  })
}

/** What is wrong at this minute: a matter without somebody who is there, without a clock, or on no desk (2.1, 5.0, 7.4). */
export function wrongs(world: Pick<World, 'processes'>, sight: Sight, office: OfficeSnapshot, at: Instant): string[] {
  return sight.held.flatMap(({ matter }) => {
    const process = world.processes.of(matter.kind, matter.service)
    const state = process?.states[matter.state]
    const here = `${matter.number} ${matter.state}`
    if (!process || !state) return [`${here}: no such state`]
    if (state.closed) return sight.desks.has(matter.id) ? [`${here}: closed, and still on a desk`] : []
    const found: string[] = []
    const { roster } = office
    const onDuty = (post: PostId) => duty(roster, post, at).staff
    const answers = onDuty(matter.custody.holder.post)
    if (!roster.staff.get(answers)?.active) found.push(`${here}: nobody answers for it`)
    if (absenceAt(roster, answers, at) && answers !== headOf(roster, matter.office, at))
      found.push(`${here}: who answers for it is away`)
    const runs = matter.clocks.some(({ is }) => is === 'running')
    if (typeof state.clock === 'string' && !matter.clocks.some((c) => c.name === state.clock && c.is === 'running'))
      found.push(`${here}: its clock ${state.clock} does not run`)
    if (typeof state.clock !== 'string' && !state.clock.pausedFor && !runs) found.push(`${here}: it has no clock`)
    const setting = settingOf(process, { office, place: matter.office, at }, null, null)
    const should = deskOf(process, matter, setting).map(({ post }) => post as string)
    const does = sight.desks.get(matter.id) ?? []
    if (does.length === 0) found.push(`${here}: it lies on no desk`)
    if (should.toSorted().join() !== does.toSorted().join())
      found.push(`${here}: it lies on other desks than it should`)
    return found
  })
}

export type Lateness = { readonly about: string; readonly number: string; readonly clock: string; readonly at: Instant }

/** Clocks of the office that are late and were not before. */
export function freshlyLate(world: Pick<World, 'processes'>, sight: Sight, known: ReadonlySet<string>): Lateness[] {
  return sight.held.flatMap(({ matter }) => {
    const process = world.processes.of(matter.kind, matter.service)
    return matter.clocks.flatMap(({ name, lateSince }) => {
      const about = `${matter.id} ${name} ${lateSince}`
      if (lateSince === null || process?.clocks[name]?.of !== 'office' || known.has(about)) return []
      return [{ about, number: matter.number, clock: name, at: lateSince }]
    })
  })
}

/**
 * Was the right person told? Somebody who at that minute had to act on it (the posts of its desk, by their duty), and the
 * head; where the head is the one to act, the head above.
 */
export function untold({ held, told: alarms }: Sight, office: OfficeSnapshot, late: Lateness, at: Instant): string[] {
  const { roster } = office
  const found = held.find(({ matter }) => late.about.startsWith(matter.id))
  const people = new Set(alarms.get(late.about) ?? [])
  if (!found) return [`${late.number}: late, and gone`]
  const { custody, turn, beside = [], office: place } = found.matter
  const toAct = [custody.holder.post, custody.offered?.to.post, turn, ...beside]
  const acting = toAct.flatMap((post): StaffId[] => (post ? [duty(roster, post, at).staff] : []))
  const head = headOf(roster, place, at)
  const wrong: string[] = []
  if (!acting.some((staff) => people.has(staff)))
    wrong.push(`${late.number} ${late.clock}: nobody who has to act was told`)
  if (head && !people.has(head)) wrong.push(`${late.number} ${late.clock}: the head was not told`)
  const known = new Set<string>([...acting, ...(head ? [head] : [])])
  const strangers = [...people].filter((staff) => !known.has(staff) && !acting.includes(head as StaffId))
  if (strangers.length > 0) wrong.push(`${late.number} ${late.clock}: told to somebody whom it does not concern`)
  return wrong
}

/** Running clocks of the office that ran out more than two minutes ago and are not marked late. */
export function unmarked(world: Pick<World, 'processes'>, { held }: Sight, at: Instant): string[] {
  return held.flatMap(({ matter }) =>
    matter.clocks.flatMap(({ name, is, dueAt, lateSince }) => {
      const owed = world.processes.of(matter.kind, matter.service)?.clocks[name]
      const over = is === 'running' && dueAt !== null && at - dueAt > 120_000
      return over && lateSince === null && owed?.of === 'office' && owed.due === undefined
        ? [`${matter.number} ${name}: ran out and nobody noticed`]
        : []
    }),
  )
}
