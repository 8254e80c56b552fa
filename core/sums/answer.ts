import type { TSchema } from 'typebox'
import type { Calendar } from '#core/calendar.ts'
import type { Day } from '#core/day.ts'
import type { Refusal } from '#core/refusal.ts'
import type { Book } from '#core/sums/book.ts'
import type { Confidence } from '#regulation/confidence.ts'

export type Line = { readonly label: string; readonly says: string }

/** Where a number comes from, as it is shown beside the result. */
export type Source = {
  readonly label: string
  readonly source: string
  readonly region: string
  readonly since: string | null
  readonly until: string | null
  readonly confidence: Confidence
  readonly confidenceLabel: string
  readonly toConfirm: boolean
}

export type Table = {
  readonly title: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** What a calculator answers: the result first, then how it came about. `values` says it to scripts; money in yuan. */
export type Answer = {
  readonly says: string
  readonly lines: readonly Line[]
  readonly formula: readonly string[]
  readonly steps: readonly Line[]
  readonly table: Table | null
  readonly notes: readonly string[]
  readonly sources: readonly Source[]
  readonly values: Readonly<Record<string, string | number | boolean | null>>
}

/** What a calculation is made under: the day, and the calendar and the amounts of the office that is asked. */
export type Setting = {
  readonly today: Day
  readonly calendar: Calendar
  readonly office: string
  readonly book: Book
}

export type Calculator = {
  readonly name: string
  readonly title: string
  /** The service that it belongs to; null for all. */
  readonly service: string | null
  readonly says: string
  readonly form: TSchema
  readonly run: (input: unknown, setting: Setting) => Answer | Refusal
}
