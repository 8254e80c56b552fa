import { type Day, isDay } from '#core/day.ts'
import { isSealed } from '#core/matter.ts'
import { ageOn, citizen, citizenProblems } from '#core/numbers.ts'
import { retirement } from '#core/retirement.ts'
import type { Scope } from '#core/service/expression.ts'

type Person = { readonly born: Day; readonly sex: 'male' | 'female' }

/**
 * What expressions may read of a form on a day. The applicant's age, sex and whether the retirement age has passed come
 * from the field `idNumber`, plain as it is typed or sealed as it is kept; without a sound number they are unknown.
 */
export function scopeOf(form: Readonly<Record<string, unknown>>, today: Day): Scope {
  const plain = Object.fromEntries(
    Object.entries(form).map(([name, value]) => [name, isSealed(value) ? value.masked : value]),
  )
  const person = personOf(form.idNumber, today)
  if (!person) return { form: plain, today }
  const passed = pastRetirement(person, today)
  return {
    form: plain,
    today,
    age: ageOn(person.born, today),
    sex: person.sex,
    ...(passed === null ? {} : { pastRetirement: passed }),
  }
}

function personOf(idNumber: unknown, today: Day): Person | null {
  if (isSealed(idNumber)) {
    const { born, sex } = idNumber
    return born !== undefined && isDay(born) && sex !== undefined ? { born, sex } : null
  }
  if (typeof idNumber !== 'string' || citizenProblems(idNumber, today).length > 0) return null
  const { birth, sex } = citizen(idNumber)
  return { born: birth, sex: sex === '男' ? 'male' : 'female' }
}

/** Null for a woman between her two possible ages: whether hers is the worker's or the cadre's, a person must say. */
function pastRetirement({ born, sex }: Person, today: Day): boolean | null {
  const month = today.slice(0, 7)
  if (sex === 'male') return month > retirement('man60', born).month
  if (month > retirement('woman55', born).month) return true
  return month > retirement('woman50', born).month ? null : false
}
