import { randomUUID } from 'node:crypto'
import { type Instant, instant, parseInstant } from '#core/day.ts'
import type { StaffId } from '#core/roster.ts'
import { hashPassword } from '#platform/auth/password.ts'
import { sessionRoutes } from '#platform/auth/routes.ts'
import { makeSessions } from '#platform/auth/session.ts'
import { makeSignIn } from '#platform/auth/sign-in.ts'
import type { Who } from '#platform/auth/who.ts'
import type { Db } from '#platform/db/db.ts'
import { buildHttp, type HttpParts } from '#platform/http/app.ts'
import type { HttpLog } from '#platform/http/fault.ts'

/** People of an invented office (测试数据). */
export const tenantId = '01890000-0000-7000-8000-0000000000aa'
const orgId = '01890000-0000-7000-8000-0000000000bb'
export const password = 'shouwen-demo'

const base = { tenantId, orgId, orgPath: 'city.district.street', administrator: null, isHead: false } as const
const staffId = (last: number) => `01890000-0000-7000-8000-00000000000${last}` as StaffId

export const people: Readonly<Record<string, Who>> = {
  wang: { ...base, staffId: staffId(1), name: '王测试' },
  head: { ...base, staffId: staffId(2), name: '任测试', isHead: true },
  sysadmin: { ...base, staffId: staffId(3), name: '系测试', administrator: 'system' },
  auditor: { ...base, staffId: staffId(4), name: '审测试', administrator: 'audit' },
}

/** A clock that stands until it is moved. */
export function testClock(start = '2026-11-23T09:00:00+08:00') {
  let at = parseInstant(start)
  return {
    now: (): Instant => at,
    pass: (minutes: number) => {
      at = instant(at + minutes * 60_000)
    },
  }
}

export type TestDoor = Awaited<ReturnType<typeof testDoor>>

/** The whole door over a real database, with accounts kept here instead of in an office. */
export async function testDoor(db: Db, parts: Partial<HttpParts> = {}, clock = testClock()) {
  const lines: (readonly [string, unknown])[] = []
  const write: HttpLog['info'] = (event, fields) => void lines.push([event, fields])
  const hashes = new Map<string, string | null>()
  const first = await hashPassword(password)
  for (const who of Object.values(people)) hashes.set(who.staffId, first)
  const closed = new Set<string>()
  const findStaff = async (_tenant: string, id: string) =>
    closed.has(id) ? null : (Object.values(people).find((who) => who.staffId === id) ?? null)
  const sessions = makeSessions({ db, now: clock.now, tick: clock.now, findStaff })
  const signIn = makeSignIn({
    db,
    now: clock.now,
    sessions,
    accounts: {
      findStaff,
      async findLogin(_tx, by) {
        const found = Object.entries(people).find(([name, who]) =>
          'username' in by ? name === by.username : who.staffId === by.staffId,
        )
        if (!found) return null
        const [username, who] = found
        const { staffId: id } = who
        return { username, tenantId, staffId: id, passwordHash: hashes.get(id) ?? null, active: !closed.has(id) }
      },
      savePassword: (_tx, _tenant, id, hash) => void hashes.set(id, hash),
    },
  })
  const app = await buildHttp({
    log: { info: write, warn: write, error: write },
    sessions,
    ready: async () => [],
    ...parts,
  })
  await app.register(sessionRoutes, { signIn, secure: parts.secure ?? false })
  /** The Cookie header of a person who has just signed in. */
  const cookieOf = async (username: string, secret = password): Promise<string> => {
    const answer = await app.inject({ method: 'POST', url: '/api/session', payload: { username, password: secret } })
    if (answer.statusCode !== 200) throw new Error(`${username}: ${answer.statusCode} ${answer.body}`)
    return `shouwen=${answer.cookies[0]?.value}`
  }
  const newKey = () => ({ 'idempotency-key': randomUUID() })
  return { app, sessions, signIn, clock, lines, cookieOf, newKey, closed }
}
