import { type Day, spoken } from '#core/day.ts'
import {
  alarming,
  type Counted,
  type Figures,
  type Line,
  placeMeasures,
  type ShareMeasure,
  shareMeasures,
  type TopicKey,
  topicKeys,
  topics,
  windowMeasures,
} from './contract.ts'
import { change, isNothing } from './policy.ts'

/** 月报: what the figures of a month say in plain words and tables; nothing is praised, nothing left out (6.6). */

const measures = { ...windowMeasures, ...placeMeasures }
const numerals = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二']

export const monthSaid = (month: string): string => `${month.slice(0, 4)}年${Number(month.slice(5, 7))}月`

type Says = (line: Line, before: Line) => string
type Of = (key: Counted) => string
type Part = (key: ShareMeasure) => string

const says =
  (words: (of: Of, part: Part, line: Line) => string, none: string, main: Counted): Says =>
  (line) => {
    if (!line.sums[main]) return none
    const of: Of = (key) => `${line.sums[key] ?? 0}${measures[key].unit}`
    const part: Part = (key) => {
      const value = line.shares[key]
      const { label, unit } = shareMeasures[key]
      return value === null || value === undefined
        ? `${label}没有数`
        : `${label}${value}${unit === '工作日' ? '个工作日' : unit}`
    }
    return words(of, part, line)
  }

const sentences: Readonly<Record<TopicKey, Says>> = {
  volume: (line, before) => {
    const [opened, closed, was] = [line.sums.opened ?? 0, line.sums.closed ?? 0, before.sums.opened ?? 0]
    const by = change(opened, was, '件')
    return `本月收件${opened}件，办结${closed}件，申请人撤回${line.sums.withdrawn ?? 0}件。收件${by?.replace('上期', '上月') ?? '没有上月可比'}（上月${was}件）。`
  },
  limits: says(
    (of, part) =>
      `有承诺期限的办结${of('done')}，按期${of('kept')}，超期${of('late')}，${part('kept')}，${part('usedDays')}。`,
    '本月没有办结有承诺期限的办件。',
    'done',
  ),
  handling: says(
    (of, part) =>
      `办结的事项中，一小时内办结${of('took1h')}，一天内${of('took1d')}，三天内${of('took3d')}，超过三十天${of('tookmore')}，${part('hours')}。`,
    '本月没有办结的事项。',
    'closed',
  ),
  hands: says(
    (of, part) =>
      `办结的事项中，没有移交过的${of('hands1')}，移交一次${of('hands2')}，移交两次${of('hands3')}，移交三次以上${of('hands4')}，${part('oneHand')}。`,
    '本月没有办结的事项。',
    'closed',
  ),
  ratings: (line) => {
    const { visits = 0, rated = 0, level1 = 0, level2 = 0 } = line.sums
    if (visits === 0 && rated === 0) return '本月没有可评价的服务。'
    const share = (key: ShareMeasure) => (line.shares[key] === null ? '没有数' : `${line.shares[key]}%`)
    return `可评价的服务${visits}次，已评价${rated}次，参评率${share('participation')}，满意率${share('satisfaction')}；其中不满意${level2}次，非常不满意${level1}次。`
  },
  waiting: says(
    (of, part) => `取号${of('tickets')}，叫号办理${of('finished')}，未到${of('absent')}，${part('waitMinutes')}。`,
    '本月没有取号。',
    'tickets',
  ),
  stop: says(
    (of, part) => `服务对象${of('visitors')}，其中当天在一个窗口办完的${of('served')}，${part('oneWindow')}。`,
    '本月没有留下身份证号的服务对象，一站式办理率没有数。',
    'visitors',
  ),
  complaints: says(
    (of) =>
      `收到投诉${of('complaints')}：现场协调${of('spot')}，立案处理${of('filed')}，意见反映${of('opinions')}；经解释撤回、不属受理范围和材料不真实、不作登记的，另行计数。`,
    '本月没有收到投诉。',
    'complaints',
  ),
  orders: ({ sums }) => {
    const { upheld = 0, partly = 0, unfounded = 0, orders = 0, again = 0, lateorders = 0 } = sums
    if (upheld + partly + unfounded + orders + lateorders === 0) return '本月没有投诉得出结论，没有签发督办表。'
    return `办结并有结论的投诉中，属实${upheld}件，部分属实${partly}件，不属实${unfounded}件；签发督办表${orders}次，其中再次督办${again}次；督办逾期${lateorders}次。`
  },
}

const value = (of: number | null | undefined): number | null => of ?? null

