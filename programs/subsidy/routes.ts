import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { type Day, dayOf } from '#core/day.ts'
import { choice } from '#core/field.ts'
import { isRefusal } from '#core/refusal.ts'
import type { World } from '#matter/world.ts'
import { registerChores } from '#office/chore.ts'
import { current } from '#office/current.ts'
import { entryDoors, historyOf, OfEntry, staff } from '#office/entries.ts'
import { headingOf } from '#office/personal.ts'
import { formOf, peopleOf, registerDoors, type Stand, standOf } from '#office/register.ts'
import type { Tx } from '#platform/db/db.ts'
import { sendBook } from '#platform/sheets/book.ts'
import {
  approve,
  check,
  dissolve,
  freeze,
  gather,
  handTo,
  make,
  officesUnder,
  register,
  sendBack,
  strike,
  unseen,
  works,
} from './batch.ts'
import { type BatchFilter, batchPage, findBatch, rowsOfBatch } from './batches.ts'
import { subsidyChores } from './chores.ts'
import {
  ApproveBody,
  BatchBody,
  batchStates,
  CheckBody,
  GatherBody,
  kindWord,
  NoneBody,
  OwnerBody,
  PaidBody,
  ReturnBody,
  SendBackBody,
  StrikeBody,
  WholeBody,
} from './contract.ts'
import { type PayableFollower, payableSums } from './payables.ts'
import { corrections, pay, sentBack } from './payout.ts'
import { payeeColumns, payoutList, payoutName, payoutPrint } from './sheet.ts'
import { batchView, rowsView } from './view.ts'

const uuid = Type.String({ format: 'uuid' })
const pageSize = 50
const OfList = Type.Object({
  office: Type.Optional(uuid),
  kind: Type.Optional(kindWord),
  state: Type.Optional(choice('状态', batchStates)),
  after: Type.Optional(uuid),
})

type Needs = { readonly world: World; readonly follow: PayableFollower }
type App = Parameters<FastifyPluginAsyncTypebox>[0]

/** Batches: what is approved is collected, read row by row by somebody else, approved, paid, and returned by the bank. */
export const batchRoutes: FastifyPluginAsyncTypebox<Needs> = async (app, { world, follow }) => {
  const doors = registerDoors(world)
  registerChores(subsidyChores)
  app.get(
    '/api/subsidies/batches',
    { config: staff, schema: { summary: '拨付批次', querystring: OfList } },
    (request, reply) =>
      doors.read(request, reply, request.query.office, (tx, stand) => listOf(tx, stand, request.query)),
  )
  acts(app, world, follow)
  lists(app, world)
}

function acts(app: App, world: World, follow: PayableFollower): void {
  const batches = entryDoors(app, world, {
    ...{ path: '/api/subsidies/batches', register },
    find: findBatch,
    view: (_tx, stand, row) => batchView(stand, row),
    unseen,
  })
  batches.one('一个批次：各笔和经历', async (tx, stand, row, lines) => {
    const rows = await rowsOfBatch(tx, stand.tenant, row.id)
    const all = [...lines, ...(await corrections(tx, stand.tenant, rows))].toSorted((a, b) => a.at - b.at)
    return {
      rows: rowsView(stand, row, rows),
      forms: formsOf(standOf(stand.office, stand, row.office), stand),
      history: historyOf(stand.office, all),
    }
  })
  batches.add('编制批次', BatchBody, make)
  batches.act('gather', '再汇集', GatherBody, (tx, at, id, { until }) => gather(tx, at, id, until as Day))
  batches.act('freeze', '提交复核审批', NoneBody, (tx, at, id) => freeze(tx, at, id))
  batches.act('check', '逐笔复核通过', CheckBody, (tx, at, id, { rows }) => check(tx, at, id, rows))
  batches.act('strike', '剔除一笔', StrikeBody, (tx, at, id, ask) => strike(tx, at, id, ask, follow))
  batches.act('send-back', '退回批次', SendBackBody, (tx, at, id, { reason }) => sendBack(tx, at, id, reason))
  batches.act('approve', '审批同意', ApproveBody, (tx, at, id, ask) => approve(tx, at, id, ask.hash, ask.opinion))
  batches.act('pay', '登记拨付', PaidBody, (tx, at, id, ask) => pay(tx, at, id, ask, follow))
  batches.act('return', '登记银行退回', ReturnBody, (tx, at, id, ask) => sentBack(tx, at, id, ask, follow))
  batches.act('hand', '调整承办人和日期', OwnerBody, handTo)
  batches.act('dissolve', '解散批次', NoneBody, (tx, at, id) => dissolve(tx, at, id))
}

