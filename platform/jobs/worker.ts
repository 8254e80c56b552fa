import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { installJobs } from '#platform/jobs/install.ts'
import { type Job, type Payload, patternOf } from '#platform/jobs/jobs.ts'

export { defineJob, type Every, enqueue, type Job, type Payload } from '#platform/jobs/jobs.ts'

type Log = Readonly<
  Record<
    'info' | 'warn' | 'error',
    (event: string, fields?: Readonly<Record<string, string | number | boolean | null>>) => void
  >
>

export type JobsOptions = {
  /** The serving role's connection string, and the owner's for the queue's own tables. Never logged. */
  readonly appUrl: string
  readonly ownerUrl: string
  readonly jobs: readonly Job[]
  readonly log: Log
  /** Jobs at work at the same time. */
  readonly most?: number
}

export type Jobs = {
  /** Counts since the start, for `/metrics`. */
  readonly gauges: readonly { readonly name: string; readonly help: string; readonly read: () => number }[]
  /** Lets the jobs at work come to their end. */
  readonly stop: () => Promise<void>
}

const day = 86_400_000
const longestPauseMs = 30_000

/**
 * Starts the jobs: what was asked by `enqueue`, and what comes by the clock. An occurrence is written into the database
 * by the first server that reaches it, so it comes once however many servers there are; a nightly one that was slept
 * through comes at the next start within a day. When the database goes away, it starts over until `stop`.
 */
export async function startJobs({ appUrl, ownerUrl, jobs, log, most = 2 }: JobsOptions): Promise<Jobs> {
  await installJobs(ownerUrl)
  const { Logger, parseCronItems, run } = await import('graphile-worker')
  const counts = { done: 0, failed: 0, givenUp: 0 }
  const logger = new Logger(() => (level, message) => {
    if (level === 'error') log.error('jobs.trouble', { says: message.slice(0, 200) })
    if (level === 'warning') log.warn('jobs.warning', { says: message.slice(0, 200) })
  })
  const taskList = Object.fromEntries(
    jobs.map((job) => [job.name, async (payload: unknown) => job.run(plain(payload))]),
  )
  let stopping = false
  const halt = new AbortController()
  let runner: Awaited<ReturnType<typeof run>> | null = null
  // Our own pool: a connection that breaks while it is idle is nobody's error, also after the worker has let go of it.
  const pool = new pg.Pool({ connectionString: appUrl, max: most + 2, application_name: 'shouwen-jobs' })
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  const startOnce = async () => {
    const started = await run({
      ...{ pgPool: pool, concurrency: most, taskList, logger },
      parsedCronItems: parseCronItems(jobs.flatMap(cronOf)),
      ...{ noHandleSignals: true, pollInterval: 5_000 },
    })
    started.events.on('job:success', () => {
      counts.done += 1
    })
    started.events.on('job:error', ({ job, error }) => {
      counts.failed += 1
      log.error('jobs.failed', { job: job.task_identifier, attempt: job.attempts, says: reason(error) })
    })
    started.events.on('job:failed', () => {
      counts.givenUp += 1
    })
    return started
  }
  runner = await startOnce().catch(async (error: unknown) => {
    await pool.end()
    throw error
  })
  const kept = keep()
  async function keep(): Promise<void> {
    for (let pauseMs = 500; !stopping; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      try {
        if (runner) await runner.promise
        else {
          runner = await startOnce()
          pauseMs = 500
          continue
        }
      } catch (error) {
        if (!stopping) log.warn('jobs.restart', { says: reason(error) })
      }
      runner = null
      if (!stopping) await sleep(pauseMs, undefined, { signal: halt.signal }).catch(() => {})
    }
  }
  return {
    gauges: [
      { name: 'shouwen_jobs_done', help: 'Jobs done since the start.', read: () => counts.done },
      { name: 'shouwen_jobs_failed', help: 'Attempts that failed since the start.', read: () => counts.failed },
      { name: 'shouwen_jobs_given_up', help: 'Jobs given up since the start.', read: () => counts.givenUp },
    ],
    async stop() {
      stopping = true
      halt.abort()
      await runner?.stop().catch(() => {})
      await kept
      await pool.end()
    },
  }
}

function cronOf({ name, every, tries }: Job) {
  if (!every) return []
  const backfillPeriod = 'daily' in every ? day : 0
  // One key a job: occurrences that pile up while a run is late become one.
  return [
    {
      task: name,
      match: patternOf(every),
      identifier: name,
      options: { queueName: name, jobKey: `every:${name}`, maxAttempts: tries, backfillPeriod },
    },
  ]
}

/** What was handed to `enqueue`; an occurrence of the clock brings nothing of ours. */
function plain(payload: unknown): Payload {
  if (typeof payload !== 'object' || payload === null) return {}
  const { _cron, ...own } = payload as Payload & { readonly _cron?: unknown }
  return own
}

function reason(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message.split('\n')[0]?.slice(0, 200)}` : String(error)
}
