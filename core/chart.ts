import type { Process } from '#core/process.ts'
import { relations } from '#core/relation.ts'
import type { ClauseId } from '#regulation/clauses.ts'

/** The flow of a process as data for a drawing: states, and one arrow for each way a move can lead. */
export type Chart = {
  readonly kind: string
  readonly title: string
  readonly opens: { readonly label: string; readonly to: readonly End[]; readonly input: unknown }
  readonly states: readonly {
    readonly id: string
    readonly label: string
    readonly closed: boolean
    readonly clock: string | null
  }[]
  readonly moves: readonly Arrow[]
  /** What its steps write down, by the step. */
  readonly written?: Readonly<Record<string, unknown>>
}
/** A state that a step leads to, and in which case, where there are two. */
type End = { readonly state: string; readonly when: string | null }
export type Arrow = {
  readonly move: string
  readonly label: string
  readonly from: readonly string[]
  /** Null: the state stays. */
  readonly to: readonly End[] | null
  readonly by: readonly string[]
  readonly clauses: readonly ClauseId[]
}

/** The chart on the wall, drawn from the same table the judge reads (1.2.i). */
export function chartOf(process: Process): Chart {
  const { kind, title, opening, states, moves, clocks, written } = process
  return {
    kind,
    title,
    opens: { label: opening.label, to: endsOf(opening.to), input: opening.input },
    states: Object.entries(states).map(([id, state]) => ({
      id,
      label: state.label,
      closed: state.closed === true,
      clock: state.closed
        ? null
        : typeof state.clock === 'string'
          ? (clocks[state.clock]?.label ?? state.clock)
          : state.clock.pausedFor,
    })),
    moves: Object.entries(moves)
      .filter(([, move]) => !move.quiet || move.to !== undefined)
      .map(([name, { label, from, to, by, cites }]) => ({
        move: name,
        label,
        from,
        to: to === undefined ? null : endsOf(to),
        by: by.map((relation) => relations[relation]),
        clauses: cites,
      })),
    ...(written && { written }),
  }
}

function endsOf(to: Process['opening']['to']): readonly End[] {
  if (typeof to === 'string') return [{ state: to, when: null }]
  return [
    { state: to.leads, when: to.when.says },
    { state: to.otherwise, when: `非${to.when.says}` },
  ]
}

/** The same chart as text for a page that can draw Mermaid: one arrow for each way a move can lead. */
export function mermaidOf({ opens, states, moves }: Chart): string {
  const number = new Map(states.map(({ id }, i) => [id, `s${i + 1}`]))
  const ways = (start: string, label: string, ends: readonly End[]) =>
    ends.map(
      ({ state, when }) => `  ${start} --> ${number.get(state)}: ${when === null ? label : `${label}（${when}）`}`,
    )
  const arrows = moves.flatMap(({ label, from, to }) =>
    (to ?? []).flatMap((end) => from.flatMap((start) => ways(number.get(start) ?? '', label, [end]))),
  )
  return [
    'stateDiagram-v2',
    ...states.map(({ id, label }) => `  state "${label}" as ${number.get(id)}`),
    ...ways('[*]', opens.label, opens.to),
    ...arrows,
    ...states.filter(({ closed }) => closed).map(({ id }) => `  ${number.get(id)} --> [*]`),
  ].join('\n')
}
