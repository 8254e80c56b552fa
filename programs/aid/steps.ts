import type { Static } from 'typebox'
import { addDays, type Day, dayOf, instant, spoken } from '#core/day.ts'
import type { Matter } from '#core/matter.ts'
import type { Setting } from '#core/process.ts'
import type { Problem } from '#core/refusal.ts'
import {
  type AidFacts,
  type Amendment,
  type CheckUp,
  type Employment,
  type ExitKept,
  type ExitProposal,
  exits,
  type Help,
  helps,
  type Loss,
  type Plan,
  type PlanKept,
  type Refusal,
  type Review,
  results,
  works,
} from './contract.ts'
import { appointed, firstHelpDays, notAhead, noted, onOf, refusalsAllowed, wellAppointed } from './policy.ts'

type Aid = Matter<AidFacts>
type Planned = Static<typeof Plan> | Static<typeof Amendment>
type Recorded = Static<typeof Help>
type Refused = Static<typeof Refusal>

/** A plan that the person agreed to, in which everything has its day. */
export function wellPlanned(matter: Aid, input: Planned, setting: Setting): readonly Problem[] {
  const today = dayOf(setting.at)
  return [
    ...(input.agreed ? [] : [{ at: '/agreed', says: '计划要与本人商定，本人同意并签名' }]),
    ...input.measures.flatMap(({ by }, n) =>
      by < today ? [{ at: `/measures/${n}/by`, says: '日期不能早于今天' }] : [],
    ),
    ...notAhead('met', input.met, setting),
    ...wellAppointed(input, setting),
    ...withinThePlan(matter, input, setting),
  ]
}

/** What is agreed on next lies within the plan, and the first help within its time. */
function withinThePlan({ facts, openedAt }: Aid, { next, measures }: Planned, setting: Setting): readonly Problem[] {
  if (next === undefined) return []
  const says = (text: string): readonly Problem[] => [{ at: '/next', says: text }]
  const most = firstHelpDays(setting)
  const until = addDays(dayOf(openedAt), most)
  if (facts.plans === 0 && most > 0 && next > until)
    return says(`第一次援助最晚在列入援助后${most}天，即${spoken(until)}`)
  const last = measures.map(({ by }) => by).reduce((a, b) => (a > b ? a : b), '')
  return next > last ? says(`约定的日期在计划最后一项（${spoken(last as Day)}）以后，请改早，或在计划里加一项`) : []
}

export function plan(facts: AidFacts, input: Planned, setting: Setting, { openedAt }: Aid): AidFacts {
  const { next: _next, nextSays: _says, met, ...kept } = input
  const made: PlanKept = {
    ...kept,
    version: facts.plans + 1,
    at: setting.at,
    by: setting.actor?.staff ?? '',
    met: onOf(met, setting),
  }
  const most = firstHelpDays(setting)
  const isOpen = facts.plans === 0 && input.next === undefined && most > 0
  const firstBy = isOpen && { firstBy: addDays(dayOf(openedAt), most) }
  return { ...facts, plan: made, plans: facts.plans + 1, ...appointed(input), ...firstBy }
}

/** What was done: not before its day, with the reason where it was not accepted. */
export function wellRecorded({ facts }: Aid, input: Recorded, setting: Setting): readonly Problem[] {
  const { result, reason, done } = input
  const measures = facts.plan?.measures ?? []
  return [
    ...notAhead('on', input.on, setting),
    ...(result === 'reasoned' && !reason ? [{ at: '/reason', says: '请写明没有接受的理由' }] : []),
    ...(result !== 'reasoned' && reason ? [{ at: '/reason', says: '接受了的不填没有接受的理由' }] : []),
    ...(done !== undefined && done > measures.length
      ? [{ at: '/done', says: measures.length === 0 ? '还没有计划，不填' : `计划只有${measures.length}项` }]
      : []),
    ...wellAppointed(input, setting),
  ]
}

export function record(facts: AidFacts, input: Recorded, setting: Setting): AidFacts {
  const on = onOf(input.on, setting)
  const { type, means, what, result, reason, done } = input
  const line = {
    what: 'record',
    on,
    type,
    means,
    says: what,
    result: results[result],
    ...(reason && { reason }),
  } as const
  return { ...noted(withoutPast(marked(facts, done, on), setting), line, setting), ...appointed(input) }
}

/** The measure that was carried out, with its day. */
function marked(facts: AidFacts, done: number | undefined, on: string): AidFacts {
  if (done === undefined || !facts.plan) return facts
  const measures = facts.plan.measures.map((one, n) => (n + 1 === done ? { ...one, doneOn: on } : one))
  return { ...facts, plan: { ...facts.plan, measures } }
}

/** Help on the day of the appointment, or after it, is that appointment. */
function withoutPast(facts: AidFacts, { at }: Setting): AidFacts {
  const { appointment, ...rest } = facts
  return (appointment && appointment.on > dayOf(at) ? facts : rest) as AidFacts
}

