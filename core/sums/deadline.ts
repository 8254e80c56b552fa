import {
  type Calendar,
  isKnown,
  isWorkingDay,
  monthsAfter,
  naturalDaysAfter,
  type Reckoned,
  workingDaysAfter,
} from '#core/calendar.ts'
import { addDays, addMonths, type Day, isDay, spoken, weekday, yearOf } from '#core/day.ts'
import { choice, count, day, form } from '#core/field.ts'
import { provisionalWords } from '#core/proof.ts'
import type { Answer } from '#core/sums/answer.ts'
import { usual } from '#core/sums/book.ts'
import { calculator } from '#core/sums/calculator.ts'

const units = { workingDays: '工作日', naturalDays: '自然日', months: '月' } as const
type Unit = keyof typeof units
const most = { workingDays: 250, naturalDays: 366, months: 60 } as const satisfies Record<Unit, number>
const years = { first: 2025, last: 2050 } as const
const weekdays = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'] as const

/** One day on the way, whether it counts, and why. */
export type Proof = { readonly day: Day; readonly counts: boolean; readonly nth: number | null; readonly why: string }

/** What kind of day it is for this office, in words. */
export function kindOfDay(cal: Calendar, on: Day): string {
  const shut = cal.closures.find(({ day: of, from, to }) => of === on && from === null && to === null)
  if (shut) return `本单位停止办公（${shut.why}）`
  const notices = [...cal.notices.values()]
  if (notices.some(({ work }) => work.includes(on))) return '调休上班日'
  if (notices.some(({ off }) => off.some(([first, last]) => first <= on && on <= last))) return '放假'
  const isRest = weekday(on) === 0 || weekday(on) === 6
  const guessed = isKnown(cal, on) ? '' : `，${yearOf(on)}年放假安排未公布，按周末规则暂算`
  return `${isRest ? '休息日' : isWorkingDay(cal, on) ? '工作日' : '放假'}${guessed}`
}

/** Every day from the day after the start to the end, and whether it counts: the days of a working-day limit. */
export function proofOfWorkingDays(cal: Calendar, from: Day, end: Day): readonly Proof[] {
  let nth = 0
  return daysFrom(addDays(from, 1), end).map((on) => {
    const counts = isWorkingDay(cal, on)
    if (counts) nth += 1
    return { day: on, counts, nth: counts ? nth : null, why: kindOfDay(cal, on) }
  })
}

/** The same of a limit in natural days or months: all days count up to the last; rest days at its end only push it on. */
export function proofOfDays(cal: Calendar, from: Day, raw: Day, end: Day): readonly Proof[] {
  return daysFrom(addDays(from, 1), end).map((on, n) => ({
    ...{ day: on, counts: on <= raw, nth: on <= raw ? n + 1 : null },
    why: on < raw ? '自然日都计入' : `${kindOfDay(cal, on)}${on === raw ? '，最后一日' : ''}`,
  }))
}

function daysFrom(from: Day, to: Day): readonly Day[] {
  const days: Day[] = []
  for (let on = from; on <= to; on = addDays(on, 1)) days.push(on)
  return days
}

/** 期限: the last day of a limit by this office's calendar, and every day that was counted or not. */
export const deadline = calculator({
  name: 'deadline',
  title: '办理期限测算',
  service: null,
  says: '从某一天起，按工作日、自然日或月，用本单位的工作日历算出哪一天到期，逐日说明怎么数的。',
  form: form({
    from: day('开始的日期', { 'x-hint': '如受理、告知或公示的那一天；这一天不计入' }),
    amount: count('期限', 1, 366),
    unit: choice('单位', units),
  }),
  reckon({ from, amount, unit }, { calendar, office }) {
    if (!isDay(from) || yearOf(from) < years.first || yearOf(from) > years.last)
      return usual.no('/from', `开始的日期应在${years.first}年至${years.last}年之间`)
    if (amount > most[unit]) return usual.no('/amount', `按${units[unit]}计算的，最多${most[unit]}`)
    return unit === 'workingDays'
      ? working(calendar, office, from, amount)
      : natural(calendar, office, from, { amount, unit })
  },
})

function working(cal: Calendar, office: string, from: Day, amount: number): Answer {
  const reckoned = workingDaysAfter(cal, from, amount)
  const proof = proofOfWorkingDays(cal, from, reckoned.day)
  const skipped = proof.filter(({ counts }) => !counts).length
  return {
    ...opening(cal, office, from, reckoned),
    formula: ['开始当日不计入，从次日起数工作日；放假和周末不数，调休上班的周末要数；数满的那一天到期'],
    steps: [
      { label: '第1天', says: spoken(addDays(from, 1)) },
      { label: '数过的天数', says: `共${proof.length}天，其中工作日${amount}天，休息和放假${skipped}天` },
      { label: '到期', says: `第${amount}个工作日是${spoken(reckoned.day)}` },
    ],
    table: tableOf(proof),
  }
}

type Length = { readonly amount: number; readonly unit: 'naturalDays' | 'months' }

function natural(cal: Calendar, office: string, from: Day, { amount, unit }: Length): Answer {
  const reckoned = unit === 'months' ? monthsAfter(cal, from, amount) : naturalDaysAfter(cal, from, amount)
  const { raw, day: end } = reckoned
  const isMonthEnd = unit === 'months' && addMonths(from, amount).slice(8) !== from.slice(8)
  // Of months only the end is a question: all days before it count.
  const proof = proofOfDays(cal, unit === 'months' ? addDays(raw, -1) : from, raw, end)
  return {
    ...opening(cal, office, from, reckoned),
    formula: [
      unit === 'months'
        ? '到期月的对应日为最后一日，没有对应日的为月末日；最后一日是休假日的，顺延到其后第一个工作日'
        : '开始当日不计入，从次日起每天都数；最后一日是休假日的，顺延到其后第一个工作日',
    ],
    steps: [
      {
        label: '最后一日',
        says: `${spoken(from)}＋${amount}${unit === 'months' ? '个月' : '天'}＝${spoken(raw)}${isMonthEnd ? '（没有对应日，为月末日）' : ''}`,
      },
      {
        label: '顺延',
        says: raw === end ? '最后一日不是休假日，不顺延' : `${kindOfDay(cal, raw)}，顺延到${spoken(end)}`,
      },
    ],
    table: tableOf(unit === 'months' ? proof.map((one) => ({ ...one, nth: null })) : proof),
  }
}

function opening(cal: Calendar, office: string, from: Day, { day: end, provisional }: Reckoned) {
  const named = [...cal.notices.values()].filter(({ year }) => year >= yearOf(from) && year <= yearOf(end))
  return {
    says: `${spoken(end)}（${weekdays[weekday(end)]}）到期`,
    lines: [
      { label: '到期日', says: `${spoken(end)}（${weekdays[weekday(end)]}）` },
      { label: '截止时间', says: '当天停止办公的时间' },
      { label: '工作日历', says: office },
    ],
    notes: [
      ...(provisional ? [`${provisionalWords}。`] : []),
      ...named.map(({ year, source }) => `${year}年放假依据：${source}。`),
    ],
    sources: usual.sources(['deadline.count', 'deadline.weekend']),
    values: { due: end, provisional },
  }
}

function tableOf(proof: readonly Proof[]): Answer['table'] {
  return {
    title: '逐日说明',
    columns: ['日期', '星期', '计入', '第几天', '说明'],
    rows: proof.map(({ day: on, counts, nth, why }) => [
      ...[spoken(on), weekdays[weekday(on)], counts ? '计入' : '不计入', nth === null ? '' : String(nth), why],
    ]),
  }
}
