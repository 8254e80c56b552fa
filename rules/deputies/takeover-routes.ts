import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { instant, iso } from '#core/day.ts'
import { isRefusal } from '#core/refusal.ts'
import { nameOf, type OfficeId } from '#core/roster.ts'
import { reading, writing } from '#matter/door.ts'
import type { World } from '#matter/world.ts'
import { leads } from '#office/keeper.ts'
import { kindNames } from '#office/leave.ts'
import type { By, Leave, OfficeSnapshot } from '#office/snapshot.ts'
import type { Tx } from '#platform/db/db.ts'
import { byOf, OfPlace, placeOf } from './place.ts'
import { handDown, owedBy, owedLeaves, receiversOf, type TakeoverRow, takeOver, takeoversOf } from './takeover.ts'

const strict = { additionalProperties: false } as const
const OfAbsence = Type.Object({ id: Type.String({ format: 'uuid' }) })
const short = (title: string) => Type.String({ title, minLength: 1, maxLength: 60, pattern: '\\S' })
const Handing = Type.Object(
  {
    brief: Type.String({ title: '交代的要点', minLength: 1, maxLength: 2000, pattern: '\\S' }),
    things: Type.Array(
      Type.Object(
        { name: short('名称'), count: Type.Optional(short('数量')), note: Type.Optional(short('说明')) },
        strict,
      ),
      { title: '资料、印章和钥匙', maxItems: 30 },
    ),
  },
  strict,
)
const Taking = Type.Object({ says: Type.Optional(Type.String({ title: '意见', maxLength: 500 })) }, strict)

/** Handing over before a leave: the leaver writes, who acts meanwhile signs (5.1.b). */
export const takeoverRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  app.get(
    '/api/office/takeovers',
    { config: { allow: 'staff' }, schema: { summary: '离岗交接单', querystring: OfPlace } },
    (request, reply) =>
      reading(world, request, reply, async (tx, { who, at, office }) => {
        const by = byOf(who, at)
        const place = placeOf(office, by, request.query.office)
        return isRefusal(place) ? place : listOf(tx, office, by, place)
      }),
  )
  app.post(
    '/api/office/absences/:id/takeover',
    { config: { allow: 'staff' }, schema: { summary: '填写离岗交接单', params: OfAbsence, body: Handing } },
    (request, reply) =>
      writing(world, request, reply, async (tx, { who, at, office }) => {
        const by = byOf(who, at)
        const done = await handDown(world, tx, office, by, { absence: request.params.id, ...request.body })
        return done ?? { status: 201, body: await listOf(tx, office, by, who.orgId as OfficeId) }
      }),
  )
  app.post(
    '/api/office/absences/:id/takeover/receipt',
    { config: { allow: 'staff' }, schema: { summary: '签收离岗交接', params: OfAbsence, body: Taking } },
    (request, reply) =>
      writing(world, request, reply, async (tx, { who, at, office }) => {
        const by = byOf(who, at)
        const ask = { absence: request.params.id, says: request.body.says?.trim() ?? '' }
        const done = await takeOver(world, tx, office, by, ask)
        return done ?? { status: 201, body: await listOf(tx, office, by, who.orgId as OfficeId) }
      }),
  )
}

async function listOf(tx: Tx, office: OfficeSnapshot, by: By, place: OfficeId) {
  const isLed = leads(office, by, place)
  const all = owedLeaves(office, by.at).filter((leave) => {
    const isConcerned = leave.staff === by.staff || receiversOf(office, leave).some(({ staff }) => staff === by.staff)
    return isConcerned || (isLed && leave.office === place)
  })
  const rows = await takeoversOf(tx, by.tenant, all)
  return { takeovers: all.map((leave) => viewOf(office, by, leave, rows.get(leave.id) ?? null)) }
}

function viewOf(office: OfficeSnapshot, by: By, leave: Leave, row: TakeoverRow | null) {
  const receivers = receiversOf(office, leave)
  const due = owedBy(office, leave)
  const person = (id: Leave['staff']) => ({ id, name: nameOf(office.roster, id) })
  const taken = row?.taken_at ?? null
  const receipts = row?.receipts ?? []
  return {
    ...{
      id: leave.id,
      staff: person(leave.staff),
      kindLabel: kindNames[leave.kind],
      approved: leave.state === 'approved',
    },
    ...{ from: iso(leave.from), until: iso(leave.until), dueBy: iso(due) },
    late: taken === null && by.at > due,
    receivers: receivers.map(({ post, staff }) => ({
      post: { id: post, name: office.roster.posts.get(post)?.name ?? '' },
      staff: person(staff),
      taken: receipts.find((one) => one.post === post)?.at ?? null,
    })),
    filled: row && {
      ...{ brief: row.brief, matters: row.matters, things: row.things, at: iso(instant(row.made_at.getTime())) },
    },
    takenAt: taken && iso(instant(taken.getTime())),
    url: row?.sheet ? `/api/sheets/${row.sheet}.pdf` : null,
    mayFill: leave.staff === by.staff && taken === null,
    mayTake:
      row !== null &&
      taken === null &&
      receivers.some((one) => one.staff === by.staff && !receipts.some(({ post }) => post === one.post)),
  }
}
