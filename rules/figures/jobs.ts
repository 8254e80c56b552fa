import { addDays, addMonths, type Day, dayNumber, dayOf } from '#core/day.ts'
import { canonical } from '#core/journal.ts'
import { places } from '#matter/jobs.ts'
import type { World } from '#matter/world.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import type { Scope } from '#platform/db/db.ts'
import { defineJob, type Job } from '#platform/jobs/worker.ts'
import { countDay } from './count.ts'
import { dirtyDays } from './dirty.ts'
import { monthOf } from './policy.ts'
import { scoreJobs } from './scores/close.ts'
import {
  type DayRows,
  isEmpty,
  keptOf,
  type Mark,
  markOf,
  putLeft,
  putMark,
  recordOf,
  replaceDay,
  replaceMonth,
} from './store.ts'

type Place = { readonly scope: Scope; readonly office: OfficeSnapshot }
type Ground = Pick<World, 'db'>

/** Days that are counted anew each night, and months of which one more is taken each night. */
const nightlyDays = 35
const monthsBack = 36

/** Counts some days of an office anew, with the months they lie in, in one transaction; answers how many said otherwise. */
export async function recount(
  { db }: Ground,
  { scope, office }: Place,
  id: string,
  days: readonly Day[],
): Promise<number> {
  const { tenant } = scope
  const org = office.organizations.get(id as never)
  if (!org) return 0
  return db.transaction(scope, async (tx) => {
    const found = await Promise.all(
      days.map(async (day) => {
        const [record, kept] = await Promise.all([recordOf(tx, tenant, id, day), keptOf(tx, tenant, id, day)])
        const rows = countDay(office.calendar(org.id), day, record)
        const isSame = kept ? canonical(ordered(rows)) === canonical(ordered(kept)) : isEmpty(rows)
        return { day, rows, isSame }
      }),
    )
    const changed = found.filter(({ isSame }) => !isSame)
    for (const { day, rows } of changed) replaceDay(tx, tenant, org, day, rows)
    for (const month of new Set(changed.map(({ day }) => monthOf(day)))) replaceMonth(tx, tenant, org, month)
    return changed.length
  })
}

const ordered = ({ windows, place }: DayRows) => ({
  windows: windows.toSorted((a, b) => (`${a.post} ${a.service}` < `${b.post} ${b.service}` ? -1 : 1)),
  place,
})

/** Days after which people who wait are told how far it has come. */
const longCount = 310

/** `left` is told now and then how many days are still to be counted, where they are many. */
async function recountAll(
  world: Ground,
  place: Place,
  dirty: readonly { office: string; day: Day }[],
  left?: (days: number) => Promise<void>,
) {
  let changed = 0
  let [counted, told] = [0, 0]
  for (const [office, some] of Map.groupBy(dirty, (one) => `${one.office} ${monthOf(one.day)}`)) {
    if (left && counted >= told) {
      await left(dirty.length - counted)
      told = counted + longCount
    }
    changed += await recount(
      world,
      place,
      office.slice(0, 36),
      some.map(({ day }) => day),
    )
    counted += some.length
  }
  return changed
}

/** Brings the figures of a tenant up to now. The mark moves last: a run that breaks off is done again. */
export async function refresh(world: Pick<World, 'db' | 'now'>, place: Place): Promise<number> {
  const at = world.now()
  const { scope, office } = place
  const { tenant } = scope
  const calendars: Mark['calendars'] = Object.fromEntries(
    [...office.organizations.keys()].map((id) => [id, office.calendar(id).version]),
  )
  const dirty = await world.db.read(scope, async (tx) => dirtyDays(tx, tenant, await markOf(tx, tenant), calendars))
  const tell = (days: number) => world.db.transaction(scope, async (tx) => putLeft(tx, tenant, days, dirty.length))
  const changed = await recountAll(world, place, dirty, dirty.length > longCount ? tell : undefined)
  await world.db.transaction(scope, async (tx) => putMark(tx, tenant, at, calendars))
  return changed
}

/** The last days again, and one older month, whoever says that they changed or not. Answers how many days said otherwise. */
export async function review(world: Pick<World, 'db' | 'now'>, place: Place): Promise<number> {
  const today = dayOf(world.now())
  const recent = Array.from({ length: nightlyDays }, (_, back) => addDays(today, -back))
  const month = monthOf(addMonths(today, -(2 + (dayNumber(today) % monthsBack))))
  const older = Array.from({ length: 31 }, (_, on) => addDays(month, on)).filter((day) => monthOf(day) === month)
  const dirty = [...place.office.organizations.keys()].flatMap((office) =>
    [...recent, ...older].map((day) => ({ office, day })),
  )
  return recountAll(world, place, dirty)
}

/** Every two minutes what changed; each night what should not have changed (6.6). */
export function figureJobs(world: World): {
  readonly jobs: readonly Job[]
  readonly gauges: readonly { readonly name: string; readonly help: string; readonly read: () => number }[]
} {
  let differences = 0
  const often = async (): Promise<void> => {
    for (const place of await places(world)) await refresh(world, place)
  }
  const nightly = async (): Promise<void> => {
    await often()
    for (const place of await places(world)) differences += await review(world, place)
  }
  return {
    jobs: [
      defineJob({ name: 'figures', every: { minutes: 2 }, run: often }),
      defineJob({ name: 'figures-again', every: { daily: '02:50' }, run: nightly }),
      ...scoreJobs(world),
    ],
    gauges: [
      {
        name: 'shouwen_figure_differences',
        help: 'Days whose figures a nightly recount found to be other than kept.',
        read: () => differences,
      },
    ],
  }
}
