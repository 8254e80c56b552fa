import type { FastifyPluginAsync } from 'fastify'
import { registerEffect } from '#matter/effect.ts'
import type { World } from '#matter/world.ts'
import { registerChores } from '#office/chore.ts'
import { commendationChores } from './commendation.ts'
import { commendationRoutes } from './commendations.ts'
import { contactEffect } from './effect.ts'
import { personRoutes } from './persons.ts'
import { reminderChores } from './reminder.ts'
import { reminderRoutes } from './reminders.ts'

/** Rule 2 beside the matter: its registers, the person's earlier matters, what is kept in mind, who is praised. */
export const firstAskedRoutes: FastifyPluginAsync<{ world: World }> = async (app, parts) => {
  registerEffect(contactEffect)
  registerChores(reminderChores)
  registerChores(commendationChores)
  for (const plugin of [personRoutes, reminderRoutes, commendationRoutes]) await app.register(plugin, parts)
}
