import type { Why } from '#core/desk.ts'
import type { Relation } from '#core/relation.ts'
import type { ClauseId } from '#regulation/clauses.ts'

/** What crosses the wire about a matter. Names are fixed by the outside contract; times are ISO 8601 with +08:00. */

export type Lamp = 'green' | 'yellow' | 'red'

/** A person as shown: who acts, and for whom when a deputy acts (5.1.b). */
export type Name = { readonly id: string; readonly name: string; readonly post?: string }

export type MatterView = {
  readonly id: string
  readonly number: string
  readonly kind: string
  readonly kindLabel: string
  readonly service: string | null
  readonly serviceName: string | null
  readonly title: string
  readonly state: string
  readonly stateLabel: string
  readonly closed: boolean
  readonly version: number
  readonly office: { readonly id: string; readonly name: string }
  readonly firstResponsible: Name
  readonly holder: Name
  /** Who acts for the holder's post at this instant: A, else B, else the head (5). */
  readonly onDuty: Name
  /** Whose step it is, each post with who is on duty there now; empty while it is the holder's own. */
  readonly turns: readonly Name[]
  /** Who works on it together with the holder (5.2). */
  readonly partner: Name | null
  /** The member of staff whom it is about. */
  readonly concerns: Name | null
  readonly openedAt: string
  readonly closedAt: string | null
  /** The matter's own data; personal numbers are masked here. */
  readonly facts: Readonly<Record<string, unknown>>
  /** Written names of the people, posts, offices and bodies that the facts mean, by their ids. */
  readonly names?: Readonly<Record<string, string>>
  readonly links: readonly {
    readonly id: string
    readonly number: string
    readonly kind: string
    readonly title: string
  }[]
  /** What the clerk may say now, filled in with this matter's names and dates (3.4). */
  readonly phrases: readonly string[]
}

export type CustodyView = {
  readonly holder: Name
  readonly since: string
  readonly until: string | null
  readonly how: 'held' | 'offered'
  readonly says: string
}

export type ClockView = {
  readonly name: string
  readonly label: string
  readonly is: 'running' | 'paused' | 'stopped'
  readonly unit: 'workingDays' | 'naturalDays' | 'months' | 'workingMinutes'
  readonly startedAt: string
  readonly dueAt: string | null
  readonly lamp: Lamp
  readonly late: boolean
  readonly provisional: boolean
  /** The proof of the date in sentences a visitor can follow. */
  readonly proof: readonly string[]
}

export type JournalView = {
  readonly seq: number
  readonly at: string
  readonly actor: Name | null
  readonly actingFor: Name | null
  readonly as: Relation
  readonly move: string
  readonly says: string
  readonly clauses: readonly ClauseId[]
  readonly hash: string
}

export type SheetView = {
  readonly id: string
  readonly kind: string
  readonly title: string
  readonly number: string
  readonly code: string
  readonly issuedAt: string
  readonly url: string
}

export type OfferView = {
  readonly move: string
  readonly label: string
  readonly clause: ClauseId
  readonly clauses: readonly ClauseId[]
  /** JSON Schema of the input; `x-*` keywords tell a form how to draw it (see ui/form). */
  readonly input: Readonly<Record<string, unknown>>
  readonly refusal: { readonly code: string; readonly clause: ClauseId | null; readonly says: string } | null
  /** The move that an ordinary visit takes next; drawn as the main button. */
  readonly main: boolean
}

/** GET /api/matters/{id}, POST /api/matters, POST …/moves/{move}: always this shape. */
export type MatterPage = {
  readonly matter: MatterView
  readonly custody: readonly CustodyView[]
  readonly clocks: readonly ClockView[]
  readonly journal: readonly JournalView[]
  readonly sheets: readonly SheetView[]
  readonly offers: readonly OfferView[]
}

/** One row of GET /api/desk: why it is on my desk, and by when. */
export type DeskRow = {
  readonly id: string
  readonly number: string
  readonly kind: string
  readonly kindLabel: string
  readonly title: string
  readonly state: string
  readonly stateLabel: string
  readonly why: Why
  readonly whyLabel: string
  readonly clock: string | null
  readonly dueAt: string | null
  readonly lamp: Lamp
  readonly late: boolean
  readonly holder: Name
  /** Set when it is here because I stand in for this person (5.1.b). */
  readonly standingFor: Name | null
}

export type DeskPage = {
  readonly rows: readonly DeskRow[]
  readonly next: string | null
  /** By lamp, of what is on the list; and how many rest, with nothing to be done today. */
  readonly counts: {
    readonly green: number
    readonly yellow: number
    readonly red: number
    /** Persons, not entries: one may stand in several registers. */
    readonly resting: number
  }
}
