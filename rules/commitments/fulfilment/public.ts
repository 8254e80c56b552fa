import { addDays, addMonths, type Day, dayOf, type Instant } from '#core/day.ts'
import type { Service } from '#core/service/format.ts'
import { limitSays } from '#core/service/opens.ts'
import type { World } from '#matter/world.ts'
import { monthsShown } from './count.ts'
import { sumsOf } from './store.ts'

/** A promise beside what became of it (6.0). `share` in per cent, one decimal; `average` in working days; null without a case. */
export type Promised = {
  readonly code: string
  readonly name: string
  readonly promised: string
  readonly statutory: string | null
  readonly done: number
  readonly kept: number
  readonly share: number | null
  readonly average: number | null
}
export type Promises = { readonly from: Day; readonly until: Day; readonly rows: readonly Promised[] }

type Place = { readonly tenant: string; readonly path: string }

/** What an office promises for each service, and how it kept it in the last twelve months (6.0). */
export async function promisesOf(
  { db, catalogue }: Pick<World, 'db' | 'catalogue'>,
  { tenant, path }: Place,
  office: string,
  at: Instant,
): Promise<Promises> {
  const until = dayOf(at)
  const from = addDays(addMonths(until, -monthsShown), 1)
  const found = await db.read({ tenant, paths: [path] }, (tx) => sumsOf(tx, tenant, office, { from, until }))
  const sums = new Map(found.map((sum) => [sum.service, sum]))
  const rows = catalogue.list().flatMap(({ code }) => {
    const service = catalogue.get(code)?.service
    return service ? [promisedOf(service, sums.get(code))] : []
  })
  return { from, until, rows }
}

const tenths = (value: number) => Math.round(value * 10) / 10

function promisedOf(
  { code, name, limits: { promised, statutory } }: Service,
  sum?: { done: number; kept: number; used: number },
): Promised {
  const { done, kept, used } = sum ?? { done: 0, kept: 0, used: 0 }
  return {
    ...{ code, name, done, kept },
    promised: promised ? limitSays(promised) : '主动开展，不设期限',
    statutory: statutory ? limitSays(statutory) : null,
    // Never rounded up to a hundred: one late case is one late case.
    share: done === 0 ? null : kept === done ? 100 : Math.min(99.9, tenths((kept / done) * 100)),
    average: done === 0 ? null : tenths(used / done),
  }
}
