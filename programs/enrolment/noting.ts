import { type Day, dayOf } from '#core/day.ts'
import type { Setting } from '#core/process.ts'
import type { Problem } from '#core/refusal.ts'
import type { ServiceEnrolment } from '#core/service/format.ts'
import type { EnrolmentFacts } from './contract.ts'
import type { Touching } from './forms.ts'
import { type Card, type Enrolled, note } from './policy.ts'

export const touchSays = ({ number, what }: Touching): string => `本人${what}（${number}），记为与本人的联系`
/** The person was in touch about something else: no exit is due to silence any more; the next contact of the register stays due. */
export const touched = (facts: EnrolmentFacts, input: Touching, setting: Setting): EnrolmentFacts => ({
  ...note('case', facts, touchSays(input), setting),
  contacted: dayOf(setting.at),
})

/** Another result has overtaken this register: somebody looks into it and proposes the exit, or says why not (8.4). */
export function overtaken({ overtaken: by }: ServiceEnrolment) {
  return (
    facts: EnrolmentFacts,
    input: { readonly on: Day; readonly by: string },
    { at }: Setting,
  ): EnrolmentFacts => ({
    ...facts,
    proposed: {
      ...{ at, by: null, reason: by?.reason ?? '', on: input.on, basis: input.by },
      says: '由另一项登记提出，待承办人核实',
    },
  })
}

/** Where nobody stands twice, another result goes on with an entry only if it changes the category (8.2). */
export function againFaults({ once }: ServiceEnrolment) {
  return ({ facts, number }: Enrolled, { category }: Card): readonly Problem[] => {
    if (!once || (category !== undefined && category !== facts.category)) return []
    const says = `${facts.name}已认定并在册（${number}），没有变化的不再重新认定：在那里复核、登记变动，或先登记退出`
    return [{ at: '/idNumber', says, clause: '8.2' }]
  }
}
