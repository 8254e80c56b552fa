import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { iso } from '#core/day.ts'
import type { Refusal } from '#core/refusal.ts'
import { duty } from '#core/roster.ts'
import { changing, whoOf } from '#matter/once.ts'
import { current } from '#office/current.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import type { Who } from '#platform/auth/who.ts'
import { devicesOf } from '#rules/quality-service/hall/device.ts'
import { freeNumber, mostKiosks, officeOf } from '#rules/quality-service/hall/kiosk.ts'
import { type By, beginPairing, calls } from '#rules/quality-service/hall/pairing.ts'
import { deviceOf, only } from '#rules/quality-service/hall/proof.ts'
import type { HallNeeds } from '#rules/quality-service/hall/routes.ts'

const Wish = Type.Object(
  { number: Type.Optional(Type.Integer({ title: '自助终端编号', minimum: 1, maximum: mostKiosks })) },
  { additionalProperties: false },
)

/** Kiosks: a code for one more at the desk, and the sign of life that a paired one asks for (10.4.4). */
export const kioskRoutes: FastifyPluginAsyncTypebox<HallNeeds> = async (app, { world, place }) => {
  app.post(
    '/api/hall/kiosks',
    { config: { allow: 'staff' }, schema: { summary: '为自助终端生成配对码', body: Wish } },
    (request, reply) => {
      const who = whoOf(request)
      const by: By = { tenant: who.tenantId, staff: who.staffId, at: world.now() }
      return changing(world.db, { ...who, actor: who.staffId }, by.at, request, reply, async (tx, gate) => {
        const [office, rows] = await Promise.all([
          current(tx, by.tenant, by.at),
          devicesOf(tx, by.tenant, who.orgId, by.at),
          gate,
        ])
        const here = officeOf(office, { office: who.orgId })
        if (!here || !mayPair(office, who, by)) return notMine
        const number = request.body.number ?? freeNumber(rows)
        if (number === null) return enough
        const { id, code, until } = await beginPairing(world.keys, tx, here, { kind: 'kiosk', number }, by)
        const seen = { id, window: { number, name: calls.kiosk(number) }, until: iso(until) }
        // The code is shown once and kept nowhere, not even as an answer to repeat.
        return { status: 201, body: { ...seen, code }, kept: { ...seen, code: null } }
      })
    },
  )

  app.get(
    '/api/hall/kiosk',
    {
      config: { allow: 'device', passive: true },
      preHandler: only('kiosk'),
      schema: { summary: '自助终端所在单位，终端据此判断是否仍在使用' },
    },
    async (request) => {
      const device = deviceOf(request)
      const office = await world.db.read({ tenant: place.tenant, paths: [device.path] }, (tx) =>
        current(tx, place.tenant, world.now()),
      )
      return { number: device.number, office: officeOf(office, device)?.name ?? null }
    },
  )
}

/** The head, or whoever is on duty at one of the office's windows. */
function mayPair(office: OfficeSnapshot, { isHead, orgId }: Who, { staff, at }: By): boolean {
  const windows = office.windows.get(orgId as never) ?? []
  return isHead || windows.some(({ post }) => duty(office.roster, post, at).staff === staff)
}

const notMine: Refusal = {
  refused: 'not-yours',
  clause: '10.4.4',
  says: '自助终端由单位负责人或窗口在岗的人配对',
}
const enough: Refusal = { refused: 'not-met', clause: '10.4.4', says: `本单位的自助终端已有${mostKiosks}台` }
