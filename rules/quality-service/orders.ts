import { workingDaysAfter } from '#core/calendar.ts'
import type { Clock } from '#core/clock.ts'
import { type Day, dayOf, type Instant, instant, spoken, spokenAt } from '#core/day.ts'
import type { Facts, Matter } from '#core/matter.ts'
import type { Condition, Setting } from '#core/process.ts'
import type { Problem } from '#core/refusal.ts'
import type { Paper } from '#core/sheet.ts'
import {
  type Complaint,
  type ComplaintFacts,
  causes,
  channels,
  type Finding,
  notices,
  type Order,
  targets,
  ways,
} from './complaint.ts'

/** What a complaint's table decides: pure, from its facts (10.5.4, 10.5.5). */
type Case = Matter<ComplaintFacts>

/** Names whom and what; nobody takes up a complaint about themselves (10.5.2). */
export function namesWhom(input: Complaint, setting: Setting): readonly Problem[] {
  const problems: Problem[] = []
  if (input.target === 'person' && !input.staff)
    problems.push({ at: '/staff', says: '请写明投诉的是哪一位工作人员', clause: '10.5.2' })
  if (input.target === 'window' && !input.window)
    problems.push({ at: '/window', says: '请写明投诉的是哪个窗口', clause: '10.5.2' })
  if (input.staff && input.staff === setting.actor?.staff)
    problems.push({ at: '/staff', says: '不能由被投诉人本人登记，请交给单位负责人或上级', clause: '10.5.3' })
  if (!input.isAnonymous && !input.name)
    problems.push({ at: '/name', says: '请填写投诉人姓名；要求匿名的，请选“匿名投诉”' })
  if (!input.isAnonymous && !input.phone) problems.push({ at: '/phone', says: '请填写投诉人电话，以便联系核实' })
  if (input.isAnonymous && (input.name || input.phone))
    problems.push({ at: input.name ? '/name' : '/phone', says: '匿名投诉不登记姓名和电话' })
  if (input.isAnonymous && input.contact) problems.push({ at: '/isAnonymous', says: noTrace, clause: '10.5.4' })
  return problems
}

/** Whoever asks not to be named isn't found through the visit that they came with (10.5.4). */
const noTrace = '匿名投诉不和首问登记相连，以免看出是谁：请先办结这次首问登记，再单独登记匿名投诉'

/** `phone` comes sealed: numbers are sealed between the judge and the fold. */
export function received(input: Omit<Complaint, 'phone'>, setting: Setting): ComplaintFacts {
  const { isAnonymous = false, case: about, ...said } = input
  const rest = about && !isAnonymous ? { ...said, case: about } : said
  const head = setting.post('head')
  const heads = head === null ? null : setting.hold(head)
  const facts = { ...rest, isAnonymous, isAboutHead: heads !== null && heads.staff === input.staff }
  const window = windowOf(facts)
  if (window === null) return facts
  const isByItsWindow = setting.mans('actor', window, setting.at)
  const isForAbove = setting.mans('head', window, setting.at) || (isByItsWindow && head === null)
  return { ...facts, ...(isByItsWindow && { isByItsWindow }), ...(isForAbove && { isForAbove }) }
}

const windowOf = ({ target, window }: Pick<ComplaintFacts, 'target' | 'window'>): string | null =>
  target === 'window' && window ? window : null

/**
 * Nobody decides on oneself, at whatever window: whoever mans the one complained of registers the complaint and speaks,
 * and the head or somebody else decides (10.5.4).
 */
export const notOwnWindow: Condition<ComplaintFacts> = {
  clause: '10.5.4',
  says: '投诉的是您值守的窗口，请由单位负责人、上级或其他人员办理',
  holds: ({ facts, openedAt }, { mans }) => {
    const window = windowOf(facts)
    return window === null || !mans('actor', window, openedAt)
  },
}

/** The window's answer goes through its head even where the head mans it: the superior judges what was said (10.5.5.b). */
export const notOwnAnswer: Condition<ComplaintFacts> = {
  ...notOwnWindow,
  holds: (matter, setting) => setting.on('head') || notOwnWindow.holds(matter, setting),
}

