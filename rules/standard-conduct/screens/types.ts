import type { MatterPage } from '#core/view.ts'
import type { About, Kind, Template, Unit } from '#regulation/checks.ts'
import type { ClauseId } from '#regulation/clauses.ts'
import type { Answer, Finding, InspectionFacts, Kept, Mode, OwnItem, Score } from '#rules/standard-conduct/contract.ts'

/** What crosses the wire about inspections. */

export type LineView = {
  readonly key: string
  readonly item: string
  readonly clause: string
  readonly words: string
  readonly weight: number
  readonly about: About
  readonly aboutLabel: string
  readonly whom: { readonly id: string; readonly name: string } | null
  readonly measure: { readonly unit: Unit; readonly bound: string; readonly of: number | null } | null
  readonly kind: Kind
  readonly kept: Kept | null
  readonly wants: string | null
}

export type FindingView = Finding & { readonly whom: string; readonly says: string | null }

export type ChecklistView = {
  readonly lines: readonly LineView[]
  readonly wanting: number
  readonly score: (Score & { readonly says: string }) | null
  readonly findings: readonly FindingView[]
  readonly names: Readonly<Record<string, string>>
}

export type InspectionPage = { readonly page: MatterPage; readonly checklist: ChecklistView }
export type Facts = InspectionFacts

export type RegisterRow = {
  readonly id: string
  readonly number: string
  readonly modeLabel: string
  readonly office: { readonly id: string; readonly name: string }
  readonly templateLabel: string
  readonly state: string
  readonly stateLabel: string
  readonly date: string
  readonly checker: string
  readonly score: number | null
  readonly failed: number
  readonly openItems: number
  readonly rounds: number
  readonly late: boolean
  readonly dueAt: string | null
  readonly closedAt: string | null
}

export type Counts = {
  readonly open: number
  readonly late: number
  readonly rectifying: number
  readonly planned: number
}
export type RegisterPage = {
  readonly rows: readonly RegisterRow[]
  readonly next: string | null
  readonly counts: Counts
}

export type FiguresView = {
  readonly months: readonly string[]
  readonly rows: readonly {
    readonly key: string
    readonly name: string
    readonly scores: readonly (number | null)[]
    readonly count: number
    readonly failed: number
  }[]
  readonly worst: readonly {
    readonly item: string
    readonly clause: string
    readonly words: string
    readonly failed: number
    readonly count: number
  }[]
}

type Named = { readonly id: string; readonly name: string }
export type ScopeOffice = Named & {
  readonly people: readonly Named[]
  readonly windows: readonly (Named & { readonly post: string })[]
  readonly posts: readonly Named[]
}
export type ScopeView = { readonly offices: readonly ScopeOffice[] }

export type EditionView = {
  readonly edition: number
  readonly own: readonly OwnItem[]
  readonly off: readonly string[]
  readonly items: readonly {
    readonly id: string
    readonly clause: ClauseId
    readonly words: string
    readonly about: About
    readonly weight: number
    readonly optional?: true
  }[]
}

export type SeriesView = {
  readonly id: string
  readonly office: Named
  readonly post: string
  readonly templateLabel: string
  readonly months: number
  readonly onDay: number
  readonly leadDays: number
  readonly nextOn: string
  readonly people: readonly string[]
  readonly windows: readonly string[]
  readonly ended: boolean
  readonly trouble: string | null
}

/** A plan as sent: what is not picked yet is left out, and the refusal names it. */
export type Wish = {
  readonly office?: string
  readonly mode: Mode
  readonly date?: string
  readonly template?: Template
  readonly people: readonly string[]
  readonly windows: readonly string[]
  readonly company?: string
  readonly note?: string
}

/** A part of an answer; `undefined` takes a part away. */
export type Change = { readonly [K in keyof Answer]?: Answer[K] | undefined }

export type { Answer, OwnItem }
