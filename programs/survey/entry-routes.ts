import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type, { type Static, type TObject } from 'typebox'
import { spoken } from '#core/day.ts'
import { choice } from '#core/field.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import type { World } from '#matter/world.ts'
import { byOf } from '#office/caller.ts'
import { current } from '#office/current.ts'
import { historyOf, OfEntry, staff } from '#office/entries.ts'
import { linesOf } from '#office/ledger.ts'
import { leaving, sendPersonal } from '#office/personal.ts'
import { formOf, registerDoors, type Stand, standOf } from '#office/register.ts'
import { mask } from '#platform/crypto/personal.ts'
import type { Tx } from '#platform/db/db.ts'
import { changeOnce } from '#platform/http/once.ts'
import type { ExcelColumn } from '#platform/sheets/excel.ts'
import { nameColumn } from '#platform/sheets/personal.ts'
import { check } from './check.ts'
import { CheckBody, CorrectBody, EntryBody, HelpBody, kinds, outcomes, RevealBody } from './contract.ts'
import { correct, type Needs, unseenEntry } from './entry.ts'
import { help, reveal } from './help.ts'
import type { Versions } from './questions.ts'
import { record } from './record.ts'
import { reachesArea, type Seat, seatAt, seatFrom } from './seat.ts'
import { type Entry, entryPage, type Filter, findEntry, membersOf } from './shelf.ts'
import { clause, pageSize } from './store.ts'
import { entryView, wholeView } from './view.ts'

const uuid = Type.String({ format: 'uuid' })
const filters = {
  area: Type.Optional(Type.String({ title: '社区', format: 'uuid' })),
  kind: Type.Optional(choice('表别', kinds)),
  outcome: Type.Optional(choice('调查结果', outcomes)),
  staff: Type.Optional(Type.String({ title: '调查员', format: 'uuid' })),
  check: Type.Optional(choice('复核', { drawn: '待复核', agrees: '一致', differs: '不一致', unreached: '未联系上' })),
}
const OfList = Type.Object({
  ...filters,
  q: Type.Optional(Type.String({ title: '编号、姓名或单位', maxLength: 50 })),
  after: Type.Optional(uuid),
})
const Export = Type.Object({ ...filters, ...leaving }, { additionalProperties: false })
/** Rows that one look takes for an export, which may be of any length. */
const perLook = 1000

type App = Parameters<FastifyPluginAsyncTypebox>[0]

/** The households and enterprises of a round: entered, listed, looked at, corrected, checked, handed on. */
export function entryRoutes(app: App, world: World, service: Versions): void {
  const doors = registerDoors(world)
  const needs: Needs = { keys: world.keys, service }
  app.post(
    '/api/surveys/:id/entries',
    { config: staff, schema: { summary: '收一份调查表', params: OfEntry, body: EntryBody } },
    (request, reply) =>
      doors.change(
        request,
        reply,
        undefined,
        (tx, stand) => whole(tx, stand, record(needs, tx, stand, request.params.id, request.body)),
        201,
      ),
  )
  app.get(
    '/api/surveys/:id/entries',
    { config: staff, schema: { summary: '已收的调查表', params: OfEntry, querystring: OfList } },
    (request, reply) =>
      doors.read(request, reply, undefined, async (tx, stand) => {
        const seat = await seatAt(tx, stand, request.params.id)
        return isRefusal(seat) ? seat : listOf(tx, seat, request.query)
      }),
  )
  app.post(
    '/api/surveys/:id/entries/export',
    {
      config: { ...staff, key: 'none' },
      schema: { summary: '导出调查表（脱敏，负责人可以说明理由导出完整的；留痕）', params: OfEntry, body: Export },
    },
    (request, reply) => {
      const { reason, whole = false, ...filter } = request.body
      return sendPersonal(world, request, reply, { clause, reason, whole }, async (tx, who, at) => {
        const seat = await seatFrom(tx, who, at, request.params.id)
        if (isRefusal(seat)) return seat
        return {
          sheet: '调查表清单',
          columns,
          rows: everyEntry(tx, seat, filter),
          what: 'survey-export',
          about: seat.round.id,
          says: (rows, how) => `导出“${seat.round.title}”调查表${rows}份（${how}）`,
        }
      })
    },
  )
  app.get(
    '/api/survey-entries/:id',
    { config: staff, schema: { summary: '一份调查表和它的经历', params: OfEntry } },
    (request, reply) =>
      doors.read(request, reply, undefined, async (tx, stand) => {
        const row = await findEntry(tx, stand.tenant, request.params.id)
        return row ? whole(tx, stand, Promise.resolve(row)) : unseenEntry
      }),
  )
  acts(app, world, needs)
}

