import { evaluate, type Scope } from '#core/service/expression.ts'
import type { ConditionRow, Service } from '#core/service/format.ts'

/**
 * What the machine makes of one condition (8.2): met, failed, not applicable, or `ask` — a person must say yes or no,
 * with a reason, because the machine can't see it or because the service says so.
 */
export type Finding = {
  readonly id: string
  readonly label: string
  readonly is: 'met' | 'failed' | 'ask' | 'notApplicable'
  /** Why it fails or what has to be looked at; empty when met. */
  readonly says: string
  readonly basis: string
}

/** Reviews every condition of a service against a form, in the file's order. */
export function reviewConditions(service: Service, scope: Scope): readonly Finding[] {
  return service.conditions.map((row) => findingOf(service, row, scope))
}

function findingOf(service: Service, row: ConditionRow, scope: Scope): Finding {
  const { id, label, basis } = row
  const applies = row.when === undefined ? true : evaluate(service, row.when, scope)
  if (applies === false) return { id, label, basis, is: 'notApplicable', says: '' }
  const checked = row.check === undefined ? 'unknown' : evaluate(service, row.check, scope)
  if (applies === true && checked === false) return { id, label, basis, is: 'failed', says: row.fails }
  if (applies === true && checked === true && !row.askPerson) return { id, label, basis, is: 'met', says: '' }
  return { id, label, basis, is: 'ask', says: row.how ?? '请核对后确认' }
}
