import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import type { Static } from 'typebox'
import type { Refusal } from '#core/refusal.ts'
import { isRefusal } from '#core/refusal.ts'
import type { World } from '#matter/world.ts'
import { historyOf, OfEntry, OfOffice, staff } from '#office/entries.ts'
import { linesOf as historyLines } from '#office/ledger.ts'
import { badInput, notSeen } from '#office/refusals.ts'
import { entered, onlyHead, registerDoors, type Stand } from '#office/register.ts'
import type { Tx } from '#platform/db/db.ts'
import { actOn, callNext, take, whereOf } from './change.ts'
import { type Ask, CallBody, OfFigures, type Plan, type PlanAsk, PlanBody, type TakeAsk, TakeBody } from './contract.ts'
import { figureColumns, figuresOf } from './figures.ts'
import { numberOf } from './policy.ts'
import { type Act, acts } from './process.ts'
import { onlyAtWindow, slipOf } from './slip.ts'
import { addPlan, planOf, ticketById, waitingOf } from './store.ts'
import { deskView, ticketView, waitOf } from './view.ts'

/** `called`: wakes the screens and desks of an office; they look anew by themselves. */
export type QueueNeeds = { readonly world: World; readonly called: (at: { tenant: string; path: string }) => void }

type App = Parameters<FastifyPluginAsyncTypebox>[0]

/** The queue at the desk: take, call, and what is done with a number (10.4.5); its plan and its figures. */
export const queueRoutes: FastifyPluginAsyncTypebox<QueueNeeds> = async (app, needs) => {
  const { world } = needs
  const doors = registerDoors(world)
  app.get(
    '/api/queue',
    { config: staff, schema: { summary: '排队叫号：等候、窗口和在叫的号', querystring: OfOffice } },
    (request, reply) =>
      doors.read(request, reply, request.query.office, (tx, stand) => deskView(tx, stand, world.catalogue)),
  )
  app.get(
    '/api/queue/tickets/:id',
    { config: staff, schema: { summary: '一个号码和它的经历', params: OfEntry } },
    (request, reply) =>
      doors.read(request, reply, undefined, (tx, stand) => oneOf(tx, stand, world, request.params.id)),
  )
  app.get(
    '/api/queue/tickets/:id/slip.pdf',
    { config: staff, schema: { summary: '印号票', params: OfEntry } },
    (request, reply) =>
      doors.pdf(request, reply, undefined, (tx, stand) => slipOf(tx, stand, world, request.params.id)),
  )
  calling(app, needs)
  planning(app, needs)
  app.get(
    '/api/queue/figures',
    { config: staff, schema: { summary: '排队统计：按业务区和时段', querystring: OfFigures } },
    (request, reply) =>
      doors.read(request, reply, request.query.office, (tx, stand) => figuresOf(tx, stand, request.query)),
  )
  for (const [ending, summary] of [
    ['xlsx', '导出排队统计'],
    ['csv', '导出排队统计为CSV'],
  ] as const)
    app.get(
      `/api/queue/figures.${ending}`,
      { config: staff, schema: { summary, querystring: OfFigures } },
      (request, reply) =>
        doors.spreadsheet(request, reply, request.query.office, async (tx, stand) => {
          const made = await figuresOf(tx, stand, request.query)
          if (isRefusal(made)) return made
          return { sheet: '排队统计', columns: figureColumns, rows: made.rows, heading: `${made.from}至${made.until}` }
        }),
    )
}

/** Take, call, and the acts of the table. */
function calling(app: App, { world, called }: QueueNeeds): void {
  const doors = registerDoors(world)
  const changed = async (reply: FastifyReply, done: Promise<FastifyReply>, stand: () => Stand | null) => {
    const answer = await done
    const at = stand()
    if (at && reply.statusCode < 300) called({ tenant: at.tenant, path: at.org.path })
    return answer
  }
  /** A change whose office hears of it once it is committed. */
  const change = <T>(
    request: Parameters<typeof doors.change>[0],
    reply: FastifyReply,
    work: (tx: Tx, stand: Stand) => Promise<T | Refusal>,
    status?: number,
  ) => {
    let seen: Stand | null = null
    const does = (tx: Tx, stand: Stand) => {
      seen = stand
      return work(tx, stand)
    }
    return changed(reply, doors.change(request, reply, undefined, does, status), () => seen)
  }
  const shown = async (tx: Tx, stand: Stand, ticket: Parameters<typeof ticketView>[2]) => {
    const { plan } = await planOf(tx, stand.tenant, stand.org.id)
    return ticketView(world.catalogue, plan, ticket, stand.at)
  }

  app.post(
    '/api/queue/tickets',
    { config: staff, schema: { summary: '在窗口代取号', body: TakeBody } },
    (request, reply) =>
      change(
        request,
        reply,
        (tx, stand) => takenAt(tx, stand, world, request.body, String(request.headers['idempotency-key'])),
        201,
      ),
  )
  app.post('/api/queue/calls', { config: staff, schema: { summary: '叫下一个号', body: CallBody } }, (request, reply) =>
    change(request, reply, async (tx, stand) => {
      const made = await callNext(tx, stand, request.body.window)
      if (isRefusal(made)) return made
      const { ticket } = made
      const says = ticket ? `请${numberOf(ticket)}号到${request.body.window}号窗口` : '现在没有人等候'
      return { ticket: ticket && (await shown(tx, stand, ticket)), says }
    }),
  )
  for (const act of Object.keys(acts) as Act[])
    app.post(
      `/api/queue/tickets/:id/${act}`,
      {
        config: { ...staff, clause: acts[act].cites[0] },
        schema: { summary: `排队：${acts[act].label}`, params: OfEntry, body: acts[act].input },
      },
      (request, reply) =>
        change(request, reply, async (tx, stand) => {
          const { id } = request.params as Static<typeof OfEntry>
          const made = await actOn(tx, stand, id, act, request.body as Ask)
          return isRefusal(made) ? made : shown(tx, stand, made)
        }),
    )
}

