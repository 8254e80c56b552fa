import type { Process } from '#core/process.ts'

/** The tables of the programs that run as they are written, one a kind. */
export const programTables: readonly Process[] = []
