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
  /** Forgets what is remembered of a living session: the next look asks the office anew who this is. */
  readonly refresh: (id: string) => void
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
const usualIdleMinutes = 30

/** Sessions in the database, remembered here, so that a request costs no round trip. What ends here ends at once. */
export function makeSessions(parts: SessionParts): Sessions {
  const { db, now, idleMinutes = usualIdleMinutes, absoluteHours = 12 } = parts
  const listeners = new Set<(id: string) => void>()
  const memory = remembering(parts, (id) => {
    for (const listener of listeners) listener(id)
  })
  return {
    knows: memory.knows,
    find: memory.find,
    async open(who) {
      const token = newToken()
      const id = idOf(token)!
      const at = now()
      const expiresAt = instant(at + absoluteHours * 3_600_000)
      const { tenantId, staffId } = who
      await db.plain(async (tx) => openSession(tx, id, { tenantId, staffId, seenAt: at, expiresAt }))
      const session = { id, who, expiresAt }
      memory.remember(session, at)
      return { token, session }
    },
    refresh: memory.refresh,
    async close(id) {
      memory.bury(id)
      await db.plain(async (tx) => endSession(tx, id))
    },
    async closeOthers(tenantId, staffId, but = '') {
      for (const id of await db.plain((tx) => endOtherSessions(tx, tenantId, staffId, but))) memory.bury(id)
    },
    living: (ids) => db.plain((tx) => livingSessions(tx, ids, instant(now() - idleMinutes * 60_000), now())),
    onEnd: (listener) => void listeners.add(listener),
  }
}

/** What this node remembers of sessions. `ended` is told of each that it finds ended. */
function remembering(parts: SessionParts, ended: (id: string) => void) {
  const { now, tick = () => performance.now(), idleMinutes = usualIdleMinutes } = parts
  const idle = idleMinutes * 60_000
  const kept = new Map<string, Kept>()
  const loading = new Map<string, Promise<Kept | null>>()
  const gone = new Set<string>()

  function forget(id: string): void {
    kept.delete(id)
    ended(id)
  }

  function loadOnce(id: string, passive: boolean): Promise<Kept | null> {
    const had = loading.get(id)
    if (had) return had
    const asked = load(parts, { id, passive, seen: kept.get(id)?.seen ?? null }, idle, tick()).finally(() =>
      loading.delete(id),
    )
    loading.set(id, asked)
    return asked
  }

  function keep(id: string, entry: Kept): void {
    if (kept.size >= most) for (const old of [...kept.keys()].slice(0, most / 10)) kept.delete(old)
    kept.set(id, entry)
  }

  async function find(id: string, passive = false): Promise<Session | null> {
    const at = now()
    const had = kept.get(id)
    const isYoung = had !== undefined && tick() - had.loadedAt < believed
    const entry = isYoung ? had : await loadOnce(id, passive)
    if (!entry || gone.has(id) || isOver(entry.seen, entry.session.expiresAt, at, idle)) {
      if (kept.has(id)) forget(id)
      return null
    }
    if (!passive && at > entry.seen) entry.seen = at
    if (entry !== had) keep(id, entry)
    return entry.session
  }

  return {
    knows: (id: string): boolean => kept.has(id),
    find,
    remember: (session: Session, seen: Instant): void => keep(session.id, { session, loadedAt: tick(), seen }),
    refresh: (id: string): void => void kept.delete(id),
    /** A closed id never lives again, so a look-up that was under way when it closed must not bring it back. */
    bury(id: string): void {
      if (gone.size >= most) gone.clear()
      gone.add(id)
      forget(id)
    },
  }
}

type Look = { readonly id: string; readonly passive: boolean; readonly seen: Instant | null }

/** The session from the database and its person from the office; null when it is over. Writes a stale `seen_at`. */
async function load(
  { db, now, findStaff }: SessionParts,
  look: Look,
  idle: number,
  loadedAt: number,
): Promise<Kept | null> {
  const { id, passive } = look
  const at = now()
  const stored = await db.plain((tx) => findSession(tx, id))
  if (!stored) return null
  const before = instant(Math.max(stored.seenAt, look.seen ?? 0))
  if (isOver(before, stored.expiresAt, at, idle)) return null
  const who = await findStaff(stored.tenantId, stored.staffId, at)
  if (!who) return null
  const seen = passive ? before : instant(Math.max(before, at))
  if (seen - stored.seenAt > unwritten) await db.plain(async (tx) => touchSession(tx, id, seen))
  return { session: { id, who, expiresAt: stored.expiresAt }, loadedAt, seen }
}

function isOver(seen: Instant, expiresAt: Instant, at: Instant, idle: number): boolean {
  return at - seen >= idle || at >= expiresAt
}