/** A number for whoever can't use the kiosk; the clerk tells it, with the wait. */
async function takenAt(tx: Tx, stand: Stand, { catalogue, keys }: World, ask: TakeAsk, asked: string) {
  const refused = onlyAtWindow(stand)
  if (refused) return refused
  const { service = null, priority = null } = ask
  if (service !== null && !catalogue.list().some(({ code }) => code === service))
    return badInput('10.4.4', '/service', '没有这个事项')
  const ticket = await take(tx, keys, stand, { service, priority, by: stand.staff, how: 'desk', asked })
  const [{ plan }, wait] = await Promise.all([
    planOf(tx, stand.tenant, stand.org.id),
    waitOf(tx, whereOf(stand), waitingOf(ticket), stand.at),
  ])
  entered(tx, stand, {
    ...{ register: 'queue', entry: ticket.id, clause: '10.4.4', act: 'queue.take', what: {} },
    says: `代取${numberOf(ticket)}号${priority ? '，优先' : ''}`,
  })
  const hint = `号码${numberOf(ticket)}，${wait.says}`
  return {
    ...ticketView(catalogue, plan, ticket, stand.at),
    wait,
    hint,
  }
}

async function oneOf(tx: Tx, stand: Stand, { catalogue }: World, id: string) {
  const ticket = await ticketById(tx, stand.tenant, id)
  if (ticket?.office !== stand.org.id) return notSeen('没有这个号码，或者它不是本单位的')
  const [{ plan }, lines] = await Promise.all([
    planOf(tx, stand.tenant, stand.org.id),
    historyLines(tx, stand.tenant, 'queue', id),
  ])
  return { ...ticketView(catalogue, plan, ticket, stand.at), history: historyOf(stand.office, lines) }
}

/** How the office lets people queue: ordered by its head, each version kept. */
function planning(app: App, { world, called }: QueueNeeds): void {
  const doors = registerDoors(world)
  app.post(
    '/api/queue/plan',
    {
      config: { ...staff, clause: '10.1.3' },
      schema: { summary: '设定排队的业务区和规则', querystring: OfOffice, body: PlanBody },
    },
    async (request, reply) => {
      let path: { tenant: string; path: string } | null = null
      const answer = await doors.change(request, reply, request.query.office, async (tx, stand) => {
        path = { tenant: stand.tenant, path: stand.org.path }
        return planned(tx, stand, world, request.body)
      })
      if (path && reply.statusCode < 300) called(path)
      return answer
    },
  )
}

async function planned(tx: Tx, stand: Stand, { catalogue }: World, ask: PlanAsk) {
  const filled = ask.zones.map(({ letter, name, services = [], windows = [] }) => ({ letter, name, services, windows }))
  const plan: Plan = { ...ask, zones: filled }
  const refused = onlyHead(stand, '10.1.3', '排队设置') ?? faultIn(stand, catalogue, plan)
  if (refused) return refused
  const { version: held } = await planOf(tx, stand.tenant, stand.org.id)
  const where = { tenant: stand.tenant, office: stand.org.id, path: stand.org.path }
  const made = await addPlan(tx, where, held + 1, plan, stand)
  if (!made) return { refused: 'stale', clause: '10.1.3', says: '设置刚刚被别人改过，请看过新的情况再改' } as const
  entered(tx, stand, {
    ...{ register: 'queue', entry: stand.org.id, clause: '10.1.3', act: 'queue.plan', what: { version: made.version } },
    says: `设定排队第${made.version}版：${plan.zones.map(({ letter, name }) => `${letter}${name}`).join('、')}`,
  })
  return { version: made.version, ...plan }
}

function faultIn({ office, org }: Stand, catalogue: World['catalogue'], { zones }: Plan): Refusal | null {
  const letters = zones.map(({ letter }) => letter)
  if (new Set(letters).size < letters.length) return badInput('10.1.3', '/zones', '每个业务区的号码字母要各不相同')
  const services = zones.flatMap((zone) => zone.services)
  const twice = services.find((code, i) => services.indexOf(code) !== i)
  if (twice) return badInput('10.1.3', '/zones', `事项${twice}分在了两个业务区，只能在一处取号`)
  const unknown = services.find((code) => !catalogue.list().some((entry) => entry.code === code))
  if (unknown) return badInput('10.1.3', '/zones', `没有事项${unknown}`)
  const windows = (office.windows.get(org.id) ?? []).map(({ number }) => number)
  const none = zones.flatMap((zone) => zone.windows).find((number) => !windows.includes(number))
  return none === undefined ? null : badInput('10.1.3', '/zones', `本单位没有${none}号窗口`)
}
