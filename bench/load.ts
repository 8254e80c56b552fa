import { randomUUID } from 'node:crypto'
import { registration, turns } from './life.ts'
import { Wire } from './wire.ts'

/** One phase of load, sent by the benchmark to this process. */
export type Job = {
  readonly port: number
  readonly seconds: number
  readonly connections: number
  readonly cookies: { readonly wang: readonly string[]; readonly zhao: readonly string[] }
} & (
  | { readonly what: 'open' }
  | { readonly what: 'move'; readonly matters: readonly string[] }
  | { readonly what: 'get'; readonly paths: readonly string[] }
)

export type Outcome = {
  readonly count: number
  readonly seconds: number
  readonly perSecond: number
  readonly p50: number
  readonly p95: number
  readonly bytes: number
  /** Answers that were not 2xx, by status. */
  readonly others: Readonly<Record<string, number>>
  readonly firstOther: string | null
  /** Matters opened, in order. */
  readonly opened: readonly string[]
}

process.on('message', (job: Job) => {
  run(job).then(
    (outcome) => process.send?.(outcome),
    (error: unknown) => process.send?.({ failed: String(error) }),
  )
})
process.on('disconnect', () => process.exit(0))

async function run(job: Job): Promise<Outcome> {
  const times: number[] = []
  const opened: string[] = []
  const others: Record<string, number> = {}
  let firstOther: string | null = null
  let bytes = 0
  let next = 0
  const from = performance.now()
  const until = from + job.seconds * 1000

  const one = async (nth: number): Promise<void> => {
    const wire = new Wire(job.port)
    const cookies = {
      wang: job.cookies.wang[Math.floor(Math.random() * job.cookies.wang.length)]!,
      zhao: job.cookies.zhao[Math.floor(Math.random() * job.cookies.zhao.length)]!,
    }
    const ask = async (who: 'wang' | 'zhao', method: string, path: string, body?: object): Promise<Buffer | null> => {
      const key = body ? `idempotency-key: ${randomUUID()}\r\n` : ''
      const begun = performance.now()
      const reply = await wire.ask(method, path, `cookie: ${cookies[who]}\r\n${key}`, body ? JSON.stringify(body) : '')
      if (reply.status < 300) times.push(performance.now() - begun)
      else {
        others[reply.status] = (others[reply.status] ?? 0) + 1
        firstOther ??= `${path} ${reply.status} ${reply.body.toString().slice(0, 300)}`
      }
      bytes += reply.body.length
      return reply.status < 300 ? reply.body : null
    }
    while (performance.now() < until) {
      if (job.what === 'get') await ask('wang', 'GET', job.paths[next++ % job.paths.length]!)
      else if (job.what === 'open') {
        const body = await ask('wang', 'POST', '/api/matters', {
          kind: 'contact',
          input: registration('想办理失业登记'),
        })
        if (body) opened.push(body.subarray(0, 80).toString().slice(17, 53))
      } else {
        const id = job.matters[next++]
        if (id === undefined) break
        for (const [i, { who, move, input }] of turns.entries()) {
          if (performance.now() >= until) break
          if (!(await ask(who, 'POST', `/api/matters/${id}/moves/${move}`, { version: i + 1, ...input }))) break
        }
      }
    }
    wire.close()
  }
  await Promise.all(Array.from({ length: job.connections }, (_, i) => one(i)))
  const seconds = (performance.now() - from) / 1000
  times.sort((a, b) => a - b)
  const at = (share: number) => Math.round((times[Math.floor(times.length * share)] ?? 0) * 100) / 100
  return {
    count: times.length,
    seconds,
    perSecond: times.length / seconds,
    p50: at(0.5),
    p95: at(0.95),
    bytes,
    others,
    firstOther,
    opened,
  }
}
