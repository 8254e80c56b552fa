import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { addMonths, dayOf } from '#core/day.ts'
import { choice } from '#core/field.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import type { Service } from '#core/service/format.ts'
import type { World } from '#matter/world.ts'
import { registerChores } from '#office/chore.ts'
import { historyOf, OfEntry, OfOffice, staff } from '#office/entries.ts'
import { linesOf } from '#office/ledger.ts'
import { badInput } from '#office/refusals.ts'
import { formOf, peopleOf, registerDoors, type Stand } from '#office/register.ts'
import type { Tx } from '#platform/db/db.ts'
import { exportReason, sendBook } from '#platform/sheets/book.ts'
import type { ExcelColumn } from '#platform/sheets/excel.ts'
import { alter, begin, close, progressAt, setQuota, setShare } from './change.ts'
import { draw } from './check.ts'
import { surveyChores } from './chores.ts'
import { CloseBody, kinds, NoneBody, QuotaBody, RoundBody, RoundChange, ShareBody } from './contract.ts'
import { entryRoutes } from './entry-routes.ts'
import { comparedWith, summaryOf } from './figures.ts'
import { totalsOf } from './policy.ts'
import { fieldsOf, labelOf, questionsOf, type Versions, versionsOf } from './questions.ts'
import { areaName, figureOf, isAreaOf, officesFor, placesToEnter, type Seat, seatAt, seatFrom } from './seat.ts'
import { clause, pageSize, type Round, roundPage } from './store.ts'
import { earlierRounds, progressView, roundView } from './view.ts'

const uuid = Type.String({ format: 'uuid' })
const OfList = Type.Object({
  office: Type.Optional(uuid),
  state: Type.Optional(choice('状态', { open: '进行中', closed: '已结束' })),
  after: Type.Optional(uuid),
})
const OfFigures = Type.Object({ public: Type.Optional(Type.Boolean({ title: '公开口径' })) })
const FigureExport = Type.Object(
  { reason: exportReason, public: Type.Optional(Type.Boolean({ title: '公开口径' })) },
  { additionalProperties: false },
)

/** 人力资源调查 (JY04) in rounds: quotas, who brings them, what came in, second looks, tables. */
export const surveyRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  registerChores(surveyChores)
  const doors = registerDoors(world)
  const service = versionsOf(world)

  app.get('/api/surveys', { config: staff, schema: { summary: '调查轮次', querystring: OfList } }, (request, reply) =>
    doors.read(request, reply, request.query.office, (tx, stand) => listOf(tx, stand, request.query, service())),
  )
  app.get(
    '/api/surveys/:id',
    { config: staff, schema: { summary: '一轮调查的进度和问题', params: OfEntry } },
    (request, reply) =>
      doors.read(request, reply, undefined, async (tx, stand) => {
        const seat = await seatAt(tx, stand, request.params.id)
        return isRefusal(seat) ? seat : oneOf(tx, seat, service(seat.round.service_version))
      }),
  )
  app.post(
    '/api/surveys',
    { config: staff, schema: { summary: '开始一轮调查', querystring: OfOffice, body: RoundBody } },
    (request, reply) =>
      doors.change(
        request,
        reply,
        request.query.office,
        (tx, stand) => shown(stand, begin(tx, stand, request.body, service())),
        201,
      ),
  )
  const act = <Body extends Type.TObject>(
    word: string,
    summary: string,
    body: Body,
    work: (tx: Tx, stand: Stand, id: string, ask: Type.Static<Body>) => Promise<Round | Refusal>,
  ) => {
    app.post(
      `/api/surveys/:id/${word}`,
      { config: staff, schema: { summary, params: OfEntry, body } },
      (request, reply) => {
        const { id } = request.params as Type.Static<typeof OfEntry>
        return doors.change(request, reply, undefined, (tx, stand) =>
          shown(stand, work(tx, stand, id, request.body as Type.Static<Body>)),
        )
      },
    )
  }
  act('change', '调整轮次', RoundChange, alter)
  act('quota', '定名额', QuotaBody, setQuota)
  act('share', '分工', ShareBody, setShare)
  act('draw', '抽取复核', NoneBody, draw)
  act('close', '结束本轮', CloseBody, (tx, stand, id, { reason }) => close(tx, stand, id, reason))
  figureRoutes(app, world, service)
  entryRoutes(app, world, service)
}

type App = Parameters<typeof surveyRoutes>[0]
async function shown(stand: Stand, made: Promise<Round | Refusal>) {
  const round = await made
  return isRefusal(round) ? round : roundView({ stand, round, leads: true })
}

async function listOf(
  tx: Tx,
  stand: Stand,
  { state, after }: { readonly state?: string; readonly after?: string },
  service: Service,
) {
  const rows = await roundPage(tx, stand.tenant, officesFor(stand), state ?? null, after ?? null)
  const page = rows.slice(0, pageSize)
  const seats = page.map((round) => seatFor(stand, round))
  return {
    office: { id: stand.org.id, name: stand.org.name },
    rows: seats.map(roundView),
    next: rows.length > pageSize ? page.at(-1)?.id : null,
    leads: stand.leads,
    suggested: suggestedOf(stand, service, page),
    forms: { add: formOf(RoundBody, { checker: peopleOf(stand), previous: earlierRounds(page, stand.org.id) }) },
  }
}

