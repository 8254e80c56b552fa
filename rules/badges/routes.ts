import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { addMonths, dayOf, spoken } from '#core/day.ts'
import { isRefusal } from '#core/refusal.ts'
import type { World } from '#matter/world.ts'
import { registerAlarms } from '#office/alarm.ts'
import { linesOf } from '#office/ledger.ts'
import { notSeen } from '#office/refusals.ts'
import { formOf, headsWatch, peopleOf, registerDoors, type Stand, standOf } from '#office/register.ts'
import type { Tx } from '#platform/db/db.ts'
import { badgeAlarms } from './alarms.ts'
import { EndBody, IncidentBody, IssueBody, MissingBody, ReissueBody, RevokeBody } from './contract.ts'
import { endOne, issue, issueMissing, missingOf, reissue, report } from './issue.ts'
import { kinds } from './policy.ts'
import { mostPrinted, printOf } from './print.ts'
import { badgePage, type Filter, findBadge, livingBadges, pageSize, type Row } from './store.ts'
import { badgeView, dueBack, lineView } from './view.ts'

const OfOffice = Type.Object({ office: Type.Optional(Type.String({ format: 'uuid' })) })
const OfBadge = Type.Object({ id: Type.String({ format: 'uuid' }) })
const kindWord = Type.Union([Type.Literal('badge'), Type.Literal('plate')])
const OfList = Type.Object({
  office: Type.Optional(Type.String({ format: 'uuid' })),
  kind: Type.Optional(kindWord),
  state: Type.Optional(Type.Union(['living', 'lost', 'returned', 'revoked', 'due'].map((word) => Type.Literal(word)))),
  q: Type.Optional(Type.String({ title: '姓名、编号或岗位', maxLength: 50 })),
  after: Type.Optional(Type.String({ maxLength: 40 })),
})
const OfPrint = Type.Object({
  office: Type.Optional(Type.String({ format: 'uuid' })),
  kind: kindWord,
  ids: Type.Optional(
    Type.String({ title: '证牌', pattern: '^[0-9a-f-]{36}(,[0-9a-f-]{36})*$', maxLength: 37 * mostPrinted }),
  ),
})
const staff = { allow: 'staff' } as const

/** The register of badges and plates: issued, taken back, lost, revoked, issued anew; printed many to a sheet (rule 9). */
export const badgeRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  await app.register(badgeChanges, { world })
  const doors = registerDoors(world)
  registerAlarms(headsWatch(badgeAlarms, '/badges'))

  app.get('/api/badges', { config: staff, schema: { summary: '证牌台账', querystring: OfList } }, (request, reply) =>
    doors.read(request, reply, request.query.office, (tx, stand) => listOf(tx, stand, request.query as Filter)),
  )
  app.get(
    '/api/badges.xlsx',
    { config: staff, schema: { summary: '导出证牌台账', querystring: OfList } },
    (request, reply) =>
      doors.spreadsheet(request, reply, request.query.office, async (tx, stand) => ({
        sheet: '证牌台账',
        columns: columnsOf(stand),
        rows: await rowsOf(tx, stand, { ...request.query, after: '' } as Filter, 100_000),
      })),
  )
  app.get(
    '/api/badges/print.pdf',
    { config: staff, schema: { summary: '印制胸牌、桌牌', querystring: OfPrint } },
    (request, reply) =>
      doors.pdf(request, reply, request.query.office, (tx, stand) => {
        const ids = request.query.ids?.split(',')
        return printOf(tx, stand, { kind: request.query.kind, ...(ids && { ids }) }, world)
      }),
  )
  app.get(
    '/api/badges/:id',
    { config: staff, schema: { summary: '一枚证牌和它的经历', params: OfBadge } },
    (request, reply) =>
      doors.read(request, reply, undefined, async (tx, at) => {
        const row = await findBadge(tx, at.tenant, request.params.id)
        if (!row) return notSeen('没有这枚证牌，或者它不属于您可以查看的单位')
        const stand = standOf(at.office, at, row.office)
        if (isRefusal(stand)) return stand
        const lines = await linesOf(tx, at.tenant, 'badge', row.id)
        return { ...badgeView(stand, row), history: lines.map((line) => lineView(at.office, line)) }
      }),
  )
}

