import { addDays, dayOf, instantAt, iso } from '#core/day.ts'
import { isRefusal } from '#core/refusal.ts'
import { places } from '#matter/jobs.ts'
import { readMatter } from '#matter/store.ts'
import type { World } from '#matter/world.ts'
import { type Scope, sql } from '#platform/db/db.ts'
import { defineJob, type Job } from '#platform/jobs/worker.ts'
import { lookInto } from './open.ts'

const overlooked = sql<{ readonly visit: string; readonly matter_id: string }>(
  'rating.overlooked',
  `select r.visit, r.matter_id from rating r where r.tenant_id = $1 and r.at >= $2 and r.level <= 2
     and not exists (select from rating_handling h where h.tenant_id = $1 and h.visit = r.visit) order by r.at limit 200`,
)
/** Older ones are not called back any more. */
const daysBack = 30

/** Bad ratings that nobody looks into: those from before the program did so by itself, and those for which nobody was there (10.5.1). */
export async function lookIntoOverlooked(world: World, scope: Scope): Promise<number> {
  const at = world.now()
  const since = iso(instantAt(addDays(dayOf(at), -daysBack), 0))
  const rows = await world.db.read(scope, (tx) => tx.all(overlooked, [scope.tenant, since]))
  let opened = 0
  for (const { visit, matter_id } of rows) {
    const done = await world.db.transaction(scope, async (tx) => {
      const held = await readMatter(tx, scope.tenant, matter_id)
      return held && lookInto(world, tx, scope.tenant, visit, held.matter, at)
    })
    if (isRefusal(done)) throw new Error(`${visit}: ${done.says}`)
    if (done) opened += 1
  }
  return opened
}

export function ratingJobs(world: World): readonly Job[] {
  const run = async (): Promise<void> => {
    for (const { scope } of await places(world)) await lookIntoOverlooked(world, scope)
  }
  return [defineJob({ name: 'ratings-overlooked', every: { minutes: 10 }, run })]
}
