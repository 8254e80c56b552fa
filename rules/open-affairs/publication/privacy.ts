import { type Day, isDay } from '#core/day.ts'
import { bankCard, citizenProblems, creditProblems, mobileProblems } from '#core/numbers.ts'

/** A number that belongs to a person: what it looks like and where it begins in the text. */
export type Personal = { readonly what: string; readonly at: number; readonly shown: string }

type Group = { readonly digits: string; readonly at: number }

/** Digits on one line, and what people put between them: spaces, dashes and dots. */
const run = /\d(?:[\d\-‐‑–—.·]|[^\S\n])*[xX]?/g
const group = /\d+[xX]?/g
/** A number is broken into so many pieces at most. */
const pieces = 6

/**
 * Every citizen number, mobile number and bank card in a text, however it is broken up or whatever the width of its
 * digits. `own` are the office's own numbers, which are no secret. What passes for a credit code is left.
 */
export function personalIn(text: string, own: readonly string[], today: Day): readonly Personal[] {
  const plain = narrow(text)
  const known = new Set(own.map((number) => narrow(number).replaceAll(/\D/g, '')))
  return [...plain.matchAll(run)].flatMap(({ 0: found, index }) => {
    const groups = [...found.matchAll(group)].map((one): Group => ({ digits: one[0], at: index + one.index }))
    return inGroups(groups, known, today)
  })
}

function inGroups(groups: readonly Group[], known: ReadonlySet<string>, today: Day): readonly Personal[] {
  const found: Personal[] = []
  for (let first = 0; first < groups.length; first++) {
    const hit = longest(groups, first, known, today)
    if (!hit) continue
    found.push(hit.personal)
    first = hit.last
  }
  return found
}

/** The number that begins with this group, in the fewest groups. */
function longest(groups: readonly Group[], first: number, known: ReadonlySet<string>, today: Day) {
  let digits = ''
  // The days of a calendar stand side by side as well: a card is printed by fours at least.
  let byFours = true
  for (let last = first; last < Math.min(groups.length, first + pieces); last++) {
    byFours &&= last === first || (groups[last - 1]?.digits.length ?? 0) >= 4
    digits += groups[last]?.digits ?? ''
    const what = known.has(digits) ? null : kindOf(digits, byFours, today)
    if (what) return { last, personal: { what, at: groups[first]?.at ?? 0, shown: masked(digits) } }
  }
  return null
}

function kindOf(digits: string, byFours: boolean, today: Day): string | null {
  if (isCitizen(digits, today)) return '公民身份号码'
  if (mobileProblems(digits.replace(/^(00)?86(?=1\d{10}$)/, '')).length === 0) return '个人手机号码'
  return byFours && isCard(digits) ? '银行卡号' : null
}

function isCitizen(digits: string, today: Day): boolean {
  const born = `${digits.slice(6, 10)}-${digits.slice(10, 12)}-${digits.slice(12, 14)}`
  if (/^\d{17}[\dxX]$/.test(digits) && isDay(born) && born <= today && born > '1900')
    return citizenProblems(digits, today).length === 0 || creditProblems(digits).length > 0
  const old = `19${digits.slice(6, 8)}-${digits.slice(8, 10)}-${digits.slice(10, 12)}`
  if (/^[1-8]\d{14}$/.test(digits)) return isDay(old)
  // Hidden in a longer row of digits: only one that is sound in every digit.
  return (
    digits.length > 18 &&
    Array.from({ length: digits.length - 17 }, (_, from) => digits.slice(from, from + 18)).some(
      (part) => citizenProblems(part, today).length === 0,
    )
  )
}

function isCard(digits: string): boolean {
  if (!/^\d{16,19}$/.test(digits) || creditProblems(digits).length === 0) return false
  return digits.startsWith('62') || bankCard(digits).warnings.length === 0
}

/** Enough to find it again, too little to use it. */
function masked(digits: string): string {
  return `${digits.slice(0, 3)}${'*'.repeat(digits.length - 5)}${digits.slice(-2)}`
}

/** Full-width digits, letters and dashes as narrow ones; each sign stays at its place. */
function narrow(text: string): string {
  return text.replaceAll(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
}
