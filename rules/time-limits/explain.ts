import Type, { type Static, type TSchema } from 'typebox'
import { isWorkingDay, naturalDaysAfter, workingDaysAfter } from '#core/calendar.ts'
import { type Day, dayOf, daysBetween, type Instant, isDay, spoken } from '#core/day.ts'
import { choice, form, longText } from '#core/field.ts'
import type { Facts, Matter } from '#core/matter.ts'
import type { ClockStep, Condition, Move, Setting } from '#core/process.ts'
import type { Problem } from '#core/refusal.ts'
import type { StaffId } from '#core/roster.ts'
import { tone } from '#rules/civil-reception/policy.ts'
import { keyOf, type Late, latenessKinds, latenessOf } from './lateness.ts'

/** Why it is late, as people outside may read it. */
export const delayReasons = {
  share: '部门数据比对没有按时反馈',
  verify: '需要上门或实地核实',
  absent: '承办人员不在岗，衔接不及时',
  workload: '办件集中，没有及时安排',
  mistake: '工作疏忽',
  system: '系统或网络故障',
  other: '其他原因',
} as const

export const DelayExplained = form({
  reason: choice('超期原因', delayReasons),
  words: longText('情况说明', { minLength: 2, maxLength: 500, ...tone }),
  doing: longText('正在采取的措施', { maxLength: 500, ...tone }),
  expected: Type.Optional(Type.String({ title: '新的预计办结日期', format: 'date', 'x-widget': 'date' })),
})
const Published = form({ opinion: longText('审核意见', { maxLength: 500 }) })
const Returned = form({ opinion: longText('退回理由', { maxLength: 500 }) })

export type Explanation = Static<typeof DelayExplained> & {
  readonly at: Instant
  readonly by: StaffId | null
  /** The lateness it explains, by key. */
  readonly covers: readonly string[]
  readonly state: 'asked' | 'published' | 'returned'
  readonly opinion?: string
  readonly decidedBy?: StaffId | null
  readonly decidedAt?: Instant
}
export type ExplainedFacts = Facts & { readonly explanations?: readonly Explanation[] }

export const explanationsOf = (facts: Facts): readonly Explanation[] => (facts as ExplainedFacts).explanations ?? []
const asked = (facts: Facts): Explanation | undefined => explanationsOf(facts).find(({ state }) => state === 'asked')

/** What the visitor has not been told the reason of. */
export function unexplained(facts: Facts): readonly Late[] {
  const told = new Set(explanationsOf(facts).flatMap(({ state, covers }) => (state === 'published' ? covers : [])))
  return latenessOf(facts).filter((late) => latenessKinds[late.kind].owes && !told.has(keyOf(late)))
}

/** The explanation last made public; undefined when there is none. */
export const published = (facts: Facts): Explanation | undefined =>
  explanationsOf(facts).findLast(({ state }) => state === 'published')

/** What the public page says of a lateness once it is explained: why, what is done, by when. Nobody's name, no inner opinion. */
export type PublicDelay = {
  readonly told: Day
  readonly reason: string
  readonly words: string
  readonly doing: string
  readonly expected: string | null
}

export function publicDelay(facts: Facts): PublicDelay | null {
  const one = published(facts)
  if (!one) return null
  const { reason, words, doing, expected = null, decidedAt, at } = one
  return { told: dayOf(decidedAt ?? at), reason: delayReasons[reason], words, doing, expected }
}

const owesReason: Condition = {
  clause: '7.5',
  says: '没有需要说明的超期',
  hides: true,
  holds: ({ facts }) => unexplained(facts).length > 0 && asked(facts) === undefined,
}
const nothingElseAsked: Condition = {
  clause: '7.5',
  says: '延期申请还在等待审批，请先由负责人作出决定',
  holds: ({ asked: other }) => other === null,
}
const waiting: Condition = {
  clause: '7.5',
  says: '没有待审核的超期说明',
  hides: true,
  holds: ({ facts }) => asked(facts) !== undefined,
}
/** A day that has gone by is no promise any more: it goes back and another is named (7.5). */
const dayStillAhead: Condition = {
  clause: '7.5',
  says: '说明里的新日期已经过了，请退回重新确定',
  holds: ({ facts }, { at }) => (asked(facts)?.expected ?? '9999-12-31') >= dayOf(at),
}
const byAnother: Condition = {
  clause: '7.5',
  says: '不能审核自己写的超期说明',
  holds: ({ facts }, { actor }) => asked(facts)?.by !== actor?.staff,
}

/**
 * An open matter needs a day on which it will be done; that day lies ahead, and no further than an extension could have
 * moved it: being late may not win more time than asking in time.
 */
