import type { Instant } from '#core/day.ts'
import type { Process } from '#core/process.ts'
import type { Catalogue } from '#matter/catalogue.ts'
import type { Keys } from '#platform/crypto/seal.ts'
import type { Db } from '#platform/db/db.ts'

/** What the case room needs of the house, put together once by `apps/`. */
export type World = {
  readonly db: Db
  readonly now: () => Instant
  readonly processes: Processes
  readonly catalogue: Catalogue
  /** Seals personal numbers; its keys are outside the database. */
  readonly keys: Keys
  /** Address under which the public page confirms papers, without a slash at its end. */
  readonly address: string
  /** Marks papers of a demonstration; null on real ground. */
  readonly mark: string | null
  /** Wakes whoever watches: after the commit, a hint and nothing more. */
  readonly touched: (touched: Touched) => void
}

export type Touched = {
  readonly tenant: string
  readonly path: string
  readonly matter: string
  readonly version: number
  readonly posts: readonly string[]
}

/** The tables that run, by kind; a case has one for each published version of its service. */
export type Processes = {
  readonly of: (kind: string, service: { readonly code: string; readonly version: string } | null) => Process | null
  /** For a matter about to be opened: the newest version of its service. */
  readonly opening: (
    kind: string,
    service: string | null,
  ) => {
    readonly process: Process
    readonly service: { readonly code: string; readonly version: string } | null
  } | null
  readonly kinds: readonly string[]
}
