import { addMonths, dayOf, type Instant } from '#core/day.ts'
import { recompute, versionsOf } from '#matter/recompute.ts'
import { replayDay } from '#matter/replay.ts'
import { reword } from '#matter/rewording.ts'
import { makeRoots } from '#matter/root.ts'
import { sweep } from '#matter/sweep.ts'
import { fillTails } from '#matter/tail.ts'
import type { World } from '#matter/world.ts'
import { current } from '#office/current.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import { type Scope, sql } from '#platform/db/db.ts'
import { defineJob, type Job } from '#platform/jobs/worker.ts'

type Log = Readonly<
  Record<'info' | 'error', (event: string, fields?: Readonly<Record<string, string | number>>) => void>
>
type Gauge = { readonly name: string; readonly help: string; readonly read: () => number }

const tenants = sql<{ tenant_id: string }>('tenant.all', 'select tenant_id from tenant')
const open = sql<{ troubles: number }>(
  'jobs.troubles',
  'select count(*) as troubles from sweep_trouble where tenant_id = $1',
)
const partition = sql('jobs.partition', 'select make_journal_partition($1::date)')
/** Months ahead for which the journal has its own partition. */
const monthsAhead = 3

/** What time does by itself: the sweep each minute, the books closed each night, dates recounted when a calendar changes. */
export function matterJobs(
  world: World,
  log: Log,
): { readonly jobs: readonly Job[]; readonly gauges: readonly Gauge[] } {
  const figures = { troubles: 0, late: 0, differences: 0 }
  const calendars = new Map<string, string>()
  const minutely = async (): Promise<void> => {
    let troubles = 0
    for (const place of await places(world)) {
      const { scope, office } = place
      const present = JSON.stringify(versionsOf(office))
      const ask = { tenant: scope.tenant, path: scope.paths[0]!, at: world.now() }
      if (calendars.get(scope.tenant) === present) figures.late += (await sweep(world, ask)).moved
      else {
        await recounted(world, ask, log)
        calendars.set(scope.tenant, present)
      }
      troubles += (await world.db.read(scope, (tx) => tx.one(open, [scope.tenant]))).troubles
    }
    figures.troubles = troubles
  }
  const nightly = async (): Promise<void> => {
    const at = world.now()
    await prepareMonths(world, at)
    for (const { scope } of await places(world))
      for (const { day } of await makeRoots(world.db, scope, at)) {
        const { differences } = await replayDay(world, scope, day)
        figures.differences += differences.length
        for (const { number, seq, says } of differences) log.error('replay.differs', { number, seq, says })
      }
  }
  const tails = async (): Promise<void> => {
    for (const { scope } of await places(world)) {
      const filled = await fillTails(world, scope)
      if (filled > 0) log.info('tails.filled', { filled })
    }
  }
  const words = async (): Promise<void> => {
    for (const { scope } of await places(world)) {
      const seen = await reword(world, scope)
      if (seen > 0) log.info('words.filled', { seen })
    }
  }
  return {
    jobs: [
      defineJob({ name: 'sweep', every: { minutes: 1 }, run: minutely }),
      defineJob({ name: 'close-books', every: { daily: '00:40' }, run: nightly }),
      defineJob({ name: 'words', every: { minutes: 5 }, run: words }),
      defineJob({ name: 'tails', every: { daily: '02:20' }, run: tails }),
    ],
    gauges: [
      {
        name: 'shouwen_sweep_troubles',
        help: 'Clocks that time could not move on, waiting for a person or another try.',
        read: () => figures.troubles,
      },
      { name: 'shouwen_sweep_moves', help: 'Moves made by time since the start.', read: () => figures.late },
      {
        name: 'shouwen_replay_differences',
        help: 'Matters whose journal gave another matter when done again.',
        read: () => figures.differences,
      },
    ],
  }
}

async function recounted(world: World, ask: Parameters<typeof recompute>[1], log: Log): Promise<void> {
  const { moved, troubled } = await recompute(world, ask)
  if (moved > 0) log.info('calendar.recounted', { moved })
  for (const { matter, says } of troubled) log.error('calendar.trouble', { matter, says })
}

/** The journal's partitions are there before their month begins. */
async function prepareMonths(world: World, at: Instant): Promise<void> {
  for (let ahead = 0; ahead <= monthsAhead; ahead += 1)
    await world.db.plain(async (tx) => void (await tx.all(partition, [addMonths(dayOf(at), ahead)])))
}

/** Every tenant with its place and the paths of its top offices. */
export async function places(
  world: Pick<World, 'db' | 'now'>,
): Promise<readonly { readonly scope: Scope; readonly office: OfficeSnapshot }[]> {
  const rows = await world.db.plain((tx) => tx.all(tenants, []))
  return Promise.all(
    rows.map(async ({ tenant_id: tenant }) => {
      const office = await world.db.plain((tx) => current(tx, tenant, world.now()))
      const paths = [...new Set([...office.organizations.values()].map(({ path }) => path.split('.')[0]!))]
      return { scope: { tenant, paths }, office }
    }),
  )
}
