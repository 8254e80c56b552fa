import { badInput } from '#core/offer.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import type { ClauseId } from '#regulation/clauses.ts'

export type Page<Row> = { readonly rows: readonly Row[]; readonly next: string | null }

/** Rows that one look takes when all of them are wanted. */
export const pageRows = 1000

/** How long a list may be that is taken whole, by which clause it is kept, and the field by which it gets shorter. */
export type Bound = { readonly most: number; readonly clause: ClauseId; readonly at?: string }

/** All rows of a list that comes page by page; the refusal when there are more than so many. */
export async function allPages<Row>(
  { most, clause, at = '/from' }: Bound,
  page: (cursor: string | null) => Promise<Page<Row> | Refusal>,
): Promise<readonly Row[] | Refusal> {
  const all: Row[] = []
  for (let cursor: string | null = null; ; ) {
    const found: Page<Row> | Refusal = await page(cursor)
    if (isRefusal(found)) return found
    const { rows, next } = found
    all.push(...rows)
    if (all.length > most) return badInput(clause, [{ at, says: `一次最多导出${most}条，请缩小范围后分次导出` }])
    if (next === null) return all
    cursor = next
  }
}
