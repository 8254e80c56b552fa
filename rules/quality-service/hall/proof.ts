import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Instant } from '#core/day.ts'
import { idOf } from '#platform/auth/token.ts'
import type { Db } from '#platform/db/db.ts'
import type { Proofs } from '#platform/http/gate.ts'
import type { HubParts } from '#platform/live/hub.ts'
import { type Device, deviceByToken, type Kind, livingDevices, markSeen } from '#rules/quality-service/hall/device.ts'
import { type Place, scopeOf } from '#rules/quality-service/visitor/claim.ts'

/** The cookie of a screen in the hall. */
export const deviceCookie = 'shouwen-device'

/** "Last seen" is written when it is older than this (ms): a write a minute, not one a poll. */
const unwritten = 60_000

const proved = new WeakMap<FastifyRequest, Device>()

type Needs = { readonly db: Db; readonly now: () => Instant; readonly place: Place }

/** How a paired screen proves itself at the gate: its cookie's token, asked of the database each time, so that revoking works at once. */
export function proofs(needs: Needs): Proofs {
  return { device: async (request) => (await recognise(needs, request)) !== null }
}

/** The screen that a request comes from, or null. */
export async function recognise({ db, now, place }: Needs, request: FastifyRequest): Promise<Device | null> {
  const token = idOf(request.cookies[deviceCookie])
  if (token === null) return null
  const found = await db.read(scopeOf(place), (tx) => deviceByToken(tx, place.tenant, token))
  if (!found) return null
  const at = now()
  const { seen_at, ...device } = found
  if (at - seen_at.getTime() > unwritten)
    await db.transaction(scopeOf(place), async (tx) => markSeen(tx, place.tenant, device.id, at))
  proved.set(request, device)
  return device
}

/** What a screen is called among the listeners; a session's id is none of these. */
export const listenerOf = (device: string): string => `device ${device}`

/** Of all who listen those who still may: sessions as `people` says, and screens that were not revoked. */
export function livingWith(people: HubParts['living'], { db, place }: Omit<Needs, 'now'>): HubParts['living'] {
  return async (ids) => {
    const screens = ids.flatMap((id) => (id.startsWith('device ') ? id.slice('device '.length) : []))
    const [alive, devices] = await Promise.all([
      people(ids.filter((id) => !id.startsWith('device '))),
      screens.length === 0 ? [] : db.read(scopeOf(place), (tx) => livingDevices(tx, place.tenant, screens)),
    ])
    return new Set([...alive, ...devices.map(listenerOf)])
  }
}

/** For routes of one kind of screen: another kind's token opens nothing here. */
export function only(kind: Kind) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> =>
    deviceOf(request).kind === kind
      ? undefined
      : reply.refuse({ refused: 'not-yours', clause: null, says: '这台设备不作此用，请工作人员重新配对' })
}

/** The screen behind a request that the gate let in as a device. */
export function deviceOf(request: FastifyRequest): Device {
  const device = proved.get(request)
  if (!device) throw new TypeError(`a route that lets in callers without a device: ${request.routeOptions.url}`)
  return device
}
