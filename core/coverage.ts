import type { Process } from '#core/process.ts'
import { type ByHand, byHand } from '#regulation/by-hand.ts'
import type { Kept, RuleNumber } from '#regulation/clause.ts'
import { type ClauseId, clause, clauseIds } from '#regulation/clauses.ts'
import { type Artefact, artefacts, type Lack, lacks } from '#regulation/kept.ts'

/** 已落实 · 由人落实 · 尚未落实 */
export const keepings = { kept: '已落实', 'by-hand': '由人落实', 'not-yet': '尚未落实' } as const
export type Keeping = keyof typeof keepings

/** One thing that keeps a clause: a row of a table, or an artefact of `regulation/kept.ts`. */
export type Keeper = { readonly means: Kept; readonly what: string; readonly where: string }

export type ClauseState = {
  readonly id: ClauseId
  readonly rule: RuleNumber
  readonly words: string
  /** By what means the regulation's clause is to be kept. */
  readonly kept: readonly Kept[]
  readonly state: Keeping
  readonly by: readonly Keeper[]
  /** What it still lacks; empty unless a part of it is kept and another isn't. */
  readonly lacks: readonly string[]
  /** What of it is left to people, and why. */
  readonly hand: readonly Pick<ByHand, 'part' | 'why'>[]
}

type Table = Pick<Process, 'kind' | 'title' | 'opening' | 'moves'>

/**
 * How each clause stands, in the regulation's order. Kept: a row of a running table cites it or an artefact is listed
 * for it, and nothing is listed that it lacks. By hand: nothing but inspection could keep it, and the reason is written down. Else: not yet.
 */
export function clauseStates(
  tables: readonly Table[],
  listed: readonly Artefact[] = artefacts,
  hands: readonly ByHand[] = byHand,
  missing: readonly Lack[] = lacks,
): readonly ClauseState[] {
  const rows = tables.flatMap(rowsOf)
  return clauseIds.map((id) => {
    const { rule, words, kept } = clause(id)
    const by = unique([
      ...rows.filter(({ cites }) => cites.includes(id)).map(({ keeper }) => keeper),
      ...listed.filter((one) => one.clause === id).map(({ means, what, where }) => ({ means, what, where })),
    ])
    const hand = hands.filter((one) => one.clause === id).map(({ part, why }) => ({ part, why }))
    const short = missing.filter((one) => one.clause === id).map(({ what }) => what)
    const beyond = kept.every((means) => means === 'check' || means === 'design')
    const whole = by.length > 0 && short.length === 0
    const state = whole ? 'kept' : hand.length > 0 && beyond ? 'by-hand' : 'not-yet'
    return { id, rule, words, kept, state, by, lacks: short, hand }
  })
}

function rowsOf({
  kind,
  title,
  opening,
  moves,
}: Table): { readonly cites: readonly ClauseId[]; readonly keeper: Keeper }[] {
  const row = (label: string, name: string): Keeper => ({
    means: 'process',
    what: `${title}：${label}`,
    where: `${kind}.${name}`,
  })
  return [
    { cites: opening.cites, keeper: row(opening.label, 'open') },
    ...Object.entries(moves).map(([name, { label, cites }]) => ({ cites, keeper: row(label, name) })),
  ]
}

function unique(keepers: readonly Keeper[]): readonly Keeper[] {
  return [...new Map(keepers.map((keeper) => [`${keeper.where} ${keeper.what}`, keeper])).values()]
}
