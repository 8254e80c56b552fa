import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { iso } from '#core/day.ts'
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
  { number: Type.Optional(Type.Integer({ title: '编号', minimum: 1, maximum: mostKiosks })) },
  { additionalProperties: false },
)

/** The hall's free screens, at no window: kiosks (10.4.4) and displays (10.4.5). */
const free = [
  { kind: 'kiosk', url: '/api/hall/kiosks', clause: '10.4.4', name: '自助终端' },
  { kind: 'display', url: '/api/hall/displays', clause: '10.4.5', name: '显示屏' },
] as const

/** Kiosks and displays: a code for one more at the desk, and the sign of life that a paired kiosk asks for. */
export const kioskRoutes: FastifyPluginAsyncTypebox<HallNeeds> = async (app, { world, place }) => {
  for (const { kind, url, clause, name } of free)
    app.post(
      url,
      { config: { allow: 'staff' }, schema: { summary: `为${name}生成配对码`, body: Wish } },
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
          if (!here || !mayPair(office, who, by))
            return { refused: 'not-yours', clause, says: `${name}由单位负责人或窗口在岗的人配对` }
          const number = request.body.number ?? freeNumber(rows, kind)
          if (number === null) return { refused: 'not-met', clause, says: `本单位的${name}已有${mostKiosks}台` }
          const { id, code, until, notes } = await beginPairing(
            world.keys,
            tx,
            office.roster,
            here,
            { kind, number },
            by,
          )
          const seen = { id, window: { number, name: calls[kind](number) }, until: iso(until), notes }
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
