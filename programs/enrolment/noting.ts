import { dayOf } from '#core/day.ts'
import type { Setting } from '#core/process.ts'
import type { EnrolmentFacts } from './contract.ts'
import type { Touching } from './forms.ts'
import { note } from './policy.ts'

export const touchSays = ({ number, what }: Touching): string => `本人${what}（${number}），记为与本人的联系`
/** The person was in touch about something else: no exit is due to silence any more; the next contact of the register stays due. */
export const touched = (facts: EnrolmentFacts, input: Touching, setting: Setting): EnrolmentFacts => ({
  ...note('case', facts, touchSays(input), setting),
  contacted: dayOf(setting.at),
})
