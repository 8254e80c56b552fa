import { type Day, isDay } from '#core/day.ts'
import { isSealed } from '#core/matter.ts'
import { ageOn, citizen, citizenProblems } from '#core/numbers.ts'
import { retirement } from '#core/retirement.ts'

export type Person = { readonly born: Day; readonly sex: 'male' | 'female' }

/** Who is behind a citizen number, plain as it is typed or sealed as it is kept; null without a sound one. */
export function personOf(idNumber: unknown, today: Day): Person | null {
  if (isSealed(idNumber)) {
    const { born, sex } = idNumber
    return born !== undefined && isDay(born) && sex !== undefined ? { born, sex } : null
  }
  if (typeof idNumber !== 'string' || citizenProblems(idNumber, today).length > 0) return null
  const { birth, sex } = citizen(idNumber)
  return { born: birth, sex: sex === '男' ? 'male' : 'female' }
}

/** Null for a woman between her two possible ages: whether hers is the worker's or the cadre's, a person must say. */
export function pastRetirement({ born, sex }: Person, today: Day): boolean | null {
  const month = today.slice(0, 7)
  if (sex === 'male') return month > retirement('man60', born).month
  if (month > retirement('woman55', born).month) return true
  return month > retirement('woman50', born).month ? null : false
}

/** A person of a row as expressions see them: the number as it is shown, and what it tells. A class, since CEL knows its own types by it. */
export class Citizen {
  readonly number: string
  readonly age: number | undefined
  readonly sex: 'male' | 'female' | undefined
  readonly past: boolean | undefined
  /** What the office holds of them, by service. */
  readonly record?: object

  constructor(idNumber: unknown, today: Day, record?: object) {
    const person = personOf(idNumber, today)
    this.number = isSealed(idNumber) ? idNumber.masked : String(idNumber)
    this.age = person ? ageOn(person.born, today) : undefined
    this.sex = person?.sex
    this.past = person ? (pastRetirement(person, today) ?? undefined) : undefined
    if (record) this.record = record
  }
}
