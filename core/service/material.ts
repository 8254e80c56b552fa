import { evaluate, type Scope } from '#core/service/expression.ts'
import type { Material, Service } from '#core/service/format.ts'

/**
 * A material as it stands for one applicant. `exempt`: not asked for while the data sharing named in `material.exempt`
 * answers. `unknown`: it depends on an answer that isn't given yet.
 */
export type Needed = { readonly material: Material; readonly is: 'needed' | 'optional' | 'exempt' | 'unknown' }

/**
 * The materials that apply to given answers, in the file's order; what doesn't apply is left out, so that the
 * one-time notice lists everything and nothing else (8.1).
 */
export function materialsFor(service: Service, scope: Scope): readonly Needed[] {
  return service.materials.flatMap((material): Needed[] => {
    const applies = material.when === undefined ? true : evaluate(service, material.when, scope)
    if (applies === false) return []
    if (applies === 'unknown') return [{ material, is: 'unknown' }]
    if (material.exempt !== undefined) return [{ material, is: 'exempt' }]
    return [{ material, is: material.required ? 'needed' : 'optional' }]
  })
}
