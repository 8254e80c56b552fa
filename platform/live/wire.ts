import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { shownChannel } from '#platform/db/shown.ts'
import type { Hint, News } from '#platform/live/event.ts'
import type { Watch } from '#platform/live/shown.ts'

const channel = 'live'
/** PostgreSQL carries 8,000 bytes a notification. */
const mostBytes = 7_500
const quietMs = 15_000
const answerMs = 10_000

export type Wire = {
  readonly pass: (hints: readonly Hint[]) => Promise<void>
  readonly close: () => Promise<void>
}

/**
 * Hints between nodes by LISTEN/NOTIFY on a connection of its own, outside every transaction. When it breaks it comes back
 * by itself, and as nobody knows what was said meanwhile, both sides hear `again`: what others said to this node is looked
 * for here, what this node could not say is looked for there. `watch` is told what the database itself says on the same
 * line: that what public pages show has changed, and whether that would be heard just now.
 */
export function openWire(url: string, receive: (news: News) => void, retryMs = 1_000, watch?: Watch): Wire {
  const node = randomUUID()
  let line: Line | null = null
  let timer: NodeJS.Timeout | null = null
  let isClosed = false
  /** Others may have said something that this node didn't hear. */
  let missed = false
  /** This node had something to say that the others didn't hear. */
  let owed = false

  async function dial(): Promise<void> {
    const broken = () => {
      watch?.hears(false)
      if (line === next) line = null
      missed = true
      again()
    }
    const next = lineTo(url, node, { receive, changed: watch?.changed, broken })
    if (!(await next.open())) return
    if (isClosed) return next.close()
    line = next
    watch?.hears(true)
    if (missed) receive('again')
    missed = false
    await settle()
  }

  function again(): void {
    if (isClosed || timer) return
    timer = setTimeout(() => {
      timer = null
      void dial()
    }, retryMs)
    timer.unref()
  }

  async function settle(): Promise<void> {
    if (owed && (await line?.say(JSON.stringify({ from: node, again: true })))) owed = false
  }

  void dial()
  // A line that dies without a word is noticed by asking.
  const pulse = setInterval(() => void line?.ask().then(settle), quietMs)
  pulse.unref()

  return {
    async pass(hints) {
      for (const payload of payloads(node, hints)) if (!(await line?.say(payload))) owed = true
    },
    async close() {
      isClosed = true
      clearInterval(pulse)
      if (timer) clearTimeout(timer)
      await line?.close()
    },
  }
}

type Line = ReturnType<typeof lineTo>
type Ears = {
  readonly receive: (news: News) => void
  readonly changed: Watch['changed'] | undefined
  /** Called once, when the line ends in whatever way. */
  readonly broken: () => void
}
type Payload = { readonly from?: string; readonly hints?: readonly Hint[]; readonly again?: true }

/** One connection, as long as it lasts. */
function lineTo(url: string, node: string, { receive, changed, broken }: Ears) {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    query_timeout: answerMs,
    keepAlive: true,
    application_name: 'shouwen-live',
  })
  let isBroken = false
  const drop = () => {
    if (isBroken) return
    isBroken = true
    client.end().catch(() => {})
    broken()
  }
  client.on('error', drop)
  client.on('end', drop)
  client.on('notification', ({ channel: on, payload }) => {
    if (on === shownChannel) return changed?.()
    const { from, hints, again } = JSON.parse(payload ?? '{}') as Payload
    if (from === node) return
    if (again) receive('again')
    else if (hints) receive(hints)
  })
  /** Whether it was said. Who isn't answered in time takes the line for dead. */
  const done = async (asking: Promise<unknown>): Promise<boolean> => {
    try {
      await asking
      return true
    } catch {
      drop()
      return false
    }
  }
  return {
    open: () => done(client.connect().then(() => client.query(`listen ${channel}; listen ${shownChannel}`))),
    say: (payload: string) => done(client.query('select pg_notify($1, $2)', [channel, payload])),
    ask: () => done(client.query('select 1')),
    close: () => client.end().catch(() => {}),
  }
}

/** Batches that fit; instead of a hint too large by itself all is to be looked at again. */
export function payloads(from: string, hints: readonly Hint[]): string[] {
  const batches: Hint[][] = [[]]
  let size = 0
  let isLeftOut = false
  for (const hint of hints) {
    const bytes = Buffer.byteLength(JSON.stringify(hint)) + 1
    if (bytes > mostBytes - 100) {
      isLeftOut = true
      continue
    }
    if (size + bytes > mostBytes - 100) {
      batches.push([])
      size = 0
    }
    batches.at(-1)!.push(hint)
    size += bytes
  }
  const said = batches.filter((batch) => batch.length > 0).map((batch) => JSON.stringify({ from, hints: batch }))
  return isLeftOut ? [...said, JSON.stringify({ from, again: true })] : said
}
