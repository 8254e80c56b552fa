import type {
  Accountability,
  ComplaintRegister,
  InspectionRecord,
  RectificationNotice,
  SamplingRecord,
  SupervisionOrder,
  SupervisionReply,
  WarningNotice,
  WarningReply,
} from '#core/sheet/inside.ts'
import type { AidExit, AidPlan, LoanReferral, ReferralLetter, TrainingCertificate } from '#core/sheet/programs.ts'

export type * from '#core/sheet/inside.ts'
export { isLetter, type Letter } from '#core/sheet/letters.ts'
export type * from '#core/sheet/programs.ts'

/** The sheets that the office can issue, each with its Chinese title as it stands at the head of the paper. */
export const sheetTitles = {
  'one-time-notice': '一次性告知书',
  acceptance: '受理通知书',
  refusal: '不予受理通知书',
  denial: '不予认定通知书',
  'public-notice': '公示',
  'extension-notice': '延期办理告知书',
  result: '办理结果通知书',
  'handback-brief': '代行交接单',
  'handover-slip': '首问移交单',
  'complaint-register': '投诉登记表',
  'supervision-order': '投诉督办表',
  'supervision-reply': '督办回复',
  'warning-notice': '监督通知书',
  'warning-reply': '监督通知书回复',
  'delay-explanation': '超期说明告知书',
  'sitting-receipt': '一站式受理回执',
  'petition-notice': '信访事项告知书',
  'petition-reply': '信访事项答复意见书',
  'materials-list': '材料转交清单',
  accountability: '责任追究决定书',
  'inspection-record': '检查记录表',
  'sampling-record': '抽查记录',
  'rectification-notice': '整改通知书',
  'ab-scheme': 'AB角公示表',
  'leave-handover': '离岗交接单',
  'training-certificate': '培训合格证',
  'aid-plan': '就业援助计划',
  'aid-exit': '终止就业援助告知书',
  'loan-referral': '担保机构推荐函',
  'referral-letter': '岗位推荐信',
} as const

export type SheetKind = keyof typeof sheetTitles

/** Who asks: a person or an undertaking, as they are addressed on the paper. Numbers come in masked. */
export type Applicant = {
  name: string
  idMasked?: string
  /** Of an undertaking: public, so whole. */
  creditCode?: string
  phone?: string
  address?: string
  agent?: string
}
/** Who handles it for the office; without a phone of their own the office's phone is printed. */
export type Handler = { name: string; staffNo?: string; phone?: string }
export type ServiceName = { name: string; code?: string }
/** A paper handed in: copies and pages are counts, `form` says 原件, 复印件 or both. */
export type Received = { name: string; copies: number; pages?: number; form: string }
/** A paper that is missing or faulty, told whole (clause 8.1): what is wrong, what is asked for, by what rule. */
export type Gap = { name: string; fault: string; requirement: string; basis: string; sample?: string }
/** A way to be heard again: 行政复议, 行政诉讼, 投诉; where, and within what time. */
export type Remedy = { way: string; to?: string; within?: string }
export type Reason = { says: string; basis: string }

type Case = {
  applicant: Applicant
  service: ServiceName
  appliedAt: string
  handler: Handler
  caseNumber?: string
  /** The office began it; nobody applied, and the paper does not say so. */
  initiated?: true
}

/** 一次性告知书 (clauses 8.1, 8.4). `unmet` are conditions not met so far. */
export type OneTimeNotice = Case & {
  received: readonly Received[]
  gaps: readonly Gap[]
  unmet?: readonly Reason[]
  procedure: readonly string[]
  limit: string
  basis: readonly string[]
  supplementBy: string
  otherwise: string
}

/** 受理通知书, also the receipt for the papers (clause 8.3). `provisional` says why the promised date may still change. */
export type Acceptance = Case & {
  materials: readonly Received[]
  acceptedAt: string
  limit: string
  promisedAt: string
  provisional?: string
  basis: readonly string[]
  followUp: string
}

/** 不予受理通知书 (clause 8.4). `applyTo`: who is competent, if it's not this office. */
export type RefusalSheet = Case & {
  reasons: readonly Reason[]
  applyTo?: string
  returned?: readonly Received[]
  remedies: readonly Remedy[]
}

