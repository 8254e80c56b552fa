import type { Static } from 'typebox'
import type { Matter } from '#core/matter.ts'
import type { Condition, Fork, Setting } from '#core/process.ts'
import type { Problem } from '#core/refusal.ts'
import type { StaffId } from '#core/roster.ts'
import {
  type AccountFacts,
  breaches,
  type Complaint,
  type Dismissal,
  type Explained,
  type Level,
  ladder,
  levels,
  type Proposal,
  type Rung,
  rungs,
  type Statement,
} from './contract.ts'

type Account = Matter<AccountFacts>
type Facts = AccountFacts

/** A proposal as first written down: the facts as found, and who is to decide. Nobody decides on oneself (2.4). */
export function proposed(input: Proposal, setting: Setting): Facts {
  const { clause, rung } = breaches[input.breach]
  const staff = input.staff as StaffId
  return {
    ...input,
    staff,
    name: setting.nameOf(staff),
    key: input.key ?? keyByHead(input),
    earlier: input.earlier ?? [],
    clause,
    rung,
    level: leads(staff, setting) ? 'superior' : 'head',
    fromRecord: setting.actor === null,
  }
}

/** A breach found by a head is one person's, of one kind, in one matter or one report: the same is not proposed twice. */
export function keyByHead({ case: source, media, breach, staff }: Omit<Proposal, 'key'>): string {
  return `${source ?? media?.title ?? ''}:${breach}:${staff}`.slice(0, 200)
}

function leads(staff: string, { post, hold }: Setting): boolean {
  const head = post('head')
  return head !== null && hold(head)?.staff === staff
}

/** What time finds is time's to propose, what people find theirs; nobody proposes against oneself. */
export function proposable(input: Proposal, setting: Setting): readonly Problem[] {
  const { by } = breaches[input.breach]
  const { actor, post } = setting
  const found: Problem[] = []
  if (actor && (by === 'record' || input.key !== undefined))
    found.push({ at: '/breach', says: '这类情形由系统按记录提出，不由人填写' })
  if (!actor && (by !== 'record' || input.key === undefined))
    found.push({ at: '/breach', says: '这类情形要先由负责人核实' })
  if (actor?.staff === input.staff) found.push({ at: '/staff', says: '不能对本人提出责任追究' })
  if (input.breach === 'media' && !input.media) found.push({ at: '/media', says: '请写明是哪家媒体、何时、什么报道' })
  if (actor && input.breach !== 'media' && !input.case) found.push({ at: '/case', says: '请写明出自哪一件投诉或事项' })
  if (leads(input.staff, setting) && post('superior') === post('head'))
    found.push({ at: '/staff', says: '当事人是最高一级单位的负责人，系统内没有上级可以处理，请依法报有权机关' })
  return found
}

/** A proposal's name in lists. */
export function titled({ name, breach }: Facts): string {
  return `${name}：${breaches[breach].label}`
}

export const turnOf = ({ level }: Facts): Level => level
export const reviewerOf = ({ appeal, level }: Facts): Level => appeal?.level ?? level

const next = (level: Level): Level => levels[Math.min(levels.indexOf(level) + 1, levels.length - 1)]!
/** Whose step the matter is at: the one who decides, or the one who looks at the appeal. */
const levelNow = ({ state, facts }: Account): Level => (state === 'appealed' ? reviewerOf(facts) : facts.level)

export const somebodyAbove: Condition<Facts> = {
  clause: '2.4.1',
  says: '上面没有更高一级的单位，可以依法向有权机关提出',
  holds: (matter, { post }) => post(next(levelNow(matter))) !== post(levelNow(matter)),
}

/** It goes up one level: the head steps aside, or the superior takes it. */
export function raised(facts: Facts, _input: unknown, _setting: Setting, matter: Account): Facts {
  if (matter.state !== 'appealed') return { ...facts, level: next(facts.level) }
  return facts.appeal ? { ...facts, appeal: { ...facts.appeal, level: next(facts.appeal.level) } } : facts
}

export const onceOnly: Condition<Facts> = {
  clause: '2.4.1',
  says: '陈述期限已经延长过一次',
  hides: true,
  holds: ({ facts }) => facts.prolonged === undefined,
}
/** Working days that the time to be heard is made longer by, once. */
export const daysMore = 5
export const prolonged = (facts: Facts): Facts => ({ ...facts, prolonged: daysMore })

/** The person was heard, would not speak, or let the time go by: each is written down as what it was. */
export function heard(how: 'said' | 'waived' | 'silent') {
  return (facts: Facts, { says = '', files }: Partial<Static<typeof Statement>>, { at }: Setting): Facts => ({
    ...facts,
    statements: [...(facts.statements ?? []), { at, how, says, ...(files && { files }) }],
  })
}

/** Time may only say that the time is over when it is. */
export const over = (clock: string): Condition<Facts> => ({
  clause: '2.4.1',
  says: '期限还没有届满',
  holds: ({ clocks }, { at }) =>
    clocks.some(({ name, is, dueAt }) => name === clock && is === 'running' && dueAt !== null && at > dueAt),
})

export const aboutLimit: Condition<Facts> = {
  clause: '7.6',
  says: '只有违反时限的，才能并入投诉处理',
  hides: true,
  holds: ({ facts }) => facts.fromRecord && facts.clause === '2.4.1',
}

