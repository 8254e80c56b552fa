import { addDays, addMonths, type Day } from '#core/day.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import { type OfficeSums, ofThePlace, type PlaceSums, type Side, type WindowSums, windowKeys } from './contract.ts'
import { monthOf, type Span } from './policy.ts'
import { officeKeys } from './store.ts'

export type { Span } from './policy.ts'
export type Asked = Span & {
  readonly tenant: string
  readonly offices: readonly string[]
  readonly by: Side | 'all'
  readonly service: string | null
  readonly post: string | null
}
export type Keyed<Sums> = Sums & { readonly key: string }

const added = (keys: readonly string[]) => keys.map((key) => `coalesce(sum(${key}), 0)::bigint as ${key}`).join(', ')
const keyOf: Readonly<Record<Asked['by'], string>> = {
  ...{ office: 'office::text', post: 'post::text', service: 'service', day: 'day::text', all: `'all'` },
  month: `to_char(day, 'YYYY-MM')`,
}
const where = `tenant_id = $1 and office = any($2::uuid[]) and ((day >= $3 and day < $4) or (day >= $5 and day <= $6))`
const whole = `tenant_id = $1 and office = any($2::uuid[]) and day >= $4 and day < $5`

/** Whole months from what is kept by month, the days around them from what is kept by day. */
const windowsBy = (by: Asked['by']) =>
  sql<Keyed<WindowSums>>(
    `figure.windows-${by}`,
    `select ${keyOf[by]} as key, ${added(windowKeys)} from (
       select office, day, post, service, ${windowKeys.join(', ')} from figure_day where ${where}
       union all select office, day, post, service, ${windowKeys.join(', ')} from figure_month where ${whole}
     ) e where ($7::text is null or service = $7) and ($8::uuid is null or post = $8) group by 1 order by 1`,
  )
/** The same from the rows of whole offices: one an office and a month, whatever it does. */
const placeBy = (by: 'office' | 'month' | 'day' | 'all') =>
  sql<Keyed<OfficeSums>>(
    `figure.place-${by}`,
    `select ${keyOf[by]} as key, ${added(officeKeys)} from (
       select office, day, ${officeKeys.join(', ')} from figure_place_day where ${where}
       union all select office, day, ${officeKeys.join(', ')} from figure_place_month where ${whole}
     ) e group by 1 order by 1`,
  )
const windows = {
  ...{ office: windowsBy('office'), post: windowsBy('post'), service: windowsBy('service'), all: windowsBy('all') },
  ...{ month: windowsBy('month'), day: windowsBy('day') },
}
const place = { office: placeBy('office'), month: placeBy('month'), day: placeBy('day'), all: placeBy('all') }

/** The days before the first whole month, the whole months, and the days after the last. By day all are days. */
export function piecesOf(
  { from, until }: Span,
  by: Asked['by'],
): readonly [head: Day, months: Day, tail: Day, until: Day] {
  const next = (day: Day): Day => (day === monthOf(day) ? day : addMonths(monthOf(day), 1))
  const months = next(from)
  const tail = monthOf(addDays(until, 1))
  if (by === 'day' || months >= tail) return [from, from, from, until]
  return [from, months, tail, until]
}

type Found = { readonly windows: readonly Keyed<WindowSums>[]; readonly places: readonly Keyed<PlaceSums>[] }

/** Sums of offices in a span, laid out by one side. Of a single post or service nothing is said that is the whole office's. */
export async function sumsOf(tx: Tx, asked: Asked): Promise<Found> {
  const { tenant, offices, by, service, post } = asked
  const values = [tenant, offices, ...piecesOf(asked, by)]
  const isWhole = (by === 'all' || ofThePlace(by)) && service === null && post === null
  if (!isWhole) return { windows: await tx.all(windows[by], [...values, service, post]), places: [] }
  const found = await tx.all(place[by as 'office'], values)
  return { windows: found, places: found }
}
