import { isLate } from '#core/clock.ts'
import { addDays, addMonths, type Day, dayOf, daysBetween, instantAt, isDay, spoken } from '#core/day.ts'
import type { Facts, Matter, Sealed } from '#core/matter.ts'
import type { Condition, Setting } from '#core/process.ts'
import type { Problem } from '#core/refusal.ts'
import { exitProofs } from '#core/service/enrolled.ts'
import { settingKey } from '#core/service/figure.ts'
import type { Service, ServiceEnrolment } from '#core/service/format.ts'
import type { EnrolledMember, EnrolmentFacts, EnrolmentRecord, ExitProposed } from './contract.ts'
import { type Contacting, type Exiting, gone, type MemberChange, type Reviewing, unreached } from './forms.ts'

export type Enrolled = Matter<EnrolmentFacts>
type Kept = EnrolmentFacts

/** A figure of the service as it is in force for this office, whole months or times. */
export function figureOf(service: Service, key: string, { figure }: Pick<Setting, 'figure'>): number {
  const setting = service.settings?.find((one) => one.key === key)
  const own = setting && figure?.(settingKey(service.code, setting))
  const value = typeof own === 'number' && own > 0 ? own : setting?.value
  if (typeof value !== 'number') throw new RangeError(`${service.code}: ${key} has no number`)
  return value
}

/** The first morning of a day. */
export const morningOf = (on: Day) => instantAt(on, 0)

const dayGiven = (on: string | undefined, { at }: Pick<Setting, 'at'>): Day => (isDay(on) ? on : dayOf(at))

/** Days that somebody writes down lie behind, and not before the register knew the person. */
function dayFaults(field: string, on: string | undefined, { registered }: Kept, { at }: Setting): readonly Problem[] {
  if (on === undefined) return []
  if (!isDay(on)) return [{ at: field, says: '应为真实的日期，写作 2026-11-23 的样子' }]
  if (on > dayOf(at)) return [{ at: field, says: '日期不能晚于今天' }]
  return on < registered ? [{ at: field, says: `日期不能早于在册之日（${spoken(registered)}）` }] : []
}

/** A card as the case's result left it. */
export function enrolled(service: Service, enrolment: ServiceEnrolment) {
  return (input: Card, setting: Setting): Kept => {
    const today = dayOf(setting.at)
    const {
      case: origin,
      caseNumber,
      name,
      since,
      idNumber,
      phone,
      address,
      community,
      householdNumber,
      category,
      members,
      card,
    } = input
    return {
      ...{
        service: service.code,
        serviceName: service.name,
        origin,
        originNumber: caseNumber,
        registered: today,
        name,
      },
      ...(idNumber && { idNumber }),
      ...(phone && { phone }),
      ...(address && { address }),
      ...(community && { community }),
      ...(householdNumber && { householdNumber }),
      category: category ?? null,
      since: isDay(since) ? since : today,
      ...((enrolment.once || enrolment.changesWhen !== undefined) && { once: true }),
      ...termFrom(service, enrolment, addDays(today, -1), setting),
      ...(members && { members }),
      ...{ card, contacted: today, records: [], proposed: null, ended: null },
    }
  }
}
export type Card = {
  readonly case: string
  readonly caseNumber: string
  readonly name: string
  readonly since: string
  readonly idNumber?: Sealed
  readonly phone?: Sealed
  readonly address?: string
  readonly community?: string
  readonly householdNumber?: Sealed
  readonly category?: string
  readonly members?: readonly EnrolledMember[]
  readonly card: Readonly<Record<string, unknown>>
}

/** Until when it holds, that many months on from a last day; for ever where the file sets no term. Counted from today. */
function termFrom(
  service: Service,
  { term }: ServiceEnrolment,
  last: Day,
  setting: Setting,
): Pick<Kept, 'until' | 'termFrom' | 'remindOn'> {
  if (!term) return { until: null }
  const until = addMonths(last, figureOf(service, term.months, setting))
  const remindOn = addMonths(until, -figureOf(service, term.remind, setting))
  const today = dayOf(setting.at)
  return { until, termFrom: today, remindOn: remindOn > today ? remindOn : today }
}
export const termDays = (facts: Facts): number => {
  const { termFrom: from, until } = facts as Kept
  return from && until ? Math.max(0, daysBetween(from, until)) : 0
}
export const remindDays = (facts: Facts): number => {
  const { termFrom: from, remindOn } = facts as Kept
  return from && remindOn ? Math.max(0, daysBetween(from, remindOn)) : 0
}

