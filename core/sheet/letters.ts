import type { SheetKind } from '#core/sheet.ts'

/** Letters: what people may put into other words before it is sent. Registers, slips and certificates are not. */
const letters = [
  'one-time-notice',
  'acceptance',
  'refusal',
  'denial',
  'public-notice',
  'extension-notice',
  'result',
  'delay-explanation',
  'supervision-order',
  'supervision-reply',
  'warning-notice',
  'warning-reply',
  'petition-notice',
  'petition-reply',
  'rectification-notice',
  'referral-letter',
  'loan-referral',
  'aid-plan',
] as const satisfies readonly SheetKind[]
export type Letter = (typeof letters)[number]

export const isLetter = (kind: string): kind is Letter => (letters as readonly string[]).includes(kind)
