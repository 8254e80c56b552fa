import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { whoOf } from '#matter/once.ts'
import { scopeOf } from '#matter/routes.ts'
import type { World } from '#matter/world.ts'
import { otherChores } from '#office/chore.ts'
import { current } from '#office/current.ts'
import { attendanceRoutes } from './attendance.ts'
import { placeChores } from './chores.ts'
import { dailyRoutes } from './daily.ts'
import { handbackRoutes } from './handback-routes.ts'
import { presenceRoutes } from './presence.ts'
import { schemeRoutes } from './scheme.ts'
import { takeoverRoutes } from './takeover-routes.ts'
import { taskRoutes } from './tasks.ts'

const rooms = [presenceRoutes, attendanceRoutes, schemeRoutes, takeoverRoutes, handbackRoutes, dailyRoutes, taskRoutes]

/** Rule 5 at the desk: who is there, who stands in, what is handed over and back, and what of it waits for somebody. */
export const deputyRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  for (const plugin of rooms) await app.register(plugin, { world })
  app.get(
    '/api/office/alarms',
    { config: { allow: 'staff', passive: true }, schema: { summary: '需要本人处理的在岗问题' } },
    (request) => {
      const who = whoOf(request)
      const at = world.now()
      return world.db.read(scopeOf(who), async (tx) => {
        const watch = { tenant: who.tenantId, office: await current(tx, who.tenantId, at), staff: who.staffId, at }
        const [own, others] = await Promise.all([placeChores(tx, watch), otherChores(tx, watch)])
        return { alarms: [...own, ...others] }
      })
    },
  )
}
