import type { Process } from '#core/process.ts'
import { accountability } from '#rules/accountability/process.ts'
import { petition } from '#rules/civil-reception/process.ts'
import { task } from '#rules/deputies/process.ts'
import { contact } from '#rules/first-asked/process.ts'
import { disclosure } from '#rules/open-affairs/process.ts'
import { complaint } from '#rules/quality-service/process.ts'
import { inspection } from '#rules/standard-conduct/process.ts'

/** The tables that run as they are written, one a kind; those of cases are made from the services' files. */
export const singles: readonly Process[] = [contact, petition, accountability, inspection, task, complaint, disclosure]
