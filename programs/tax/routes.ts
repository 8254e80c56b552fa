import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { parseInstant, spokenAt } from '#core/day.ts'
import { choice } from '#core/field.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { spokenSpan } from '#core/sums/month.ts'
import { opening } from '#matter/opening.ts'
import { rowsAfter, shownAs } from '#matter/pages.ts'
import type { World } from '#matter/world.ts'
import { current } from '#office/current.ts'
import { entryDoors, OfEntry, staff } from '#office/entries.ts'
import { leaving, sendPersonal } from '#office/personal.ts'
import { notMet } from '#office/refusals.ts'
import { entered, formOf, onlyHead, registerDoors, type Stand, someone, standOf, timed } from '#office/register.ts'
import type { Tx } from '#platform/db/db.ts'
import { nameColumn, numberColumn } from '#platform/sheets/personal.ts'
import { wholeCertificate } from './certificate.ts'
import { PrintBody, type ReliefView, RevokeBody, reliefs } from './contract.ts'
import {
  type Filter,
  findRelief,
  lockRelief,
  type Row,
  reliefPage,
  reliefTotals,
  revokeRelief,
  unseen,
} from './store.ts'

const pageSize = 50
const uuid = (title: string) => Type.String({ title, format: 'uuid' })
const filters = {
  office: Type.Optional(uuid('单位')),
  year: Type.Optional(Type.Integer({ title: '年度', minimum: 2000, maximum: 2100 })),
  service: Type.Optional(choice('政策', { JY10: reliefs.JY10.label, JY11: reliefs.JY11.label })),
  q: Type.Optional(Type.String({ title: '单位、姓名或编号', maxLength: 50 })),
}
const OfList = Type.Object({ ...filters, after: Type.Optional(uuid('翻页位置')) })
const Export = Type.Object(
  {
    ...filters,
    q: Type.Optional(Type.String({ title: '单位、姓名或编号', maxLength: 50, pattern: '\\S' })),
    ...leaving,
  },
  { additionalProperties: false },
)

/** The register of tax relief: what was certified for whom and for which months, and the taking back of a mistake. */
export const taxRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  const doors = registerDoors(world)
  app.get(
    '/api/reliefs',
    { config: staff, schema: { summary: '就业税收优惠台账', querystring: OfList } },
    (request, reply) =>
      doors.read(request, reply, request.query.office, (tx, stand) => listOf(tx, stand, request.query)),
  )
  app.post(
    '/api/reliefs/export',
    {
      config: { allow: 'staff', key: 'none' },
      schema: { summary: '导出就业税收优惠台账（脱敏，负责人可以说明理由导出完整的；留痕）', body: Export },
    },
    (request, reply) => {
      const { office, reason, whole = false, ...filter } = request.body
      return sendPersonal(world, request, reply, { clause: '8.2', reason, whole }, async (tx, who, at) => {
        const stand = standOf(
          await current(tx, who.tenantId, at),
          { tenant: who.tenantId, staff: who.staffId, at },
          office,
        )
        if (isRefusal(stand)) return stand
        const rows = rowsAfter(
          (after, limit) => reliefPage(tx, stand.tenant, stand.org.id, { ...filter, ...(after && { after }) }, limit),
          ({ id }) => id,
        )
        const says = (count: number, how: string) => `导出${stand.org.name}就业税收优惠台账${count}行（${how}）`
        const open = opening<ReliefView>(tx, world.keys, stand.tenant, ({ matter, masked }) => ({
          masked: { matter, kind: 'idNumber', masked },
        }))
        return {
          sheet: '就业税收优惠台账',
          columns,
          rows: shownAs(rows, (row) => viewOf(stand, row)),
          open,
          what: 'tax-export',
          says,
        }
      })
    },
  )
  app.post(
    '/api/reliefs/:id/certificate.pdf',
    {
      config: { allow: 'staff', key: 'none', clause: '6.3' },
      schema: { summary: '打印认定证明（完整号码，留痕）', params: OfEntry, body: PrintBody },
    },
    (request, reply) =>
      doors.pdf(request, reply, undefined, (tx, stand) =>
        wholeCertificate(tx, stand, world.keys, request.params.id, request.body.reason),
      ),
  )
  const entries = entryDoors(app, world, {
    ...{ path: '/api/reliefs', register: 'tax-relief' },
    find: findRelief,
    view: (_tx, stand, row) => viewOf(stand, row),
    unseen,
  })
  entries.one('一条就业税收优惠和它的经历')
  entries.act('revocation', '撤销核发', RevokeBody, (tx, stand, id, { reason }) => revoked(tx, stand, id, reason))
}

