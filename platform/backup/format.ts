/**
 * A backup is lines of JSON, compressed with zstd: a header, then for each table its sections (one a tenant where rows
 * belong to tenants) and their rows, each row as PostgreSQL writes it; after each section how many rows it had and
 * their SHA-256; at last the end, without which the file is not whole.
 */
export type Header = {
  readonly shouwen: 'backup'
  readonly format: 1
  readonly at: string
  readonly migrations: readonly { readonly name: string; readonly sha256: string }[]
  /** Months for which the journal has its own partition, `2026-11-01`. */
  readonly months: readonly string[]
  /** SHA-256 of the key file that belongs to it: without those keys the sealed numbers stay closed. */
  readonly keys: string
}
export type Section = { readonly table: string; readonly tenant: string | null; readonly paths: readonly string[] }
export type SectionEnd = { readonly rows: number; readonly sha256: string }
export type End = { readonly end: true; readonly sections: number; readonly rows: number }

/** One line of the file: a row is a text, everything else an object. */
export type Entry = Header | Section | SectionEnd | End | string

/** Not restored: who is signed in now, and what the files of the program say. */
export const leftOut: readonly string[] = ['migration', 'session', 'sign_in_failure']

/** Why a backup can't be made or read. `message` is one Chinese line for the person at the keyboard. */
export class BackupFault extends Error {
  constructor(says: string, cause?: unknown) {
    super(says, cause === undefined ? undefined : { cause })
    this.name = 'BackupFault'
  }
}

/** The file beside a backup that holds its keys. */
export function keysBeside(file: string): string {
  return `${file}.keys`
}
