import { type Calendar, isWorkingDay, workingDaysBetween, workingMinutesBetween } from '#core/calendar.ts'
import type { Clock, Pause, Unit } from '#core/clock.ts'
import { addDays, clockTime, type Day, dayOf, daysBetween, type Instant, spoken, spokenAt, yearOf } from '#core/day.ts'
import { amountOf, daysOfPause, rawDayOf } from '#core/due.ts'

const units: Readonly<Record<Unit, string>> = {
  workingDays: '个工作日',
  naturalDays: '日（自然日）',
  months: '个月',
  workingMinutes: '分钟（工作时间）',
}

/** The words that go with a date from a year without a notice. */
export const provisionalWords = '按周末规则暂算，待国务院公布后复核'

/**
 * Why the clock is due when it is, in sentences for the person it concerns: start, rule, what wasn't counted and by
 * which notice, pauses, extensions, end, calendar. Reckon it with the calendar of the version that the clock names.
 */
export function proofOf(cal: Calendar, clock: Clock): readonly string[] {
  return [
    ...opening(clock),
    ...skipped(cal, clock),
    ...clock.pauses.map((pause) => pauseSaid(cal, clock, pause)),
    ...clock.extensions.map(({ amount, at }) => `${spokenAt(at)}批准延长${amount}${units[clock.limit.unit]}。`),
    ...ending(cal, clock),
    ...sources(cal, clock),
  ]
}

function opening({ limit, startedAt }: Clock): string[] {
  const said = `期限为${limit.amount}${units[limit.unit]}（依据：${limit.source}）。`
  if (limit.unit === 'workingMinutes') return [`自${spokenAt(startedAt)}起，按工作时间逐分钟计算。`, said]
  const start = dayOf(startedAt)
  if (limit.amount === 0)
    return [`${spokenAt(startedAt)}开始计时，应于当日办结；当日已停止办公的，应于下一个工作日办结。`, said]
  const dayOne = spoken(addDays(start, 1))
  const first = `${spokenAt(startedAt)}开始计时，开始当日不计入，自${dayOne}起算（《民法典》第二百零一条）。`
  return [
    first,
    limit.unit === 'months' ? `${said}最后一月没有对应日的，月末日为最后一日（《民法典》第二百零二条）。` : said,
  ]
}

/** Holidays, make-up days and closures on the way. A natural-day limit counts them; only those at its end matter. */
function skipped(cal: Calendar, clock: Clock): string[] {
  const way = wayOf(cal, clock)
  if (way === null) return []
  const { from, to } = way
  const isOnWay = (first: Day, last: Day) => first <= to && last >= from
  const [rests, works] = isNatural(clock) ? ['是休假日', '是工作日'] : ['不计入', '计入']
  const holidays = [...cal.notices.values()].flatMap(({ off, work }) => [
    ...off.filter(([first, last]) => isOnWay(first, last)).map((days) => `${range(...days)}放假，${rests}。`),
    ...work
      .filter((on) => isOnWay(on, on) && isWorkingDay(cal, on))
      .map((on) => `${spoken(on)}为调休上班日，${works}。`),
  ])
  const closures = cal.closures
    .filter(
      ({ day, from: shut, to: reopen }) =>
        isOnWay(day, day) && (isWhole(shut, reopen) || clock.limit.unit === 'workingMinutes'),
    )
    .map(({ day, from: shut, to: reopen, why }) => {
      if (isWhole(shut, reopen)) return `${spoken(day)}本单位停止办公（${why}），${rests}。`
      return `${spoken(day)}${clockTime(shut ?? 0)}至${clockTime(reopen ?? 1440)}本单位停止办公（${why}），不计入。`
    })
  if (!isNatural(clock)) return ['周六、周日不计入，调休上班日除外。', ...holidays, ...closures]
  const rolls = `最后一日${spoken(from)}是休假日，顺延至其后第一个工作日${spoken(to)}（《民法典》第二百零三条）。`
  return from === to ? [] : [...holidays, ...closures, rolls]
}

/**
 * The days on which a rest day matters: from the day after the start to the end; of a natural-day limit, its end alone.
 */
