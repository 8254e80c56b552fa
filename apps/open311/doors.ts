import type { FastifyInstance, FastifyPluginAsync, FastifyReply } from 'fastify'
import { type Format, formats, sendErrors, sendOne, sendRows, tellAsErrors } from '#apps/open311/answer.ts'
import { type Ask, mostNumbers, requestsBy, requestsIn } from '#apps/open311/requests.ts'
import { isWrong, openRequest } from '#apps/open311/send.ts'
import { definition, isCode, services } from '#apps/open311/services.ts'
import { type Needs, posted } from '#apps/portal/apply-pass.ts'
import { one, readForms } from '#apps/portal/form.ts'
import { type Instant, instant, parseInstant } from '#core/day.ts'
import { readMatter } from '#matter/store.ts'
import { visitorCode } from '#matter/visitor.ts'
import { current } from '#office/current.ts'
import { officesFor } from '#rules/quality-service/application/first.ts'
import { guarded } from '#rules/quality-service/routes.ts'
import { scopeOf, spellings } from '#rules/quality-service/visitor/claim.ts'

const asked = { config: { allow: 'anyone' }, schema: { hide: true } } as const
/** Numbers may be tried here: slower than what is the same for all. */
const tried = { config: { allow: 'anyone', ...guarded }, schema: { hide: true } } as const
const root = '/open311/v2'
const quarter = 90 * 86_400_000

/** Open311 GeoReport v2 for complaints and opinions (10.5.3): what clients of other cities speak, in JSON and XML. */
export const open311: FastifyPluginAsync<Needs> = async (app, needs) => {
  readForms(app, 65_536)
  tellAsErrors(app)
  for (const format of formats) {
    discovery(app, needs, format)
    serviceDoors(app, needs, format)
    requestDoors(app, needs, format)
    sendingDoor(app, needs, format)
  }
}

function discovery(app: FastifyInstance, { world, place }: Needs, format: Format): void {
  app.get(`/open311/discovery.${format}`, asked, async (_request, reply) => {
    const office = await world.db.read(scopeOf(place), (tx) => current(tx, place.tenant, world.now()))
    const top = [...office.organizations.values()].find((org) => org.path === place.path)
    return sendOne(reply, format, 'discovery', {
      changeset: '2026-11-24T00:00:00.000+08:00',
      contact: top ? `${top.name}，电话${top.phone}，监督电话${top.supervisionPhone}` : null,
      key_service: '不需要 api_key',
      endpoints: [
        {
          specification: 'http://wiki.open311.org/GeoReport_v2',
          url: `${world.address}${root}`,
          changeset: '2026-11-24T00:00:00.000+08:00',
          type: 'production',
          formats: ['text/xml', 'application/json'],
        },
      ],
    })
  })
}

function serviceDoors(app: FastifyInstance, { world, place }: Needs, format: Format): void {
  app.get(`${root}/services.${format}`, asked, (_request, reply) => sendRows(reply, format, 'services', services()))

  app.get<{ Params: { code: string } }>(`${root}/services/:code.${format}`, asked, async (request, reply) => {
    const { code } = request.params
    if (!isCode(code)) return sendErrors(reply, format, 404, ['没有这个 service_code（事项代码）'])
    const office = await world.db.read(scopeOf(place), (tx) => current(tx, place.tenant, world.now()))
    return sendOne(reply, format, 'service_definition', definition(code, office, officesFor(office, null)))
  })
}

