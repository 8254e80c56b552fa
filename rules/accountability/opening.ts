import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type, { type Static } from 'typebox'
import { day, type Instant, isDay, spoken } from '#core/day.ts'
import { badInput } from '#core/offer.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { isSuperiorOf, type OfficeId, officeOf, type StaffId } from '#core/roster.ts'
import { advance, type Moved } from '#matter/advance.ts'
import { changing, whoOf } from '#matter/once.ts'
import { openMatter } from '#matter/open.ts'
import { maySee } from '#matter/page.ts'
import { nameOf } from '#matter/setting.ts'
import { type Held, readMatter } from '#matter/store.ts'
import type { World } from '#matter/world.ts'
import { current } from '#office/current.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import type { Who } from '#platform/auth/who.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import { placeFor } from './blame.ts'
import { notFoundTrue } from './complaints.ts'
import { type Evidence, Joining, Proposing } from './contract.ts'
import { linesAsEvidence } from './evidence.ts'
import { earlierOf } from './register.ts'

const OfMatter = Type.Object({ id: Type.String({ format: 'uuid' }) })

const byNumber = sql<{ id: string }>('account.source', `select id from matter where tenant_id = $1 and number = $2`)

/** How a head proposes from what was looked into (2.4.2–2.4.4), and how a valid complaint joins a lateness (7.6). */
export const openingRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  app.post(
    '/api/accountability/proposals',
    { config: { allow: 'by-process' }, schema: { summary: '提出责任追究', body: Proposing } },
    async (request, reply) => {
      const who = whoOf(request)
      const at = world.now()
      return changing(world.db, { ...who, actor: who.staffId }, at, request, reply, async (tx, gate) => {
        await gate
        const opened = await proposeByHead(world, tx, who, at, request.body)
        return isRefusal(opened) ? opened : done(world, who, opened, 201)
      })
    },
  )

  app.post(
    '/api/accountability/:id/complaint',
    {
      config: { allow: 'by-process' },
      schema: { summary: '并入属实的投诉', params: OfMatter, body: Joining },
    },
    async (request, reply) => {
      const who = whoOf(request)
      const at = world.now()
      const { version, verified, number, lines } = request.body
      return changing(world.db, { ...who, actor: who.staffId }, at, request, reply, async (tx, gate) => {
        const office = await current(tx, who.tenantId, at)
        const found = await sourceOf(world, tx, who, office, at, number)
        if (isRefusal(found)) return found
        const evidence = await linesAsEvidence(tx, who.tenantId, found.matter, office, lines ?? null)
        const moved = await advance(
          world,
          tx,
          {
            ...{ tenant: who.tenantId, by: { staff: who.staffId }, matter: request.params.id, move: 'complained' },
            ...{ version, input: { verified, evidence }, at },
          },
          gate,
        )
        return isRefusal(moved) ? moved : done(world, who, moved, 200)
      })
    },
  )
}

function done(world: World, { tenantId: tenant }: Who, { held, posts }: Moved, status: number) {
  const { id, number, version, state } = held.matter
  const after = () => world.touched({ tenant, path: held.path, matter: id, version, posts })
  return { status, body: { id, number, version, state }, after }
}

async function proposeByHead(
  world: World,
  tx: Tx,
  who: Who,
  at: Instant,
  body: Static<typeof Proposing>,
): Promise<Moved | Refusal> {
  const { tenantId: tenant, staffId } = who
  const { breach, number, lines = null, verified, media, file } = body
  const office = await current(tx, tenant, at)
  const staff = body.staff as StaffId
  const own = officeOf(office.roster, staff, at)
  if (!own) return badInput('2.4.2', [{ at: '/staff', says: '没有这位工作人员，或者已经调离' }])
  if (media && !isDay(media.day)) return badInput('2.4.4', [{ at: '/media/day', says: '没有这一天' }])
  const found = number === undefined ? null : await sourceOf(world, tx, who, office, at, number)
  if (isRefusal(found)) return found
  const place = placeFor(office, own as OfficeId, staff, at)
  const isBelow = (id: OfficeId) =>
    id === officeOf(office.roster, staffId as StaffId, at) || isSuperiorOf(office.roster, staffId as StaffId, id, at)
  if (!isBelow(place ?? own))
    return badInput('2.4.2', [{ at: '/staff', says: '没有这位工作人员，或者不是本单位和下级单位的人员' }])
  const quoted = found ? await linesAsEvidence(tx, tenant, found.matter, office, lines) : []
  const shown: Evidence[] = media
    ? [{ says: `${spoken(day(media.day))} ${media.outlet}报道《${media.title}》`, ...(file && { file }) }]
    : file
      ? [{ says: '核实材料', file }]
      : []
  const evidence = [...shown, ...quoted]
  if (evidence.length === 0) return badInput('2.4.2', [{ at: '/number', says: '请写明出自哪一件投诉或事项' }])
  return openMatter(world, tx, {
    ...{ tenant, staff: staffId, kind: 'accountability', at },
    input: {
      ...{ office: place ?? own, staff, breach, found: verified, evidence },
      duty: `由${nameOf(office, staffId)}核实，系${nameOf(office, staff)}本人所为。`,
      earlier: (await earlierOf(tx, tenant, staff, at)).slice(0, 50),
      ...(media && { media }),
      ...(found && { case: found.matter.id }),
    },
  })
}

/** The matter that shows it, by its number; only one that the proposer may see. */
async function sourceOf(
  world: World,
  tx: Tx,
  { tenantId: tenant, staffId: staff }: Who,
  office: OfficeSnapshot,
  at: Instant,
  number: string,
): Promise<Held | Refusal> {
  const row = await tx.maybe(byNumber, [tenant, number.trim()])
  const held = row && (await readMatter(tx, tenant, row.id))
  const process = held && world.processes.of(held.matter.kind, held.matter.service)
  if (!held || !process || !maySee(held, process, office, { staff, at }))
    return badInput('2.4.2', [{ at: '/number', says: '没有找到这个编号的投诉或事项' }])
  return notFoundTrue(held.matter) ?? held
}
