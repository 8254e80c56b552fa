import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type, { type Static } from 'typebox'
import { choice } from '#core/field.ts'
import type { Matter } from '#core/matter.ts'
import { isRefusal } from '#core/refusal.ts'
import type { OfficeId } from '#core/roster.ts'
import { advance, type Moved } from '#matter/advance.ts'
import { readBeside, wholeBeside } from '#matter/beside.ts'
import { type Look, reading } from '#matter/door.ts'
import { changing, whoOf } from '#matter/once.ts'
import { maySee, pageOf } from '#matter/page.ts'
import { everyRow, pageRows } from '#matter/pages.ts'
import { readMatter } from '#matter/store.ts'
import type { World } from '#matter/world.ts'
import { current } from '#office/current.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import type { Who } from '#platform/auth/who.ts'
import type { Tx } from '#platform/db/db.ts'
import { exportReason, sendBook } from '#platform/sheets/book.ts'
import type { ExcelColumn } from '#platform/sheets/excel.ts'
import { Answers } from '#rules/standard-conduct/contract.ts'
import { sizeOf } from '#rules/standard-conduct/drawing.ts'
import { Announcement, type SamplingFacts, sources } from '#rules/standard-conduct/drawn.ts'
import { announce, closeSeedDay, drawLot, framed, unseen } from './announce.ts'
import { type Drawn, keyed } from './lot.ts'
import { frozenPopulation } from './population.ts'
import { cursorForm, type Filter, type Line, samplingPage } from './register.ts'
import { Leading, settle } from './settle.ts'
import { samplingView, verified } from './view.ts'

const filters = {
  office: Type.Optional(Type.String({ title: '单位', format: 'uuid' })),
  state: Type.Optional(Type.String({ title: '状态', maxLength: 20, pattern: '\\S' })),
  source: Type.Optional(choice('抽什么', sources)),
  q: Type.Optional(Type.String({ title: '查找', minLength: 1, maxLength: 60, pattern: '\\S' })),
}
const OfList = Type.Object({
  ...filters,
  cursor: Type.Optional(Type.String({ pattern: cursorForm })),
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
})
const OfBook = Type.Object({ ...filters, reason: exportReason }, { additionalProperties: false })
const OfId = Type.Object({ id: Type.String({ title: '编号', format: 'uuid' }) })
const { population: _population, ...asked } = Announcement.properties
const Wish = Type.Object(asked, { additionalProperties: false })

/** 随机抽查 (6.6): announced, drawn, reviewed, settled; and drawn again by whoever wants to see that it was fair. */
export const samplingRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  await app.register(listRoutes, { world })
  await app.register(drawRoutes, { world })
  await app.register(reviewRoutes, { world })
}

const actor = (who: Who) => ({ ...who, actor: who.staffId })
const askOf = (who: Who, at: ReturnType<World['now']>) => ({ tenant: who.tenantId, staff: who.staffId, at })

const listRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  app.get(
    '/api/samplings',
    { config: { allow: 'staff' }, schema: { summary: '随机抽查台账', querystring: OfList } },
    (request, reply) => {
      const { cursor = null, limit, ...wanted } = request.query
      return reading(world, request, reply, (tx, { who, at, office }) =>
        samplingPage(tx, office, { tenant: who.tenantId, at, filter: filterOf(office, wanted), cursor, limit }),
      )
    },
  )

  app.post(
    '/api/samplings/export',
    { config: { allow: 'staff', key: 'none' }, schema: { summary: '导出随机抽查台账', body: OfBook } },
    (request, reply) =>
      sendBook(world, request, reply, async (tx, { tenantId: tenant }, at) => {
        const { reason, ...wanted } = request.body
        const office = await current(tx, tenant, at)
        const filter = filterOf(office, wanted)
        const rows = await everyRow((cursor) =>
          samplingPage(tx, office, { tenant, at, filter, cursor, limit: pageRows }),
        )
        if (isRefusal(rows)) return rows
        const says = (count: number) => `导出随机抽查台账 ${count} 条`
        return { sheet: '随机抽查台账', columns: exported, rows, what: 'samplings-export', says, reason }
      }),
  )

  app.get(
    '/api/samplings/:id',
    { config: { allow: 'staff' }, schema: { summary: '一次随机抽查', params: OfId } },
    (request, reply) =>
      reading(world, request, reply, async (tx, by) => (await looked(world, tx, by, request.params.id)) ?? unseen),
  )

  app.get(
    '/api/samplings/:id/verify',
    { config: { allow: 'staff' }, schema: { summary: '重新抽取，核对名单', params: OfId } },
    (request, reply) =>
      reading(world, request, reply, async (tx, by) => {
        const matter = await seen(world, tx, by, request.params.id)
        return matter ? verified(tx, by.who.tenantId, matter) : unseen
      }),
  )

  app.get(
    '/api/samplings/:id/population.csv',
    { config: { allow: 'staff' }, schema: { summary: '总体清单', params: OfId } },
    (request, reply) =>
      sendBook(world, request, reply, async (tx, who, at) => {
        const { id } = request.params
        const office = await current(tx, who.tenantId, at)
        const matter = await seen(world, tx, { who, at, office }, id)
        if (!matter) return unseen
        const rows = await populationRows(tx, who.tenantId, matter)
        const says = `导出${matter.number}的总体清单`
        return {
          sheet: `${matter.number} 总体清单`,
          columns: population,
          rows,
          what: 'sampling-population',
          about: id,
          says,
        }
      }),
  )
}

const drawRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  app.post(
    '/api/samplings/frame',
    // Changes nothing: it only looks how many there would be.
    { config: { allow: 'head', key: 'none' }, schema: { summary: '看看总体有多少', body: Wish } },
    (request, reply) =>
      reading(world, request, reply, async (tx, { who, at }) => {
        const all = await framed(tx, askOf(who, at), request.body)
        if (isRefusal(all)) return all
        const layers = new Set(all.map(({ stratum }) => stratum)).size
        const favoured = all.filter(({ tickets }) => tickets > 1).length
        return { count: all.length, size: sizeOf(request.body, all.length), strata: layers, favoured }
      }),
  )

  app.post(
    '/api/samplings',
    { config: { allow: 'by-process' }, schema: { summary: '公布抽查方案', body: Wish } },
    (request, reply) => {
      const who = whoOf(request)
      const at = world.now()
      return changing(world.db, actor(who), at, request, reply, async (tx, gate) => {
        const moved = await announce(world, tx, askOf(who, at), request.body, gate)
        return isRefusal(moved) ? moved : told(world, who, moved, 201)
      })
    },
  )

  app.post(
    '/api/samplings/:id/draw',
    { config: { allow: 'by-process' }, schema: { summary: '抽取', params: OfId } },
    async (request, reply) => {
      const who = whoOf(request)
      const at = world.now()
      const { id } = request.params
      const found = await world.db.read({ tenant: who.tenantId, paths: [who.orgPath] }, (tx) =>
        readMatter(tx, who.tenantId, id),
      )
      const facts = found?.matter.kind === 'sampling' ? (found.matter.facts as SamplingFacts) : null
      if (facts) await closeSeedDay(world, who.tenantId, facts.seedDay)
      return changing(world.db, actor(who), at, request, reply, async (tx, gate) => {
        const moved = await drawLot(world, tx, askOf(who, at), id, gate)
        return isRefusal(moved) ? moved : told(world, who, moved, 200)
      })
    },
  )
}

const reviewRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  app.post(
    '/api/samplings/:id/answers',
    { config: { allow: 'by-process' }, schema: { summary: '填写复查结果', params: OfId, body: Answers } },
    (request, reply) => {
      const who = whoOf(request)
      const at = world.now()
      return changing(world.db, actor(who), at, request, reply, async (tx, gate) => {
        const { tenantId: tenant, staffId: staff } = who
        const { id: matter } = request.params
        const ask = { tenant, by: { staff }, matter, move: 'record', version: null, input: request.body, at }
        const moved = await advance(world, tx, ask, gate)
        return isRefusal(moved) ? moved : told(world, who, moved, 200)
      })
    },
  )

  app.post(
    '/api/samplings/:id/findings',
    { config: { allow: 'by-process' }, schema: { summary: '处理查出的问题', params: OfId, body: Leading } },
    (request, reply) => {
      const who = whoOf(request)
      const at = world.now()
      return changing(world.db, actor(who), at, request, reply, async (tx, gate) => {
        const done = await settle(world, tx, askOf(who, at), request.params.id, request.body, gate)
        if (isRefusal(done)) return done
        const { body, status, after } = told(world, who, done.moved, 200)
        const led = done.led && told(world, who, done.led, 200)
        return {
          ...{ status, body: { ...body, led: led?.body ?? null } },
          after: () => {
            after()
            led?.after()
          },
        }
      })
    },
  )
}

