import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { dayOf, spoken, yearOf } from '#core/day.ts'
import { choice } from '#core/field.ts'
import { citizenProblems, tidyCitizen } from '#core/numbers.ts'
import { isRefusal } from '#core/refusal.ts'
import { opening } from '#matter/opening.ts'
import { rowsAfter, shownAs } from '#matter/pages.ts'
import type { World } from '#matter/world.ts'
import { current } from '#office/current.ts'
import { entryDoors, OfEntry, OfOffice, staff } from '#office/entries.ts'
import { leaving, sendPersonal } from '#office/personal.ts'
import { badInput, notSeen } from '#office/refusals.ts'
import { formOf, registerDoors, type Stand, standOf } from '#office/register.ts'
import type { Tx } from '#platform/db/db.ts'
import { nameColumn, numberColumn } from '#platform/sheets/personal.ts'
import { accountPage, accountView, closeAccount, confirmAccount, findAccount, unseenAccount } from './accounts.ts'
import { approvalPrint } from './approval.ts'
import { officesUnder, works } from './batch.ts'
import { type ClaimFilter, claimPage, claimsOfPerson, findClaim } from './claims.ts'
import {
  AccountBody,
  accountStates,
  CloseBody,
  ConfirmBody,
  CorrectBody,
  claimStates,
  ElsewhereBody,
  kindWord,
  PersonBody,
  payableStates,
  ReceiveBody,
  RecoveryBody,
  RemoveBody,
  recoveryStates,
  UnitBody,
  WithdrawBody,
} from './contract.ts'
import { type BookOf, register } from './effect.ts'
import { correct, enterElsewhere, removeElsewhere, unseen } from './elsewhere.ts'
import { figuresOf } from './figures.ts'
import { findingOf } from './finding.ts'
import { monthsOfClaim, monthsOfPerson } from './months.ts'
import { findPayable, type PayableFilter, type PayableFollower, payablePage, payableSums } from './payables.ts'
import { correctAccount, unitAccountOf, withdrawSum } from './payout.ts'
import { enjoyedOf } from './policy.ts'
import { findRecovery, recoveryPage } from './recoveries.ts'
import { askBack, drop, receive, unseen as unseenRecovery } from './recovery.ts'
import { claimView, monthsView, payableView, recoveryView } from './view.ts'

const uuid = Type.String({ format: 'uuid' })
const pageSize = 50
const words = Type.String({ title: '姓名或办件编号', maxLength: 50 })
const common = { office: Type.Optional(uuid), after: Type.Optional(uuid) }
const OfClaims = Type.Object({ ...common, state: Type.Optional(choice('状态', claimStates)), q: Type.Optional(words) })
const OfPayables = Type.Object({
  ...{ ...common, kind: Type.Optional(kindWord), state: Type.Optional(choice('状态', payableStates)) },
  q: Type.Optional(words),
})
const OfRecoveries = Type.Object({ ...common, state: Type.Optional(choice('状态', recoveryStates)) })
const OfYear = Type.Object({
  ...OfOffice.properties,
  year: Type.Optional(Type.Integer({ title: '年度', minimum: 2008, maximum: 2100 })),
})
const Export = Type.Object(
  {
    office: Type.Optional(Type.String({ title: '单位', format: 'uuid' })),
    state: Type.Optional(choice('状态', claimStates)),
    ...leaving,
  },
  { additionalProperties: false },
)

type Needs = { readonly world: World; readonly bookOf: BookOf; readonly follow: PayableFollower }
type App = Parameters<FastifyPluginAsyncTypebox>[0]

/** The ledger of persons and what is to be paid: claims, sums, recoveries, figures (JY13 and whatever else is paid out). */
export const claimRoutes: FastifyPluginAsyncTypebox<Needs> = async (app, { world, bookOf, follow }) => {
  const doors = registerDoors(world)
  claims(app, world, bookOf)
  sums(app, world, follow)
  accounts(app, world)
  recoveries(app, world, follow)
  app.get(
    '/api/subsidies/cases/:id',
    { config: staff, schema: { summary: '一件申请的台账核对结果', params: OfEntry } },
    (request, reply) =>
      doors.read(request, reply, undefined, (tx, stand) => findingOf(tx, stand, request.params.id, bookOf)),
  )
  app.get(
    '/api/subsidies/figures',
    { config: staff, schema: { summary: '补贴按月统计', querystring: OfYear } },
    (request, reply) =>
      doors.read(request, reply, request.query.office, (tx, stand) =>
        figuresOf(tx, stand.tenant, officesUnder(stand), request.query.year ?? yearOf(dayOf(stand.at))),
      ),
  )
}

