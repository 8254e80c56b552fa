import { type Day, isDay, spoken } from '#core/day.ts'

/** What an 18-digit citizen number says about its holder. */
export type Citizen = { readonly region: string; readonly birth: Day; readonly sex: '男' | '女' }

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECKS = '10X98765432'
const OLDEST = 130
/** GB/T 2260 by the first two digits; 81–83 are residence permits of people from 港澳台. */
const PROVINCES = new Set(
  [
    [11, 15],
    [21, 23],
    [31, 37],
    [41, 46],
    [50, 54],
    [61, 65],
    [71, 71],
    [81, 83],
  ].flatMap(([first = 0, last = 0]) => Array.from({ length: last - first + 1 }, (_, index) => String(first + index))),
)

/** The number as it is stored: no spaces, a capital X. */
export function tidyCitizen(text: string): string {
  return text.replaceAll(/\s/g, '').toUpperCase()
}

/**
 * Everything wrong with a citizen number by GB 11643, in words for the person typing; empty when it is sound. `today`
 * bounds the birth day.
 */
export function citizenProblems(text: string, today: Day): readonly string[] {
  const number = tidyCitizen(text)
  if (number === '') return ['请填写公民身份号码']
  if (/^\d{15}$/.test(number)) return ['15位的旧号码已停止使用，请填写18位公民身份号码']
  if (number.length !== 18) return [`公民身份号码应为18位，现为${number.length}位`]
  if (!/^\d{17}[\dX]$/.test(number)) return ['公民身份号码前17位应为数字，末位为数字或X']
  const problems: string[] = []
  if (!PROVINCES.has(number.slice(0, 2))) problems.push(`前两位${number.slice(0, 2)}不是有效的行政区划代码`)
  const birth = birthText(number)
  if (!isDay(birth)) problems.push(`第7至14位${number.slice(6, 14)}不是有效的出生日期`)
  else if (birth > today) problems.push(`出生日期${spoken(birth)}晚于今天`)
  else if (ageOn(birth, today) > OLDEST) problems.push(`出生日期${spoken(birth)}距今超过${OLDEST}年，请核对`)
  if (number[17] !== checkOf(number)) problems.push('校验码不符，请逐位核对公民身份号码')
  return problems
}

/** The birth day, sex and region code in a sound citizen number. RangeError for one with a wrong form or date. */
export function citizen(text: string): Citizen {
  const number = tidyCitizen(text)
  const birth = birthText(number)
  if (!/^\d{17}[\dX]$/.test(number) || !isDay(birth)) throw new RangeError('not a citizen number')
  return { region: number.slice(0, 6), birth, sex: Number(number[16]) % 2 === 1 ? '男' : '女' }
}

/** Full years of age on that day. A year is full on the birthday; 29 February's on 1 March where there is none. */
export function ageOn(birth: Day, on: Day): number {
  const years = Number(on.slice(0, 4)) - Number(birth.slice(0, 4))
  return on.slice(5) < birth.slice(5) ? years - 1 : years
}

function birthText(number: string): string {
  return `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`
}

function checkOf(number: string): string | undefined {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(number[index]), 0)
  return CHECKS[sum % 11]
}
