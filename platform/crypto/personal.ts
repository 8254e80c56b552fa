import { creditProblems } from '#core/numbers.ts'

/** Kinds of personal data that are kept sealed; the `x-personal` words of the forms. */
export type PersonalKind = 'idNumber' | 'phone' | 'bankCard' | 'householdNumber' | 'name' | 'text'

/** Also found by its blind form: the code of an undertaking, though public and never masked, and the end of a number. */
export type FoundKind = PersonalKind | 'creditCode' | 'tail'

/**
 * As people are shown a value that they have not asked to see (domain: 去标识化). A citizen number keeps its place and
 * its end, a phone both ends, a card its last four, a name its surname; whatever has another shape keeps less.
 */
export function mask(kind: PersonalKind, value: string): string {
  const signs = [...normalize(kind, value)]
  const keep = (first: number, last: number): string =>
    [...signs.slice(0, first), ...'*'.repeat(signs.length - first - last), ...signs.slice(signs.length - last)].join('')
  switch (kind) {
    case 'idNumber':
      return signs.length === 18 ? keep(6, 4) : keep(0, signs.length > 8 ? 4 : 0)
    case 'phone':
      return signs.length >= 11 ? keep(3, 4) : keep(0, signs.length > 5 ? 2 : 0)
    case 'bankCard':
      return keep(0, signs.length > 8 ? 4 : 0)
    case 'householdNumber':
      return keep(0, signs.length > 8 ? 4 : signs.length > 3 ? 2 : 0)
    case 'name':
      return signs.length > 1 ? keep(1, 0) : '*'
    case 'text':
      return '***'
  }
}

/** One spelling for one value, so that what was typed with spaces, full-width or in small letters is found all the same. */
export function normalize(kind: FoundKind, value: string): string {
  const plain = value.normalize('NFKC').trim()
  if (kind === 'name' || kind === 'text') return plain.replace(/\s+/g, ' ')
  const joined = plain.replace(/[\s\-‐-―]/g, '').toUpperCase()
  return kind === 'phone' ? joined.replace(/^(\+|00)86(?=1\d{10}$)/, '') : joined
}

const longRun = /(?<![0-9A-Z])[0-9A-HJ-NPQRTUWXY]{18}(?![0-9A-Z])|\d{7,}[\dXx]?/g

/** Free text as it leaves the house: long runs of digits in it are somebody's number, but for the sound code of an undertaking. */
export function hidden(text: string): string {
  return text.replace(longRun, (run) => (isPublic(run) ? run : run.replace(/\d{7,}[\dXx]?/g, covered)))
}

const covered = (digits: string): string => `${digits.slice(0, 3)}****${digits.slice(-2)}`

/** A code of digits alone may as well be a card's number: where one is meant, its column says so. */
const isPublic = (run: string): boolean =>
  run.length === 18 && !/^\d{17}[\dX]$/.test(run) && creditProblems(run).length === 0
