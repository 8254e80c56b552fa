import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { iso } from '#core/day.ts'
import { newId } from '#matter/id.ts'
import type { World } from '#matter/world.ts'
import { groundRun } from '#office/ground-run.ts'
import { keeps } from '#office/keeper.ts'
import { notMet } from '#office/refusals.ts'
import type { By, OfficeSnapshot } from '#office/snapshot.ts'
import { scopeOf } from '#platform/auth/who.ts'
import type { Tx } from '#platform/db/db.ts'
import { newSecret } from '#platform/messages/sign.ts'
import { OfReceiver, StopBody } from './contract.ts'
import { dropReceiver, rekeyReceiver, repeatMessage, tryReceiver, turnReceiver } from './receivers.ts'
import { sealSecret, sendDue, test } from './send.ts'
import { addMessage, lockMessage, type ReceiverRow, receiversBy, sendAgain } from './store.ts'

export const system = { allow: { administrator: 'system' } } as const

/** A receiver of the offices that this administrator keeps; null for any other, there or not. */
export async function mine(tx: Tx, office: OfficeSnapshot, by: By, id: string): Promise<ReceiverRow | null> {
  const [row = null] = await receiversBy(tx, by.tenant, [id])
  return row && keeps(office, by, row.org) ? row : null
}

export const idOf = (request: FastifyRequest): string => (request.params as { id: string }).id
export const shown = (_office: OfficeSnapshot, _by: By, { id }: { readonly id: string }) => ({ body: { id } })
const reasonOf = (request: FastifyRequest): string => (request.body as { reason?: string } | null)?.reason?.trim() ?? ''

/** What is done with a receiver that stands, and with a message that did not arrive. */
export const keepUp: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  const run = groundRun(world)
  const config = { ...system, strict: true } as const
  const found = (request: FastifyRequest) => async (tx: Tx, office: OfficeSnapshot, by: By) => ({
    row: await mine(tx, office, by, idOf(request)),
    reason: reasonOf(request),
  })
  const turn = (on: boolean) => (request: FastifyRequest) => async (tx: Tx, office: OfficeSnapshot, by: By) => ({
    ...(await found(request)(tx, office, by)),
    on,
  })
  app.post('/api/receivers/:id/on', { config, schema: { summary: '启用外发', params: OfReceiver } }, (request, reply) =>
    run(request, reply, turnReceiver, turn(true)(request), shown),
  )
  app.post(
    '/api/receivers/:id/off',
    { config, schema: { summary: '停用外发', params: OfReceiver, body: StopBody } },
    (request, reply) => run(request, reply, turnReceiver, turn(false)(request), shown),
  )
  app.post(
    '/api/receivers/:id/removal',
    { config, schema: { summary: '撤销外发', params: OfReceiver, body: StopBody } },
    (request, reply) => run(request, reply, dropReceiver, found(request), shown),
  )
  app.post(
    '/api/receivers/:id/secret',
    { config, schema: { summary: '更换签名密钥', params: OfReceiver } },
    (request, reply) => {
      const secret = newSecret()
      const prepare = async (tx: Tx, office: OfficeSnapshot, by: By) => {
        const row = await mine(tx, office, by, idOf(request))
        return { row, secret: row && sealSecret(world.keys, by.tenant, row.id, secret) }
      }
      return run(request, reply, rekeyReceiver, prepare, (_office, _by, { id }) => ({
        body: { id, secret },
        kept: { id, secret: null },
      }))
    },
  )
  app.post(
    '/api/receivers/:id/test',
    { config, schema: { summary: '发一条测试消息', params: OfReceiver } },
    (request, reply) => run(request, reply, tryReceiver, trial(request), sentNow(world, request)),
  )
  app.post(
    '/api/messages/:id/again',
    { config, schema: { summary: '重新发送', params: OfReceiver } },
    (request, reply) => run(request, reply, repeatMessage, repeat(request), sentNow(world, request)),
  )
}

/** Whoever pressed the button waits for what comes of it: a receiver has ten seconds. */
const sentNow =
  (world: World, request: FastifyRequest) =>
  (_office: OfficeSnapshot, _by: By, { id }: { readonly id: string }) => ({
    body: { id },
    after: async () => void (await sendDue(world, scopeOf(request.session!.who))),
  })

const trial = (request: FastifyRequest) => async (tx: Tx, office: OfficeSnapshot, by: By) => {
  const row = await mine(tx, office, by, idOf(request))
  const path = row && office.organizations.get(row.org)?.path
  if (!row || !path) return { row: null }
  const body = JSON.stringify({ type: 'test', timestamp: iso(by.at), data: {} })
  const what = { receiver: row.id, matter: null, version: 0, event: test, body }
  addMessage(tx, { tenant: by.tenant, id: newId(by.at), path, ...what, at: by.at, next: by.at })
  return { row }
}

const repeat = (request: FastifyRequest) => async (tx: Tx, office: OfficeSnapshot, by: By) => {
  const id = idOf(request)
  const message = await lockMessage(tx, by.tenant, id)
  const row = message && (await mine(tx, office, by, message.receiver))
  if (!row) return { row: null }
  if (message.state !== 'given-up' && message.state !== 'withheld')
    return notMet('10.3.2', '这条消息还在发送，或者已经送达')
  sendAgain(tx, by.tenant, id, by.at)
  return { row }
}
