import type { Static } from 'typebox'
import { isWorkingDay } from '#core/calendar.ts'
import { addDays, day, dayOf, daysBetween, isDay } from '#core/day.ts'
import type { Facts, Matter } from '#core/matter.ts'
import type { Condition, Fork, Setting } from '#core/process.ts'
import type { Problem } from '#core/refusal.ts'
import { seen } from '#regulation/checks/item.ts'
import { asksAbout, checksVersion, templates } from '#regulation/checks.ts'
import { type ClauseId, clauseIds } from '#regulation/clauses.ts'
import type {
  Again,
  Answers,
  Cancelling,
  InspectionFacts,
  Objected,
  Order,
  OwnItem,
  Passing,
  Plan,
  Report,
  Rescheduling,
} from './contract.ts'
import { faultOf, findingsOf, keptOf, keyOf, linesOf, scoreOf, scoreSaid, wanting } from './review.ts'

type Inspection = Matter<InspectionFacts>

/** An inspection as planned: the checklist's version is fixed now, what the office added is written down as it is. */
export function planned(input: Plan, { at }: Setting): InspectionFacts {
  const { mode, template, people, windows, company, note, series, own = [], off = [], edition = 0 } = input
  const today = dayOf(at)
  return {
    ...{ mode, template, people, windows, off, edition, version: checksVersion },
    ...{ own: own.map(itemOf), from: today, date: mode === 'spot' ? today : (input.date ?? today) },
    ...(company && { company }),
    ...(note && { note }),
    ...(series && { series }),
    ...{ answers: {}, checkers: [], findings: [], objections: [], reports: [], rechecks: [] },
  }
}

/** An office's own item as a line of the checklist. */
export function itemOf({ id, clause, words, about, weight }: OwnItem) {
  return { id, clause, words, about, weight, kind: seen, since: 1 } as const
}

/** Days from the setting of the date to the date: what the clock of a plan runs. */
export function daysAhead(facts: Facts): number {
  const { from, date } = facts as InspectionFacts
  return daysBetween(day(from), day(date))
}

/** The days of a rectification order, for its clock. */
export function daysOrdered(facts: Facts): number {
  return (facts as InspectionFacts).order?.days ?? 1
}

/** What an inspection is called in lists. */
export function titled({ template, mode, date }: InspectionFacts): string {
  return `${templates[template]}（${mode === 'spot' ? '抽查' : '计划'} ${date}）`
}

/** Whether a plan can stand: its day, its scope, and nobody inspecting oneself (6.3). */
export function plannable(input: Plan, setting: Setting): readonly Problem[] {
  return [...dayFaults(input, setting), ...scopeFaults(input, setting), ...ownFaults(input.own ?? [])]
}

function dayFaults({ mode, date }: Plan, setting: Setting): readonly Problem[] {
  if (mode === 'spot') return date ? [{ at: '/date', says: '随机抽查当场开始，不填计划日期' }] : []
  if (!date) return [{ at: '/date', says: '“计划日期”为必填项' }]
  return dateFaults(date, setting)
}

function dateFaults(date: string, { at, calendar }: Setting): readonly Problem[] {
  if (!isDay(date)) return [{ at: '/date', says: '没有这一天' }]
  if (date <= dayOf(at)) return [{ at: '/date', says: '计划日期应在今天以后' }]
  if (date > addDays(dayOf(at), 366)) return [{ at: '/date', says: '计划日期不能超过一年' }]
  return isWorkingDay(calendar, date) ? [] : [{ at: '/date', says: '这一天不上班，请改为工作日' }]
}

/**
 * A checklist of people without people, or of windows without windows, would ask nothing; everything, without anybody,
 * is the venue, which has a checklist of its own.
 */
export function emptyScope({
  template,
  people,
  windows,
}: Pick<InspectionFacts, 'template' | 'people' | 'windows'>): readonly Problem[] {
  if (template === 'full' && people.length + windows.length === 0) return [{ at: '/windows', says: fullOfNothing }]
  const [only, ...more] = asksAbout(template)
  if (more.length > 0) return []
  if (only === 'person' && people.length === 0) return [{ at: '/people', says: '请选择被检查人员' }]
  return only === 'window' && windows.length === 0 ? [{ at: '/windows', says: '请选择被检查窗口' }] : []
}

