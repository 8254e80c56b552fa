import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { addDays, type Day, dayOf, type Instant, isDay, iso, spokenAt } from '#core/day.ts'
import { auditLines, firstBrokenAudit } from '#platform/auth/audit.ts'
import { type AuditFound, type AuditWanted, auditDays, searchAudit } from '#platform/auth/audit-search.ts'
import { scopeOf, type Who } from '#platform/auth/who.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import { sendBook } from '#platform/sheets/book.ts'
import type { ExcelSheet } from '#platform/sheets/excel.ts'

/** Whose lines an auditor may read (null: everybody's), and what people are called. */
export type Sight = { readonly staff: readonly string[] | null; readonly nameOf: (id: string) => string | null }

type Needs = {
  readonly db: Db
  readonly now: () => Instant
  /** Where people are known; without it everybody is seen and nobody has a name. */
  readonly sight?: (tx: Tx, who: Who, at: Instant) => Promise<Sight>
}

const page = Type.Object(
  {
    day: Type.Optional(Type.String({ title: '日期', format: 'date' })),
    after: Type.Integer({ title: '起始序号', minimum: 0, maximum: 2_000_000_000, default: 0 }),
    limit: Type.Integer({ title: '每页条数', minimum: 1, maximum: 200, default: 50 }),
  },
  { additionalProperties: false },
)
const filter = {
  from: Type.Optional(Type.String({ title: '起始日期', format: 'date' })),
  until: Type.Optional(Type.String({ title: '截止日期', format: 'date' })),
  who: Type.Optional(Type.String({ title: '人员', format: 'uuid' })),
  what: Type.Optional(Type.String({ title: '类别', pattern: '^[a-z-]{1,30}$' })),
  failed: Type.Boolean({ title: '只看未成功', default: false }),
}
const lines = Type.Object(
  {
    ...filter,
    before: Type.Optional(Type.String({ title: '上一页末行', pattern: String.raw`^\d{4}-\d{2}-\d{2}\.\d{1,9}$` })),
    limit: Type.Integer({ title: '每页条数', minimum: 1, maximum: 200, default: 50 }),
  },
  { additionalProperties: false },
)
const period = Type.Object({ from: filter.from, until: filter.until }, { additionalProperties: false })
const wholeFilter = Type.Object(filter, { additionalProperties: false })