function expectedAhead(
  { closedAt }: Matter,
  { expected }: Static<typeof DelayExplained>,
  { at, calendar, limit }: Setting,
): readonly Problem[] {
  if (expected === undefined) return closedAt === null ? [{ at: '/expected', says: '请填写新的预计办结日期' }] : []
  if (!isDay(expected)) return [{ at: '/expected', says: '应为真实的日期，写作 2026-11-23 的样子' }]
  if (expected < dayOf(at)) return [{ at: '/expected', says: '新的预计办结日期不能早于今天' }]
  const { amount, unit } = limit('extension.max')
  const last = (unit === 'workingDays' ? workingDaysAfter : naturalDaysAfter)(calendar, dayOf(at), amount).day
  if (expected > last)
    return [{ at: '/expected', says: `最晚到${spoken(last)}：超期后重新答应的日期，不能比一次延期更长` }]
  // What is told is what runs: a day on which nobody works would be counted as the next one.
  return isWorkingDay(calendar, expected) ? [] : [{ at: '/expected', says: `${spoken(expected)}不办公，请改为工作日` }]
}

function explained<F extends Facts>(facts: F, input: Static<typeof DelayExplained>, { at, actor }: Setting): F {
  const covers = unexplained(facts).map(keyOf)
  const one: Explanation = { ...input, at, by: actor?.staff ?? null, covers, state: 'asked' }
  return { ...facts, explanations: [...explanationsOf(facts), one] }
}

function decided(state: 'published' | 'returned') {
  return <F extends Facts>(facts: F, { opinion }: { opinion: string }, { at, actor }: Setting): F => ({
    ...facts,
    explanations: explanationsOf(facts).map((one) =>
      one.state === 'asked' ? { ...one, state, opinion, decidedBy: actor?.staff ?? null, decidedAt: at } : one,
    ),
  })
}

/** The duty to explain begins with a lateness that the visitor has not been told the reason of; one that runs goes on. */
export const explainBegins: ClockStep = {
  clock: 'explain',
  do: 'start',
  limit: 'lateness.explain',
  // Where every clock has stopped the case is closed: the register keeps the duty then, and no clock runs for it.
  when: (clocks, facts) =>
    unexplained(facts).length > 0 &&
    clocks.some(({ is }) => is !== 'stopped') &&
    !clocks.some(({ name, is }) => name === 'explain' && is !== 'stopped'),
}

/** Days from the publication to the new day that the visitor was told; null where there is none. */
function daysToldOf(facts: Facts): number | null {
  const { expected, decidedAt } = published(facts) ?? {}
  return decidedAt !== undefined && isDay(expected) ? Math.max(0, daysBetween(dayOf(decidedAt), expected)) : null
}

/** The new day runs like the promise that was missed; missed itself, it is alarmed, and explained once more (7.5). */
const newDayBegins: ClockStep = {
  clock: 'newDay',
  do: 'start',
  limit: 'lateness.newDay',
  amount: (facts) => daysToldOf(facts) ?? 0,
  when: (clocks, facts) => daysToldOf(facts) !== null && clocks.some(({ is }) => is !== 'stopped'),
}

/** An open matter needs its new day; of one that is closed there is none to name. */
function explainShape({ closedAt }: Matter): TSchema {
  const { expected, ...others } = DelayExplained.properties
  const shape = { ...DelayExplained, required: Object.keys(closedAt === null ? DelayExplained.properties : others) }
  return closedAt === null ? { ...shape, properties: { ...others, expected } } : { ...shape, properties: others }
}

/** Whoever decides reads what they decide on beside the field in which they answer. */
function decideShape(form: TSchema & { readonly properties: { readonly opinion: TSchema } }) {
  return ({ facts }: Matter): TSchema => {
    const one = asked(facts)
    const says = one
      ? `承办人的说明：${delayReasons[one.reason]}。${one.words}　措施：${one.doing}${one.expected ? `　预计${spoken(one.expected as Day)}办结` : ''}`
      : ''
    return { ...form, properties: { opinion: { ...form.properties.opinion, 'x-hint': says } } }
  }
}

type Sheet<F extends Facts> = NonNullable<Move<string, F>['paper']>

/** The rows by which a lateness is explained: written by the holder, approved by the head, told to the visitor (7.5). */
// biome-ignore format: the table is read by columns
export function explanation<F extends Facts>(open: readonly string[], closed: readonly string[], paper: Sheet<F>) {
  const from = [...open, ...closed]
  return {
    'explain-delay': { label: '说明超期原因', from, by: ['holder', 'deputy', 'head'], cites: ['7.5', '7.4'], needs: [owesReason, nothingElseAsked], shape: explainShape, checks: expectedAhead, keeps: explained, asks: 'above',
                       says: (_m: unknown, { reason, words }: Static<typeof DelayExplained>) => `说明超期原因：${delayReasons[reason]}。${words}` },
    'publish-delay': { label: '同意并公布超期说明', from, by: ['head', 'superior'], cites: ['7.5'], needs: [waiting, byAnother, dayStillAhead], shape: decideShape(Published), keeps: decided('published'), asks: null, clocks: [newDayBegins, { clock: 'explain', do: 'stop' }], paper,
                       says: (_m: unknown, { opinion }: { opinion: string }) => `同意并向服务对象公布超期说明：${opinion}` },
    'return-delay':  { label: '退回超期说明', from, by: ['head', 'superior'], cites: ['7.5'], needs: [waiting, byAnother], shape: decideShape(Returned), keeps: decided('returned'), asks: null,
                       says: (_m: unknown, { opinion }: { opinion: string }) => `退回超期说明：${opinion}` },
  } as const satisfies Record<string, Move<string, F>>
}
