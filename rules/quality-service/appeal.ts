import Type, { type Static } from 'typebox'
import { choice, form, longText } from '#core/field.ts'
import type { Facts, Matter } from '#core/matter.ts'
import { type Condition, defineProcess, type Setting } from '#core/process.ts'
import type { Problem } from '#core/refusal.ts'
import type { StaffId } from '#core/roster.ts'
import { recomputed, reported } from '#rules/time-limits/policy.ts'
import { levels } from './policy.ts'

/** Why a bad rating should not count (10.5.1): nobody may be struck out for being inconvenient, so there are few reasons. */
export const appealGrounds = {
  mistaken: '误评（按错、评错对象）',
  malicious: '恶意差评',
  beyond: '与本次服务无关',
} as const
export type AppealGround = keyof typeof appealGrounds

export type AppealFacts = Facts & {
  /** The number under which the rating is looked into: not its id, nor the visit's, which would tell who rated. */
  readonly handling: string
  readonly staff: string
  readonly level: 1 | 2
  readonly items: readonly string[]
  /** The month of the rating, never its day or hour: that would tell who rated. */
  readonly month: string
  readonly ground: AppealGround
  readonly says: string
  /** Who looked into the rating: they don't decide the appeal as well. */
  readonly verifiedBy?: string
  /** Whose step it is: the superior's, or of the one above where the superior has handled the rating. */
  readonly level2?: true
  readonly by: string
  readonly more?: readonly { readonly by: string; readonly says: string; readonly at: number }[]
  readonly decision?: { readonly granted: boolean; readonly opinion: string; readonly by: string; readonly at: number }
  readonly outcome?: string
}

const hiddenId = (title: string) => Type.String({ title, format: 'uuid', 'x-widget': 'hidden' })

export const Appeal = form({
  handling: Type.String({ title: '核查编号', maxLength: 60 }),
  staff: hiddenId('当事人'),
  level: Type.Integer({ title: '评价等级', minimum: 1, maximum: 2 }),
  items: Type.Array(Type.String({ pattern: '^[1-2]\\d{2}$' }), { title: '评价指标', maxItems: 8 }),
  month: Type.String({ title: '评价月份', pattern: '^\\d{4}-\\d{2}$' }),
  ground: choice('申诉情形', appealGrounds),
  says: longText('申诉理由和依据'),
  verifiedBy: Type.Optional(hiddenId('核实人')),
  level2: Type.Optional(Type.Literal(true, { 'x-widget': 'hidden' })),
})
export type Appeal = Static<typeof Appeal>
const More = form({ says: longText('补充说明') })
const Granting = form({ opinion: longText('认定的事实和理由') })
const Refusing = form({ opinion: longText('不予支持的理由') })
const Withdrawing = form({ reason: longText('撤回理由') })

type Case = Matter<AppealFacts>

/** The superior decides, and where there is none nobody of the office may do it in their place. */
function somebodyAbove(_input: Appeal, { post }: Setting): readonly Problem[] {
  return post('superior') === post('head')
    ? [{ at: '/ground', says: '本单位没有上级单位，系统内没有别的单位可以复核', clause: '10.5.1' }]
    : []
}

const appealed = (input: Appeal, { actor }: Setting): AppealFacts => ({
  ...input,
  level: input.level as 1 | 2,
  by: actor?.staff ?? '',
})

const decided =
  (granted: boolean) =>
  (facts: AppealFacts, { opinion }: { opinion: string }, { actor, at }: Setting): AppealFacts => ({
    ...facts,
    decision: { granted, opinion, by: actor?.staff ?? '', at },
    outcome: `${granted ? '申诉成立，不计入统计' : '申诉不成立'}：${opinion}`,
  })

/** Decided by another office and by another person than who looked into the rating or who appeals. */
const byAnother: Condition<AppealFacts> = {
  clause: '10.5.1',
  says: '差评是您核实的，或者申诉是您提出的，应由别人复核',
  holds: ({ facts }, { actor }) => actor !== null && actor.staff !== facts.verifiedBy && actor.staff !== facts.by,
}
const byWhoAppeals: Condition<AppealFacts> = {
  clause: '10.5.1',
  says: '由提出申诉的人撤回',
  hides: true,
  holds: ({ facts }, { actor }) => actor !== null && actor.staff === facts.by,
}

const open = ['filed'] as const
const stop = [{ clock: '*', do: 'stop' }] as const

/**
 * 差评申诉: a mistaken or malicious rating is taken out of the figures by another office, never by one's own; the row stays
 * (10.5.1). Whoever appeals learns nothing of who rated, and has no step by which to turn to them.
 */
// biome-ignore format: the table is read by columns
export const appeal = defineProcess<AppealFacts>()({
  kind: 'appeal',
  title: '差评申诉',
  letter: 'Q',
  owes: '提出的差评申诉待复核',
  confidential: true,
  states: {
    filed:     { label: '待上级复核', owner: 'superior', clock: 'review' },
    granted:   { label: '申诉成立，不计入', closed: true },
    refused:   { label: '申诉不成立', closed: true },
    withdrawn: { label: '申诉已撤回', closed: true },
  },
  clocks: { review: { label: '差评申诉复核期限', of: 'office' } },
  opening: {
    label: '对差评提出申诉', to: 'filed', by: ['window', 'head'], cites: ['10.5.1'], input: Appeal, checks: somebodyAbove, keeps: appealed,
    title: ({ level }) => `差评申诉：${levels[level]}`, concerns: ({ staff }: { staff: StaffId }) => staff, turn: ({ level2 }) => (level2 ? 'second' : 'superior'),
    clocks: [{ clock: 'review', do: 'start', limit: 'rating.review' }],
    says: ({ ground }) => `对差评提出申诉：${appealGrounds[ground]}`,
  },
  moves: {
    add:      { label: '补充说明', from: ['filed'], by: ['concerned', 'first', 'head'], cites: ['10.5.1'], input: More, keeps: (facts, i: { says: string }, { actor, at }) => ({ ...facts, more: [...(facts.more ?? []), { by: actor?.staff ?? '', says: i.says, at }] }),
                says: (_m, i: { says: string }) => `补充说明：${i.says}` },
    grant:    { label: '申诉成立，不计入统计', from: ['filed'], to: 'granted', by: ['turn', 'superior'], cites: ['10.5.1'], needs: [byAnother], input: Granting, keeps: decided(true), clocks: stop, main: true,
                says: (_m, i: { opinion: string }) => `申诉成立，这次评价不计入统计：${i.opinion}` },
    refuse:   { label: '申诉不成立', from: ['filed'], to: 'refused', by: ['turn', 'superior'], cites: ['10.5.1'], needs: [byAnother], input: Refusing, keeps: decided(false), clocks: stop,
                says: (_m: Case, i: { opinion: string }) => `申诉不成立：${i.opinion}` },
    withdraw: { label: '撤回申诉', from: ['filed'], to: 'withdrawn', by: ['concerned', 'first'], cites: ['10.5.1'], needs: [byWhoAppeals], input: Withdrawing, clocks: stop,
                says: (_m, i: { reason: string }) => `撤回申诉：${i.reason}` },
    lapse:     reported([...open]),
    recompute: recomputed([...open]),
  },
})