/** Each refusal is of an offer of its own: on one day there is one, however often it is written down. */
export function wellRefused({ facts }: Aid, input: Refused, setting: Setting): readonly Problem[] {
  const on = onOf(input.on, setting)
  const isTwice = facts.records.some((one) => one.what === 'refusal' && one.on === on)
  const begun = facts.plan ? dayOf(instant(facts.plan.at)) : null
  return [
    ...notAhead('on', input.on, setting),
    ...(isTwice
      ? [{ at: '/on', says: `${spoken(on as Day)}已记过一次，同一天的不重复计；另一次提供援助的，写它自己的日期` }]
      : []),
    ...(begun !== null && on < begun ? [{ at: '/on', says: `日期不能早于定计划的${spoken(begun)}` }] : []),
    ...(input.warned ? [] : [{ at: '/warned', says: '要先告知本人后果，才能记为无正当理由' }]),
  ]
}

/** One more refusal; the last that is allowed brings the proposal of an exit, and a person decides about it. */
export function refuse(facts: AidFacts, input: Refused, setting: Setting): AidFacts {
  const { type, means, what, reason, judged } = input
  const line = { what: 'refusal', on: onOf(input.on, setting), type, means, says: what, reason, judged } as const
  const refusals = facts.refusals + 1
  const kept = { ...noted(withoutPast(facts, setting), line, setting), refusals }
  const most = refusalsAllowed(setting)
  if (most === 0 || refusals < most) return kept
  return { ...kept, exit: proposal('refused', `无正当理由不接受援助已有${refusals}次，最近一次：${judged}`, setting) }
}

const proposal = (reason: ExitKept['reason'], said: string, { at, actor }: Setting): ExitKept => ({
  ...{ reason, said, by: actor?.staff ?? '', at, state: 'proposed' },
})

export function review(facts: AidFacts, input: Static<typeof Review>, setting: Setting): AidFacts {
  const result = input.keeps === 'keep' ? '照原计划继续' : '需要调整计划'
  const line = { what: 'review', on: dayOf(setting.at), says: input.progress, result } as const
  return { ...noted(withoutPast(facts, setting), line, setting), ...appointed(input) }
}

type Employed = Static<typeof Employment>
export function wellEmployed({ facts }: Aid, input: Employed, setting: Setting): readonly Problem[] {
  const isOther = facts.targetType === 'difficult' && input.who !== undefined
  return [
    ...notAhead('since', input.since, setting),
    ...(isOther ? [{ at: '/who', says: '就业困难人员只登记本人就业，不填家庭成员' }] : []),
  ]
}
export function employed(facts: AidFacts, input: Employed, setting: Setting): AidFacts {
  const since = onOf(input.since, setting)
  const { how, who, where, proof } = input
  const line = {
    what: 'employed',
    on: since,
    says: `${who ?? facts.name}${works[how]}：${where}`,
    result: proof,
  } as const
  const { appointment: _past, ...rest } = noted(facts, line, setting)
  return { ...(rest as AidFacts), employment: { ...input, since } }
}

export function checkUp(facts: AidFacts, input: Static<typeof CheckUp>, setting: Setting): AidFacts {
  const line = { what: 'check', on: onOf(input.on, setting), means: input.means, says: input.said } as const
  return { ...noted(facts, line, setting), outcome: '稳定就业，援助办结' }
}

export function lost(facts: AidFacts, input: Static<typeof Loss>, setting: Setting): AidFacts {
  const { employment: _past, ...rest } = facts
  return noted(rest as AidFacts, { what: 'lost', on: onOf(input.on, setting), says: input.said }, setting)
}

/** A reason that the record bears out. */
export function wellFounded({ facts }: Aid, input: Static<typeof ExitProposal>, setting: Setting): readonly Problem[] {
  const most = refusalsAllowed(setting)
  return input.reason === 'refused' && facts.refusals < most
    ? [{ at: '/reason', says: `无正当理由不接受援助只记录了${facts.refusals}次，满${most}次才能以此退出` }]
    : []
}
export const proposeExit = (facts: AidFacts, input: Static<typeof ExitProposal>, setting: Setting): AidFacts => ({
  ...facts,
  exit: proposal(input.reason, input.said, setting),
})

export function exitDecided(state: 'confirmed' | 'denied') {
  return (facts: AidFacts, { opinion }: { readonly opinion: string }): AidFacts => {
    const exit = facts.exit && { ...facts.exit, state, opinion }
    const { appointment, ...rest } = facts
    return {
      ...(state === 'confirmed' ? (rest as AidFacts) : facts),
      ...(exit && { exit }),
      // A denied proposal begins the count anew: what it rested on has been judged.
      ...(state === 'denied' && exit?.reason === 'refused' && { refusals: 0 }),
      ...(state === 'confirmed' && exit && { outcome: `退出援助：${exits[exit.reason]}` }),
    }
  }
}

export const saysRecord = ({ type, what, result }: Recorded): string => `${helps[type]}：${what}（${results[result]}）`
export const saysRefusal = ({ facts }: Aid, { type, reason }: Refused): string =>
  `${helps[type]}，本人无正当理由没有接受（第${facts.refusals + 1}次）：${reason}`
