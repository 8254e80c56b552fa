import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { dayOf, spoken } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import type { World } from '#matter/world.ts'
import { registerAlarms } from '#office/alarm.ts'
import { linesOf } from '#office/ledger.ts'
import { notSeen } from '#office/refusals.ts'
import { formOf, registerDoors, type Stand, standOf } from '#office/register.ts'
import type { Tx } from '#platform/db/db.ts'
import { publicationAlarms } from './alarms.ts'
import { approve, type Desk, edit, recall, sendBack, submit, takeDown, write } from './change.ts'
import { ApproveBody, NoneBody, PublicationBody, ReturnBody, topicWord, WithdrawBody } from './contract.ts'
import { writes } from './people.ts'
import { countsOf, type Filter, findPublication, pageSize, publicationPage, type Row, versionsOf } from './store.ts'
import { historyOf, publicationView, stages, versionView } from './view.ts'

const uuid = Type.String({ format: 'uuid' })
const OfOffice = Type.Object({ office: Type.Optional(uuid) })
const OfOne = Type.Object({ id: uuid })
const OfList = Type.Object({
  office: Type.Optional(uuid),
  topic: Type.Optional(topicWord),
  stage: Type.Optional(Type.Union(Object.keys(stages).map((word) => Type.Literal(word)))),
  q: Type.Optional(Type.String({ title: '标题、文号或正文', maxLength: 50 })),
  after: Type.Optional(uuid),
})
const staff = { allow: 'staff' } as const
const mostExported = 20_000

type Services = ReadonlyMap<string, string>

/** What an office publishes: written, let out by the head, taken down in time, kept (10.3.2). */
export const publicationRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  const services: Services = new Map(world.catalogue.list().map(({ code, name }) => [code, name]))
  await app.register(publicationChanges, { world, services })
  const doors = registerDoors(world)
  registerAlarms(publicationAlarms)

  app.get(
    '/api/publications',
    { config: staff, schema: { summary: '信息发布台账', querystring: OfList } },
    (request, reply) =>
      doors.read(request, reply, request.query.office, (tx, stand) => listOf(tx, stand, request.query, services)),
  )
  app.get(
    '/api/publications.xlsx',
    { config: staff, schema: { summary: '导出信息发布台账', querystring: OfList } },
    (request, reply) =>
      doors.spreadsheet(request, reply, request.query.office, async (tx, stand) => {
        const filter = { ...request.query, after: '' }
        const rows = await publicationPage(tx, stand.tenant, stand.org.id, dayOf(stand.at), filter, mostExported)
        return { sheet: '信息发布台账', columns, rows: rows.map((row) => publicationView(stand, row, services)) }
      }),
  )
  app.get(
    '/api/publications/:id',
    { config: staff, schema: { summary: '一条信息、它的各版和经历', params: OfOne } },
    (request, reply) =>
      doors.read(request, reply, undefined, async (tx, at) => {
        const row = await findPublication(tx, at.tenant, request.params.id)
        if (!row) return notSeen('没有这条信息，或者它不属于您可以查看的单位')
        const stand = standOf(at.office, at, row.office)
        if (isRefusal(stand)) return stand
        const [lines, versions] = await Promise.all([
          linesOf(tx, at.tenant, 'publication', row.id),
          versionsOf(tx, at.tenant, row.id),
        ])
        return {
          ...publicationView(stand, row, services),
          versions: versions.map((version) => versionView(stand, version)),
          history: historyOf(stand, row, lines),
        }
      }),
  )
}

type Parts = { readonly world: World; readonly services: Services }

