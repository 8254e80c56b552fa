import { isRefusal } from '#core/refusal.ts'
import { advance } from '#matter/advance.ts'
import { places } from '#matter/jobs.ts'
import type { World } from '#matter/world.ts'
import type { Scope } from '#platform/db/db.ts'
import { defineJob, type Job } from '#platform/jobs/worker.ts'
import { openOnFilled } from './referrals.ts'

/** Each minute: who is still on the way to a vacancy that has been filled is told so, and is no longer to be hired there. */
export function marketJobs(world: World): readonly Job[] {
  const run = async (): Promise<void> => {
    for (const { scope } of await places(world)) await tellFilled(world, scope)
  }
  return [defineJob({ name: 'market-filled', every: { minutes: 1 }, run })]
}

async function tellFilled(world: World, scope: Scope): Promise<void> {
  const { tenant } = scope
  const rows = await world.db.read(scope, (tx) => openOnFilled(tx, tenant))
  for (const { matter_id: matter } of rows) {
    const ask = { tenant, by: 'time', matter, move: 'full', version: null, input: {}, at: world.now() } as const
    const moved = await world.db.transaction(scope, (tx) => advance(world, tx, ask))
    // Answered by somebody meanwhile: nothing is left to tell.
    if (isRefusal(moved)) continue
    const { held, posts } = moved
    world.touched({ tenant, path: held.path, matter, version: held.matter.version, posts })
  }
}