function seatFor(stand: Stand, round: Round): Seat {
  const leads = stand.leads && isAreaOf(stand, round.office, stand.org.id)
  return { stand, round, leads }
}

/** The next round as the last one was: a quarter from today, the same share, compared with it. */
function suggestedOf(stand: Stand, service: Service, rounds: readonly Round[]) {
  const today = dayOf(stand.at)
  const last = rounds.find(({ office }) => office === stand.org.id)
  return {
    ...{ from: today, until: addMonths(today, 3), checkShare: figureOf(stand, stand.org.id, service, 'checkShare') },
    notice: last?.notice ?? service.consent.purpose,
    ...(last && { previous: last.id, checker: last.checker, basis: last.basis }),
  }
}

async function oneOf(tx: Tx, seat: Seat, service: Service) {
  const { stand, round } = seat
  const [progress, lines] = await Promise.all([progressAt(tx, seat), linesOf(tx, stand.tenant, 'survey', round.id)])
  const areas = [...stand.office.organizations.values()]
    .filter(({ id }) => isAreaOf(stand, id, round.office))
    .map(({ id, name }) => ({ id, name }))
  const surveyors = areas.flatMap(({ id }) => standPeople(stand, id))
  return {
    ...roundView(seat),
    progress: progressView(stand, progress),
    totals: Object.fromEntries(
      Object.keys(kinds).map((kind) => [kind, totalsOf(progress.filter((row) => row.kind === kind))]),
    ),
    places: placesToEnter(seat, progress),
    history: historyOf(stand.office, lines),
    questions: {
      household: questionsOf(service, 'household'),
      member: questionsOf(service, 'member'),
      enterprise: questionsOf(service, 'enterprise'),
    },
    fields: {
      household: fieldsOf(service, 'household'),
      member: fieldsOf(service, 'member').map((field) => ({ ...field, label: labelOf(field) })),
      enterprise: fieldsOf(service, 'enterprise'),
    },
    consent: service.consent,
    forms: {
      alter: formOf(RoundChange, { checker: surveyors }),
      quota: formOf(QuotaBody, { area: areas }),
      share: formOf(ShareBody, {
        area: areas.filter(({ id }) => progress.some(({ area }) => area === id)),
        staff: surveyors,
      }),
      close: formOf(CloseBody),
    },
  }
}

function standPeople(stand: Stand, office: string) {
  const org = [...stand.office.organizations.values()].find(({ id }) => id === office)
  return org ? peopleOf({ ...stand, org }).map(({ id, name }) => ({ id, name: `${name}（${org.short}）` })) : []
}

function figureRoutes(app: App, world: World, service: Versions): void {
  const doors = registerDoors(world)
  app.get(
    '/api/surveys/:id/figures',
    { config: staff, schema: { summary: '调查汇总表', params: OfEntry, querystring: OfFigures } },
    (request, reply) =>
      doors.read(request, reply, undefined, async (tx, stand) => {
        const seat = await seatAt(tx, stand, request.params.id)
        if (isRefusal(seat)) return seat
        const questions = service(seat.round.service_version)
        const open = request.query.public === true
        const now = await summaryOf(tx, seat, questions, open)
        const before = await comparedWith(tx, seat, questions, now, open)
        return { ...roundView(seat), ...now, compared: before, toConfirm: true }
      }),
  )
  app.post(
    '/api/surveys/:id/figures/export',
    {
      config: { ...staff, key: 'none' },
      schema: { summary: '导出调查汇总表（留痕）', params: OfEntry, body: FigureExport },
    },
    (request, reply) =>
      sendBook(world, request, reply, async (tx, who, at) => {
        const seat = await seatFrom(tx, who, at, request.params.id)
        if (isRefusal(seat)) return seat
        const open = request.body.public === true
        const { people } = await summaryOf(tx, seat, service(seat.round.service_version), open)
        if (people.lines.length === 0) return badInput(clause, '/reason', '这一轮还没有调查结果')
        const columns: ExcelColumn<Row>[] = [
          { title: '社区', width: 28, value: (row) => row.name },
          ...people.columns.map((title, n) => ({ title, width: 12, value: (row: Row) => row.cells[n] ?? '不公布' })),
        ]
        type Row = { readonly name: string; readonly cells: readonly (number | null)[] }
        const rows: Row[] = [...people.lines, { name: '合计', cells: people.total }]
        const says = `导出${areaName(seat.stand, seat.round.office)}“${seat.round.title}”汇总表${open ? '（公开口径）' : ''}`
        return {
          sheet: '调查汇总表',
          columns,
          rows,
          what: 'survey-export',
          about: seat.round.id,
          says,
          reason: request.body.reason,
        }
      }),
  )
}