const actorOf = ({ actor }: Setting): string => actor?.staff ?? ''
const recorded = (facts: Kept, record: EnrolmentRecord): readonly EnrolmentRecord[] => [...facts.records, record]
const lateOf = (matter: Matter, name: string, { at }: Setting): { readonly late?: true } =>
  matter.clocks.some((clock) => clock.name === name && clock.is === 'running' && isLate(clock, at))
    ? { late: true }
    : {}

/** The last contact or attempt, from which the next is counted. */
export const followedOn = (facts: Facts): Day => {
  const { records, registered } = facts as Kept
  return records.reduce((last, { what, on }) => (what === 'contact' && on > last ? on : last), registered)
}
/** The day that was agreed on for the next contact, if the last one agreed on any. */
const agreedOn = (facts: Facts): Day | null => {
  const last = (facts as Kept).records.findLast(({ what }) => what === 'contact')
  return last?.next && last.next > followedOn(facts) ? last.next : null
}
export const hasAgreed = (facts: Facts): boolean => agreedOn(facts) !== null
export const agreedDays = (facts: Facts): number => {
  const next = agreedOn(facts)
  return next === null ? 0 : daysBetween(followedOn(facts), next)
}
/** Whether the last thing that was written down was a word with the person. */
export const wasReached = (facts: Facts): boolean => (facts as Kept).records.at(-1)?.reached !== false

/** A contact, or an attempt at one, written down: late where its date had gone by. */
export function contacted(facts: Kept, input: Contacting, setting: Setting, matter: Enrolled): Kept {
  const on = dayGiven(input.on, setting)
  const reached = input.result !== unreached
  const { way, result, says, next } = input
  const record: EnrolmentRecord = {
    ...{ at: setting.at, on, by: actorOf(setting), what: 'contact', way, result, says, reached },
    ...(isDay(next) && { next }),
    ...lateOf(matter, 'follow', setting),
  }
  return {
    ...facts,
    records: recorded(facts, record),
    contacted: reached && on > facts.contacted ? on : facts.contacted,
  }
}

export function contactFaults(service: Service, { contact }: ServiceEnrolment) {
  return ({ facts }: Enrolled, { on, next }: Contacting, setting: Setting): readonly Problem[] => {
    const found = dayFaults('/on', on, facts, setting)
    if (next === undefined) return found
    const today = dayOf(setting.at)
    if (!isDay(next)) return [...found, { at: '/next', says: '应为真实的日期，写作 2026-11-23 的样子' }]
    if (next <= today) return [...found, { at: '/next', says: '约定的日期应在今天以后' }]
    const last =
      contact?.every === undefined ? null : addMonths(dayGiven(on, setting), figureOf(service, contact.every, setting))
    return last !== null && next > last
      ? [...found, { at: '/next', says: `最晚约到${spoken(last)}，两次联系不能超过规定的间隔` }]
      : found
  }
}

/** Somebody who was missing has been found: the proposal falls. */
export const found = (facts: Kept, input: Contacting, setting: Setting, matter: Enrolled): Kept => ({
  ...contacted(facts, input, setting, matter),
  proposed: null,
})

export const note = (
  what: EnrolmentRecord['what'],
  facts: Kept,
  says: string,
  setting: Setting,
  on?: string,
): Kept => ({
  ...facts,
  records: recorded(facts, { at: setting.at, on: dayGiven(on, setting), by: actorOf(setting), what, says }),
})

/** Kept all the same: with the reason. */
export function keptOn<I>(words: (input: I) => string) {
  return (facts: Kept, input: I, setting: Setting): Kept => ({
    ...note('kept', facts, words(input), setting),
    proposed: null,
  })
}

