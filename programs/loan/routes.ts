import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { type Day, dayOf } from '#core/day.ts'
import { choice } from '#core/field.ts'
import type { Refusal } from '#core/refusal.ts'
import { isRefusal } from '#core/refusal.ts'
import { type OfficeId, officeOf, type StaffId } from '#core/roster.ts'
import { spokenQuarter } from '#core/sums/interest.ts'
import { fen, inYuan } from '#core/sums/money.ts'
import { type Look, reading } from '#matter/door.ts'
import { rowsAfter } from '#matter/pages.ts'
import type { World } from '#matter/world.ts'
import { current } from '#office/current.ts'
import { leaving, sendPersonal } from '#office/personal.ts'
import { badInput, notSeen } from '#office/refusals.ts'
import { sees } from '#office/snapshot.ts'
import type { Tx } from '#platform/db/db.ts'
import type { ExcelColumn } from '#platform/sheets/excel.ts'
import { nameColumn } from '#platform/sheets/personal.ts'
import { type Payables, payableStates } from '#programs/subsidy/contract.ts'
import { paymentStates } from './contract.ts'
import { loanFigures, type SubsidyRow, subsidyFigures, subsidyPage } from './store.ts'

const office = Type.Optional(Type.String({ title: '单位', format: 'uuid' }))
const quarterField = Type.String({ title: '季度', pattern: '^20\\d{2}-Q[1-4]$', 'x-hint': '如2026-Q1' })
const Asked = Type.Object(
  {
    office,
    from: Type.Optional(Type.String({ title: '放款开始日期', format: 'date' })),
    until: Type.Optional(Type.String({ title: '放款结束日期', format: 'date' })),
  },
  { additionalProperties: false },
)
const Wanted = Type.Object(
  {
    office,
    quarter: Type.Optional(quarterField),
    payment: Type.Optional(choice('拨付', paymentStates)),
    after: Type.Optional(Type.String({ title: '翻页位置', pattern: '^20\\d{2}-Q[1-4]~[0-9a-f-]{36}$' })),
  },
  { additionalProperties: false },
)
const Exporting = Type.Object({ office, quarter: quarterField, ...leaving }, { additionalProperties: false })
const pageRows = 50

type Needs = { readonly world: World; readonly payables: Payables<Tx> }

/** 创业担保贷款 (JY09): what was lent and is owed, and the subsidies that go into the batches. */
export const loanRoutes: FastifyPluginAsyncTypebox<Needs> = async (app, { world, payables }) => {
  app.get(
    '/api/loans/figures',
    { config: { allow: 'staff' }, schema: { summary: '创业担保贷款：放款、余额和贴息', querystring: Asked } },
    (request, reply) =>
      reading(world, request, reply, async (tx, look) => {
        const place = placeOf(look, request.query.office)
        if (isRefusal(place)) return place
        const today = dayOf(look.at)
        const { from = `${today.slice(0, 4)}-01-01`, until = today } = request.query
        if (from > until) return badInput('1.3', '/until', '结束日期不能早于开始日期')
        const span = [from as Day, until as Day] as const
        const [lent, subsidy] = await Promise.all([
          loanFigures(tx, look.who.tenantId, place, ...span),
          subsidyFigures(tx, look.who.tenantId, place, ...span),
        ])
        return {
          ...{ from, until, count: lent.count, open: lent.open, overdue: lent.overdue },
          ...{ sum: inYuan(fen(lent.fen)), owed: inYuan(fen(lent.owed)) },
          ...{ subsidy: inYuan(fen(subsidy.approved)), paid: inYuan(fen(subsidy.paid)) },
        }
      }),
  )
  app.get(
    '/api/loans/subsidies',
    { config: { allow: 'staff' }, schema: { summary: '已批准的贷款贴息', querystring: Wanted } },
    (request, reply) =>
      reading(world, request, reply, async (tx, look) => {
        const place = placeOf(look, request.query.office)
        if (isRefusal(place)) return place
        const found = await subsidyPage(tx, look.who.tenantId, place, request.query, pageRows + 1)
        const end = found.length > pageRows ? found[pageRows - 1] : undefined
        return {
          rows: await shown(tx, look.who.tenantId, payables, found.slice(0, pageRows)),
          next: end ? `${end.quarter}~${end.matter_id}` : null,
        }
      }),
  )
  app.post(
    '/api/loans/subsidies/export',
    {
      config: { allow: 'staff', key: 'none' },
      schema: { summary: '导出一季的贴息名册（脱敏，负责人可以说明理由导出完整的；留痕）', body: Exporting },
    },
    (request, reply) => {
      const { office: asked, quarter, reason, whole = false } = request.body
      return sendPersonal(world, request, reply, { clause: '1.3', reason, whole }, async (tx, who, at) => {
        const look = { who, at, office: await current(tx, who.tenantId, at) }
        const place = placeOf(look, asked)
        if (isRefusal(place)) return place
        const rows = rowsAfter(
          (after, limit) => subsidyPage(tx, who.tenantId, place, { quarter, ...(after && { after }) }, limit),
          (row) => `${row.quarter}~${row.matter_id}`,
        )
        const says = (count: number, how: string) =>
          `导出${spokenQuarter(quarter)}创业担保贷款贴息名册 ${count} 笔（${how}）`
        return { sheet: `${spokenQuarter(quarter)}贷款贴息`, columns, rows, what: 'loan-subsidy-export', says }
      })
    },
  )
}