const fullOfNothing = '全面检查请至少选择一个被检查窗口或者一名被检查人员；只查场所的，请选“场所设施检查”'

function scopeFaults({ template, people, windows }: Plan, { actor, hold, nameOf }: Setting): readonly Problem[] {
  const found = [...emptyScope({ template, people, windows })]
  if (actor && people.includes(actor.staff)) found.push({ at: '/people', says: '不能检查自己，请由上级或他人检查' })
  if (people.some((one) => nameOf(one) === one)) found.push({ at: '/people', says: '名单里有不存在的人员' })
  const holds = windows.map((post) => hold(post))
  if (holds.includes(null)) found.push({ at: '/windows', says: '被检查单位没有这个窗口' })
  if (actor && holds.some((one) => one?.staff === actor.staff))
    found.push({ at: '/windows', says: '不能检查自己的窗口，请由上级或他人检查' })
  return found
}

/** Own items stand under a clause that exists, each with its own number. */
export function ownFaults(own: readonly OwnItem[]): readonly Problem[] {
  const known: ReadonlySet<ClauseId> = new Set(clauseIds)
  return own.flatMap(({ id, clause }, i): Problem[] => [
    ...(known.has(clause) ? [] : [{ at: `/own/${i}/clause`, says: `没有条款“${clause}”` }]),
    ...(own.findIndex((one) => one.id === id) === i ? [] : [{ at: `/own/${i}/id`, says: '编号重复' }]),
  ])
}

export function dateGood(_matter: Inspection, { date }: Static<typeof Rescheduling>, setting: Setting) {
  return dateFaults(date, setting)
}

export function rescheduled(facts: InspectionFacts, { date }: Static<typeof Rescheduling>, { at }: Setting) {
  return { ...facts, date, from: dayOf(at) }
}

/** Whoever is inspected is not appointed to inspect (6.3). */
export function notInspected(field: 'to' | 'with') {
  return ({ facts }: Inspection, input: { readonly to?: string; readonly with?: string }, { hold }: Setting) => {
    const staff = hold(String(input[field]))?.staff
    const isIn = staff !== undefined && (facts.people.includes(staff) || facts.windows.includes(String(input[field])))
    return isIn ? [{ at: `/${field}`, says: '这个岗位的人在被检查之列，不能检查自己' }] : []
  }
}

export const onTheDay: Condition<InspectionFacts> = {
  clause: '6.6',
  says: '还没到计划日期',
  explain: ({ facts }) => `计划于${facts.date}检查；要提前，请先改期`,
  holds: ({ facts }, { at }) => dayOf(at) >= facts.date,
}

/** A missed date stays missed (6.6): it is not moved away afterwards. */
export const dateNotMissed: Condition<InspectionFacts> = {
  clause: '6.6',
  says: '计划日期已过，不能改期；请开始检查，或者说明原因撤销',
  holds: ({ clocks }, { at }) =>
    clocks.every(
      ({ name, lateSince, dueAt }) => name !== 'begin' || (lateSince === null && dueAt !== null && at <= dueAt),
    ),
}

/** A result that was once recorded stands, also while it is being corrected: it is not called off (6.6). */
export const notRecorded: Condition<InspectionFacts> = {
  clause: '6.6',
  says: '检查结果已经记录，不能撤销',
  holds: ({ facts }) => facts.score === undefined,
}

/** Who is inspected does not call the inspection off, whomever they stand in for (6.3). */
export const notTheInspected: Condition<InspectionFacts> = {
  clause: '6.3',
  says: '被检查的人员不能撤销检查',
  holds: ({ facts }, { actor, hold }) =>
    actor !== null &&
    !facts.people.includes(actor.staff) &&
    facts.windows.every((window) => hold(window)?.staff !== actor.staff),
}

