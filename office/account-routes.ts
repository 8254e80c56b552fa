import { randomInt } from 'node:crypto'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { iso } from '#core/day.ts'
import type { StaffId } from '#core/roster.ts'
import { byOf } from '#office/caller.ts'
import { current } from '#office/current.ts'
import { doorsOf } from '#office/door.ts'
import { OfAccounts, OfId, PowerBody } from '#office/ground-input.ts'
import { type GroundNeeds, groundRun } from '#office/ground-run.ts'
import { accountView } from '#office/ground-view.ts'
import { accountsWithin, endSessions, grantPower, issuePassword, lockAccount, unlockAccount } from '#office/login.ts'
import type { By, OfficeSnapshot } from '#office/snapshot.ts'
import { person } from '#office/view.ts'
import { failedSignIns } from '#platform/auth/audit-search.ts'
import { accountKey, accountLock, clearFailures, lockedAmong } from '#platform/auth/lockout.ts'
import { hashPassword } from '#platform/auth/password.ts'
import { peopleSignedIn } from '#platform/auth/store.ts'
import { scopeOf } from '#platform/auth/who.ts'

const system = { allow: { administrator: 'system' } } as const
const security = { allow: { administrator: 'security' } } as const
const all = { allow: [{ administrator: 'system' }, { administrator: 'security' }, { administrator: 'audit' }] } as const

/** Accounts, by the three administrators, each their own part (等保三员分立). None of it shows a matter. */
export const accountRoutes: FastifyPluginAsyncTypebox<GroundNeeds> = async (app, needs) => {
  const { db, now, endSessions: end } = needs
  const run = groundRun(needs)
  const shown = (place: OfficeSnapshot, _by: By, { staff }: { readonly staff: StaffId }) => ({
    body: person(place, staff),
  })
  const ended = (place: OfficeSnapshot, by: By, done: { readonly staff: StaffId }) => ({
    ...shown(place, by, done),
    after: () => end(by.tenant, done.staff),
  })
  app.get('/api/accounts', { config: all, schema: { summary: '账户', querystring: OfAccounts } }, (request) => {
    const by = byOf(request, now())
    return db.read(scopeOf(request.session!.who), async (tx) => {
      const place = await current(tx, by.tenant, by.at)
      const doors = new Map((await doorsOf(tx, by.tenant, accountsWithin(place, by))).map((d) => [d.id, d]))
      return accountsPage(place, by, doors, request.query)
    })
  })
  app.post(
    '/api/accounts/:id/password',
    { config: { ...system, strict: true }, schema: { summary: '签发一次性初始密码', params: OfId } },
    async (request, reply) => {
      const password = freshPassword()
      const hash = await hashPassword(password)
      const staff = request.params.id as StaffId
      return run(
        request,
        reply,
        issuePassword,
        () => ({ staff, hash }),
        (place, by) => {
          const body = { ...person(place, staff), username: place.roster.staff.get(staff)?.username ?? '', password }
          return { body, kept: { ...body, password: null }, after: () => end(by.tenant, staff) }
        },
      )
    },
  )
  app.post(
    '/api/accounts/:id/lock',
    { config: system, schema: { summary: '停用账户', params: OfId } },
    (request, reply) => {
      const staff = request.params.id as StaffId
      return run(request, reply, lockAccount, () => ({ staff }), ended)
    },
  )
  app.post(
    '/api/accounts/:id/unlock',
    { config: system, schema: { summary: '恢复账户', params: OfId } },
    (request, reply) => run(request, reply, unlockAccount, () => ({ staff: request.params.id as StaffId }), shown),
  )
  await app.register(securityRoutes, needs)
}

