import type { ClauseId } from '#regulation/clauses.ts'

/** Model-window scores (6.5): what goes in, by what formula, with each step in words. Pure; browsers show the same. */

/** What the record says of a window, or of a whole office, in a month. */
export type Inputs = {
  /** Closed in the month: whoever did too little is not ranked. */
  readonly volume: number
  readonly done: number
  readonly kept: number
  readonly noticed: number
  readonly toldTwice: number
  readonly visits: number
  readonly rated: number
  readonly content: number
  readonly upheld: number
  readonly again: number
  readonly points: number
  readonly worth: number
  readonly unmanned: number
}
export const inputKeys = [
  ...(['volume', 'done', 'kept', 'noticed', 'toldTwice', 'visits', 'rated', 'content'] as const),
  ...(['upheld', 'again', 'points', 'worth', 'unmanned'] as const),
]
export const noInputs = Object.fromEntries(inputKeys.map((key) => [key, 0])) as Inputs

/** What one complaint that was found true, one order that came again or too late, one empty post takes off. */
export const takes = { upheld: 20, again: 10, unmanned: 10 } as const

type Indicator = {
  readonly label: string
  readonly clause: ClauseId
  readonly weight: number
  readonly means: string
  /** Out of a hundred, with how it was reckoned; null: nothing to reckon it from. */
  of(inputs: Inputs): { readonly score: number | null; readonly says: string }
}

const tenth = (value: number): number => Math.round(value * 10) / 10
/** Never rounded up to a hundred: one late case is one late case. */
const short = (value: number): number => (value >= 100 ? 100 : Math.min(99.9, Math.max(0, tenth(value))))
const share = (part: number, whole: number): number => short((Math.min(part, whole) / whole) * 100)
const none = (says: string) => ({ score: null, says })

// biome-ignore format: one indicator, one row
export const indicators = {
  limit: { label: '按期率', clause: '7.4', weight: 30, means: '按期办结的件数，除以有承诺期限的办结件数',
    of: ({ done, kept }) => done === 0 ? none('没有办结有承诺期限的办件') : { score: share(kept, done), says: `按期${kept}件÷办结${done}件` } },
  notice: { label: '一次告知率', clause: '8.1', weight: 20, means: '一次性告知书中，以后没有再提别的要求的',
    of: ({ noticed, toldTwice }) => noticed === 0 ? none('没有出具一次性告知书') : { score: share(Math.max(0, noticed - toldTwice), noticed), says: `（告知${noticed}份－再次提出${toldTwice}次）÷告知${noticed}份` } },
  rating: { label: '满意率', clause: '10.5.1', weight: 20, means: '基本满意以上的评价，除以作出的评价；复核认定不计入的不算',
    of: ({ rated, content }) => rated === 0 ? none('没有人评价') : { score: share(content, rated), says: `基本满意以上${content}次÷评价${rated}次` } },
  joining: { label: '参评率', clause: '10.5.1', weight: 5, means: '作出的评价，除以可以评价的服务',
    of: ({ visits, rated }) => visits === 0 ? none('没有可以评价的服务') : { score: share(rated, visits), says: `评价${rated}次÷可评价${visits}次` } },
  complaint: { label: '投诉', clause: '10.5.5.b', weight: 10, means: `100分，投诉属实或部分属实每件减${takes.upheld}，再次督办和督办逾期每次减${takes.again}，减完为止`,
    of: ({ volume, upheld, again }) => volume + upheld + again === 0 ? none('没有办理业务') : { score: short(100 - upheld * takes.upheld - again * takes.again), says: `100－属实${upheld}件×${takes.upheld}－再次督办和逾期${again}次×${takes.again}` } },
  inspection: { label: '检查', clause: '6.6', weight: 10, means: '检查合格项的权重，除以适用项的权重',
    of: ({ points, worth }) => worth === 0 ? none('没有检查') : { score: share(points, worth), says: `合格权重${points}÷适用权重${worth}` } },
  duty: { label: '在岗', clause: '4.2.3', weight: 5, means: `100分，未经批准离岗、离窗超时空岗每次减${takes.unmanned}，减完为止`,
    of: ({ volume, unmanned }) => volume + unmanned === 0 ? none('没有办理业务') : { score: short(100 - unmanned * takes.unmanned), says: `100－缺岗${unmanned}次×${takes.unmanned}` } },
} as const satisfies Readonly<Record<string, Indicator>>
export type IndicatorKey = keyof typeof indicators
export const indicatorKeys = Object.keys(indicators) as IndicatorKey[]

export type Scheme = {
  readonly weights: Readonly<Record<IndicatorKey, number>>
  /** Fewer closed in a month, and it is scored but not ranked. */
  readonly least: number
  readonly source: string
  /** The month from which it holds; null: the default, which waits to be confirmed. */
  readonly from: string | null
}

