import type { Static } from 'typebox'
import { workingDaysAfter, workingDaysBetween } from '#core/calendar.ts'
import type { Clock } from '#core/clock.ts'
import { addDays, addMonths, type Day, dayOf, type Instant, instant, instantAt } from '#core/day.ts'
import { choice } from '#core/field.ts'
import type { Facts as AnyFacts, Matter } from '#core/matter.ts'
import type { Condition, Fork, Setting } from '#core/process.ts'
import type { Problem } from '#core/refusal.ts'
import {
  type Channel,
  Checking,
  channels,
  type Duty,
  type DisclosureFacts as Facts,
  type Hastening,
  type Refreshing,
  Showing,
  topicOf,
  Writing,
} from './contract.ts'

type Disclosure = Matter<Facts>
const lastsMonths = 60

/** People ask for what is theirs to find; what the program knows of it finds by itself. */
export function askable(input: Duty, { at, actor }: Setting): readonly Problem[] {
  const { topic, name, until, subject, cause, since, ends, made } = input
  const row = topicOf(topic)
  const found: Problem[] = []
  if (actor && row.from === 'running')
    found.push({ at: '/topic', says: `${row.label}由系统按实际情况提出，不用另外登记` })
  if (actor && (subject ?? cause ?? since ?? ends ?? made) !== undefined)
    found.push({ at: '/topic', says: '只填主题、公开什么和公开到哪一天' })
  if (actor && row.of === 'asked' && !name) found.push({ at: '/name', says: '请写明公开什么' })
  return [...found, ...wrongUntil(until, row.ends === true && actor !== null, at)]
}

function wrongUntil(until: string | undefined, isAsked: boolean, at: Instant): readonly Problem[] {
  const wrong = (says: string): readonly Problem[] => [{ at: '/until', says, clause: '1.5' }]
  if (until === undefined) return isAsked ? wrong('临时信息要写明公开到哪一天') : []
  if (until < dayOf(at)) return wrong('公开到的日期已经过了')
  return until > addMonths(dayOf(at), lastsMonths) ? wrong('公开时间最多五年') : []
}

/** The duty as it begins: what is to be open, since when it is so, and where at least. */
export function begun(input: Duty, setting: Setting): Facts {
  const { at, actor } = setting
  const { topic, name = '', until = null, made = null, ends } = input
  const row = topicOf(topic)
  const since = Math.min(input.since ?? at, at)
  const subject = input.subject ?? (row.of === 'asked' ? name : '')
  return {
    ...{ topic, subject, name, made, until, channels: row.channels },
    ...courseOf([ends, until], since, setting),
    ...{ cause: input.cause ?? (actor ? 'asked' : 'new'), title: made?.title ?? '', text: made?.text ?? '' },
    ...{ authors: [], level: 'head', shown: [] },
  }
}

/**
 * From when the limit runs and, where one of these days comes before its end, in how many working days it is over: a
 * topic that must be open isn't without a text for as long as a new one may take (1.2, 1.5). A day that has passed makes
 * it late at once.
 */
function courseOf(
  days: readonly (string | null | undefined)[],
  since: number,
  setting: Setting,
): Pick<Facts, 'since' | 'within'> {
  const [last] = days.filter((one) => typeof one === 'string').toSorted()
  const from = dayOf(instant(since))
  if (last === undefined || daysTo(last as Day, from, setting) >= setting.limit('disclosure.publish').amount)
    return { since }
  return overOn(last as Day, since, setting)
}

function overOn(last: Day, since: number, setting: Setting): Pick<Facts, 'since' | 'within'> {
  const within = daysTo(last, dayOf(instant(since)), setting)
  if (within > 0) return { since, within }
  // The last day on which anybody can still do it, from its first minute.
  const over = workingDaysAfter(setting.calendar, addDays(last, 1), -1).day
  return { since: Math.min(since, instantAt(over, 0)), within: 0 }
}

/** The working days up to this one, at least none. */
function daysTo(last: Day, from: Day, { calendar }: Setting): number {
  return Math.max(0, workingDaysBetween(calendar, from, last))
}

/** What is public was taken down, or will be, before the new one is due: the limit is over with it. */
export function hastened(facts: Facts, { ends }: Static<typeof Hastening>, setting: Setting): Facts {
  return { ...facts, ...overOn(ends as Day, facts.since, setting) }
}
export const within = (facts: AnyFacts): number => (facts as Facts).within ?? 0
export const spreadWithin = (facts: AnyFacts): number => (facts as Facts).spreadWithin ?? 0

