/** The sheets that the office can issue, each with its Chinese title as it stands at the head of the paper. */
export const sheetTitles = {
  'one-time-notice': '一次性告知书',
  acceptance: '受理通知书',
  refusal: '不予受理通知书',
  denial: '不予认定通知书',
  'extension-notice': '延期办理告知书',
  result: '办理结果通知书',
  'handback-brief': '代行交接单',
  'handover-slip': '首问移交单',
} as const

export type SheetKind = keyof typeof sheetTitles

/** Who asks: a person or an undertaking, as they are addressed on the paper. Numbers come in masked. */
export type Applicant = { name: string; idMasked?: string; phone?: string; address?: string; agent?: string }
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

type Case = { applicant: Applicant; service: ServiceName; appliedAt: string; handler: Handler; caseNumber?: string }

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

/** 不予认定通知书: decided in substance, with facts found and ways to be heard again. */
export type Denial = Case & {
  acceptedAt: string
  findings: readonly string[]
  reasons: readonly Reason[]
  remedies: readonly Remedy[]
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

/** 办理结果通知书: the outcome in words, with further facts as pairs. */
export type ResultSheet = Case & {
  acceptedAt: string
  finishedAt: string
  outcome: string
  facts?: readonly { label: string; value: string }[]
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

export type SheetData = {
  'one-time-notice': OneTimeNotice
  acceptance: Acceptance
  refusal: RefusalSheet
  denial: Denial
  'extension-notice': ExtensionNotice
  result: ResultSheet
  'handback-brief': HandbackBrief
  'handover-slip': HandoverSlip
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
  mark?: string
}

/** A paper that a move issues: complete when the move is done, nothing is added later (8.1). */
export type Paper = { readonly [K in SheetKind]: { readonly kind: K; readonly data: SheetData[K] } }[SheetKind]
