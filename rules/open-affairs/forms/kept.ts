/** One after another: what is dear to make never takes more than one place, so that other work isn't held up. */
export function inTurn(): <T>(make: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (make) => {
    const made = last.then(make)
    last = made.catch(() => {})
    return made
  }
}

/**
 * Keeps what was printed last: the same blank form is asked for again and again, and printing is the dearest thing that
 * anybody may ask for without signing in. At most `most` papers, the oldest go first; a failure isn't kept.
 */
export function keeping(most: number): (key: string, make: () => Promise<Buffer>) => Promise<Buffer> {
  const kept = new Map<string, Promise<Buffer>>()
  return (key, make) => {
    const known = kept.get(key)
    if (known) return known
    const made = make()
    kept.set(key, made)
    for (const oldest of kept.keys()) {
      if (kept.size <= most) break
      kept.delete(oldest)
    }
    made.catch(() => kept.delete(key))
    return made
  }
}
