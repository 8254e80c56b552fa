import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { dayOf, iso, spoken } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { officeOf } from '#core/roster.ts'
import type { World } from '#matter/world.ts'
import { type AlarmSource, registerAlarms } from '#office/alarm.ts'
import { linesOf } from '#office/ledger.ts'
import { badInput, notMet, notSeen } from '#office/refusals.ts'
import { formOf, headsWatch, peopleOf, registerDoors, type Stand, someone, standOf } from '#office/register.ts'
import type { Tx } from '#platform/db/db.ts'
import { unprintable } from '#platform/sheets/fonts.ts'
import { printList } from '#platform/sheets/list.ts'
import { add, alter, check, remove, restock } from './change.ts'
import { ItemBody, ItemChangeBody, ItemCheckBody, itemKinds, RemoveBody, StockBody } from './contract.ts'
import { findItem, itemsOf, type Row } from './store.ts'
import { gapsOf, itemGaps, itemView } from './view.ts'

const uuid = Type.String({ format: 'uuid' })
const OfOffice = Type.Object({ office: Type.Optional(uuid) })
const OfItem = Type.Object({ id: uuid })
const OfList = Type.Object({
  office: Type.Optional(uuid),
  show: Type.Optional(Type.Union([Type.Literal('due'), Type.Literal('short'), Type.Literal('mine')])),
  q: Type.Optional(Type.String({ title: '品名或位置', maxLength: 50 })),
})
const staff = { allow: 'staff' } as const

/** What an office keeps for those who come: seats, glasses, water, leaflets; looked at in time, restocked (10.4). */
export const itemRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  await app.register(itemChanges, { world })
  const doors = registerDoors(world)
  registerAlarms(headsWatch(itemGaps, '/items'))
  registerAlarms(keeperWatch)

  app.get('/api/items', { config: staff, schema: { summary: '便民用品清单', querystring: OfList } }, (request, reply) =>
    doors.read(request, reply, request.query.office, (tx, stand) => listOf(tx, stand, request.query)),
  )
  app.get(
    '/api/items.xlsx',
    { config: staff, schema: { summary: '导出便民用品清单', querystring: OfOffice } },
    (request, reply) =>
      doors.spreadsheet(request, reply, request.query.office, async (tx, stand) => ({
        sheet: '便民用品清单',
        columns,
        rows: (await itemsOf(tx, stand.tenant, stand.org.id)).map((row) => itemView(stand, row)),
      })),
  )
  app.get(
    '/api/items/card.pdf',
    { config: staff, schema: { summary: '便民用品检查卡', querystring: OfOffice } },
    (request, reply) => doors.pdf(request, reply, request.query.office, (tx, stand) => cardOf(tx, stand, world.mark)),
  )
  app.get(
    '/api/items/:id',
    { config: staff, schema: { summary: '一件用品和它的经历', params: OfItem } },
    (request, reply) =>
      doors.read(request, reply, undefined, async (tx, at) => {
        const row = await findItem(tx, at.tenant, request.params.id)
        if (!row) return notSeen('没有这件用品，或者它不属于您可以查看的单位')
        const stand = standOf(at.office, at, row.office)
        if (isRefusal(stand)) return stand
        const lines = await linesOf(tx, at.tenant, 'item', row.id)
        const history = lines.map((line) => ({
          id: line.id,
          at: iso(line.at),
          staff: someone(at.office, line.staff),
          clause: line.clause,
          says: line.says,
        }))
        return { ...itemView(stand, row), history }
      }),
  )
}

/** What changes an item, each once per key. */
const itemChanges: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  const doors = registerDoors(world)

  app.post(
    '/api/items',
    { config: staff, schema: { summary: '配备便民用品', querystring: OfOffice, body: ItemBody } },
    (request, reply) =>
      doors.change(
        request,
        reply,
        request.query.office,
        (tx, stand) => shown(stand, add(tx, stand, request.body)),
        201,
      ),
  )
  app.post(
    '/api/items/:id/check',
    { config: staff, schema: { summary: '检查便民用品', params: OfItem, body: ItemCheckBody } },
    (request, reply) =>
      doors.change(request, reply, undefined, (tx, stand) =>
        shown(stand, check(tx, stand, request.params.id, request.body)),
      ),
  )
  app.post(
    '/api/items/:id/stock',
    { config: staff, schema: { summary: '便民用品补货', params: OfItem, body: StockBody } },
    (request, reply) =>
      doors.change(request, reply, undefined, (tx, stand) =>
        shown(stand, restock(tx, stand, request.params.id, request.body.change, request.body.says)),
      ),
  )
  app.post(
    '/api/items/:id/change',
    { config: staff, schema: { summary: '调整便民用品', params: OfItem, body: ItemChangeBody } },
    (request, reply) =>
      doors.change(request, reply, undefined, (tx, stand) =>
        shown(stand, alter(tx, stand, request.params.id, request.body)),
      ),
  )
  app.post(
    '/api/items/:id/removal',
    { config: staff, schema: { summary: '撤除便民用品', params: OfItem, body: RemoveBody } },
    (request, reply) =>
      doors.change(request, reply, undefined, (tx, stand) =>
        shown(stand, remove(tx, stand, request.params.id, request.body.reason)),
      ),
  )
}

