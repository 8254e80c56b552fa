import type { Day } from '#core/day.ts'
import { isSealed } from '#core/matter.ts'
import { ageOn } from '#core/numbers.ts'
import type { Scope } from '#core/service/expression.ts'
import type { Figures } from '#core/service/figure.ts'
import { pastRetirement, personOf } from '#core/service/person.ts'
import type { Look } from '#core/service/record.ts'

/**
 * What expressions may read of a form on a day. The applicant's age, sex and whether the retirement age has passed come
 * from the field `idNumber`, plain as it is typed or sealed as it is kept; without a sound number they are unknown.
 * `setting`: the figures that hold for this matter; without them, the ones of the service's file that hold on the day.
 * `look`: what the office holds of a person by their number's fingerprint; without it, records are unknown. `applied`: the
 * day on which the case was opened; unknown while its form is filled in.
 */
export function scopeOf(
  form: Readonly<Record<string, unknown>>,
  today: Day,
  setting?: Figures,
  look?: Look | undefined,
  applied?: Day,
): Scope {
  const plain = Object.fromEntries(
    Object.entries(form).map(([name, value]) => [name, isSealed(value) ? value.masked : value]),
  )
  const person = personOf(form.idNumber, today)
  const figures = {
    ...(setting && { setting }),
    ...(look && { look }),
    ...(applied && { applied }),
    ...(isSealed(form.idNumber) && { blind: form.idNumber.blind }),
    ...(isSealed(form.householdNumber) && { household: form.householdNumber }),
  }
  if (!person) return { form: plain, today, ...figures }
  const passed = pastRetirement(person, today)
  return {
    form: plain,
    today,
    ...figures,
    age: ageOn(person.born, today),
    sex: person.sex,
    ...(passed === null ? {} : { pastRetirement: passed }),
  }
}
