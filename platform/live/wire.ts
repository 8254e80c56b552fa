import { randomUUID } from 'node:crypto'
import pg from 'pg'
import type { Hint } from '#platform/live/event.ts'

const channel = 'live'
/** PostgreSQL carries 8,000 bytes a notification. */
const mostBytes = 7_500
const quietMs = 15_000

export type Wire = {
  readonly pass: (hints: readonly Hint[]) => Promise<void>
  readonly close: () => Promise<void>
}

/**
 * Hints between nodes by LISTEN/NOTIFY on a connection of its own, outside every transaction. When it breaks it comes
 * back by itself; what was said meanwhile is lost, and polling finds it.
 */
export function openWire(url: string, receive: (hints: readonly Hint[]) => void, retryMs = 1_000): Wire {
  const node = randomUUID()
  let client: pg.Client | null = null
  let timer: NodeJS.Timeout | null = null
  let isClosed = false

  async function dial(): Promise<void> {
    const next = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
      application_name: 'shouwen-live',
    })
    let isBroken = false
    const broken = () => {
      if (isBroken) return
      isBroken = true
      if (client === next) client = null
      next.end().catch(() => {})
      again()
    }
    next.on('error', broken)
    next.on('end', broken)
    next.on('notification', ({ payload }) => {
      const { from, hints } = JSON.parse(payload ?? '{}') as { from?: string; hints?: Hint[] }
      if (from !== node && hints) receive(hints)
    })
    try {
      await next.connect()
      await next.query(`listen ${channel}`)
      client = next
      if (isClosed) await next.end()
    } catch {
      broken()
    }
  }

  function again(): void {
    if (isClosed || timer) return
    timer = setTimeout(() => {
      timer = null
      void dial()
    }, retryMs)
    timer.unref()
  }

  void dial()
  // A line that dies without a word is noticed by asking.
  const pulse = setInterval(() => void client?.query('select 1').catch(() => {}), quietMs)
  pulse.unref()

  return {
    async pass(hints) {
      for (const payload of payloads(node, hints)) await client?.query('select pg_notify($1, $2)', [channel, payload])
    },
    async close() {
      isClosed = true
      clearInterval(pulse)
      if (timer) clearTimeout(timer)
      await client?.end().catch(() => {})
    },
  }
}

/** Batches that fit; a hint too large by itself is left to polling. */
export function payloads(from: string, hints: readonly Hint[]): string[] {
  const batches: Hint[][] = [[]]
  let size = 0
  for (const hint of hints) {
    const bytes = Buffer.byteLength(JSON.stringify(hint)) + 1
    if (bytes > mostBytes - 100) continue
    if (size + bytes > mostBytes - 100) {
      batches.push([])
      size = 0
    }
    batches.at(-1)!.push(hint)
    size += bytes
  }
  return batches.filter((batch) => batch.length > 0).map((batch) => JSON.stringify({ from, hints: batch }))
}
