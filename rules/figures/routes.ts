import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import { spoken } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { type Look, reading, writing } from '#matter/door.ts'
import { whoOf } from '#matter/once.ts'
import type { World } from '#matter/world.ts'
import { current } from '#office/current.ts'
import { audit, lineFor } from '#platform/auth/audit.ts'
import { scopeOf } from '#platform/auth/who.ts'
import { sendBook } from '#platform/sheets/book.ts'
import { attached, xlsxType } from '#platform/sheets/excel.ts'
import { type Report, reportExcel, reportPdf, reportWord } from '#platform/sheets/report.ts'
import { docxType } from '#platform/sheets/word.ts'
import { placeMeasures, shareMeasures, sides, windowMeasures } from './contract.ts'
import { editionsOf, monthly, type OfMonth, setDown } from './reports.ts'
import { scoreRoutes } from './scores/routes.ts'
import { columnsOf } from './table.ts'
import { AskedFigures, figuresOf } from './view.ts'

const staff = { allow: 'staff', clause: '6.6' } as const
const Monthly = Type.Object(
  {
    office: Type.Optional(Type.String({ title: '单位（含下级）', format: 'uuid' })),
    month: Type.Optional(Type.String({ title: '月份', pattern: '^\\d{4}-(0[1-9]|1[0-2])$' })),
  },
  { additionalProperties: false },
)
const OfOffice = Type.Object({ office: Type.Optional(Type.String({ title: '单位', format: 'uuid' })) })

/** 统计: sums of an office and of all below it, for whoever leads it (6.6); its table and the monthly report to take along. */
export const figuresRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  app.get(
    '/api/figures/sums',
    { config: staff, schema: { summary: '统计汇总', querystring: AskedFigures } },
    (request, reply) =>
      reading(world, request, reply, async (tx, look) => {
        const found = await figuresOf(world, tx, look, request.query)
        if (isRefusal(found)) return found
        return { ...found, measures: { ...windowMeasures, ...placeMeasures }, shareMeasures }
      }),
  )
  for (const [ending, summary] of [
    ['xlsx', '导出统计表'],
    ['csv', '导出统计表为CSV'],
  ] as const)
    app.get(
      `/api/figures/sums.${ending}`,
      { config: staff, schema: { summary, querystring: AskedFigures } },
      (request, reply) => {
        const { query } = request
        return sendBook(world, request, reply, async (tx, who, at) => {
          const office = await current(tx, who.tenantId, at)
          const found = await figuresOf(world, tx, { who, at, office }, query)
          if (isRefusal(found)) return found
          const span = `${spoken(found.from)}至${spoken(found.until)}`
          return {
            ...{ sheet: '统计', columns: columnsOf(found), rows: [...found.rows, found.total] },
            ...{
              heading: `${found.office.name}统计，${span}`,
              name: `${found.office.name}统计（按${sides[found.by]}）`,
            },
            ...{ what: 'figures-export', says: `导出${found.office.name}的统计（按${sides[found.by]}，${span}）` },
          }
        })
      },
    )
  reportRoutes(app, world)
  await app.register(scoreRoutes, { world })
}

const kinds = {
  pdf: { label: 'PDF', type: 'application/pdf', make: reportPdf },
  docx: { label: 'Word', type: docxType, make: reportWord },
  xlsx: { label: 'Excel', type: xlsxType, make: reportExcel },
} as const

function reportRoutes(app: Parameters<typeof figuresRoutes>[0], world: World): void {
  app.get(
    '/api/figures/reports',
    { config: staff, schema: { summary: '已定稿的月报', querystring: OfOffice } },
    (request, reply) => reading(world, request, reply, (tx, look) => editionsOf(tx, look, request.query.office)),
  )
  app.post(
    '/api/figures/reports',
    { config: staff, schema: { summary: '月报定稿', body: Monthly } },
    (request, reply) =>
      writing(world, request, reply, async (tx, look) => {
        const made = await setDown(world, tx, look, request.body)
        return isRefusal(made) ? made : { status: 201, body: made }
      }),
  )
  for (const [ending, { label, type, make }] of Object.entries(kinds))
    app.get(
      `/api/figures/monthly.${ending}`,
      { config: staff, schema: { summary: `月报（${label}）`, querystring: Monthly } },
      async (request, reply) => {
        const report = await told(world, request, request.query, label)
        if (isRefusal(report)) return reply.refuse(report)
        const name = `${report.office}${report.period}${report.title}.${ending}`
        const bytes = await make(report)
        return reply
          .type(type)
          .header('content-disposition', attached(name))
          .header('cache-control', 'private, no-store')
          .send(Buffer.from(bytes))
      },
    )
}

/** What a report says, and the line of the audit that it left the house. */
async function told(
  { db, now, ...ground }: World,
  request: FastifyRequest,
  of: OfMonth,
  label: string,
): Promise<Report | Refusal> {
  const who = whoOf(request)
  const at = now()
  return db.transaction(scopeOf(who), async (tx) => {
    const look: Look = { who, at, office: await current(tx, who.tenantId, at) }
    const report = await monthly(ground, tx, look, of)
    if (isRefusal(report)) return report
    const says = `导出${report.office}${report.period}${report.title}（${label}，${report.standing}）`
    await audit(tx, { ...lineFor(who, at), what: 'figures-report', about: null, succeeded: true, says })
    return report
  })
}