/** What changes an item, each once per key. */
const publicationChanges: FastifyPluginAsyncTypebox<Parts> = async (app, { world, services }) => {
  const doors = registerDoors(world)
  const codes = [...services.keys()]
  const shown = async (at: Stand, work: (desk: Desk) => Promise<Row | Refusal>) => {
    const row = await work({ stand: at, services: codes })
    if (isRefusal(row)) return row
    const stand = standOf(at.office, at, row.office)
    return isRefusal(stand) ? stand : publicationView(stand, row, services)
  }

  app.post(
    '/api/publications',
    { config: staff, schema: { summary: '起草信息', querystring: OfOffice, body: PublicationBody } },
    (request, reply) =>
      doors.change(
        request,
        reply,
        request.query.office,
        (tx, stand) => shown(stand, (desk) => write(tx, desk, request.body)),
        201,
      ),
  )
  app.post(
    '/api/publications/:id/edit',
    { config: staff, schema: { summary: '修改信息，已发布的要重新审核', params: OfOne, body: PublicationBody } },
    (request, reply) =>
      doors.change(request, reply, undefined, (tx, stand) =>
        shown(stand, (desk) => edit(tx, desk, request.params.id, request.body)),
      ),
  )
  for (const [word, summary, work] of [
    ['submit', '提交审核', submit],
    ['recall', '撤回修改', recall],
  ] as const)
    app.post(
      `/api/publications/:id/${word}`,
      { config: staff, schema: { summary: `信息${summary}`, params: OfOne, body: NoneBody } },
      (request, reply) =>
        doors.change(request, reply, undefined, (tx, stand) =>
          shown(stand, (desk) => work(tx, desk, request.params.id)),
        ),
    )
  app.post(
    '/api/publications/:id/approve',
    { config: staff, schema: { summary: '批准发布信息', params: OfOne, body: ApproveBody } },
    (request, reply) =>
      doors.change(request, reply, undefined, (tx, stand) =>
        shown(stand, (desk) => approve(tx, desk, request.params.id, request.body.version)),
      ),
  )
  app.post(
    '/api/publications/:id/return',
    { config: staff, schema: { summary: '退回信息修改', params: OfOne, body: ReturnBody } },
    (request, reply) =>
      doors.change(request, reply, undefined, (tx, stand) =>
        shown(stand, (desk) => sendBack(tx, desk, request.params.id, request.body.version, request.body.reason)),
      ),
  )
  app.post(
    '/api/publications/:id/withdraw',
    { config: staff, schema: { summary: '提前撤下信息', params: OfOne, body: WithdrawBody } },
    (request, reply) =>
      doors.change(request, reply, undefined, (tx, stand) =>
        shown(stand, (desk) => takeDown(tx, desk, request.params.id, request.body.reason)),
      ),
  )
}

async function listOf(tx: Tx, stand: Stand, filter: Filter, services: Services) {
  const today = dayOf(stand.at)
  const [rows, counts] = await Promise.all([
    publicationPage(tx, stand.tenant, stand.org.id, today, filter, pageSize + 1),
    countsOf(tx, stand.tenant, stand.org.id, today),
  ])
  const more = rows.length > pageSize
  const body = formOf(PublicationBody, { service: [...services].map(([id, name]) => ({ id, name: `${id} ${name}` })) })
  return {
    office: { id: stand.org.id, name: stand.org.name },
    rows: rows.slice(0, pageSize).map((row) => publicationView(stand, row, services)),
    next: more ? rows[pageSize - 1]?.id : null,
    counts,
    writes: writes(stand),
    suggested: { from: today, phone: stand.org.phone },
    forms: { write: body, return: formOf(ReturnBody), withdraw: formOf(WithdrawBody) },
  }
}

type View = ReturnType<typeof publicationView>

const columns = [
  { title: '栏目', width: 12, value: (row: View) => row.topicLabel },
  { title: '标题', width: 40, value: (row: View) => row.title },
  { title: '来源、文号', width: 24, value: (row: View) => row.source },
  { title: '状态', width: 10, value: (row: View) => row.stageLabel },
  { title: '版本', width: 8, value: (row: View) => row.version },
  { title: '发布日期', width: 16, value: (row: View) => spoken(row.from) },
  { title: '公开到', width: 16, value: (row: View) => row.until && spoken(row.until) },
  { title: '起草和修改', width: 20, value: (row: View) => row.authors.join('、') },
  { title: '等待审核（工作日）', width: 16, value: (row: View) => row.waits?.days ?? null },
  { title: '撤下原因', width: 30, value: (row: View) => row.withdrawnReason },
]
