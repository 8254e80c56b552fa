import type { Clock } from '#core/clock.ts'
import { dayOf, instant } from '#core/day.ts'
import type { Facts, Matter } from '#core/matter.ts'
import type { Condition, Setting } from '#core/process.ts'
import type { Problem } from '#core/refusal.ts'
import type { BadRating, Finding, grounds, RatingFacts, Way } from './handling.ts'
import { levels } from './policy.ts'

/** What follows from a bad rating, pure: heard, verified, put right or explained, answered, followed up (10.5.1). */
type Case = Matter<RatingFacts>
type Says = { readonly way: Way; readonly said: string }

/** As time opens it: what was rated, and whether it is about the head, who then decides nothing of it. */
export function taken(input: BadRating, setting: Setting): RatingFacts {
  const head = setting.post('head')
  const isHead = head !== null && setting.hold(head)?.staff === input.staff
  const { isAbove = false, ...said } = input
  return { ...said, level: input.level as 1 | 2, isAboutHead: isHead || isAbove }
}

export const titled = ({ level }: RatingFacts): string => `差评核查：${levels[level]}`

/** About the head, nobody of the office decides, not even who stands in for them: the superior does. */
export const notBelow: Condition<RatingFacts> = {
  clause: '10.5.1',
  says: '评价的是单位负责人，由上级核查处理',
  hides: true,
  holds: ({ facts }, { on }) => !facts.isAboutHead || on('superior') || on('second'),
}

export const ofOwnPeople: Condition<RatingFacts> = {
  clause: '10.5.1',
  says: '评价的是单位负责人，由上级核查，不交本单位人员',
  hides: true,
  holds: ({ facts }) => !facts.isAboutHead,
}

/** Nobody decides on oneself: whom the rating concerns is not named to look into it. */
export function notTheConcerned(
  { facts }: Case,
  { to }: { readonly to: string },
  { hold }: Setting,
): readonly Problem[] {
  const seat = hold(to)
  return seat?.staff === facts.staff
    ? [{ at: '/to', says: '评价的就是这个岗位的人员，请指定其他人核查', clause: '10.5.1' }]
    : []
}

export const somebodyToReach: Condition<RatingFacts> = {
  clause: '10.5.1',
  says: '评价人没有留下联系方式',
  hides: true,
  holds: ({ facts }) => facts.isReachable,
}
export const nobodyToReach: Condition<RatingFacts> = {
  clause: '10.5.1',
  says: '评价人留有联系方式，请先联系',
  hides: true,
  holds: ({ facts }) => !facts.isReachable,
}

const twoDays = (all: readonly { readonly at: number; readonly missed?: true }[]): boolean =>
  new Set(all.filter(({ missed }) => missed).map(({ at }) => dayOf(instant(at)))).size > 1

/** Heard first; who wasn't there is tried once more on another day. */
export const heardFirst: Condition<RatingFacts> = {
  clause: '10.5.1',
  says: '请先联系评价人了解情况；联系不上的，换一天再联系一次',
  holds: ({ facts: { isReachable, reached = [] } }) =>
    !isReachable || reached.some(({ missed }) => !missed) || twoDays(reached),
}
export const verifiedFirst: Condition<RatingFacts> = {
  clause: '10.5.1',
  says: '请先登记核实情况',
  holds: ({ facts }) => facts.verified !== undefined,
}
/** What was found untrue is explained, not put right. */
export const somethingToPutRight: Condition<RatingFacts> = {
  clause: '10.5.1',
  says: '经核实不属实的，不用整改，请解释说明',
  hides: true,
  holds: ({ facts }) => facts.verified === undefined || facts.verified.finding !== 'unfounded',
}
export const firstRound: Condition<RatingFacts> = {
  clause: '10.5.1',
  says: '上级已经复核过一次',
  hides: true,
  holds: ({ facts }) => facts.above === undefined,
}
export const secondRound: Condition<RatingFacts> = {
  clause: '10.5.1',
  says: '评价人仍不满意的，先由上级复核一次',
  hides: true,
  holds: ({ facts }) => facts.above !== undefined,
}
export const missedTwice: Condition<RatingFacts> = {
  clause: '10.5.1',
  says: '请换一天再回访一次',
  holds: ({ facts: { revisits = [], told = [] } }) => twoDays(revisits.filter(({ at }) => at > (told.at(-1)?.at ?? 0))),
}

