import Type, { type Static } from 'typebox'
import { dayOf } from '#core/day.ts'
import { form } from '#core/field.ts'
import type { Facts, Matter } from '#core/matter.ts'
import type { Condition, Move, Setting } from '#core/process.ts'
import type { Problem } from '#core/refusal.ts'
import { type RatingWay, ratingWays } from './contract.ts'

/** The five levels of an evaluation, best first; 1 and 2 are bad ratings that must be called back (10.5.1). */
export const levels = { 5: '非常满意', 4: '满意', 3: '基本满意', 2: '不满意', 1: '非常不满意' } as const

export const Rating = form({
  level: Type.Integer({ title: '评价等级', minimum: 1, maximum: 5 }),
  items: Type.Optional(
    Type.Array(Type.String({ pattern: '^[1-5]\\d{2}$' }), { title: '评价指标', maxItems: 8, uniqueItems: true }),
  ),
  words: Type.Optional(Type.String({ title: '意见建议', maxLength: 150 })),
  channel: Type.Optional(Type.Enum(Object.keys(ratingWays) as RatingWay[])),
  /** Of what came on paper: the entry in the record of the opinion box. */
  paper: Type.Optional(Type.String({ format: 'uuid' })),
})
export type Rating = Static<typeof Rating>

export type RatedFacts = Facts & { readonly rating?: Rating & { readonly at: number } }

const notRatedYet: Condition = {
  clause: '10.5.1',
  says: '这次服务已经评价过，一次服务只评价一次',
  holds: ({ facts }) => facts['rating'] === undefined,
}

/** A rating is the visitor's own: `by` has nobody else, so no door lets staff rate (10.5.1). */
export function rated<S extends string>(from: readonly S[]): Move<S, never> {
  return {
    label: '评价本次服务',
    from,
    by: ['visitor'],
    cites: ['10.5.1'],
    input: Rating,
    needs: [notRatedYet],
    checks: (_matter: Matter, input: Rating): readonly Problem[] =>
      (input.items ?? []).some((code) => !code.startsWith(String(input.level)))
        ? [{ at: '/items', says: '评价指标应与所选等级一致' }]
        : [],
    keeps: (facts: Facts, input: Rating, { at }: Setting) => ({ ...facts, rating: { ...input, at } }) as never,
    // What the visitor said is not told at the window (E5): the evaluator is protected.
    says: (_matter: Matter, { channel }: Rating) =>
      channel === 'paper' ? '服务对象已作评价（意见箱的纸质评价表）' : '服务对象已作评价',
  }
}

export type Visit = {
  readonly id: string
  readonly openedAt: Matter['openedAt']
  readonly closedAt: Matter['closedAt']
  readonly contact: unknown
}

/**
 * The visit that a rating of this matter counts for: a case begun and finished on the day of its contact is one visit
 * with it; a case finished on a later day is a visit of its own (一次一评).
 */
export function visitOf({ id, openedAt, closedAt, contact }: Visit): string {
  const sameDay = closedAt !== null && dayOf(closedAt) === dayOf(openedAt)
  return typeof contact === 'string' && sameDay ? contact : id
}

/** The visit of a whole matter. */
export function visitOfMatter({ id, openedAt, closedAt, facts }: Matter): string {
  return visitOf({ id, openedAt, closedAt, contact: facts['contact'] })
}