/** To whoever keeps it: what is to be looked at by now. */
const keeperWatch: AlarmSource = async (tx, { tenant, office, staff: who, at }) => {
  const own = officeOf(office.roster, who, at)
  const stand = own && standOf(office, { tenant, staff: who, at }, own)
  if (!stand || isRefusal(stand) || stand.leads) return []
  const late = (await itemsOf(tx, tenant, own)).filter((row) => row.keeper === who && row.next_on < dayOf(at))
  const [first] = late
  return first
    ? [
        {
          clause: itemKinds[first.kind].clause,
          says: `您保管的${late.map(({ name }) => name).join('、')}过了检查日期`,
          to: '/items',
        },
      ]
    : []
}

async function shown(at: Stand, made: Promise<Row | Refusal>) {
  const row = await made
  if (isRefusal(row)) return row
  const stand = standOf(at.office, at, row.office)
  return isRefusal(stand) ? stand : itemView(stand, row)
}

async function listOf(tx: Tx, stand: Stand, { show, q = '' }: { readonly show?: string; readonly q?: string }) {
  const rows = await itemsOf(tx, stand.tenant, stand.org.id)
  const today = dayOf(stand.at)
  const wanted = rows.filter(
    (row) =>
      (show !== 'due' || row.next_on <= today) &&
      (show !== 'short' || row.quantity < row.required) &&
      (show !== 'mine' || row.keeper === stand.staff) &&
      `${row.name}${row.place}`.includes(q.trim()),
  )
  const keeper = peopleOf(stand)
  return {
    office: { id: stand.org.id, name: stand.org.name },
    rows: wanted.map((row) => itemView(stand, row)),
    gaps: gapsOf(stand, rows),
    leads: stand.leads,
    days: Object.fromEntries(Object.entries(itemKinds).map(([kind, { days }]) => [kind, days])),
    forms: {
      add: formOf(ItemBody, { keeper }),
      change: formOf(ItemChangeBody, { keeper }),
      check: formOf(ItemCheckBody),
      stock: formOf(StockBody),
      remove: formOf(RemoveBody),
    },
  }
}

/** A card to go round with: what there must be and where, with room for six looks. */
async function cardOf(tx: Tx, stand: Stand, mark: string | null) {
  const rows = await itemsOf(tx, stand.tenant, stand.org.id)
  if (rows.length === 0) return notMet('10.4.2', '清单上还没有用品')
  const lines = rows.map((row) => {
    const { kindLabel, keeper } = itemView(stand, row)
    const every = row.interval_days === 1 ? '每天' : `${row.interval_days}天`
    return [kindLabel, row.name, row.place, String(row.required), every, keeper?.name ?? '', '', '', '', '', '', '']
  })
  const missing = unprintable([lines, stand.org.name])
  if (missing.length > 0) return badInput('10.4.2', '/name', `“${missing.join('')}”印不出来，请改用常用字`)
  const list = {
    ...{ title: '便民用品检查卡', org: stand.org.name, day: dayOf(stand.at), mark, wide: true },
    note: '每次检查填日期和现有数量；不完好的打×并在系统里写明情况。',
    titles: ['种类', '品名', '位置', '应有', '周期', '保管人', ...Array.from({ length: 6 }, () => '　月　日')],
    widths: [2, 3, 2, 1, 1, 1.3, 1.4, 1.4, 1.4, 1.4, 1.4, 1.4],
    rows: lines,
  }
  return { print: () => printList(list), name: `${stand.org.short}便民用品检查卡`, says: '印制便民用品检查卡' }
}

type View = ReturnType<typeof itemView>

const columns = [
  { title: '种类', width: 18, value: (row: View) => row.kindLabel },
  { title: '品名', width: 22, value: (row: View) => row.name },
  { title: '位置', width: 16, value: (row: View) => row.place },
  { title: '应有', width: 8, value: (row: View) => row.required },
  { title: '现有', width: 8, value: (row: View) => row.quantity },
  { title: '保管人', width: 10, value: (row: View) => row.keeper?.name ?? null },
  { title: '检查周期（天）', width: 14, value: (row: View) => row.intervalDays },
  { title: '上次检查', width: 16, value: (row: View) => row.checkedOn && spoken(row.checkedOn) },
  { title: '下次检查', width: 16, value: (row: View) => spoken(row.nextOn) },
  { title: '逾期天数', width: 10, value: (row: View) => row.overdueDays },
  { title: '情况', width: 24, value: (row: View) => row.note },
]
