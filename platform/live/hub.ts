import { type Hint, hears, type News } from '#platform/live/event.ts'

/** The part of a response that the hub writes to. */
export type Outlet = {
  readonly write: (text: string) => boolean
  readonly writableLength: number
  readonly destroy: () => void
  readonly end: () => void
}

export type Place = { readonly tenantId: string; readonly orgPath: string; readonly sessionId: string }

export type HubParts = {
  /** Which sessions still live; asked once a heartbeat for all listeners. */
  readonly living: (ids: readonly string[]) => Promise<ReadonlySet<string>>
  /** Hints gathered so long (ms) before they go out together. */
  readonly gatherMs?: number
  readonly heartbeatMs?: number
  readonly listeners?: number
  /** A listener that has so many bytes unread is dropped; it comes back by itself and looks again. */
  readonly unreadBytes?: number
  /** Where hints may have been lost so many listeners are told at once to look again, and the next so many every 100 ms. */
  readonly againAtOnce?: number
  /** Hands this node's hints to the other nodes, a batch at a time; a failure only makes them later. */
  readonly pass?: (hints: readonly Hint[]) => Promise<void>
}

export type Hub = {
  /** Tells this node's listeners and, batched, the other nodes. Call it after the commit, never inside it. */
  readonly publish: (hint: Hint) => void
  /** What other nodes published; after `again` all listeners look at everything anew, a few at a time. */
  readonly receive: (news: News) => void
  /** False when the hub is full or closing. */
  readonly join: (place: Place, outlet: Outlet) => boolean
  readonly leave: (outlet: Outlet) => void
  readonly endSession: (sessionId: string) => void
  readonly size: () => number
  readonly close: () => void
}

/** Everyone who listens, and what they are yet to hear. */
export function makeHub(parts: HubParts): Hub {
  const { pass, gatherMs = 50, listeners = 4_000, unreadBytes = 65_536 } = parts
  const audience = makeAudience(unreadBytes)
  const heart = setInterval(() => {
    // While the database is away nobody is thrown out: the next beat asks again.
    beat(audience, parts.living).catch(() => {})
  }, parts.heartbeatMs ?? 25_000)
  heart.unref()
  let waiting: Hint[] = []
  let mine: Hint[] = []
  let timer: NodeJS.Timeout | null = null
  let isClosed = false

  function flush(): void {
    const [hints, own] = [waiting, mine]
    timer = null
    waiting = []
    mine = []
    tell(audience, hints)
    if (own.length) pass?.(own).catch(() => {})
  }

  function gather(hints: readonly Hint[]): void {
    if (isClosed) return
    waiting.push(...hints)
    timer ??= setTimeout(flush, gatherMs)
  }

  return {
    publish(hint) {
      if (!isClosed && pass) mine.push(hint)
      gather([hint])
    },
    receive: (news) => (news === 'again' ? void lookAgain(audience, parts.againAtOnce ?? 50) : gather(news)),
    join(place, outlet) {
      if (isClosed || audience.places.size >= listeners) return false
      audience.places.set(outlet, place)
      return true
    },
    leave: (outlet) => void audience.places.delete(outlet),
    endSession: (sessionId) => audience.end((place) => place.sessionId === sessionId),
    size: () => audience.places.size,
    close() {
      isClosed = true
      clearInterval(heart)
      if (timer) clearTimeout(timer)
      audience.end(() => true)
    },
  }
}

type Audience = ReturnType<typeof makeAudience>

function makeAudience(unreadBytes: number) {
  const places = new Map<Outlet, Place>()
  return {
    places,
    send(outlet: Outlet, text: string): void {
      if (outlet.writableLength <= unreadBytes) {
        outlet.write(text)
        return
      }
      places.delete(outlet)
      outlet.destroy()
    },
    end(whose: (place: Place) => boolean): void {
      for (const [outlet, place] of [...places]) {
        if (!whose(place)) continue
        places.delete(outlet)
        outlet.end()
      }
    },
  }
}

/** Most listeners of an office hear the same, so each place's text is made once. */
function tell({ places, send }: Audience, hints: readonly Hint[]): void {
  const texts = new Map<string, string>()
  for (const [outlet, { tenantId, orgPath }] of [...places]) {
    const at = `${tenantId} ${orgPath}`
    const text = texts.get(at) ?? textOf(hints, tenantId, orgPath)
    texts.set(at, text)
    if (text) send(outlet, text)
  }
}

/** A matter without a name is all of them. */
const everything = 'event: matter\ndata: {}\n\nevent: queue\ndata: {}\n\n'

/** Tells everybody to look at everything: in turns, so that they don't all ask at the same instant. */
function lookAgain({ places, send }: Audience, atOnce: number): void {
  const rest = [...places.keys()]
  const next = () => {
    for (const outlet of rest.splice(0, atOnce)) if (places.has(outlet)) send(outlet, everything)
    if (rest.length) setTimeout(next, 100).unref()
  }
  next()
}

/** Keeps lines open, and ends those whose session ended on another node or by itself. */
async function beat({ places, send, end }: Audience, living: HubParts['living']): Promise<void> {
  for (const outlet of [...places.keys()]) send(outlet, ': \n\n')
  const asked = new Set([...places.values()].map((place) => place.sessionId))
  if (!asked.size) return
  const alive = await living([...asked])
  end((place) => asked.has(place.sessionId) && !alive.has(place.sessionId))
}

/** What someone at this place hears: one `desk` with all posts, one `matter` for each at its newest version, one `queue`. */
function textOf(hints: readonly Hint[], tenantId: string, orgPath: string): string {
  const posts = new Set<string>()
  const matters = new Map<string, number>()
  let moved = false
  for (const hint of hints) {
    if (hint.tenantId !== tenantId || !hint.orgPaths.some((path) => hears(orgPath, path))) continue
    for (const post of hint.posts) posts.add(post)
    if (hint.queue) moved = true
    if (hint.matter) matters.set(hint.matter.id, Math.max(hint.matter.version, matters.get(hint.matter.id) ?? 0))
  }
  const desk = posts.size ? `event: desk\ndata: ${JSON.stringify({ posts: [...posts] })}\n\n` : ''
  const each = [...matters].map(([id, version]) => `event: matter\ndata: ${JSON.stringify({ id, version })}\n\n`)
  return desk + each.join('') + (moved ? 'event: queue\ndata: {}\n\n' : '')
}
