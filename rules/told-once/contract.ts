import type { Sealed } from '#core/matter.ts'
import type { Figures } from '#core/service/figure.ts'
import type { ExplainedFacts } from '#rules/time-limits/explain.ts'
import type { LateFacts } from '#rules/time-limits/lateness.ts'
import type { LimitedFacts } from '#rules/time-limits/policy.ts'

/** What a reviewer found of one material, and why. */
export const materialResults = { ok: '齐全合格', missing: '缺少', wrong: '不合格', waived: '免提交' } as const
export type MaterialResult = keyof typeof materialResults

/** What a reviewer found of one condition, and why. */
export const conditionResults = { yes: '符合', no: '不符合', unknown: '待核实' } as const
export type ConditionResult = keyof typeof conditionResults

export type MaterialReview = { readonly id: string; readonly result: MaterialResult; readonly reason?: string }
export type ConditionReview = {
  readonly id: string
  readonly result: ConditionResult
  readonly reason?: string
  /** What the office's records said of it, with their numbers. */
  readonly seen?: readonly string[]
}

/** Something to be made good, as the notice lists it: complete sentences, no codes. */
export type Gap = {
  readonly kind: 'material' | 'condition' | 'form'
  readonly id: string
  readonly name: string
  readonly requirement: string
  readonly reason: string
  readonly basis: string
}

export type Notice = { readonly at: number; readonly gaps: readonly Gap[] }

/** A later demand for what the first notice could have named (8.1): on the record, with what it was. */
export type Fault = {
  readonly at: number
  readonly clause: '8.1'
  readonly what: readonly string[]
  readonly by: string
}

export type StepDone = {
  readonly step: string
  readonly by: string
  readonly at: number
  readonly opinion: string
  /** What was written down at this step, by the form that the service's file gives it. */
  readonly form?: Readonly<Record<string, unknown>>
  /** Who did it together with them, named beforehand, and when they signed (5.2). */
  readonly with?: { readonly post: string; readonly by?: string; readonly at?: number; readonly opinion?: string }
  /** The office that approved, where the result names it. */
  readonly office?: string
  /** Sent back: it counts no more, and stays on the record. */
  readonly undone?: true
}

/** What is known of a case. */
export type CaseFacts = LimitedFacts &
  LateFacts &
  ExplainedFacts & {
    readonly service: string
    readonly serviceName: string
    readonly form: Readonly<Record<string, unknown>>
    readonly applicant: string
    /** The office came to them: nobody applied (主动服务). */
    readonly initiated?: true
    /** It came in online, without anybody of the staff (2.1). */
    readonly online?: true
    /** Who of the staff filled it in for them (代办). */
    readonly helper?: string
    readonly phone?: Sealed
    readonly contact?: string
    /** The sitting in which it was opened together with other services for the same person (6.4, 10.1.2). */
    readonly sitting?: string
    readonly review?: {
      readonly materials: readonly MaterialReview[]
      readonly conditions: readonly ConditionReview[]
      readonly at: number
      readonly by: string
    }
    /** The figures of policy that the review was made with: those in force on the day of acceptance. */
    readonly figures?: Figures
    readonly notices?: readonly Notice[]
    /** Materials handed in after the last notice: only these may be found wanting anew. */
    readonly changed?: readonly string[]
    readonly faults?: readonly Fault[]
    readonly steps?: readonly StepDone[]
    readonly objections?: readonly {
      readonly at: number
      readonly by: string
      readonly says: string
      readonly settled?: string
    }[]
    readonly outcome?: string
  }
