import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { type Instant, instant, iso } from '#core/day.ts'
import { choice } from '#core/field.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { duty } from '#core/roster.ts'
import { changing, whoOf } from '#matter/once.ts'
import { current } from '#office/current.ts'
import { unopened } from '#office/scheme.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import type { Who } from '#platform/auth/who.ts'
import type { Hub } from '#platform/live/hub.ts'
import { listen } from '#platform/live/routes.ts'
import { WindowRating } from '#rules/quality-service/contract.ts'
import { type Device, type DeviceRow, devicesOf } from '#rules/quality-service/hall/device.ts'
import { screenOf } from '#rules/quality-service/hall/evaluator.ts'
import { kioskRoutes } from '#rules/quality-service/hall/kiosk-routes.ts'
import { beginPairing, calls, pair, revoke, windowOf } from '#rules/quality-service/hall/pairing.ts'
import { deviceCookie, deviceOf, listenerOf, only } from '#rules/quality-service/hall/proof.ts'
import { byStaff, guarded, type RatingNeeds } from '#rules/quality-service/routes.ts'
import { rate, told } from '#rules/quality-service/visitor/claim.ts'

/** `hub`: who listens; `called`: tells them that a queue moved. */
export type HallNeeds = RatingNeeds & {
  readonly secure?: boolean
  readonly hub: Hub
  readonly called: (at: { tenant: string; path: string }) => void
}

const Pairing = Type.Object(
  { window: Type.Integer({ title: '窗口号', minimum: 1, maximum: 999 }) },
  { additionalProperties: false },
)
const Code = Type.Object(
  {
    code: Type.String({ title: '配对码', minLength: 1, maxLength: 20, pattern: '\\S' }),
    kind: Type.Optional(choice('设备', { evaluator: '评价器', kiosk: '自助终端', display: '显示屏' })),
  },
  { additionalProperties: false },
)
const OfDevice = Type.Object({ id: Type.String({ format: 'uuid' }) })

/** The hall's screens: paired and revoked by the people of their office, answered by what they are bound to. */
export const hallRoutes: FastifyPluginAsyncTypebox<HallNeeds> = async (app, needs) => {
  await app.register(deviceRoutes, needs)
  await app.register(screenRoutes, needs)
  await app.register(kioskRoutes, needs)
}

/** At the desk: one's own office's devices, and nobody else's. */
const deviceRoutes: FastifyPluginAsyncTypebox<HallNeeds> = async (app, { world }) => {
  const actor = (who: Who) => ({ ...who, actor: who.staffId })

  app.post(
    '/api/hall/pairings',
    { config: { allow: 'staff' }, schema: { summary: '为窗口评价器生成配对码', body: Pairing } },
    (request, reply) => {
      const who = whoOf(request)
      const at = world.now()
      return changing(world.db, actor(who), at, request, reply, async (tx, gate) => {
        const [office] = await Promise.all([current(tx, who.tenantId, at), gate])
        const place = office.organizations.get(who.orgId as never)
        const window = windowOf(office, who.orgId, request.body.window)
        if (!place || !window) return noWindow
        if (!who.isHead && duty(office.roster, window.post, at).staff !== who.staffId) return notMyWindow
        const shut = unopened(office, window.post, `${window.number}号窗口`, at)
        if (shut) return shut
        const made = await beginPairing(
          world.keys,
          tx,
          office.roster,
          place,
          { kind: 'evaluator', number: window.number },
          by(who, at),
        )
        const { id, code, until, notes } = made
        const seen = { id, window: { number: window.number, name: window.name }, until: iso(until), notes }
        // The code is shown once and kept nowhere, not even as an answer to repeat.
        return { status: 201, body: { ...seen, code }, kept: { ...seen, code: null } }
      })
    },
  )

  app.get('/api/hall/devices', { config: { allow: 'staff' }, schema: { summary: '本单位大厅设备' } }, (request) => {
    const who = whoOf(request)
    const at = world.now()
    return world.db.read({ tenant: who.tenantId, paths: [who.orgPath] }, async (tx) => {
      const [office, rows] = await Promise.all([
        current(tx, who.tenantId, at),
        devicesOf(tx, who.tenantId, who.orgId, at),
      ])
      return { devices: rows.map((row) => viewOf(office, who.orgId, row)) }
    })
  })

  app.delete(
    '/api/hall/devices/:id',
    { config: { allow: 'staff' }, schema: { summary: '停用大厅设备', params: OfDevice } },
    (request, reply) => {
      const who = whoOf(request)
      const at = world.now()
      return changing(world.db, actor(who), at, request, reply, async (tx, gate) => {
        await gate
        const gone = await revoke(tx, by(who, at), who.orgId, request.params.id)
        return gone ? { status: 200, body: { id: gone.id, revokedAt: iso(at) } } : noDevice
      })
    },
  )
}

