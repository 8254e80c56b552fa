import { randomUUIDv7 } from 'node:crypto'
import { dayOf, type Instant } from '#core/day.ts'
import { isRefusal } from '#core/refusal.ts'
import type { OfficeId, StaffId } from '#core/roster.ts'
import { places } from '#matter/jobs.ts'
import type { World } from '#matter/world.ts'
import { missing, recordAbsentByTime } from '#office/absent.ts'
import { noteEmptyPosts, overstayed } from '#office/away.ts'
import { change } from '#office/change.ts'
import { marksIn } from '#office/marks.ts'
import { numberOf } from '#office/number.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import type { Tx } from '#platform/db/db.ts'
import { defineJob, type Job } from '#platform/jobs/worker.ts'
import { handBack } from './brief.ts'

/** What comes by itself each minute: briefs of absences that are over (5.1.c), empty posts (4.2.3), absences (3.2.3). */
export function deputyJobs(world: World): readonly Job[] {
  // The first look goes back over what a server that stood still has missed.
  let days = 30
  const handingBack = async (): Promise<void> => {
    for (const { scope, office } of await places(world))
      await world.db.transaction(scope, (tx) => handBack(world, tx, scope.tenant, office, world.now(), { days }))
    days = 1
  }
  const watching = async (): Promise<void> => {
    const at = world.now()
    for (const { scope, office } of await places(world)) {
      if (overstayed(office, at).length > 0)
        await world.db.transaction(scope, (tx) => noteEmptyPosts(tx, scope.tenant, office, at))
      if (automatic(office).length > 0)
        await world.db.transaction(scope, (tx) => recordAbsences(tx, scope.tenant, office, at))
    }
  }
  return [
    defineJob({ name: 'hand-back', every: { minutes: 1 }, run: handingBack }),
    defineJob({ name: 'watch-posts', every: { minutes: 1 }, run: watching }),
  ]
}

/** Offices that want an absence without a word recorded by itself, so that B acts although no head was there to click (5.0). */
function automatic(office: OfficeSnapshot): readonly OfficeId[] {
  return [...office.organizations.keys()].filter((id) => numberOf(office, id, 'absent.automatic') > 0)
}

/** Records who is absent without a word where the office has said so; answers how many. */
export async function recordAbsences(tx: Tx, tenant: string, office: OfficeSnapshot, at: Instant): Promise<number> {
  const offices = automatic(office)
  const marks = await marksIn(tx, tenant, offices, [dayOf(at), dayOf(at)])
  const absent = offices.flatMap((id) =>
    missing(office, id, marks, at).filter(({ overdue }) => overdue >= numberOf(office, id, 'absent.automatic')),
  )
  let made = 0
  for (const { staff } of absent) {
    // Time acts: `staff` of `by` is only who it is about, the line names nobody.
    const by = { tenant, staff: staff as StaffId, at }
    const done = await change(tx, by, recordAbsentByTime, { id: randomUUIDv7(), staff, marks })
    if (!isRefusal(done)) made += 1
  }
  return made
}