function placeOf({ who, at, office: seen }: Look, asked: string | undefined): OfficeId | Refusal {
  const staff = who.staffId as StaffId
  const place = (asked ?? officeOf(seen.roster, staff, at)) as OfficeId | null
  return place !== null && sees(seen, staff, place, at) ? place : notSeen('没有这个单位')
}

/** The rows with the batch that has each, or had it last. */
async function shown(tx: Tx, tenant: string, payables: Payables<Tx>, rows: readonly SubsidyRow[]) {
  const matters = rows.map((row) => row.matter_id)
  const sums = await payables.standing(tx, tenant, 'interest', matters)
  const found = new Map(sums.map((one) => [`${one.matter} ${one.claim}`, one]))
  return rows.map((row) => {
    const sum = found.get(`${row.matter_id} ${row.quarter}`)
    const inBatch = sum && ['batched', 'paid', 'returned'].includes(sum.state)
    return {
      ...{ ...viewOf(row), payment: sum ? payableStates[sum.state] : paymentStates[row.payment] },
      ...{ isOut: sum !== undefined && sum.state !== 'waiting' && sum.state !== 'batched' },
      lacks: sum?.state === 'waiting' && !sum.hasAccount,
      ...{ batchId: inBatch ? sum.batch : null, batch: inBatch ? sum.batchNumber : row.batch },
    }
  })
}

const viewOf = (row: SubsidyRow) => ({
  ...{ matter: row.matter_id, quarter: row.quarter, quarterLabel: spokenQuarter(row.quarter), number: row.number },
  ...{ name: row.name, bank: row.bank, contract: row.contract, days: row.days, share: row.share },
  ...{ interest: inYuan(fen(row.interest)), taken: inYuan(fen(row.taken)), sum: inYuan(fen(row.fen)) },
  ...{ approvedOn: row.approved_on, why: row.why, paidOn: row.paid_on },
})

const columns: readonly ExcelColumn<SubsidyRow>[] = [
  { title: '季度', width: 16, value: ({ quarter }) => spokenQuarter(quarter) },
  { title: '贷款编号', width: 26, value: ({ number }) => number },
  nameColumn('借款人', 12, ({ name }) => name),
  { title: '经办银行', width: 24, value: ({ bank }) => bank },
  { title: '合同编号', width: 20, value: ({ contract }) => contract },
  { title: '计息天数', width: 10, value: ({ days }) => days },
  { title: '应付利息（元）', width: 14, value: ({ interest }) => inYuan(fen(interest)) },
  { title: '银行实收利息（元）', width: 16, value: ({ taken }) => inYuan(fen(taken)) },
  { title: '贴息比例', width: 10, value: ({ share }) => share },
  { title: '贴息金额（元）', width: 14, value: (row) => inYuan(fen(row.fen)) },
  { title: '批准日期', width: 14, value: ({ approved_on }) => approved_on },
  { title: '实收高于应付的原因', width: 30, value: ({ why }) => why },
  { title: '拨付', width: 20, value: (row) => paymentStates[row.payment] },
  { title: '拨付日期', width: 14, value: (row) => row.paid_on },
]
