import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { World } from '#matter/world.ts'
import { conductRoutes } from './conduct.ts'
import { phraseRoutes } from './sayings.ts'

/** Rule 3 beside the matter itself: the phrases, and the figures of careful work. */
export const receptionRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  await app.register(phraseRoutes, { world })
  await app.register(conductRoutes, { world })
}
