import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type, { type Static } from 'typebox'
import { addDays, dayOf, type Instant, instantAt, isDay, spokenAt } from '#core/day.ts'
import { choice } from '#core/field.ts'
import { badInput } from '#core/offer.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { isHeadOf, type OfficeId, officeOf, postsOf } from '#core/roster.ts'
import { cursorForm } from '#matter/desk.ts'
import { type Look, reading } from '#matter/door.ts'
import { everyRow, pageRows } from '#matter/pages.ts'
import type { World } from '#matter/world.ts'
import { officesWithin } from '#office/below.ts'
import { registerChores } from '#office/chore.ts'
import { current } from '#office/current.ts'
import { leaving, sendPersonal } from '#office/personal.ts'
import { type OfficeSnapshot, unseen } from '#office/snapshot.ts'
import type { Who } from '#platform/auth/who.ts'
import { mask } from '#platform/crypto/personal.ts'
import type { ExcelColumn } from '#platform/sheets/excel.ts'
import { type DueRow, dueCounts, duePage, type When, whens } from './due.ts'
import { stepFigures } from './figures.ts'
import { latenessKinds } from './lateness.ts'
import { explanationChores, type LatenessRow, latenessCursor, latenessPage } from './register.ts'

const limit = Type.Integer({ minimum: 1, maximum: 200, default: 50 })
const id = (title: string) => Type.Optional(Type.String({ title, format: 'uuid' }))
const scope = Type.Optional(choice('范围', { mine: '本人', office: '本单位', below: '本单位和下级单位' }))
const service = Type.Optional(Type.String({ title: '事项', pattern: '^JY\\d{2}$' }))

const dueFilter = {
  scope,
  when: Type.Optional(choice<When>('到期', whens)),
  kind: Type.Optional(Type.String({ title: '类别', maxLength: 40 })),
  service,
  holder: id('承办岗位'),
  office: id('单位'),
}
const OfDue = Type.Object({ ...dueFilter, cursor: Type.Optional(Type.String({ pattern: cursorForm })), limit })
const DueExport = Type.Object({ ...dueFilter, ...leaving }, { additionalProperties: false })
type DueFilter = Omit<Static<typeof DueExport>, keyof typeof leaving>

const lateFilter = {
  scope,
  kind: Type.Optional(choice('超期情形', latenessKinds)),
  service,
  owed: Type.Optional(Type.Boolean({ title: '待说明' })),
  from: Type.Optional(Type.String({ title: '开始日期', format: 'date' })),
  office: id('单位'),
}
const OfLateness = Type.Object({
  ...lateFilter,
  cursor: Type.Optional(Type.String({ pattern: latenessCursor })),
  limit,
})
const LatenessExport = Type.Object({ ...lateFilter, ...leaving }, { additionalProperties: false })
type LateFilter = Omit<Static<typeof LatenessExport>, keyof typeof leaving>

const Period = Type.Object({
  from: Type.Optional(Type.String({ title: '开始日期', format: 'date' })),
  until: Type.Optional(Type.String({ title: '结束日期', format: 'date' })),
  office: id('单位'),
})

