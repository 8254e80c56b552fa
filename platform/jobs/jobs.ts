import type { Instant } from '#core/day.ts'
import { iso } from '#core/day.ts'
import { sql, type Tx } from '#platform/db/db.ts'

/** What a job is asked: names and ids, never personal data, since it lies in the queue in the open. */
export type Payload = Readonly<Record<string, string | number | boolean | null>>

/** How often by itself: every so many minutes (a divisor of 60), or once a day at `HH:MM` of Chinese time. */
export type Every = { readonly minutes: 1 | 2 | 5 | 10 | 15 | 20 | 30 | 60 } | { readonly daily: string }

export type Job = {
  readonly name: string
  readonly every?: Every
  /** Attempts in all before it is given up and shown; 1 for what comes again soon anyway. */
  readonly tries: number
  /** The work. Throws to be tried again later; must bear being run again from the start. */
  readonly run: (payload: Payload) => Promise<void>
}

/** A job of the program. Two runs of one job never overlap; a run that throws is tried again with growing pauses. */
export function defineJob(job: Omit<Job, 'tries'> & { readonly tries?: number }): Job {
  if (!/^[a-z][a-z-]*$/.test(job.name)) throw new RangeError(`not a job's name: ${job.name}`)
  return { tries: job.every && 'minutes' in job.every ? 1 : 8, ...job }
}

const add = sql<{ id: number }>(
  'jobs.add',
  `select id from graphile_worker.add_job($1, payload := $2::json, queue_name := $1, run_at := $3::timestamptz, max_attempts := $4::int, job_key := $5)`,
)

export type Wish = {
  /** Asked again with the same key before it has run, it is still one job. */
  readonly key?: string
  /** Not before. */
  readonly at?: Instant
  readonly tries?: number
}

/** Asks for a job in the caller's transaction: rolled back, it was never asked. */
export async function enqueue(
  tx: Tx,
  name: string,
  payload: Payload,
  { key, at, tries = 8 }: Wish = {},
): Promise<void> {
  await tx.all(add, [name, JSON.stringify(payload), at === undefined ? null : iso(at), tries, key ?? null])
}

/** The pattern of cron, which counts in UTC; China is eight hours ahead all year. */
export function patternOf(every: Every): string {
  if ('minutes' in every) return every.minutes === 60 ? '0 * * * *' : `*/${every.minutes} * * * *`
  const parts = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(every.daily)
  if (!parts) throw new RangeError(`not a time of day: ${every.daily}`)
  return `${Number(parts[2])} ${(Number(parts[1]) + 16) % 24} * * *`
}
