import type { Process } from '#core/process.ts'
import { accountability } from '#rules/accountability/process.ts'
import { petition } from '#rules/civil-reception/process.ts'
import { warning } from '#rules/commitments/process.ts'
import { task } from '#rules/deputies/process.ts'
import { contact } from '#rules/first-asked/process.ts'
import { disclosure } from '#rules/open-affairs/process.ts'
import { appeal } from '#rules/quality-service/appeal.ts'
import { complaint } from '#rules/quality-service/process.ts'
import { rating } from '#rules/quality-service/rating.ts'
import { inspection } from '#rules/standard-conduct/process.ts'
import { sampling } from '#rules/standard-conduct/sampling.ts'

/** The tables that run as they are written, one a kind; those of cases are made from the services' files. */
// biome-ignore format: one line of kinds
export const singles: readonly Process[] = [contact, petition, accountability, inspection, sampling, task, complaint, rating, appeal, disclosure, warning]
