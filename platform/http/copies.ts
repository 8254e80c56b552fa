/** An answer as it went over the line once: pressed already, its headers as names and values in turn. */
export type Copy = {
  /** A character a byte (latin1): it then goes out with its headers in one piece. */
  readonly body: string
  readonly headers: readonly string[]
  readonly etag: string
  /** Of the headers those that say it again without its body (304). */
  readonly sameHeaders: readonly string[]
}

/**
 * Under which circumstances an answer was made: how often what pages show had changed, what else it was made from, and in
 * which second of the clock. It is good for as long as all three are the same.
 */
export type Mark = { readonly version: number; readonly from: unknown; readonly second: number }

type Kept = { readonly copy: Copy; readonly mark: Mark; readonly diesAt: number; readonly size: number }

/** An answer that is being made: whoever wants the same one waits for it. */
export type Making = {
  /** Keeps it, or null where it must not be kept, and lets the others go on. Only the first call counts. */
  readonly end: (copy: Copy | null) => void
}

export type Copies = {
  readonly find: (key: string, mark: Mark) => Copy | null
  /** Begins to make one. */
  readonly begin: (key: string, mark: Mark) => Making
  /** Waits for one that is being made under the same mark; false where there is none. */
  readonly wait: (key: string, mark: Mark, then: () => void) => boolean
  /** Bytes that are held now. */
  readonly size: () => number
  /** How many answers were copies. */
  readonly sent: () => number
}

/** Milliseconds for which a copy is good at the most, whatever nobody told. */
const longestMs = 1_000
const mostBytes = 32 * 1_048_576

/**
 * Copies of answers in memory, of `most` bytes together: the oldest go first, which are also the first to be no longer
 * good. `tick` is a clock that never jumps, in milliseconds.
 */
export function makeCopies({ most = mostBytes, tick = () => performance.now() } = {}): Copies {
  const all = new Map<string, Kept>()
  const beingMade = new Map<string, { readonly mark: Mark; readonly waiting: (() => void)[] }>()
  let size = 0
  let sent = 0

  function drop(key: string, { size: gone }: Kept): void {
    all.delete(key)
    size -= gone
  }

  function keep(key: string, mark: Mark, copy: Copy, diesAt: number): void {
    const had = all.get(key)
    if (had) drop(key, had)
    const fresh = { copy, mark, diesAt, size: sizeOf(key, copy) }
    all.set(key, fresh)
    size += fresh.size
    const now = tick()
    for (const [old, one] of all) {
      if (size <= most && one.diesAt > now) break
      drop(old, one)
    }
  }

  return {
    find(key, mark) {
      const kept = all.get(key)
      if (!kept || !isSame(kept.mark, mark) || tick() >= kept.diesAt) return null
      sent += 1
      return kept.copy
    },
    begin(key, mark) {
      const diesAt = tick() + longestMs
      const making = { mark, waiting: [] as (() => void)[] }
      const isFirst = !beingMade.has(key)
      if (isFirst) beingMade.set(key, making)
      let isOver = false
      return {
        end(copy) {
          if (isOver) return
          isOver = true
          if (copy) keep(key, mark, copy, diesAt)
          if (!isFirst) return
          beingMade.delete(key)
          for (const then of making.waiting) then()
        },
      }
    },
    wait(key, mark, then) {
      const making = beingMade.get(key)
      if (!making || !isSame(making.mark, mark)) return false
      making.waiting.push(then)
      return true
    },
    size: () => size,
    sent: () => sent,
  }
}

function isSame(a: Mark, b: Mark): boolean {
  return a.version === b.version && a.second === b.second && a.from === b.from
}

/** What a copy takes, its key and its place in the map too. */
function sizeOf(key: string, { body, headers }: Copy): number {
  return body.length + 2 * (key.length + headers.join('').length) + 500
}
