import { type Day, daysBetween } from '#core/day.ts'
import { type Kind, kinds, type Outcome, units } from './contract.ts'

/** A quota: so many of a kind in an area by a day. */
export type Quota = { readonly area: string; readonly kind: Kind; readonly amount: number; readonly due: Day }
export type Share = { readonly area: string; readonly kind: Kind; readonly staff: string; readonly amount: number }
/** How many entries of one kind, by one person, in one area, with one outcome; of them drawn for a second look, and looked at. */
export type Count = {
  readonly area: string
  readonly kind: Kind
  readonly staff: string
  readonly outcome: Outcome
  readonly count: number
  readonly drawn: number
  readonly checked: number
}

export type Lamp = 'done' | 'green' | 'yellow' | 'red'
export type Standing = {
  readonly amount: number
  readonly done: number
  /** Asked without an answer: refused, empty, moved. */
  readonly tried: number
  readonly left: number
  readonly lamp: Lamp
}
export type PersonProgress = Standing & { readonly staff: string }
export type AreaProgress = Standing & {
  readonly area: string
  readonly kind: Kind
  readonly due: Day | null
  /** Of the quota, what nobody has been given. */
  readonly unshared: number
  readonly people: readonly PersonProgress[]
  readonly toCheck: number
  readonly drawn: number
  readonly checked: number
}

/** From this share of the days on, what is not finished is told as near its end (domain: 黄灯 80% 用时). */
const nearPercent = 80

/** How a quota stands on a day: done, in time, near its end, late. */
export function lampOf(left: number, from: Day, due: Day, today: Day): Lamp {
  if (left <= 0) return 'done'
  if (today > due) return 'red'
  const all = Math.max(1, daysBetween(from, due))
  return daysBetween(from, today) * 100 >= all * nearPercent ? 'yellow' : 'green'
}

/** How many of the answered ones somebody else asks again: the share of them, rounded up. */
export function toCheckOf(answered: number, percent: number): number {
  return Math.ceil((answered * percent) / 100)
}

type Round = { readonly from: Day; readonly until: Day; readonly checkShare: number }

/** Every quota with what is done of it, by whom; what was entered without a quota stands in a line of its own. */
export function progressOf(
  round: Round,
  quotas: readonly Quota[],
  shares: readonly Share[],
  counts: readonly Count[],
  today: Day,
): readonly AreaProgress[] {
  const key = ({ area, kind }: { readonly area: string; readonly kind: Kind }) => `${area} ${kind}`
  const sharesBy = Map.groupBy(shares, key)
  const countsBy = Map.groupBy(counts, key)
  const known = new Set(quotas.map(key))
  const strays = [...countsBy].flatMap(([name, [first]]) =>
    known.has(name) || !first ? [] : [{ area: first.area, kind: first.kind, amount: 0, due: null }],
  )
  return [...quotas, ...strays].map((quota) => {
    const own = countsBy.get(key(quota)) ?? []
    const given = sharesBy.get(key(quota)) ?? []
    const due = quota.due ?? round.until
    const standing = standingOf(quota.amount, own, round.from, due, today)
    const people = [...new Set([...given.map(({ staff }) => staff), ...own.map(({ staff }) => staff)])]
    return {
      ...{ area: quota.area, kind: quota.kind, due: quota.due, ...standing },
      unshared: Math.max(0, quota.amount - sum(given, ({ amount }) => amount)),
      people: people.map((staff) => {
        const amount = given.find((one) => one.staff === staff)?.amount ?? 0
        const done = own.filter((one) => one.staff === staff)
        return { staff, ...standingOf(amount, done, round.from, due, today) }
      }),
      toCheck: toCheckOf(standing.done, round.checkShare),
      drawn: sum(own, ({ drawn }) => drawn),
      checked: sum(own, ({ checked }) => checked),
    }
  })
}

function standingOf(amount: number, own: readonly Count[], from: Day, due: Day, today: Day): Standing {
  const done = sum(own, ({ outcome, count }) => (outcome === 'answered' ? count : 0))
  const left = Math.max(0, amount - done)
  return { amount, done, tried: sum(own, ({ count }) => count) - done, left, lamp: lampOf(left, from, due, today) }
}

export type Totals = { readonly [K in 'amount' | 'done' | 'tried' | 'left' | 'toCheck' | 'drawn' | 'checked']: number }

/** All areas of a kind, or of both, together. What one did too much makes up for nobody else. */
export function totalsOf(rows: readonly AreaProgress[]): Totals {
  const all = (of: keyof Totals) => sum(rows, (row) => row[of])
  return {
    ...{ amount: all('amount'), done: all('done'), tried: all('tried'), left: all('left') },
    ...{ toCheck: all('toCheck'), drawn: all('drawn'), checked: all('checked') },
  }
}

/** Why a round can't be closed without a reason: what is missing of quotas and of second looks, in words. */
export function missingOf(rows: readonly AreaProgress[], named: (area: string) => string): readonly string[] {
  return rows.flatMap((row) => {
    const place = `${named(row.area)}${kinds[row.kind]}`
    const short = Math.max(0, row.toCheck - row.checked)
    return [
      ...(row.left > 0 ? [`${place}还差${row.left}${units[row.kind]}`] : []),
      ...(short > 0 ? [`${place}还有${short}${units[row.kind]}没有复核`] : []),
    ]
  })
}

function sum<Row>(rows: readonly Row[], of: (row: Row) => number): number {
  return rows.reduce((total, row) => total + of(row), 0)
}
