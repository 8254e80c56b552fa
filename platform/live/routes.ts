import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { unavailable } from '#platform/http/fault.ts'
import type { Hub, Place } from '#platform/live/hub.ts'

/** GET /api/live: server-sent events for a signed-in clerk, until the session, the page or the program ends. */
export const liveRoutes: FastifyPluginAsyncTypebox<{ hub: Hub }> = async (app, { hub }) => {
  app.addHook('preClose', async () => hub.close())

  app.get(
    '/api/live',
    { config: { allow: 'staff', passive: true }, schema: { summary: '工作台实时提示（server-sent events）' } },
    (request, reply) => {
      const { who, id } = request.session!
      return listen(hub, reply, { tenantId: who.tenantId, orgPath: who.orgPath, sessionId: id })
    },
  )
}

/** Joins a listener: the answer stays open and is written to until somebody ends it. Unavailable where the hub takes nobody. */
export function listen(hub: Hub, reply: FastifyReply, place: Place): FastifyReply | undefined {
  const { raw } = reply
  const outlet = {
    write: (text: string) => raw.write(text),
    get writableLength() {
      return raw.writableLength
    },
    destroy: () => void raw.destroy(),
    end: () => void raw.end(),
  }
  if (!hub.join(place, outlet)) return unavailable(reply)
  reply.hijack()
  raw.on('close', () => hub.leave(outlet))
  raw.on('error', () => hub.leave(outlet))
  raw.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    // Proxies that buffer would keep the hints to themselves.
    'x-accel-buffering': 'no',
  })
  raw.write(`retry: ${retryMs()}\n: \n\n`)
  return undefined
}

/** After a restart not everybody comes back at the same instant. */
function retryMs(): number {
  return 2_000 + Math.floor(Math.random() * 2_000)
}