/** What is done to one entry: `word` completes its address. */
function acts(app: App, world: World, needs: Needs): void {
  const doors = registerDoors(world)
  const act = <Body extends TObject>(
    word: string,
    summary: string,
    body: Body,
    work: (tx: Tx, stand: Stand, id: string, ask: Static<Body>) => Promise<Entry | Refusal>,
  ) => {
    app.post(
      `/api/survey-entries/:id/${word}`,
      { config: staff, schema: { summary, params: OfEntry, body } },
      (request, reply) => {
        const { id } = request.params as Static<typeof OfEntry>
        return doors.change(request, reply, undefined, (tx, stand) =>
          whole(tx, stand, work(tx, stand, id, request.body as Static<Body>)),
        )
      },
    )
  }
  act('correct', '更正或补访', CorrectBody, (tx, stand, id, ask) => correct(needs, tx, stand, id, ask))
  act('check', '复核', CheckBody, check)
  app.post(
    '/api/survey-entries/:id/help',
    { config: staff, schema: { summary: '经本人同意转给窗口', params: OfEntry, body: HelpBody } },
    (request, reply) => {
      const by = byOf(request, world.now())
      return changeOnce(world.db, by.at, request, reply, async (tx) => {
        const stand = standOf(await current(tx, by.tenant, by.at), by, undefined)
        if (isRefusal(stand)) return stand
        const wakes: (() => void)[] = []
        const body = await whole(
          tx,
          stand,
          help(world, tx, stand, request.params.id, request.body, (wake) => wakes.push(wake)),
        )
        if (isRefusal(body)) return body
        return { status: 200, body, after: async () => void wakes.map((wake) => wake()) }
      })
    },
  )
  app.post(
    '/api/survey-entries/:id/reveal',
    { config: staff, schema: { summary: '说明理由后查看住址和电话', params: OfEntry, body: RevealBody } },
    (request, reply) => {
      const by = byOf(request, world.now())
      // What was seen is told once: a repeat of the request is not answered out of a store of plain numbers.
      return changeOnce(world.db, by.at, request, reply, async (tx) => {
        const stand = standOf(await current(tx, by.tenant, by.at), by, undefined)
        if (isRefusal(stand)) return stand
        const body = await reveal(world, tx, stand, request.params.id, request.body.reason)
        return isRefusal(body) ? body : { status: 200, body, kept: { seen: true } }
      })
    },
  )
}

async function whole(tx: Tx, stand: Stand, made: Promise<Entry | Refusal>) {
  const row = await made
  if (isRefusal(row)) return row
  if (!reachesArea(stand, row.area)) return unseenEntry
  const seat = await seatAt(tx, stand, row.round)
  if (isRefusal(seat)) return seat
  const [members, lines] = await Promise.all([
    membersOf(tx, stand.tenant, row.id),
    linesOf(tx, stand.tenant, 'survey-entry', row.id),
  ])
  return { ...wholeView(seat, row, members), round: row.round, history: historyOf(stand.office, lines) }
}

async function* everyEntry(tx: Tx, seat: Seat, filter: Filter) {
  for (let after = ''; ; ) {
    const rows = await entryPage(tx, seat.stand.tenant, seat.round.id, { ...filter, after }, perLook)
    for (const row of rows) yield entryView(seat, row)
    after = rows.at(-1)?.id ?? after
    if (rows.length < perLook) return
  }
}

async function listOf(tx: Tx, seat: Seat, filter: Filter) {
  const rows = await entryPage(tx, seat.stand.tenant, seat.round.id, filter, pageSize + 1)
  const page = rows.slice(0, pageSize)
  return {
    rows: page.map((row) => entryView(seat, row)),
    next: rows.length > pageSize ? page.at(-1)?.id : null,
    forms: { check: formOf(CheckBody) },
  }
}

type View = ReturnType<typeof entryView>

const columns: readonly ExcelColumn<View>[] = [
  { title: '社区', width: 28, value: (row) => row.areaName },
  { title: '表别', width: 10, value: (row) => row.kindLabel },
  { title: '编号', width: 22, value: (row) => row.number },
  {
    ...nameColumn<View>('户主或单位', 24, (row) => row.name),
    value: (row) => (row.kind === 'household' ? mask('name', row.name) : row.name),
  },
  { title: '结果', width: 10, value: (row) => row.outcomeLabel },
  { title: '成员数', width: 8, value: (row) => (row.kind === 'household' ? row.people : null) },
  { title: '调查员', width: 10, value: (row) => row.surveyor?.name ?? null },
  { title: '调查日期', width: 16, value: (row) => spoken(row.surveyedOn) },
  { title: '方式', width: 8, value: (row) => row.methodLabel },
  { title: '复核', width: 10, value: (row) => row.check?.label ?? null },
]
