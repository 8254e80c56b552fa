import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { type Day, dayOf, type Instant, iso } from '#core/day.ts'
import { auditLines, firstBrokenAudit } from '#platform/auth/audit.ts'
import type { Db } from '#platform/db/db.ts'

type Needs = { readonly db: Db; readonly now: () => Instant }

const page = Type.Object(
  {
    day: Type.Optional(Type.String({ title: '日期', format: 'date' })),
    after: Type.Integer({ title: '起始序号', minimum: 0, maximum: 2_000_000_000, default: 0 }),
    limit: Type.Integer({ title: '每页条数', minimum: 1, maximum: 200, default: 50 }),
  },
  { additionalProperties: false },
)

/** The audit of one day, for the audit administrator alone; with the first broken line, or null when the chain is whole. */
export const auditRoutes: FastifyPluginAsyncTypebox<Needs> = async (app, { db, now }) => {
  app.get(
    '/api/audit',
    { config: { allow: { administrator: 'audit' } }, schema: { summary: '审计记录', querystring: page } },
    (request) => {
      const { tenantId, orgPath } = request.session!.who
      const { after, limit } = request.query
      const day = (request.query.day ?? dayOf(now())) as Day
      return db.read({ tenant: tenantId, paths: [orgPath] }, async (tx) => {
        const broken = after === 0 ? await firstBrokenAudit(tx, tenantId, day) : null
        const lines = await auditLines(tx, tenantId, day, after, limit)
        return {
          day,
          broken,
          lines: lines.map(({ seq, at, staffId, what, about, succeeded, says, hash }) => {
            return { seq, at: iso(at), staffId, what, about, succeeded, says, hash }
          }),
          next: lines.length === limit ? (lines.at(-1)?.seq ?? null) : null,
        }
      })
    },
  )
}
