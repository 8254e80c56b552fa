import { isRefusal, type Refusal } from '#core/refusal.ts'

export type Page<Row> = { readonly rows: readonly Row[]; readonly next: string | null }

/** Rows that one look takes when all of them are wanted. */
export const pageRows = 1000

/**
 * All rows of a list that comes page by page, each page asked for when the one before has gone through. The refusal of the
 * first page; a later one can't refuse what the first allowed, and throws.
 */
export async function everyRow<Row>(
  page: (cursor: string | null) => Promise<Page<Row> | Refusal>,
): Promise<AsyncIterable<Row> | Refusal> {
  const first = await page(null)
  return isRefusal(first) ? first : rowsFrom(first, page)
}

/** All rows of a list that goes on after the key of its last row, `null` for the first, as they come. */
export async function* rowsAfter<Row>(
  page: (after: string | null, limit: number) => Promise<readonly Row[]>,
  keyOf: (row: Row) => string,
): AsyncGenerator<Row> {
  for (let after: string | null = null; ; ) {
    const rows: readonly Row[] = await page(after, pageRows)
    yield* rows
    const last = rows.at(-1)
    if (!last || rows.length < pageRows) return
    after = keyOf(last)
  }
}

/** Each row as it is shown, when it comes. */
export async function* shownAs<Row, View>(rows: AsyncIterable<Row>, view: (row: Row) => View): AsyncGenerator<View> {
  for await (const row of rows) yield view(row)
}

async function* rowsFrom<Row>(
  first: Page<Row>,
  page: (cursor: string | null) => Promise<Page<Row> | Refusal>,
): AsyncGenerator<Row> {
  for (let here = first; ; ) {
    yield* here.rows
    if (here.next === null) return
    const found = await page(here.next)
    if (isRefusal(found)) throw new TypeError(`a later page refused: ${found.says}`)
    here = found
  }
}
