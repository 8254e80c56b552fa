import type { Refusal } from '#core/refusal.ts'
import type { Stand } from '#office/register.ts'
import type { Tx } from '#platform/db/db.ts'
import type { ClauseId } from '#regulation/clauses.ts'

type Option = { readonly code: string; readonly label: string }

/** One column of a table that is taken in, as its template asks it. */
export type ImportColumn = {
  readonly name: string
  readonly title: string
  readonly type: 'text' | 'integer' | 'day' | 'month' | 'yesNo' | 'choice' | 'list'
  readonly required: boolean
  readonly options?: readonly Option[]
  readonly hint?: string
  /** What the example row shows. */
  readonly example: string
}

/** One line of the table as it was understood: values by column, and the number of its row in the book. */
export type ImportLine = {
  readonly row: number
  readonly values: Readonly<Record<string, unknown>>
  /** What stands in the cells that mean nothing in their columns, for the report. */
  readonly written?: Readonly<Record<string, string>>
}

/** What goes in together: a line, or the lines of one household. `id` is the same whenever the same job tries it again. */
export type ImportUnit = { readonly id: string; readonly lines: readonly ImportLine[] }

/** Where a refusal's pointer stands in the table: which line of the unit, and which column, if one. */
export type ImportPlace = { readonly line: number; readonly column: string | null }

/**
 * A kind of table that can be taken in. `enter` is the command by which the same is entered by hand: no other way writes it. It
 * takes a chunk and answers for each unit; it refuses before it writes anything of it, so that a refused line leaves no trace beside
 * those that pass.
 */
export type ImportKind = {
  readonly word: string
  readonly title: string
  readonly clause: ClauseId
  /** Lines at most in one book. */
  readonly most: number
  /** Units in one transaction. */
  readonly chunk: number
  /** What it is taken into, such as a round; kinds without need none. */
  readonly targets?: (tx: Tx, stand: Stand) => Promise<readonly { readonly id: string; readonly name: string }[]>
  /** Why this person may not; null where they may. */
  readonly may: (tx: Tx, stand: Stand, target: string | null) => Promise<Refusal | null>
  readonly columns: (tx: Tx, stand: Stand, target: string | null) => Promise<readonly ImportColumn[]>
  /** Lines with the same, one after the other, go in together; without it each goes alone. */
  readonly together?: (line: ImportLine) => string
  /** What may be there only once: a second time in the book is told at once, with the row of the first. */
  readonly once: (unit: Pick<ImportUnit, 'lines'>) => readonly { readonly key: string; readonly column: string }[]
  readonly enter: (
    tx: Tx,
    stand: Stand,
    units: readonly ImportUnit[],
    target: string | null,
  ) => Promise<readonly (Refusal | null)[]>
  readonly place: (at: string) => ImportPlace
}

/** The kinds that this house takes in, by their words. */
export type ImportKinds = ReadonlyMap<string, ImportKind>

/** A chunk whose units are entered one after the other. */
export function oneByOne(
  enter: (tx: Tx, stand: Stand, unit: ImportUnit) => Promise<Refusal | null>,
): ImportKind['enter'] {
  return async (tx, stand, units) => {
    const refused: (Refusal | null)[] = []
    for (const unit of units) refused.push(await enter(tx, stand, unit))
    return refused
  }
}

/** For lines that go in alone: the pointer names the column. */
export function ownPlace(at: string): ImportPlace {
  return { line: 0, column: at.split('/')[1] ?? null }
}
