import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type, { type Static } from 'typebox'
import { type Day, instant, isDay, parseInstant, spokenAt } from '#core/day.ts'
import { choice } from '#core/field.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import type { StaffId } from '#core/roster.ts'
import { type Look, reading, writing } from '#matter/door.ts'
import { maySee } from '#matter/page.ts'
import { everyRow, pageRows } from '#matter/pages.ts'
import { readMatter } from '#matter/store.ts'
import type { World } from '#matter/world.ts'
import { current } from '#office/current.ts'
import { leaving, sendPersonal } from '#office/personal.ts'
import { badInput, notSeen, notYours } from '#office/refusals.ts'
import { unseen } from '#office/snapshot.ts'
import type { Who } from '#platform/auth/who.ts'
import { hidden } from '#platform/crypto/personal.ts'
import type { Tx } from '#platform/db/db.ts'
import { exportReason, sendBook } from '#platform/sheets/book.ts'
import type { ExcelColumn } from '#platform/sheets/excel.ts'
import { ratingWays } from '#rules/quality-service/contract.ts'
import type { RatingFacts } from '#rules/quality-service/handling.ts'
import { levels } from '#rules/quality-service/policy.ts'
import { Appealing, appealAgainst } from './appeals.ts'
import { allEvidence, stances } from './evidence.ts'
import {
  type Asked,
  itemWords,
  managed,
  type RatingLine,
  ratingCursor,
  ratingPage,
  stages,
  type Wanted,
} from './list.ts'
import { ownRatings } from './mine.ts'
import { nationalColumns, nationalPage, opened, withoutPersons } from './national.ts'
import { onRecord } from './record.ts'

const filters = {
  level: Type.Optional(Type.Integer({ title: '评价等级', minimum: 1, maximum: 5 })),
  bad: Type.Optional(Type.Boolean({ title: '只看差评' })),
  office: Type.Optional(Type.String({ title: '单位', format: 'uuid' })),
  service: Type.Optional(Type.String({ title: '事项', pattern: '^JY\\d{2}$' })),
  post: Type.Optional(Type.String({ title: '岗位', format: 'uuid' })),
  channel: Type.Optional(choice('评价渠道', ratingWays)),
  stage: Type.Optional(choice('处理情况', stages)),
  from: Type.Optional(Type.String({ title: '开始日期', format: 'date' })),
  until: Type.Optional(Type.String({ title: '结束日期', format: 'date' })),
}
const Listed = Type.Object({
  ...filters,
  cursor: Type.Optional(Type.String({ pattern: ratingCursor })),
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 50 }),
})
const Export = Type.Object({ ...filters, reason: exportReason }, { additionalProperties: false })
const National = Type.Object({ ...filters, ...leaving }, { additionalProperties: false })
const OfMatter = Type.Object({ id: Type.String({ format: 'uuid' }) })

const staffOnly = { allow: 'staff' } as const
const leaves = { allow: 'staff', key: 'none' } as const

