import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { addMonths, dayOf, spoken } from '#core/day.ts'
import { choice } from '#core/field.ts'
import { isRefusal } from '#core/refusal.ts'
import { rowsAfter } from '#matter/pages.ts'
import type { World } from '#matter/world.ts'
import { registerChores } from '#office/chore.ts'
import { entryDoors, OfOffice, staff } from '#office/entries.ts'
import { notSeen } from '#office/refusals.ts'
import { formOf, headsWatch, peopleOf, registerDoors, type Stand } from '#office/register.ts'
import type { Tx } from '#platform/db/db.ts'
import { badgeChores } from './chores.ts'
import { EndBody, IncidentBody, IssueBody, MissingBody, ReissueBody, RevokeBody } from './contract.ts'
import { endOne, issue, issueMissing, missingOf, reissue, report } from './issue.ts'
import { kinds, states } from './policy.ts'
import { mostPrinted, printOf } from './print.ts'
import { badgePage, type Filter, findBadge, livingBadges, pageSize, type Row } from './store.ts'
import { badgeView, dueBack } from './view.ts'

const kindWord = choice('种类', kinds)
const OfList = Type.Object({
  office: Type.Optional(Type.String({ format: 'uuid' })),
  kind: Type.Optional(kindWord),
  state: Type.Optional(choice('状态', { ...states, due: '应收回' })),
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

/** The register of badges and plates: issued, taken back, lost, revoked, issued anew; printed many to a sheet (rule 9). */
export const badgeRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  const doors = registerDoors(world)
  registerChores(headsWatch(badgeChores, '/badges'))

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
        rows: everyBadge(tx, stand, request.query as Filter),
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
  const badges = entryDoors(app, world, {
    ...{ path: '/api/badges', register: 'badge' },
    find: findBadge,
    view: (_tx, stand, row) => badgeView(stand, row),
    unseen: notSeen('没有这枚证牌，或者它不属于您可以查看的单位'),
  })
  badges.one('一枚证牌和它的经历')
  badges.add('制发胸牌、桌牌', IssueBody, issue)
  for (const [how, summary, body] of [
    ['returned', '证牌收回', EndBody],
    ['lost', '证牌挂失', EndBody],
    ['revoked', '证牌注销', RevokeBody],
  ] as const)
    badges.act(how, summary, body, (tx, stand, id, { reason = null }) => endOne(tx, stand, id, how, reason))
  badges.act('reissue', '补发、换发证牌', ReissueBody, reissue, 201)
  badges.act('incidents', '登记证牌损坏、外借、涂改等情形', IncidentBody, (tx, stand, id, { what, says }) =>
    report(tx, stand, id, what, says),
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
}

/** All of them, a page at a time. */
async function* everyBadge(tx: Tx, stand: Stand, filter: Filter): AsyncGenerator<Row> {
  if (filter.state === 'due') yield* await rowsOf(tx, stand, filter, 0)
  else
    yield* rowsAfter(
      (after, limit) => badgePage(tx, stand.tenant, stand.org.id, { ...filter, after: after ?? '' }, limit),
      ({ number }) => number,
    )
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
