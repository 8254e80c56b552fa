import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import Type, { type Static } from 'typebox'
import { dayOf, instant, iso, parseInstant, spokenAt } from '#core/day.ts'
import { badInput } from '#core/offer.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { misfit } from '#matter/misfit.ts'
import { changing, whoOf } from '#matter/once.ts'
import { scopeOf } from '#matter/routes.ts'
import { nameOf } from '#matter/setting.ts'
import type { World } from '#matter/world.ts'
import { current } from '#office/current.ts'
import { linesOf } from '#office/ledger.ts'
import type { By, OfficeSnapshot } from '#office/snapshot.ts'
import { audit, lineFor } from '#platform/auth/audit.ts'
import { hidden } from '#platform/crypto/personal.ts'
import type { Tx } from '#platform/db/db.ts'
import { attached, type ExcelColumn, excel, xlsxType } from '#platform/sheets/excel.ts'
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
  state: Type.Optional(Type.Enum(Object.keys(commended), { title: '情况' })),
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
const Export = Type.Object(
  { ...filters, reason: Type.String({ title: '导出理由', minLength: 2, maxLength: 100, pattern: '\\S\\s*\\S' }) },
  { additionalProperties: false },
)
const mostRows = 10_000

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
    const wrong = misfit(request, '2.4.0')
    if (wrong) return reply.refuse(wrong)
    const who = whoOf(request)
    const by = byOf(request)
    return changing(world.db, { ...who, actor: who.staffId }, by.at, request, reply, async (tx, gate) => {
      const [office] = await Promise.all([current(tx, by.tenant, by.at), gate])
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
    { config: staff, attachValidation: true, schema: { summary: '提出表扬', body: Commending } },
    (request, reply) => changed(request, reply, 201, (tx, office, by) => propose(tx, office, by, request.body)),
  )

  app.post(
    '/api/commendations/:id/decision',
    { config: staff, attachValidation: true, schema: { summary: '确认表扬', params: One, body: Confirming } },
    (request, reply) => {
      return changed(request, reply, 200, (tx, office, by) =>
        decideOn(tx, office, by, { ...request.params, ...request.body }),
      )
    },
  )

  app.post(
    '/api/commendations/:id/withdrawal',
    { config: staff, attachValidation: true, schema: { summary: '撤销表扬', params: One, body: Withdrawing } },
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
      attachValidation: true,
      schema: { summary: '导出表扬登记簿（留痕）', body: Export },
    },
    async (request, reply) => {
      const wrong = misfit(request, '2.4.0')
      if (wrong) return reply.refuse(wrong)
      const who = whoOf(request)
      const by = byOf(request)
      const { reason, ...asked } = request.body
      const lines = await world.db.transaction(scopeOf(who), async (tx) => {
        const found = await exported(tx, by, asked)
        if ('refused' in found) return found
        const says = `导出表扬登记簿 ${found.rows.length} 条；理由：${hidden(reason)}`
        await audit(tx, { ...lineFor(who, by.at), what: 'commendations-export', about: null, succeeded: true, says })
        return found
      })
      if ('refused' in lines) return reply.refuse(lines)
      const book = await excel({ sheet: '表扬登记簿', columns, rows: lines.rows })
      return reply
        .type(xlsxType)
        .header('content-disposition', attached(`表扬登记簿 ${dayOf(by.at)}.xlsx`))
        .send(book)
    },
  )
}

async function exported(
  tx: Tx,
  by: By & { readonly path: string },
  asked: Omit<Static<typeof Export>, 'reason'>,
): Promise<Refusal | { readonly rows: readonly CommendationView[] }> {
  const office = await current(tx, by.tenant, by.at)
  const { rows, next } = await commendationsOf(tx, office, by, asked as Asked, null, mostRows)
  if (next === null) return { rows: rows.map((row) => viewOf(office, row, by)) }
  const says = `一次最多导出${mostRows}条，请缩短时间范围后分次导出`
  return badInput('2.4.0', [{ at: '/from', says }])
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
