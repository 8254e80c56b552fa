import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import type { Day } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { writing } from '#matter/door.ts'
import { whoOf } from '#matter/once.ts'
import { scopeOf } from '#matter/routes.ts'
import type { World } from '#matter/world.ts'
import { current } from '#office/current.ts'
import type { By, OfficeSnapshot } from '#office/snapshot.ts'
import type { Tx } from '#platform/db/db.ts'
import { Ending, Looking, Remembering } from './contract.ts'
import { endReminder, lookAgain, remember, remindersOf, remindersOfMatter } from './reminder.ts'

const One = Type.Object({ id: Type.String({ format: 'uuid' }) })
const OfMatter = Type.Object({ matter: Type.Optional(Type.String({ title: '事项', format: 'uuid' })) })

/** Hard matters that are kept in mind until they are closed (2.2). */
export const reminderRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  const staff = { allow: 'staff' } as const
  const changed = (
    request: FastifyRequest,
    reply: FastifyReply,
    status: number,
    work: (tx: Tx, office: OfficeSnapshot, by: By) => Promise<Refusal | object>,
  ) => {
    return writing(world, request, reply, async (tx, { who, at, office }) => {
      const done = await work(tx, office, { tenant: who.tenantId, staff: who.staffId, at })
      return isRefusal(done) ? done : { status, body: done }
    })
  }

  app.get('/api/remembered', { config: staff, schema: { summary: '记挂事项', querystring: OfMatter } }, (request) => {
    const who = whoOf(request)
    const by = { tenant: who.tenantId, staff: who.staffId, at: world.now() }
    return world.db.read(scopeOf(who), async (tx) => {
      const office = await current(tx, who.tenantId, by.at)
      const { matter } = request.query
      if (matter) return { rows: await remindersOfMatter(tx, office, by, matter) }
      return { rows: await remindersOf(world, tx, office, by) }
    })
  })

  app.post(
    '/api/remembered',
    { config: staff, schema: { summary: '记挂难办事项', body: Remembering } },
    (request, reply) => {
      return changed(request, reply, 201, (tx, office, by) => {
        const { lookOn, ...rest } = request.body
        return remember(world, tx, office, by, { ...rest, lookOn: lookOn as Day })
      })
    },
  )

  app.post(
    '/api/remembered/:id/look',
    { config: staff, schema: { summary: '再看记挂事项', params: One, body: Looking } },
    (request, reply) => {
      return changed(request, reply, 200, (tx, office, by) => {
        const { note, lookOn } = request.body
        return lookAgain(tx, office, by, { ...request.params, note, lookOn: lookOn as Day })
      })
    },
  )

  app.post(
    '/api/remembered/:id/end',
    { config: staff, schema: { summary: '了结记挂事项', params: One, body: Ending } },
    (request, reply) => {
      return changed(request, reply, 200, (tx, office, by) =>
        endReminder(tx, office, by, { ...request.params, ...request.body }),
      )
    },
  )
}
