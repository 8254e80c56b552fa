import { liesIn } from '#core/path.ts'
import type { Change, Effect } from '#matter/effect.ts'
import { newId } from '#matter/id.ts'
import type { World } from '#matter/world.ts'
import type { Receiver } from '#office/snapshot.ts'
import { addressFor } from '#rules/quality-service/visitor/mark.ts'
import { awake, bodyOf, eventOf, type Links, occasionOf, textOf } from './compose.ts'
import type { Event } from './contract.ts'
import { addMessage } from './store.ts'

/**
 * What has to go out is written with the move that it tells of: rolled back, it was never said. Where nobody listens nothing is
 * asked and nothing written. Nothing is sent here.
 */
export const messageEffect =
  (world: Pick<World, 'address' | 'keys'>): Effect =>
  async (tx, tenant, change) => {
    const { office, path, after, at, paper } = change
    const listening = office.receivers.filter((one) => liesIn(path, one.path))
    if (listening.length === 0) return null
    const put = (receiver: string, event: string, body: string, next = at) =>
      addMessage(tx, {
        tenant,
        id: newId(at),
        path,
        receiver,
        matter: after.id,
        version: after.version,
        event,
        body,
        at,
        next,
      })
    for (const event of eventOf(change))
      for (const one of listening.filter((each) => hears(each, after.kind, event)))
        put(one.id, event, bodyOf(event, change))
    const occasion = occasionOf(paper)
    const [gateway] = listening.filter(
      ({ way, events }) => way === 'sms' && occasion !== null && events.includes(occasion),
    )
    if (gateway && occasion) {
      const text = textOf(occasion, gateway.words?.[occasion], change, linksOf(world, change))
      put(gateway.id, occasion, text, awake(at))
    }
    return null
  }

const hears = ({ way, kinds = [], events }: Receiver, kind: string, event: Event): boolean =>
  way !== 'sms' && kinds.includes(kind) && events.includes(event)

/** Where the visitor goes on: to their progress with what only they have, to the rating by a mark that is good for it alone. */
function linksOf(world: Pick<World, 'address' | 'keys'>, { after, office, at }: Change): Links {
  const org = office.organizations.get(after.office)
  return {
    track: `${world.address}/track?number=${encodeURIComponent(after.number)}`,
    rate: org ? addressFor(world, after, org, 'link', at) : `${world.address}/rate`,
  }
}
