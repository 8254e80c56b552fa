import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { isRefusal } from '#core/refusal.ts'
import { rowsAfter } from '#matter/pages.ts'
import type { World } from '#matter/world.ts'
import { registerChores } from '#office/chore.ts'
import { entryDoors, OfEntry, OfOffice, staff } from '#office/entries.ts'
import { formOf, headsWatch, peopleOf, registerDoors, type Stand, standOf } from '#office/register.ts'
import type { Tx } from '#platform/db/db.ts'
import { agree, decline, register, unseen } from './change.ts'
import { concernedIn } from './concerned.ts'
import { AgreeBody, CheckBody, ComplaintBody, DeclineBody, OpeningBody, PaperBody } from './contract.ts'
import { boxChores, boxDays, boxGaps } from './gaps.ts'
import { toComplaint } from './hand-over.ts'
import { check, correct, enter, unseenPaper } from './paper.ts'
import { recordOf } from './record.ts'
import { scanRoutes } from './scan-routes.ts'
import { findOpening, findPaper, openingPageSize, openingsOf, type PaperRow } from './store.ts'
import { openingsSeen, paperView } from './view.ts'

const OfList = Type.Object({
  office: Type.Optional(Type.String({ title: '单位', format: 'uuid' })),
  after: Type.Optional(Type.String({ format: 'uuid' })),
})

/** The opinion box: its openings by two, its papers entered by one and checked by another (10.5.1). */
export const boxRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  const doors = registerDoors(world)
  registerChores(headsWatch(boxGaps, '/opinion-box'))
  registerChores(boxChores)

  app.get(
    '/api/opinion-box',
    { config: staff, schema: { summary: '意见箱开箱登记', querystring: OfList } },
    (request, reply) =>
      doors.read(request, reply, request.query.office, (tx, stand) => listOf(tx, stand, request.query.after)),
  )
  app.get(
    '/api/opinion-box.xlsx',
    { config: staff, schema: { summary: '导出意见箱开箱登记', querystring: OfOffice } },
    (request, reply) =>
      doors.spreadsheet(request, reply, request.query.office, async (tx, stand) => {
        const rows = rowsAfter(
          async (after, limit) =>
            openingsSeen(tx, stand, await openingsOf(tx, stand.tenant, stand.org.id, after ?? undefined, limit)),
          ({ id }) => id,
        )
        return { sheet: '意见箱开箱登记', columns, rows }
      }),
  )
  openings(app, world)
  papers(app, world)
  await app.register(scanRoutes, { world })
}

function openings(app: Parameters<typeof boxRoutes>[0], world: World): void {
  const doors = registerDoors(world)
  const entries = entryDoors(app, world, {
    ...{ path: '/api/opinion-box', register: 'box', find: findOpening, unseen },
    view: async (tx, stand, row) => (await openingsSeen(tx, stand, [row]))[0]!,
  })
  entries.one('一次开箱和它的经过')
  entries.add('登记开箱', OpeningBody, register)
  entries.act('agree', '第二人确认开箱', AgreeBody, (tx, stand, id) => agree(tx, stand, id))
  entries.act('decline', '第二人不同意开箱登记', DeclineBody, (tx, stand, id, { reason }) =>
    decline(tx, stand, id, reason),
  )
  app.get(
    '/api/opinion-box/:id/record.pdf',
    { config: staff, schema: { summary: '打印开箱记录', params: OfEntry } },
    (request, reply) =>
      doors.pdf(request, reply, undefined, async (tx, at) => {
        const row = await findOpening(tx, at.tenant, request.params.id)
        if (!row) return unseen
        const stand = standOf(at.office, at, row.office)
        return isRefusal(stand) ? stand : recordOf(tx, stand, world, row)
      }),
  )
}

/** One paper: entered under its opening, then checked, put right, or handed to the complaints. */
function papers(app: Parameters<typeof boxRoutes>[0], world: World): void {
  const doors = registerDoors(world)
  const view = async (tx: Tx, stand: Stand, row: PaperRow & { readonly hint?: string | null }) => {
    const concerned = row.matter_id && (await concernedIn(tx, stand.tenant, [row.matter_id])).get(row.matter_id)
    return { ...paperView(stand, row, concerned || undefined), hint: row.hint ?? null }
  }
  const entries = entryDoors(app, world, {
    ...{ path: '/api/opinion-papers', register: 'box-paper', find: findPaper, unseen: unseenPaper, view },
  })
  app.post(
    '/api/opinion-box/:id/papers',
    { config: staff, schema: { summary: '录入意见箱里的一张纸', params: OfEntry, body: PaperBody } },
    (request, reply) =>
      doors.change(
        request,
        reply,
        undefined,
        async (tx, at) => {
          const row = await enter(tx, at, request.params.id, request.body)
          if (isRefusal(row)) return row
          const stand = standOf(at.office, at, row.office)
          return isRefusal(stand) ? stand : view(tx, stand, row)
        },
        201,
      ),
  )
  entries.act('correct', '改正录入', CheckBody, correct)
  entries.act('check', '另一人对照扫描件核对', CheckBody, (tx, stand, id, ask) => check(world, tx, stand, id, ask))
  entries.act('complaint', '转投诉登记', ComplaintBody, (tx, stand, id, ask) => toComplaint(world, tx, stand, id, ask))
}

async function listOf(tx: Tx, stand: Stand, after: string | undefined) {
  const found = await openingsOf(tx, stand.tenant, stand.org.id, after, openingPageSize + 1)
  const rows = found.slice(0, openingPageSize)
  const people = peopleOf(stand)
  const windows = (stand.office.windows.get(stand.org.id) ?? []).map(({ name }) => ({ id: name, name }))
  return {
    office: { id: stand.org.id, name: stand.org.name },
    days: boxDays(stand.org),
    rows: await openingsSeen(tx, stand, rows),
    next: found.length > openingPageSize ? rows.at(-1)?.id : null,
    gaps: await boxGaps(tx, stand),
    leads: stand.leads,
    forms: {
      register: formOf(OpeningBody, { second: people.filter(({ id }) => id !== stand.staff) }),
      decline: formOf(DeclineBody),
      enter: formOf(PaperBody, { member: people }),
      check: formOf(CheckBody, { member: people }),
      correct: formOf(CheckBody, { member: people }),
      complaint: formOf(ComplaintBody, { staff: people, window: windows }),
    },
  }
}

type Seen = Awaited<ReturnType<typeof openingsSeen>>[number]
const columns = [
  { title: '编号', width: 20, value: (row: Seen) => row.number },
  { title: '开箱时间', width: 18, value: (row: Seen) => row.openedAt },
  { title: '纸张数', width: 8, value: (row: Seen) => row.count },
  { title: '封条', width: 14, value: (row: Seen) => row.sealLabel },
  { title: '其他情况', width: 24, value: (row: Seen) => row.note },
  { title: '开箱人一', width: 10, value: (row: Seen) => row.first?.name ?? null },
  { title: '开箱人二', width: 10, value: (row: Seen) => row.second?.name ?? null },
  { title: '状态', width: 14, value: (row: Seen) => row.stateLabel },
  { title: '已录入', width: 8, value: (row: Seen) => row.entered },
  { title: '已核对', width: 8, value: (row: Seen) => row.settled },
] as const