function claims(app: App, world: World, bookOf: BookOf): void {
  const doors = registerDoors(world)
  const { keys } = world
  const bookFor = ({ office, org, at }: Stand) => bookOf(office, org.id, at)
  app.get(
    '/api/subsidies/claims',
    { config: staff, schema: { summary: '个人台账', querystring: OfClaims } },
    (request, reply) =>
      doors.read(request, reply, request.query.office, (tx, stand) => claimList(tx, stand, request.query)),
  )
  const entries = entryDoors(app, world, {
    ...{ path: '/api/subsidies/claims', register, find: findClaim, unseen },
    view: (_tx, stand, row) => claimView(stand, row),
  })
  entries.one('一条个人台账：各月和经历', async (tx, stand, row) => ({
    months: await monthsOfClaim(tx, stand.tenant, row.id),
    person: monthsView(stand, await monthsOfPerson(tx, stand.tenant, row.person)),
    forms: { correct: formOf(CorrectBody), remove: formOf(RemoveBody) },
  }))
  entries.add('登记外地或单位享受的月份', ElsewhereBody, (tx, stand, ask) => enterElsewhere(tx, stand, keys, ask))
  entries.act('correct', '核算调整', CorrectBody, (tx, at, id, ask) => correct(tx, at, id, ask, bookFor))
  entries.act('remove', '删除登记的月份', RemoveBody, (tx, at, id, { reason }) => removeElsewhere(tx, at, id, reason))
  app.get(
    '/api/subsidies/claims/:id/approval.pdf',
    { config: staff, schema: { summary: '打印审批表（留痕）', params: OfEntry } },
    (request, reply) =>
      doors.pdf(request, reply, undefined, (tx, stand) => approvalPrint(tx, stand, request.params.id, world.mark)),
  )
  const asked = { allow: 'staff', key: 'none' } as const
  app.post(
    '/api/subsidies/claims/export',
    { config: asked, schema: { summary: '导出个人台账（脱敏，负责人可以说明理由导出完整的；留痕）', body: Export } },
    (request, reply) => {
      const { office, state = '', reason, whole = false } = request.body
      return sendPersonal(world, request, reply, { clause: '8.2', reason, whole }, async (tx, who, at) => {
        const stand = standOf(
          await current(tx, who.tenantId, at),
          { tenant: who.tenantId, staff: who.staffId, at },
          office,
        )
        if (isRefusal(stand)) return stand
        const rows = rowsAfter(
          (after, limit) => claimPage(tx, stand.tenant, stand.org.id, { state, ...(after && { after }) }, limit),
          ({ id }) => id,
        )
        const says = (count: number, how: string) => `导出${stand.org.name}的社会保险补贴个人台账 ${count} 条（${how}）`
        const open = opening<View>(tx, keys, stand.tenant, ({ id, idNumber }) => ({
          idNumber: { matter: id, kind: 'idNumber', masked: idNumber },
        }))
        return {
          ...{ sheet: '社会保险补贴个人台账', columns, rows: shownAs(rows, (row) => claimView(stand, row)) },
          ...{ open, what: 'register-export', about: stand.org.id, says },
        }
      })
    },
  )
  // Asked by POST: a person's number doesn't belong into an address.
  app.post(
    '/api/subsidies/persons/search',
    { config: asked, schema: { summary: '按公民身份号码查个人台账', body: PersonBody } },
    (request, reply) =>
      doors.read(request, reply, undefined, async (tx, stand) => {
        const plain = tidyCitizen(request.body.idNumber)
        const [wrong] = citizenProblems(plain, dayOf(stand.at))
        if (wrong) return badInput('8.2', '/idNumber', wrong)
        const person = keys.blind('idNumber', plain)
        const [rows, months] = await Promise.all([
          claimsOfPerson(tx, stand.tenant, person),
          monthsOfPerson(tx, stand.tenant, person),
        ])
        return {
          ...{ rows: rows.map((row) => claimView(stand, row)), months: monthsView(stand, months) },
          ...{ enjoyed: enjoyedOf(months).least, taken: months.length },
        }
      }),
  )
}

async function claimList(tx: Tx, stand: Stand, filter: ClaimFilter) {
  const rows = await claimPage(tx, stand.tenant, stand.org.id, filter, pageSize + 1)
  return {
    rows: rows.slice(0, pageSize).map((row) => claimView(stand, row)),
    next: rows.length > pageSize ? (rows[pageSize - 1]?.id ?? null) : null,
    enters: works(stand),
    forms: {
      add: formOf(ElsewhereBody),
      correct: formOf(CorrectBody),
      remove: formOf(RemoveBody),
      person: formOf(PersonBody),
    },
  }
}

function sums(app: App, world: World, follow: PayableFollower): void {
  const doors = registerDoors(world)
  app.get(
    '/api/subsidies/payables',
    { config: staff, schema: { summary: '待拨付的补贴', querystring: OfPayables } },
    (request, reply) =>
      doors.read(request, reply, request.query.office, (tx, stand) => payableList(tx, stand, request.query)),
  )
  const entries = entryDoors(app, world, {
    ...{ path: '/api/subsidies/payables', register: 'payable', find: findPayable },
    unseen: notSeen('没有这一笔补贴，或者它不属于您可以查看的单位'),
    view: (_tx, stand, row) => payableView(stand, row),
  })
  entries.one('一笔补贴和它的经历')
  entries.act('account', '按本人说明更正账户', AccountBody, (tx, at, id, ask) =>
    correctAccount(tx, at, world.keys, id, ask),
  )
  entries.act('unit', '登记单位账户', UnitBody, (tx, at, id, ask) => unitAccountOf(tx, at, world.keys, id, ask))
  entries.act('withdraw', '不再拨付', WithdrawBody, (tx, at, id, { reason }) => withdrawSum(tx, at, id, reason, follow))
}

