import { type Instant, instant } from '#core/day.ts'
import { isRefusal } from '#core/refusal.ts'
import type { OfficeId } from '#core/roster.ts'
import { overtakenBy } from '#core/service/enrolling.ts'
import { advance } from '#matter/advance.ts'
import { newId } from '#matter/id.ts'
import { places } from '#matter/jobs.ts'
import type { World } from '#matter/world.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import { firstId, type Scope } from '#platform/db/db.ts'
import { defineJob, type Job } from '#platform/jobs/worker.ts'
import { type Elsewhere, overtakenElsewhere, servicesOf } from './store.ts'

const day = 86_400_000

/**
 * Each minute: who stands in a register, and has since been entered by another office into one that leaves no room for it, is
 * looked into where the entry is kept. Whoever entered them there may not touch it: time does, and tells what is over all
 * offices anyway, that there is an entry, since when, and where (8.2, 8.4).
 */
export function enrolmentJobs(world: World): readonly Job[] {
  let whole: Instant | null = null
  const run = async (): Promise<void> => {
    const at = world.now()
    // The entries of the last day each time; now and then all, for what a day without a server left undone.
    const isWhole = whole === null || at - whole >= day
    const since = isWhole ? firstId : newId(instant(at - day))
    for (const { scope, office } of await places(world)) await tellOvertaken(world, scope, office, since)
    if (isWhole) whole = at
  }
  return [defineJob({ name: 'enrolment-elsewhere', every: { minutes: 1 }, run })]
}

const atOnce = 500

async function tellOvertaken(world: World, scope: Scope, office: OfficeSnapshot, since: string): Promise<void> {
  const { tenant } = scope
  const pairs = servicesOf(world).flatMap(({ code, enrolment }) =>
    (enrolment?.overtaken?.by ?? []).map((by) => ({ ends: code, by })),
  )
  let after = { by: since, entry: firstId }
  for (let full = pairs.length > 0; full; ) {
    const rows = await world.db.read(scope, (tx) => overtakenElsewhere(tx, tenant, { pairs, after, limit: atOnce }))
    for (const row of rows) await tellOne(world, scope, office, row)
    const last = rows.at(-1)
    full = last !== undefined && rows.length === atOnce
    if (last) after = { by: last.by_entry, entry: last.entry }
  }
}

async function tellOne(world: World, scope: Scope, office: OfficeSnapshot, row: Elsewhere): Promise<void> {
  const { tenant } = scope
  const { entry: matter, by_service: service, by_number: number, registered: on } = row
  const where = office.organizations.get(row.by_office as OfficeId)?.short ?? '别的单位'
  const by = `${world.catalogue.get(service)?.service.name ?? service}（${number}，在${where}登记）`
  const ask = { tenant, by: 'time', matter, version: null, input: { on, by }, at: world.now() } as const
  const moved = await world.db.transaction(scope, (tx) => advance(world, tx, { ...ask, move: overtakenBy(service) }))
  // Seen to meanwhile, or entered under a version of its service that knew of no such thing.
  if (isRefusal(moved)) return
  const { held, posts } = moved
  world.touched({ tenant, path: held.path, matter, version: held.matter.version, posts })
}