function told(world: World, { tenantId: tenant }: Who, { held, posts }: Moved, status: number) {
  const { id, number, state, version, kind } = held.matter
  const after = () => world.touched({ tenant, path: held.path, matter: id, version, posts })
  return { status, body: { id, number, state, version, kind }, after }
}

/** A draw that this person may know of. */
async function seen(
  world: World,
  tx: Tx,
  { who, at, office }: Look,
  id: string,
): Promise<Matter<SamplingFacts> | null> {
  const held = await readMatter(tx, who.tenantId, id)
  const process = held?.matter.kind === 'sampling' ? world.processes.of('sampling', null) : null
  if (!held || !process || !maySee(held, process, office, { staff: who.staffId, at })) return null
  return held.matter as Matter<SamplingFacts>
}

async function looked(world: World, tx: Tx, by: Look, id: string) {
  const { who, at, office } = by
  const [held, beside] = await Promise.all([readMatter(tx, who.tenantId, id), readBeside(tx, who.tenantId, id, at)])
  const process = held?.matter.kind === 'sampling' ? world.processes.of('sampling', null) : null
  const looker = { staff: who.staffId, at }
  if (!held || !process || !maySee(held, process, office, looker)) return null
  const page = pageOf(held, process, office, looker, await wholeBeside(tx, who.tenantId, held.matter, beside))
  const matter = held.matter as Matter<SamplingFacts>
  const look = { tenant: who.tenantId, staff: who.staffId, office }
  const titleOf = (kind: string, service: string | null) =>
    (service && world.catalogue.get(service)?.service.name) || world.processes.of(kind, null)?.title || '办件'
  return { page, drawn: await samplingView(tx, look, matter, { titleOf }) }
}

type Listed = Drawn & { readonly no: number; readonly facts: SamplingFacts; readonly isDrawn: boolean }

/** The population in its own order; with the hash values once there is a seed. */
async function populationRows(
  tx: Tx,
  tenant: string,
  { id, facts }: Matter<SamplingFacts>,
): Promise<readonly Listed[]> {
  const all = await frozenPopulation(tx, tenant, id)
  const { seed } = facts
  const keys = seed === undefined ? null : new Map(keyed(seed, all).map((one) => [one.id, one.key]))
  const chosen = new Set(facts.items.map((item) => item.id))
  return all.map((one, i) => ({ ...one, no: i + 1, key: keys?.get(one.id) ?? '', facts, isDrawn: chosen.has(one.id) }))
}

const first =
  (value: (facts: SamplingFacts) => string | number) =>
  ({ no, facts }: Listed) =>
    no === 1 ? value(facts) : null
const population: readonly ExcelColumn<Listed>[] = [
  { title: '序号', value: ({ no }) => no },
  { title: '编号', width: 40, value: ({ id }) => id },
  { title: '层', width: 40, value: ({ stratum }) => stratum },
  { title: '签数', value: ({ tickets }) => tickets },
  { title: '杂凑值', width: 68, value: ({ key }) => key },
  { title: '抽中', value: ({ isDrawn }) => (isDrawn ? '抽中' : '') },
  { title: '应抽', value: first(({ size }) => size) },
  { title: '种子', width: 68, value: first(({ seed = '' }) => seed) },
  { title: '总体摘要', width: 68, value: first(({ population: { hash } }) => hash) },
]

function filterOf(office: OfficeSnapshot, wanted: Omit<Static<typeof OfBook>, 'reason'>): Filter {
  const { state = null, source = null, q = null } = wanted
  const path =
    wanted.office === undefined ? null : (office.organizations.get(wanted.office as OfficeId)?.path ?? 'nowhere')
  return { path, state, source, q }
}

const exported: readonly ExcelColumn<Line>[] = [
  { title: '编号', width: 24, value: ({ number }) => number },
  { title: '单位', width: 30, value: ({ office: { name } }) => name },
  { title: '抽什么', value: ({ source }) => source },
  { title: '方式', value: ({ way }) => way },
  { title: '公布时间', width: 22, value: ({ openedAt }) => openedAt },
  { title: '总体', value: ({ population: all }) => all },
  { title: '抽中', value: ({ size }) => size },
  { title: '已复查', value: ({ reviewed }) => reviewed },
  { title: '查出问题', value: ({ findings }) => findings },
  { title: '未处理', value: ({ openFindings }) => openFindings },
  { title: '状态', width: 18, value: ({ stateLabel }) => stateLabel },
  { title: '复查人', value: ({ holder }) => holder },
  { title: '超期', value: ({ late }) => (late ? '超期' : '') },
]
