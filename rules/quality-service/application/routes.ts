import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { iso } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import type { StaffId } from '#core/roster.ts'
import { hasPart, standingOf } from '#core/standing.ts'
import { type Look, reading } from '#matter/door.ts'
import { whoOf } from '#matter/once.ts'
import { type Held, readMatter } from '#matter/store.ts'
import type { World } from '#matter/world.ts'
import { current } from '#office/current.ts'
import { audit, lineFor } from '#platform/auth/audit.ts'
import { scopeOf } from '#platform/auth/who.ts'
import type { Tx } from '#platform/db/db.ts'
import { headersOf, openPicture, picturesOfMatter } from './files.ts'

const OfMatter = Type.Object({ id: Type.String({ format: 'uuid' }) })
const OfPicture = Type.Object({ id: Type.String({ format: 'uuid' }), picture: Type.String({ format: 'uuid' }) })
const staff = { allow: 'staff' } as const

/** What came in online with a case, for those who have a part in it: a list, and each picture, whose look is on the audit (8.2). */
export const applicationRoutes: FastifyPluginAsyncTypebox<{ readonly world: World }> = async (app, { world }) => {
  app.get(
    '/api/matters/:id/materials',
    { config: staff, schema: { summary: '网上提交的材料', params: OfMatter } },
    (request, reply) =>
      reading(world, request, reply, async (tx, look) => {
        const held = await partOf(tx, look, request.params.id)
        if (isRefusal(held)) return held
        const rows = await picturesOfMatter(tx, look.who.tenantId, held.matter.id)
        const materials = world.catalogue.get(held.matter.service?.code ?? '')?.service.materials ?? []
        return {
          rows: rows.map(({ id, material, type, size, at }) => ({
            ...{ id, material, type, size, at: iso(at), url: `/api/matters/${held.matter.id}/materials/${id}` },
            name: materials.find((one) => one.id === material)?.name ?? material,
          })),
        }
      }),
  )

  app.get(
    '/api/matters/:id/materials/:picture',
    { config: staff, schema: { summary: '查看一张网上提交的材料', params: OfPicture } },
    async (request, reply) => {
      const who = whoOf(request)
      const at = world.now()
      const { id, picture } = request.params
      const found = await world.db.transaction(scopeOf(who), async (tx) => {
        const office = await current(tx, who.tenantId, at)
        const held = await partOf(tx, { who, at, office }, id)
        if (isRefusal(held)) return held
        const row = (await picturesOfMatter(tx, who.tenantId, id)).find((one) => one.id === picture)
        const open = row && (await openPicture(tx, world.keys, who.tenantId, row.application, row.id))
        if (!row || !open) return notSeen
        const says = `查看网上提交的材料：${held.matter.number}`
        await audit(tx, {
          ...lineFor(who, at),
          what: 'material-look',
          about: held.matter.number,
          succeeded: true,
          says,
        })
        const { service, number } = held.matter
        const { materials = [] } = world.catalogue.get(service?.code ?? '')?.service ?? {}
        const name = materials.find((one) => one.id === row.material)?.name ?? '材料'
        return { open, name: `${number} ${name}` }
      })
      if (isRefusal(found)) return reply.refuse(found)
      return reply
        .headers({ ...headersOf(found.open, found.name), 'cache-control': 'private, no-store' })
        .send(found.open.bytes)
    },
  )
}

/** The case, for those who have a part in it or stand at the window where it lies; for nobody else is there one. */
async function partOf(tx: Tx, { who, at, office }: Look, id: string): Promise<Held | Refusal> {
  const held = await readMatter(tx, who.tenantId, id)
  const standing = held && standingOf(office.roster, held.matter, who.staffId as StaffId, at)
  const may = standing && (hasPart(standing.as) || standing.as.has('window'))
  return held && may ? held : notSeen
}

const notSeen: Refusal = { refused: 'not-seen', clause: null, says: '没有找到这份材料，或者它不在您可以查看的范围内' }
