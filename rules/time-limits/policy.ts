import type { Static } from 'typebox'
import { extendClock, lapseClock, movedBy, recomputeClock, type Unit } from '#core/clock.ts'
import { dayOf, type Instant, spoken, spokenAt } from '#core/day.ts'
import { choice, count, form, longText } from '#core/field.ts'
import type { Facts, Matter } from '#core/matter.ts'
import type { Condition, Move, Setting } from '#core/process.ts'
import type { Problem } from '#core/refusal.ts'
import { unitLabels } from '#core/service/format.ts'
import { tone } from '#rules/civil-reception/policy.ts'
import { kindOf, latenessSays } from './lateness.ts'

/** How the party was told of an extension and why: telling is part of the move (7.5). */
export const ways = { face: '当面', call: '电话', message: '短信', mail: '邮寄' } as const

const lengths = {
  workingDays: '申请延长工作日数',
  naturalDays: '申请延长天数',
  months: '申请延长月数',
  workingMinutes: '申请延长分钟数',
} as const satisfies Record<Unit, string>

/** The asking, in the unit of the limit that it lengthens. */
export const extensionForm = (unit: Unit) =>
  form({
    amount: count(lengths[unit], 1, 60),
    reason: longText('延期理由', tone),
    taken: longText('已采取的措施', tone),
  })
export const ExtensionAsked = extensionForm('workingDays')
export const ExtensionGranted = form({
  opinion: longText('审批意见'),
  told: choice('告知当事人方式', ways),
})
export const ExtensionDenied = form({ opinion: longText('不同意理由') })

export type Extension = Static<typeof ExtensionAsked> & {
  readonly askedAt: Instant
  readonly askedBy: string
  /** `late`: asked for after the date, which is lateness and not an extension (7.5). */
  readonly state: 'asked' | 'granted' | 'denied' | 'late'
  readonly opinion?: string
  readonly told?: string
  readonly dueBefore: string
}
export type LimitedFacts = Facts & { readonly extensions?: readonly Extension[] }

const extensionsOf = (facts: Facts): readonly Extension[] => (facts as LimitedFacts).extensions ?? []
const pendingOf = (facts: Facts): Extension | undefined => extensionsOf(facts).find(({ state }) => state === 'asked')
const limitOf = ({ clocks }: Matter) => clocks.find(({ name }) => name === 'limit')

/** An extension asked for after the date is lateness, not an extension (7.5). */
export const beforeTheDate: Condition = {
  clause: '7.5',
  says: '办理期限已到，延期须在期限届满前提出',
  holds: (matter, { at }) => {
    const clock = limitOf(matter)
    return clock !== undefined && clock.lateSince === null && (clock.dueAt === null || at <= clock.dueAt)
  },
}

export const noExtensionYet: Condition = {
  clause: '7.5',
  says: '每件办件只能延期一次',
  holds: ({ facts }) => !extensionsOf(facts).some(({ state }) => state === 'granted'),
}

export const nothingAsked: Condition = {
  clause: '7.5',
  says: '已提出延期申请，正在等待审批',
  holds: ({ facts }) => pendingOf(facts) === undefined,
}

export const somethingAsked: Condition = {
  clause: '7.5',
  says: '没有待审批的延期申请',
  hides: true,
  holds: ({ facts }) => pendingOf(facts) !== undefined,
}

/** Nobody approves what they asked for themselves, at whatever post they stand (7.5). */
export const askedByAnother: Condition = {
  clause: '7.5',
  says: '不能审批自己提出的延期申请',
  holds: ({ facts }, { actor }) => pendingOf(facts)?.askedBy !== actor?.staff,
}

/** The limit that a body may extend by is itself a rule of the office, told in working days. */
export function withinTheMost(matter: Matter, { amount }: { amount: number }, { limit }: Setting): readonly Problem[] {
  const unit = limitOf(matter)?.limit.unit ?? 'workingDays'
  const most = mostIn[unit](limit('extension.max').amount)
  return amount <= most ? [] : [{ at: '/amount', says: `延期最多 ${most} ${unitLabels[unit]}` }]
}

/** As much in another unit: five working days are a week, and of months no less than one can be asked. */
const mostIn: Readonly<Record<Unit, (workingDays: number) => number>> = {
  workingDays: (most) => most,
  naturalDays: (most) => Math.floor((most * 7) / 5),
  months: (most) => Math.max(1, Math.floor(most / 22)),
  workingMinutes: (most) => most * 450,
}

/** Writes down the asking, with the date it would move. */
export function extensionAsked<F extends Facts>(
  facts: F,
  input: Static<typeof ExtensionAsked>,
  { at, actor }: Setting,
  matter: Matter<F>,
): F {
  const due = limitOf(matter)?.dueAt
  const asked: Extension = {
    ...input,
    askedAt: at,
    askedBy: actor?.staff ?? '',
    state: 'asked',
    dueBefore: due ? spoken(dayOf(due)) : '',
  }
  return { ...facts, extensions: [...extensionsOf(facts), asked] }
}