/** Taken back by the head of the office or of one above, with the reason; the months may be certified again. */
async function revoked(tx: Tx, stand: Stand, id: string, reason: string): Promise<Row | Refusal> {
  const row = await lockRelief(tx, stand.tenant, id)
  if (!row) return unseen
  const at = standOf(stand.office, stand, row.office)
  if (isRefusal(at)) return at
  const refusal = onlyHead(at, '8.2', '撤销核发')
  if (refusal) return refusal
  if (row.revoked_at) return notMet('8.2', '这条已经撤销，不必再办')
  const says = `撤销${row.number}第${row.nth}行${row.months}个月的核发：${reason}`
  entered(tx, at, { register: 'tax-relief', entry: id, clause: '8.2', act: 'revoke', says, what: { reason } })
  return revokeRelief(tx, stand.tenant, id, stand.at, stand.staff, reason)
}

async function listOf(tx: Tx, stand: Stand, { office: _office, ...filter }: Filter & { readonly office?: string }) {
  const [rows, totals] = await Promise.all([
    reliefPage(tx, stand.tenant, stand.org.id, filter, pageSize + 1),
    reliefTotals(tx, stand.tenant, stand.org.id),
  ])
  return {
    office: { id: stand.org.id, name: stand.org.name },
    leads: stand.leads,
    totals: totals.map((row) => ({ ...row, label: reliefs[row.service].label })),
    rows: rows.slice(0, pageSize).map((row) => viewOf(stand, row)),
    next: rows.length > pageSize ? rows[pageSize - 1]!.id : null,
    forms: { revoke: formOf(RevokeBody), print: formOf(PrintBody) },
  }
}

function viewOf({ office }: Stand, row: Row): ReliefView {
  const { revoked_at: at, revoked_by: by, revoked_for: reason } = row
  return {
    ...{ id: row.id, service: row.service, serviceLabel: reliefs[row.service].label, matter: row.matter_id },
    ...{ number: row.number, nth: row.nth, employer: row.employer, creditCode: row.credit_code },
    ...{ person: row.person, masked: row.masked, year: row.year, months: row.months },
    span: spokenSpan({ from: row.from_month, to: row.until_month }),
    certifiedAt: timed(row.certified_at)!,
    certifiedBy: someone(office, row.certified_by)?.name ?? null,
    revoked: at && { at: timed(at)!, by: someone(office, by)?.name ?? null, reason: reason ?? '' },
  }
}

const spoken = (text: string): string => spokenAt(parseInstant(text))

const columns = [
  { title: '政策', width: 12, value: (row: ReliefView) => row.serviceLabel },
  { title: '年度', width: 8, value: (row: ReliefView) => row.year },
  { title: '单位', width: 28, value: (row: ReliefView) => row.employer },
  { title: '统一社会信用代码', width: 22, value: (row: ReliefView) => row.creditCode },
  nameColumn('姓名', 10, (row: ReliefView) => row.person),
  numberColumn('证件号码', 20, (row: ReliefView) => row.masked),
  { title: '月份', width: 26, value: (row: ReliefView) => row.span },
  { title: '月数', width: 8, value: (row: ReliefView) => row.months },
  { title: '编号', width: 20, value: (row: ReliefView) => row.number },
  { title: '清单行', width: 8, value: (row: ReliefView) => row.nth },
  { title: '核发时间', width: 20, value: (row: ReliefView) => spoken(row.certifiedAt) },
  { title: '核发人', width: 10, value: (row: ReliefView) => row.certifiedBy },
  {
    title: '撤销',
    width: 30,
    value: (row: ReliefView) => row.revoked && `${spoken(row.revoked.at)}：${row.revoked.reason}`,
  },
]
