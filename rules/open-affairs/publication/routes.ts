import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { dayOf, spoken } from '#core/day.ts'
import { choice } from '#core/field.ts'
import { rowsAfter, shownAs } from '#matter/pages.ts'
import type { World } from '#matter/world.ts'
import { registerChores } from '#office/chore.ts'
import { entryDoors, staff } from '#office/entries.ts'
import { notSeen } from '#office/refusals.ts'
import { formOf, registerDoors, type Stand } from '#office/register.ts'
import type { Tx } from '#platform/db/db.ts'
import { disclosureRoutes } from '#rules/open-affairs/disclosure/routes.ts'
import { approve, type Desk, edit, recall, sendBack, submit, takeDown, write } from './change.ts'
import { publicationChores } from './chores.ts'
import { ApproveBody, NoneBody, PublicationBody, ReturnBody, topicWord, WithdrawBody } from './contract.ts'
import { writes } from './people.ts'
import { countsOf, type Filter, findPublication, pageSize, publicationPage, versionsOf } from './store.ts'
import { datedHistoryOf, publicationView, stages, versionView } from './view.ts'

const uuid = Type.String({ format: 'uuid' })
const OfList = Type.Object({
  office: Type.Optional(uuid),
  topic: Type.Optional(topicWord),
  stage: Type.Optional(choice('状态', stages)),
  q: Type.Optional(Type.String({ title: '标题、文号或正文', maxLength: 50 })),
  after: Type.Optional(uuid),
})

type Services = ReadonlyMap<string, string>

/** What an office publishes: written, let out by the head, taken down in time, kept (10.3.2). */
export const publicationRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  const services: Services = new Map(world.catalogue.list().map(({ code, name }) => [code, name]))
  const doors = registerDoors(world)
  registerChores(publicationChores)
  await app.register(disclosureRoutes, { world })

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
        const rows = rowsAfter(
          (after, limit) => {
            const filter = { ...request.query, after: after ?? '' }
            return publicationPage(tx, stand.tenant, stand.org.id, dayOf(stand.at), filter, limit)
          },
          ({ id }) => id,
        )
        const shown = shownAs(rows, (row) => publicationView(stand, row, services))
        return { sheet: '信息发布台账', columns, rows: shown }
      }),
  )
  entries(app, world, services)
}

/** One publication, its versions and what was done to it; what changes it. */
function entries(app: Parameters<typeof publicationRoutes>[0], world: World, services: Services): void {
  const codes = [...services.keys()]
  const desk = (stand: Stand): Desk => ({ stand, services: codes })
  const publications = entryDoors(app, world, {
    ...{ path: '/api/publications', register: 'publication' },
    find: findPublication,
    view: (_tx, stand, row) => publicationView(stand, row, services),
    unseen: notSeen('没有这条信息，或者它不属于您可以查看的单位'),
  })
  publications.one('一条信息、它的各版和经历', async (tx, stand, row, lines) => ({
    versions: (await versionsOf(tx, stand.tenant, row.id)).map((version) => versionView(stand, version)),
    history: datedHistoryOf(stand, row, lines),
  }))
  publications.add('起草信息', PublicationBody, (tx, stand, ask) => write(tx, desk(stand), ask))
  publications.act('edit', '修改信息，已发布的要重新审核', PublicationBody, (tx, stand, id, ask) =>
    edit(tx, desk(stand), id, ask),
  )
  publications.act('submit', '信息提交审核', NoneBody, (tx, stand, id) => submit(tx, desk(stand), id))
  publications.act('recall', '信息撤回修改', NoneBody, (tx, stand, id) => recall(tx, desk(stand), id))
  publications.act('approve', '批准发布信息', ApproveBody, (tx, stand, id, { version }) =>
    approve(tx, desk(stand), id, version),
  )
  publications.act('return', '退回信息修改', ReturnBody, (tx, stand, id, { version, reason }) =>
    sendBack(tx, desk(stand), id, version, reason),
  )
  publications.act('withdraw', '提前撤下信息', WithdrawBody, (tx, stand, id, { reason }) =>
    takeDown(tx, desk(stand), id, reason),
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
