import type { Static } from 'typebox'
import { type Day, dayOf, daysBetween, isDay } from '#core/day.ts'
import { isSealed, type Matter } from '#core/matter.ts'
import type { Condition, Fork, Setting, Touch } from '#core/process.ts'
import type { Problem } from '#core/refusal.ts'
import { inTouch } from '#core/service/enrolling.ts'
import {
  type Became,
  type Completion,
  type ContactFacts,
  channels,
  type Explanation,
  type Guidance,
  type HandOver,
  type Kept,
  type Referral,
  type Registration,
  written,
} from './contract.ts'

type Contact = Matter<ContactFacts>

/** A contact as first written down: one responsible person from the first second (2.1). */
export function registered(input: Kept<Registration>): ContactFacts {
  return { ...input, lines: [] }
}

/** A name or matter of nothing but signs that are not seen tells nobody anything. */
export function readable({ name, matter }: Registration): readonly Problem[] {
  const isReadable = (text: string) => /[\p{L}\p{N}]/u.test(text)
  return [
    ...(name === undefined || isReadable(name) ? [] : [{ at: '/name', says: '“姓名”里没有能读的字' }]),
    ...(isReadable(matter) ? [] : [{ at: '/matter', says: '“拟办事项”里没有能读的字' }]),
  ]
}

/** What is wrong with a registration as a whole: unreadable words, or a letter without the day on which it came (2.1). */
export function registrable(input: Registration, setting: Setting): readonly Problem[] {
  return [...readable(input), ...datedProblems(input, setting)]
}

/** What came in writing came in today or before, within a year; null when the day may be right (2.1, 3.3.1). */
export function unlikelyReceipt(receivedOn: string, today: Day): string | null {
  if (!isDay(receivedOn)) return '没有这一天'
  if (daysBetween(receivedOn, today) > 365) return '收到日期早于一年前，请核对'
  return receivedOn > today ? '收到日期不能晚于今天' : null
}

function datedProblems({ channel, receivedOn, reference }: Registration, { at }: Setting): readonly Problem[] {
  const way = channels[channel]
  if (written.includes(channel)) {
    if (receivedOn === undefined) return [{ at: '/receivedOn', says: `${way}须登记收到日期` }]
    const says = unlikelyReceipt(receivedOn, dayOf(at))
    return says === null ? [] : [{ at: '/receivedOn', says }]
  }
  const only = (field: string, says: string) => [
    { at: `/${field}`, says: `${way}没有${says}，来信、传真、电子邮件才登记` },
  ]
  return [
    ...(receivedOn === undefined ? [] : only('receivedOn', '收到日期')),
    ...(reference === undefined ? [] : only('reference', '来件编号')),
  ]
}

/** A contact's name in lists: who, and the beginning of what. */
export function titled(facts: ContactFacts): string {
  const what = facts.matter.length > 24 ? `${facts.matter.slice(0, 24)}…` : facts.matter
  return facts.name ? `${facts.name}：${what}` : what
}

/** Who left name and telephone was in touch with us: the registers in which they stand count it. */
export function seen({ number, facts }: Contact): Touch | null {
  const { name, phone, channel } = facts
  return name && isSealed(phone) ? inTouch(phone, { number, what: channels[channel] }, name) : null
}

/** Adds a line of what was said or done. */
export function noted(what: string, says: (input: never) => string) {
  return (facts: ContactFacts, input: never, { at, actor }: Setting): ContactFacts => ({
    ...facts,
    lines: [...facts.lines, { at, by: actor?.staff ?? null, what, says: says(input) }],
  })
}

/** Adds the line that ends the contact: this is the outcome. */
export function concluded(what: string, says: (input: never, setting: Setting) => string) {
  return (facts: ContactFacts, input: never, setting: Setting): ContactFacts => ({
    ...noted(what, () => says(input, setting))(facts, input, setting),
    outcome: says(input, setting),
    repliedAt: setting.at,
  })
}

export const answered = concluded('answer', ({ result }: { result: string }) => result)
export const referred = concluded(
  'refer',
  (input: Static<typeof Referral>, { nameOf }) => `${nameOf(input.body)}：${input.said}`,
)
export const guided = concluded(
  'guide',
  (input: Static<typeof Guidance>, { nameOf }) => `${nameOf(input.body)}：${input.said}`,
)
export const explained = concluded('explain', (input: Static<typeof Explanation>) => `${input.topic}：${input.said}`)

