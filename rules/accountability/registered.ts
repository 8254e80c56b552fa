import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type, { type Static } from 'typebox'
import { type Day, type Instant, isDay, parseInstant, spokenAt } from '#core/day.ts'
import { choice } from '#core/field.ts'
import { badInput } from '#core/offer.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { whoOf } from '#matter/once.ts'
import { everyRow, pageRows } from '#matter/pages.ts'
import type { World } from '#matter/world.ts'
import { current } from '#office/current.ts'
import { unseen } from '#office/snapshot.ts'
import { scopeOf, type Who } from '#platform/auth/who.ts'
import type { Tx } from '#platform/db/db.ts'
import { exportReason, sendBook } from '#platform/sheets/book.ts'
import type { ExcelColumn } from '#platform/sheets/excel.ts'
import { unpursuedComplaints } from './complaints.ts'
import { breaches, rungs } from './contract.ts'
import { figuresOf } from './figures.ts'
import {
  type AccountView,
  type Asked,
  accountPage,
  excusedBreaches,
  managed,
  ownAccounts,
  type Wanted,
} from './list.ts'
import { accountability } from './process.ts'

const clauses = [...new Set(Object.values(breaches).map(({ clause }) => clause))]
const filters = {
  office: Type.Optional(Type.String({ title: '单位', format: 'uuid' })),
  state: Type.Optional(choice('办理情况', { open: '未结束', closed: '已结束', ...accountability.states })),
  clause: Type.Optional(Type.Enum(clauses, { title: '条款' })),
  rung: Type.Optional(choice('处理', rungs)),
  from: Type.Optional(Type.String({ title: '开始日期', format: 'date' })),
  until: Type.Optional(Type.String({ title: '结束日期', format: 'date' })),
  q: Type.Optional(Type.String({ title: '姓名或编号', minLength: 1, maxLength: 40, pattern: '\\S' })),
}
const List = Type.Object({
  ...filters,
  cursor: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2} [0-9:.+-]{8,24}~[0-9a-f-]{36}$' })),
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 30 }),
})
const Export = Type.Object({ ...filters, reason: exportReason }, { additionalProperties: false })
const Span = Type.Object({ from: filters.from, until: filters.until })

const staffOnly = { allow: 'staff' } as const

/** The register for head and superior, one's own record for everybody, the figures without names, and the book. */
export const registerRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  const reading = <T>(who: Who, work: (tx: Tx, asked: Asked) => Promise<T>): Promise<T> => {
    const at = world.now()
    return world.db.read(scopeOf(who), async (tx) => work(tx, await askedOf(tx, who, at)))
  }

  app.get(
    '/api/accountability',
    { config: staffOnly, schema: { summary: '责任追究台账', querystring: List } },
    async (request, reply) => {
      const wrong = spanProblem(request.query)
      if (wrong) return reply.refuse(wrong)
      const { cursor = null, limit, ...rest } = request.query
      const page = await reading(whoOf(request), async (tx, asked) => {
        const stranger = unseen(asked.office, asked.staff, rest.office, asked.at)
        if (stranger) return stranger
        const keeps = managed(asked.office, asked.staff, asked.at)
        const offices = keeps.map((id) => ({ id, name: asked.office.organizations.get(id)?.name ?? '' }))
        const shown = keeps.length > 0 ? await accountPage(tx, asked, wantedOf(rest), cursor, limit) : nothing
        return { keeps: keeps.length > 0, offices, ...shown }
      })
      return isRefusal(page) ? reply.refuse(page) : page
    },
  )

  app.get('/api/accountability/mine', { config: staffOnly, schema: { summary: '我的责任记录' } }, (request) =>
    reading(whoOf(request), async (tx, asked) => ({ rows: await ownAccounts(tx, asked) })),
  )

  app.get(
    '/api/accountability/excused',
    { config: staffOnly, schema: { summary: '查明不属于个人责任的超期和过错' } },
    (request) => reading(whoOf(request), async (tx, asked) => ({ rows: await excusedBreaches(tx, asked) })),
  )

  app.get(
    '/api/accountability/upheld',
    { config: staffOnly, schema: { summary: '属实而还没有追究的投诉' } },
    (request) => reading(whoOf(request), async (tx, asked) => ({ rows: await unpursuedComplaints(tx, asked) })),
  )

  app.get(
    '/api/accountability/figures',
    { config: staffOnly, schema: { summary: '责任追究数据（不含姓名）', querystring: Span } },
    async (request, reply) => {
      const wrong = spanProblem(request.query)
      if (wrong) return reply.refuse(wrong)
      const { from = null, until = null } = request.query
      return reading(whoOf(request), (tx, asked) => figuresOf(tx, asked, from as Day | null, until as Day | null))
    },
  )

  app.post(
    '/api/accountability/export',
    { config: staffOnly, schema: { summary: '导出责任追究台账（留痕）', body: Export } },
    async (request, reply) => {
      const wrong = spanProblem(request.body)
      if (wrong) return reply.refuse(wrong)
      const { reason, ...rest } = request.body
      return sendBook(world, request, reply, async (tx, who, at) => {
        const asked = await askedOf(tx, who, at)
        if (managed(asked.office, asked.staff, at).length === 0) return notKeeper
        const stranger = unseen(asked.office, asked.staff, rest.office, asked.at)
        if (stranger) return stranger
        const rows = await everyRow((cursor) => accountPage(tx, asked, wantedOf(rest), cursor, pageRows))
        if (isRefusal(rows)) return rows
        const says = (count: number) => `导出责任追究台账 ${count} 条`
        return { sheet: '责任追究台账', columns, rows, what: 'accountability-export', says, reason }
      })
    },
  )
}

