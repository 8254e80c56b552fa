import type { Field } from '#core/service/format.ts'
import type { Name } from '#core/view.ts'
import type { Schema } from '#ui/form/schema.ts'
import type { Line } from '#ui/history.tsx'

export type Kind = 'household' | 'enterprise'
export type Round = {
  readonly id: string
  readonly title: string
  readonly state: 'open' | 'closed'
  readonly stateLabel: string
  readonly office: { readonly id: string; readonly name: string }
  readonly from: string
  readonly until: string
  readonly basis: string
  readonly notice: string
  readonly late: boolean
  readonly version: number
  readonly checkShare: number
  readonly checker: Name | null
  readonly closedReason: string | null
  readonly offers: readonly string[]
}
export type RoundPage = {
  readonly rows: readonly Round[]
  readonly next: string | null
  readonly leads: boolean
  readonly suggested: Readonly<Record<string, unknown>>
  readonly forms: Readonly<Record<'add', Schema>>
}
export type Standing = {
  readonly amount: number
  readonly done: number
  readonly tried: number
  readonly left: number
  readonly lamp: 'done' | 'green' | 'yellow' | 'red'
}
export type Area = Standing & {
  readonly area: string
  readonly areaName: string
  readonly kind: Kind
  readonly kindLabel: string
  readonly due: string | null
  readonly unshared: number
  readonly toCheck: number
  readonly drawn: number
  readonly checked: number
  readonly people: readonly (Standing & { readonly staff: string; readonly name: string })[]
}
export type Place = {
  readonly area: string
  readonly name: string
  readonly kind: Kind
  readonly amount: number
  readonly left: number
}
export type Totals = Readonly<Record<'amount' | 'done' | 'tried' | 'left' | 'toCheck' | 'drawn' | 'checked', number>>
export type WholeRound = Round & {
  readonly progress: readonly Area[]
  readonly totals: Readonly<Record<Kind, Totals>>
  readonly places: readonly Place[]
  readonly history: readonly Line[]
  readonly questions: Readonly<Record<'household' | 'member' | 'enterprise', Schema>>
  /** The same questions as the service asks them: for checking an answer where it is given. */
  readonly fields: Readonly<Record<'household' | 'member' | 'enterprise', readonly Field[]>>
  readonly consent: { readonly purpose: string; readonly retention: string; readonly rights: string }
  readonly forms: Readonly<Record<'alter' | 'quota' | 'share' | 'close', Schema>>
}
export type Entry = {
  readonly id: string
  readonly number: string
  readonly name: string
  readonly kind: Kind
  readonly kindLabel: string
  readonly version: number
  readonly area: string
  readonly areaName: string
  readonly people: number
  readonly reason: string
  readonly outcome: string
  readonly outcomeLabel: string
  readonly surveyedOn: string
  readonly method: string
  readonly methodLabel: string
  readonly surveyor: Name | null
  readonly check: { readonly state: string; readonly label: string; readonly note: string | null } | null
  readonly offers: readonly string[]
}
export type EntryPage = {
  readonly rows: readonly Entry[]
  readonly next: string | null
  readonly forms: Readonly<Record<'check', Schema>>
}
type Answers = Readonly<Record<string, unknown>>
export type WholeEntry = Entry & {
  readonly round: string
  readonly answers: Answers
  readonly address: string | null
  readonly members: readonly {
    readonly nth: number
    readonly answers: Answers
    readonly wishes: readonly string[]
    readonly contact: { readonly id: string; readonly number: string | null } | null
  }[]
  readonly history: readonly Line[]
}
type Row = readonly (number | null)[]
type Table = {
  readonly columns: readonly string[]
  readonly lines: readonly { readonly area: string; readonly name: string; readonly cells: Row }[]
  readonly total: Row
}
type Compared = { readonly before: Row; readonly change: Row }
export type Figures = {
  readonly people: Table
  readonly enterprises: Table
  readonly least: number
  readonly compared: { readonly title: string; readonly people: Compared; readonly enterprises: Compared } | null
}
