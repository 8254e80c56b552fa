import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { instant, iso } from '#core/day.ts'
import { choice } from '#core/field.ts'
import { nameOf, type OfficeId } from '#core/roster.ts'
import { reading, writing } from '#matter/door.ts'
import type { World } from '#matter/world.ts'
import { leads } from '#office/keeper.ts'
import { type KeptLine, linesOfMany } from '#office/ledger.ts'
import type { By, OfficeSnapshot } from '#office/snapshot.ts'
import type { Tx } from '#platform/db/db.ts'
import { explain, explanations, type HandbackRow, handbacksOf, paperWords, sign, signBy } from './handback.ts'
import { byOf } from './place.ts'

const strict = { additionalProperties: false } as const
const OfAbsence = Type.Object({ id: Type.String({ format: 'uuid' }) })
const Acknowledgement = Type.Object(
  {
    papers: Type.Optional(choice('资料', paperWords)),
    says: Type.Optional(Type.String({ title: '意见', maxLength: 500 })),
  },
  strict,
)
const Explanation = Type.Object(
  { says: Type.String({ title: '说明', minLength: 1, maxLength: 500, pattern: '\\S' }) },
  strict,
)

/** What was done while A was away: B explains and hands back, A and nobody else signs (5.1.c). */
export const handbackRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  app.get(
    '/api/office/handbacks',
    { config: { allow: 'staff' }, schema: { summary: '代行交接单' } },
    (request, reply) =>
      reading(world, request, reply, (tx, { who, at, office }) =>
        listOf(tx, office, byOf(who, at), who.orgId as OfficeId),
      ),
  )
  app.post(
    '/api/office/handbacks/:id/explanation',
    { config: { allow: 'staff' }, schema: { summary: '代行的人补充说明', params: OfAbsence, body: Explanation } },
    (request, reply) =>
      writing(world, request, reply, async (tx, { who, at, office }) => {
        const by = byOf(who, at)
        const refused = await explain(tx, office, by, { absence: request.params.id, says: request.body.says.trim() })
        return refused ?? { status: 201, body: await listOf(tx, office, by, who.orgId as OfficeId) }
      }),
  )
  app.post(
    '/api/office/handbacks/:id/acknowledgement',
    { config: { allow: 'staff' }, schema: { summary: '签收代行交接', params: OfAbsence, body: Acknowledgement } },
    (request, reply) =>
      writing(world, request, reply, async (tx, { who, at, office }) => {
        const by = byOf(who, at)
        const { papers = null, says = '' } = request.body
        const refused = await sign(world, tx, office, by, { absence: request.params.id, papers, says: says.trim() })
        return refused ?? { status: 200, body: await listOf(tx, office, by, who.orgId as OfficeId) }
      }),
  )
}

/** One's own, those one has written by acting, and to who leads the office all of it. */
async function listOf(tx: Tx, office: OfficeSnapshot, by: By, place: OfficeId) {
  const rows = await handbacksOf(tx, by, place, leads(office, by, place))
  const lines = await linesOfMany(
    tx,
    by.tenant,
    'handback',
    rows.map(({ absence }) => absence),
  )
  return { handbacks: rows.map((row) => viewOf(office, by, row, lines.get(row.absence) ?? [])) }
}

const timed = (date: Date): string => iso(instant(date.getTime()))

function viewOf(office: OfficeSnapshot, by: By, row: HandbackRow, lines: readonly KeptLine[]) {
  const signed = lines.find(({ act }) => act === 'handback.sign')?.what
  const sheet = (signed?.['sheet'] as string | undefined) ?? row.sheet
  const papers = signed?.['papers'] as keyof typeof paperWords | null | undefined
  const due = signBy(office, row)
  const { why, b, matters, things = [], account, refs = {}, by: actors = [] } = row.brief
  return {
    ...{ id: row.absence, staff: { id: row.staff, name: nameOf(office.roster, row.staff) } },
    ...{ from: timed(row.from_at), until: timed(row.until_at), why, b: b.name, account, things },
    matters: matters.map((one) => ({ ...one, id: refs[one.number] ?? null })),
    explained: explanations(office, lines),
    ...{ url: sheet && `/api/sheets/${sheet}.pdf`, madeAt: timed(row.made_at) },
    ...{ dueBy: iso(due), late: row.acknowledged_at === null && by.at > due },
    acknowledgedAt: row.acknowledged_at && timed(row.acknowledged_at),
    papers: papers ? paperWords[papers] : null,
    says: row.says,
    maySign: row.staff === by.staff && row.acknowledged_at === null,
    mayExplain: actors.includes(by.staff) && row.acknowledged_at === null,
  }
}
