import type { ClauseId } from '#regulation/clauses.ts'

/** What an item is asked about: each person in the scope, each window in the scope, or the place once. */
export const abouts = { person: '人员', window: '窗口', venue: '场所' } as const
export type About = keyof typeof abouts

/** Units of measured answers; `share` is a part of a whole measured alike (papers of the desktop). */
export const units = {
  share: '占比',
  cm: '厘米',
  m2: '平方米',
  minutes: '分钟',
  rings: '声',
  times: '次',
  pieces: '件',
} as const
export type Unit = keyof typeof units

/** A bound, itself allowed. Numbers have at most three decimals; a share is a fraction so that exactly one sixth passes. */
export type Bound =
  | { readonly atMost: number; readonly of?: number }
  | { readonly atLeast: number; readonly of?: number }

/** Judged by eye, or by a number with its unit and bound. */
export type Kind = { readonly is: 'seen' } | { readonly is: 'measured'; readonly unit: Unit; readonly bound: Bound }

/** One line of a checklist, in our own words, with the clause it comes from. An item of a version is never changed. */
export type CheckItem = {
  readonly id: string
  readonly clause: ClauseId
  readonly words: string
  readonly about: About
  /** 1 … 5; a failed item costs its weight. */
  readonly weight: number
  readonly kind: Kind
  /** The version of the checklist from which it holds, and the first in which it doesn't any more. */
  readonly since: number
  readonly until?: number
  /** Beyond what the clause asks: an office may leave it out. */
  readonly optional?: true
  /** To be looked at before the doors open. */
  readonly early?: true
}

export const seen: Kind = { is: 'seen' }
export const atMost = (unit: Unit, most: number, of?: number): Kind => ({
  is: 'measured',
  unit,
  bound: { atMost: most, ...(of && { of }) },
})
export const atLeast = (unit: Unit, least: number): Kind => ({ is: 'measured', unit, bound: { atLeast: least } })
