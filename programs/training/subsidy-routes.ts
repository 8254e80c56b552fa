import Type from 'typebox'
import { isRefusal } from '#core/refusal.ts'
import { opening } from '#matter/opening.ts'
import type { World } from '#matter/world.ts'
import { entryDoors, OfEntry, staff } from '#office/entries.ts'
import { leaving } from '#office/personal.ts'
import { registerDoors, type Stand } from '#office/register.ts'
import type { Tx } from '#platform/db/db.ts'
import type { Payables } from '#programs/subsidy/contract.ts'
import { type ListLine, subsidyColumns, subsidyPrint } from './books.ts'
import { OpinionBody, ReturnBody } from './contract.ts'
import type { Desk } from './held.ts'
import { clause } from './institution.ts'
import { findList, type ListStep, readList, returnList, rowsOfList, stepOn, unseenList } from './subsidy.ts'
import { listView } from './view.ts'

type App = Parameters<typeof entryDoors>[0]
const Leaves = Type.Object(leaving, { additionalProperties: false })

/** The lists of subsidies: looked through, approved, sent back; on paper and as Excel. */
export function subsidyRoutes(app: App, world: World, payables: Payables<Tx>): void {
  const desk = (stand: Stand): Desk => ({ stand, catalogue: world.catalogue })
  const path = '/api/training/subsidies'
  const lists = entryDoors(app, world, {
    ...{ path, register: 'training-class', unseen: unseenList },
    find: findList,
    view: (_tx, stand, row) => listView(stand, row),
  })
  lists.one('一份补贴名册', async (tx, stand, list) => ({ rows: await rowsOfList(tx, stand.tenant, list.id) }))
  for (const [step, summary] of [
    ['check', '复核补贴名册'],
    ['approve', '批准补贴名册'],
  ] as const satisfies readonly (readonly [ListStep, string])[])
    lists.act(step, summary, OpinionBody, (tx, stand, id, { opinion }) =>
      stepOn(tx, desk(stand), id, step, opinion, payables),
    )
  lists.act('return', '退回补贴名册', ReturnBody, (tx, stand, id, { reason }) =>
    returnList(tx, desk(stand), id, reason, payables),
  )

  const doors = registerDoors(world)
  app.post(
    `${path}/:id/list.xlsx`,
    {
      config: { ...staff, key: 'none' },
      schema: { summary: '导出补贴名册（脱敏，负责人可以说明理由导出完整的；留痕）', params: OfEntry, body: Leaves },
    },
    (request, reply) =>
      doors.persons(request, reply, undefined, { clause, ...request.body }, async (tx: Tx, at) => {
        const found = await readList(tx, at, request.params.id)
        if (isRefusal(found)) return found
        const rows = found.rows.map((row, i) => ({ ...row, no: i + 1 }))
        const open = opening<ListLine>(tx, world.keys, at.tenant, ({ matter, id_masked: masked }) => ({
          id_masked: { matter, kind: 'idNumber', masked },
        }))
        return { sheet: `${found.row.name}补贴名册`, columns: subsidyColumns(found.list), rows, open }
      }),
  )
  app.get(
    `${path}/:id/list.pdf`,
    { config: staff, schema: { summary: '印制补贴名册', params: OfEntry } },
    (request, reply) =>
      doors.pdf(request, reply, undefined, async (tx: Tx, at) => {
        const found = await readList(tx, at, request.params.id)
        if (isRefusal(found)) return found
        return subsidyPrint(found.stand, found.list, found.row, found.rows, world.mark)
      }),
  )
}