export const titled = ({ topic, name }: Facts): string => `公开${topicOf(topic).label}${name ? `：${name}` : ''}`
export const sinceOf = (facts: AnyFacts): Instant => instant((facts as Facts).since)
/** A case stands in public notice for a few days: its notice can't wait for twenty. */
export const urgent = (_clocks: readonly Clock[], facts: AnyFacts): boolean => (facts as Facts).topic === 'notice'
export const capped = (clocks: readonly Clock[], facts: AnyFacts): boolean =>
  !urgent(clocks, facts) && (facts as Facts).within !== undefined
export const unhurried = (clocks: readonly Clock[], facts: AnyFacts): boolean =>
  !urgent(clocks, facts) && !capped(clocks, facts)

/** The form of a draft, with what was written before. */
export function draftForm({ facts }: Disclosure, { at }: Setting) {
  const { made, title, text } = facts
  const until = coming(facts, at)
  const shape = made ? Checking : Writing
  const last = { ...shape.properties.until, ...(until && { default: until }) }
  if (made) return { ...Checking, properties: { ...Checking.properties, until: last } }
  const before = title !== '' && { title: { ...Writing.properties.title, default: title } }
  const words = text !== '' && { text: { ...Writing.properties.text, default: text } }
  return { ...Writing, properties: { ...Writing.properties, ...before, ...words, until: last } }
}

export function draftable({ facts }: Disclosure, { until }: Writing, { at }: Setting): readonly Problem[] {
  return wrongUntil(until ?? coming(facts, at), topicOf(facts.topic).ends === true, at)
}

/** The last day that was asked for, as long as it is still to come. */
function coming({ until }: Facts, at: Instant): string | undefined {
  return until !== null && until >= dayOf(at) ? until : undefined
}

/** The draft: the program's text as it stands with what is added to it, or a person's. */
export function drafted(facts: Facts, input: Writing, { at, actor }: Setting): Facts {
  const { made, topic } = facts
  const {
    title = made?.title ?? '',
    text = made?.text ?? '',
    note = '',
    more = [],
    until = coming(facts, at) ?? null,
  } = input
  const { returned: _, ...rest } = facts
  return {
    ...rest,
    ...{ title: title.trim(), text: [text.trim(), note.trim()].filter(Boolean).join('\n'), until },
    channels: [...new Set<Channel>([...topicOf(topic).channels, ...(more as readonly Channel[])])],
    authors: withActor(facts, actor),
  }
}

const withActor = ({ authors }: Facts, actor: Setting['actor']) => [
  ...new Set([...authors, ...(actor ? [actor.staff] : [])]),
]

/**
 * Who is to read it: the head, or the superior where the head has written of it; in an office without a head the superior,
 * or the one above where the superior did.
 */
function levelOf(authors: readonly string[], { post, hold, actor }: Setting): Facts['level'] {
  const head = post('head')
  if (head === null) return actor !== null && actor.post === post('superior') ? 'second' : 'superior'
  const staff = hold(head)?.staff
  return staff && authors.includes(staff) ? 'superior' : 'head'
}

export function submitted(facts: Facts, _input: unknown, setting: Setting): Facts {
  const authors = withActor(facts, setting.actor)
  return { ...facts, authors, level: levelOf(authors, setting) }
}
export const turnOf = ({ level }: Facts): string => level

export const somebodyElse: Condition<Facts> = {
  clause: '1.5',
  says: '没有可以审核的负责人：自己写的不能自己审，请指定其他岗位起草并提交',
  holds: ({ facts }, setting) => {
    const level = levelOf(withActor(facts, setting.actor), setting)
    const reader = setting.post(level)
    return level === 'head' || (reader !== null && reader !== setting.post(level === 'second' ? 'superior' : 'head'))
  },
}
export const byAnother: Condition<Facts> = {
  clause: '1.5',
  says: '自己起草或提交的不能自己审核，由其他负责人审核',
  holds: ({ facts }, { actor }) => actor !== null && !facts.authors.includes(actor.staff),
}
export const stillToCome: Condition<Facts> = {
  clause: '1.5',
  says: '公开到的日期已经过了，请退回改期',
  holds: ({ facts }, { at }) => facts.until === null || facts.until >= dayOf(at),
}
export const periodOver: Condition<Facts> = {
  clause: '1.5',
  says: '公开期限还没有到',
  holds: ({ facts }, { at }) => facts.until !== null && facts.until < dayOf(at),
}

