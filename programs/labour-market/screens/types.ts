import type { Name } from '#core/view.ts'
import type { SeekerData, VacancyData } from '#programs/labour-market/contract.ts'
import type { Schema } from '#ui/form/schema.ts'
import type { Line } from '#ui/history.tsx'

/** What the desk reads of the labour market. */
export type SeekerRow = SeekerData & {
  readonly id: string
  readonly number: string
  readonly caseId: string
  readonly shares: boolean
  readonly validUntil: string
  readonly ended: string | null
  readonly stage: string
  readonly stageLabel: string
  readonly kindLabels: readonly string[]
  readonly educationLabel: string
  readonly skillLabel: string
  readonly owner: Name
  readonly offers: readonly string[]
}

export type Flag = {
  readonly label: string
  readonly word: string
  readonly from: number
  readonly how: 'refused' | 'asked'
  readonly about: string
  readonly basis: string
  readonly instead: string
}

export type VacancyRow = {
  readonly id: string
  readonly number: string
  readonly caseId: string
  readonly service: string
  readonly data: VacancyData
  readonly headcount: number
  readonly filled: number
  readonly pay: string
  readonly from: string
  readonly until: string
  readonly dueDay: string | null
  readonly stage: string
  readonly stageLabel: string
  readonly kindLabel: string
  readonly educationLabel: string
  readonly skillLabel: string
  readonly flags: readonly Flag[]
  readonly authors: readonly string[]
  readonly reviewer: Name | null
  readonly opinion: string | null
  readonly reason: string | null
  readonly owner: Name
  readonly page: string | null
  readonly offers: readonly string[]
}

export type ReferralRow = {
  readonly id: string
  readonly number: string
  readonly name: string
  readonly company: string
  readonly job: string
  readonly state: string
  readonly stateLabel: string
  readonly isOpen: boolean
  readonly says: string | null
  readonly dueAt: string | null
  readonly late: boolean
  readonly openedAt: string
  readonly enrolment: boolean
}

type Page<Row> = { readonly rows: readonly Row[]; readonly next: string | null; readonly writes: boolean }
export type SeekerPage = Page<SeekerRow> & { readonly forms: Readonly<Record<'wish' | 'end' | 'share', Schema>> }
export type VacancyPage = Page<VacancyRow> & {
  readonly forms: Readonly<Record<'edit' | 'reason' | 'publish' | 'feedback', Schema>>
}
export type ReferralPage = Page<ReferralRow>

export type WholeSeeker = SeekerRow & {
  readonly referrals: readonly ReferralRow[]
  readonly refusals: number
  readonly hasCase: boolean
  readonly history: readonly Line[]
}
export type WholeVacancy = VacancyRow & {
  readonly referrals: readonly ReferralRow[]
  readonly counts: { readonly open: number; readonly hired: number; readonly all: number }
  readonly hasCase: boolean
  /** Of everything that its case asked for. */
  readonly ofCase: { readonly wanted: number; readonly hired: number; readonly all: number }
  readonly history: readonly Line[]
}

export type Pair = {
  readonly id: string
  readonly title: string
  readonly sub: string
  readonly elsewhere: { readonly name: string; readonly phone: string } | null
  readonly percent: number
  readonly fits: readonly {
    readonly criterion: string
    readonly label: string
    readonly fit: number
    readonly says: string
  }[]
}
export type PairPage = { readonly rows: readonly Pair[]; readonly next: string | null }
