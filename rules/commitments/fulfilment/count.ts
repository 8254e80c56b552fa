import type { Calendar } from '#core/calendar.ts'
import { addDays, addMonths, type Day, dayOf, type Instant, instantAt } from '#core/day.ts'
import { places } from '#matter/jobs.ts'
import type { World } from '#matter/world.ts'
import type { Organization } from '#office/snapshot.ts'
import type { Scope } from '#platform/db/db.ts'
import { defineJob, type Job } from '#platform/jobs/worker.ts'
import { usedDays } from '#rules/commitments/policy.ts'
import { type DaySum, type Finished, finishedIn, lastCounted, replaceDays } from './store.ts'

/** Days that are counted anew each time, so that whatever came late is in. */
const again = 3
/** What is shown to the public: so many months back (6.0). */
export const monthsShown = 12

/** Cases as sums by service and day. */
export function daySums(calendar: Calendar, cases: readonly Finished[]): readonly DaySum[] {
  return [...Map.groupBy(cases, ({ service, day }) => `${service} ${day}`).values()].map((some) => ({
    service: some[0]!.service,
    day: some[0]!.day,
    done: some.length,
    kept: some.filter(({ kept }) => kept).length,
    used: some.reduce((sum, one) => sum + usedDays(calendar, one), 0),
  }))
}

/** Counts an office's last days anew, a year back the first time; what was counted of those days before is replaced. */
export async function countOffice(world: World, scope: Scope, org: Organization, calendar: Calendar, at: Instant) {
  const { tenant } = scope
  const today = dayOf(at)
  const last = await world.db.read(scope, (tx) => lastCounted(tx, tenant, org.id))
  const oldest = addMonths(today, -monthsShown)
  for (let from = last ? addDays(last, -again) : oldest; from <= today; ) {
    const until: Day = from < addDays(today, -30) ? addDays(from, 29) : today
    const span = { from, until }
    await world.db.transaction(scope, async (tx) => {
      const cases = await finishedIn(tx, tenant, org.id, instantAt(from, 0), instantAt(addDays(until, 1), 0))
      replaceDays(tx, tenant, org, span, daySums(calendar, cases))
    })
    from = addDays(until, 1)
  }
}

/** Every ten minutes: how each office keeps what it promises (6.0). */
export function fulfilmentJobs(world: World): readonly Job[] {
  const run = async (): Promise<void> => {
    const at = world.now()
    for (const { scope, office } of await places(world))
      for (const org of office.organizations.values())
        if (office.windows.get(org.id)?.length) await countOffice(world, scope, org, office.calendar(org.id), at)
  }
  return [defineJob({ name: 'fulfilment', every: { minutes: 10 }, run })]
}
