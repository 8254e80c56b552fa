import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { count, form, longText, text } from '#core/field.ts'
import { isRefusal } from '#core/refusal.ts'
import { reading, writing } from '#matter/door.ts'
import { nameOf } from '#matter/setting.ts'
import type { World } from '#matter/world.ts'
import { officesBelow } from '#office/below.ts'
import { current } from '#office/current.ts'
import { notSeen, notYours } from '#office/refusals.ts'
import { exportReason, sendBook } from '#platform/sheets/book.ts'
import type { ExcelColumn } from '#platform/sheets/excel.ts'
import { indicatorKeys, indicators, type ScoreRow } from '#rules/figures/scoring.ts'
import { name, publish, setScheme, withdraw } from './naming.ts'
import { historyOf, spokenMonth } from './store.ts'
import { scorePage } from './view.ts'

const month = (title: string) => Type.String({ title, pattern: '^\\d{4}-(0[1-9]|1[0-2])$' })
const asked = {
  month: Type.Optional(month('月份')),
  office: Type.Optional(Type.String({ title: '单位', format: 'uuid' })),
}
const OfPage = Type.Object(asked, { additionalProperties: false })
const OfBook = Type.Object({ ...asked, reason: exportReason }, { additionalProperties: false })
const OfHistory = Type.Object(
  {
    office: Type.String({ title: '单位', format: 'uuid' }),
    post: Type.Optional(Type.String({ title: '岗位', format: 'uuid' })),
  },
  { additionalProperties: false },
)
const weight = (key: (typeof indicatorKeys)[number]) => count(`${indicators[key].label}的权重`, 0, 100)
const OfScheme = form({
  from: month('自哪个月起'),
  weights: form({
    ...{ limit: weight('limit'), notice: weight('notice'), rating: weight('rating'), joining: weight('joining') },
    ...{ complaint: weight('complaint'), inspection: weight('inspection'), duty: weight('duty') },
  }),
  least: count('参加排名的最低业务量（件）', 1, 1000),
  source: text('依据的文件', { maxLength: 100 }),
})
const OfNaming = form({
  post: Type.String({ title: '窗口', format: 'uuid' }),
  from: month('自哪个月'),
  until: month('至哪个月'),
  why: longText('命名理由', { maxLength: 300 }),
})
const OfId = Type.Object({ id: Type.String({ title: '命名', format: 'uuid' }) })
const OfReason = form({ why: longText('撤回原因', { maxLength: 300 }) })
const staff = { allow: 'staff', clause: '6.5' } as const
const head = { allow: 'head', clause: '6.5' } as const

/** 示范窗口评分 (6.5): scores with their formula, the weights, and what a head names by them. */
export const scoreRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  app.get(
    '/api/scores',
    { config: staff, schema: { summary: '示范窗口评分', querystring: OfPage } },
    (request, reply) => reading(world, request, reply, (tx, look) => scorePage(tx, look, request.query)),
  )

  app.get(
    '/api/scores/history',
    { config: staff, schema: { summary: '历月得分', querystring: OfHistory } },
    (request, reply) =>
      reading(world, request, reply, async (tx, { who, office: place }) => {
        const { office, post = null } = request.query
        const isBelow = (officesBelow(place, who.orgPath) as readonly string[]).includes(office)
        if (!isBelow || (!who.isHead && office !== who.orgId)) return notSeen('没有这个单位')
        const rows = await historyOf(tx, who.tenantId, { office, post })
        const months = rows.filter((row) => row.office === office)
        return {
          name: nameOf(place, post ?? office),
          months: months.map(({ month: of, score }) => ({ month: of.slice(0, 7), score })),
        }
      }),
  )

  app.post(
    '/api/scores/export',
    { config: { ...head, key: 'none' }, schema: { summary: '导出评分表', body: OfBook } },
    (request, reply) =>
      sendBook(world, request, reply, async (tx, who, at) => {
        if (!who.isHead) return notYours('6.5', '评分表由单位负责人和上级导出')
        const { reason, ...wanted } = request.body
        const page = await scorePage(tx, { who, at, office: await current(tx, who.tenantId, at) }, wanted)
        if (isRefusal(page)) return page
        const said = spokenMonth(page.month)
        const heading = `${said}示范窗口评分表（${page.closedAt ? '已封存' : '未封存，供参考'}）`
        const rows = [...page.offices, ...page.posts]
        return { sheet: '评分表', heading, columns, rows, what: 'scores-export', says: `导出${said}评分表`, reason }
      }),
  )

  app.post(
    '/api/scores/scheme',
    { config: head, schema: { summary: '设定评分权重', body: OfScheme } },
    (request, reply) =>
      writing(world, request, reply, async (tx, look) => {
        const made = setScheme(tx, look, request.body)
        return isRefusal(made) ? made : { status: 201, body: made }
      }),
  )

  app.post(
    '/api/scores/namings',
    { config: head, schema: { summary: '命名示范窗口', body: OfNaming } },
    (request, reply) =>
      writing(world, request, reply, async (tx, look) => {
        const made = await name(tx, look, request.body)
        return isRefusal(made) ? made : { status: 201, body: made }
      }),
  )

  app.post(
    '/api/scores/namings/:id/publish',
    { config: head, schema: { summary: '登记公开示范窗口', params: OfId } },
    (request, reply) =>
      writing(world, request, reply, async (tx, look) => {
        const made = await publish(world, tx, look, request.params.id)
        return isRefusal(made) ? made : { status: 201, body: made }
      }),
  )

  app.post(
    '/api/scores/namings/:id/withdraw',
    { config: head, schema: { summary: '撤回命名', params: OfId, body: OfReason } },
    (request, reply) =>
      writing(world, request, reply, async (tx, look) => {
        const made = await withdraw(tx, look, request.params.id, request.body.why)
        return isRefusal(made) ? made : { status: 200, body: made }
      }),
  )
}

const columns: readonly ExcelColumn<ScoreRow>[] = [
  { title: '单位', width: 30, value: ({ officeName }) => officeName },
  { title: '窗口', width: 20, value: ({ post, name: said }) => (post === null ? '全单位' : said) },
  { title: '办结（件）', value: ({ volume }) => volume },
  { title: '得分', value: ({ score }) => score },
  {
    title: '名次',
    value: ({ rank, tied, unranked }) =>
      rank === null ? `不排名：${unranked ?? ''}` : `${rank}${tied ? '（并列）' : ''}`,
  },
  ...indicatorKeys.map((key) => ({
    title: indicators[key].label,
    value: ({ detail }: ScoreRow) => detail?.parts.find((part) => part.key === key)?.score ?? null,
  })),
  { title: '计算', width: 60, value: ({ detail }) => detail?.steps ?? '' },
  { title: '没有计入', width: 40, value: ({ detail }) => detail?.missing.join('；') ?? '' },
  { title: '封存以后更正', width: 16, value: ({ corrected, now }) => (corrected ? `现在重算为${now ?? '无'}` : '') },
]
