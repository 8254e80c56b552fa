import type { MatterPage } from '#core/view.ts'
import type { Question, SamplingFacts, Settled } from '#rules/standard-conduct/drawn.ts'

/** What crosses the wire about spot checks by lot. */

type Named = { readonly id: string; readonly name: string }

export type SamplingRow = {
  readonly id: string
  readonly number: string
  readonly source: string
  readonly way: string
  readonly office: Named
  readonly holder: string
  readonly stateLabel: string
  readonly population: number
  readonly size: number
  readonly reviewed: number
  readonly findings: number
  readonly openFindings: number
  readonly late: boolean
  readonly openedAt: string
}

export type ItemView = {
  readonly no: number
  readonly id: string
  readonly matter: string
  readonly number: string
  readonly key: string
  readonly office: Named
  /** Whoever looks handled it, and does not review it. */
  readonly own: boolean
  readonly stratum: string
  readonly what: string
  readonly holder: string
  readonly openedOn: string | null
  readonly closedOn: string | null
  readonly lines: readonly {
    readonly question: string
    readonly kept: { readonly result: 'pass' | 'fail' | 'na'; readonly note: string; readonly by: string } | null
    readonly wants: string | null
  }[]
}

export type FindingView = {
  readonly key: string
  readonly note: string
  readonly matter: string
  readonly number: string
  readonly office: string
  readonly words: string
  readonly clause: string
  readonly settled: Settled | null
}

export type DrawnView = {
  readonly questions: readonly Question[]
  readonly items: readonly ItemView[]
  readonly wanting: number
  readonly findings: readonly FindingView[]
  readonly seedReady: boolean
}

export type SamplingPage = { readonly page: MatterPage; readonly drawn: DrawnView }
export type FrameView = {
  readonly count: number
  readonly size: number
  readonly strata: number
  readonly favoured: number
}
export type VerifyView = {
  readonly population: { readonly count: number; readonly hash: string; readonly isSame: boolean }
  readonly seed: { readonly day: string; readonly root: string | null; readonly isSame: boolean }
  readonly list: { readonly count: number; readonly isSame: boolean }
}
export type { SamplingFacts }