/** The answer to the visitor while the matter is still open (2.3.2.c). */
export function replied(
  facts: ContactFacts,
  input: { said: string } & Readonly<Record<string, unknown>>,
  setting: Setting,
): ContactFacts {
  return { ...noted('reply', () => input.said)(facts, input as never, setting), repliedAt: setting.at }
}

/** What the hand-over adds to the register: the clause asks for unit, name, phone and matter. */
export function handedOver(facts: ContactFacts, input: HandOver, setting: Setting): ContactFacts {
  const { name, phone, unit, note } = input
  const added = { ...(name && { name }), ...(unit && { unit }), ...(isSealed(phone) && { phone }) }
  return { ...noted('hand-over', () => note ?? '')({ ...facts, ...added }, input as never, setting) }
}

/** A hand-over without name and phone leaves the receiver unable to call back (2.3.2.b). */
export function whoAndWhere({ facts }: Contact, input: HandOver): readonly Problem[] {
  const lacks: Problem[] = []
  if (!facts.name && !input.name) lacks.push({ at: '/name', says: '转交前须登记服务对象姓名' })
  if (!facts.phone && !input.phone) lacks.push({ at: '/phone', says: '转交前须登记联系电话，便于接收人尽快联系' })
  return lacks
}

/** A visitor is sent to a body that the directory knows, or they stand before a door that is not there (2.3.2.a, 2.3.3). */
export function bodyKnown(_matter: Contact, input: { body: string }, { nameOf }: Setting): readonly Problem[] {
  return nameOf(input.body) === input.body ? [{ at: '/body', says: '名录里没有这个单位，请从名录中选择' }] : []
}

/** What the receiver wrote when sending it back; the head reads it when deciding. */
export function bounced(facts: ContactFacts, input: { reason: string }, setting: Setting): ContactFacts {
  const kept = noted('decline', () => input.reason)(facts, input as never, setting)
  return { ...kept, bounced: [...(facts.bounced ?? []), input.reason] }
}

/** The head decides after the second bounce: nobody is passed round for ever (2.4.3). */
export const secondBounce: Fork<string, ContactFacts>['when'] = {
  says: '第二次退回',
  holds: ({ custody }) => custody.bounces >= 1,
}

const called = { name: '姓名', unit: '单位', phone: '联系电话' } as const
type Called = keyof typeof called

/** Which of the three a completion brings or changes. A number is only known by its seal, so one that is typed counts. */
function brought(facts: ContactFacts, input: Kept<Completion> | Completion): readonly Called[] {
  return (['name', 'unit', 'phone'] as const).filter(
    (key) => input[key] !== undefined && (key === 'phone' || input[key] !== facts[key]),
  )
}

/** Who it was, put down or put right while the matter is open; the journal keeps both (2.1). */
export function completed(facts: ContactFacts, input: Kept<Completion>): ContactFacts {
  return { ...facts, ...Object.fromEntries(brought(facts, input).map((key) => [key, input[key]])) }
}

/** A completion that brings nothing, or a name that nobody can read. */
export function somethingBrought({ facts }: Contact, input: Completion): readonly Problem[] {
  if (brought(facts, input).length === 0)
    return [{ at: '', says: '没有需要补充或更正的内容，请填写姓名、单位或联系电话' }]
  return readable({ ...input, matter: facts.matter } as Registration)
}

/** 补登姓名，更正联系电话: without the values, which are personal. */
export function completionSays({ facts }: Contact, input: Kept<Completion>): string {
  return brought(facts, input)
    .map((key) => `${facts[key] === undefined ? '补登' : '更正'}${called[key]}`)
    .join('，')
}

/** Nobody works on it together with the holder yet (5.2). */
export const nobodyJoined: Condition<ContactFacts> = {
  clause: '5.2',
  says: '已经有人协办，换人先结束协办',
  hides: true,
  holds: ({ partner }) => partner === undefined,
}

/** Somebody works on it together with the holder (5.2). */
export const somebodyJoined: Condition<ContactFacts> = {
  clause: '5.2',
  says: '没有人协办',
  hides: true,
  holds: ({ partner }) => partner !== undefined,
}

/** A matter that became another is answered by that one. */
export function becoming(what: string) {
  return (facts: ContactFacts, input: Became, setting: Setting): ContactFacts => {
    const says = `转为${what} ${input.number}（${input.service}）`
    return {
      ...noted('case', () => says)(facts, input as never, setting),
      outcome: says,
      case: input.case,
      repliedAt: setting.at,
    }
  }
}