/** The pay-out list on paper and as a book: masked for whoever sees the batch, whole with a reason on the audit. */
function lists(app: App, world: World): void {
  const doors = registerDoors(world)
  const asked = { allow: 'staff', key: 'none', clause: '6.3' } as const
  app.get(
    '/api/subsidies/batches/:id/list.xlsx',
    { config: staff, schema: { summary: '导出拨付名册（脱敏，留痕）', params: OfEntry } },
    (request, reply) =>
      doors.spreadsheet(request, reply, undefined, async (tx, stand) => {
        const list = await payoutList(tx, stand, request.params.id, null)
        return isRefusal(list) ? list : { sheet: '拨付名册', columns: payeeColumns, rows: list.payees }
      }),
  )
  app.get(
    '/api/subsidies/batches/:id/list.pdf',
    { config: staff, schema: { summary: '打印拨付名册（脱敏，留痕）', params: OfEntry } },
    (request, reply) =>
      doors.pdf(request, reply, undefined, async (tx, stand) => {
        const list = await payoutList(tx, stand, request.params.id, null)
        return isRefusal(list) ? list : payoutPrint(stand, list, world.mark, null)
      }),
  )
  app.post(
    '/api/subsidies/batches/:id/whole.xlsx',
    { config: asked, schema: { summary: '导出拨付名册（完整账号，留痕）', params: OfEntry, body: WholeBody } },
    (request, reply) =>
      sendBook(world, request, reply, async (tx, who, at) => {
        const by = { tenant: who.tenantId, staff: who.staffId, at }
        const stand = standOf(await current(tx, who.tenantId, at), by, undefined)
        if (isRefusal(stand)) return stand
        const list = await payoutList(tx, stand, request.params.id, { keys: world.keys })
        if (isRefusal(list)) return list
        const { batch, payees, says } = list
        const name = payoutName(batch, dayOf(at))
        const { reason } = request.body
        return {
          sheet: '拨付名册',
          columns: payeeColumns,
          rows: payees,
          what: 'payout-whole',
          about: batch.id,
          says,
          reason,
          name,
          heading: headingOf(stand.office, who, at, reason),
        }
      }),
  )
  app.post(
    '/api/subsidies/batches/:id/whole.pdf',
    { config: asked, schema: { summary: '打印拨付名册（完整账号，留痕）', params: OfEntry, body: WholeBody } },
    (request, reply) =>
      doors.pdf(request, reply, undefined, async (tx, stand) => {
        const list = await payoutList(tx, stand, request.params.id, { keys: world.keys })
        return isRefusal(list) ? list : payoutPrint(stand, list, world.mark, request.body.reason)
      }),
  )
}

async function listOf(tx: Tx, stand: Stand, filter: BatchFilter) {
  const offices = officesUnder(stand)
  const [rows, sums] = await Promise.all([
    batchPage(tx, stand.tenant, stand.org.id, filter, pageSize + 1),
    payableSums(tx, stand.tenant, offices),
  ])
  return {
    office: { id: stand.org.id, name: stand.org.name },
    rows: rows.slice(0, pageSize).map((row) => batchView(stand, row)),
    next: rows.length > pageSize ? (rows[pageSize - 1]?.id ?? null) : null,
    makes: works(stand),
    below: offices.length - 1,
    waiting: sums.reduce((all, { state, count }) => (state === 'waiting' ? all + count : all), 0),
    waits: sums.filter(({ state }) => state === 'waiting').map(({ kind, count }) => ({ kind, count })),
    forms: { make: formOf(BatchBody) },
    today: dayOf(stand.at),
  }
}

function formsOf(of: ReturnType<typeof standOf>, at: Stand) {
  const owner = peopleOf(isRefusal(of) ? at : of)
  return {
    ...{ gather: formOf(GatherBody), strike: formOf(StrikeBody), 'send-back': formOf(SendBackBody) },
    ...{ approve: formOf(ApproveBody), pay: formOf(PaidBody), return: formOf(ReturnBody) },
    ...{ hand: formOf(OwnerBody, { owner }), whole: formOf(WholeBody) },
  }
}
