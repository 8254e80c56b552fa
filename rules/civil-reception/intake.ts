import { type Day, dayOf, daysBetween, type Instant, instantAt, isDay, spoken } from '#core/day.ts'
import type { Facts, Matter } from '#core/matter.ts'
import type { Condition, Fork, Setting } from '#core/process.ts'
import type { Problem } from '#core/refusal.ts'
import { unlikelyReceipt } from '#rules/first-asked/policy.ts'
import { noExtensionYet } from '#rules/time-limits/policy.ts'
import type {
  Answer,
  Approval,
  Correction,
  Decision,
  Forwarding,
  Kept,
  Passing,
  PetitionFacts,
  ReadBack,
  Registration,
  Report,
} from './contract.ts'
import { channels, grounds, outcomes, written } from './contract.ts'

type Petition = Matter<PetitionFacts>

/** The most representatives of people who come together, by law and by the unit's own rule. */
const mostRepresentatives = 5

export const registered = (input: Kept<Registration>, { at }: Pick<Setting, 'at'>): PetitionFacts => ({
  ...input,
  registeredOn: dayOf(at),
  lines: [],
})

/** A petition's name in lists: who, and the beginning of what. */
export function titled({ name, matter, channel }: PetitionFacts): string {
  const what = matter.length > 24 ? `${matter.slice(0, 24)}…` : matter
  return `${name ?? (channel === 'visit' ? '来访人' : `匿名${channels[channel]}`)}：${what}`
}

/** Who came, and who speaks for several (3.3.1). A letter may be unsigned; somebody who stands at the window has a name. */
export function wellRegistered(input: Registration, { at }: Pick<Setting, 'at'>): readonly Problem[] {
  const { channel, name, people, representatives = [], matter } = input
  const problems: Problem[] = []
  const say = (at: string, says: string) => problems.push({ at, says })
  if (!/[\p{L}\p{N}]/u.test(matter)) say('/matter', '“反映事项”里没有能读的字')
  if (channel === 'visit' && !name) say('/name', '来访须登记来访人姓名')
  if (representatives.length > mostRepresentatives)
    say('/representatives', `多人来访应推选代表，代表不超过${mostRepresentatives}人（《信访工作条例》第二十条）`)
  else if (representatives.length > people) say('/representatives', '代表人数多于来访人数')
  else if (channel === 'visit' && people > 1 && representatives.length === 0)
    say('/representatives', '多人来访，请登记推选的代表（1至5名）')
  problems.push(...wrongReceipt(input, dayOf(at)))
  if (new Set(representatives).size < representatives.length) say('/representatives', '代表姓名有重复')
  return problems
}

/** A letter has the day on which it came in; somebody who stands at the window or is on the line is there now. */
function wrongReceipt({ channel, receivedOn }: Registration, today: Day): readonly Problem[] {
  const isWritten = written.includes(channel)
  if (receivedOn === undefined)
    return isWritten
      ? [{ at: '/receivedOn', says: `请填写${channels[channel]}的收到日期，十五日期限从这一天起算` }]
      : []
  const says = isWritten ? unlikelyReceipt(receivedOn, today) : `${channels[channel]}当场登记，不填收到日期`
  return says === null ? [] : [{ at: '/receivedOn', says }]
}

/** As of a matter at the counter (7.5), by its own name. */
export const noFurtherExtension: Condition = { ...noExtensionYet, says: '每件来访来信只能延期一次' }

/** From when the fifteen days run: a letter from the day it came in, even when it was registered later. */
export function since(facts: Facts): Instant | null {
  const { receivedOn, registeredOn } = facts as PetitionFacts
  return receivedOn !== undefined && isDay(receivedOn) && receivedOn !== registeredOn
    ? instantAt(receivedOn, 540)
    : null
}

/** Adds a line of what was said or done. */
export function noted<Input>(what: string, says: (input: Input, setting: Setting) => string) {
  return (facts: PetitionFacts, input: Input, setting: Setting): PetitionFacts => ({
    ...facts,
    lines: [...facts.lines, { at: setting.at, by: setting.actor?.staff ?? null, what, says: says(input, setting) }],
  })
}

/** The same for the line that ends it: this is the outcome. */
export function concluded<Input>(what: string, says: (input: Input, setting: Setting) => string) {
  return (facts: PetitionFacts, input: Input, setting: Setting): PetitionFacts => ({
    ...noted(what, says)(facts, input, setting),
    outcome: says(input, setting),
  })
}

