import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { FastifyInstance } from 'fastify'

/** A figure that others keep, read when the page is asked for: pool size, listeners, queue length. */
export type Gauge = { readonly name: string; readonly help: string; readonly read: () => number }

const bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5] as const

type Series = { readonly labels: string; readonly counts: Uint32Array; total: number; seconds: number }

/** Counts every answer by route pattern and status, never by address or person; `GET /metrics` in Prometheus' text form. */
export function metrics(app: FastifyInstance, gauges: readonly Gauge[]): void {
  const series = new Map<string, Series>()
  const delay = monitorEventLoopDelay({ resolution: 20 })
  delay.enable()
  app.addHook('onClose', async () => {
    delay.disable()
  })
  app.addHook('onResponse', (request, reply, done) => {
    observe(series, request.method, request.routeOptions.url ?? 'none', reply.statusCode, reply.elapsedTime / 1000)
    done()
  })
  app.get('/metrics', { config: { allow: 'anyone', always: true } }, (_request, reply) => {
    const lag = delay.percentile(99) / 1e9
    delay.reset()
    reply.type('text/plain; version=0.0.4; charset=utf-8')
    return reply.send(
      [...requestLines(series.values()), ...processLines(lag), ...gauges.flatMap(gaugeLines), ''].join('\n'),
    )
  })
}

function observe(all: Map<string, Series>, method: string, route: string, status: number, seconds: number): void {
  const name = `${method} ${route} ${status}`
  let one = all.get(name)
  if (!one) {
    const labels = `method="${method}",route="${route.replace(/["\\\n]/g, '_')}",status="${status}"`
    one = { labels, counts: new Uint32Array(bounds.length), total: 0, seconds: 0 }
    all.set(name, one)
  }
  one.total += 1
  one.seconds += seconds
  const bucket = bounds.findIndex((bound) => seconds <= bound)
  if (bucket >= 0) one.counts[bucket]! += 1
}

function requestLines(all: Iterable<Series>): string[] {
  const name = 'shouwen_http_request_duration_seconds'
  const lines = [`# HELP ${name} Time from the request's first byte to the answer's last.`, `# TYPE ${name} histogram`]
  for (const { labels, counts, total, seconds } of all) {
    let below = 0
    for (const [index, bound] of bounds.entries()) {
      below += counts[index]!
      lines.push(`${name}_bucket{${labels},le="${bound}"} ${below}`)
    }
    lines.push(`${name}_bucket{${labels},le="+Inf"} ${total}`, `${name}_sum{${labels}} ${seconds.toFixed(6)}`)
    lines.push(`${name}_count{${labels}} ${total}`)
  }
  return lines
}

function processLines(lagSeconds: number): string[] {
  const { rss, heapUsed, external } = process.memoryUsage()
  const { user, system } = process.cpuUsage()
  const read = (name: string, help: string, value: number) => gaugeLines({ name, help, read: () => value })
  return [
    ...read('process_resident_memory_bytes', 'Resident memory.', rss),
    ...read('nodejs_heap_size_used_bytes', 'Heap in use.', heapUsed),
    ...read('nodejs_external_memory_bytes', 'Memory outside the heap.', external),
    ...read(
      'nodejs_eventloop_lag_p99_seconds',
      'Event loop lag since the last look.',
      Number.isFinite(lagSeconds) ? lagSeconds : 0,
    ),
    '# HELP process_cpu_seconds_total Processor time used.',
    '# TYPE process_cpu_seconds_total counter',
    `process_cpu_seconds_total ${(user + system) / 1e6}`,
  ]
}

function gaugeLines({ name, help, read }: Gauge): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, `${name} ${read()}`]
}