export const titled = ({ cause, target, window }: ComplaintFacts): string =>
  `投诉${target === 'window' && window ? window : targets[target]}：${causes[cause]}`

/**
 * Heard first: whoever left a name is asked before anything is decided, and who wasn't there is tried once more on another
 * day; who stays unnamed owes us no second word (10.5.4).
 */
export const heardFirst: Condition<ComplaintFacts> = {
  clause: '10.5.4',
  says: '请先联系投诉人了解情况；联系不上的，换一天再联系一次',
  holds: ({ facts: { isAnonymous, reached = [] } }) =>
    isAnonymous ||
    reached.some(({ missed }) => !missed) ||
    new Set(reached.map(({ at }) => dayOf(instant(at)))).size > 1,
}

export const forSuperiorAlone: Condition<ComplaintFacts> = {
  clause: '10.5.3',
  says: '只有投诉单位负责人的，才由上级直接查处',
  hides: true,
  holds: ({ facts }) => facts.isAboutHead,
}

export const forWindow: Condition<ComplaintFacts> = {
  clause: '10.5.5.b',
  says: '投诉单位负责人的，由上级直接查处，不交本单位督办',
  hides: true,
  holds: ({ facts }) => !facts.isAboutHead,
}

/** The window answers the complainant before it reports (10.5.5.b). */
export const answeredFirst: Condition<ComplaintFacts> = {
  clause: '10.5.5.b',
  says: '请先答复投诉人，再向上级书面回报',
  holds: ({ facts }) => facts.isAnonymous || latest(facts)?.told !== undefined,
}

/** Another order while the complainant still objects; who no longer does has been satisfied (10.5.5.c). */
export const stillOpen: Condition<ComplaintFacts> = {
  clause: '10.5.5.c',
  says: '投诉人已没有意见，可以审核办结，不必再次督办',
  holds: ({ facts }) => latest(facts)?.told?.content !== true,
}

/**
 * A complaint that nobody signed is looked into all the same; only what is owed to a person falls away, because there is
 * none: no call, no understanding to reach, no answer (10.5.4, 10.5.5). Its result is posted or kept to be looked up.
 */
export type Notice = keyof typeof notices

/** At the window or on the line they can be spoken to, with or without a name. */
const spokenTo: readonly ComplaintFacts['channel'][] = ['onsite', 'hotline']

/** Whether there is somebody to speak to before it is taken up. */
export const isThere = ({ isAnonymous, channel }: ComplaintFacts): boolean => !isAnonymous || spokenTo.includes(channel)

/** For the clock of the opening: with nobody to ask, the time is for looking into it. */
export const somebodyIsThere = (_clocks: readonly Clock[], facts: Facts): boolean => isThere(facts as ComplaintFacts)
export const nobodyIsThere = (_clocks: readonly Clock[], facts: Facts): boolean => !isThere(facts as ComplaintFacts)

export const somebodyThere: Condition<ComplaintFacts> = {
  clause: '10.5.4',
  says: '匿名投诉，没有人可以联系；请核查后直接受理或者存档',
  hides: true,
  holds: ({ facts }) => isThere(facts),
}

export const signed: Condition<ComplaintFacts> = {
  clause: '10.5.5.b',
  says: '匿名投诉，没有人可以答复；结果公布或者存档',
  hides: true,
  holds: ({ facts }) => !facts.isAnonymous,
}

/** Nobody is there to say that it was put away too soon: then the head decides, not whoever took it in (10.5.4). */
export const headDecidesUnheard: Condition<ComplaintFacts> = {
  clause: '10.5.4',
  says: '匿名投诉不予受理的，由单位负责人或上级核查后决定',
  holds: ({ facts }, { on }) => isThere(facts) || on('superior') || (!facts.isAboutHead && on('head')),
}

export const noticeSays = ({ isAnonymous }: ComplaintFacts, { notice }: { readonly notice?: Notice }): string =>
  isAnonymous && notice ? `；匿名投诉，结果${notices[notice]}` : ''