/** 不予认定通知书: decided in substance, with facts found and ways to be heard again. `decision`: what the service calls it. */
export type Denial = Case & {
  decision?: string
  /** They leave a register in which they stood: numbered by itself. */
  leaves?: true
  acceptedAt: string
  findings: readonly string[]
  reasons: readonly Reason[]
  remedies: readonly Remedy[]
}

/** 公示 (clause 1.5): what is proposed for whom — the name shortened — how long it hangs, and how to object. For the wall, in one copy. */
export type PublicNotice = {
  title: string
  service: ServiceName
  caseNumber: string
  says: string
  from: string
  until: string
  objection: string
  publisher: string
  handler: Handler
}

/** 延期办理告知书 (clause 7.5): asked before the due date, approved by a superior, told with the reason. */
export type ExtensionNotice = Case & {
  acceptedAt: string
  dueAt: string
  reason: string
  taken?: string
  extendedBy: string
  newDueAt: string
  approvedBy: { name: string; title: string; at: string }
  told?: { way: string; by: string; at: string }
  basis: readonly string[]
}

/** 超期说明告知书 (clause 7.5): what is late, why, what is done now, and the new day; approved by the head. */
export type DelayExplanation = Case & {
  acceptedAt: string
  lateness: readonly string[]
  reason: string
  words: string
  doing: string
  expected?: string
  approvedBy: { name: string; title: string; at: string }
  basis: readonly string[]
}

/** 一站式受理回执 (clauses 6.4, 10.1.2): several services asked for in one sitting, shared papers named once. */
export type SittingReceipt = {
  applicant: Applicant
  receivedAt: string
  cases: readonly { service: string; number: string; state: string; promisedAt: string; code: string }[]
  received: readonly { name: string; copies: number; form: string; services: readonly string[] }[]
  missing: readonly { name: string; fault: string; services: readonly string[] }[]
  followUp: string
  handler: Handler
}

/** 办理结果通知书: the outcome in words, with further facts as pairs. `title`: what the service calls it. */
export type ResultSheet = Case & {
  title?: string
  acceptedAt: string
  finishedAt: string
  outcome: string
  facts?: readonly { label: string; value: string }[]
  list?: { title: string; columns: readonly string[]; rows: readonly (readonly string[])[] }
  notes?: readonly string[]
  basis: readonly string[]
}

/** 代行交接单 (clause 5): what the B post-holder did while A was away. Matters are as the journal has them. */
export type HandbackBrief = {
  post: string
  a: Handler
  b: Handler
  why: string
  from: string
  until: string
  matters: readonly { number: string; title: string; state: string; dueAt: string; done: string }[]
  things?: readonly { name: string; count?: string; note?: string }[]
  account: string
  /** What A said of the papers when signing; nobody said anything: the paper says nothing either. */
  papers?: 'returned' | 'none'
  /** When A signed, on the screen. */
  signed?: string
  approvedBy?: string
  handler: Handler
}

/** 首问移交单 (clauses 2.2–2.3): the first-responsible person stays on the record, the receiver signs for the matter. */
export type HandoverSlip = {
  contactNumber: string
  receivedAt: string
  channel: string
  category: string
  visitor: { name: string; unit?: string; phone?: string }
  subject: string
  materials: readonly { name: string; copies: number }[]
  first: Handler
  to: { office: string; post?: string; person?: string }
  why: string
  handedAt: string
  acceptBy: string
  contactBy: string
  answerBy?: string
  opinion?: { by: string; says: string; at: string }
  handler: Handler
}

/** 信访事项告知书 (clauses 3.3.2, 3.3.3): taken up, not taken up and where to go, passed on, or extended; `subject` says which. */
export type PetitionNotice = {
  applicant: Applicant
  subject: string
  petitionNumber: string
  receivedAt: string
  matter: string
  says: readonly string[]
  facts?: readonly { label: string; value: string }[]
  basis: readonly string[]
  remedies?: readonly Remedy[]
  handler: Handler
}

/** 信访事项答复意见书 (clause 3.3.2): what was found, what is decided, by what rule, and the way to be heard again. */
export type PetitionReply = Omit<PetitionNotice, 'subject' | 'says' | 'remedies'> & {
  demand: string
  findings: string
  outcome: string
  reply: string
  remedies: readonly Remedy[]
}

