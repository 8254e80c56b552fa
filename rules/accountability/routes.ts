import type { FastifyPluginAsync } from 'fastify'
import { registerEffect } from '#matter/effect.ts'
import type { World } from '#matter/world.ts'
import { registerChores } from '#office/chore.ts'
import { accountChores } from './chores.ts'
import { openingRoutes } from './opening.ts'
import { breachEffect } from './record.ts'
import { accountEffect } from './register.ts'
import { registerRoutes } from './registered.ts'

/** What follows from a breach, beside the matter: its register and figures, and the door by which a head proposes (2.4, 7.6). */
export const accountabilityRoutes: FastifyPluginAsync<{ world: World }> = async (app, parts) => {
  registerEffect(breachEffect(parts.world.processes))
  registerEffect(accountEffect)
  registerChores(accountChores)
  for (const plugin of [registerRoutes, openingRoutes]) await app.register(plugin, parts)
}