/** What is due and what was late, for me, for my office, for the offices below (7.4, 7.5), and where the time goes (7.2). */
export const limitRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  registerChores(explanationChores)

  app.get(
    '/api/due',
    { config: { allow: 'staff' }, schema: { summary: '限时清单', querystring: OfDue } },
    (request, reply) => {
      const { cursor = null, limit: most, ...filter } = request.query
      return reading(world, request, reply, async (tx, { who, at, office }) => {
        const ask = dueAsk(office, who, at, filter)
        if (isRefusal(ask)) return ask
        const [found, summed] = await Promise.all([
          duePage(world, tx, office, { ...ask, cursor, limit: most }),
          cursor === null ? dueCounts(tx, office, ask) : null,
        ])
        return {
          ...found,
          ...summed,
          ...(cursor === null && { posts: postsFor(office, who, at, filter), kinds: kindsOf(world) }),
        }
      })
    },
  )

  app.post(
    '/api/due/export',
    {
      config: { allow: 'staff', key: 'none' },
      schema: { summary: '导出限时清单（脱敏，负责人可以说明理由导出完整的；留痕）', body: DueExport },
    },
    (request, reply) => {
      const { reason, whole = false, ...filter } = request.body
      return sendPersonal(world, request, reply, { clause: '7.4', reason, whole }, async (tx, who, at) => {
        const office = await current(tx, who.tenantId, at)
        const ask = dueAsk(office, who, at, filter)
        if (isRefusal(ask)) return ask
        const rows = await everyRow((cursor) => duePage(world, tx, office, { ...ask, cursor, limit: pageRows }))
        if (isRefusal(rows)) return rows
        const says = (count: number, how: string) => `导出限时清单（${whens[ask.when]}）${count} 件（${how}）`
        return { sheet: '限时清单', columns: dueColumns, rows, what: 'due-export', says }
      })
    },
  )

  app.get(
    '/api/lateness',
    { config: { allow: 'staff' }, schema: { summary: '超期情况', querystring: OfLateness } },
    (request, reply) => {
      const { cursor = null, limit: most, ...filter } = request.query
      return reading(world, request, reply, async (tx, { who, at, office }) => {
        const ask = lateAsk(office, who, at, filter)
        return isRefusal(ask) ? ask : latenessPage(world, tx, office, { ...ask, cursor, limit: most })
      })
    },
  )

  app.get('/api/lateness/kinds', { config: { allow: 'staff' }, schema: { summary: '超期的情形' } }, async () => ({
    kinds: Object.entries(latenessKinds).map(([key, { label, clause, grave, owes }]) => ({
      key,
      label,
      clause,
      grave,
      owes,
    })),
  }))

  app.post(
    '/api/lateness/export',
    {
      config: { allow: 'staff', key: 'none' },
      schema: { summary: '导出超期情况（脱敏，负责人可以说明理由导出完整的；留痕）', body: LatenessExport },
    },
    (request, reply) => {
      const { reason, whole = false, ...filter } = request.body
      return sendPersonal(world, request, reply, { clause: '7.4', reason, whole }, async (tx, who, at) => {
        const office = await current(tx, who.tenantId, at)
        const ask = lateAsk(office, who, at, filter)
        if (isRefusal(ask)) return ask
        const rows = await everyRow((cursor) => latenessPage(world, tx, office, { ...ask, cursor, limit: pageRows }))
        if (isRefusal(rows)) return rows
        const says = (count: number, how: string) => `导出超期情况 ${count} 条（${how}）`
        return { sheet: '超期情况', columns: lateColumns, rows, what: 'lateness-export', says }
      })
    },
  )

  app.get(
    '/api/figures/steps',
    { config: { allow: 'staff' }, schema: { summary: '各环节耗时', querystring: Period } },
    (request, reply) =>
      reading(world, request, reply, async (tx, by) => {
        const span = spanOf(by, request.query)
        return isRefusal(span) ? span : { rows: await stepFigures(world, tx, span) }
      }),
  )
}

const notHead: Refusal = {
  refused: 'not-yours',
  clause: '7.4',
  says: '全单位的清单由负责人查看，下级单位的由上级负责人查看',
}

/** Which posts are asked for; a clerk looks at their own, a head at the office's, the head above at those below. */
function dueAsk(office: OfficeSnapshot, who: Who, at: Instant, filter: DueFilter) {
  const { scope: wide = 'mine', when = 'all', kind = null, service = null, holder } = filter
  const stranger = unseen(office, who.staffId, filter.office, at)
  if (stranger) return stranger
  const { roster } = office
  const place = officeOf(roster, who.staffId, at) ?? (who.orgId as OfficeId)
  const common = { tenant: who.tenantId, staff: who.staffId, at, place, when, kind, service, held: wide !== 'mine' }
  if (wide === 'mine') return { ...common, posts: postsOf(roster, who.staffId, at).map(({ post }) => post as string) }
  const offices = officesIn(office, who, at, filter)
  if (isRefusal(offices)) return offices
  const posts = offices.flatMap((one) => (roster.postsIn.get(one) ?? []).map((post) => post.id as string))
  return { ...common, posts: holder ? posts.filter((post) => post === holder) : posts }
}

function officesIn(
  office: OfficeSnapshot,
  who: Who,
  at: Instant,
  { scope: wide, office: one }: Pick<DueFilter, 'scope' | 'office'>,
): readonly OfficeId[] | Refusal {
  const { roster } = office
  const place = officeOf(roster, who.staffId, at)
  if (!place || !isHeadOf(roster, who.staffId, place, at)) return notHead
  if (wide === 'office') return [place]
  const below = officesWithin(office, place, at)
  return one ? below.filter((id) => id === one) : below
}

function kindsOf({ processes }: Pick<World, 'processes'>) {
  return processes.kinds.map((kind) => ({
    kind,
    label: kind === 'case' ? '办件' : (processes.of(kind, null)?.title ?? '在册'),
  }))
}

/** The posts by which a head may narrow the list. */
function postsFor(office: OfficeSnapshot, who: Who, at: Instant, filter: DueFilter) {
  const offices = filter.scope === 'office' ? officesIn(office, who, at, filter) : []
  if (isRefusal(offices)) return []
  return offices.flatMap((one) =>
    (office.roster.postsIn.get(one) ?? []).map(({ id: post, name }) => ({ id: post, name })),
  )
}