function requestDoors(app: FastifyInstance, { world, place }: Needs, format: Format): void {
  const found = (numbers: readonly string[]) =>
    world.db.read(scopeOf(place), async (tx) => {
      const office = await current(tx, place.tenant, world.now())
      return requestsBy(tx, place.tenant, office, numbers.flatMap(spellings))
    })
  const unknown = (reply: FastifyReply) => sendErrors(reply, format, 404, ['没有这个编号'])

  app.get(`${root}/requests.${format}`, tried, async (request, reply) => {
    const numbers = words(one(request.query, 'service_request_id', 8_000))
    if (numbers.length > mostNumbers) return sendErrors(reply, format, 400, [`一次最多查询${mostNumbers}个编号`])
    if (numbers.length > 0) return sendRows(reply, format, 'service_requests', await found(numbers))
    const ask = askOf(request.query, world.now())
    if ('wrong' in ask) return sendErrors(reply, format, 400, ask.wrong)
    return world.db.read(scopeOf(place), async (tx) => {
      const office = await current(tx, place.tenant, world.now())
      return sendRows(reply, format, 'service_requests', await requestsIn(tx, place.tenant, office, ask))
    })
  })

  app.get<{ Params: { id: string } }>(`${root}/requests/:id.${format}`, tried, async (request, reply) => {
    const rows = await found([request.params.id])
    return rows.length > 0 ? sendRows(reply, format, 'service_requests', rows) : unknown(reply)
  })

  // Every request has its number at once, so that its number serves as its token.
  app.get<{ Params: { token: string } }>(`${root}/tokens/:token.${format}`, tried, async (request, reply) => {
    const [row] = await found([request.params.token])
    if (!row) return unknown(reply)
    const { service_request_id = null } = row
    return sendRows(reply, format, 'service_requests', [{ service_request_id, token: service_request_id }])
  })
}

function sendingDoor(app: FastifyInstance, needs: Needs, format: Format): void {
  const { world, place } = needs
  app.post(`${root}/requests.${format}`, posted, async (request, reply) => {
    if (request.session) return sendErrors(reply, format, 403, ['投诉由群众自己提出，工作人员请在工作台登记'])
    const at = world.now()
    const office = await world.db.read(scopeOf(place), (tx) => current(tx, place.tenant, at))
    const ground = { office, orgs: officesFor(office, null) }
    const from = { key: request.headers['idempotency-key'], address: request.ip }
    const made = await openRequest(needs, ground, request.body, from, at)
    if (isWrong(made)) return sendErrors(reply, format, made.status, made.says)
    const held = await world.db.read(scopeOf(place), (tx) => readMatter(tx, place.tenant, made))
    if (!held) throw new Error(`a complaint was opened and is not there: ${made}`)
    const service_notice = `请记下编号${held.matter.number}和查询码${visitorCode(world.keys, made)}，在 ${world.address}/track 查看处理情况`
    const row = { service_request_id: held.matter.number, service_notice, account_id: null }
    return sendRows(reply, format, 'service_requests', [row], 201)
  })
}

const words = (list: string): readonly string[] =>
  list
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean)

/** The span, the services and the state that are asked for: the last ninety days where no span is named. */
function askOf(query: unknown, now: Instant): Ask | { readonly wrong: readonly string[] } {
  const [start, end] = [time(one(query, 'start_date', 40)), time(one(query, 'end_date', 40))]
  const codes = words(one(query, 'service_code', 400))
  const status = words(one(query, 'status', 40))
  const wrong = [
    start === undefined && 'start_date 请写带时区的时间，例如 2026-11-01T00:00:00+08:00',
    end === undefined && 'end_date 请写带时区的时间，例如 2026-11-30T23:59:59+08:00',
    !status.every((one) => one === 'open' || one === 'closed') && 'status 只能是 open（办理中）、closed（已办结）',
    typeof start === 'number' && typeof end === 'number' && start > end && 'start_date 不能晚于 end_date',
  ].filter((says) => says !== false)
  if (wrong.length > 0) return { wrong }
  const until = end ?? (start ? instant(Math.max(now, start + quarter)) : now)
  const [only] = new Set(status).size === 1 ? status : []
  return {
    from: start ?? instant(until - quarter),
    until,
    codes: codes.length > 0 ? codes : null,
    status: only === 'open' || only === 'closed' ? only : null,
  }
}

/** Null where none was written; undefined where it can't be read. */
function time(text: string): Instant | null | undefined {
  if (!text) return null
  try {
    return parseInstant(text)
  } catch {
    return undefined
  }
}
