import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import type { OfficeId } from '#core/roster.ts'
import { newId } from '#matter/id.ts'
import type { World } from '#matter/world.ts'
import { byOf } from '#office/caller.ts'
import { current } from '#office/current.ts'
import { groundRun } from '#office/ground-run.ts'
import { keeps } from '#office/keeper.ts'
import { notSeen } from '#office/refusals.ts'
import type { By, OfficeSnapshot, Way } from '#office/snapshot.ts'
import { scopeOf } from '#platform/auth/who.ts'
import type { Tx } from '#platform/db/db.ts'
import { newSecret } from '#platform/messages/sign.ts'
import { bodies, OfReceiver, type ReceiverAsk, ways } from './contract.ts'
import { idOf, keepUp, mine, shown, system } from './keep.ts'
import { addReceiver, changeReceiver } from './receivers.ts'
import { sealSecret } from './send.ts'
import { messagesOf, receiversOf } from './store.ts'
import { formsFor, messageView, receiverViews } from './view.ts'

const OfLog = Type.Object({
  cursor: Type.Optional(Type.String({ title: '从哪一条起', format: 'uuid' })),
  open: Type.Optional(Type.Boolean({ title: '只看没有送达的' })),
})
const page = 50

/** 外发消息: who outside hears of what happens (10.3.2). The system administrator sets it up; none of it shows a matter. */
export const messageRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  const { db, now } = world
  await app.register(setUp, { world })
  await app.register(keepUp, { world })
  app.get('/api/receivers', { config: system, schema: { summary: '外发消息的接收方' } }, (request) => {
    const by = byOf(request, now())
    return db.read(scopeOf(request.session!.who), async (tx) => {
      const office = await current(tx, by.tenant, by.at)
      const own = [...office.organizations.keys()].filter((id: OfficeId) => keeps(office, by, id))
      const rows = await receiversOf(tx, by.tenant, own)
      return { rows: await receiverViews(tx, by.tenant, office, rows), forms: formsFor(office, own) }
    })
  })
  app.get(
    '/api/receivers/:id/messages',
    { config: system, schema: { summary: '发给一个接收方的消息', params: OfReceiver, querystring: OfLog } },
    async (request, reply) => {
      const by = byOf(request, now())
      const { cursor, open = false } = request.query
      const seen = await db.read(scopeOf(request.session!.who), async (tx) => {
        const row = await mine(tx, await current(tx, by.tenant, by.at), by, request.params.id)
        return row && messagesOf(tx, by.tenant, row.id, { cursor, open, limit: page + 1 })
      })
      if (!seen) return reply.refuse(notSeen('没有这个接收方'))
      return { rows: seen.slice(0, page).map(messageView), cursor: seen.length > page ? seen[page - 1]!.id : null }
    },
  )
}

/** Each way has a form of its own. The key of a signature is told once, when it is made; a password never. */
const setUp: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  const { keys } = world
  const run = groundRun(world)
  const password = (ask: ReceiverAsk) => (ask.way === 'mail' && ask.password?.trim()) || null
  for (const way of Object.keys(ways) as Way[]) {
    const { label } = ways[way]
    const read = (request: FastifyRequest) => ({ way, ...(request.body as object) }) as ReceiverAsk
    const add = { summary: `设置外发：${label}`, body: bodies[way] }
    app.post(`/api/receivers/${way}`, { config: { ...system, strict: true }, schema: add }, (request, reply) => {
      const ask = read(request)
      const key = way === 'mail' ? null : newSecret()
      const secret = key ?? password(ask)
      const prepare = (_tx: Tx, _office: OfficeSnapshot, by: By) => {
        const id = newId(by.at)
        return { id, ask, secret: secret && sealSecret(keys, by.tenant, id, secret) }
      }
      const told = (_office: OfficeSnapshot, _by: By, { id }: { readonly id: string }) => ({
        body: { id, secret: key },
        kept: { id, secret: null },
      })
      return run(request, reply, addReceiver, prepare, told, 201)
    })
    const change = { summary: `修改外发：${label}`, params: OfReceiver, body: bodies[way] }
    app.post(`/api/receivers/:id/${way}`, { config: { ...system, strict: true }, schema: change }, (request, reply) => {
      const ask = read(request)
      const plain = password(ask)
      const prepare = async (tx: Tx, office: OfficeSnapshot, by: By) => {
        const row = await mine(tx, office, by, idOf(request))
        const secret = row && plain && sealSecret(keys, by.tenant, row.id, plain)
        return { row: row?.way === way ? row : null, ask, secret }
      }
      return run(request, reply, changeReceiver, prepare, shown)
    })
  }
}