function wayOf(cal: Calendar, clock: Clock): { from: Day; to: Day } | null {
  const start = dayOf(clock.startedAt)
  const to = dayOf(clock.dueAt ?? clock.pauses.at(-1)?.from ?? clock.startedAt)
  if (isNatural(clock)) return clock.dueAt === null ? null : { from: rawDayOf(cal, clock), to }
  return { from: clock.limit.unit === 'workingMinutes' ? start : addDays(start, 1), to }
}

function isNatural({ limit }: Clock): boolean {
  return limit.unit === 'naturalDays' || limit.unit === 'months'
}

function isWhole(shut: number | null, reopen: number | null): boolean {
  return shut === null && reopen === null
}

function pauseSaid(cal: Calendar, clock: Clock, { from, until, why }: Pause): string {
  if (until === null) return `${spokenAt(from)}起暂停计时（${why}），恢复后继续计算，已计时间保留。`
  const taken =
    clock.dueAt !== null && from >= clock.dueAt ? '在到期之后，不影响到期时间' : takenOut(cal, clock, from, until)
  return `${spokenAt(from)}至${spokenAt(until)}暂停计时（${why}），${taken}。`
}

/** What a pause takes out of the count; the starting day was never in it. */
function takenOut(cal: Calendar, clock: Clock, from: Instant, until: Instant): string {
  if (clock.limit.unit === 'workingMinutes') return `其间${workingMinutesBetween(cal, from, until)}分钟工作时间不计入`
  const crossed = daysOfPause(cal, from, until)
  const start = dayOf(clock.startedAt)
  if (!crossed || crossed[1] === start) return '当日恢复，照常计入'
  const first = crossed[0] === start ? addDays(start, 1) : crossed[0]
  const before = addDays(first, -1)
  if (isNatural(clock)) return `${range(first, crossed[1])}共${daysBetween(before, crossed[1])}日不计入`
  return `${range(first, crossed[1])}中的${workingDaysBetween(cal, before, crossed[1])}个工作日不计入`
}

function ending(cal: Calendar, clock: Clock): string[] {
  const said: string[] = []
  if (clock.dueAt !== null) {
    const total = clock.extensions.length > 0 ? `连同延长共${amountOf(clock)}${units[clock.limit.unit]}，` : ''
    const close =
      clock.limit.unit === 'workingMinutes' ? '' : '，以当日停止办公的时间为截止时间（《民法典》第二百零三条）'
    said.push(`${total}到期时间为${spokenAt(clock.dueAt)}${close}。`)
    if (clock.provisional) said.push(guessed(cal, clock.startedAt, clock.dueAt))
  } else if (clock.is === 'paused') said.push('目前暂停计时，恢复后重新确定到期时间。')
  if (clock.lateSince !== null) said.push(`${spokenAt(clock.lateSince)}到期未办结，已记为超期。`)
  return said
}

function guessed(cal: Calendar, from: Instant, to: Instant): string {
  const unknown = yearsBetween(from, to).filter((year) => !cal.notices.has(year))
  const whose = unknown.length > 0 ? `${unknown.join('、')}年放假安排尚未导入，` : ''
  return `${whose}${provisionalWords}。`
}

function sources(cal: Calendar, clock: Clock): string[] {
  const years = yearsBetween(clock.startedAt, clock.dueAt ?? clock.startedAt)
  const named = years.flatMap((year) => cal.notices.get(year)?.source ?? [])
  const said = [...(named.length > 0 ? [`放假与调休依据：${named.join('；')}。`] : []), `日历版本：${clock.calendar}。`]
  if (cal.version === clock.calendar) return said
  return [...said, `以上放假与停止办公情况按现行日历版本${cal.version}列出，到期时间以原日历版本为准。`]
}

function yearsBetween(from: Instant, to: Instant): number[] {
  const first = yearOf(dayOf(from))
  return Array.from({ length: yearOf(dayOf(to)) - first + 1 }, (_, index) => first + index)
}

function range(first: Day, last: Day): string {
  return first === last ? spoken(first) : `${spoken(first)}至${spoken(last)}`
}
