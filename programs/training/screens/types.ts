import type { Name } from '#core/view.ts'
import type { Mark, Stage } from '#programs/training/policy.ts'
import type { Schema } from '#ui/form/schema.ts'

export type ClassRow = {
  readonly id: string
  readonly number: string
  readonly name: string
  readonly service: 'JY14' | 'JY15'
  readonly serviceLabel: string
  readonly subject: string
  readonly level: string
  readonly subjectLabel: string
  readonly institution: string
  readonly place: string
  readonly phone: string
  readonly hours: number
  readonly places: number
  readonly taken: number
  readonly from: string
  readonly until: string
  readonly stage: Stage
  readonly stageLabel: string
  readonly terms: { readonly attendance: number; readonly theory: number; readonly practice: number } | null
  readonly keeper: Name | null
  readonly decidedBy: Name | null
  readonly next: { readonly what: string; readonly label: string; readonly day: string } | null
  readonly late: boolean
  readonly returned: string | null
  readonly reason: string | null
  readonly offers: readonly string[]
}

export type Figure = {
  readonly key: string
  readonly label: string
  readonly unit: string
  readonly source: string
  readonly value: number | null
  readonly toConfirm: boolean
}

export type ClassPage = {
  readonly rows: readonly ClassRow[]
  readonly next: string | null
  readonly works: boolean
  readonly institutions: number
  readonly suggested: {
    readonly keeper: string
    readonly phone: string
    readonly places: number
    readonly plan: string
  }
  readonly figures: Readonly<Record<'JY14' | 'JY15', readonly Figure[]>>
  readonly forms: Readonly<Record<'JY14' | 'JY15' | 'return' | 'cancel' | 'keeper', Schema>>
}

export type Paper = {
  readonly number: string
  readonly url: string
  readonly issuedOn: string | null
  readonly revoked: string | null
}

export type Seat = {
  readonly id: string
  readonly name: string
  readonly number: string
  readonly matter: string
  readonly idMasked: string
  readonly phone: string
  readonly way: string
  readonly state: 'in' | 'waiting' | 'withdrawn' | 'gone'
  readonly stateLabel: string
  readonly reason: string | null
  readonly toTell: boolean
  readonly told: string | null
  readonly percent: number | null
  readonly there: number
  readonly held: number
  readonly enough: boolean
  readonly admitted: { readonly by: string; readonly why: string } | null
  readonly theory: number | null
  readonly practice: number | null
  readonly theoryAgain: number | null
  readonly practiceAgain: number | null
  readonly result: 'qualified' | 'failed' | null
  readonly resultLabel: string | null
  readonly mayResit: boolean
  /** The parts of the first test that were not passed: a resit asks for these only. */
  readonly failed: { readonly theory: boolean; readonly practice: boolean }
  readonly paper: Paper | null
}

export type Applicant = {
  readonly id: string
  readonly number: string
  readonly name: string
  readonly service: string
  readonly subjectLabel: string
  readonly provider: string
  readonly way: string
  readonly idMasked: string
  readonly phone: string
  readonly since: string | null
}
export type ApplicantPage = { readonly rows: readonly Applicant[]; readonly next: string | null }

export type ClassDay = {
  readonly day: string
  readonly hours: number
  readonly topic: string
  readonly entered: string | null
}

type Done = { readonly at: string | null; readonly by: Name | null }
export type SubsidyList = {
  readonly id: string
  readonly number: string
  readonly payee: string
  readonly state: string
  readonly stateLabel: string
  readonly source: string
  readonly people: number
  readonly standard: number
  readonly total: number
  readonly returned: string | null
  readonly made: Done
  readonly checked: Done | null
  readonly decided: Done | null
  readonly handed: string | null
  /** Where its sums stand, once it is approved. */
  readonly payments?: readonly {
    readonly says: string
    readonly batch: string | null
    readonly batchNumber: string | null
  }[]
  readonly offers: readonly string[]
}

export type WholeClass = ClassRow & {
  /** May print the certificates with whole numbers. */
  readonly printsWhole: boolean
  readonly today: string
  readonly institutionName: string
  readonly plan: string
  readonly days: readonly ClassDay[]
  readonly marks: readonly { readonly seat: string; readonly day: string; readonly mark: Mark }[]
  readonly seats: readonly Seat[]
  readonly applicants: readonly Applicant[]
  readonly lists: readonly SubsidyList[]
  readonly undecided: readonly string[]
  readonly asks: readonly string[]
  readonly standard: { readonly yuan: number; readonly source: string } | null
  readonly forms: Readonly<Record<string, Schema>>
  readonly history: readonly {
    readonly id: string
    readonly at: string
    readonly staff: Name | null
    readonly clause: string
    readonly says: string
  }[]
}

export type Institution = {
  readonly id: string
  readonly name: string
  readonly services: readonly string[]
  readonly servicesLabel: string
  readonly qualification: string
  readonly creditCode: string
  readonly validUntil: string
  readonly contact: string
  readonly phone: string
  readonly word: string
  readonly reason: string | null
  readonly offers: readonly string[]
}
export type InstitutionPage = {
  readonly rows: readonly Institution[]
  readonly leads: boolean
  readonly forms: Readonly<Record<string, Schema>>
}
