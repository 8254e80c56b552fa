import type { Refusal } from '#core/refusal.ts'

export type Page<Row> = { readonly rows: readonly Row[]; readonly next: string | null }

/** Rows that one look takes when all of them are wanted. */
export const pageRows = 1000

/** All rows of a list that comes page by page; the refusal when there are more than so many. */
export async function allPages<Row>(
  most: number,
  tooMany: Refusal,
  page: (cursor: string | null) => Promise<Page<Row>>,
): Promise<readonly Row[] | Refusal> {
  const all: Row[] = []
  for (let cursor: string | null = null; ; ) {
    const { rows, next }: Page<Row> = await page(cursor)
    all.push(...rows)
    if (all.length > most) return tooMany
    if (next === null) return all
    cursor = next
  }
}
