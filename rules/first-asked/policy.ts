import type { Static } from 'typebox'
import { isSealed, type Matter } from '#core/matter.ts'
import type { Fork, Setting } from '#core/process.ts'
import type { Problem } from '#core/refusal.ts'
import type { ContactFacts, Explanation, Guidance, HandOver, Kept, Referral, Registration } from './contract.ts'

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

/** A contact's name in lists: who, and the beginning of what. */
export function titled(facts: ContactFacts): string {
  const what = facts.matter.length > 24 ? `${facts.matter.slice(0, 24)}…` : facts.matter
  return facts.name ? `${facts.name}：${what}` : what
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

/** A matter that became a case is answered by that case. */
export function becameCase(
  facts: ContactFacts,
  input: { case: string; number: string; service: string },
  setting: Setting,
): ContactFacts {
  const says = `转为办件 ${input.number}（${input.service}）`
  return {
    ...noted('case', () => says)(facts, input as never, setting),
    outcome: says,
    case: input.case,
    repliedAt: setting.at,
  }
}
