import { FIRST_YEAR, LAST_YEAR } from '#core/calendar/range.ts'
import type { Notice } from '#core/calendar.ts'
import { addDays, type Day, day, isDay, spoken, weekday, yearOf } from '#core/day.ts'
import type { Problem } from '#core/refusal.ts'
import { holidayNotices } from '#regulation/calendar.ts'

/** A notice that may be used, with what is worth a second look; or everything that is wrong with it. */
export type Reading =
  | { readonly notice: Notice; readonly warnings: readonly string[] }
  | { readonly problems: readonly [Problem, ...Problem[]] }

type Range = readonly [Day, Day]
const LONGEST_HOLIDAY = 15
/** 全国年节及纪念日放假办法: the days that fall on fixed dates. */
const STATUTORY = ['01-01', '05-01', '05-02', '10-01', '10-02', '10-03']

/**
 * Reads a year's holiday notice `{year, source, issued, off: [[first, last]…], work: [day…]}`. Every problem is named
 * at once. Days must lie in that year or in the December before (New Year's holiday has reached back before). A fixed
 * statutory holiday that is missing is a warning: the notice may be a draft or cut short.
 */
export function parseNotice(input: unknown): Reading {
  const problems: Problem[] = []
  const wrong = (at: string, says: string) => void problems.push({ at, says })
  const given: Readonly<Record<string, unknown>> = isRecord(input) ? input : {}
  if (!isRecord(input)) wrong('', '文件内容应为一个 JSON 对象，含 year、source、issued、off、work 五项')

  const year = readYear(given.year, wrong)
  const source = typeof given.source === 'string' ? given.source.trim() : ''
  if (source === '' || source.length > 200) wrong('/source', '请写明通知的名称或文号（1至200字）')
  const issued = given.issued ?? null
  if (issued !== null && !isDay(issued)) wrong('/issued', '印发日期应写成 2026-11-04 的形式，不清楚时写 null')
  const off = readRanges(given.off, year, wrong)
  const work = readWork(given.work, year, off, wrong)

  const [first, ...others] = problems
  if (first) return { problems: [first, ...others] }
  const content = { year, source, issued: isDay(issued) ? issued : null, off, work }
  return {
    notice: { ...content, version: `${year}-${fingerprint(JSON.stringify(content))}` },
    warnings: doubts(content),
  }
}

/** The notices that come with the program. */
export const publishedNotices: readonly Notice[] = holidayNotices.map((given) => {
  const reading = parseNotice(given)
  if ('problems' in reading) throw new Error(`regulation/calendar ${given.year}: ${JSON.stringify(reading.problems)}`)
  return reading.notice
})

type Wrong = (at: string, says: string) => void

function readYear(given: unknown, wrong: Wrong): number {
  if (typeof given === 'number' && Number.isInteger(given) && given >= FIRST_YEAR && given <= LAST_YEAR) return given
  wrong('/year', `年份应为 ${FIRST_YEAR} 至 ${LAST_YEAR} 之间的整数`)
  return Number.NaN
}

function readRanges(given: unknown, year: number, wrong: Wrong): Range[] {
  if (!Array.isArray(given) || given.length === 0) {
    wrong('/off', '放假日期应为非空列表，每段写成 ["2026-10-01", "2026-10-07"]（首日、末日）')
    return []
  }
  const ranges: Range[] = []
  for (const [index, range] of given.entries()) {
    const at = `/off/${index}`
    const [first, last, extra]: unknown[] = Array.isArray(range) ? range : []
    if (!isDay(first) || !isDay(last) || extra !== undefined)
      wrong(at, '每段放假应写成 [首日，末日]，日期写成 2026-10-01 的形式')
    else if (first > last) wrong(at, `首日${spoken(first)}晚于末日${spoken(last)}`)
    else if (!belongs(first, year) || !belongs(last, year))
      wrong(at, `${spoken(first)}至${spoken(last)}不在${year}年（或上一年12月）内`)
    else if (last > addDays(first, LONGEST_HOLIDAY - 1))
      wrong(at, `${spoken(first)}至${spoken(last)}超过${LONGEST_HOLIDAY}天，请核对`)
    else if (ranges.some(([from, to]) => first <= to && from <= last))
      wrong(at, `${spoken(first)}至${spoken(last)}与前面的放假日期重叠`)
    else ranges.push([first, last])
  }
  return ranges.toSorted(([a], [b]) => (a < b ? -1 : 1))
}

function readWork(given: unknown, year: number, off: readonly Range[], wrong: Wrong): Day[] {
  if (!Array.isArray(given)) {
    wrong('/work', '调休上班日应为列表，没有时写 []')
    return []
  }
  const work: Day[] = []
  for (const [index, on] of given.entries()) {
    const at = `/work/${index}`
    if (!isDay(on)) wrong(at, '调休上班日应写成 2026-10-10 的形式')
    else if (!belongs(on, year)) wrong(at, `${spoken(on)}不在${year}年（或上一年12月）内`)
    else if (weekday(on) !== 0 && weekday(on) !== 6) wrong(at, `${spoken(on)}不是周六或周日，不必列为调休上班日`)
    else if (off.some(([from, to]) => from <= on && on <= to)) wrong(at, `${spoken(on)}既列为放假又列为上班`)
    else if (work.includes(on)) wrong(at, `${spoken(on)}重复列出`)
    else work.push(on)
  }
  return work.toSorted()
}

/** A year that could not be read has its own problem; its days are not blamed a second time. */
function belongs(on: Day, year: number): boolean {
  return Number.isNaN(year) || yearOf(on) === year || (yearOf(on) === year - 1 && on.slice(5, 7) === '12')
}

function doubts({ year, off, work }: { year: number; off: readonly Range[]; work: readonly Day[] }): string[] {
  const missing = STATUTORY.map((date) => day(`${year}-${date}`)).filter(
    (on) => !off.some(([from, to]) => from <= on && on <= to),
  )
  const warnings = missing.map((on) => `${spoken(on)}是法定节日，放假日期中没有列出，请核对通知是否完整`)
  return work.length === 0 ? [...warnings, '没有列出调休上班日，请核对通知是否完整'] : warnings
}

/** FNV-1a, 32 bits: tells two contents of one year apart; not a seal (the journal has that). */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5
  for (const unit of text) hash = Math.imul(hash ^ (unit.codePointAt(0) ?? 0), 0x01000193)
  return (hash >>> 0).toString(16).padStart(8, '0')
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