/** Nothing goes on before the visitor has heard the important points again and agreed (3.3.1). */
export function confirmedByVisitor({ facts }: Petition, { confirmed, way }: ReadBack): readonly Problem[] {
  const isThere = !written.includes(facts.channel)
  const came = channels[facts.channel]
  const says = isThere ? '请把要点复述给来访人，得到确认后再勾选' : `请对照${came}核对要点后再勾选`
  return [
    ...(confirmed ? [] : [{ at: '/confirmed', says }]),
    ...(!isThere && way === 'call' && !facts.phone ? [{ at: '/way', says: `${came}没有留电话，不能电话确认` }] : []),
  ]
}
export const readBack = (facts: PetitionFacts, input: ReadBack, setting: Setting): PetitionFacts => ({
  ...noted('read-back', ({ points }: ReadBack) => points)(facts, input, setting),
  points: input.points,
})

export function somethingCorrected(_m: unknown, input: Correction): readonly Problem[] {
  return input.matter || input.demand ? [] : [{ at: '/matter', says: '请写明更正后的反映事项或诉求' }]
}
export const corrected = (facts: PetitionFacts, input: Correction, setting: Setting): PetitionFacts => ({
  ...noted('correct', () => '按来访人的话更正记录')(facts, input, setting),
  ...(input.matter && { matter: input.matter }),
  ...(input.demand && { demand: input.demand }),
})

/** Who answers together with a department writes down what that department said (3.3.2). */
export function withItsWord(matter: Petition, input: Answer, setting: Setting): readonly Problem[] {
  const silent = input.body && !input.advice
  return [...(silent ? [{ at: '/advice', says: '会同部门答复的，请写明该部门的意见' }] : [])]
}
export const answered = concluded('answer', ({ result, body, advice }: Answer, { nameOf }) =>
  body ? `会同${nameOf(body)}（${advice ?? ''}）答复：${result}` : result,
)

/** What is important waits for the leader's word (3.3.2). */
export const approvedIfImportant: Condition<PetitionFacts> = {
  clause: '3.3.2',
  says: '重要事项须先报领导批示',
  holds: ({ facts }) => !facts.important || facts.approval !== undefined,
}
/** Nobody gives the leader's word on what they submitted themselves. */
export const submittedByAnother: Condition<PetitionFacts> = {
  clause: '3.3.2',
  says: '不能批示自己呈报的事项',
  holds: ({ facts }, { actor }) => facts.askedBy !== actor?.staff,
}
export const submitted = (facts: PetitionFacts, input: { opinion: string }, setting: Setting): PetitionFacts => ({
  ...noted('submit', ({ opinion }: { opinion: string }) => opinion)(facts, input, setting),
  askedBy: setting.actor?.staff ?? '',
})
export const approved = (facts: PetitionFacts, input: Approval, setting: Setting): PetitionFacts => ({
  ...noted('approve', ({ opinion }: Approval) => opinion)(facts, input, setting),
  instruction: input.opinion,
  approval: { opinion: input.opinion, by: setting.actor?.staff ?? '', at: setting.at },
  ...(input.visit && { special: true }),
})

/** Once taken up by petition procedure it does not fall back before that. */
export const takenUp: Fork<string, PetitionFacts>['when'] = {
  says: '已受理',
  holds: ({ facts }) => facts.acceptedAt !== undefined,
}
export const accepted = (facts: PetitionFacts, input: { note?: string }, setting: Setting): PetitionFacts => ({
  ...noted('accept', ({ note }: { note?: string }) => note ?? '已告知受理')(facts, input, setting),
  acceptedAt: setting.at,
})
export const notTakenUp: Condition<PetitionFacts> = {
  clause: '3.3.2',
  says: '已经受理，期限已在计算',
  hides: true,
  holds: ({ facts }) => facts.acceptedAt === undefined,
}

export const passedOn = (facts: PetitionFacts, input: Passing, setting: Setting): PetitionFacts => ({
  ...noted('pass-papers', ({ items, to }: Passing, { nameOf }) => `${listed(items)}，转交${nameOf(to)}`)(
    facts,
    input,
    setting,
  ),
  left: [...(facts.left ?? []), ...input.items],
  leftSays: listed([...(facts.left ?? []), ...input.items]),
})
/** Papers by name and count, as a sentence. */
export function listed(items: Passing['items']): string {
  return items.map(({ name, copies }) => `${name}${copies}份`).join('、')
}

