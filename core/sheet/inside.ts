import type { Applicant, Handler, Remedy } from '#core/sheet.ts'

/** Papers about the office's own conduct: accountability, inspections, complaints and supervision. */

/** 责任追究决定书 (clauses 2.4.1–2.4.4, 7.6): what was found, what the person said, what was decided, how to object. */
export type Accountability = {
  caseNumber: string
  person: string
  breach: string
  found: string
  duty: string
  evidence: readonly string[]
  earlier: readonly string[]
  heard: readonly string[]
  basis: string
  decides: string
  because?: string
  correctBy?: string
  appeal?: string
  remedies: readonly Remedy[]
  decidedBy: { name: string; title: string; at: string }
  handler: Handler
}

/** 检查记录表 (rules 3, 4, 10): every line that was looked at, with its clause and result, and the score as it was reckoned. */
export type InspectionRecord = {
  inspectionNumber: string
  office: string
  template: string
  mode: string
  inspectedAt: string
  inspectors: readonly string[]
  company?: string
  people: readonly string[]
  windows: readonly string[]
  lines: readonly { clause: string; about: string; words: string; weight: string; result: string; note: string }[]
  score: string
  failed: string
  remark?: string
  handler: Handler
}

/** 抽查记录 (clause 6.6): how it was drawn, so that anybody can draw it again; each that was drawn with what was found. */
export type SamplingRecord = {
  samplingNumber: string
  office: string
  source: string
  way: string
  period: string
  announcedOn: string
  reviewedAt: string
  population: string
  digest: string
  seed: string
  seedSaid: string
  rule: string
  reviewers: readonly string[]
  rows: readonly { no: string; number: string; key: string; found: string }[]
  outcome: string
  remark?: string
  handler: Handler
}

/** 整改通知书: what failed by which clause, who puts it right, by when; `round` counts the notices of one inspection. */
export type RectificationNotice = {
  inspectionNumber: string
  office: string
  inspectedAt: string
  orderedAt: string
  round: number
  post: string
  dueAt: string
  demand: string
  failures: readonly { clause: string; about: string; words: string; found: string }[]
  handler: Handler
}

type Complained = {
  applicant: Applicant
  complaintNumber: string
  receivedAt: string
  channel: string
  against: string
  cause: string
  matter: string
  handler: Handler
}

/** 投诉登记表 (clause 10.5.4): whom and what, what was heard of the complainant, and which of the three ways it takes. */
export type ComplaintRegister = Complained & { wish?: string; heard: readonly string[]; route: string; opinion: string }

/** 投诉督办表 (clauses 10.5.5.b, c): one round of supervision, with the rounds before it. */
export type SupervisionOrder = Complained & {
  orderNumber: string
  round: number
  office: string
  opinion: string
  replyBy: string
  signedBy: { name: string; title: string; at: string }
  earlier: readonly { number: string; opinion: string; report: string; judged: string }[]
}

/** 督办回复 (clause 10.5.5.b): the window's written report to the superior, with what it told the complainant and put right. */
export type SupervisionReply = Complained & {
  orderNumber: string
  round: number
  to: string
  office: string
  opinion: string
  replyBy: string
  told: string
  result: string
  corrections: string
  answeredAt: string
  late: boolean
  signedBy: { name: string; title: string; at: string }
}

type Warned = {
  noticeNumber: string
  colour: string
  office: string
  ground: string
  todo: string
  replyBy: string
  signedBy: { name: string; title: string; at: string }
  handler: Handler
}

/** 监督通知书 (clause 6.6): the superior's reminder to an office below, with the facts of the record and the rounds before. */
export type WarningNotice = Warned & {
  round: number
  basis: string
  found: string
  facts: readonly string[]
  earlier: readonly { number: string; todo: string; answer: string; judged: string }[]
}

/** 监督通知书回复: the office's written answer with its corrections. */
export type WarningReply = Warned & {
  to: string
  result: string
  corrections: string
  answeredAt: string
  late: boolean
}