export function reviewed(facts: Kept, { checks, says, on }: Reviewing, setting: Setting, matter: Enrolled): Kept {
  const record: EnrolmentRecord = {
    ...{ at: setting.at, on: dayGiven(on, setting), by: actorOf(setting), what: 'review', result: 'stays' },
    ...{ way: checks.join(','), says },
    ...lateOf(matter, 'yearly', setting),
  }
  return { ...facts, records: recorded(facts, record) }
}
export const reviewedOn = (facts: Facts): Day => {
  const { records, registered } = facts as Kept
  return records.findLast(({ what }) => what === 'review')?.on ?? registered
}
export const onFaults = ({ facts }: Enrolled, { on }: { readonly on?: string }, setting: Setting): readonly Problem[] =>
  dayFaults('/on', on, facts, setting)

/** Confirmed again: the term runs on from where it ended, or from today where it had run out. */
export function renewed(service: Service, enrolment: ServiceEnrolment) {
  return (facts: Kept, { says }: { readonly says: string }, setting: Setting): Kept => {
    const today = dayOf(setting.at)
    const last = facts.until !== null && facts.until >= today ? facts.until : addDays(today, -1)
    return {
      ...note('renewal', facts, says, setting),
      ...termFrom(service, enrolment, last, setting),
      contacted: today,
      proposed: null,
    }
  }
}

/** On how many days the person turned down what was offered, by the record: one offer written down twice is one. */
export function refusalsIn({ contact }: ServiceEnrolment, { records }: Pick<Kept, 'records'>): number {
  const refuse = new Set(contact?.results.filter(({ refuses }) => refuses).map(({ code }) => code))
  const refused = records.filter(({ what, result }) => what === 'contact' && result !== undefined && refuse.has(result))
  return new Set(refused.map(({ on }) => on)).size
}

const situations = ({ members = [] }: Kept): readonly (string | undefined)[] =>
  members.map(({ situation }) => situation).filter((situation) => situation !== gone)

/** What the record shows against a reason, in words; null where it bears it out. */
function unproved(
  service: Service,
  enrolment: ServiceEnrolment,
  facts: Kept,
  reason: string,
  setting: Setting,
): string | null {
  const proof = enrolment.exits.find(({ code }) => code === reason)?.proof
  const { silence, refusals } = enrolment
  const today = dayOf(setting.at)
  if (proof === 'silent' && silence) {
    const months = figureOf(service, silence.exit, setting)
    return today >= addMonths(facts.contacted, months)
      ? null
      : `${spoken(facts.contacted)}还有联系，失联不满${months}个月`
  }
  if (proof === 'refusals' && refusals) {
    const most = figureOf(service, refusals.most, setting)
    const count = refusalsIn(enrolment, facts)
    return count >= most ? null : `记录中拒绝${count}次，不满${most}次`
  }
  if (proof === 'memberEmployed')
    return situations(facts).includes('employed') ? null : `${exitProofs[proof]}的才能选；请先登记成员变动`
  if (proof === 'noneInScope')
    return situations(facts).includes('jobless') ? '成员记录中还有能工作也想工作的成员；请先登记成员变动' : null
  if (proof === 'expired') return facts.until !== null && facts.until < today ? null : '登记期限还没有到'
  return null
}

export function exitFaults(service: Service, enrolment: ServiceEnrolment) {
  return ({ facts }: Enrolled, { reason, on }: Exiting, setting: Setting): readonly Problem[] => {
    const says = unproved(service, enrolment, facts, reason, setting)
    return [...(says ? [{ at: '/reason', says }] : []), ...dayFaults('/on', on, facts, setting)]
  }
}

/** An exit that a person proposes; whoever would confirm it themselves leaves that to those above. */
export function proposed(decider: string) {
  return (facts: Kept, { reason, basis, says, on }: Exiting, setting: Setting): Kept => {
    const post = setting.post(decider)
    const { actor } = setting
    const isOwn = actor !== null && post !== null && setting.hold(post)?.staff === actor.staff
    const one: ExitProposed = { at: setting.at, by: actorOf(setting), reason, on: dayGiven(on, setting), basis, says }
    return { ...facts, proposed: isOwn ? { ...one, above: true } : one }
  }
}

/** An exit that time proposes: somebody has to look into it before anything else happens. */
export function suggested(reason: string, basis: (facts: Kept) => string) {
  return (facts: Kept, _input: unknown, { at }: Setting): Kept => ({
    ...facts,
    proposed: { at, by: null, reason, on: dayOf(at), basis: basis(facts), says: '由期限提出，待承办人核实' },
  })
}

