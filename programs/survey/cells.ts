/** Cells that add up to another one, which is shown beside them: a row to its sum, a column to its sum. */
export type Line = { readonly cells: readonly number[]; readonly sum: number }

/**
 * Which counts are kept back: every one from 1 to less than `least`, and as many more that none of these follows from the
 * others of its line: in no line is exactly one kept back, and where the sum is shown, what is kept back below it adds up to
 * no less than `least`. A count of 0 is shown as long as it hides nothing: nobody stands behind it.
 */
export function keptBack(counts: readonly number[], lines: readonly Line[], least: number): ReadonlySet<number> {
  const hidden = new Set(counts.flatMap((count, at) => (count > 0 && count < least ? [at] : [])))
  for (let changed = true; changed; ) {
    changed = false
    for (const line of lines) {
      const next = tells(counts, line, hidden, least) ? nextOf(counts, line, hidden) : null
      if (next === null) continue
      hidden.add(next)
      changed = true
    }
  }
  return hidden
}

/** Whether what a line shows tells too much of what it keeps back. */
function tells(counts: readonly number[], { cells, sum }: Line, hidden: ReadonlySet<number>, least: number): boolean {
  const back = cells.filter((at) => hidden.has(at))
  if (hidden.has(sum)) return back.length === 0
  return back.length === 1 || (back.length > 1 && total(counts, back) < least)
}

/** The next to go: the smallest that is shown and not 0, then a 0, the sum last. */
function nextOf(counts: readonly number[], { cells, sum }: Line, hidden: ReadonlySet<number>): number | null {
  const rank = (at: number) => (counts[at] === 0 ? Number.MAX_SAFE_INTEGER : (counts[at] ?? 0))
  const [first] = cells.filter((at) => !hidden.has(at)).toSorted((a, b) => rank(a) - rank(b))
  return first ?? (hidden.has(sum) ? null : sum)
}

function total(counts: readonly number[], at: readonly number[]): number {
  return at.reduce((all, one) => all + (counts[one] ?? 0), 0)
}

/** A table with its sums: rows of cells, each with the row's sum behind it, and a last row of the columns' sums. */
export function withSums(rows: readonly (readonly number[])[], width: number): readonly (readonly number[])[] {
  const below = Array.from({ length: width }, (_, c) => rows.reduce((all, row) => all + (row[c] ?? 0), 0))
  return [...rows, below].map((row) => [...row, row.reduce((all, count) => all + count, 0)])
}

/** The same table with null where a count is kept back; every row and every column is a line. */
export function suppressed(
  table: readonly (readonly number[])[],
  least: number,
): readonly (readonly (number | null)[])[] {
  const width = table[0]?.length ?? 0
  const height = table.length
  const spot = (r: number, c: number) => r * width + c
  const upTo = (count: number) => Array.from({ length: Math.max(0, count) }, (_, n) => n)
  const lines = [
    ...upTo(height).map((r) => ({ cells: upTo(width - 1).map((c) => spot(r, c)), sum: spot(r, width - 1) })),
    ...upTo(width).map((c) => ({ cells: upTo(height - 1).map((r) => spot(r, c)), sum: spot(height - 1, c) })),
  ]
  const hidden = keptBack(table.flat(), lines, least)
  return table.map((row, r) => row.map((count, c) => (hidden.has(spot(r, c)) ? null : count)))
}
