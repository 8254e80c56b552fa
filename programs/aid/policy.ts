import type { Static } from 'typebox'
import type { Clock } from '#core/clock.ts'
import { type Day, dayOf, daysBetween, type Instant, instant, instantAt, spoken } from '#core/day.ts'
import type { Facts } from '#core/matter.ts'
import { citizenProblems } from '#core/numbers.ts'
import type { Condition, Setting } from '#core/process.ts'
import type { Problem } from '#core/refusal.ts'
import { counted } from '#core/service/figure.ts'
import { type AidFacts, type Entered, exits, type Kept, type Registration, results, targets } from './contract.ts'

/** The service whose figures the table counts with. */
export const service = 'JY06'
const figureOf = ({ figure }: Setting, key: string): number =>
  Number(counted(figure?.(`service.${service}.${key}`) ?? 0))

/** After how many refusals without good reason an exit is proposed; 0: never by itself. */
export const refusalsAllowed = (setting: Setting): number => figureOf(setting, 'refusals')

/** Within how many days after somebody came the first help is given; 0: nobody has told. */
export const firstHelpDays = (setting: Setting): number => figureOf(setting, 'firstHelpDays')

/** The day that was written, or today. */
export const onOf = (on: string | undefined, { at }: Setting): string => on ?? dayOf(at)

/** Nothing is done on a day that is still to come. */
export function notAhead(field: string, on: string | undefined, { at }: Setting): readonly Problem[] {
  return on !== undefined && on > dayOf(at) ? [{ at: `/${field}`, says: '日期不能晚于今天' }] : []
}

type Next = { readonly next?: string | undefined; readonly nextSays?: string | undefined }

/** An appointment is on a day to come, and says what for. */
export function wellAppointed({ next, nextSays }: Next, { at }: Setting): readonly Problem[] {
  if (next === undefined) return nextSays === undefined ? [] : [{ at: '/next', says: '写了下次做什么，请填约定的日期' }]
  if (next < dayOf(at)) return [{ at: '/next', says: '约定的日期不能早于今天' }]
  return nextSays === undefined ? [{ at: '/nextSays', says: '请写明下次做什么' }] : []
}

/** What stands on the calendar next; what was agreed on before is done with. */
export const appointed = ({ next, nextSays }: Next): Pick<AidFacts, 'appointment'> =>
  next === undefined ? {} : { appointment: { on: next, says: nextSays ?? '' } }

type Registered = Static<typeof Registration>

/** A person who is really one, recognised on a day that has come; with the plan of a case, or with none. */
export function wellRegistered(input: Registered, setting: Setting): readonly Problem[] {
  const { idNumber, recognisedOn, employBy } = input
  const [wrong] = citizenProblems(idNumber, dayOf(setting.at))
  const isEarly = employBy !== undefined && employBy < recognisedOn
  return [
    ...(wrong ? [{ at: '/idNumber', says: wrong }] : []),
    ...notAhead('recognisedOn', recognisedOn, setting),
    ...(isEarly ? [{ at: '/employBy', says: '力争至少一人就业的日期不能早于认定日期' }] : []),
    ...wellBrought(input),
  ]
}

/** A plan comes from a case, and whole; whoever registers by hand makes it afterwards, with the person (6.4). */
function wellBrought({ case: origin, needs, measures, firstMeeting, employBy }: Registered): readonly Problem[] {
  const parts = { needs, measures, firstMeeting }
  const [brought] = Object.entries({ ...parts, employBy }).flatMap(([name, part]) => (part === undefined ? [] : [name]))
  if (brought !== undefined && origin === undefined)
    return [{ at: `/${brought}`, says: '援助计划由办结的就业援助办件带来；登记时不填，登记以后与本人商定' }]
  const [lacking] = Object.entries(parts).flatMap(([name, part]) => (part === undefined ? [name] : []))
  return brought !== undefined && lacking !== undefined
    ? [{ at: `/${lacking}`, says: '援助计划要有需要的援助、援助措施和第一次援助日期' }]
    : []
}

/** As it was registered; with the plan that the case agreed on, helping begins at once. */
export function registered(input: Entered, { at, actor }: Setting): AidFacts {
  const { needs, measures, firstMeeting, ...rest } = input
  const facts = { ...rest, plans: 0, records: [], refusals: 0 } as AidFacts
  if (!needs || !measures) return facts
  return {
    ...{ ...facts, plans: 1, plan: { needs, measures, agreed: true, version: 1, at, by: actor?.staff ?? '' } },
    ...appointed({ next: firstMeeting, nextSays: '第一次援助' }),
  }
}