/** 材料转交清单 (clause 3.3.2): what the visitor left and to whom it was passed on; one copy is theirs. */
export type MaterialsList = {
  applicant: Applicant
  petitionNumber: string
  receivedAt: string
  items: readonly { name: string; copies: number }[]
  to: { post: string; person: string }
  note?: string
  handler: Handler
}

/** AB角公示表 (clause 5.5): the scheme as its head confirmed it. */
export type SchemeTable = {
  from: string
  confirmedAt: string
  rows: readonly { post: string; duties: string; a: string; b: string }[]
  handler: Handler
}

/** 离岗交接单 (clause 5.1): what a leaver hands over before the leave begins, and who took it over. */
export type LeaveHandover = {
  leaver: string
  why: string
  from: string
  until: string
  handedAt: string
  approvedBy: string
  matters: readonly { number: string; title: string; state: string; dueAt: string }[]
  things: readonly { name: string; count?: string; note?: string }[]
  brief: string
  receipts: readonly { post: string; staff: string; at: string; says: string }[]
  handler: Handler
}

export type SheetData = {
  'one-time-notice': OneTimeNotice
  acceptance: Acceptance
  refusal: RefusalSheet
  denial: Denial
  'public-notice': PublicNotice
  'extension-notice': ExtensionNotice
  result: ResultSheet
  'handback-brief': HandbackBrief
  'handover-slip': HandoverSlip
  'delay-explanation': DelayExplanation
  'sitting-receipt': SittingReceipt
  accountability: Accountability
  'inspection-record': InspectionRecord
  'sampling-record': SamplingRecord
  'rectification-notice': RectificationNotice
  'ab-scheme': SchemeTable
  'complaint-register': ComplaintRegister
  'supervision-order': SupervisionOrder
  'supervision-reply': SupervisionReply
  'warning-notice': WarningNotice
  'warning-reply': WarningReply
  'leave-handover': LeaveHandover
  'training-certificate': TrainingCertificate
  'aid-plan': AidPlan
  'aid-exit': AidExit
  'loan-referral': LoanReferral
  'referral-letter': ReferralLetter
  'petition-notice': PetitionNotice
  'petition-reply': PetitionReply
  'materials-list': MaterialsList
}

export type SheetOffice = { name: string; phone: string; supervisionPhone: string; address: string }

/**
 * What stands on every sheet. `issuedAt` is spoken (2026年11月23日, a time may follow) and fixes the date inside the PDF;
 * `verifyUrl` is the whole address the QR code leads to; `mark` is printed faintly across the page (样张, 测试数据).
 */
export type SheetHead = {
  number: string
  code: string
  issuedAt: string
  office: SheetOffice
  verifyUrl: string
  /** With the matter's number it proves the visitor: for following the matter and rating it. */
  visitorCode?: string
  /** Where its holder rates the visit, and can do nothing else (10.5.1); on the copy that they take along. */
  rateUrl?: string
  mark?: string
}

/** A paper that a move issues: complete when the move is done, nothing is added later (8.1). */
export type Paper = {
  readonly [K in SheetKind]: {
    readonly kind: K
    readonly data: SheetData[K]
    /** The office of whoever makes the move signs it, not the one where the matter lies: an order from above (10.5.5.b). */
    readonly issuer?: 'actor'
  }
}[SheetKind]

/** The title as it stands on a paper: some kinds are called as their service calls them. */
export function sheetTitle({ kind, data }: Pick<Paper, 'kind' | 'data'>): string {
  if (kind === 'public-notice' && 'title' in data) return data.title
  if (kind === 'training-certificate' && 'className' in data) return data.title
  if (kind === 'result' && 'title' in data && typeof data.title === 'string') return data.title
  return kind === 'denial' && 'decision' in data && data.decision ? `${data.decision}通知书` : sheetTitles[kind]
}

/** The same of a paper on file, whose own title was read beside its kind. */
export const titleOnFile = ({ kind, title }: { readonly kind: SheetKind; readonly title?: string | null }): string =>
  title ?? sheetTitles[kind]