/** What follows from ratings: the register, one's own sums, the record beside a bad one, appeals (10.5.1). */
export const ratingsRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  app.get(
    '/api/ratings',
    { config: staffOnly, schema: { summary: '评价台账', querystring: Listed } },
    (request, reply) => {
      const { cursor = null, limit, ...rest } = request.query
      return reading(world, request, reply, async (tx, look) => {
        const asked = askedOf(look)
        const wrong = wrongIn(asked, rest)
        if (wrong) return wrong
        const offices = managed(asked).map((id) => ({ id, name: asked.office.organizations.get(id)?.name ?? '' }))
        if (offices.length === 0) return { keeps: false, offices, posts: [], rows: [], next: null }
        const posts = postsIn(asked, rest.office)
        return { keeps: true, offices, posts, ...(await ratingPage(world, tx, asked, wantedOf(rest), cursor, limit)) }
      })
    },
  )

  app.get('/api/ratings/mine', { config: staffOnly, schema: { summary: '我的评价（只有合计）' } }, (request, reply) =>
    reading(world, request, reply, (tx, look) => ownRatings(tx, askedOf(look))),
  )

  app.get(
    '/api/ratings/handlings/:id',
    { config: staffOnly, schema: { summary: '差评和系统记录的对照', params: OfMatter } },
    (request, reply) =>
      reading(world, request, reply, async (tx, { who, at, office }) => {
        const held = await readMatter(tx, who.tenantId, request.params.id)
        const process = held?.matter.kind === 'rating' ? world.processes.of('rating', null) : null
        const may = held && process && maySee(held, process, office, { staff: who.staffId as StaffId, at })
        if (!held || !may) return notSeen('没有找到这件差评核查')
        const { level, items, words = null, channel, ratedAt, staff, case: rated } = held.matter.facts as RatingFacts
        const about = await readMatter(tx, who.tenantId, rated)
        const of = { matter_id: rated, office: held.matter.office, staff, at: new Date(ratedAt) }
        const record = await onRecord(world, tx, who.tenantId, office, of, at)
        const found = record ? allEvidence(items, record) : { named: [], others: [] }
        return {
          ...{ level, levelLabel: levels[level], items: itemWords(items), words, at: spokenAt(instant(ratedAt)) },
          channel: ratingWays[channel as keyof typeof ratingWays]?.label ?? channel,
          about: about && { id: rated, number: about.matter.number, title: about.title },
          ...{ ...found, stances },
        }
      }),
  )

  app.post(
    '/api/ratings/appeals',
    { config: { allow: 'by-process' }, schema: { summary: '对差评提出申诉', body: Appealing } },
    (request, reply) =>
      writing(world, request, reply, async (tx, look) => {
        const filed = await appealAgainst(world, tx, look, request.body)
        if (isRefusal(filed)) return filed
        const { id, number, version, state } = filed.held.matter
        const told = { tenant: look.who.tenantId, path: filed.held.path, matter: id, version, posts: filed.posts }
        return { status: 201, body: { id, number, version, state }, after: () => world.touched(told) }
      }),
  )

  app.post(
    '/api/ratings/export',
    { config: leaves, schema: { summary: '导出评价台账（脱敏，留痕）', body: Export } },
    (request, reply) => {
      const { reason, ...rest } = request.body
      return sendBook(world, request, reply, async (tx, who, at) => {
        const asked = await keeperOf(tx, who, at, rest)
        if (isRefusal(asked)) return asked
        const rows = await everyRow((cursor) => ratingPage(world, tx, asked, wantedOf(rest), cursor, pageRows))
        if (isRefusal(rows)) return rows
        const says = (count: number) => `导出评价台账 ${count} 条`
        return { sheet: '评价台账', columns, rows, what: 'ratings-export', says, reason }
      })
    },
  )

  app.post(
    '/api/ratings/national/export',
    {
      config: leaves,
      schema: { summary: '按国家“好差评”接口字段导出评价（脱敏；完整的由负责人说明理由，留痕）', body: National },
    },
    (request, reply) => {
      const { reason, whole = false, ...rest } = request.body
      return sendPersonal(world, request, reply, { clause: '10.5.1', reason, whole }, async (tx, who, at) => {
        const rows = await nationalRows(world, tx, who, at, rest)
        if (isRefusal(rows)) return rows
        const says = (count: number, how: string) => `按国家接口字段导出评价 ${count} 条（${how}）`
        const open = opened(world, tx, who.tenantId)
        return { sheet: '好差评数据', columns: nationalColumns, rows, what: 'ratings-national-export', says, open }
      })
    },
  )

  app.post(
    '/api/ratings/national.jsonl',
    {
      config: leaves,
      schema: { summary: '按国家“好差评”接口字段逐行导出评价（JSON，不含评价人身份，留痕）', body: Export },
    },
    (request, reply) => {
      const { reason, ...rest } = request.body
      return sendBook(world, request, reply, async (tx, who, at) => {
        const rows = await nationalRows(world, tx, who, at, rest)
        if (isRefusal(rows)) return rows
        const says = (count: number) => `按国家接口字段逐行导出评价 ${count} 条（不含评价人身份）`
        return { sheet: '好差评数据', columns: withoutPersons, rows, what: 'ratings-national-export', says, reason }
      })
    },
  )
}

