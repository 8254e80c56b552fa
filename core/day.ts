import type { Brand } from '#core/brand.ts'

/** A calendar day in Asia/Shanghai, `YYYY-MM-DD`. Compares as text. */
export type Day = Brand<string, 'day'>

/** A point in time, epoch milliseconds. Zoneless; shown in Asia/Shanghai, which is UTC+8 all year since 1992. */
export type Instant = Brand<number, 'instant'>

/** 0 = Sunday … 6 = Saturday. */
export type Weekday = 0 | 1 | 2 | 3 | 4 | 5 | 6

const MINUTE = 60_000
const DAY = 1440 * MINUTE
const SHANGHAI = 8 * 60 * MINUTE
const FORM = /^\d{4}-\d{2}-\d{2}$/
const ISO = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3})\d*)?)?(Z|[+-]\d{2}:\d{2})$/

/** Whether the text is a real day of the Gregorian calendar, written `YYYY-MM-DD`, from the year 1 on. */
export function isDay(text: unknown): text is Day {
  if (typeof text !== 'string' || !FORM.test(text)) return false
  const [year, month, date] = parts(text)
  return year > 0 && month >= 1 && month <= 12 && date >= 1 && date <= monthLength(year, month)
}

/** The day that the text names. RangeError when there is none (2025-02-30, 2025-1-1). */
export function day(text: string): Day {
  if (!isDay(text)) throw new RangeError(`not a day: ${text}`)
  return text
}

/** The day `count` days later (earlier when negative). */
export function addDays(from: Day, count: number): Day {
  return dayAt(dayNumber(from) + count)
}

/** The matching day `count` months later; the month's last day where it has no such day (民法典 202). */
export function addMonths(from: Day, count: number): Day {
  const [year, month, date] = parts(from)
  const months = year * 12 + (month - 1) + count
  const toYear = Math.floor(months / 12)
  const toMonth = months - toYear * 12 + 1
  return written(toYear, toMonth, Math.min(date, monthLength(toYear, toMonth)))
}

/** Natural days from `a` to `b`; negative when `b` is earlier. */
export function daysBetween(a: Day, b: Day): number {
  return dayNumber(b) - dayNumber(a)
}

export function yearOf(of: Day): number {
  return parts(of)[0]
}

export function weekday(of: Day): Weekday {
  return weekdayAt(dayNumber(of))
}

/** The weekday of a day number. 1970-01-01 was a Thursday. */
export function weekdayAt(number: number): Weekday {
  return ((((number + 4) % 7) + 7) % 7) as Weekday
}

/** Days since 1970-01-01, for arithmetic and table look-up. */
export function dayNumber(of: Day): number {
  const [year, month, date] = parts(of)
  const y = month > 2 ? year : year - 1
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + date - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

/** The day with this number; the inverse of `dayNumber`. */
export function dayAt(number: number): Day {
  const z = number + 719_468
  const era = Math.floor(z / 146_097)
  const doe = z - era * 146_097
  const yoe = Math.floor((doe - Math.floor(doe / 1460) + Math.floor(doe / 36_524) - Math.floor(doe / 146_096)) / 365)
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100))
  const m = Math.floor((5 * doy + 2) / 153)
  const month = m < 10 ? m + 3 : m - 9
  return written(yoe + era * 400 + (month <= 2 ? 1 : 0), month, doy - Math.floor((153 * m + 2) / 5) + 1)
}

/** The instant with these epoch milliseconds. RangeError unless a safe integer. */
export function instant(epochMs: number): Instant {
  if (!Number.isSafeInteger(epochMs)) throw new RangeError(`not an instant: ${epochMs}`)
  return epochMs as Instant
}

/** The day in Shanghai on which the instant falls. */
export function dayOf(at: Instant): Day {
  return dayAt(Math.floor((at + SHANGHAI) / DAY))
}

/** The minute of that day, 0 … 1439; begun minutes are rounded down. */
export function minuteOf(at: Instant): number {
  return Math.floor(millisecondOf(at) / MINUTE)
}

/** The instant `minute` minutes after the day's midnight, 0 … 1440. */
export function instantAt(on: Day, minute: number): Instant {
  if (!Number.isInteger(minute) || minute < 0 || minute > 1440) throw new RangeError(`not a minute of a day: ${minute}`)
  return instant(dayNumber(on) * DAY + minute * MINUTE - SHANGHAI)
}

/** `2026-11-23T09:00:00.000+08:00`. */
export function iso(at: Instant): string {
  const ms = millisecondOf(at)
  const seconds = `${pad(Math.floor(ms / 1000) % 60)}.${String(ms % 1000).padStart(3, '0')}`
  return `${dayOf(at)}T${clockTime(minuteOf(at))}:${seconds}+08:00`
}

/** The instant of an ISO 8601 text with a zone. RangeError without a zone: a guessed zone is a wrong time. */
export function parseInstant(text: string): Instant {
  const [, date = '', hour, minute, second = '0', fraction = '', zone = ''] = ISO.exec(text) ?? []
  const [h, m, s] = [Number(hour), Number(minute), Number(second)]
  if (!isDay(date) || !(h < 24 && m < 60 && s < 60)) throw new RangeError(`not an instant: ${text}`)
  const [zh, zm] = zone === 'Z' ? [0, 0] : [Number(zone.slice(1, 3)), Number(zone.slice(4, 6))]
  if (zh > 14 || zm > 59) throw new RangeError(`not an instant: ${text}`)
  const offset = (zh * 60 + zm) * (zone.startsWith('-') ? -1 : 1)
  return instant(dayNumber(date) * DAY + (h * 60 + m - offset) * MINUTE + s * 1000 + Number(fraction.padEnd(3, '0')))
}

/** 2026年11月23日 */
export function spoken(of: Day): string {
  const [year, month, date] = parts(of)
  return `${year}年${month}月${date}日`
}

/** 2026年11月23日 09:05 */
export function spokenAt(at: Instant): string {
  return `${spoken(dayOf(at))} ${clockTime(minuteOf(at))}`
}

/** 09:05 for a minute of the day. */
export function clockTime(minute: number): string {
  return `${pad(Math.floor(minute / 60))}:${pad(minute % 60)}`
}

function millisecondOf(at: Instant): number {
  return (((at + SHANGHAI) % DAY) + DAY) % DAY
}

/** Read by position, not by Number(slice): deadlines are worked out by the million in lists and sweeps. */
function parts(text: string): [year: number, month: number, date: number] {
  const digit = (at: number) => text.charCodeAt(at) - 48
  return [
    digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3),
    digit(5) * 10 + digit(6),
    digit(8) * 10 + digit(9),
  ]
}

function written(year: number, month: number, date: number): Day {
  if (!(year >= 1 && year <= 9999)) throw new RangeError(`no such year: ${year}`)
  return `${String(year).padStart(4, '0')}-${pad(month)}-${pad(date)}` as Day
}

function monthLength(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

function pad(number: number): string {
  return String(number).padStart(2, '0')
}
