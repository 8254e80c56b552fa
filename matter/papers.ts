import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { whoOf } from '#matter/once.ts'
import { maySee } from '#matter/page.ts'
import { printSheet } from '#matter/print.ts'
import { scopeOf } from '#matter/routes.ts'
import { readMatter } from '#matter/store.ts'
import type { World } from '#matter/world.ts'
import { current } from '#office/current.ts'
import type { Who } from '#platform/auth/who.ts'
import { sql } from '#platform/db/db.ts'

const OfSheet = Type.Object({ id: Type.String({ format: 'uuid' }) })

const matterOf = sql<{ matter_id: string | null }>(
  'sheet.matter',
  `select matter_id from sheet where tenant_id = $1 and id = $2`,
)

/** A paper of a confidential matter is for those who have a part in the matter (2.4). */
async function mayPrint(world: World, who: Who, sheet: string): Promise<boolean> {
  const at = world.now()
  return world.db.read(scopeOf(who), async (tx) => {
    const found = await tx.maybe(matterOf, [who.tenantId, sheet])
    // A paper about a post (代行交接单, AB角公示表) belongs to no matter: the place decides who sees it.
    if (found?.matter_id === null) return true
    const held = found && (await readMatter(tx, who.tenantId, found.matter_id))
    const process = held && world.processes.of(held.matter.kind, held.matter.service)
    if (!process) return false
    const isOpen = !process.confidential && !process.hidesFrom
    return isOpen || maySee(held, process, await current(tx, who.tenantId, at), { staff: who.staffId, at })
  })
}

/** Papers as issued: the same bytes at each print. */
export const paperRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  app.get(
    '/api/sheets/:id.pdf',
    { config: { allow: 'staff' }, schema: { summary: '打印文书', params: OfSheet } },
    async (request, reply) => {
      const who = whoOf(request)
      const printed = (await mayPrint(world, who, request.params.id))
        ? await printSheet(world.db, scopeOf(who), request.params.id)
        : null
      if (!printed)
        return reply.refuse({
          refused: 'not-seen',
          clause: null,
          says: '没有找到这份文书，或者它不在您可以查看的范围内',
        })
      return reply
        .type('application/pdf')
        .header('content-disposition', `inline; filename*=UTF-8''${encodeURIComponent(printed.name)}`)
        .header('cache-control', 'private, no-store')
        .send(printed.bytes)
    },
  )
}
