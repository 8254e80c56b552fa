import type { Static } from 'typebox'
import { workingDaysAfter } from '#core/calendar.ts'
import { dayOf } from '#core/day.ts'
import type { Facts, Matter } from '#core/matter.ts'
import type { Condition, Setting } from '#core/process.ts'
import {
  type Colour,
  colours,
  grounds,
  type Revision,
  type Round,
  type Warning,
  type WarningFacts,
} from './contract.ts'

/** What the table of the superior's notices decides: pure, from its facts (6.6). */
type Notice = Matter<WarningFacts>

/** A draft: nothing is said to the office yet. */
export const drafted = ({ facts = [], earlier = [], ...said }: Warning): WarningFacts => ({
  ...said,
  ...{ clause: grounds[said.ground].clause, facts, earlier, level: 'superior', rounds: [] },
})
export const revised = (facts: WarningFacts, said: Static<typeof Revision>): WarningFacts => ({
  ...facts,
  ...said,
  clause: grounds[said.ground].clause,
})
export const withdrawn = (facts: WarningFacts, { reason }: { reason: string }): WarningFacts => ({
  ...facts,
  outcome: reason,
})

/** A draft that nobody signs says nothing, and goes by itself: time may only say so when its time is over. */
export const unsignedInTime: Condition<WarningFacts> = {
  clause: '6.6',
  says: '签发期限还没有届满',
  holds: ({ clocks }, { at }) =>
    clocks.some(({ name, is, dueAt }) => name === 'sign' && is === 'running' && dueAt !== null && at > dueAt),
}
export const voided = (facts: WarningFacts): WarningFacts => ({ ...facts, outcome: '逾期没有签发，稿子作废' })

/** Whoever leads the office as well, while its seat is empty, would write to themselves: the next above does (6.6). */
export const notOwnOffice: Condition<WarningFacts> = {
  clause: '6.6',
  says: '这个单位现由您负责，不能给自己发监督通知书，请由再上一级签发',
  explain: (_matter, { post }) =>
    post('head') === null ? '这个单位没有负责人岗位，由上级代管，监督通知书请发给代管的单位' : notOwnOffice.says,
  holds: (_matter, { on, post }) => post('head') !== null && !on('head'),
}

/** Signed by the head right above, or by the one above that: who signs, judges. */
export function signed(facts: WarningFacts, _input: unknown, setting: Setting): WarningFacts {
  const { actor, post } = setting
  const second = post('second')
  const isSecond = actor !== null && second !== post('superior') && actor.post === second
  return { ...facts, level: isSecond ? 'second' : 'superior', rounds: [roundOf(1, facts, setting)] }
}

function roundOf(
  nth: number,
  { colour, todo, days }: { colour: Colour; todo: string; days: number },
  { at, calendar }: Setting,
): Round {
  const replyBy = workingDaysAfter(calendar, dayOf(at), days).day
  return { number: `${colour === 'red' ? '红' : '黄'}${nth}`, colour, todo, days, replyBy, at }
}

export const latest = ({ rounds }: Pick<WarningFacts, 'rounds'>): Round | undefined => rounds.at(-1)
/** As many working days as the newest round gives. */
export const replyDays = (facts: Facts): number => latest(facts as WarningFacts)?.days ?? 5
export const judge = ({ level }: WarningFacts): string => level
export const titled = ({ colour, ground }: WarningFacts): string => `${colours[colour]}：${grounds[ground].label}`

const withLatest = (facts: WarningFacts, add: Partial<Round>): WarningFacts => ({
  ...facts,
  rounds: [...facts.rounds.slice(0, -1), { ...latest(facts)!, ...add }],
})

/** The written answer of the office, late or in time. */
export function answered(
  facts: WarningFacts,
  { result, corrections }: { result: string; corrections: string },
  { at, actor }: Setting,
  { clocks }: Notice,
): WarningFacts {
  const late = clocks.some(({ name, dueAt }) => name === 'reply' && dueAt !== null && at > dueAt)
  return withLatest(facts, { answer: { result, corrections, at, by: actor?.staff ?? '', late } })
}

export const judgedGood = (facts: WarningFacts, { opinion }: { opinion: string }, { at }: Setting): WarningFacts => ({
  ...withLatest(facts, { judged: { isGood: true, opinion, at } }),
  outcome: opinion,
})

export function sentBack(
  facts: WarningFacts,
  { opinion, days }: { opinion: string; days: number },
  setting: Setting,
): WarningFacts {
  const judged = withLatest(facts, { judged: { isGood: false, opinion, at: setting.at } })
  return nextRound(judged, { colour: facts.colour, todo: opinion, days }, setting)
}

export function reddened(
  facts: WarningFacts,
  { reason, days }: { reason: string; days: number },
  setting: Setting,
): WarningFacts {
  const open = latest(facts)
  const judged =
    open?.answer && !open.judged
      ? withLatest(facts, { judged: { isGood: false, opinion: reason, at: setting.at } })
      : facts
  return nextRound({ ...judged, colour: 'red' }, { colour: 'red', todo: reason, days }, setting)
}

function nextRound(
  facts: WarningFacts,
  ask: { colour: Colour; todo: string; days: number },
  setting: Setting,
): WarningFacts {
  return { ...facts, rounds: [...facts.rounds, roundOf(facts.rounds.length + 1, ask, setting)] }
}

/** Of a notice from two levels up the office between has no say. */
export const byItsIssuer: Condition<WarningFacts> = {
  clause: '6.6',
  says: '这份监督通知书由再上一级签发，由签发单位审核',
  holds: ({ facts }, { on }) => facts.level === 'superior' || on('second'),
}

/** Who wrote the answer, standing in for an absent head, doesn't find it good enough (6.6). */
export const notOwnReply: Condition<WarningFacts> = {
  clause: '6.6',
  says: '不能审核本人写的回复，请由再上一级审核',
  holds: ({ facts }, { actor }) => latest(facts)?.answer?.by !== actor?.staff,
}

export const isYellow: Condition<WarningFacts> = {
  clause: '6.6',
  says: '已经是红牌督促',
  hides: true,
  holds: ({ facts }) => facts.colour === 'yellow',
}

/** Yellow turns red only for a reason in the record: unanswered in time, sent back before, or the same again within the year. */
export const unansweredOrAgain: Condition<WarningFacts> = {
  clause: '6.6',
  says: '逾期没有回复、整改退回过或者一年内同一事由再次发生的，才能转为红牌督促',
  holds: ({ facts, clocks }, { at }) =>
    facts.earlier.length > 0 ||
    facts.rounds.length > 1 ||
    latest(facts)?.answer?.late === true ||
    clocks.some(({ name, is, dueAt }) => name === 'reply' && is === 'running' && dueAt !== null && at > dueAt),
}
