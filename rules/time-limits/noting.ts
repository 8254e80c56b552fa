import type { Matter } from '#core/matter.ts'
import type { ClockStep, Move, Process, Setting } from '#core/process.ts'
import type { Service } from '#core/service/format.ts'
import type { CaseFacts } from '#rules/told-once/contract.ts'
import { explainBegins } from './explain.ts'
import { type Late, type LatenessKind, latenessOf, newlyLate } from './lateness.ts'

type Row = Move<string, CaseFacts>
type Case = Matter<CaseFacts>

/** The statutory limit runs, stands and ends beside the promised one; an extension lengthens the promise alone (7.5). */
export function alsoByLaw(service: Service, steps: readonly ClockStep[]): readonly ClockStep[] {
  if (!service.limits.statutory) return steps
  return steps.flatMap((step): readonly ClockStep[] => {
    if (step.clock !== 'limit' || step.do === 'extend') return [step]
    return [
      step,
      step.do === 'start'
        ? { ...step, clock: 'statutory', limit: 'service.statutory' }
        : { ...step, clock: 'statutory' },
    ]
  })
}

/** Every row of a case, so that whoever makes a move when it is late writes the lateness down with it, once (7.4, 7.5). */
export function noting(
  service: Service,
  clocks: Process['clocks'],
  rows: Readonly<Record<string, Row>>,
): Record<string, Row> {
  const noted = Object.entries(rows).map(([name, row]) => [name, lateNoted(service, clocks, name, row)] as const)
  return Object.fromEntries(noted)
}

function lateNoted(service: Service, clocks: Process['clocks'], name: string, row: Row): Row {
  const steps = alsoByLaw(service, row.clocks ?? [])
  const ends = steps.some((step) => step.clock === '*' && step.do === 'stop')
  const own = row.keeps?.bind(row)
  return {
    ...row,
    keeps: (facts: CaseFacts, input: never, setting: Setting, matter: Case): CaseFacts => {
      const kept = own?.(facts, input, setting, matter) ?? facts
      const fresh = [...newlyLate({ clocks }, matter, setting.at), ...byAct(name, facts, kept, setting)]
      return fresh.length > 0 ? { ...kept, lateness: [...latenessOf(kept), ...fresh] } : kept
    },
    ...((steps.length > 0 || !ends) && { clocks: ends ? steps : [...steps, explainBegins] }),
  }
}

/** What is late because of what was just done: asked for after the date, or told a second time. */
function byAct(name: string, before: CaseFacts, after: CaseFacts, { at, actor }: Setting): readonly Late[] {
  const kinds: LatenessKind[] = [
    ...(name === 'ask-late' ? (['extension-late'] as const) : []),
    ...((after.faults?.length ?? 0) > (before.faults?.length ?? 0) ? (['second-notice'] as const) : []),
  ]
  return kinds.map((kind) => ({
    ...{ kind, clock: null, since: at, notedAt: at },
    ...{ posts: actor ? [actor.post] : [], staff: actor?.staff ?? null },
  }))
}