/** Called off: the reason stays with what was written down so far, and nothing is scored. */
export function calledOff(facts: InspectionFacts, { reason }: Static<typeof Cancelling>): InspectionFacts {
  return { ...facts, cancelled: reason }
}

/** The inspection is the office's own; a superior's inspectors are not named from below. */
export const ofOwnOffice: Condition<InspectionFacts> = {
  clause: '6.6',
  says: '上级安排的检查由上级指定检查人',
  hides: true,
  holds: ({ custody }, { hold }) => hold(custody.holder.post) !== null,
}

export const everythingAnswered: Condition<InspectionFacts> = {
  clause: '6.6',
  says: '还有项目没有检查完',
  explain: ({ facts }) => {
    const open = wanting(facts)
    const [first] = open
    return first ? `还有${open.length}项没有填好，如“${first.line.item.words}”：${first.says}` : '没有适用的项目'
  },
  holds: ({ facts }) => wanting(facts).length === 0 && scoreOf(facts) !== null,
}

/** Who inspected does not speak for the inspected office (6.3). */
export const notTheInspector: Condition<InspectionFacts> = {
  clause: '6.3',
  says: '检查人不能代被检查单位确认或者提出异议',
  holds: ({ custody, facts }, { actor }) =>
    actor !== null && actor.staff !== custody.holder.staff && !facts.checkers.includes(actor.staff),
}

export const objectionLeft: Condition<InspectionFacts> = {
  clause: '6.6',
  says: '已经提出过两次异议，检查人已作答复',
  holds: ({ facts }) => facts.objections.length < 2,
}

/** Who reported a rectification does not re-check it (6.3). */
export const notTheReporter: Condition<InspectionFacts> = {
  clause: '6.3',
  says: '不能复查自己报告的整改',
  holds: ({ facts }, { actor }) => facts.reports.at(-1)?.by !== actor?.staff,
}

/** Where the inspector leads the office, a colleague speaks for it. */
export const headInspects: Fork<string, InspectionFacts>['when'] = {
  says: '检查人就是本单位负责人',
  holds: ({ custody }, { post }) => custody.holder.post === post('head'),
}

export const somethingFailed: Fork<string, InspectionFacts>['when'] = {
  says: '有不合格项目',
  holds: ({ facts }) => facts.findings.length > 0,
}

/** Each answer against its item: an unknown line, a value without its unit, oneself (6.3). */
export function answerable({ facts }: Inspection, { answers }: Answers, { actor, hold }: Setting): readonly Problem[] {
  const lines = new Map(linesOf(facts).map((line) => [line.key, line]))
  return answers.flatMap((answer, i): Problem[] => {
    const line = lines.get(keyOf(answer.item, answer.of))
    if (!line) return [{ at: `/answers/${i}/item`, says: '这次检查没有这一项' }]
    const isOwn =
      line.of !== null && actor !== null && (line.of === actor.staff || hold(line.of)?.staff === actor.staff)
    if (isOwn) return [{ at: `/answers/${i}/of`, says: '不能检查自己' }]
    return faultOf(line.item, answer).map(({ at, says }) => ({ at: `/answers/${i}${at}`, says }))
  })
}

/** The answers of a batch beside those kept before; the last word on a line counts. */
export function answered(facts: InspectionFacts, { answers }: Answers, { actor }: Setting): InspectionFacts {
  const lines = new Map(linesOf(facts).map((line) => [line.key, line]))
  const kept = { ...facts.answers }
  for (const answer of answers) {
    const line = lines.get(keyOf(answer.item, answer.of))
    const one = line && keptOf(line.item, answer)
    if (one) kept[line.key] = one
    else if (line) delete kept[line.key]
  }
  const { checkers } = facts
  const isNew = actor !== null && !checkers.includes(actor.staff)
  return { ...facts, answers: kept, ...(isNew && { checkers: [...checkers, actor.staff] }) }
}

