import { randomUUID } from 'node:crypto'
import { registration, turns } from './life.ts'
import { type Reply, Wire } from './wire.ts'

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
  /** Visitors without a session, each of an address of its own; `headers` are whole lines. */
  | { readonly what: 'visit'; readonly paths: readonly string[]; readonly headers: string }
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

let begun = 0

async function run(job: Job): Promise<Outcome> {
  begun++
  const times: number[] = []
  const opened: string[] = []
  const others: Record<string, number> = {}
  let firstOther: string | null = null
  let bytes = 0
  let next = 0
  const from = performance.now()
  const until = from + job.seconds * 1000

  const one = async (nth: number): Promise<void> => {
    if (job.what === 'visit')
      return visit(job, nth, times, until, (path, { status, body }) => {
        bytes += body.length
        if (status === 200) return
        others[status] = (others[status] ?? 0) + 1
        firstOther ??= `${path} ${status} ${body.toString().slice(0, 300)}`
      })
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

/** So many asks of one address stay well below its limit a minute. */
const ofOneAddress = 2_000

async function visit(
  { port, paths, headers }: Extract<Job, { readonly what: 'visit' }>,
  nth: number,
  times: number[],
  until: number,
  told: (path: string, reply: Reply) => void,
): Promise<void> {
  for (let turn = 0; performance.now() < until; turn++) {
    const wire = new Wire(port, `127.${1 + (begun % 200)}.${1 + (turn % 250)}.${1 + nth}`)
    for (let asked = 0; asked < ofOneAddress && performance.now() < until; asked++) {
      const path = paths[asked % paths.length]!
      const sent = performance.now()
      const reply = await wire.ask('GET', path, headers)
      times.push(performance.now() - sent)
      told(path, reply)
    }
    wire.close()
  }
}