function lateAsk(office: OfficeSnapshot, who: Who, at: Instant, filter: LateFilter) {
  const { scope: wide = 'mine', kind = null, service = null, owed = false, from } = filter
  if (from !== undefined && !isDay(from)) return badInput('7.4', [{ at: '/from', says: '应为真实的日期' }])
  const stranger = unseen(office, who.staffId, filter.office, at)
  if (stranger) return stranger
  const since = instantAt(from && isDay(from) ? from : addDays(dayOf(at), -365), 0)
  const common = { tenant: who.tenantId, from: since, kind, service, owed, post: null }
  const place = officeOf(office.roster, who.staffId, at)
  // The register of one's own office is open to all who work there: who reads it learns from it.
  if (wide !== 'below') return { ...common, offices: place ? [place as string] : [] }
  const offices = officesIn(office, who, at, { scope: 'below', ...(filter.office && { office: filter.office }) })
  return isRefusal(offices) ? offices : { ...common, offices: offices.map(String) }
}

/** Whose figures are asked for, and of which days. */
function spanOf({ who, at, office }: Look, asked: Static<typeof Period>) {
  const period = periodOf(asked, at)
  if (isRefusal(period)) return period
  const offices = officesFor(office, who, at, asked.office)
  return isRefusal(offices) ? offices : { tenant: who.tenantId, offices, ...period }
}

function officesFor(
  office: OfficeSnapshot,
  who: Who,
  at: Instant,
  one: string | undefined,
): readonly string[] | Refusal {
  const place = officeOf(office.roster, who.staffId, at)
  if (!one || one === place) return place ? [place] : []
  return unseen(office, who.staffId, one, at) ?? officesIn(office, who, at, { scope: 'below', office: one })
}

function periodOf(
  { from, until }: Static<typeof Period>,
  at: Instant,
): { readonly from: Instant; readonly until: Instant } | Refusal {
  const today = dayOf(at)
  const first = from ?? addDays(today, -90)
  const last = until ?? today
  if (!isDay(first)) return badInput('7.2', [{ at: '/from', says: '应为真实的日期' }])
  if (!isDay(last)) return badInput('7.2', [{ at: '/until', says: '应为真实的日期' }])
  if (last < first) return badInput('7.2', [{ at: '/until', says: '结束日期不能早于开始日期' }])
  return { from: instantAt(first, 0), until: instantAt(addDays(last, 1), 0) }
}

/** `测试甲：失业登记` leaves the house as `测**：失业登记`. */
const covered = (title: string): string => {
  const [name = '', ...rest] = title.split('：')
  return rest.length > 0 ? [mask('name', name), ...rest].join('：') : title
}
/** Whoever comes to complain is registered as a contact first: these stay covered in a whole book too (10.5.2). */
const complaining = ['contact', 'complaint']
const titleColumn = <Row>(of: (row: Row) => { readonly title: string; readonly kind: string }): ExcelColumn<Row> => ({
  ...{ title: '事项', width: 30, value: (row) => covered(of(row).title) },
  whole: (row) => (complaining.includes(of(row).kind) ? covered(of(row).title) : of(row).title),
})
const when = (text: string | null): string => (text ? spokenAt(Date.parse(text) as Instant) : '')

const lamps = { red: '红（已超期）', yellow: '黄（临近到期）', green: '绿' } as const
const dueColumns = [
  { title: '编号', width: 26, value: (row: DueRow) => row.number },
  titleColumn(({ title, kind }: DueRow) => ({ title, kind })),
  { title: '状态', width: 14, value: (row: DueRow) => row.stateLabel },
  { title: '期限', width: 14, value: (row: DueRow) => row.clock ?? (row.paused ? `暂停：${row.paused}` : '') },
  { title: '到期时间', width: 22, value: (row: DueRow) => when(row.dueAt) },
  { title: '法定期限', width: 22, value: (row: DueRow) => when(row.lawAt) },
  { title: '指示灯', width: 14, value: (row: DueRow) => lamps[row.lamp] },
  { title: '承办人', width: 12, value: (row: DueRow) => row.holder.name },
  { title: '承办岗位', width: 16, value: (row: DueRow) => row.holder.post ?? '' },
  { title: '单位', width: 24, value: (row: DueRow) => row.office },
]
const lateColumns = [
  { title: '编号', width: 26, value: (row: LatenessRow) => row.number },
  titleColumn(({ title, matterKind: kind }: LatenessRow) => ({ title, kind })),
  { title: '超期情形', width: 30, value: (row: LatenessRow) => row.label },
  { title: '条款', width: 10, value: (row: LatenessRow) => row.clause },
  { title: '严重', width: 8, value: (row: LatenessRow) => (row.grave ? '是' : '') },
  { title: '到期时间', width: 22, value: (row: LatenessRow) => when(row.since) },
  { title: '记录时间', width: 22, value: (row: LatenessRow) => when(row.notedAt) },
  { title: '责任岗位', width: 18, value: (row: LatenessRow) => row.posts },
  { title: '责任人', width: 12, value: (row: LatenessRow) => row.who },
  {
    title: '说明',
    width: 22,
    value: (row: LatenessRow) => (row.explainedAt ? `${when(row.explainedAt)}已说明` : row.owes ? '待说明' : ''),
  },
  { title: '单位', width: 24, value: (row: LatenessRow) => row.office },
]