async function payableList(tx: Tx, stand: Stand, filter: PayableFilter) {
  const offices = officesUnder(stand)
  const [rows, counts] = await Promise.all([
    payablePage(tx, stand.tenant, offices, filter, pageSize + 1),
    payableSums(tx, stand.tenant, offices),
  ])
  return {
    rows: rows.slice(0, pageSize).map((row) => payableView(stand, row)),
    next: rows.length > pageSize ? (rows[pageSize - 1]?.id ?? null) : null,
    sums: counts.map(({ kind, state, count, fen }) => ({ kind, state, count, amount: fen / 100 })),
    forms: {
      ...{ account: formOf(AccountBody), recover: formOf(RecoveryBody) },
      ...{ unit: formOf(UnitBody), withdraw: formOf(WithdrawBody) },
    },
  }
}

/** The accounts of institutions and banks, as each office has them. */
function accounts(app: App, world: World): void {
  const path = '/api/subsidies/accounts'
  const OfAccounts = Type.Object({ ...common, state: Type.Optional(choice('状态', accountStates)) })
  app.get(path, { config: staff, schema: { summary: '单位账户', querystring: OfAccounts } }, (request, reply) =>
    registerDoors(world).read(request, reply, request.query.office, async (tx, stand) => {
      const rows = await accountPage(tx, stand.tenant, officesUnder(stand), request.query, pageSize + 1)
      return {
        rows: rows.slice(0, pageSize).map((row) => accountView(stand, row)),
        next: rows.length > pageSize ? (rows[pageSize - 1]?.id ?? null) : null,
        forms: { close: formOf(CloseBody), confirm: formOf(ConfirmBody) },
      }
    }),
  )
  const entries = entryDoors(app, world, {
    ...{ path, register: 'payee-account', find: findAccount, unseen: unseenAccount },
    view: (_tx, at, row) => accountView(at, row),
  })
  entries.one('一个单位账户和它的经历')
  entries.act('confirm', '核实退回的账户仍可使用', ConfirmBody, (tx, at, id, { reason }) =>
    confirmAccount(tx, at, id, reason),
  )
  entries.act('close', '停用单位账户', CloseBody, (tx, at, id, { reason }) => closeAccount(tx, at, id, reason))
}

function recoveries(app: App, world: World, follow: PayableFollower): void {
  const doors = registerDoors(world)
  app.get(
    '/api/subsidies/recoveries',
    { config: staff, schema: { summary: '追回', querystring: OfRecoveries } },
    (request, reply) =>
      doors.read(request, reply, request.query.office, async (tx, stand) => {
        const { state = '', after = '' } = request.query
        const rows = await recoveryPage(tx, stand.tenant, officesUnder(stand), state, after, pageSize + 1)
        return {
          rows: rows.slice(0, pageSize).map((row) => recoveryView(stand, row)),
          next: rows.length > pageSize ? (rows[pageSize - 1]?.id ?? null) : null,
          forms: { receive: formOf(ReceiveBody), drop: formOf(RemoveBody) },
        }
      }),
  )
  const entries = entryDoors(app, world, {
    ...{ path: '/api/subsidies/recoveries', register: 'payment-recovery', find: findRecovery, unseen: unseenRecovery },
    view: (_tx, stand, row) => recoveryView(stand, row),
  })
  entries.one('一笔追回和它的经历')
  const paid = entryDoors(app, world, {
    ...{ path: '/api/subsidies/payables', register: 'payment-recovery', find: findRecovery, unseen: unseenRecovery },
    view: (_tx, stand, row) => recoveryView(stand, row),
  })
  paid.act('recovery', '追回多发的补贴', RecoveryBody, askBack, 201)
  entries.act('receive', '登记退回入账', ReceiveBody, (tx, at, id, ask) => receive(tx, at, id, ask, follow))
  entries.act('drop', '撤销追回', RemoveBody, (tx, at, id, { reason }) => drop(tx, at, id, reason))
}

type View = ReturnType<typeof claimView>

const columns = [
  { title: '编号', width: 26, value: (row: View) => row.number },
  nameColumn('姓名', 10, (row: View) => row.name),
  numberColumn('公民身份号码', 22, (row: View) => row.idNumber),
  { title: '月份', width: 26, value: (row: View) => row.span },
  { title: '月数', width: 8, value: (row: View) => row.months },
  { title: '状态', width: 14, value: (row: View) => row.stateLabel },
  { title: '金额（元）', width: 14, value: (row: View) => row.amount },
  { title: '期限（月）', width: 10, value: (row: View) => row.term },
  { title: '批准后剩余（月）', width: 14, value: (row: View) => row.left },
  { title: '批准日期', width: 16, value: (row: View) => row.grantedOn && spoken(row.grantedOn) },
  { title: '依据', width: 30, value: (row: View) => row.source },
]
