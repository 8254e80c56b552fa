import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { dayOf, spoken } from '#core/day.ts'
import { choice } from '#core/field.ts'
import { isRefusal } from '#core/refusal.ts'
import { officeOf } from '#core/roster.ts'
import type { World } from '#matter/world.ts'
import { type ChoreSource, registerChores } from '#office/chore.ts'
import { entryDoors, OfOffice, staff } from '#office/entries.ts'
import { badInput, notMet, notSeen } from '#office/refusals.ts'
import { formOf, headsWatch, peopleOf, registerDoors, type Stand, standOf } from '#office/register.ts'
import type { Tx } from '#platform/db/db.ts'
import { unprintable } from '#platform/sheets/fonts.ts'
import { printList } from '#platform/sheets/list.ts'
import { add, alter, check, remove, restock } from './change.ts'
import { ItemBody, ItemChangeBody, ItemCheckBody, itemKinds, RemoveBody, StockBody } from './contract.ts'
import { findItem, itemsOf } from './store.ts'
import { gapsOf, itemGaps, itemView } from './view.ts'

const uuid = Type.String({ format: 'uuid' })
const OfList = Type.Object({
  office: Type.Optional(uuid),
  show: Type.Optional(choice('显示', { due: '该检查的', short: '不足的', mine: '我保管的' })),
  q: Type.Optional(Type.String({ title: '品名或位置', maxLength: 50 })),
})

/** What an office keeps for those who come: seats, glasses, water, leaflets; looked at in time, restocked (10.4). */
export const itemRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  const doors = registerDoors(world)
  registerChores(headsWatch(itemGaps, '/items'))
  registerChores(keeperWatch)

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
  entries(app, world)
}

/** One item and what was done to it; what changes it. */
function entries(app: Parameters<typeof itemRoutes>[0], world: World): void {
  const items = entryDoors(app, world, {
    ...{ path: '/api/items', register: 'item' },
    find: findItem,
    view: (_tx, stand, row) => itemView(stand, row),
    unseen: notSeen('没有这件用品，或者它不属于您可以查看的单位'),
  })
  items.one('一件用品和它的经历')
  items.add('配备便民用品', ItemBody, add)
  items.act('check', '检查便民用品', ItemCheckBody, check)
  items.act('stock', '便民用品补货', StockBody, (tx, stand, id, { change, says }) =>
    restock(tx, stand, id, change, says),
  )
  items.act('change', '调整便民用品', ItemChangeBody, alter)
  items.act('removal', '撤除便民用品', RemoveBody, (tx, stand, id, { reason }) => remove(tx, stand, id, reason))
}

/** To whoever keeps it: what is to be looked at by now. */
const keeperWatch: ChoreSource = async (tx, { tenant, office, staff: who, at }) => {
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
