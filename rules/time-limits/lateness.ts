import { isLate } from '#core/clock.ts'
import { type Instant, spokenAt } from '#core/day.ts'
import type { Facts, Matter } from '#core/matter.ts'
import type { Process } from '#core/process.ts'
import type { PostId, StaffId } from '#core/roster.ts'
import { turnsOf } from '#core/standing.ts'
import type { ClauseId } from '#regulation/clauses.ts'

/**
 * What counts as late, as data. `clock`: it is this when that clock runs out; `state`, `unit`: and only so. A row without
 * a clock is recognised by the move that does it. `grave`: a second, worse lateness. `owes`: the visitor is told why.
 * `of`: whose it is. The first row that fits counts.
 */
export type Kind = {
  readonly label: string
  readonly clause: ClauseId
  readonly grave: boolean
  readonly owes: boolean
  readonly of: 'holder' | 'turn' | 'receiver' | 'asked' | 'head' | 'actor'
  readonly clock?: readonly string[]
  readonly state?: string
  readonly unit?: string
}

// biome-ignore format: the table is read by columns
export const latenessKinds = {
  'past-statutory': { label: '超过法定期限',                 clause: '7.4',     grave: true,  owes: true,  of: 'turn',     clock: ['statutory'] },
  'instant-late':   { label: '即办事项没有在即办时限内办成', clause: '7.3',     grave: false, owes: true,  of: 'holder',   clock: ['limit'], unit: 'workingMinutes' },
  'no-result':      { label: '已作出决定，没有按期发放书面结果', clause: '7.4', grave: false, owes: true,  of: 'holder',   clock: ['limit'], state: 'granted' },
  'past-due':       { label: '期限届满没有办结',             clause: '7.4',     grave: false, owes: true,  of: 'turn',     clock: ['limit'] },
  'review-late':    { label: '没有按期审查并告知是否受理',   clause: '8.2',     grave: false, owes: true,  of: 'holder',   clock: ['review'] },
  'extension-late': { label: '期限届满后才提出延期',         clause: '7.5',     grave: false, owes: true,  of: 'actor' },
  'undecided':      { label: '延期申请没有按时审批',         clause: '7.5',     grave: false, owes: false, of: 'asked',    clock: ['decide'], state: '' },
  'second-notice':  { label: '再次要求补正第一次就能提出的内容', clause: '8.1', grave: false, owes: true,  of: 'actor' },
  'unexplained':    { label: '没有按时说明超期原因',         clause: '7.5',     grave: false, owes: false, of: 'asked',    clock: ['explain'] },
  'new-day-missed': { label: '说明超期后新答应的日期又没有办结', clause: '7.5',  grave: true,  owes: true,  of: 'turn',     clock: ['newDay'] },
  'not-accepted':   { label: '移交后没有按时接收',           clause: '2.3.2.b', grave: false, owes: false, of: 'receiver', clock: ['accept'] },
  'not-contacted':  { label: '接手后没有按时联系服务对象',   clause: '2.3.2.b', grave: false, owes: false, of: 'holder',   clock: ['contact'] },
  'not-answered':   { label: '没有按时答复服务对象',         clause: '2.4.1',   grave: false, owes: false, of: 'holder',   clock: ['answer'] },
  'not-decided':    { label: '负责人没有按时定夺',           clause: '2.3.2.c', grave: false, owes: false, of: 'head',     clock: ['decide'] },
  'other':          { label: '没有按期办理',                 clause: '7.4',     grave: false, owes: false, of: 'turn' },
} as const satisfies Record<string, Kind>

export type LatenessKind = keyof typeof latenessKinds

/** One lateness as it is kept: what, since when, when it was seen, and which posts answer for it. */
export type Late = {
  readonly kind: LatenessKind
  readonly clock: string | null
  readonly since: Instant
  readonly notedAt: Instant
  readonly posts: readonly PostId[]
  readonly staff: StaffId | null
}
export type LateFacts = Facts & { readonly lateness?: readonly Late[] }

/** Two records of one lateness have the same key. */
export const keyOf = ({ kind, clock, since }: Pick<Late, 'kind' | 'clock' | 'since'>): string =>
  clock === null ? `${kind}@${since}` : `${clock}@${since}`

export const latenessOf = (facts: Facts): readonly Late[] => (facts as LateFacts).lateness ?? []

/** Which kind it is when this clock of this matter runs out. */
export function kindOf(
  matter: Pick<Matter, 'kind' | 'state'>,
  clock: { readonly name: string; readonly unit: string },
): LatenessKind {
  const found = Object.entries(latenessKinds).find(([name, row]) => {
    const { clock: clocks, state, unit }: Kind = row
    if (!clocks?.includes(clock.name)) return false
    if (name === 'undecided') return matter.kind === 'case'
    return (state === undefined || state === matter.state) && (unit === undefined || unit === clock.unit)
  })
  return (found?.[0] ?? 'other') as LatenessKind
}

/** Every clock of the office that has run out by now and is not on the record of this matter yet. */
export function newlyLate(process: Pick<Process, 'clocks'>, matter: Matter, at: Instant): readonly Late[] {
  const known = new Set(latenessOf(matter.facts).map(keyOf))
  return matter.clocks.flatMap((clock): Late[] => {
    if (process.clocks[clock.name]?.of !== 'office' || clock.is === 'stopped' || !isLate(clock, at)) return []
    const kind = kindOf(matter, { name: clock.name, unit: clock.limit.unit })
    const late = { kind, clock: clock.name, since: clock.lateSince ?? clock.dueAt!, notedAt: at }
    return known.has(keyOf(late)) ? [] : [{ ...late, ...whose(kind, matter) }]
  })
}

/** Who answers for it: the posts, and the person where it is one person's own. */
export function whose(kind: LatenessKind, matter: Matter): Pick<Late, 'posts' | 'staff'> {
  const { holder, offered } = matter.custody
  const held = { posts: [holder.post], staff: holder.staff }
  const { of }: Kind = latenessKinds[kind]
  const turns = turnsOf(matter)
  if (of === 'turn') return turns.length > 0 ? { posts: turns, staff: null } : held
  if (of === 'receiver') return offered ? { posts: [offered.to.post], staff: offered.to.staff } : held
  // Whose step it is while a head decides: the register names the head's post of the office.
  if (of === 'head' && !matter.asked) return { posts: [], staff: null }
  if (of === 'asked' || of === 'head') return matter.asked ? { posts: [matter.asked], staff: null } : held
  return held
}

/** What the journal says of a lateness, for everybody to read. */
export function latenessSays({ kind, since }: Pick<Late, 'kind' | 'since'>): string {
  const { label, grave } = latenessKinds[kind]
  return `${label}（${spokenAt(since)}到期${grave ? '，属于严重超期' : ''}）`
}
