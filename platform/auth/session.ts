import { type Instant, instant } from '#core/day.ts'
import {
  endOtherSessions,
  endSession,
  findSession,
  livingSessions,
  openSession,
  touchSession,
} from '#platform/auth/store.ts'
import { idOf, newToken } from '#platform/auth/token.ts'
import type { Who } from '#platform/auth/who.ts'
import type { Db } from '#platform/db/db.ts'

/** A person at work. `id` is the hash of the cookie's token. */
export type Session = { readonly id: string; readonly who: Who; readonly expiresAt: Instant }

export type SessionParts = {
  readonly db: Db
  readonly now: () => Instant
  /** The person as the office knows them at this instant; null when the account is no longer active. */
  readonly findStaff: (tenantId: string, staffId: string, at: Instant) => Promise<Who | null>
  /** Milliseconds that pass even while the program's clock stands still; says how old a memory is. */
  readonly tick?: () => number
  /** Ends after so many minutes without a request of the person's own. */
  readonly idleMinutes?: number
  /** Ends after so many hours in any case. */
  readonly absoluteHours?: number
}

export type Sessions = {
  /** Whether this node has seen the session lately. Proves nothing. */
  readonly knows: (id: string) => boolean
  /** The living session, or null. A `passive` request isn't the person's own and keeps nothing alive. Throws Outage. */
  readonly find: (id: string, passive?: boolean) => Promise<Session | null>
  /** A new session for a person who has proved who they are; the token goes to the browser and nowhere else. */
  readonly open: (who: Who) => Promise<{ readonly token: string; readonly session: Session }>
  readonly close: (id: string) => Promise<void>
  /** Ends a person's sessions (account closed, password changed), keeping `but`. */
  readonly closeOthers: (tenantId: string, staffId: string, but?: string) => Promise<void>
  /** Which of these still live, asked of the database in one statement. */
  readonly living: (ids: readonly string[]) => Promise<ReadonlySet<string>>
  /** Calls back with the id of each session that ends on this node. */
  readonly onEnd: (listener: (id: string) => void) => void
}

/** What is remembered here; `seen` may be newer than the database's. */
type Kept = { readonly session: Session; readonly loadedAt: number; seen: Instant }

/** A remembered session is believed so long (ms); revocation on another node is noticed within it. */
const believed = 10_000
/** `seen_at` is written when it is older than this (ms): a write a minute, not one a request. */
const unwritten = 60_000
const most = 20_000

/** Sessions in the database, remembered here, so that a request costs no round trip. What ends here ends at once. */
export function makeSessions(parts: SessionParts): Sessions {
  const { db, now, findStaff, tick = () => performance.now(), idleMinutes = 30, absoluteHours = 12 } = parts
  const idle = idleMinutes * 60_000
  const kept = new Map<string, Kept>()
  const loading = new Map<string, Promise<Kept | null>>()
  const gone = new Set<string>()
  const listeners = new Set<(id: string) => void>()
  const isOver = (seen: Instant, expiresAt: Instant, at: Instant) => at - seen >= idle || at >= expiresAt

  function forget(id: string): void {
    kept.delete(id)
    for (const listener of listeners) listener(id)
  }

  /** A closed id never lives again, so a look-up that was under way when it closed must not bring it back. */
  function bury(id: string): void {
    if (gone.size >= most) gone.clear()
    gone.add(id)
    forget(id)
  }

  async function load(id: string, passive: boolean): Promise<Kept | null> {
    const at = now()
    const loadedAt = tick()
    const stored = await db.plain((tx) => findSession(tx, id))
    if (!stored) return null
    const before = instant(Math.max(stored.seenAt, kept.get(id)?.seen ?? 0))
    if (isOver(before, stored.expiresAt, at)) return null
    const who = await findStaff(stored.tenantId, stored.staffId, at)
    if (!who) return null
    const seen = passive ? before : instant(Math.max(before, at))
    if (seen - stored.seenAt > unwritten) await db.plain(async (tx) => touchSession(tx, id, seen))
    return { session: { id, who, expiresAt: stored.expiresAt }, loadedAt, seen }
  }

  function loadOnce(id: string, passive: boolean): Promise<Kept | null> {
    const had = loading.get(id)
    if (had) return had
    const asked = load(id, passive).finally(() => loading.delete(id))
    loading.set(id, asked)
    return asked
  }

  function remember(id: string, entry: Kept): void {
    if (kept.size >= most) for (const old of [...kept.keys()].slice(0, most / 10)) kept.delete(old)
    kept.set(id, entry)
  }

  async function find(id: string, passive = false): Promise<Session | null> {
    const at = now()
    const had = kept.get(id)
    if (had && tick() - had.loadedAt < believed) {
      if (isOver(had.seen, had.session.expiresAt, at)) {
        forget(id)
        return null
      }
      if (!passive && at > had.seen) had.seen = at
      return had.session
    }
    const found = await loadOnce(id, passive)
    if (!found || gone.has(id)) {
      if (kept.has(id)) forget(id)
      return null
    }
    if (!passive && at > found.seen) found.seen = at
    remember(id, found)
    return found.session
  }

  return {
    knows: (id) => kept.has(id),
    find,
    async open(who) {
      const token = newToken()
      const id = idOf(token)!
      const at = now()
      const expiresAt = instant(at + absoluteHours * 3_600_000)
      await db.plain(async (tx) =>
        openSession(tx, id, { tenantId: who.tenantId, staffId: who.staffId, seenAt: at, expiresAt }),
      )
      const session = { id, who, expiresAt }
      remember(id, { session, loadedAt: tick(), seen: at })
      return { token, session }
    },
    async close(id) {
      bury(id)
      await db.plain(async (tx) => endSession(tx, id))
    },
    async closeOthers(tenantId, staffId, but = '') {
      for (const id of await db.plain((tx) => endOtherSessions(tx, tenantId, staffId, but))) bury(id)
    },
    living: (ids) => db.plain((tx) => livingSessions(tx, ids, instant(now() - idle), now())),
    onEnd: (listener) => void listeners.add(listener),
  }
}
