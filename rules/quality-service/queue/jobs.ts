import { dayOf, iso } from '#core/day.ts'
import { places } from '#matter/jobs.ts'
import type { World } from '#matter/world.ts'
import { enter } from '#office/ledger.ts'
import type { Tx } from '#platform/db/db.ts'
import { defineJob, type Job } from '#platform/jobs/worker.ts'
import { numberOf } from './policy.ts'
import { closeBefore } from './store.ts'

/** What time does with a queue: the day before is closed and kept. */
export function queueJobs(world: World): readonly Job[] {
  const run = async (): Promise<void> => {
    const at = world.now()
    for (const { scope } of await places(world))
      await world.db.transaction(scope, (tx) => closeDays(tx, scope.tenant, at))
  }
  return [defineJob({ name: 'queue-close', every: { minutes: 30 }, run })]
}

/** Whoever was not called on a day that is over has not come; nothing is deleted. Answers how many. */
export async function closeDays(tx: Tx, tenant: string, at: ReturnType<World['now']>): Promise<number> {
  const rows = await closeBefore(tx, tenant, dayOf(at))
  for (const row of rows)
    enter(tx, {
      ...{ tenant, path: row.org_path, register: 'queue', entry: row.id, at, staff: null, clause: '10.4.5' },
      ...{ act: 'queue.close', what: { day: row.day, closedAt: iso(at) } },
      says: `${numberOf(row)}号${row.state === 'done' ? '当天没有点办结，按已办保存' : '当天没有办，记为未到'}`,
    })
  return rows.length
}
