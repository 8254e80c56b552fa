import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type, { type Static } from 'typebox'
import { choice } from '#core/field.ts'
import type { Matter } from '#core/matter.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import type { OfficeId } from '#core/roster.ts'
import { advance, type Moved } from '#matter/advance.ts'
import { readBeside, wholeBeside } from '#matter/beside.ts'
import { type Look, reading, writing } from '#matter/door.ts'
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
import { checksOf, type Template, templates } from '#regulation/checks.ts'
import { Answers, type InspectionFacts, modes, OwnItem, Plan } from './contract.ts'
import { editionOf, newEdition } from './edition.ts'
import { bys, figuresOf } from './figures.ts'
import { checklistOf } from './page.ts'
import { arrange, scopesOf } from './plan.ts'
import { cursorForm, type Filter, type Line, registerCounts, registerPage } from './register.ts'
import { samplingRoutes } from './sampling/routes.ts'
import { beginSeries, endSeries, seriesOf } from './series.ts'

const uuid = (title: string) => Type.String({ title, format: 'uuid' })
const day = (title: string) => Type.Optional(Type.String({ title, format: 'date' }))
const filters = {
  office: Type.Optional(uuid('单位')),
  state: Type.Optional(Type.String({ title: '状态', maxLength: 20 })),
  mode: Type.Optional(choice('方式', modes)),
  template: Type.Optional(choice('内容', templates)),
  since: day('自'),
  until: day('至'),
  open: Type.Optional(Type.Boolean({ title: '未办结' })),
  late: Type.Optional(Type.Boolean({ title: '超期' })),
  q: Type.Optional(Type.String({ title: '查找', minLength: 1, maxLength: 60, pattern: '\\S' })),
}
const OfList = Type.Object({
  ...filters,
  cursor: Type.Optional(Type.String({ pattern: cursorForm })),
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
})
const OfBook = Type.Object({ ...filters, reason: exportReason }, { additionalProperties: false })
const OfFigures = Type.Object({
  by: choice('分组', bys, { default: 'office' }),
  months: Type.Integer({ minimum: 1, maximum: 24, default: 6 }),
  office: Type.Optional(uuid('单位')),
})
const OfId = Type.Object({ id: uuid('编号') })
const OfOffice = Type.Object({ office: Type.Optional(uuid('单位')) })
const { office, mode, date, template, people, windows, company, note } = Plan.properties
const Wish = Type.Object(
  { office, mode, date, template, people, windows, company, note },
  { additionalProperties: false },
)
const EditionWish = Type.Object(
  {
    own: Type.Array(OwnItem, { title: '本单位增加的项目', maxItems: 60 }),
    off: Type.Array(Type.String({ maxLength: 40 }), { title: '不查的选查项目', maxItems: 60, uniqueItems: true }),
    from: Type.Integer({ title: '原来的版次', minimum: 0 }),
  },
  { additionalProperties: false },
)
const SeriesWish = Type.Object(
  {
    ...{ office, template, people, windows, note },
    months: Type.Unsafe<number>({ type: 'integer', title: '每几个月', enum: [1, 2, 3, 6, 12] }),
    onDay: Type.Integer({ title: '几日', minimum: 1, maximum: 28 }),
    leadDays: Type.Integer({ title: '提前几天安排', minimum: 1, maximum: 30 }),
    firstOn: Type.String({ title: '自哪天起', format: 'date' }),
  },
  { additionalProperties: false },
)

/** 检查: the register, the plan, the tablet, the office's own checklist, and what comes again by itself. */
export const inspectionRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  await app.register(listRoutes, { world })
  await app.register(doingRoutes, { world })
  await app.register(standingRoutes, { world })
  await app.register(samplingRoutes, { world })
}

const actor = (who: Who) => ({ ...who, actor: who.staffId })