export const defaultScheme: Scheme = {
  weights: Object.fromEntries(indicatorKeys.map((key) => [key, indicators[key].weight])) as Scheme['weights'],
  least: 10,
  source: '本系统建议值，由最高一级单位确认',
  from: null,
}

export type Part = {
  readonly key: IndicatorKey
  readonly label: string
  readonly clause: ClauseId
  readonly weight: number
  readonly score: number | null
  readonly says: string
}
export type Score = {
  readonly score: number | null
  readonly parts: readonly Part[]
  /** The whole reckoning in one line. */
  readonly steps: string
  /** What was left out because nothing is known of it; its weight is shared out. */
  readonly missing: readonly string[]
  /** Of the weights so much, in per cent, has a record behind it. */
  readonly known: number
}

/** The score with each step. What there is no record of is left out, and its weight shared out among the rest by their weights. */
export function scoreOf(inputs: Inputs, { weights }: Pick<Scheme, 'weights'>): Score {
  const parts = indicatorKeys
    .filter((key) => weights[key] > 0)
    .map((key): Part => {
      const { label, clause } = indicators[key]
      return { key, label, clause, weight: weights[key], ...indicators[key].of(inputs) }
    })
  const known = parts.flatMap((part) => (part.score === null ? [] : [{ ...part, score: part.score }]))
  const missing = parts.filter(({ score }) => score === null).map(({ label, says }) => `${label}（${says}）`)
  const weight = known.reduce((sum, part) => sum + part.weight, 0)
  if (weight === 0) return { score: null, parts, steps: '没有可以计分的记录', missing, known: 0 }
  const all = parts.reduce((sum, part) => sum + part.weight, 0)
  const sum = known.reduce((whole, part) => whole + part.score * part.weight, 0)
  const score = short(sum / weight)
  const terms = known.map(({ label, score: one, weight: w }) => `${label}${one}×${w}`).join('＋')
  return { score, parts, steps: `（${terms}）÷${weight}＝${score}`, missing, known: Math.floor((weight * 100) / all) }
}

export type Ranked<Row> = Row & { readonly rank: number | null; readonly tied: boolean }

/** Less than half of the weights with a record behind them is too little to be compared by. */
export const leastKnown = 50

/** By score, best first; equal ones share a place. Who did less than the least, or is known too little of, is scored and not ranked. */
export function ranked<Row extends { readonly score: number | null; readonly inputs: Inputs; readonly known: number }>(
  rows: readonly Row[],
  least: number,
): readonly Ranked<Row>[] {
  const counts = (row: Row) => row.score !== null && row.inputs.volume >= least && row.known >= leastKnown
  const placed = rows.filter(counts)
  const better = (row: Row) => placed.filter((one) => (one.score ?? 0) > (row.score ?? 0)).length
  return rows
    .map((row) => ({
      ...row,
      rank: counts(row) ? better(row) + 1 : null,
      tied: counts(row) && placed.filter((one) => one.score === row.score).length > 1,
    }))
    .toSorted((a, b) => (a.rank ?? 9999) - (b.rank ?? 9999) || (b.score ?? -1) - (a.score ?? -1))
}

/** What crosses the wire of a month's scores. `mine` false: the parts are for whoever it is about and who leads them. */
export type ScoreRow = {
  readonly office: string
  readonly post: string | null
  readonly name: string
  readonly officeName: string
  readonly score: number | null
  readonly rank: number | null
  readonly tied: boolean
  readonly volume: number
  /** Why it is not ranked; null: it is. */
  readonly unranked: string | null
  readonly detail: Pick<Score, 'parts' | 'steps' | 'missing'> | null
  /** Counted again now where the record was corrected after the month was closed. */
  readonly now: number | null
  readonly corrected: boolean
}
export type Naming = {
  readonly id: string
  readonly office: string
  readonly officeName: string
  readonly name: string
  readonly from: string
  readonly until: string
  readonly scores: readonly { readonly month: string; readonly score: number; readonly rank: number }[]
  readonly why: string
  readonly by: string
  readonly at: string
  readonly disclosure: string | null
  readonly withdrawn: string | null
}
export type ScorePage = {
  readonly month: string
  readonly closedAt: string | null
  /** Until when the record was counted; null before the first time. */
  readonly counted: string | null
  /** Days of offices that are still to be counted, while a long count goes on. */
  readonly left: number
  readonly scheme: Scheme & { readonly toConfirm: boolean }
  readonly isHead: boolean
  readonly isTop: boolean
  readonly offices: readonly ScoreRow[]
  readonly posts: readonly ScoreRow[]
  readonly namings: readonly Naming[]
}
