import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type, { type Static } from 'typebox'
import { type Instant, iso, parseInstant, spokenAt } from '#core/day.ts'
import { choice } from '#core/field.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { type OfficeId, officeOf } from '#core/roster.ts'
import { type Look, reading } from '#matter/door.ts'
import { everyRow, pageRows } from '#matter/pages.ts'
import type { World } from '#matter/world.ts'
import { current } from '#office/current.ts'
import type { Counting, Source } from '#office/gauge.ts'
import { notSeen } from '#office/refusals.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import type { Who } from '#platform/auth/who.ts'
import { exportReason, sendBook } from '#platform/sheets/book.ts'
import type { ExcelColumn } from '#platform/sheets/excel.ts'
import { type Colour, colours } from '#rules/commitments/contract.ts'
import { type GaugeKey, gaugeKeys, gaugeOf, lampOf, phases, type Rolled, rolledUp } from '#rules/commitments/gaps.ts'
import { type Kind, kinds, type WarningLine, warningCursor, warningsPage } from './list.ts'
import { proposalsFor } from './proposals.ts'
import { assembled, linesBehind, overseen, treeOf } from './tree.ts'

const staff = { allow: 'staff' } as const
const uuid = (title: string) => Type.String({ title, format: 'uuid' })
const OfOffice = Type.Object({ office: uuid('单位') })
const filters = {
  office: Type.Optional(uuid('单位')),
  colour: Type.Optional(choice<Colour>('种类', colours)),
  state: Type.Optional(choice<Kind>('办理情况', kinds)),
}
const OfWarnings = Type.Object({
  ...filters,
  cursor: Type.Optional(Type.String({ pattern: warningCursor })),
  limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
})
const Export = Type.Object({ reason: exportReason }, { additionalProperties: false })
const WarningExport = Type.Object({ ...filters, reason: exportReason }, { additionalProperties: false })

type Needs = { readonly world: World; readonly sources: readonly Source<GaugeKey>[] }

/** 监督: the superior's tree of offices before, during and after (6.6), and what a superior writes to an office below. */
export const oversightRoutes: FastifyPluginAsyncTypebox<Needs> = async (app, { world, sources }) => {
  assembled(sources)

  app.get(
    '/api/oversight',
    { config: staff, schema: { summary: '监督：本单位和下级单位的缺口、指示灯和待办' } },
    (request, reply) =>
      reading(world, request, reply, async (tx, look) => {
        const asked = askedBy(look)
        if (isRefusal(asked)) return asked
        const rows = await treeOf(tx, sources, asked)
        return { own: ownOf(look), at: iso(look.at), rows }
      }),
  )

  app.get(
    '/api/oversight/lines',
    { config: staff, schema: { summary: '监督：一个单位的缺口逐条', querystring: OfOffice } },
    (request, reply) =>
      reading(world, request, reply, async (tx, look) => {
        const asked = askedBy(look)
        if (isRefusal(asked)) return asked
        const offices = asked.offices.filter((id) => id === request.query.office)
        return offices.length === 0
          ? notSeen('没有这个单位')
          : { lines: await linesBehind(tx, sources, { ...asked, offices }) }
      }),
  )

  app.get(
    '/api/oversight/proposals',
    { config: staff, schema: { summary: '监督：按记录提请发监督通知书的单位和事由' } },
    (request, reply) =>
      reading(world, request, reply, async (tx, look) => {
        const asked = askedBy(look)
        if (isRefusal(asked)) return asked
        const own = ownOf(look) as OfficeId
        const { tenant, at, office } = asked
        return { rows: await proposalsFor(tx, { tenant, own, at, office }, await treeOf(tx, sources, asked)) }
      }),
  )

  app.post(
    '/api/oversight/export',
    { config: { allow: 'staff', key: 'none' }, schema: { summary: '导出监督总览（留痕）', body: Export } },
    (request, reply) =>
      sendBook(world, request, reply, async (tx, who, at) => {
        const asked = askedBy({ who, at, office: await current(tx, who.tenantId, at) })
        if (isRefusal(asked)) return asked
        const rows = rolledUp(await treeOf(tx, sources, asked))
        const says = (count: number) => `导出监督总览 ${count} 个单位`
        return { sheet: '监督总览', columns, rows, what: 'oversight-export', says, reason: request.body.reason }
      }),
  )

  app.get(
    '/api/oversight/warnings',
    { config: staff, schema: { summary: '监督通知书', querystring: OfWarnings } },
    (request, reply) =>
      reading(world, request, reply, async (tx, look) => {
        const { cursor = null, limit, ...filter } = request.query
        const ask = warningsAsk(look, filter)
        return isRefusal(ask) ? ask : warningsPage(tx, look.office, { ...ask, cursor, limit })
      }),
  )

  app.post(
    '/api/oversight/warnings/export',
    { config: { allow: 'staff', key: 'none' }, schema: { summary: '导出监督通知书台账（留痕）', body: WarningExport } },
    (request, reply) => {
      const { reason, ...filter } = request.body
      return sendBook(world, request, reply, async (tx, who, at) => {
        const office = await current(tx, who.tenantId, at)
        const ask = warningsAsk({ who, at, office }, filter)
        if (isRefusal(ask)) return ask
        const rows = await everyRow((cursor) => warningsPage(tx, office, { ...ask, cursor, limit: pageRows }))
        if (isRefusal(rows)) return rows
        const says = (count: number) => `导出监督通知书 ${count} 份`
        return { sheet: '监督通知书', columns: warningColumns, rows, what: 'warnings-export', says, reason }
      })
    },
  )
}

