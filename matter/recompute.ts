import type { Instant } from '#core/day.ts'
import { claimMatters, noId } from '#matter/batch.ts'
import { sweep } from '#matter/sweep.ts'
import { type Duty, moveTogether, takenApart } from '#matter/timely.ts'
import { reasonOf } from '#matter/trouble.ts'
import type { World } from '#matter/world.ts'
import { current } from '#office/current.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import { type Scope, sql } from '#platform/db/db.ts'

export type Recompute = {
  readonly tenant: string
  readonly path: string
  readonly at: Instant
  readonly batch?: number
}

/** `seen` matters were counted by another calendar, of `moved` a date changed, `troubled` could not be moved. */
export type Recomputed = { seen: number; moved: number; troubled: { readonly matter: string; readonly says: string }[] }

const outdated = sql<{ matter_id: string }>(
  'recompute.outdated',
  `select distinct c.matter_id from clock c join matter m on m.tenant_id = $1 and m.id = c.matter_id
   where c.tenant_id = $1 and c.is_now = 'running' and c.matter_id > $2
     and not exists (select from unnest($3::uuid[], $4::text[]) as present(office, version) where present.office = m.office and present.version = c.calendar)
   order by c.matter_id limit $5`,
)
const duty: Duty = { move: 'recompute', clocks: [] }
const usualBatch = 256

/**
 * After a holiday notice or an office's closure: every running clock that another calendar has dated is dated anew,
 * by time's own move, whose line says what moved. What is due by now is swept first: late stays late. May be run again
 * at any time; where nothing moves, nothing is written.
 */
export async function recompute(
  world: World,
  { tenant, path, at, batch = usualBatch }: Recompute,
): Promise<Recomputed> {
  const scope: Scope = { tenant, paths: [path] }
  const done: Recomputed = { seen: 0, moved: 0, troubled: [] }
  await sweep(world, { tenant, path, at, batch })
  const work = async (ids: readonly string[]): Promise<void> => {
    const outcomes = await world.db.transaction(scope, async (tx) => {
      const [held, office] = await Promise.all([claimMatters(tx, tenant, ids), current(tx, tenant, at)])
      return moveTogether(world, tx, held, { tenant, office, at, duties: () => [duty] })
    })
    for (const outcome of outcomes) {
      if (outcome.is === 'trouble') done.troubled.push({ matter: outcome.matter, says: outcome.says })
      if (outcome.is !== 'moved') continue
      const { held, posts } = outcome.moved
      done.moved += 1
      world.touched({ tenant, path: held.path, matter: held.matter.id, version: held.matter.version, posts })
    }
  }
  for (let after = noId; ; ) {
    const rows = await world.db.read(scope, async (tx) => {
      const office = await current(tx, tenant, at)
      const present = versionsOf(office)
      return tx.all(outdated, [tenant, after, present.map(([id]) => id), present.map(([, version]) => version), batch])
    })
    const ids = rows.map(({ matter_id }) => matter_id)
    done.seen += ids.length
    await takenApart(ids, work, async (matter, error) => void done.troubled.push({ matter, says: reasonOf(error) }))
    const last = ids.at(-1)
    if (!last || ids.length < batch) return done
    after = last
  }
}

/** The present calendar of each office, by version. */
export function versionsOf(office: OfficeSnapshot): readonly (readonly [office: string, version: string])[] {
  return [...office.organizations.keys()].map((id) => [id, office.calendar(id).version] as const)
}
