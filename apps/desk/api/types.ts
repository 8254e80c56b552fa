import type { Flow } from '#core/layout.ts'
import type { Lamp, Name } from '#core/view.ts'
import type { Kept } from '#regulation/clause.ts'
import type { Schema } from '#ui/form/schema.ts'

/** What the desk reads besides matters. Fields that an office may lack are optional: a screen leaves them out. */

export type Session = {
  readonly staffId: string
  readonly name: string
  readonly office: { readonly id: string; readonly name: string }
  readonly administrator?: string | boolean | null
  readonly isHead?: boolean
  /** Signed in with an issued password: the desk begins with changing it. */
  readonly mustChangePassword?: boolean
  readonly posts?: readonly {
    readonly id: string
    readonly name: string
    readonly as?: string
    readonly standsFor?: string | null
  }[]
}

export type Demo = { readonly accounts: readonly { username: string; says: string }[]; readonly password: string }

export type ProcessPage = Flow & {
  readonly kind: string
  readonly opens: { readonly label: string; readonly input: Schema }
  /** What the steps write down, by the step. */
  readonly written?: Readonly<Record<string, Schema>>
}

export type OpeningPage = {
  readonly kind: string
  readonly title: string
  readonly label: string
  readonly place: string | null
  readonly office: { readonly id: string; readonly name: string }
  readonly input: Schema
  readonly refusal: { readonly clause: string | null; readonly says: string } | null
}

/** One line of the catalogue; not `ready` is 筹备中. */
export type ServiceRow = {
  readonly code: string
  readonly name: string
  readonly ready: boolean
  readonly promised: { readonly says: string } | null
}

export type Clause = {
  readonly id: string
  readonly rule: string
  readonly words: string
  /** By what it is to be kept, and by what it is kept today. */
  readonly keptLabel: readonly string[]
  readonly means: readonly Kept[]
  readonly by: readonly string[]
  readonly state: 'kept' | 'not-yet' | 'by-hand'
  readonly reason: string | null
  readonly evidence: readonly { label: string; value: string | number; href?: string }[]
}

/** What a search finds: matters, and what else is called so. */
export type Found = {
  readonly rows: readonly SearchRow[]
  readonly others: readonly {
    readonly group: string
    readonly label: string
    readonly says: string
    readonly to: string | null
    readonly carries?: Readonly<Record<string, string>>
  }[]
}

export type SearchRow = {
  readonly id: string
  readonly number: string
  readonly kindLabel: string
  readonly title: string
  readonly stateLabel: string
  readonly lamp?: Lamp
  readonly late?: boolean
  readonly holder?: Name
  readonly openedAt?: string
  /** In words, where it was found by the end of a phone or citizen number. */
  readonly foundBy?: string | null
}