/** This month, the month before and what each figure means, side by side. */
function tableOf(key: TopicKey, now: Line, before: Line) {
  const { counts, shares } = topics[key]
  return {
    caption: `${topics[key].label}指标`,
    titles: ['指标', '单位', '本月', '上月', '说明', '依据'],
    widths: [20, 10, 11, 11, 38, 12],
    rows: [
      ...counts.map((one: Counted) => {
        const { label, unit, says: meaning, clause } = measures[one]
        return [label, unit, value(now.sums[one]), value(before.sums[one]), meaning, clause]
      }),
      ...shares.map((one: ShareMeasure) => {
        const { label, unit, says: meaning, clause } = shareMeasures[one]
        return [label, unit, value(now.shares[one]), value(before.shares[one]), meaning, clause]
      }),
    ],
  }
}

const drawn: Readonly<Partial<Record<TopicKey, true>>> = {
  ...{ volume: true, limits: true, hands: true, ratings: true, waiting: true, complaints: true },
}

/** The twelve months up to this one. */
function chartOf(key: TopicKey, months: Figures) {
  const { label, bars, stacked } = topics[key]
  if (!drawn[key] || months.rows.length === 0) return null
  return {
    title: `${label}，近十二个月`,
    labels: months.rows.map(({ key: month }) => `${Number(month.slice(5, 7))}月`),
    series: bars.map((one: Counted) => ({
      name: `${measures[one].label}（${measures[one].unit}）`,
      values: months.rows.map(({ sums }) => sums[one] ?? 0),
      isBad: alarming.includes(one),
    })),
    stacked,
  }
}

const across: readonly (readonly [Counted | ShareMeasure, 'sums' | 'shares'])[] = [
  ['opened', 'sums'],
  ['closed', 'sums'],
  ['done', 'sums'],
  ['kept', 'sums'],
  ['kept', 'shares'],
  ['rated', 'sums'],
  ['participation', 'shares'],
  ['satisfaction', 'shares'],
]
const acrossPlaces: typeof across = [...across, ['complaints', 'sums'], ['lateorders', 'sums']]

/** Places or services under one another. */
function lined(caption: string, first: string, { rows, total }: Figures, columns: typeof across) {
  const cell = (line: Line, [key, kind]: (typeof across)[number]) =>
    kind === 'sums' ? value(line.sums[key as Counted]) : value(line.shares[key as ShareMeasure])
  const title = ([key, kind]: (typeof across)[number]) => {
    const { label, unit } = kind === 'sums' ? measures[key as Counted] : shareMeasures[key as ShareMeasure]
    return `${label}（${unit}）`
  }
  return {
    caption,
    titles: [first, ...columns.map(title)],
    widths: [26, ...columns.map(() => 10)],
    rows: [...rows, total].map((line) => [line.name, ...columns.map((column) => cell(line, column))]),
  }
}

export type Made = {
  readonly month: Day
  readonly offices: Figures
  readonly services: Figures
  /** The twelve months up to this one. */
  readonly months: Figures
  readonly maker: string
  readonly day: Day
  readonly standing: string
  readonly mark: string | null
}

/** The report of a month. What it says is made from the same numbers as its tables, whatever file it is written to. */
export function reportOf({ month, offices, services, months, maker, day, standing, mark }: Made) {
  const { total, before, office } = offices
  const tables = [
    ...(offices.rows.length > 1 ? [lined('各单位情况', '单位', offices, acrossPlaces)] : []),
    ...(services.rows.length > 0 ? [lined('各事项情况', '事项', services, across)] : []),
  ]
  const parts = topicKeys.map((key, nth) => ({
    heading: `${numerals[nth]}、${topics[key].label}（${topics[key].clause}）`,
    says: [sentences[key](total, before)],
    chart: chartOf(key, months),
    tables: [tableOf(key, total, before)],
  }))
  return {
    ...{ office: office.name, title: `公共就业服务月报`, maker, day, standing, mark },
    period: monthSaid(month),
    parts: isNothing(total)
      ? [{ heading: '一、业务量（6.6）', says: [`${monthSaid(month)}没有登记和办结的事项。`], chart: null, tables: [] }]
      : [
          ...parts,
          ...(tables.length > 0
            ? [{ heading: `${numerals[topicKeys.length]}、分单位和分事项（6.6）`, says: [], chart: null, tables }]
            : []),
        ],
  }
}

export const standingOf = (edition: number | null, at: string, until: Day): string =>
  edition === null ? `未定稿，数据截至${at}` : `第${edition}版，${at}定稿，数据到${spoken(until)}`
