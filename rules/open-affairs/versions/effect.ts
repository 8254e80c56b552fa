import type { Catalogue } from '#matter/catalogue.ts'
import type { Effect } from '#matter/effect.ts'
import { notMet } from '#office/refusals.ts'

/** Outside the demonstration a service is opened only in a version that a head has put in force (6.2). */
export function versionEffect(catalogue: Pick<Catalogue, 'inForce'>, mark: string | null): Effect {
  return async (_tx, _tenant, { before, after }) => {
    if (mark !== null || before !== null || after.kind !== 'case' || !after.service) return null
    if (catalogue.inForce(after.service.code)) return null
    return notMet('6.2', '这个事项的版本还没有由负责人发布，暂不能受理；请负责人到“事项版本”发布')
  }
}
