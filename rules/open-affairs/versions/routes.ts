import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { dayOf, spoken } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import type { StaffId } from '#core/roster.ts'
import { type Look, reading, writing } from '#matter/door.ts'
import type { World } from '#matter/world.ts'
import { enter } from '#office/ledger.ts'
import type { Tx } from '#platform/db/db.ts'
import type { Place } from '#rules/open-affairs/forms/issuer.ts'
import { Between, CallOffBody, DraftBody, DropBody, OfCode, ReleaseBody } from './contract.ts'
import { callOff, discard, release, type Stand, standAt, upload } from './publish.ts'
import { catchUp, shelfAfter } from './shelf.ts'
import { draftsOf, releasesOf } from './store.ts'
import { codesOf, comparison, type Known, publicHistory, serviceView } from './view.ts'

const staff = { allow: 'staff' } as const
const OfRelease = Type.Object({ id: Type.String({ format: 'uuid' }) })
const OfDraft = Type.Object({ id: Type.String({ format: 'uuid' }) })
const noService: Refusal = { refused: 'not-seen', clause: '1.3', says: '没有这个服务事项' }
const noVersion: Refusal = { refused: 'not-seen', clause: '6.2', says: '没有这两个版本可以对比' }

/** What the head is asked beside which versions: those are ticked on the page. */
const { versions: _ticked, ...asked } = ReleaseBody.properties
const releaseForm = Type.Object(asked, { additionalProperties: false })

const standing = ({ who, at, office }: Look): Stand | Refusal =>
  standAt(office, { tenant: who.tenantId, staff: who.staffId as StaffId, at })

/** Versions of the services: what waits, side by side with what is in force, and published by the head who answers (6.2). */
export const versionRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  const { catalogue } = world
  const known = async (tx: Tx, { who, at }: Look): Promise<Known> => ({
    ...{ catalogue, today: dayOf(at) },
    drafts: await draftsOf(tx, who.tenantId),
    releases: await releasesOf(tx, who.tenantId),
  })
  const listed = async (tx: Tx, look: Look, stand: Stand) => {
    const all = await known(tx, look)
    return {
      mayPublish: stand.isAnswerable,
      answerable: stand.top.name,
      needsRelease: world.mark === null,
      today: all.today,
      forms: { release: releaseForm, draft: DraftBody, drop: DropBody, callOff: CallOffBody },
      rows: codesOf(all).map((code) => serviceView(all, look.office, code)),
    }
  }

  app.get(
    '/api/versions',
    { config: staff, schema: { summary: '各事项的版本：执行的、待发布的和历次发布' } },
    (request, reply) =>
      reading(world, request, reply, async (tx, look) => {
        const stand = standing(look)
        return isRefusal(stand) ? stand : listed(tx, look, stand)
      }),
  )
  app.get(
    '/api/versions/:code/compare',
    { config: staff, schema: { summary: '两个版本逐项对比', params: OfCode, querystring: Between } },
    (request, reply) =>
      reading(world, request, reply, async (tx, look) => {
        const { from, to } = request.query
        return comparison(await known(tx, look), request.params.code, from, to) ?? noVersion
      }),
  )
  app.post(
    '/api/versions/drafts',
    { config: staff, schema: { summary: '上传事项新版本的草稿', body: DraftBody } },
    (request, reply) =>
      writing(world, request, reply, async (tx, look) => {
        const stand = standing(look)
        if (isRefusal(stand)) return stand
        const done = await upload(tx, stand, catalogue, request.body.text)
        if (isRefusal(done)) return done
        const { code, version, service, digest } = done.version
        told(tx, stand, done.id, 'draft', `上传${service.name}第${version}版草稿`, { code, version, digest })
        return { status: 201, body: { id: done.id, code, version } }
      }),
  )
  app.post(
    '/api/versions/drafts/:id/dropped',
    { config: staff, schema: { summary: '草稿不采用', params: OfDraft, body: DropBody } },
    (request, reply) =>
      writing(world, request, reply, async (tx, look) => {
        const stand = standing(look)
        if (isRefusal(stand)) return stand
        const done = await discard(tx, stand, request.params.id, request.body.reason)
        if (isRefusal(done)) return done
        const { code, version } = done
        told(tx, stand, done.id, 'drop', `${code}第${version}版草稿不采用：${request.body.reason}`, { code, version })
        return { status: 200, body: await listed(tx, look, stand) }
      }),
  )
  app.post(
    '/api/versions',
    { config: staff, schema: { summary: '发布事项版本，自某日起执行', body: ReleaseBody } },
    (request, reply) =>
      writing(world, request, reply, async (tx, look) => {
        const stand = standing(look)
        if (isRefusal(stand)) return stand
        const done = await release(tx, stand, catalogue, request.body)
        if (isRefusal(done)) return done
        const says = `发布：${done.join('；')}。理由：${request.body.reason}`
        told(tx, stand, stand.top.id, 'release', says.slice(0, 2000), { ...request.body })
        const after = await shelfAfter(tx, stand.tenant, catalogue, world.now)
        return { status: 201, body: await listed(tx, look, stand), after }
      }),
  )
  app.post(
    '/api/versions/releases/:id/called-off',
    { config: staff, schema: { summary: '撤回还没有到生效日期的发布', params: OfRelease, body: CallOffBody } },
    (request, reply) =>
      writing(world, request, reply, async (tx, look) => {
        const stand = standing(look)
        if (isRefusal(stand)) return stand
        const { reason } = request.body
        const done = await callOff(tx, stand, request.params.id, reason)
        if (isRefusal(done)) return done
        const { id, code, version, from_day: from } = done
        const says = `撤回${code}第${version}版自${spoken(from)}起执行的发布。理由：${reason}`
        told(tx, stand, id, 'call-off', says, { code, version, from, reason })
        const after = await shelfAfter(tx, stand.tenant, catalogue, world.now)
        return { status: 200, body: await listed(tx, look, stand), after }
      }),
  )
}