/** The register, its book, and the figures. */
const listRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  app.get(
    '/api/inspections',
    { config: { allow: 'staff' }, schema: { summary: '检查台账', querystring: OfList } },
    (request, reply) => {
      const { cursor = null, limit, ...asked } = request.query
      return reading(world, request, reply, async (tx, { who, at, office }) => {
        const ask = { tenant: who.tenantId, at, filter: filterOf(office, asked), cursor, limit }
        const [page, counts] = await Promise.all([registerPage(tx, office, ask), registerCounts(tx, who.tenantId, at)])
        return { ...page, counts }
      })
    },
  )

  app.post(
    '/api/inspections/export',
    // Changes nothing but the audit: a repeat is another export.
    { config: { allow: 'staff', key: 'none' }, schema: { summary: '导出检查台账', body: OfBook } },
    (request, reply) =>
      sendBook(world, request, reply, async (tx, { tenantId }, at) => {
        const { reason, ...asked } = request.body
        const office = await current(tx, tenantId, at)
        const filter = filterOf(office, asked)
        const rows = await everyRow((cursor) =>
          registerPage(tx, office, { tenant: tenantId, at, filter, cursor, limit: pageRows }),
        )
        if (isRefusal(rows)) return rows
        const says = (count: number) => `导出检查台账 ${count} 条`
        return { sheet: '检查台账', columns: exported, rows, what: 'inspections-export', says, reason }
      }),
  )

  app.get(
    '/api/inspections/figures',
    { config: { allow: 'staff' }, schema: { summary: '检查得分和常见问题', querystring: OfFigures } },
    (request, reply) =>
      reading(world, request, reply, (tx, { who, at, office }) => {
        const { by, months, office: asked } = request.query
        return figuresOf(tx, office, { tenant: who.tenantId, at, by, months, path: pathOf(office, asked) })
      }),
  )
}

/** At the tablet: plan, look, write down. The other steps go through the door of all matters. */
const doingRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  app.post(
    '/api/inspections',
    { config: { allow: 'by-process' }, schema: { summary: '安排检查或者开始抽查', body: Wish } },
    (request, reply) => {
      const who = whoOf(request)
      const at = world.now()
      return changing(world.db, actor(who), at, request, reply, async (tx, gate) => {
        const ask = { tenant: who.tenantId, staff: who.staffId, at, wish: request.body }
        const moved = await arrange(world, tx, ask, gate)
        if (isRefusal(moved)) return moved
        const { id, number, state, version } = moved.held.matter
        return { status: 201, body: { id, number, state, version }, after: () => touch(world, who, moved) }
      })
    },
  )

  app.get(
    '/api/inspections/:id',
    { config: { allow: 'staff' }, schema: { summary: '一次检查', params: OfId } },
    (request, reply) =>
      reading(world, request, reply, async (tx, by) => (await looked(world, tx, by, request.params.id)) ?? unseen),
  )

  app.post(
    '/api/inspections/:id/answers',
    { config: { allow: 'by-process' }, schema: { summary: '填写检查结果', params: OfId, body: Answers } },
    (request, reply) => {
      const who = whoOf(request)
      const at = world.now()
      return changing(world.db, actor(who), at, request, reply, async (tx, gate) => {
        const by = { staff: who.staffId }
        const ask = {
          tenant: who.tenantId,
          by,
          matter: request.params.id,
          move: 'record',
          version: null,
          input: request.body,
          at,
        }
        const moved = await advance(world, tx, ask, gate)
        if (isRefusal(moved)) return moved
        const { wanting, score } = checklistOf(moved.held.matter as Matter<InspectionFacts>, moved.office)
        const body = { version: moved.held.matter.version, wanting, score }
        return { status: 200, body, after: () => touch(world, who, moved) }
      })
    },
  )
}

