/** Lets one attempt at a time through for each key, so that many guesses at once can't pass a count of failures together. */
export function turns(): <T>(key: string, work: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>()
  return async (key, work) => {
    const before = last.get(key) ?? Promise.resolve()
    const mine = before.then(work, work)
    const quiet = mine.catch(() => {})
    last.set(key, quiet)
    try {
      return await mine
    } finally {
      if (last.get(key) === quiet) last.delete(key)
    }
  }
}
