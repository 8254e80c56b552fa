import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { World } from '#matter/world.ts'
import { boxRoutes } from '#rules/quality-service/box/routes.ts'
import { inviteRoutes } from '#rules/quality-service/visitor/invite-routes.ts'

/** What the staff does for ratings that others make: opens the box and enters its papers, hands on the words with the link (10.5.1). */
export const ratingDeskRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, needs) => {
  await app.register(boxRoutes, needs)
  await app.register(inviteRoutes, needs)
}
