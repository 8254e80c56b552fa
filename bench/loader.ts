import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Job, Outcome } from './load.ts'

/** The process that makes load, so that the load's own work is not the benchmark's or the server's. */
export function startLoader(): { readonly run: (job: Job) => Promise<Outcome>; readonly end: () => void } {
  const child: ChildProcess = fork(join(import.meta.dirname, 'load.ts'))
  return {
    async run(job) {
      child.send(job)
      const [answer] = (await once(child, 'message')) as [Outcome | { readonly failed: string }]
      if ('failed' in answer) throw new Error(`load: ${answer.failed}`)
      if (answer.firstOther)
        process.stderr.write(`load ${job.what}: ${JSON.stringify(answer.others)} ${answer.firstOther}\n`)
      return answer
    },
    end: () => {
      if (child.connected) child.disconnect()
    },
  }
}
