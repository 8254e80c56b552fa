import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { dayOf, spoken } from '#core/day.ts'
import { choice } from '#core/field.ts'
import { isBelow } from '#core/path.ts'
import { isRefusal } from '#core/refusal.ts'
import { officeOf } from '#core/roster.ts'
import { writing } from '#matter/door.ts'
import { registerEffect } from '#matter/effect.ts'
import { openMatter } from '#matter/open.ts'
import { rowsAfter, shownAs } from '#matter/pages.ts'
import type { World } from '#matter/world.ts'
import { registerChores } from '#office/chore.ts'
import { staff } from '#office/entries.ts'
import { notSeen } from '#office/refusals.ts'
import { formOf, registerDoors, type Stand } from '#office/register.ts'
import type { Tx } from '#platform/db/db.ts'
import { Duty, topics } from '#rules/open-affairs/contract.ts'
import { disclosureChores } from './chores.ts'
import { disclosureEffect } from './effect.ts'
import { disclosurePage, type Filter, pageSize, standingOf } from './store.ts'
import { boardOf, disclosureView } from './view.ts'

const uuid = Type.String({ format: 'uuid' })
const stages = {
  pending: '待公开',
  review: '待审核',
  late: '超期',
  spreading: '渠道待补',
  live: '公开中',
  ended: '存档',
} as const
const OfList = Type.Object({
  office: Type.Optional(uuid),
  topic: Type.Optional(choice('主题', topics)),
  stage: Type.Optional(choice('情况', stages)),
  q: Type.Optional(Type.String({ title: '标题或编号', maxLength: 50 })),
  after: Type.Optional(uuid),
})
const OfBoard = Type.Object({
  office: Type.Optional(uuid),
  all: Type.Optional(Type.Boolean({ title: '包括已公开的' })),
})
/** What people may ask for themselves: what only they can write. */
const { powers, discipline, affair, news } = topics
const Words = Type.Object(
  {
    topic: choice('主题', { affair, news, powers, discipline }),
    name: Type.Optional(Duty.properties.name),
    until: Type.Optional(Duty.properties.until),
  },
  { additionalProperties: false },
)

/** The words, and whose office: one asks for one's own. */
const Asked = Type.Object(
  { ...Words.properties, office: Type.String({ title: '单位', format: 'uuid' }) },
  { additionalProperties: false },
)

/** What an office must make public: the register, the board of gaps, and what somebody finds that must be open too (1.2, 1.4, 1.5, 1.6). */
export const disclosureRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  const doors = registerDoors(world)
  registerChores(disclosureChores)
  registerEffect(disclosureEffect)

  app.get(
    '/api/disclosures',
    { config: staff, schema: { summary: '主动公开台账', querystring: OfList } },
    (request, reply) =>
      doors.read(request, reply, request.query.office, (tx, stand) => listOf(tx, stand, request.query)),
  )
  app.get(
    '/api/disclosures.xlsx',
    { config: staff, schema: { summary: '导出主动公开台账', querystring: OfList } },
    (request, reply) =>
      doors.spreadsheet(request, reply, request.query.office, async (tx, stand) => {
        const rows = rowsAfter(
          (after, limit) =>
            disclosurePage(
              tx,
              stand.tenant,
              stand.org.id,
              { ...request.query, after: after ?? '' },
              limit,
              dayOf(stand.at),
            ),
          ({ matter_id }) => matter_id,
        )
        return { sheet: '主动公开台账', columns, rows: shownAs(rows, (row) => disclosureView(stand, row)) }
      }),
  )
  app.get(
    '/api/disclosures/gaps',
    { config: staff, schema: { summary: '应公开而没有公开的', querystring: OfBoard } },
    (request, reply) =>
      doors.read(request, reply, request.query.office, (tx, stand) =>
        gapsOf(tx, stand, world, request.query.all === true),
      ),
  )
  app.post(
    '/api/disclosures',
    { config: { allow: 'by-process' }, schema: { summary: '登记应公开事项', body: Asked } },
    (request, reply) =>
      writing(world, request, reply, async (tx, { who, at, office }) => {
        const { office: place, ...input } = request.body
        if (officeOf(office.roster, who.staffId, at) !== place) return notSeen('只能登记本单位应公开的事项')
        const opened = await openMatter(world, tx, {
          ...{ tenant: who.tenantId, staff: who.staffId, kind: 'disclosure', input, at },
        })
        if (isRefusal(opened)) return opened
        const { held, posts } = opened
        const { id, number, version } = held.matter
        const after = () => world.touched({ tenant: who.tenantId, path: held.path, matter: id, version, posts })
        return { status: 201, body: { id, number }, after }
      }),
  )
}

async function listOf(tx: Tx, stand: Stand, filter: Filter) {
  const rows = await disclosurePage(tx, stand.tenant, stand.org.id, filter, pageSize + 1, dayOf(stand.at))
  return {
    office: { id: stand.org.id, name: stand.org.name },
    rows: rows.slice(0, pageSize).map((row) => disclosureView(stand, row)),
    next: rows.length > pageSize ? (rows[pageSize - 1]?.matter_id ?? null) : null,
    form: formOf(Words),
  }
}

/** The office and, for who leads it, those below: what of each is missing, late, run out or to be brought up to date. */
async function gapsOf(tx: Tx, { tenant, office, org, leads, at }: Stand, { catalogue }: World, all: boolean) {
  const orgs = [...office.organizations.values()]
    .filter(({ closedAt }) => closedAt === null)
    .filter(({ id, path }) => id === org.id || (leads && isBelow(path, org.path)))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
  const rows = await standingOf(
    tx,
    tenant,
    orgs.map(({ id }) => id),
  )
  const board = boardOf(office, catalogue, orgs, rows, dayOf(at))
  const gaps = board.filter(({ standing }) => standing !== 'open')
  const shown = all ? board : gaps
  return {
    office: { id: org.id, name: org.name },
    rows: shown.slice(0, 500),
    counts: { all: board.length, gaps: gaps.length, late: gaps.filter(({ standing }) => standing === 'late').length },
    isCut: shown.length > 500,
  }
}

type View = ReturnType<typeof disclosureView>

const columns = [
  { title: '编号', width: 20, value: (row: View) => row.number },
  { title: '条款', width: 8, value: (row: View) => row.clause },
  { title: '主题', width: 16, value: (row: View) => row.topicLabel },
  { title: '标题', width: 40, value: (row: View) => row.title },
  { title: '缘由', width: 14, value: (row: View) => row.cause },
  { title: '状态', width: 16, value: (row: View) => row.stateLabel },
  { title: '办理人', width: 10, value: (row: View) => row.holder },
  { title: '超期', width: 8, value: (row: View) => (row.late ? '是' : '') },
  { title: '公开日期', width: 16, value: (row: View) => row.since && spoken(row.since) },
  { title: '公开到', width: 16, value: (row: View) => row.until && spoken(row.until) },
  { title: '待补的渠道', width: 20, value: (row: View) => row.owed.join('、') },
]
