import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { isRefusal } from '#core/refusal.ts'
import type { StaffId } from '#core/roster.ts'
import { changing, whoOf } from '#matter/once.ts'
import type { World } from '#matter/world.ts'
import { takeInvite } from './invite.ts'

const OfMatter = Type.Object({ id: Type.String({ format: 'uuid' }) })
const None = Type.Object({}, { additionalProperties: false })

/** The words with the link for whoever tells the visitor that it is done: taken, not sent, and who took them is on record. */
export const inviteRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  app.post(
    '/api/matters/:id/rating-link',
    {
      config: { allow: 'staff', clause: '10.5.1' },
      schema: { summary: '取得请服务对象评价的短信文字和链接', params: OfMatter, body: None },
    },
    (request, reply) => {
      const who = whoOf(request)
      const at = world.now()
      const by = { tenant: who.tenantId, staff: who.staffId as StaffId, at }
      return changing(world.db, { ...who, actor: who.staffId }, at, request, reply, async (tx, gate) => {
        await gate
        const invite = await takeInvite(world, tx, by, request.params.id)
        // The link is not kept as an answer to repeat: what is on record is that it was taken.
        return isRefusal(invite)
          ? invite
          : { status: 200, body: invite, kept: { until: invite.until, link: null, text: null } }
      })
    },
  )
}