/** What must be open is not struck off by anybody; only what somebody asked for, or what is no more. */
export const notMandatory: Condition<Facts> = {
  clause: '1.5',
  says: '必须公开的内容不能取消',
  hides: true,
  holds: ({ facts }, { actor }) => actor === null || topicOf(facts.topic).of === 'asked',
}

/** What is late already stays so: there is nothing left to bring forward. */
export const stillInTime: Condition<Facts> = {
  clause: '1.5',
  says: '已经超期，期限不再提前',
  hides: true,
  holds: ({ clocks }) => clocks.every(({ name, lateSince }) => name !== 'publish' || lateSince === null),
}

export const sentBack = (facts: Facts, { reason }: { reason: string }): Facts => ({ ...facts, returned: reason })

/** Let out: the program's own channels are done at this minute, which is their evidence (1.6). */
export function published(facts: Facts, _input: unknown, setting: Setting): Facts {
  const { at, actor } = setting
  const { until } = facts
  const own = facts.channels.filter((channel) => channels[channel].self)
  const shown = own.map((channel) => ({ channel, at, on: dayOf(at), by: null, how: '批准时由系统公开' }))
  const days = until === null ? Number.POSITIVE_INFINITY : daysTo(until as Day, dayOf(at), setting)
  return {
    ...{ ...facts, shown, publishedAt: at, approvedBy: actor?.staff ?? '' },
    ...(days < setting.limit('disclosure.channels').amount && { spreadWithin: days }),
  }
}

/** What runs has changed meanwhile: the new text takes the old one's place, and is drafted anew. */
export function refreshed(facts: Facts, { made, until }: Static<typeof Refreshing>): Facts {
  return { ...facts, made, title: made.title, text: made.text, authors: [], until: until ?? facts.until }
}

/** The channels that people still have to use. */
export function owed({ channels: asked, shown }: Pick<Facts, 'channels' | 'shown'>): readonly Channel[] {
  return asked.filter((one) => !shown.some(({ channel }) => channel === one))
}
/** Of a draft: those that approval does not see to by itself. */
export const owedByHand = ({ channels: asked }: Pick<Facts, 'channels'>): readonly Channel[] =>
  asked.filter((one) => !channels[one].self)

type Way = Fork<string, Facts>['when']
export const somethingToShow: Way = { says: '还有渠道要由人办的', holds: ({ facts }) => owedByHand(facts).length > 0 }
export const lastOne: Way = { says: '这是最后一个渠道的', holds: ({ facts }) => owed(facts).length <= 1 }
export const owesByHand = (_clocks: readonly Clock[], facts: AnyFacts): boolean =>
  owedByHand(facts as Facts).length > 0 && (facts as Facts).spreadWithin === undefined
/** Beside what ends before the usual limit does: a notice board is of no use to a text that is over (1.5). */
export const owesSoon = (_clocks: readonly Clock[], facts: AnyFacts): boolean =>
  owedByHand(facts as Facts).length > 0 && (facts as Facts).spreadWithin !== undefined

/** Only what is still owed can be chosen. */
export function showForm({ facts }: Disclosure, { at }: Setting) {
  const words = Object.fromEntries(owed(facts).map((one) => [one, channels[one].label]))
  return { ...Showing, properties: { ...Showing.properties, ...todays(at), channel: choice('渠道', words) } }
}

const todays = (at: Instant) => ({ on: { ...Showing.properties.on, default: dayOf(at) } })
/** Another channel than those that were asked for. */
export const alsoForm = (_matter: Disclosure, { at }: Setting) => ({
  ...Showing,
  properties: { ...Showing.properties, ...todays(at) },
})

export function showable({ facts }: Disclosure, { on }: Showing, { at }: Setting): readonly Problem[] {
  if (on > dayOf(at)) return [{ at: '/on', says: '日期不能晚于今天', clause: '1.6' }]
  const first = dayOf(instant(facts.publishedAt ?? 0))
  return on < first ? [{ at: '/on', says: '日期不能早于批准公开的那天', clause: '1.6' }] : []
}

export function shown(facts: Facts, { channel, on, how, photos }: Showing, { at, actor }: Setting): Facts {
  const line = { channel: channel as Channel, at, on, by: actor?.staff ?? null, how, ...(photos && { photos }) }
  return { ...facts, shown: [...facts.shown, line] }
}

export const ended = (facts: Facts, { reason }: { reason: string }): Facts => ({ ...facts, outcome: reason })
export const expired = (facts: Facts): Facts => ({ ...facts, outcome: '公开期限届满，自动撤下，转入存档' })
