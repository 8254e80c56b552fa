import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { instant, iso, parseInstant, spokenAt } from '#core/day.ts'
import { choice } from '#core/field.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { writing } from '#matter/door.ts'
import { whoOf } from '#matter/once.ts'
import { everyRow, pageRows, shownAs } from '#matter/pages.ts'
import { scopeOf } from '#matter/routes.ts'
import { nameOf } from '#matter/setting.ts'
import type { World } from '#matter/world.ts'
import { current } from '#office/current.ts'
import { linesOf } from '#office/ledger.ts'
import type { By, OfficeSnapshot } from '#office/snapshot.ts'
import { hidden } from '#platform/crypto/personal.ts'
import type { Tx } from '#platform/db/db.ts'
import { exportReason, sendBook } from '#platform/sheets/book.ts'
import type { ExcelColumn } from '#platform/sheets/excel.ts'
import { type CommendationView, decideOn, propose, type Row, viewOf, withdrawOn } from './commendation.ts'
import { Commending, Confirming, commended, Withdrawing } from './contract.ts'
import { type Asked, commendationsOf, honoursOf, type Period } from './honours.ts'

const One = Type.Object({ id: Type.String({ format: 'uuid' }) })
const period = {
  from: Type.Optional(Type.String({ title: '开始日期', format: 'date' })),
  until: Type.Optional(Type.String({ title: '结束日期', format: 'date' })),
}
const filters = {
  ...period,
  state: Type.Optional(choice('情况', commended)),
  staff: Type.Optional(Type.String({ title: '受表扬人', format: 'uuid' })),
  q: Type.Optional(Type.String({ title: '查找内容', minLength: 1, maxLength: 60, pattern: '\\S' })),
}
const Search = Type.Object(
  {
    ...filters,
    cursor: Type.Optional(Type.String({ format: 'uuid' })),
    limit: Type.Integer({ title: '每页条数', minimum: 1, maximum: 100, default: 50 }),
  },
  { additionalProperties: false },
)
const Export = Type.Object({ ...filters, reason: exportReason }, { additionalProperties: false })

/** The register of commendations, 表扬登记 (2.4.0): proposed with evidence, confirmed by the head, never quietly removed. */
export const commendationRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  const staff = { allow: 'staff' } as const
  const byOf = (request: FastifyRequest): By & { path: string } => {
    const who = whoOf(request)
    return { tenant: who.tenantId, staff: who.staffId, at: world.now(), path: who.orgPath }
  }
  const changed = (
    request: FastifyRequest,
    reply: FastifyReply,
    status: number,
    work: (tx: Tx, office: OfficeSnapshot, by: By) => Promise<Refusal | Row>,
  ) => {
    const by = byOf(request)
    return writing(world, request, reply, async (tx, { office }) => {
      const row = await work(tx, office, by)
      return isRefusal(row) ? row : { status, body: viewOf(office, row, by) }
    })
  }

  app.get(
    '/api/commendations',
    { config: staff, schema: { summary: '表扬登记簿', querystring: Search } },
    (request) => {
      const { cursor = null, limit, ...asked } = request.query
      const by = byOf(request)
      return world.db.read(scopeOf(whoOf(request)), async (tx) => {
        const office = await current(tx, by.tenant, by.at)
        const { rows, next } = await commendationsOf(tx, office, by, asked as Asked, cursor, limit)
        return { rows: rows.map((row) => viewOf(office, row, by)), next }
      })
    },
  )

  app.get(
    '/api/commendations/figures',
    {
      config: staff,
      schema: { summary: '各人受表扬次数', querystring: Type.Object(period, { additionalProperties: false }) },
    },
    (request) => {
      const by = byOf(request)
      return world.db.read(scopeOf(whoOf(request)), async (tx) => ({
        rows: await honoursOf(tx, await current(tx, by.tenant, by.at), by, request.query as Period),
      }))
    },
  )

  app.get(
    '/api/commendations/:id/history',
    { config: staff, schema: { summary: '一项表扬的经过', params: One } },
    (request) => {
      const by = byOf(request)
      return world.db.read(scopeOf(whoOf(request)), async (tx) => {
        const office = await current(tx, by.tenant, by.at)
        const lines = await linesOf(tx, by.tenant, 'commendation', request.params.id)
        return {
          rows: lines.map(({ at, staff: who, says, clause }) => ({
            at: iso(at),
            by: who && nameOf(office, who),
            says,
            clause,
          })),
        }
      })
    },
  )

  app.post(
    '/api/commendations',
    { config: staff, schema: { summary: '提出表扬', body: Commending } },
    (request, reply) => changed(request, reply, 201, (tx, office, by) => propose(tx, office, by, request.body)),
  )

  app.post(
    '/api/commendations/:id/decision',
    { config: staff, schema: { summary: '确认表扬', params: One, body: Confirming } },
    (request, reply) => {
      return changed(request, reply, 200, (tx, office, by) =>
        decideOn(tx, office, by, { ...request.params, ...request.body }),
      )
    },
  )

  app.post(
    '/api/commendations/:id/withdrawal',
    { config: staff, schema: { summary: '撤销表扬', params: One, body: Withdrawing } },
    (request, reply) => {
      return changed(request, reply, 200, (tx, office, by) =>
        withdrawOn(tx, office, by, { ...request.params, ...request.body }),
      )
    },
  )

  app.post(
    '/api/commendations/export',
    {
      config: { ...staff, key: 'none' },
      schema: { summary: '导出表扬登记簿（留痕）', body: Export },
    },
    async (request, reply) => {
      const by = byOf(request)
      const { reason, ...asked } = request.body
      return sendBook(world, request, reply, async (tx) => {
        const office = await current(tx, by.tenant, by.at)
        const found = await everyRow((cursor) => commendationsOf(tx, office, by, asked as Asked, cursor, pageRows))
        if (isRefusal(found)) return found
        const says = (count: number) => `导出表扬登记簿 ${count} 条`
        const rows = shownAs(found, (row) => viewOf(office, row, by))
        return { sheet: '表扬登记簿', columns, rows, what: 'commendations-export', says, reason }
      })
    },
  )
}

const spokenOf = (text: string | null) => text && spokenAt(instant(parseInstant(text)))

const columns: readonly ExcelColumn<CommendationView>[] = [
  { title: '编号', width: 26, value: ({ number }) => number },
  { title: '单位', width: 28, value: ({ office }) => office.name },
  { title: '受表扬人', width: 12, value: ({ staff }) => staff.name },
  { title: '凭据编号', width: 26, value: ({ evidence }) => evidence.number },
  { title: '来源', width: 16, value: ({ sourceLabel }) => sourceLabel },
  { title: '事迹', width: 48, value: ({ deed }) => hidden(deed) },
  { title: '情况', width: 10, value: ({ stateLabel }) => stateLabel },
  { title: '提出人', width: 10, value: ({ proposedBy }) => proposedBy.name },
  { title: '提出时间', width: 22, value: ({ proposedAt }) => spokenOf(proposedAt) },
  { title: '确认人', width: 10, value: ({ decidedBy }) => decidedBy?.name ?? null },
  { title: '确认时间', width: 22, value: ({ decidedAt }) => spokenOf(decidedAt) },
  { title: '意见', width: 36, value: ({ opinion }) => opinion && hidden(opinion) },
  { title: '撤销理由', width: 36, value: ({ reason }) => reason && hidden(reason) },
]