export function ended({ exits }: ServiceEnrolment) {
  return (facts: Kept, _input: unknown, setting: Setting): Kept => {
    const { proposed: one } = facts
    if (!one) throw new RangeError('nothing is proposed: the table leads here by a proposal only')
    const label = exits.find(({ code }) => code === one.reason)?.label ?? one.reason
    return {
      ...facts,
      ended: { on: one.on, at: setting.at, by: actorOf(setting), reason: one.reason, label, basis: one.basis },
    }
  }
}

/** Two pairs of eyes: who proposed an exit doesn't confirm it. */
export const byAnother: Condition<EnrolmentFacts> = {
  clause: '8.2',
  says: '退出由提出人以外的人确认，请由负责人或复核岗办理',
  holds: ({ facts }, { actor }) => facts.proposed?.by == null || facts.proposed.by !== actor?.staff,
}

export function amended(
  facts: Kept,
  { says, ...fresh }: { readonly says: string } & Partial<Pick<Kept, 'phone' | 'address' | 'community'>>,
  setting: Setting,
): Kept {
  return { ...note('amended', facts, says, setting), ...fresh }
}
export const amendFaults = (
  _matter: unknown,
  { phone, address, community }: Readonly<Record<string, unknown>>,
): readonly Problem[] =>
  [phone, address, community].every((one) => one === undefined)
    ? [{ at: '/phone', says: '请填写变更的电话、地址或社区' }]
    : []

export function memberChanged(facts: Kept, { who, situation, says, on }: MemberChange, setting: Setting): Kept {
  const members = (facts.members ?? []).map((one, n) => (String(n) === who ? { ...one, situation } : one))
  return { ...note('member', facts, `${facts.members?.[Number(who)]?.name ?? ''}：${says}`, setting, on), members }
}
export function memberJoined(
  facts: Kept,
  { joined, says }: { readonly joined: readonly EnrolledMember[]; readonly says: string },
  setting: Setting,
): Kept {
  return {
    ...note('member', facts, `新增${joined.map(({ name }) => name).join('、')}：${says}`, setting),
    members: [...(facts.members ?? []), ...joined],
  }
}

/** What is written down where the same number came with another name; nothing where the name is the same. */
export const renamedSays = (before: string, now: string): string =>
  before === now ? '' : `，姓名由“${before}”改为“${now}”`

/** The person came with another case of the same service: that is a contact, and the card is as they now said. */
export function again(service: Service, enrolment: ServiceEnrolment) {
  return (facts: Kept, input: Card, setting: Setting): Kept => {
    const today = dayOf(setting.at)
    const { name, phone, address, community, category, members, card } = input
    const says = `本人又来办理${service.name}（${input.caseNumber}）${renamedSays(facts.name, name)}`
    return {
      ...note('case', facts, says, setting),
      name,
      ...(phone && { phone }),
      ...(address && { address }),
      ...(community && { community }),
      ...(category && { category }),
      ...(members && { members }),
      ...termFrom(service, enrolment, addDays(today, -1), setting),
      ...{ card: { ...facts.card, ...card }, contacted: today, proposed: null },
    }
  }
}

/** What ends a registration can't lie before it began. */
export function endFaults({ facts }: Matter<EnrolmentFacts>, { on }: { readonly on: string }): readonly Problem[] {
  return on < facts.since
    ? [{ at: '/on', says: `结束日期早于登记的起始日期${spoken(facts.since)}，请核对`, clause: '8.2' }]
    : []
}

/** The person registered the end themself; whoever handled that case has looked at it. */
export function endedByCase({ exits }: ServiceEnrolment) {
  return (
    facts: Kept,
    { caseNumber, on, reason }: { readonly caseNumber: string; readonly on: string; readonly reason: string },
    setting: Setting,
  ): Kept => {
    const label = exits.find(({ code }) => code === reason)?.label ?? reason
    const last = isDay(on) ? on : dayOf(setting.at)
    return {
      ...note('case', facts, `本人登记结束（${caseNumber}）`, setting),
      proposed: null,
      ended: {
        on: addDays(last, 1),
        at: setting.at,
        by: actorOf(setting),
        reason,
        label,
        basis: `本人办理的${caseNumber}`,
      },
    }
  }
}