/** What changes a badge, each once per key. */
const badgeChanges: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  const doors = registerDoors(world)

  app.post(
    '/api/badges',
    { config: staff, schema: { summary: '制发胸牌、桌牌', querystring: OfOffice, body: IssueBody } },
    (request, reply) =>
      doors.change(
        request,
        reply,
        request.query.office,
        (tx, stand) => shown(stand, issue(tx, stand, request.body)),
        201,
      ),
  )
  app.post(
    '/api/badges/missing',
    { config: staff, schema: { summary: '为缺牌人员补齐', querystring: OfOffice, body: MissingBody } },
    (request, reply) =>
      doors.change(
        request,
        reply,
        request.query.office,
        async (tx, stand) => {
          const made = await issueMissing(tx, stand, request.body.validUntil)
          return isRefusal(made) ? made : { rows: made.map((row) => badgeView(stand, row)) }
        },
        201,
      ),
  )
  for (const how of ['returned', 'lost', 'revoked'] as const)
    app.post(
      `/api/badges/:id/${how}`,
      {
        config: staff,
        schema: {
          summary: `证牌${{ returned: '收回', lost: '挂失', revoked: '注销' }[how]}`,
          params: OfBadge,
          body: how === 'revoked' ? RevokeBody : EndBody,
        },
      },
      (request, reply) =>
        doors.change(request, reply, undefined, (tx, stand) =>
          shown(stand, endOne(tx, stand, request.params.id, how, request.body.reason ?? null)),
        ),
    )
  app.post(
    '/api/badges/:id/reissue',
    { config: staff, schema: { summary: '补发、换发证牌', params: OfBadge, body: ReissueBody } },
    (request, reply) =>
      doors.change(
        request,
        reply,
        undefined,
        (tx, stand) => shown(stand, reissue(tx, stand, request.params.id, request.body)),
        201,
      ),
  )
  app.post(
    '/api/badges/:id/incidents',
    { config: staff, schema: { summary: '登记证牌损坏、外借、涂改等情形', params: OfBadge, body: IncidentBody } },
    (request, reply) =>
      doors.change(request, reply, undefined, (tx, stand) =>
        shown(stand, report(tx, stand, request.params.id, request.body.what, request.body.says)),
      ),
  )
}

async function shown(at: Stand, made: ReturnType<typeof issue>) {
  const row = await made
  if (isRefusal(row)) return row
  const stand = standOf(at.office, at, row.office)
  return isRefusal(stand) ? stand : badgeView(stand, row)
}

async function rowsOf(tx: Tx, stand: Stand, filter: Filter, limit: number): Promise<readonly Row[]> {
  if (filter.state !== 'due') return badgePage(tx, stand.tenant, stand.org.id, filter, limit)
  const living = await livingBadges(tx, stand.tenant, stand.org.id)
  return living.filter(
    (row) => dueBack(stand.office, row, stand.at) !== null && (!filter.kind || row.kind === filter.kind),
  )
}

async function listOf(tx: Tx, stand: Stand, filter: Filter) {
  const [rows, living] = await Promise.all([
    rowsOf(tx, stand, filter, pageSize + 1),
    livingBadges(tx, stand.tenant, stand.org.id),
  ])
  const missing = await missingOf(tx, stand, living)
  const due = living.filter((row) => dueBack(stand.office, row, stand.at) !== null)
  const more = filter.state !== 'due' && rows.length > pageSize
  const posts = (stand.office.roster.postsIn.get(stand.org.id) ?? []).map(({ id, name }) => ({ id, name }))
  const until = addMonths(dayOf(stand.at), 36)
  return {
    office: { id: stand.org.id, name: stand.org.name },
    rows: (more ? rows.slice(0, pageSize) : rows).map((row) => badgeView(stand, row)),
    next: more ? rows[pageSize - 1]?.number : null,
    counts: { living: living.length, due: due.length },
    missing: missing.map(({ staff: who, kinds: lacking }) => ({
      staff: who,
      lacks: lacking.map((kind) => kinds[kind]),
    })),
    leads: stand.leads,
    suggested: { validUntil: until },
    forms: {
      issue: formOf(IssueBody, { staff: peopleOf(stand), post: posts }),
      missing: formOf(MissingBody),
      returned: formOf(EndBody),
      lost: formOf(EndBody),
      revoked: formOf(RevokeBody),
      reissue: formOf(ReissueBody),
      incident: formOf(IncidentBody),
    },
  }
}

function columnsOf(stand: Stand) {
  const day = (row: Row) => spoken(dayOf(row.issued_at.getTime() as never))
  const view = (row: Row) => badgeView(stand, row)
  return [
    { title: '编号', width: 16, value: (row: Row) => row.number },
    { title: '种类', width: 8, value: (row: Row) => kinds[row.kind] },
    { title: '姓名', width: 12, value: (row: Row) => row.name },
    { title: '岗位', width: 20, value: (row: Row) => row.post_name },
    { title: '状态', width: 10, value: (row: Row) => view(row).stateLabel },
    { title: '应收回', width: 14, value: (row: Row) => view(row).due },
    { title: '制发日期', width: 16, value: day },
    { title: '有效期至', width: 16, value: (row: Row) => spoken(row.valid_until as never) },
    {
      title: '收回、挂失或注销时间',
      width: 22,
      value: (row: Row) => (row.ended_at ? spoken(dayOf(row.ended_at.getTime() as never)) : null),
    },
    { title: '原因', width: 24, value: (row: Row) => row.reason },
  ]
}
