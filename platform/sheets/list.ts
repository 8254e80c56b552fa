import { renderPages } from './render.ts'

/** A list to go round with; `widths` are shares, `day` is YYYY-MM-DD and dates the file. */
export type PrintedList = {
  readonly title: string
  readonly org: string
  readonly day: string
  readonly note: string
  readonly mark: string | null
  /** Across the page. */
  readonly wide: boolean
  readonly titles: readonly string[]
  readonly widths: readonly number[]
  readonly rows: readonly (readonly string[])[]
}

/** A plain list on A4, its head on each page. Throws a RangeError for a character without a glyph. */
export function printList({ day, ...list }: PrintedList): Promise<Uint8Array> {
  return renderPages('list', { ...list, date: day.split('-').map(Number) })
}