/** What stands for longer than one inspection: the office's edition of the checklist, and series. */
const standingRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  app.get(
    '/api/inspections/scope',
    { config: { allow: 'staff' }, schema: { summary: '可检查的单位、人员和窗口' } },
    (request, reply) =>
      reading(world, request, reply, async (_tx, { who, at, office: place }) => ({
        offices: scopesOf(place, who.orgId as OfficeId, at),
        templates: Object.entries(templates).map(([id, name]) => ({ id, name })),
      })),
  )

  app.get(
    '/api/inspections/edition',
    { config: { allow: 'staff' }, schema: { summary: '检查项目', querystring: OfOffice } },
    (request, reply) =>
      reading(world, request, reply, async (tx, { who }) => {
        const edition = await editionOf(tx, who.tenantId, request.query.office ?? who.orgId)
        return { ...edition, items: checksOf() }
      }),
  )

  app.post(
    '/api/inspections/edition',
    { config: { allow: 'head' }, schema: { summary: '修改本单位检查项目', body: EditionWish } },
    (request, reply) =>
      writing(world, request, reply, async (tx, { who, at, office: { organizations } }) => {
        const place = organizations.get(who.orgId as OfficeId)
        if (!place) return unseen
        const made = await newEdition(tx, { tenant: who.tenantId, staff: who.staffId, at }, place, request.body)
        return isRefusal(made) ? made : { status: 201, body: made }
      }),
  )

  app.get(
    '/api/inspections/series',
    { config: { allow: 'staff' }, schema: { summary: '检查计划' } },
    (request, reply) =>
      reading(world, request, reply, async (tx, { who, office: place }) => ({
        series: await seriesOf(tx, who.tenantId, place),
      })),
  )

  app.post(
    '/api/inspections/series',
    { config: { allow: 'head' }, schema: { summary: '开始检查计划', body: SeriesWish } },
    (request, reply) =>
      writing(world, request, reply, async (tx, { who, at, office: place }) => {
        const made = beginSeries(tx, place, { tenant: who.tenantId, staff: who.staffId, at }, request.body)
        return isRefusal(made) ? made : { status: 201, body: made }
      }),
  )

  app.delete(
    '/api/inspections/series/:id',
    { config: { allow: 'head' }, schema: { summary: '停止检查计划', params: OfId } },
    (request, reply) =>
      writing(world, request, reply, async (tx, { who, at, office: place }) => {
        const ended = await endSeries(tx, place, { tenant: who.tenantId, staff: who.staffId, at }, request.params.id)
        return isRefusal(ended) ? ended : { status: 200, body: ended }
      }),
  )
}

/** The matter's page with the checklist beside it; null when there is none to see. */
async function looked(world: World, tx: Tx, { who, at, office }: Look, id: string) {
  const [held, beside] = await Promise.all([readMatter(tx, who.tenantId, id), readBeside(tx, who.tenantId, id, at)])
  const process = held?.matter.kind === 'inspection' ? world.processes.of('inspection', null) : null
  const looker = { staff: who.staffId, at }
  if (!held || !process || !maySee(held, process, office, looker)) return null
  const page = pageOf(held, process, office, looker, await wholeBeside(tx, who.tenantId, held.matter, beside))
  return { page, checklist: checklistOf(held.matter as Matter<InspectionFacts>, office) }
}

function filterOf(office: OfficeSnapshot, asked: Omit<Static<typeof OfBook>, 'reason'>): Filter {
  const {
    state = null,
    mode = null,
    template = null,
    since = null,
    until = null,
    open = null,
    late = null,
    q = null,
  } = asked
  return {
    path: pathOf(office, asked.office),
    ...{ state, mode, template: template as Template | null, since, until, open, late, q },
  }
}

/** An office asked for, with all below it; the scope bounds what comes of it. */
function pathOf(office: OfficeSnapshot, id: string | undefined): string | null {
  return id === undefined ? null : (office.organizations.get(id as OfficeId)?.path ?? 'nowhere')
}

function touch(world: World, { tenantId }: Who, { held, posts }: Moved): void {
  world.touched({ tenant: tenantId, path: held.path, matter: held.matter.id, version: held.matter.version, posts })
}

const exported: readonly ExcelColumn<Line>[] = [
  { title: '编号', width: 24, value: ({ number }) => number },
  { title: '被检查单位', width: 30, value: ({ office: { name } }) => name },
  { title: '检查方式', value: ({ modeLabel }) => modeLabel },
  { title: '检查内容', width: 22, value: ({ templateLabel }) => templateLabel },
  { title: '计划日期', width: 12, value: ({ date: on }) => on },
  { title: '检查人', value: ({ checker }) => checker },
  { title: '状态', width: 18, value: ({ stateLabel }) => stateLabel },
  { title: '得分', value: ({ score }) => score },
  { title: '不合格项', value: ({ failed }) => failed },
  { title: '未整改项', value: ({ openItems }) => openItems },
  { title: '复查次数', value: ({ rounds }) => rounds },
  { title: '超期', value: ({ late }) => (late ? '超期' : '') },
]

const unseen: Refusal = { refused: 'not-seen', clause: null, says: '没有找到这次检查，或者它不在您可以查看的范围内' }
