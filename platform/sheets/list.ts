import { renderPages } from './render.ts'

type Part = {
  readonly note: string
  readonly titles: readonly string[]
  /** Shares of the page. */
  readonly widths: readonly number[]
  readonly rows: readonly (readonly string[])[]
}

/** A list to go round with; `day` is YYYY-MM-DD and dates the file. */
export type PrintedList = Part & {
  readonly title: string
  readonly org: string
  readonly day: string
  readonly mark: string | null
  /** Across the page. */
  readonly wide: boolean
  /** What has no room beside it, each under the title again on a page of its own. */
  readonly further?: readonly Part[]
}

/** A plain list on A4, its head on each page. Throws a RangeError for a character without a glyph. */
export function printList({ day, further = [], ...list }: PrintedList): Promise<Uint8Array> {
  const { title, org, mark, wide, ...first } = list
  return renderPages('list', { title, org, mark, wide, parts: [first, ...further], date: day.split('-').map(Number) })
}
