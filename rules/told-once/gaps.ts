import type { Setting } from '#core/process.ts'
import type { Service } from '#core/service/format.ts'
import { eightOpens } from '#core/service/opens.ts'
import type { CaseFacts, Fault, Gap, Notice } from './contract.ts'

const found = { missing: '缺少', wrong: '不合格' } as const

/** Everything that the last review found wanting, in whole sentences: the notice is complete by construction (8.1). */
export function gapsOf(service: Service, { review }: CaseFacts): readonly Gap[] {
  if (!review) return []
  const basis = (id: string) => basisOf(service, id)
  const materials = review.materials.flatMap(({ id, result, reason }): Gap[] => {
    const material = service.materials.find((one) => one.id === id)
    if (!material || (result !== 'missing' && result !== 'wrong')) return []
    const { name, standard, basis: by } = material
    return [
      {
        kind: 'material',
        id,
        name,
        requirement: standard,
        reason: `${found[result]}：${reason ?? ''}`,
        basis: basis(by),
      },
    ]
  })
  const conditions = review.conditions.flatMap(({ id, result, reason }): Gap[] => {
    const condition = service.conditions.find((one) => one.id === id)
    if (!condition || result === 'yes') return []
    const { label, fails, basis: by } = condition
    return [{ kind: 'condition', id, name: label, requirement: label, reason: reason ?? fails, basis: basis(by) }]
  })
  return [...materials, ...conditions]
}

function basisOf(service: Service, id: string): string {
  const basis = service.basis.find((one) => one.id === id)
  return basis ? `《${basis.title}》${basis.number ? `（${basis.number}）` : ''}${basis.article ?? ''}` : ''
}

/** All legal grounds of a service as printed. */
export function groundsOf(service: Service): readonly string[] {
  return eightOpens(service).find(({ key }) => key === 'basis')?.says ?? []
}

/** The procedure of a service as printed. */
export function procedureOf(service: Service): readonly string[] {
  return eightOpens(service).find(({ key }) => key === 'procedure')?.says ?? []
}

/**
 * Issues a notice. What it asks for although an earlier one could have named it — it was there to be seen, and has
 * not been handed in anew since — is written down as a fault of whoever asks (8.1).
 */
export function noticed(service: Service) {
  return (facts: CaseFacts, _input: unknown, { at, actor }: Setting): CaseFacts => {
    const gaps = gapsOf(service, facts)
    const notices: readonly Notice[] = [...(facts.notices ?? []), { at, gaps }]
    const late = lateDemands(facts, gaps)
    const fault: Fault = { at, clause: '8.1', what: late.map(({ name }) => name), by: actor?.staff ?? '' }
    const { changed: _handedIn, ...rest } = facts
    if (late.length === 0) return { ...rest, notices }
    return { ...rest, notices, faults: [...(facts.faults ?? []), fault] }
  }
}

/** Demands that an earlier notice could have named. */
export function lateDemands(facts: CaseFacts, gaps: readonly Gap[]): readonly Gap[] {
  if (!facts.notices?.length) return []
  const told = new Set(facts.notices.flatMap((notice) => notice.gaps.map(keyOf)))
  const changed = new Set(facts.changed ?? [])
  return gaps.filter((gap) => !told.has(keyOf(gap)) && !changed.has(keyOf(gap)))
}

export const keyOf = ({ kind, id }: Pick<Gap, 'kind' | 'id'>): string => `${kind}:${id}`
