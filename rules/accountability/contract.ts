import Type, { type Static } from 'typebox'
import type { Instant } from '#core/day.ts'
import { choice, form, longText, text } from '#core/field.ts'
import type { Facts } from '#core/matter.ts'
import type { StaffId } from '#core/roster.ts'
import type { ClauseId } from '#regulation/clauses.ts'

/** The ladder of four (2.4.1–2.4.4), lowest first. */
export const rungs = {
  criticism: '批评并责令改正',
  circulated: '通报批评',
  serious: '严肃处理',
  removal: '严肃处理并调离岗位',
} as const
export type Rung = keyof typeof rungs
export const ladder = Object.keys(rungs) as readonly Rung[]

type Breach = {
  readonly label: string
  readonly clause: ClauseId
  readonly rung: Rung
  /** Who finds it: time from the record, or a head who has looked into a complaint or a report. */
  readonly by: 'record' | 'head'
}

/** What is a breach, by which clause, and the rung that the clause fixes for it. */
// biome-ignore format: one breach, one row
export const breaches = {
  accept:     { label: '移交后未按时接收',     clause: '2.4.1', rung: 'criticism',  by: 'record' },
  contact:    { label: '接手后未按时联系',     clause: '2.4.1', rung: 'criticism',  by: 'record' },
  solve:      { label: '未按时办结或答复',     clause: '2.4.1', rung: 'criticism',  by: 'record' },
  decide:     { label: '未按时批示或审核',     clause: '2.4.1', rung: 'criticism',  by: 'record' },
  complained: { label: '违反办结时限，投诉属实', clause: '7.6',   rung: 'circulated', by: 'record' },
  toldTwice:  { label: '未一次性告知',         clause: '8.1',   rung: 'criticism',  by: 'record' },
  absent:     { label: '未经批准离岗',         clause: '3.2.3', rung: 'criticism',  by: 'record' },
  emptyPost:  { label: '离窗超时空岗',         clause: '4.2.3', rung: 'criticism',  by: 'record' },
  inspected:  { label: '检查发现行为不合规范', clause: '3.2.1', rung: 'criticism',  by: 'record' },
  cold:       { label: '态度冷淡或恶劣，投诉属实', clause: '2.4.2', rung: 'circulated', by: 'head' },
  unclear:    { label: '该说清的没说清，投诉属实', clause: '2.4.2', rung: 'circulated', by: 'head' },
  forbidden:  { label: '说服务忌语，投诉属实', clause: '2.4.2', rung: 'circulated', by: 'head' },
  shirking:   { label: '推诿、不负责任或拒绝办理', clause: '2.4.3', rung: 'serious',    by: 'head' },
  media:      { label: '被媒体曝光并查证属实', clause: '2.4.4', rung: 'removal',    by: 'head' },
} as const satisfies Record<string, Breach>
export type BreachCode = keyof typeof breaches

/** The words of some breaches, for a form. */
export function breachWords(by: Breach['by'] | null = null): Partial<Record<BreachCode, string>> {
  const some = Object.entries(breaches).filter(([, one]) => by === null || one.by === by)
  return Object.fromEntries(some.map(([code, { label, clause }]) => [code, `${label}（${clause}）`]))
}

const hidden = { 'x-widget': 'hidden' } as const
const uuid = (title: string) => Type.String({ title, format: 'uuid', ...hidden })

/** One line of the record as evidence: in words for people, and by number and link so that it can be looked up and proved. */
export const Evidence = form({
  says: Type.String({ title: '证据', minLength: 1, maxLength: 2400, pattern: '\\S' }),
  matter: Type.Optional(uuid('事项')),
  number: Type.Optional(Type.String({ maxLength: 80, ...hidden })),
  seq: Type.Optional(Type.Integer({ minimum: 1, ...hidden })),
  hash: Type.Optional(Type.String({ maxLength: 128, ...hidden })),
  file: Type.Optional(uuid('附件')),
})
export type Evidence = Static<typeof Evidence>

/** An earlier one that was confirmed within the year: what a repetition is measured by. */
export const Earlier = form({
  says: Type.String({ title: '一年内已有', maxLength: 300 }),
  matter: uuid('责任追究'),
})
export type Earlier = Static<typeof Earlier>

/** What was shown in public, and how it was found to be true (2.4.4). */
export const Media = form({
  outlet: text('媒体名称'),
  day: Type.String({ title: '报道日期', format: 'date' }),
  title: text('报道标题', { maxLength: 200 }),
})