/** Writes down an asking that came too late: on the record, and no more. */
export function askedLate<F extends Facts>(
  facts: F,
  input: Static<typeof ExtensionAsked>,
  setting: Setting,
  matter: Matter<F>,
): F {
  const asked = extensionAsked(facts, input, setting, matter)
  const extensions = extensionsOf(asked).map((one, i, all) =>
    i === all.length - 1 ? { ...one, state: 'late' as const } : one,
  )
  return { ...asked, extensions }
}

/** Writes the decision beside the asking; the old promise stays in view. */
export function extensionDecided(state: 'granted' | 'denied') {
  return <F extends Facts>(facts: F, input: { opinion: string; told?: string }): F => ({
    ...facts,
    extensions: extensionsOf(facts).map((e) => (e.state === 'asked' ? { ...e, ...input, state } : e)),
  })
}

/** How many units the approved extension adds; the row's clock step reads it as `amount`. */
export function amountAsked(facts: Facts): number {
  return pendingOf(facts)?.amount ?? 0
}

/** The extension last decided, for the paper that tells the party. */
export function lastExtension(facts: Facts): Extension | undefined {
  return extensionsOf(facts).findLast(({ state }) => state === 'granted')
}

const somethingLapsed: Condition = {
  clause: '7.4',
  says: '没有新超期的期限',
  holds: ({ clocks }, { at }) =>
    clocks.some((c) => c.is === 'running' && c.lateSince === null && c.dueAt !== null && at > c.dueAt),
}

/** The limit is over: what is asked for now is no extension any more (7.5). */
export const afterTheDate: Condition = {
  clause: '7.5',
  says: '办理期限还没有到，请按程序申请延期',
  hides: true,
  holds: (matter, setting) => limitOf(matter) !== undefined && !beforeTheDate.holds(matter, setting),
}

export const notAskedLate: Condition = {
  clause: '7.5',
  says: '已经记录过一次逾期提出的延期',
  hides: true,
  holds: ({ facts }) => !extensionsOf(facts).some(({ state }) => state === 'late'),
}

/** Nothing else lies with the head, so that one answer can't be taken for the other. */
export const nothingElseAsked: Condition = {
  clause: '7.5',
  says: '还有一项请示等待负责人答复',
  holds: ({ asked, facts }) => asked === null || pendingOf(facts) !== undefined,
}

/** An extension may lengthen what the office promised, never what the law allows (7.5). */
export function withinTheLaw(
  matter: Matter,
  { amount }: { amount: number },
  { calendar, at }: Setting,
): readonly Problem[] {
  const limit = limitOf(matter)
  const law = matter.clocks.find(({ name }) => name === 'statutory')
  if (!limit || limit.is !== 'running' || !law?.dueAt) return []
  const extended = extendClock(calendar, limit, amount, at).dueAt
  return extended !== null && extended > law.dueAt
    ? [{ at: '/amount', says: `延长后将超过法定期限（${spokenAt(law.dueAt)}）` }]
    : []
}

/** Time's own move: lateness is written down once, by the same door as everything else, and sticks (7.4, 7.6). */
export function reported<S extends string>(from: readonly S[]): Move<S, never> {
  return {
    label: '超期记录',
    from,
    by: ['time'],
    cites: ['7.4', '2.4.1'],
    needs: [somethingLapsed],
    clocks: [{ clock: '*', do: 'lapse' }],
    says: (matter: Matter, _input: unknown, { at }: Setting) => lapseSays(matter, at),
    quiet: true,
  }
}

/** What has run out, in the words of the table of lateness; a visitor's own limit is not the office's lateness. */
function lapseSays(matter: Matter, at: Instant): string {
  const lapsed = matter.clocks.filter((clock) => clock.lateSince === null && lapseClock(clock, at).lateSince !== null)
  const says = lapsed.map(({ name, limit, dueAt }) =>
    name === 'supplement'
      ? `补正期限届满（${spokenAt(dueAt!)}）`
      : latenessSays({ kind: kindOf(matter, { name, unit: limit.unit }), since: dueAt! }),
  )
  return `超期记录：${says.join('；')}`
}

/** A recomputation that would move no date is not made: it would only fill the record. */
const somethingMoves: Condition = {
  clause: '7.4',
  says: '各项期限按现行工作日历计算，没有变动',
  holds: (matter, setting) => movements(matter, setting).length > 0,
}

/** What the present calendar makes of the running clocks, in sentences. */
function movements({ clocks }: Matter, { at, calendar }: Setting): readonly string[] {
  return clocks.flatMap((clock) =>
    clock.is === 'running' && clock.calendar !== calendar.version
      ? (movedBy(clock, recomputeClock(calendar, lapseClock(clock, at))) ?? [])
      : [],
  )
}

/** A holiday notice or a closure came in: lateness is written down first, then running dates are counted anew, and what moved is on the record (7.4). */
export function recomputed<S extends string>(from: readonly S[]): Move<S, never> {
  return {
    label: '按新的工作日历重算期限',
    from,
    by: ['time'],
    cites: ['7.4'],
    needs: [somethingMoves],
    clocks: [
      { clock: '*', do: 'lapse' },
      { clock: '*', do: 'recompute' },
    ],
    says: (matter, _input, setting) => movements(matter, setting).join(''),
    quiet: true,
  }
}
