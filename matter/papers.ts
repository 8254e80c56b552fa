import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { whoOf } from '#matter/once.ts'
import { printSheet } from '#matter/print.ts'
import { scopeOf } from '#matter/routes.ts'
import type { World } from '#matter/world.ts'

const OfSheet = Type.Object({ id: Type.String({ format: 'uuid' }) })

/** Papers as issued: the same bytes at each print. */
export const paperRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  app.get(
    '/api/sheets/:id.pdf',
    { config: { allow: 'staff' }, schema: { summary: '打印文书', params: OfSheet } },
    async (request, reply) => {
      const printed = await printSheet(world.db, scopeOf(whoOf(request)), request.params.id)
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