export const Proposal = form({
  office: uuid('单位'),
  staff: uuid('当事人'),
  breach: choice('情形', breachWords() as Record<BreachCode, string>),
  found: longText('事实'),
  duty: longText('责任认定'),
  evidence: Type.Array(Evidence, { title: '证据', minItems: 1, maxItems: 200 }),
  earlier: Type.Optional(Type.Array(Earlier, { title: '一年内已有', maxItems: 50 })),
  media: Type.Optional(Media),
  key: Type.Optional(Type.String({ maxLength: 200, ...hidden })),
  /** The matter in which it happened: shown as a link. */
  case: Type.Optional(uuid('相关事项')),
})
export type Proposal = Static<typeof Proposal>

const source = {
  number: Type.Optional(text('投诉或事项编号', { maxLength: 80 })),
  lines: Type.Optional(
    Type.Array(Type.Integer({ minimum: 1 }), { title: '引用的办理步骤', maxItems: 30, uniqueItems: true }),
  ),
  verified: longText('核实情况'),
}

/** What a head fills in: who, what, in which matter it shows, and how it was found true. The evidence is fetched, not typed. */
export const Proposing = form({
  staff: Type.String({ title: '当事人', format: 'uuid', 'x-widget': 'staff' }),
  breach: choice('情形', breachWords('head') as Record<BreachCode, string>),
  ...source,
  media: Type.Optional(Media),
  file: Type.Optional(Type.String({ title: '材料', format: 'uuid' })),
})
export const Joining = form({
  version: Type.Integer({ title: '事项版本', minimum: 1 }),
  ...source,
  number: text('投诉编号', { maxLength: 80 }),
})

const files = Type.Optional(
  Type.Array(Type.String({ format: 'uuid' }), { title: '附件', maxItems: 10, 'x-widget': 'photos' }),
)
export const Notice = form({ note: Type.Optional(longText('告知说明')) })
export const Statement = form({ says: longText('陈述和申辩'), files })
export const Waiver = form({ confirmed: choice('确认', { yes: '本人已了解情况，放弃陈述和申辩' }) })
export const MoreTime = form({ reason: longText('延长5个工作日的理由') })
export const Decision = form({ opinion: longText('处理意见') })
export const Aggravation = form({ because: longText('加重一级的理由') })
export const Dismissal = form({
  ground: choice('情形', {
    unfounded: '事实不成立',
    another: '责任不在当事人',
    justified: '有正当理由',
    outage: '系统停机或停电',
    minor: '情节轻微，已当即改正',
  }),
  reason: longText('理由'),
})
export const Correction = form({ says: longText('改正情况'), files })
export const Opinion = form({ opinion: longText('意见') })
export const Reason = form({ reason: longText('理由') })
export const Appeal = form({ says: longText('申诉理由'), files })
/** What was said about the lateness where it happened (7.5), once it is said: it joins the evidence by itself. */
export const Explained = form({
  evidence: Type.Array(Evidence, { title: '证据', minItems: 1, maxItems: 20, ...hidden }),
})
/** A complaint about the same lateness, looked into and found true (7.6). */
export const Complaint = form({
  verified: longText('核实情况'),
  evidence: Type.Array(Evidence, { title: '证据', minItems: 1, maxItems: 100, ...hidden }),
})

/** Who decides: the head; where the head is concerned, or hands it up, the superior; above that the superior's own. */
export const levels = ['head', 'superior', 'second'] as const
export type Level = (typeof levels)[number]

type Files = { readonly files?: readonly string[] }
type Said = Files & { readonly at: Instant; readonly how: 'said' | 'waived' | 'silent'; readonly says: string }
type Decided = { readonly at: Instant; readonly by: string; readonly opinion: string }

/** What is known of a proposal: the facts as found, what the person said, what was decided. */
export type AccountFacts = Facts &
  Omit<Proposal, 'staff' | 'key' | 'earlier'> & {
    readonly staff: StaffId
    readonly name: string
    readonly key: string
    readonly earlier: readonly Earlier[]
    readonly clause: ClauseId
    readonly rung: Rung
    readonly level: Level
    readonly fromRecord: boolean
    readonly aggravated?: string
    readonly prolonged?: number
    readonly statements?: readonly Said[]
    readonly dismissal?: Decided & { readonly ground: string }
    readonly decision?: Decided & { readonly level: Level; readonly rung: Rung }
    readonly correction?: Files & { readonly says: string; readonly at: Instant; readonly confirmedBy?: string }
    readonly appeal?: Files & {
      readonly at: Instant
      readonly says: string
      readonly level: Level
      readonly decided?: Decided & { readonly what: 'maintained' | 'lowered' | 'withdrawn' }
    }
    /** The time for an appeal is over, or it has been decided. */
    readonly final?: boolean
    readonly outcome?: string
  }
