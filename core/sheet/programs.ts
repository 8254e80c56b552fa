import type { Applicant, Handler, Remedy } from '#core/sheet.ts'

/** Papers of what the services need beyond their files. */

/** 岗位推荐信: the seeker takes it to the employer, who answers on its foot; the second copy stays. */
export type ReferralLetter = {
  referralNumber: string
  seeker: string
  employer: { name: string; phone: string }
  job: string
  place: string
  pay: string
  applyBy: string
  issuedOn: string
  feedbackBy: string
  consent: string
  handler: Handler
}

type Aided = {
  applicant: Applicant
  aidNumber: string
  registeredAt: string
  target: string
  handler: Handler
}

/** 就业援助计划: agreed with the person, signed by both; `version` counts the plans of one person. */
export type AidPlan = Aided & {
  version: number
  metAt: string
  needs: readonly string[]
  measures: readonly { type: string; what: string; by: string }[]
  why?: string
  next?: string
  employBy?: string
}

/** 终止就业援助告知书: why the help ends, who confirmed it, how to be heard. */
export type AidExit = Aided & {
  reason: string
  found: string
  opinion: string
  confirmedBy: string
  told: string
  remedies: readonly Remedy[]
}

/** 创业担保贷款推荐函: to the body that guarantees; what it decides is its own. */
export type LoanReferral = {
  applicant: Applicant
  loanNumber: string
  caseNumber?: string
  to: string
  borrower: string
  business: string
  amount: string
  months: number
  usage: string
  ceiling: string
  replyBy: string
  basis: readonly string[]
  handler: Handler
}

/** 职业培训合格证, 创业培训合格证: who was taught what, where and for how long, and passed. `title`: which of the two. */
export type TrainingCertificate = {
  title: string
  applicant: { name: string; idMasked: string }
  caseNumber: string
  subject: string
  className: string
  classNumber: string
  institution: string
  from: string
  until: string
  hours: number
  theory: number
  practice: number
  handler: Handler
}
