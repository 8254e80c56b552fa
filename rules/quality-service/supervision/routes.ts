import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type, { type Static } from 'typebox'
import { type Instant, parseInstant, spokenAt } from '#core/day.ts'
import { choice } from '#core/field.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { reading } from '#matter/door.ts'
import { registerEffect } from '#matter/effect.ts'
import { everyRow, pageRows } from '#matter/pages.ts'
import type { World } from '#matter/world.ts'
import { current } from '#office/current.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import type { Who } from '#platform/auth/who.ts'
import { hidden } from '#platform/crypto/personal.ts'
import { exportReason, sendBook } from '#platform/sheets/book.ts'
import type { ExcelColumn } from '#platform/sheets/excel.ts'
import { complaint } from '#rules/quality-service/process.ts'
import { forgetEffect } from './forget.ts'
import {
  type ChainLine,
  chainsPage,
  type OrderLine,
  type OrdersAsk,
  ordersCursor,
  ordersPage,
  ordersSums,
  type Stage,
  supervised,
} from './list.ts'

const { filed, ordered, replied } = complaint.states
const filters = {
  office: Type.Optional(Type.String({ title: '单位', format: 'uuid' })),
  stage: Type.Optional(choice<Stage>('办理情况', { filed, ordered, replied })),
  late: Type.Optional(Type.Boolean({ title: '是否超期' })),
}
const Listed = Type.Object({
  ...filters,
  cursor: Type.Optional(Type.String({ pattern: ordersCursor })),
  limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
})
const OfChains = Type.Object({
  office: filters.office,
  cursor: Listed.properties.cursor,
  limit: Listed.properties.limit,
})
const ChainExport = Type.Object({ office: filters.office, reason: exportReason }, { additionalProperties: false })
const Export = Type.Object({ ...filters, reason: exportReason }, { additionalProperties: false })
type Filter = Omit<Static<typeof Export>, 'reason'>

/** 督办: the open orders of an office and of all below it, for whoever leads it (10.5.5.b, c). */
export const supervisionRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  registerEffect(forgetEffect)
  await app.register(chainRoutes, { world })

  app.get(
    '/api/supervision',
    { config: { allow: 'staff' }, schema: { summary: '督办清单', querystring: Listed } },
    (request, reply) => {
      const { cursor = null, limit, ...filter } = request.query
      return reading(world, request, reply, async (tx, { who, at, office }) => {
        const ask = askOf(office, who, at, filter)
        if (isRefusal(ask)) return ask
        const all = { ...ask, offices: supervised(office, who.staffId, at) }
        const [found, offices] = await Promise.all([
          ordersPage(tx, office, { ...ask, cursor, limit }),
          cursor === null ? ordersSums(tx, office, all) : null,
        ])
        return { ...found, ...(offices && { offices }) }
      })
    },
  )

  app.post(
    '/api/supervision/export',
    {
      config: { allow: 'staff', key: 'none' },
      schema: { summary: '导出督办清单（脱敏，留痕）', body: Export },
    },
    async (request, reply) => {
      const { reason, ...filter } = request.body
      return sendBook(world, request, reply, async (tx, who, at) => {
        const office = await current(tx, who.tenantId, at)
        const ask = askOf(office, who, at, filter)
        if (isRefusal(ask)) return ask
        const rows = await everyRow((cursor) => ordersPage(tx, office, { ...ask, cursor, limit: pageRows }))
        if (isRefusal(rows)) return rows
        const says = (count: number) => `导出督办清单 ${count} 条`
        return { sheet: '督办清单', columns, rows, what: 'orders-export', says, reason }
      })
    },
  )
}