type Outside = { readonly explanation: string; readonly to?: string }
export function outsideSays(
  { facts }: Matter<ComplaintFacts>,
  { explanation, to }: Outside,
  { nameOf }: Setting,
): string {
  if (to === undefined) return `不属受理范围：${explanation}`
  const whose = isThere(facts) ? `指引到${nameOf(to)}` : `应由${nameOf(to)}受理`
  return `不属受理范围，${whose}：${explanation}`
}

/** Whose step it is at the office complained of; where its head is complained of, the superior's. */
export const deciders = ({ isAboutHead, isForAbove }: ComplaintFacts): string =>
  isAboutHead || isForAbove ? 'superior' : 'head'

/** Who takes over at once what somebody registered against their own window; else it stays with whoever registered it. */
export const takesOver = (facts: ComplaintFacts): string | null => (facts.isByItsWindow ? deciders(facts) : null)

export function latest({ orders = [] }: ComplaintFacts): Order | undefined {
  return orders.at(-1)
}

const withLatest = (facts: ComplaintFacts, add: Partial<Order>): ComplaintFacts => {
  const { orders = [] } = facts
  return { ...facts, orders: [...orders.slice(0, -1), { ...orders.at(-1)!, ...add }] }
}

export const reached = (
  facts: ComplaintFacts,
  { way, said }: { way: keyof typeof ways; said: string },
  { at }: Setting,
): ComplaintFacts => ({ ...facts, reached: [...(facts.reached ?? []), { way, said, at }] })

export const missed = (
  facts: ComplaintFacts,
  { way, said }: { readonly way: keyof typeof ways; readonly said: string },
  { at }: Setting,
): ComplaintFacts => ({ ...facts, reached: [...(facts.reached ?? []), { way, said, at, missed: true }] })

/** Not registered: only the count and the explanation stay (10.5.4). Name, number and words go from the matter. */
export const onlyExplained = (facts: ComplaintFacts, { explanation }: { explanation: string }): ComplaintFacts => ({
  channel: facts.channel,
  target: facts.target,
  cause: facts.cause,
  matter: '未登记',
  isAnonymous: true,
  isAboutHead: facts.isAboutHead,
  outcome: explanation,
})

export const ordered = (
  facts: ComplaintFacts,
  { opinion, days }: { opinion: string; days: number },
  { at, calendar }: Setting,
  { number }: Case,
): ComplaintFacts => {
  const { orders = [] } = facts
  const replyBy = workingDaysAfter(calendar, dayOf(at), days).day
  return { ...facts, orders: [...orders, { number: `${number}-督${orders.length + 1}`, opinion, days, replyBy, at }] }
}

export const told = (
  facts: ComplaintFacts,
  { way, said, content }: { way: keyof typeof ways; said: string; content: 'yes' | 'no' },
  { at }: Setting,
): ComplaintFacts => withLatest(facts, { told: { way, said, content: content === 'yes', at } })

export const reportedUp = (
  facts: ComplaintFacts,
  { result, corrections }: { result: string; corrections: string },
  { at }: Setting,
): ComplaintFacts => withLatest(facts, { report: { result, corrections, at } })

/** A further order judges the last report not good enough, and says so in the chain (10.5.5.c). */
export const orderedAgain = (
  facts: ComplaintFacts,
  input: { opinion: string; days: number },
  setting: Setting,
  matter: Case,
): ComplaintFacts =>
  ordered(withLatest(facts, { judged: { isGood: false, opinion: input.opinion } }), input, setting, matter)

export const concluded = (
  facts: ComplaintFacts,
  { opinion, finding, notice }: { opinion: string; finding: Finding; notice?: Notice },
): ComplaintFacts => ({
  ...withLatest(facts, { judged: { isGood: true, opinion } }),
  ...{ finding, outcome: opinion, ...(notice && { notice }) },
})

export const settled = (
  facts: ComplaintFacts,
  { finding, explanation }: { finding: Finding; explanation: string },
): ComplaintFacts => ({ ...facts, finding, outcome: explanation })

/** The superior looks into it and answers by themselves, because the head is complained of (10.5.3). */
export const dealtWith = (
  facts: ComplaintFacts,
  { finding, opinion, said, notice }: { finding: Finding; opinion: string; said?: string; notice?: Notice },
): ComplaintFacts => ({
  ...{ ...facts, finding, outcome: said === undefined ? opinion : `${opinion}；答复：${said}` },
  ...(notice && { notice }),
})