/** At the screen: pair, look, rate. */
const screenRoutes: FastifyPluginAsyncTypebox<HallNeeds> = async (app, { world, place, hub, secure = false }) => {
  app.post(
    '/api/hall/pair',
    // The token is the effect and only its owner may have it: there is no answer to keep and repeat.
    { config: { allow: 'anyone', key: 'none', ...guarded }, schema: { summary: '大厅设备凭配对码接入', body: Code } },
    async (request, reply) => {
      if (request.session) return reply.refuse(byStaff)
      const { code, kind = 'evaluator' } = request.body
      const paired = await pair(world, place, { code, kind }, request.ip, world.now())
      if (isRefusal(paired)) return reply.refuse(paired)
      reply.setCookie(deviceCookie, paired.token, cookieOf(secure))
      return reply.code(201).send({ id: paired.device.id, kind, window: paired.device.number })
    },
  )

  app.get(
    '/api/hall/live',
    { config: { allow: 'device', passive: true }, schema: { summary: '大厅设备的实时提示（server-sent events）' } },
    (request, reply) => {
      const { id, path } = deviceOf(request)
      return listen(hub, reply, { tenantId: place.tenant, orgPath: path, sessionId: listenerOf(id) })
    },
  )

  app.get(
    '/api/hall/evaluator',
    {
      config: { allow: 'device', passive: true },
      preHandler: only('evaluator'),
      schema: { summary: '评价器当前应显示的内容' },
    },
    (request) => {
      const device = deviceOf(request)
      const at = world.now()
      return world.db.read(scopeOf(place.tenant, device), (tx) => screenOf(world, tx, place.tenant, device, at))
    },
  )

  app.post(
    '/api/hall/evaluator/ratings',
    {
      config: { allow: 'device' },
      preHandler: only('evaluator'),
      schema: { summary: '在窗口评价器上评价', body: WindowRating },
    },
    (request, reply) => {
      if (request.session) return reply.refuse(byStaff)
      const device = deviceOf(request)
      const at = world.now()
      const { matter, ...said } = request.body
      const actor = { tenantId: place.tenant, orgPath: device.path, actor: `device ${device.id}` }
      return changing(world.db, actor, at, request, reply, async (tx, gate) => {
        const [screen] = await Promise.all([screenOf(world, tx, place.tenant, device, at), gate])
        if (screen.matter?.id !== matter) return notHere
        const moved = await rate(world, tx, place, { matter, ...said, channel: 'evaluator' }, at)
        if (isRefusal(moved)) return moved
        return { status: 201, body: { matter, level: said.level }, after: () => told(world, place.tenant, moved) }
      })
    },
  )
}

/** A screen keeps its token for a year; an office ends it sooner by revoking. */
export function cookieOf(secure: boolean) {
  return { path: '/', httpOnly: true, sameSite: 'strict', secure, maxAge: 365 * 86_400 } as const
}

/** A screen reads and rates within its own office, whatever is asked of it. */
function scopeOf(tenant: string, device: Pick<Device, 'path'>) {
  return { tenant, paths: [device.path] }
}

function by({ tenantId, staffId }: Who, at: Instant) {
  return { tenant: tenantId, staff: staffId, at }
}

function viewOf(office: OfficeSnapshot, place: string, row: DeviceRow) {
  const timed = (date: Date | null) => date && iso(instant(date.getTime()))
  return {
    ...{ id: row.id, kind: row.kind, paired: row.paired_at !== null },
    window: { number: row.number, name: placeName(office, place, row) },
    ...{ pairedAt: timed(row.paired_at), seenAt: timed(row.seen_at) },
    codeUntil: row.paired_at ? null : timed(row.code_until),
  }
}

function placeName(office: OfficeSnapshot, place: string, { kind, number }: DeviceRow): string {
  return kind === 'evaluator' ? (windowOf(office, place, number)?.name ?? '（窗口已撤销）') : calls[kind](number)
}

const noWindow: Refusal = {
  refused: 'bad-input',
  clause: '10.5.1',
  says: '本单位没有这个窗口',
  problems: [{ at: '/window', says: '本单位没有这个窗口' }],
}
const notMyWindow: Refusal = {
  refused: 'not-yours',
  clause: '10.5.1',
  says: '评价器由负责人或本窗口在岗的人配对',
}
const noDevice: Refusal = { refused: 'not-seen', clause: null, says: '没有找到这台设备，或者它不属于本单位' }
const notHere: Refusal = {
  refused: 'not-met',
  clause: '10.5.1',
  says: '这件事项不是本窗口刚刚办结的，或者已经评价过，不能在这里评价',
}