export const heard = (facts: RatingFacts, { way, said }: Says, { at }: Setting): RatingFacts => ({
  ...facts,
  reached: [...(facts.reached ?? []), { way, said, at }],
})
export const missed = (facts: RatingFacts, { way, said }: Says, { at }: Setting): RatingFacts => ({
  ...facts,
  reached: [...(facts.reached ?? []), { way, said, at, missed: true }],
})

type Found = { readonly finding: Finding; readonly found: string; readonly statement?: string }
export const verified = (facts: RatingFacts, input: Found, { at, actor }: Setting): RatingFacts => ({
  ...facts,
  verified: { ...input, by: actor?.staff ?? '', at },
})

type Done = { readonly done: string; readonly posted: string }
export const putRight = (facts: RatingFacts, { done, posted }: Done): RatingFacts => ({
  ...facts,
  remedy: facts.remedy === 'later' ? 'later' : 'now',
  ...{ done, posted },
})

/** By the day that was named, else as many working days as the office has set. */
export const ordered = (
  facts: RatingFacts,
  { plan, days }: { readonly plan: string; readonly days?: number },
  { limit }: Setting,
): RatingFacts => ({ ...facts, remedy: 'later', plan, days: days ?? limit('rating.correct').amount })
export const daysGiven = (facts: Facts): number => (facts as RatingFacts).days ?? 5

type Explained = {
  readonly ground: keyof typeof grounds
  readonly explanation: string
  readonly posted: string
}
export const explained = (facts: RatingFacts, input: Explained): RatingFacts => ({
  ...facts,
  remedy: 'explained',
  ...input,
})

export const told = (facts: RatingFacts, { way, said }: Says, { at }: Setting): RatingFacts => ({
  ...facts,
  told: [...(facts.told ?? []), { way, said, at }],
})

/** The person's own verdict on what was done. */
export function revisited(content: boolean | null) {
  return (
    facts: RatingFacts,
    { way, said, explanation }: Says & { readonly explanation?: string },
    { at }: Setting,
  ): RatingFacts => ({
    ...facts,
    revisits: [...(facts.revisits ?? []), { way, said, at, ...(content === null ? { missed: true } : { content }) }],
    ...(content === true && { outcome: '回访满意' }),
    ...(explanation !== undefined && { outcome: `评价人仍有意见，已说明：${explanation}` }),
  })
}

export const above = (facts: RatingFacts, { opinion }: { readonly opinion: string }, { at }: Setting): RatingFacts => ({
  ...facts,
  above: { opinion, at },
})
export const orderedAnew = (
  facts: RatingFacts,
  input: { readonly opinion: string; readonly days?: number },
  setting: Setting,
): RatingFacts => ordered(above(facts, input, setting), { ...input, plan: input.opinion }, setting)

/** A number of seven or more digits is a telephone or an identity card: it isn't for everybody. */
export function namesNobody(_matter: Case, input: { readonly posted?: string; readonly said?: string }) {
  const [at, words] = input.posted === undefined ? ['/said', input.said] : ['/posted', input.posted]
  return /\d{7,}/.test(words ?? '') ? [{ at, says: '公开的说明里不写电话、证件号码' }] : []
}

/** The clock of verifying begins once: with whatever was tried first. */
export const notYetRunning = (clocks: readonly Clock[]): boolean =>
  !clocks.some(({ name, is }) => name === 'verify' && is !== 'stopped')
