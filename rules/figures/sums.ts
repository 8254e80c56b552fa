import { addDays, addMonths, type Day } from '#core/day.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import { ofThePlace, type PlaceSums, placeKeys, type Side, type WindowSums, windowKeys } from './contract.ts'
import { monthOf } from './jobs.ts'

export type Span = { readonly from: Day; readonly until: Day }
export type Asked = Span & {
  readonly tenant: string
  readonly offices: readonly string[]
  readonly by: Side
  readonly service: string | null
  readonly post: string | null
}
export type Keyed<Sums> = Sums & { readonly key: string }

const added = (keys: readonly string[]) => keys.map((key) => `coalesce(sum(${key}), 0)::bigint as ${key}`).join(', ')
const keyOf: Readonly<Record<Side, string>> = {
  ...{ office: 'office::text', post: 'post::text', service: 'service', day: 'day::text' },
  month: `to_char(day, 'YYYY-MM')`,
}
const where = `tenant_id = $1 and office = any($2::uuid[]) and ((day >= $3 and day < $4) or (day >= $5 and day <= $6))`
const whole = `tenant_id = $1 and office = any($2::uuid[]) and day >= $4 and day < $5`

/** Whole months from what is kept by month, the days around them from what is kept by day. */
const windowsBy = (by: Side) =>
  sql<Keyed<WindowSums>>(
    `figure.windows-${by}`,
    `select ${keyOf[by]} as key, ${added(windowKeys)} from (
       select office, day, post, service, ${windowKeys.join(', ')} from figure_day where ${where}
       union all select office, day, post, service, ${windowKeys.join(', ')} from figure_month where ${whole}
     ) e where ($7::text is null or service = $7) and ($8::uuid is null or post = $8) group by 1 order by 1`,
  )
const placeBy = (by: 'office' | 'month' | 'day') =>
  sql<Keyed<PlaceSums>>(
    `figure.place-${by}`,
    `select ${keyOf[by]} as key, ${added(placeKeys)} from (
       select office, day, ${placeKeys.join(', ')} from figure_place_day where ${where}
       union all select office, day, ${placeKeys.join(', ')} from figure_place_month where ${whole}
     ) e group by 1 order by 1`,
  )
const windows = {
  ...{ office: windowsBy('office'), post: windowsBy('post'), service: windowsBy('service') },
  ...{ month: windowsBy('month'), day: windowsBy('day') },
}
const place = { office: placeBy('office'), month: placeBy('month'), day: placeBy('day') }

/** The days before the first whole month, the whole months, and the days after the last. By day all are days. */
export function piecesOf({ from, until }: Span, by: Side): readonly [head: Day, months: Day, tail: Day, until: Day] {
  const next = (day: Day): Day => (day === monthOf(day) ? day : addMonths(monthOf(day), 1))
  const months = next(from)
  const tail = monthOf(addDays(until, 1))
  if (by === 'day' || months >= tail) return [from, from, from, until]
  return [from, months, tail, until]
}

/** Sums of offices in a span, laid out by one side. Of a single post or service nothing is said that is the whole office's. */
export async function sumsOf(tx: Tx, asked: Asked) {
  const { tenant, offices, by, service, post } = asked
  const values = [tenant, offices, ...piecesOf(asked, by)]
  const isWhole = ofThePlace(by) && service === null && post === null
  const [found, places] = await Promise.all([
    tx.all(windows[by], [...values, service, post]),
    isWhole ? tx.all(place[by as 'office'], values) : [],
  ])
  return { windows: found, places }
}
