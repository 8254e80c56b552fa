import type { Brand } from '#core/brand.ts'

/** A mark of a test in tenths of a point, whole: exam sheets give half points, and no part of a point is lost in reckoning. */
export type Tenths = Brand<number, 'tenths'>

/** The finest step of a mark, in points. */
export const stepPoints = 0.5

/** 0 to 100 in half points. */
export const isMark = (points: number): boolean => points >= 0 && points <= 100 && Number.isInteger(points / stepPoints)

/** The tenths of a mark in points. RangeError unless it is one. */
export function tenthsOf(points: number): Tenths {
  if (!isMark(points)) throw new RangeError(`not a mark: ${points}`)
  return (points * 10) as Tenths
}

/** A mark in points, as forms, sheets and books show it. */
export const pointsOf = (tenths: Tenths): number => tenths / 10

/** The same where there may be none yet. */
export const pointsIfAny = (tenths: Tenths | null): number | null => (tenths === null ? null : pointsOf(tenths))