/** A valid complaint makes it a breach of 7.6: the complaint joins the record, and the person is told anew. */
export function joined(facts: Facts, { verified, evidence }: Static<typeof Complaint>): Facts {
  const { clause, rung } = breaches.complained
  const found = `${facts.found}\n投诉核实情况：${verified}`
  return { ...facts, breach: 'complained', clause, rung, found, evidence: [...facts.evidence, ...evidence] }
}

/** An explanation given where it was late speaks for the person, or against. */
export const explained = (facts: Facts, { evidence }: Static<typeof Explained>): Facts => ({
  ...facts,
  evidence: [...facts.evidence, ...evidence].slice(0, 200),
})

export const repeated: Condition<Facts> = {
  clause: '2.4.1',
  says: '一年内没有其他已确认的责任追究，不能加重',
  hides: true,
  holds: ({ facts }) => facts.earlier.length > 0 && facts.aggravated === undefined && facts.rung !== 'removal',
}
export const aggravated = (facts: Facts, { because }: { because: string }): Facts => ({
  ...facts,
  aggravated: because,
  rung: ladder[ladder.indexOf(facts.rung) + 1] ?? facts.rung,
})

/** What is found true is answered by the rung of its clause, with who decided and why. */
export function confirmed(facts: Facts, { opinion }: { opinion: string }, { at, actor }: Setting): Facts {
  const { level, rung } = facts
  const decision = { at, by: actor?.staff ?? '', opinion, level, rung }
  return { ...facts, decision, outcome: `${rungs[rung]}：${opinion}` }
}

export function dismissed(facts: Facts, input: Static<typeof Dismissal>, { at, actor }: Setting): Facts {
  const dismissal = { at, by: actor?.staff ?? '', opinion: input.reason, ground: input.ground }
  return { ...facts, dismissal, outcome: `不予追究：${input.reason}` }
}

type Way = Fork<string, Facts>['when']
/** The lowest rung orders to put right at once (2.4.1). */
export const putRight: Way = { says: '责令改正的', holds: ({ facts }) => facts.rung === 'criticism' }
/** Lowered by one, it becomes one that orders to put right. */
export const becomesLowest: Way = { says: '降为批评并责令改正的', holds: ({ facts }) => facts.rung === 'circulated' }
export const stillToPutRight: Way = {
  says: '还没有改正的',
  holds: ({ facts }) => facts.rung === 'criticism' && facts.correction?.confirmedBy === undefined,
}
export const isFinal: Way = { says: '申诉已有结果或已过期的', holds: ({ facts }) => facts.final === true }
export const nothingToPutRight: Way = { says: '没有待改正的', holds: ({ state }) => state === 'decided' }

export const corrected = (facts: Facts, { says, files }: Static<typeof Statement>, { at }: Setting): Facts => ({
  ...facts,
  correction: { says, at, ...(files && { files }) },
})
export const correctionConfirmed = (facts: Facts, _input: unknown, { actor }: Setting): Facts => ({
  ...facts,
  ...(facts.correction && { correction: { ...facts.correction, confirmedBy: actor?.staff ?? '' } }),
})

export const appealable: Condition<Facts> = {
  clause: '2.4.1',
  says: '申诉期限已过，或者已经申诉过',
  hides: true,
  holds: ({ clocks, facts }, { at }) =>
    facts.final !== true &&
    clocks.some(({ name, is, dueAt }) => name === 'appeal' && is !== 'stopped' && (dueAt === null || at <= dueAt)),
}
export const somebodyToAppealTo: Condition<Facts> = {
  ...somebodyAbove,
  holds: ({ facts }, { post }) => post(next(facts.decision?.level ?? 'head')) !== post(facts.decision?.level ?? 'head'),
}
export const appealed = (facts: Facts, { says, files }: Static<typeof Statement>, { at }: Setting): Facts => ({
  ...facts,
  final: true,
  appeal: { at, says, level: next(facts.decision?.level ?? 'head'), ...(files && { files }) },
})

/** An appeal is decided by another person than who decided first, at whatever post they stand. */
export const decidedByAnother: Condition<Facts> = {
  clause: '2.4.1',
  says: '原处理决定是您作出的，申诉应由别人复核，请转由上一级处理',
  holds: ({ facts }, { actor }) => actor !== null && facts.decision?.by !== actor.staff,
}

export const aboveLowest: Condition<Facts> = {
  clause: '2.4.1',
  says: '已是最轻的处理，只能维持或撤销',
  hides: true,
  holds: ({ facts }) => facts.rung !== 'criticism',
}

type Outcome = 'maintained' | 'lowered' | 'withdrawn'
const outcomes: Record<Outcome, (facts: Facts) => string> = {
  maintained: ({ rung }) => `申诉后维持${rungs[rung]}`,
  lowered: ({ rung }) => `申诉后变更为${rungs[rung]}`,
  withdrawn: () => '处理决定已撤销',
}

/** The appeal's answer; an appeal never makes it worse. */
export function reviewed(what: Outcome) {
  return (facts: Facts, { opinion }: { opinion: string }, { at, actor }: Setting): Facts => {
    const rung: Rung = what === 'lowered' ? lower(facts.rung) : facts.rung
    const now: Facts = { ...facts, rung }
    const decided = { at, by: actor?.staff ?? '', opinion, what }
    const appeal = facts.appeal ?? { at, says: '', level: next(facts.level) }
    return { ...now, final: true, appeal: { ...appeal, decided }, outcome: `${outcomes[what](now)}：${opinion}` }
  }
}

const lower = (rung: Rung): Rung => ladder[Math.max(0, ladder.indexOf(rung) - 1)]!
export const settled = (facts: Facts): Facts => ({ ...facts, final: true })