export const titled = ({ name, targetType }: AidFacts): string => `${name}：就业援助（${targets[targetType]}）`

/** From when the household's limit runs: from the day of its recognition. */
export const recognised = (facts: Facts): Instant => instantAt((facts as AidFacts).recognisedOn as Day, 9 * 60)
export const isHousehold = (_clocks: readonly Clock[], facts: Facts): boolean =>
  (facts as AidFacts).targetType === 'zeroEmployment'
/** The case told by which day one of the household shall be at work. */
export const hasEmployBy = (clocks: readonly Clock[], facts: Facts): boolean =>
  isHousehold(clocks, facts) && (facts as AidFacts).employBy !== undefined
/** In days from the recognition. */
export const untilEmployed = (facts: Facts): number => {
  const { recognisedOn, employBy } = facts as AidFacts
  return daysBetween(recognisedOn as Day, (employBy ?? recognisedOn) as Day)
}
/** The first help has its day, agreed on with the person or the last that is allowed: it is due by the end of it. */
export const hasFirst = (clocks: readonly Clock[], facts: Facts): boolean => {
  const { appointment, firstBy, records } = facts as AidFacts
  const isLate = clocks.some(({ name, lateSince }) => name === 'first' && lateSince !== null)
  return (appointment !== undefined || firstBy !== undefined) && records.length === 0 && !isLate
}
export const plannedAt = (facts: Facts): Instant => instant((facts as AidFacts).plan?.at ?? 0)
/** In days from the plan; a day that is already over is due at once. */
export const untilFirst = (facts: Facts): number => {
  const { appointment, firstBy, plan } = facts as AidFacts
  const by = appointment?.on ?? firstBy
  return by && plan ? Math.max(0, daysBetween(dayOf(instant(plan.at)), by as Day)) : 0
}
/** Nobody was reached: that is no help yet. */
export const wasHelped = (_clocks: readonly Clock[], _before: Facts, after: Facts): boolean => {
  const last = (after as AidFacts).records.at(-1)
  return last?.what === 'record' && last.result !== results.unreached
}
/** The stable time runs from the first day at work. */
export const atWork = (facts: Facts): Instant => instantAt((facts as AidFacts).employment?.since as Day, 9 * 60)

/** The head confirms what somebody of the office proposed, the head above what the head did. */
export const whoConfirms = ({ exit }: AidFacts): string | null => (exit?.state === 'proposed' ? 'above' : null)

/** Adds a line of what was done. */
export function noted(facts: AidFacts, line: Omit<Kept, 'at' | 'by'>, { at, actor }: Setting): AidFacts {
  return { ...facts, records: [...facts.records, { ...line, at, by: actor?.staff ?? '' }] }
}

export const notOffered: Condition<AidFacts> = {
  clause: '2.3.2.b',
  says: '已提出更换责任人，正在等待接收',
  holds: ({ custody }) => custody.offered === null,
}
/** An extension and its decision are about the household's limit, as long as it runs. */
export const limitRuns: Condition<AidFacts> = {
  clause: '7.5',
  says: '没有正在计算的“至少一人就业”期限',
  hides: true,
  holds: ({ clocks }) => clocks.some(({ name, is }) => name === 'limit' && is === 'running'),
}
export const proposedByAnother: Condition<AidFacts> = {
  clause: '6.3',
  says: '退出由提出的人以外的负责人确认',
  holds: ({ facts }, { actor }) => facts.exit?.by !== actor?.staff,
}
/** Nothing is asked of the head about the extension that nobody would then answer. */
export const planned = {
  says: '已有援助计划',
  holds: ({ facts }: { readonly facts: AidFacts }) => facts.plan !== undefined,
}
/** The refusal in hand is the one too many: an exit is proposed, and a person decides. */
export const oneTooMany = {
  says: '次数已满',
  holds: ({ facts }: { readonly facts: AidFacts }, setting: Setting) => {
    const most = refusalsAllowed(setting)
    return most > 0 && facts.refusals + 1 >= most
  },
}
/** The stable time is over: nobody writes a check-up down before it. */
export const stableOver: Condition<AidFacts> = {
  clause: '7.4',
  says: '稳定就业观察期还没有届满',
  holds: ({ clocks }, { at }) => clocks.some(({ name, dueAt }) => name === 'stable' && dueAt !== null && at > dueAt),
}

export const saysExit = ({ exit }: AidFacts): string => (exit ? `${exits[exit.reason]}：${exit.said}` : '')
export const saysDay = (on: string): string => spoken(on as Day)
