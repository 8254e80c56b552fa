import { type Instant, instant } from '#core/day.ts'
import type { Job } from '#office/import/store.ts'

/** Without a sign of life for so long, a job has broken off with its server. */
const silentMs = 120_000

/** Whether a job is said to be under way and nobody is at work on it any more. */
export function isBroken(job: Job, at: Instant): boolean {
  return job.ended_at === null && job.state !== 'checked' && at - instant(job.beat_at.getTime()) > silentMs
}

/** A job that broke off while it was taken in, as it waits to be taken in again: what is in stays in, and nothing twice. */
export function begunAgain(job: Job): Job {
  const done = job.mode === 'all' ? 0 : job.done
  const says =
    done === 0
      ? '导入时服务器停止，一行也没有导入；可以重新开始导入'
      : `导入时服务器停止，已导入${done}项；可以接着导入其余的`
  return { ...job, state: 'checked', mode: null, done, says }
}

/** A job as it really stands, whatever its server left written when it went down. */
export function asItStands(job: Job, at: Instant): Job {
  return job.state === 'running' && isBroken(job, at) ? begunAgain(job) : job
}
