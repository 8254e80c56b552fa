import { dayOf, isDay, spoken } from '#core/day.ts'
import type { Matter } from '#core/matter.ts'
import type { Condition, Setting } from '#core/process.ts'
import type { Problem } from '#core/refusal.ts'
import { employerReasons, type Referral, type ReferralFacts, seekerReasons } from './contract.ts'

export type HiredInput = { readonly startsOn: string; readonly contract: string; readonly note?: string }
export type RefusedInput = { readonly why: string; readonly reason: string; readonly justified?: boolean }

/** What is known of a referral from its first second: the names as they stood in the two books. */
export function referred(input: Referral): ReferralFacts {
  return { ...input, lines: [] }
}

export const titled = ({ name, company, job }: ReferralFacts): string => `推荐${name}到${company}应聘${job}`

type Said = (input: never) => string
type More = (input: never, setting: Setting) => Partial<ReferralFacts>

/** Adds a line of what was done or heard. */
export function noted(what: string, says: Said, more: More = () => ({})) {
  return (facts: ReferralFacts, input: never, setting: Setting): ReferralFacts => ({
    ...facts,
    ...more(input, setting),
    lines: [...facts.lines, { at: setting.at, by: setting.actor?.staff ?? null, what, says: says(input) }],
  })
}

export const hiredSays = ({ startsOn, note }: HiredInput) =>
  `单位录用，${isDay(startsOn) ? spoken(startsOn) : startsOn}到岗${note ? `：${note}` : ''}`
export const employerSays = ({ why, reason }: RefusedInput) =>
  `单位不录用（${employerReasons[why as keyof typeof employerReasons]}）：${reason}`
export const seekerSays = ({ why, reason, justified }: RefusedInput) =>
  `求职人不去（${seekerReasons[why as keyof typeof seekerReasons]}，${justified ? '有正当理由' : '计一次拒绝'}）：${reason}`

export const lettered: Condition<ReferralFacts> = {
  clause: '1.3',
  says: '还没有开出推荐信',
  holds: ({ facts }) => facts.lettered === true,
}
export const placeLeft: Condition<ReferralFacts> = {
  clause: '1.3',
  says: '这个岗位已经招满，登记单位或求职人的反馈',
  hides: true,
  holds: ({ facts }) => facts.full !== true,
}

/** Whoever is hired begins within a year of the letter, and not years ago. */
export function soundStart(
  { openedAt }: Matter<ReferralFacts>,
  { startsOn }: HiredInput,
  { at }: Setting,
): readonly Problem[] {
  if (startsOn < dayOf(openedAt)) return [{ at: '/startsOn', says: '到岗日期早于推荐的日期' }]
  const nextYear = `${Number(dayOf(at).slice(0, 4)) + 1}${dayOf(at).slice(4)}`
  return startsOn > nextYear ? [{ at: '/startsOn', says: '到岗日期在一年以后，请核对' }] : []
}