/** How often a node asks whether another has published. */
const everyMs = 5_000

/** What anybody may read of the versions of a service (6.2); meanwhile this node keeps up with what others publish. */
export const publicVersionRoutes: FastifyPluginAsyncTypebox<{ world: World; place: Place; askMs?: number }> = async (
  app,
  { world, place, askMs = everyMs },
) => {
  const { db, catalogue, now } = world
  const asking = setInterval(() => {
    // While the database is away nothing can be accepted either: the next look finds what was missed.
    catchUp(db, catalogue, place, now).catch((error: unknown) => app.log.error(error))
  }, askMs)
  asking.unref()
  app.addHook('onClose', async () => clearInterval(asking))
  app.get(
    '/api/services/:code/versions',
    { config: { allow: 'anyone' }, schema: { summary: '一个事项的历次版本和变化', params: OfCode } },
    async (request, reply) => {
      const { code } = request.params
      if (!world.catalogue.list().some((one) => one.code === code)) return reply.refuse(noService)
      return { rows: await historyFor(world, place, code) }
    },
  )
}

/** The history of one service as the public reads it. */
export function historyFor(
  { db, now, catalogue }: Pick<World, 'db' | 'now' | 'catalogue'>,
  { tenant, path }: Place,
  code: string,
) {
  return db.read({ tenant, paths: [path] }, async (tx) =>
    publicHistory(catalogue, await releasesOf(tx, tenant), code, now()),
  )
}

function told(
  tx: Tx,
  stand: Stand,
  entry: string,
  act: string,
  says: string,
  what: Readonly<Record<string, unknown>>,
): void {
  const { tenant, top, at, staff: by } = stand
  enter(tx, { tenant, path: top.path, register: 'version', entry, at, staff: by, clause: '6.2', act, says, what })
}