export const directed = concluded(
  'direct',
  ({ ground, where }: { ground: keyof typeof grounds; where: string }) => `${grounds[ground]}；${where}`,
)
export function sayingWhereTo(
  matter: Petition,
  input: { ground: string; body?: string },
  setting: Setting,
): readonly Problem[] {
  const lost = input.ground === 'not-ours' && !input.body
  return [...(lost ? [{ at: '/body', says: '不属于本单位职权的，请选定有权处理的单位' }] : [])]
}

/** The result is due on a day to come, and not later than the law allows for the whole (3.3.3). */
export function withinTheLaw(_m: Petition, { by }: Forwarding, { at, limit }: Setting): readonly Problem[] {
  if (!isDay(by)) return [{ at: '/by', says: '没有这一天' }]
  const days = daysBetween(dayOf(at), by)
  const most = limit('petition.report').amount
  if (days < 1) return [{ at: '/by', says: '反馈日期应在今天之后' }]
  return days > most ? [{ at: '/by', says: `反馈日期最迟为${most}天之内` }] : []
}
export const sentOn = (facts: PetitionFacts, input: Forwarding, setting: Setting): PetitionFacts => ({
  ...noted('forward', ({ note, body }: Forwarding, { nameOf }) => `转送${nameOf(body)}：${note}`)(
    facts,
    input,
    setting,
  ),
  sentTo: `${setting.nameOf(input.body)}，要求${spokenDay(input.by)}前反馈`,
  sentOn: {
    body: input.body,
    by: input.by,
    days: isDay(input.by) ? daysBetween(dayOf(setting.at), input.by) : 1,
    at: setting.at,
  },
})
/** A day of a form as people say it. */
export const spokenDay = (text: string): string => (isDay(text) ? spoken(text) : text)
/** For the clock: the days that the sender set. */
export const daysToReport = (facts: Facts): number => (facts as PetitionFacts).sentOn?.days ?? 0
export const reportedBack = (facts: PetitionFacts, input: Report, setting: Setting): PetitionFacts => ({
  ...noted('report', ({ said }: Report) => said)(facts, input, setting),
  reported: input.said,
})

export const decided = concluded('decide', ({ outcome, reply }: Decision) => `${outcomes[outcome]}：${reply}`)
export const toBeCalledBack: Fork<string, PetitionFacts>['when'] = {
  says: '需要回访',
  holds: ({ facts }) => facts.special === true,
}
export const notMarkedYet: Condition<PetitionFacts> = {
  clause: '3.3.3',
  says: '已列为回访事项',
  hides: true,
  holds: ({ facts }) => facts.special !== true,
}
export const marked = (facts: PetitionFacts, input: { why: string }, setting: Setting): PetitionFacts => ({
  ...noted('mark', ({ why }: { why: string }) => why)(facts, input, setting),
  special: true,
})

export const offered: Condition<PetitionFacts> = {
  clause: '3.3.2',
  says: '没有待接收的转交',
  hides: true,
  holds: ({ custody }) => custody.offered !== null,
}
export const notOffered: Condition<PetitionFacts> = {
  clause: '3.3.2',
  says: '已转交，正在等待接收',
  holds: ({ custody }) => custody.offered === null,
}

/** An extension by law is at most so many natural days. */
export function withinTheExtension(matter: unknown, input: { amount: number }, setting: Setting): readonly Problem[] {
  const most = setting.limit('petition.extend').amount
  const long = input.amount > most
  return [...(long ? [{ at: '/amount', says: `延期最多${most}个自然日（《信访工作条例》第三十四条）` }] : [])]
}

/** After the written reply there is no date left to move (7.5). */
export const limitRuns: Condition<PetitionFacts> = {
  clause: '7.5',
  says: '办结期限没有在计算',
  hides: true,
  holds: ({ clocks }) => clocks.some(({ name, is }) => name === 'limit' && is === 'running'),
}

/** What the phrases may name (3.4.1). */
export function valuesOf({ facts, clocks }: Petition): Readonly<Record<string, string | undefined>> {
  const names = ['limit', 'report', 'reply', 'tell']
  const due = names.flatMap((name) => clocks.find((one) => one.name === name && one.is === 'running')?.dueAt ?? [])[0]
  return {
    points: facts.points ?? (facts.matter.length > 60 ? `${facts.matter.slice(0, 60)}……` : facts.matter),
    date: due ? spoken(dayOf(due)) : undefined,
    reason: facts.outcome,
  }
}
