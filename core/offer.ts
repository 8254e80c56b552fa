import type { TSchema } from 'typebox'
import type { Matter } from '#core/matter.ts'
import { type Condition, type Move, type Process, type Setting, whoMay } from '#core/process.ts'
import type { Problem, Refusal } from '#core/refusal.ts'
import { type Relation, relations } from '#core/relation.ts'
import { problemsOf } from '#core/shape.ts'
import { unkindIn } from '#core/tone.ts'
import type { ClauseId } from '#regulation/clauses.ts'

/** One thing a person could ask of this matter now: open, or closed with its reason. */
export type Offer = {
  readonly move: string
  readonly label: string
  readonly clauses: readonly [ClauseId, ...ClauseId[]]
  readonly input: TSchema
  readonly refusal: Refusal | null
  readonly main: boolean
}

/** Every move drawn from this state, each open or closed with its reason. */
export function offers(process: Process, matter: Matter, as: ReadonlySet<Relation>, setting: Setting): Offer[] {
  return Object.entries(process.moves)
    .filter(([, move]) => isDrawn(move, matter, setting))
    .map(([name, move]) => ({
      move: name,
      label: move.label,
      clauses: move.cites,
      input: shapeOf(move, matter, setting),
      refusal: closed(process, matter, name, as, setting),
      main: move.main === true,
    }))
}

/** Time and the visitor have doors of their own; what is beside the point just now is left out. */
function isDrawn(move: Move, matter: Matter, setting: Setting): boolean {
  if (move.quiet || !move.from.includes(matter.state)) return false
  if (!move.by.some((relation) => relation !== 'time' && relation !== 'visitor')) return false
  return !move.needs?.some((condition) => condition.hides && !condition.holds(matter, setting))
}

/** The form of a move on this matter; an empty object when it asks nothing. */
export function shapeOf(move: Move, matter: Matter, setting: Setting): TSchema {
  return move.shape?.(matter, setting) ?? move.input ?? { type: 'object', properties: {}, additionalProperties: false }
}

/** The one judge: routes, jobs and tests all ask here. Null means go ahead. */
export function judge(
  process: Process,
  matter: Matter,
  ask: { readonly move: string; readonly as: ReadonlySet<Relation>; readonly input: unknown },
  setting: Setting,
): Refusal | null {
  return (
    closed(process, matter, ask.move, ask.as, setting) ??
    misfilled(process.moves[ask.move]!, matter, ask.input, setting)
  )
}

/** What can be known before the form is filled: the step, the state, the person, the conditions. */
function closed(
  process: Process,
  matter: Matter,
  name: string,
  as: ReadonlySet<Relation>,
  setting: Setting,
): Refusal | null {
  const move = Object.hasOwn(process.moves, name) ? process.moves[name] : undefined
  if (!move) return { refused: 'no-such-move', clause: null, says: '没有这个办理步骤' }
  const clause = move.cites[0]
  if (!move.from.includes(matter.state)) {
    const state = process.states[matter.state]?.label ?? matter.state
    return { refused: 'not-from-here', clause, says: `现在是“${state}”，不能${move.label}` }
  }
  if (!move.by.some((relation) => as.has(relation))) {
    return { refused: 'not-yours', clause, says: `应由${whoMay(move, relations)}办理` }
  }
  const unmet = move.needs?.find((condition) => !condition.holds(matter, setting))
  return unmet ? { refused: 'not-met', clause: unmet.clause, says: sayingOf(unmet, matter, setting) } : null
}

function sayingOf(condition: Condition, matter: Matter, setting: Setting): string {
  return condition.explain?.(matter, setting) ?? condition.says
}

function misfilled(move: Move, matter: Matter, input: unknown, setting: Setting): Refusal | null {
  const form = shapeOf(move, matter, setting)
  const shape = problemsOf(form, input)
  const problems: readonly Problem[] = shape.length
    ? shape
    : [...(move.checks?.(matter, input as never, setting) ?? []), ...unkindIn(form, input, setting.unkind)]
  return problems.length ? badInput(move.cites[0], problems) : null
}

/** A refusal for a form: the first problem as the sentence, all of them with their places. */
export function badInput(clause: ClauseId | null, problems: readonly Problem[]): Refusal {
  const first = problems[0]?.says ?? '填写有误'
  return {
    refused: 'bad-input',
    clause: problems[0]?.clause ?? clause,
    says: problems.length > 1 ? `${first}（共 ${problems.length} 处）` : first,
    problems,
  }
}
