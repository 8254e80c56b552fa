import type { Brand } from '#core/brand.ts'

/** Money in fen, whole and never negative: what is reckoned with. Forms and the API speak yuan. */
export type Fen = Brand<number, 'fen'>

/** How what is less than a fen is dealt with; every division names it. */
export type Rounding = 'down' | 'half-up'

export const roundingWords = {
  down: '不足1分的舍去',
  'half-up': '四舍五入到分',
} as const satisfies Record<Rounding, string>

/** That many fen. RangeError unless whole, safe and not negative. */
export function fen(count: number): Fen {
  if (!Number.isSafeInteger(count) || count < 0) throw new RangeError(`not an amount of money: ${count}`)
  return count as Fen
}

/** The fen of an amount in yuan; null when it is negative, too large or finer than a fen. */
export function fenOf(yuan: number): Fen | null {
  const count = Math.round(yuan * 100)
  return count / 100 === yuan && Number.isSafeInteger(count) && count >= 0 ? (count as Fen) : null
}

/** `amount` × `by` ÷ `over`, exact until it is rounded to the fen. RangeError unless by and over are whole, over above 0. */
export function part(amount: Fen, by: number, over: number, rounding: Rounding): Fen {
  return quotient(BigInt(amount) * BigInt(by), BigInt(over), rounding)
}

/** A quotient of whole numbers as money. */
export function quotient(above: bigint, below: bigint, rounding: Rounding): Fen {
  if (below <= 0n) throw new RangeError('a share is of something above 0')
  return fen(Number(rounding === 'down' ? above / below : (above * 2n + below) / (below * 2n)))
}

export function total(parts: readonly Fen[]): Fen {
  return fen(parts.reduce<number>((sum, one) => sum + one, 0))
}

/**
 * `amount` × each weight ÷ `over`, less than a fen left out; the parts make up `amount` × all weights ÷ `over`, less than a fen left
 * out. The fen that are missing go to those of which the most was left out: what comes out even stays so.
 */
export function shareOut(amount: Fen, weights: readonly number[], over: number): readonly Fen[] {
  const exact = weights.map((weight) => BigInt(amount) * BigInt(weight))
  const floors = exact.map((one) => one / BigInt(over))
  const all = exact.reduce((sum, one) => sum + one, 0n) / BigInt(over)
  const missing = Number(all - floors.reduce((sum, one) => sum + one, 0n))
  const rests = exact
    .map((one, n) => ({ n, rest: Number(one % BigInt(over)) }))
    .sort((x, y) => y.rest - x.rest || y.n - x.n)
  const more = new Set(rests.slice(0, missing).map(({ n }) => n))
  return floors.map((one, n) => fen(Number(one) + (more.has(n) ? 1 : 0)))
}

/** Splits money by weights so that the parts make up the whole to the fen; all nought where nothing weighs. */
export function spread(whole: Fen, weights: readonly number[]): readonly Fen[] {
  const sum = BigInt(weights.reduce((all, one) => all + one, 0))
  let passed = 0n
  let given = 0n
  return weights.map((weight) => {
    passed += BigInt(weight)
    const until = sum === 0n ? 0n : (BigInt(whole) * passed) / sum
    const one = until - given
    given = until
    return fen(Number(one))
  })
}

/** 1,234.50 */
export function yuan(amount: Fen): string {
  const whole = String(Math.floor(amount / 100)).replace(/\B(?=(\d{3})+$)/g, ',')
  return `${whole}.${String(amount % 100).padStart(2, '0')}`
}

/** The amount in yuan as a number, for the API. */
export function inYuan(amount: Fen): number {
  return amount / 100
}
