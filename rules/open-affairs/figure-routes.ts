import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { day } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { type OfficeId, officeOf } from '#core/roster.ts'
import { changing, whoOf } from '#matter/once.ts'
import { scopeOf } from '#matter/routes.ts'
import type { World } from '#matter/world.ts'
import { change } from '#office/change.ts'
import { current } from '#office/current.ts'
import type { By } from '#office/snapshot.ts'
import type { Tx } from '#platform/db/db.ts'
import { changeFigure, figuresView } from './figures.ts'

const Code = Type.String({ title: '事项代码', pattern: '^JY\\d{2}$' })
const OfService = Type.Object({
  service: Type.Optional(Code),
  office: Type.Optional(Type.String({ title: '单位', format: 'uuid' })),
})
const Figure = Type.Object(
  {
    service: Code,
    office: Type.Optional(Type.String({ title: '单位', format: 'uuid' })),
    key: Type.String({ title: '标准', maxLength: 40 }),
    value: Type.Union([Type.Number(), Type.String({ maxLength: 20 }), Type.Null()], { title: '数值' }),
    from: Type.String({ title: '执行日期', format: 'date' }),
    source: Type.String({ title: '依据', minLength: 2, maxLength: 200, pattern: '\\S\\s*\\S' }),
  },
  { additionalProperties: false },
)

const noService: Refusal = { refused: 'not-seen', clause: '1.3', says: '没有这个服务事项' }

/** The figures of policy that conditions count with: everybody in the office reads them, its head sets them (6.2). */
export const figureRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  const shown = async (tx: Tx, by: By, code?: string, named?: string) => {
    const office = await current(tx, by.tenant, by.at)
    const id = (named ?? officeOf(office.roster, by.staff, by.at)) as OfficeId | null
    const codes = code === undefined ? world.catalogue.list().map((entry) => entry.code) : [code]
    const services = codes.flatMap((one) => world.catalogue.get(one)?.service ?? [])
    const rows = id ? services.flatMap((service) => figuresView(office, id, service, by.at)) : []
    if (code !== undefined) return { rows: rows.map((one) => ({ ...one, sharedBy: [] as string[] })) }
    // In the list of all, one that several services read stands once, where it is set.
    const sharing = (service: string, key: string) =>
      rows.flatMap((one) => (one.of === service && one.key === key ? one.serviceName : []))
    const own = rows.filter(({ of }) => of === null)
    return { rows: own.map((one) => ({ ...one, sharedBy: sharing(one.service, one.key) })) }
  }
  /** Where a figure is set: at its own service, or at the one that it is shared with. */
  const ownerOf = (code: string, key: string) => {
    const asked = world.catalogue.get(code)?.service
    const of = asked?.settings?.find((one) => one.key === key)?.of
    return of === undefined ? asked : world.catalogue.get(of)?.service
  }

  app.get(
    '/api/policy-figures',
    {
      config: { allow: 'staff' },
      schema: { summary: '服务事项的政策标准', querystring: OfService },
    },
    async (request, reply) => {
      const who = whoOf(request)
      const by = { tenant: who.tenantId, staff: who.staffId, at: world.now() }
      const { service, office } = request.query
      if (service !== undefined && !world.catalogue.get(service)) return reply.refuse(noService)
      return world.db.read(scopeOf(who), (tx) => shown(tx, by, service, office))
    },
  )

  app.post(
    '/api/policy-figures',
    { config: { allow: 'staff' }, schema: { summary: '设定本单位的政策标准', body: Figure } },
    (request, reply) => {
      const who = whoOf(request)
      const by = { tenant: who.tenantId, staff: who.staffId, at: world.now() }
      const service = ownerOf(request.body.service, request.body.key)
      return changing(world.db, { ...who, actor: who.staffId }, by.at, request, reply, async (tx, gate) => {
        await gate
        if (!service) return noService
        const { key, value, source, from } = request.body
        const office = (request.body.office ?? who.orgId) as OfficeId
        const done = await change(tx, by, changeFigure, { office, service, key, value, source, from: day(from) })
        return isRefusal(done) ? done : { status: 200, body: await shown(tx, by, request.body.service, office) }
      })
    },
  )
}