/** What the security administrator looks after: powers, failed sign-ins, who is signed in. */
const securityRoutes: FastifyPluginAsyncTypebox<GroundNeeds> = async (app, needs) => {
  const { db, now, endSessions: end } = needs
  const run = groundRun(needs)
  const shown = (place: OfficeSnapshot, _by: By, { staff }: { readonly staff: StaffId }) => ({
    body: person(place, staff),
  })
  const ended = (place: OfficeSnapshot, by: By, done: { readonly staff: StaffId }) => ({
    ...shown(place, by, done),
    after: () => end(by.tenant, done.staff),
  })
  app.get('/api/security', { config: security, schema: { summary: '登录失败、暂停登录和在线人员' } }, (request) => {
    const by = byOf(request, now())
    return db.read(scopeOf(request.session!.who), async (tx) => {
      const place = await current(tx, by.tenant, by.at)
      const within = accountsWithin(place, by)
      const keys = new Map(within.map((id) => [accountKey(place.roster.staff.get(id)?.username ?? ''), id]))
      const [failures, locked, signedIn] = await Promise.all([
        failedSignIns(tx, by.tenant, within, 200),
        lockedAmong(tx, [...keys.keys()], accountLock, by.at),
        peopleSignedIn(tx, by.tenant, by.at),
      ])
      return {
        failures: failures.map((f) => ({
          id: `${f.day}.${f.seq}`,
          at: iso(f.at),
          staff: person(place, f.staffId as StaffId),
          says: f.says,
        })),
        locked: locked.flatMap(({ key, until }) => {
          const staff = keys.get(key)
          return staff ? [{ staff: person(place, staff), until: iso(until) }] : []
        }),
        signedIn: signedIn
          .filter(({ staffId }) => within.includes(staffId as StaffId))
          .map(({ staffId, count, since, seen }) => ({
            ...{ staff: person(place, staffId as StaffId), count, since: iso(since), seen: iso(seen) },
            self: staffId === by.staff,
          })),
      }
    })
  })
  app.post(
    '/api/security/accounts/:id/power',
    { config: security, schema: { summary: '授予或收回管理员权限', params: OfId, body: PowerBody } },
    (request, reply) => {
      const staff = request.params.id as StaffId
      const { power } = request.body
      return run(request, reply, grantPower, () => ({ staff, power }), ended)
    },
  )
  app.post(
    '/api/security/accounts/:id/end-sessions',
    { config: security, schema: { summary: '结束登录', params: OfId } },
    (request, reply) => {
      const staff = request.params.id as StaffId
      return run(request, reply, endSessions, () => ({ staff, what: 'sessions' as const }), ended)
    },
  )
  app.post(
    '/api/security/accounts/:id/clear-failures',
    { config: security, schema: { summary: '解除登录暂停', params: OfId } },
    (request, reply) => {
      const staff = request.params.id as StaffId
      return run(
        request,
        reply,
        endSessions,
        (tx, place) => {
          const username = place.roster.staff.get(staff)?.username
          if (username !== undefined) clearFailures(tx, accountKey(username))
          return { staff, what: 'failures' as const }
        },
        shown,
      )
    },
  )
}

type Wanted = { readonly q: string; readonly state: string; readonly after: string; readonly limit: number }

function accountsPage(
  place: OfficeSnapshot,
  by: By,
  doors: ReadonlyMap<StaffId, Parameters<typeof accountView>[3] & {}>,
  { q, state, after, limit }: Wanted,
) {
  const word = q.trim().toLowerCase()
  const fits = (row: ReturnType<typeof accountView>) => {
    if (word && ![row.name, row.number, row.username].some((text) => text.toLowerCase().includes(word))) return false
    if (state === 'active') return row.active && !row.left && !row.locked
    if (state === 'locked') return row.locked
    if (state === 'left') return row.left || !row.active
    return state !== 'administrator' || row.administrator !== null
  }
  const rows = [...doors.keys()]
    .map((id) => accountView(place, id, by.at, doors.get(id)))
    .filter(fits)
    .sort((a, b) => (a.number < b.number ? -1 : a.number > b.number ? 1 : 0))
  const page = rows.filter((row) => row.number > after).slice(0, limit)
  const last = page.at(-1)
  const more = last !== undefined && rows.at(-1)?.number !== last.number
  const power = place.administrators.get(by.staff)
  const may = { keep: power === 'system', power: power === 'security' }
  return { accounts: page, total: rows.length, next: more ? last.number : null, may }
}

/** Letters and digits that are not taken for one another. Four groups of four: 80 bits, easily read out. */
const signs = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/** A password for once: meets the rules for passwords, whatever comes out of the dice. */
export function freshPassword(): string {
  const group = () => Array.from({ length: 3 }, () => signs[randomInt(signs.length)]).join('')
  const pick = (from: string) => from[randomInt(from.length)] ?? ''
  const kinds = [pick('abcdefghjkmnpqrstuvwxyz'), pick('ABCDEFGHJKLMNPQRSTUVWXYZ'), pick('23456789'), pick(signs)]
  return kinds.map((kind) => `${kind}${group()}`).join('-')
}
