import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type, { type TSchema } from 'typebox'
import { whoMay } from '#core/process.ts'
import type { Refusal } from '#core/refusal.ts'
import { isRefusal } from '#core/refusal.ts'
import { relations } from '#core/relation.ts'
import { isSuperiorOf, type OfficeId, officeOf } from '#core/roster.ts'
import { atPlace } from '#core/standing.ts'
import { beginning } from '#matter/carry.ts'
import { withChoices } from '#matter/choice.ts'
import { whoOf } from '#matter/once.ts'
import { scopeOf } from '#matter/routes.ts'
import { readMatter } from '#matter/store.ts'
import type { World } from '#matter/world.ts'
import { current } from '#office/current.ts'
import type { Who } from '#platform/auth/who.ts'

const OfKind = Type.Object({ kind: Type.String({ maxLength: 40 }) })
const Where = Type.Object({
  service: Type.Optional(Type.String({ pattern: '^JY\\d{2}$' })),
  office: Type.Optional(Type.String({ format: 'uuid' })),
  /** The first contact that it goes on from. */
  contact: Type.Optional(Type.String({ format: 'uuid' })),
})

/** The form by which a matter of a kind is opened, with the choices of the office where it will lie. */
export const openingRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  app.get(
    '/api/openings/:kind',
    { config: { allow: 'staff' }, schema: { summary: '登记某类事项的表单', params: OfKind, querystring: Where } },
    async (request, reply) => {
      const who = whoOf(request)
      const { office, service, contact } = request.query
      const asked = { kind: request.params.kind, service: service ?? null, contact: contact ?? null }
      const found = await opening(world, who, asked, office as OfficeId | undefined)
      return isRefusal(found) ? reply.refuse(found) : found
    },
  )
}

type Asked = { readonly kind: string; readonly service: string | null; readonly contact: string | null }

async function opening(
  world: World,
  who: Who,
  { kind, service, contact }: Asked,
  asked: OfficeId | undefined,
): Promise<Refusal | Readonly<Record<string, unknown>>> {
  const at = world.now()
  const process = world.processes.opening(kind, service)?.process
  if (!process) return { refused: 'not-seen', clause: null, says: '没有这类事项' }
  const { office, from } = await world.db.read(scopeOf(who), async (tx) => ({
    office: await current(tx, who.tenantId, at),
    from: contact === null ? null : await readMatter(tx, who.tenantId, contact),
  }))
  const way = [process.opening.continues ?? []].flat().find((one) => one.field === 'contact')
  const goesOn = from && way && world.processes.of(from.matter.kind, from.matter.service)?.moves[way.move]
  if (contact !== null && !goesOn) return { refused: 'not-seen', clause: '2.1', says: '没有找到所关联的首问登记' }
  const own = officeOf(office.roster, who.staffId, at)
  if (!own) return { refused: 'not-yours', clause: '2.1', says: '您目前不属于任何单位，不能登记事项' }
  const place = asked ?? own
  if (place !== own && !isSuperiorOf(office.roster, who.staffId, place, at))
    return { refused: 'not-seen', clause: null, says: '没有这个单位' }
  const { label, by, cites, place: field } = process.opening
  const input = beginning(process.opening.input, (from && way?.carries?.(from.matter.facts as never)) ?? {})
  const mayAt = (where: OfficeId) => {
    const as = atPlace(office.roster, where, who.staffId, at)
    return by.some((relation) => as.has(relation))
  }
  const form = withChoices(input, office, { place, taken: null, own }, at)
  return {
    kind,
    title: process.title,
    label,
    clauses: cites,
    /** The field that names the office, where the table asks for one. */
    place: field ?? null,
    office: { id: place, name: office.organizations.get(place)?.name ?? '' },
    input: field ? onlyWhere(form, field, (where) => where === place || mayAt(where)) : form,
    refusal: mayAt(place) ? null : { clause: cites[0], says: `应由${whoMay(process.opening, relations)}登记` },
  }
}

/** Leaves out of the field that names the office those in which this person may open nothing. */
function onlyWhere(form: TSchema, field: string, may: (office: OfficeId) => boolean): TSchema {
  const { properties } = form as { properties?: Readonly<Record<string, { oneOf?: readonly { const: string }[] }>> }
  const named = properties?.[field]
  if (!named?.oneOf) return form
  const oneOf = named.oneOf.filter((choice) => may(choice.const as OfficeId))
  return { ...form, properties: { ...properties, [field]: { ...named, oneOf } } } as TSchema
}