async function nationalRows(world: World, tx: Tx, who: Who, at: Look['at'], filter: Filter) {
  const asked = await keeperOf(tx, who, at, filter)
  if (isRefusal(asked)) return asked
  return everyRow((cursor) => nationalPage(world, tx, asked, wantedOf(filter), cursor, pageRows))
}

type Filter = Omit<Static<typeof Export>, 'reason'>

const askedOf = ({ who, office, at }: Look): Asked => ({
  ...{ tenant: who.tenantId, office, at },
  staff: who.staffId as StaffId,
})

async function keeperOf(tx: Tx, who: Who, at: Look['at'], filter: Filter): Promise<Asked | Refusal> {
  const asked = askedOf({ who, at, office: await current(tx, who.tenantId, at) })
  if (managed(asked).length === 0) return notYours('10.5.1', '评价台账由单位负责人和上级查看')
  return wrongIn(asked, filter) ?? asked
}

function wrongIn({ office, staff, at }: Asked, { office: place, from, until }: Filter): Refusal | null {
  const stranger = unseen(office, staff, place, at)
  if (stranger) return stranger
  for (const [name, day] of Object.entries({ from, until }))
    if (day !== undefined && !isDay(day)) return badInput('10.5.1', `/${name}`, '没有这一天')
  return from && until && from > until ? badInput('10.5.1', '/until', '结束日期不能早于开始日期') : null
}

function wantedOf({ from, until, ...rest }: Filter): Wanted {
  return { ...rest, ...(from && { from: from as Day }), ...(until && { until: until as Day }) }
}

/** The posts of the offices whose ratings one reads, for the filter. */
function postsIn(asked: Asked, place: string | undefined) {
  const { roster } = asked.office
  return managed(asked)
    .filter((id) => place === undefined || id === place)
    .flatMap((id) => (roster.postsIn.get(id) ?? []).map((post) => ({ id: post.id, name: post.name })))
}

const when = (at: string | null | undefined): string | null => (at ? spokenAt(parseInstant(at)) : null)
const columns: readonly ExcelColumn<RatingLine>[] = [
  { title: '评价时间', width: 22, value: ({ at }) => when(at) },
  { title: '单位', width: 26, value: ({ office }) => office.name },
  { title: '事项', width: 22, value: ({ service }) => service },
  { title: '岗位', width: 18, value: ({ post }) => post },
  { title: '等级', width: 12, value: ({ levelLabel }) => levelLabel },
  { title: '评价指标', width: 40, value: ({ items }) => items.map(({ label }) => label).join('；') },
  { title: '文字评价', width: 40, value: ({ words }) => words && hidden(words) },
  { title: '渠道', width: 18, value: ({ channel }) => channel },
  { title: '处理情况', width: 16, value: ({ stageLabel }) => stageLabel },
  { title: '核查编号', width: 24, value: ({ handling }) => handling?.number ?? null },
  { title: '核实结论', width: 12, value: ({ handling }) => handling?.finding ?? null },
  { title: '处理方式', width: 12, value: ({ handling }) => handling?.way ?? null },
  { title: '整改公开说明', width: 40, value: ({ handling }) => handling?.posted ?? null },
  {
    title: '回访意见',
    width: 12,
    value: ({ handling }) => (handling?.content == null ? null : handling.content ? '满意' : '不满意'),
  },
  { title: '是否超期', width: 10, value: ({ handling }) => (handling?.late ? '超期' : null) },
  { title: '办结时间', width: 22, value: ({ handling }) => when(handling?.closedAt) },
  { title: '不计入统计的理由', width: 40, value: ({ excluded }) => excluded?.why ?? null },
]