/** 督办链: what was ordered until it was good enough, after its end, for every level above (10.5.5.c). */
const chainRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  app.get(
    '/api/supervision/chains',
    { config: { allow: 'staff' }, schema: { summary: '已办结的督办', querystring: OfChains } },
    (request, reply) => {
      const { cursor = null, limit, ...filter } = request.query
      return reading(world, request, reply, async (tx, { who, at, office }) => {
        const ask = askOf(office, who, at, filter)
        return isRefusal(ask) ? ask : chainsPage(tx, office, { ...ask, cursor, limit })
      })
    },
  )
  app.post(
    '/api/supervision/chains/export',
    {
      config: { allow: 'staff', key: 'none' },
      schema: { summary: '导出已办结的督办（脱敏，留痕）', body: ChainExport },
    },
    (request, reply) => {
      const { reason, ...filter } = request.body
      return sendBook(world, request, reply, async (tx, who, at) => {
        const office = await current(tx, who.tenantId, at)
        const ask = askOf(office, who, at, filter)
        if (isRefusal(ask)) return ask
        const rows = await everyRow((cursor) => chainsPage(tx, office, { ...ask, cursor, limit: pageRows }))
        if (isRefusal(rows)) return rows
        const says = (count: number) => `导出已办结的督办 ${count} 条`
        return { sheet: '已办结的督办', columns: chainColumns, rows, what: 'orders-export', says, reason }
      })
    },
  )
}

const notYours: Refusal = {
  refused: 'not-yours',
  clause: '10.5.5.b',
  says: '督办清单由单位负责人和上级负责人查看',
}

type Ask = Pick<OrdersAsk, 'tenant' | 'staff' | 'offices' | 'at' | 'stage' | 'late'>

function askOf(office: OfficeSnapshot, who: Who, at: Instant, filter: Filter): Ask | Refusal {
  const { office: one, stage = null, late = false } = filter
  const offices = supervised(office, who.staffId, at)
  if (offices.length === 0) return notYours
  const { tenantId: tenant, staffId: staff } = who
  return { tenant, staff, offices: one ? offices.filter((id) => id === one) : offices, at, stage, late }
}

const lamps = { red: '红（已超期）', yellow: '黄（临近到期）', green: '绿' } as const
const columns: readonly ExcelColumn<OrderLine>[] = [
  { title: '单位', width: 26, value: ({ office }) => office.name },
  { title: '投诉编号', width: 26, value: ({ number }) => number },
  { title: '投诉', width: 30, value: ({ title }) => hidden(title) },
  { title: '投诉类别', width: 12, value: ({ cause }) => cause },
  { title: '办理情况', width: 16, value: ({ stageLabel }) => stageLabel },
  { title: '第几次督办', width: 12, value: ({ round }) => (round > 0 ? round : '') },
  { title: '督办编号', width: 30, value: ({ order }) => order },
  { title: '督办意见', width: 40, value: ({ opinion }) => opinion && hidden(opinion) },
  { title: '本次已历工作日', width: 14, value: ({ age }) => age },
  { title: '自首次督办已历工作日', width: 18, value: ({ chain }) => chain ?? '' },
  { title: '期限', width: 22, value: ({ dueAt }) => spokenAt(parseInstant(dueAt)) },
  { title: '指示灯', width: 14, value: ({ lamp }) => lamps[lamp] },
  { title: '现由谁办', width: 20, value: ({ turn }) => turn && `${turn.name}（${turn.post ?? ''}）` },
]

const chainColumns: readonly ExcelColumn<ChainLine>[] = [
  { title: '单位', width: 26, value: ({ office }) => office.name },
  { title: '投诉编号', width: 26, value: ({ number }) => number },
  { title: '投诉', width: 30, value: ({ title }) => hidden(title) },
  { title: '投诉类别', width: 12, value: ({ cause }) => cause },
  { title: '督办次数', width: 10, value: ({ round }) => round },
  { title: '末次督办编号', width: 30, value: ({ order }) => order },
  { title: '首次签发', width: 22, value: ({ firstAt }) => spokenAt(parseInstant(firstAt)) },
  { title: '办结', width: 22, value: ({ closedAt }) => spokenAt(parseInstant(closedAt)) },
  { title: '历时工作日', width: 12, value: ({ chain }) => chain },
  { title: '逾期', width: 8, value: ({ late }) => (late ? '有' : '') },
  { title: '核实结论', width: 12, value: ({ finding }) => finding },
  { title: '审核意见', width: 40, value: ({ outcome }) => outcome && hidden(outcome) },
]