const auditor = { allow: { administrator: 'audit' } } as const
const usualDays = 30
const mostDays = 92
/** The audit, for the audit administrator alone: a day in its order, lines by who, what and when, the chain, an Excel book. */
export const auditRoutes: FastifyPluginAsyncTypebox<Needs> = async (app, needs) => {
  const { db, now } = needs
  app.get('/api/audit', { config: auditor, schema: { summary: '审计记录', querystring: page } }, (request) => {
    const { who } = request.session!
    const { after, limit } = request.query
    const day = (request.query.day ?? dayOf(now())) as Day
    return db.read(scopeOf(who), async (tx) => {
      const sight = await sightOf(needs, tx, who)
      const broken = after === 0 ? await firstBrokenAudit(tx, who.tenantId, day) : null
      const found = await auditLines(tx, who.tenantId, day, after, limit)
      return {
        day,
        broken,
        lines: found
          .filter((l) => sight.staff === null || (l.staffId !== null && sight.staff.includes(l.staffId)))
          .map(({ seq, at, staffId, what, about, succeeded, says, hash }) => {
            return { seq, at: iso(at), staffId, what, about, succeeded, says, hash }
          }),
        next: found.length === limit ? (found.at(-1)?.seq ?? null) : null,
      }
    })
  })
  app.get(
    '/api/audit/lines',
    { config: auditor, schema: { summary: '按人员、类别、日期查审计记录', querystring: lines } },
    (request) => {
      const { who } = request.session!
      const { before, limit } = request.query
      return db.read(scopeOf(who), async (tx) => {
        const sight = await sightOf(needs, tx, who)
        const [day = '', seq = ''] = before?.split('.') ?? []
        const below = isDay(day) ? { day, seq: Number(seq) } : null
        const wanted = { ...wantedOf(request.query, now()), staff: sight.staff, before: below, limit }
        const found = await searchAudit(tx, who.tenantId, wanted)
        const last = found.at(-1)
        const next = found.length === limit && last ? `${last.day}.${last.seq}` : null
        return {
          ...{ from: wanted.from, until: wanted.until, next },
          lines: found.map((line) => ({ ...line, at: iso(line.at), by: line.staffId && sight.nameOf(line.staffId) })),
        }
      })
    },
  )
  app.get(
    '/api/audit/chain',
    { config: auditor, schema: { summary: '核验审计记录是否完整', querystring: period } },
    (request) => {
      const { who } = request.session!
      const { from, until } = wantedOf(request.query, now())
      return db.read(scopeOf(who), async (tx) => {
        const days = []
        for (const { day, seq } of await auditDays(tx, who.tenantId, from, until))
          days.push({ day, lines: seq, broken: await firstBrokenAudit(tx, who.tenantId, day) })
        return { from, until, days, whole: days.every(({ broken }) => broken === null) }
      })
    },
  )
  app.get(
    '/api/audit/export',
    { config: auditor, schema: { summary: '导出审计记录（Excel）', querystring: wholeFilter } },
    (request, reply) =>
      sendBook(needs, request, reply, async (tx, who, at) => {
        const wanted = wantedOf(request.query, at)
        const sight = await sightOf(needs, tx, who)
        const rows = linesOf(tx, who.tenantId, { ...wanted, staff: sight.staff })
        const period = `${wanted.from}至${wanted.until}`
        const says = (count: number) => `导出${period}的审计记录${count}条`
        return { ...sheetOf(rows, sight), what: 'audit-export', says, name: `审计记录${period}` }
      }),
  )
}

async function sightOf({ sight, now }: Needs, tx: Tx, who: Who): Promise<Sight> {
  return (await sight?.(tx, who, now())) ?? { staff: null, nameOf: () => null }
}

type Asked = {
  readonly from?: string
  readonly until?: string
  readonly who?: string
  readonly what?: string
  readonly failed?: boolean
}

/** The last thirty days unless said otherwise; never more than a quarter of a year at once. */
function wantedOf(
  { from, until, who, what, failed }: Asked,
  at: Instant,
): Omit<AuditWanted, 'staff' | 'before' | 'limit'> {
  const end = isDay(until) ? until : dayOf(at)
  const begin = isDay(from) ? from : addDays(end, -usualDays)
  const least = addDays(end, -mostDays)
  return {
    ...{ from: begin < least ? least : begin, until: end },
    ...{ who: who ?? null, what: what ?? null, failedOnly: failed ?? false },
  }
}

/** All lines that are wanted, the newest first, as they come. */
async function* linesOf(
  tx: Tx,
  tenant: string,
  wanted: Omit<AuditWanted, 'before' | 'limit'>,
): AsyncGenerator<AuditFound> {
  for (let before: AuditWanted['before'] = null; ; ) {
    const found = await searchAudit(tx, tenant, { ...wanted, before, limit: 1000 })
    yield* found
    const last = found.at(-1)
    if (!last || found.length < 1000) return
    before = { day: last.day, seq: last.seq }
  }
}

function sheetOf(rows: AsyncIterable<AuditFound>, { nameOf }: Sight): ExcelSheet<AuditFound> {
  return {
    sheet: '审计记录',
    columns: [
      { title: '日期', width: 12, value: ({ day }) => day },
      { title: '序号', width: 8, value: ({ seq }) => seq },
      { title: '时间', width: 24, value: ({ at }) => spokenAt(at) },
      { title: '操作人', width: 14, value: ({ staffId }) => (staffId ? (nameOf(staffId) ?? staffId) : '系统') },
      { title: '类别', width: 20, value: ({ what }) => what },
      { title: '内容', width: 60, value: ({ says }) => says },
      { title: '结果', width: 8, value: ({ succeeded }) => (succeeded ? '成功' : '未成功') },
    ],
    rows,
  }
}