const nothing = { rows: [], next: null }

async function askedOf(tx: Tx, who: Who, at: Instant): Promise<Asked> {
  return { tenant: who.tenantId, staff: who.staffId, office: await current(tx, who.tenantId, at), at }
}

function wantedOf({ from, until, ...rest }: Omit<Static<typeof Export>, 'reason'>): Wanted {
  return { ...rest, ...(from && { from: from as Day }), ...(until && { until: until as Day }) }
}

function spanProblem({ from, until }: { from?: string; until?: string }): Refusal | null {
  const unreal = (
    [
      ['from', from],
      ['until', until],
    ] as const
  ).find(([, day]) => day !== undefined && !isDay(day))
  if (unreal) return badInput('2.4.1', [{ at: `/${unreal[0]}`, says: '没有这一天' }])
  if (!from || !until || from <= until) return null
  return badInput('2.4.1', [{ at: '/until', says: '结束日期不能早于开始日期' }])
}

const notKeeper: Refusal = { refused: 'not-yours', clause: '2.4.1', says: '责任追究台账由单位负责人和上级查看' }

const when = (at: string | null): string | null => at && spokenAt(parseInstant(at))
const columns: readonly ExcelColumn<AccountView>[] = [
  { title: '编号', width: 22, value: ({ number }) => number },
  { title: '单位', width: 28, value: ({ office }) => office },
  { title: '当事人', value: ({ staff }) => staff.name },
  { title: '情形', width: 26, value: ({ breachLabel }) => breachLabel },
  { title: '条款', value: ({ clause }) => clause },
  { title: '来源', value: ({ fromRecord }) => (fromRecord ? '系统按记录提出' : '负责人提出') },
  { title: '情况', width: 16, value: ({ stateLabel }) => stateLabel },
  { title: '处理', width: 22, value: ({ rungLabel }) => rungLabel },
  { title: '再犯加重', value: ({ aggravated }) => (aggravated ? '是' : '否') },
  { title: '申诉', value: ({ appealed }) => (appealed ? '有' : '无') },
  { title: '提出时间', width: 20, value: ({ openedAt }) => when(openedAt) },
  { title: '决定时间', width: 20, value: ({ decidedAt }) => when(decidedAt) },
  { title: '结束时间', width: 20, value: ({ closedAt }) => when(closedAt) },
  { title: '结果', width: 50, value: ({ outcome }) => outcome },
]
