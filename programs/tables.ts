import type { Process } from '#core/process.ts'
import type { ServiceVersion } from '#core/service/format.ts'
import { aid } from '#programs/aid/process.ts'
import { enrolmentProcess } from '#programs/enrolment/process.ts'
import { referral } from '#programs/labour-market/process.ts'
import { loan } from '#programs/loan/process.ts'

/** The tables of the programs that run as they are written, one a kind. */
export const programTables: readonly Process[] = [aid, loan, referral]

/** Tables that are made of a service's file, by their kind, as that of its cases is; null: the file asks for none. */
export const servedTables: Readonly<Record<string, (version: ServiceVersion) => Process | null>> = {
  enrolment: enrolmentProcess,
}