/** As many working days as the newest order gives. */
export const replyDays = (facts: Readonly<Record<string, unknown>>): number =>
  latest(facts as ComplaintFacts)?.days ?? 5

const day = (at: number): string => spoken(dayOf(instant(at)))

function common(matter: Case, setting: Setting) {
  const { facts } = matter
  return {
    applicant: {
      name: facts.isAnonymous ? '匿名' : (facts.name ?? '—'),
      ...(facts.phone && { phone: facts.phone.masked }),
    },
    complaintNumber: matter.number,
    receivedAt: spokenAt(matter.openedAt),
    channel: channels[facts.channel],
    against: [targets[facts.target], facts.staff ? setting.nameOf(facts.staff) : '', facts.window ?? '']
      .filter(Boolean)
      .join(' '),
    cause: causes[facts.cause],
    matter: facts.matter,
    handler: {
      name: setting.actor ? setting.nameOf(setting.actor.staff) : setting.nameOf(matter.custody.holder.staff),
    },
  }
}

/** 投诉登记表 (10.5.4). */
export function registerPaper(route: string) {
  return (matter: Case, { opinion }: { opinion: string }, setting: Setting): Paper => ({
    kind: 'complaint-register',
    data: {
      ...common(matter, setting),
      ...(matter.facts.wish && { wish: matter.facts.wish }),
      heard: (matter.facts.reached ?? []).map(({ way, said, at }) => `${day(at)}${ways[way]}：${said}`),
      route,
      opinion,
    },
  })
}

/** 投诉督办表: signed by the superior, numbered, with opinion and reply date, and what came of the orders before (10.5.5.b, c). */
export function orderPaper(matter: Case, _input: unknown, setting: Setting): Paper {
  const { orders = [] } = matter.facts
  const order = orders.at(-1)!
  const reply = matter.clocks.find(({ name }) => name === 'reply')
  return {
    kind: 'supervision-order',
    issuer: 'actor',
    data: {
      ...common(matter, setting),
      orderNumber: order.number,
      round: orders.length,
      office: setting.nameOf(matter.office),
      opinion: order.opinion,
      replyBy: reply?.dueAt ? spoken(dayOf(reply.dueAt as Instant) as Day) : '—',
      signedBy: {
        name: setting.actor ? setting.nameOf(setting.actor.staff) : '',
        title: setting.actor ? setting.nameOf(setting.actor.post) : '',
        at: spokenAt(setting.at),
      },
      earlier: orders.slice(0, -1).map(({ number, opinion, report, judged }) => ({
        number,
        opinion,
        report: report ? `${report.result}；整改：${report.corrections}` : '未回报',
        judged: judged?.opinion ?? '—',
      })),
    },
  }
}

/** 督办回复: the office's written report, in the words that it entered, with what the complainant was told (10.5.5.b). */
export function orderReplyPaper(matter: Case, _input: unknown, setting: Setting): Paper {
  const { orders = [] } = matter.facts
  const order = orders.at(-1)!
  const { told: answer, report } = order
  const superior = setting.post('superior')
  const answered = answer
    ? `${day(answer.at)}${ways[answer.way]}答复：${answer.said}；投诉人${answer.content ? '没有意见' : '仍有意见'}。`
    : '匿名投诉，没有人可以答复。'
  return {
    kind: 'supervision-reply',
    data: {
      ...common(matter, setting),
      orderNumber: order.number,
      round: orders.length,
      to: superior ? setting.nameOf(`office:${superior}`) : '上级主管部门',
      office: setting.nameOf(matter.office),
      opinion: order.opinion,
      replyBy: spoken(order.replyBy),
      told: answered,
      result: report?.result ?? '',
      corrections: report?.corrections ?? '',
      answeredAt: report ? day(report.at) : '',
      late: report !== undefined && dayOf(instant(report.at)) > order.replyBy,
      signedBy: {
        name: setting.actor ? setting.nameOf(setting.actor.staff) : '',
        title: setting.actor ? setting.nameOf(setting.actor.post) : '',
        at: spokenAt(setting.at),
      },
    },
  }
}