/** What came of it: the score and the evidence, counted from the answers and from nothing else. */
export function finished(
  facts: InspectionFacts,
  { remark }: { remark?: string },
  setting: Setting,
  matter: Inspection,
): InspectionFacts {
  const score = scoreOf(facts)
  const asks = headInspects.holds(matter, setting) ? facts.windows : []
  return { ...facts, asks, findings: findingsOf(facts), ...(score && { score }), ...(remark && { remark }) }
}

/** Where the head inspects, the people of the inspected windows are asked: it lies on their desks. */
export function askedPosts({ asks = [] }: InspectionFacts): readonly string[] {
  return asks
}

export function finishSaid({ facts }: Inspection): string {
  const score = scoreOf(facts)
  return `完成检查：${score ? scoreSaid(score) : ''}；不合格${findingsOf(facts).length}项`
}

export function confirmed(facts: InspectionFacts, _input: unknown, { actor, at }: Setting): InspectionFacts {
  return { ...facts, confirmed: { by: actor?.staff ?? null, at } }
}

export function objected(facts: InspectionFacts, { says }: { says: string }, { actor, at }: Setting): InspectionFacts {
  const one: Objected = { says, by: actor?.staff ?? '', at }
  return { ...facts, objections: [...facts.objections, one] }
}

/** The written answer to the last objection. */
export function replied(settled: NonNullable<Objected['settled']>) {
  return (facts: InspectionFacts, { says }: { says: string }): InspectionFacts => ({
    ...facts,
    objections: facts.objections.map((one, i) =>
      i === facts.objections.length - 1 ? { ...one, answer: says, settled } : one,
    ),
  })
}

/** Whoever inspects is not the one to put it right, or would re-check oneself (6.3). */
export function rectifiable({ custody }: Inspection, { to }: Order, { hold }: Setting): readonly Problem[] {
  const found = hold(to)
  if (!found) return [{ at: '/to', says: '没有这个岗位，或者岗位上没有人' }]
  return found.staff === custody.holder.staff ? [{ at: '/to', says: '整改责任岗位不能是检查人自己' }] : []
}

export function ordered(facts: InspectionFacts, { to, days, demand }: Order, { at }: Setting): InspectionFacts {
  return { ...facts, order: { post: to, days, demand, at } }
}

/** Whose step the rectification is. */
export function rectifier({ order }: InspectionFacts): string {
  return order?.post ?? 'head'
}

export function putRight(
  facts: InspectionFacts,
  input: Static<typeof Report>,
  { actor, at }: Setting,
): InspectionFacts {
  return { ...facts, reports: [...facts.reports, { ...input, by: actor?.staff ?? '', at }] }
}

/** Findings that are still open. */
export function openFindings(facts: InspectionFacts) {
  return facts.findings.filter(({ rectifiedAt }) => rectifiedAt === undefined)
}

export function passed(facts: InspectionFacts, { says, photos = [] }: Static<typeof Passing>, setting: Setting) {
  return rechecked(facts, { says, photos, still: [] }, setting)
}

/** Some are still wanting: the order goes on with a new limit; what was put right is so. */
export function notYet(facts: InspectionFacts, { says, still, days, photos = [] }: Again, setting: Setting) {
  const next = rechecked(facts, { says, photos, still }, setting)
  return next.order ? { ...next, order: { ...next.order, days, at: setting.at } } : next
}

function rechecked(
  facts: InspectionFacts,
  { says, photos, still }: { says: string; photos: readonly string[]; still: readonly string[] },
  { actor, at }: Setting,
): InspectionFacts {
  const one = { says, photos, still, by: actor?.staff ?? '', at }
  const findings = facts.findings.map((finding) =>
    finding.rectifiedAt === undefined && !still.includes(finding.key) ? { ...finding, rectifiedAt: at } : finding,
  )
  return { ...facts, findings, rechecks: [...facts.rechecks, one] }
}

export function stillOpen({ facts }: Inspection, { still }: Static<typeof Again>): readonly Problem[] {
  const open = new Set(openFindings(facts).map(({ key }) => key))
  return still.every((key) => open.has(key)) ? [] : [{ at: '/still', says: '只能选还没有整改好的项目' }]
}
