import type { Process } from '#core/process.ts'
import type { ClauseId } from '#regulation/clauses.ts'

/** One fact of a matter as its register shows it. `name` is its key in the facts. */
export type RegisterField = {
  readonly name: string
  readonly label: string
  /** Codes with their words; such a field can be filtered by. */
  readonly choices?: Readonly<Record<string, string>>
  /** How it leaves the house: a person's name covered but for the first sign, a sealed number masked, a member of staff by name, a public number whole. */
  readonly is?: 'person' | 'sealed' | 'staff' | 'yesNo' | 'public'
  /** In the export only, where the screen has no room. */
  readonly off?: true
  readonly width?: number
}

/** A ledger of all matters of one kind: searched, filtered, page by page, exported (台账). */
export type Register = {
  readonly kind: string
  readonly title: string
  readonly clause: ClauseId
  readonly fields: readonly RegisterField[]
  /** States that are kept for the count alone: shown only to whoever asks for them by name (10.5.4). */
  readonly unlisted?: readonly string[]
  /** By what a line tells that somebody complained or reported: who it was stays covered in a whole book too (10.5.2). */
  readonly complains?: { readonly fact: string; readonly is: readonly string[]; readonly states: readonly string[] }
  /** The states that can be filtered by; those of a case are its service's own. */
  readonly states: Process['states']
}

/** The words for a fact, as a register or a book shows it; null where there is none. */
export function wordsFor(field: RegisterField, value: unknown, nameOf: (id: string) => string): string | null {
  if (value === undefined || value === null || value === '') return null
  if (field.choices) return field.choices[String(value)] ?? String(value)
  if (field.is === 'yesNo') return value === true ? '是' : '否'
  if (field.is === 'staff') return nameOf(String(value))
  if (field.is === 'sealed') return String((value as { masked?: unknown }).masked ?? '')
  return typeof value === 'object' ? null : String(value)
}