const notHead: Refusal = { refused: 'not-yours', clause: '6.6', says: '监督总览由单位负责人和上级负责人查看' }

function askedBy({ who, at, office }: { who: Who; at: Instant; office: OfficeSnapshot }): Counting | Refusal {
  const offices = overseen(office, who.staffId, at)
  return offices.length === 0 ? notHead : { tenant: who.tenantId, staff: who.staffId, at, office, offices }
}

const ownOf = ({ who, at, office }: Look): string => officeOf(office.roster, who.staffId, at) ?? who.orgId

type Filter = Omit<Static<typeof WarningExport>, 'reason'>

function warningsAsk(look: Look, { office: one, colour, state: kind = 'open' }: Filter) {
  const asked = askedBy(look)
  if (isRefusal(asked)) return asked
  const offices = one ? asked.offices.filter((id) => id === one) : asked.offices
  return { tenant: asked.tenant, at: asked.at, own: ownOf(look) as OfficeId, offices, colour: colour ?? null, kind }
}

const lamps = { red: '红', yellow: '黄', green: '绿' } as const
const columns: readonly ExcelColumn<Rolled>[] = [
  { title: '单位', width: 34, value: ({ name, depth }) => `${'　'.repeat(depth)}${name}` },
  { title: '指示灯（含下级）', width: 14, value: ({ sum }) => lamps[lampOf(sum)] },
  ...gaugeKeys.map((key): ExcelColumn<Rolled> => {
    const { label, phase } = gaugeOf(key)
    return { title: `${phases[phase]}：${label}`, width: 16, value: ({ sum }) => sum[key] ?? 0 }
  }),
]

const when = (text: string | null): string => (text ? spokenAt(parseInstant(text)) : '')
const warningColumns: readonly ExcelColumn<WarningLine>[] = [
  { title: '编号', width: 26, value: ({ number }) => number },
  { title: '单位', width: 30, value: ({ office }) => office.name },
  { title: '种类', width: 12, value: ({ colourLabel }) => colourLabel },
  { title: '事由', width: 18, value: ({ groundLabel }) => groundLabel },
  { title: '第几次', width: 8, value: ({ rounds }) => rounds || '' },
  { title: '办理情况', width: 18, value: ({ stateLabel }) => stateLabel },
  { title: '发起时间', width: 22, value: ({ openedAt }) => when(openedAt) },
  { title: '期限', width: 22, value: ({ dueAt }) => when(dueAt) },
  { title: '是否逾期', width: 10, value: ({ late }) => (late ? '逾期' : '') },
  { title: '已历工作日', width: 12, value: ({ age }) => age },
  { title: '现由谁办', width: 20, value: ({ turn }) => turn && `${turn.name}（${turn.post ?? ''}）` },
  { title: '了结时间', width: 22, value: ({ closedAt }) => when(closedAt) },
]
