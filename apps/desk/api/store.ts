import { useSyncExternalStore } from 'react'

/** A value that screens may watch: for the few facts that belong to no query (link state, sign-in asked for). */
export type Store<T> = { get: () => T; set: (value: T) => void; watch: (heard: () => void) => () => void }

export function store<T>(initial: T): Store<T> {
  let value = initial
  const listeners = new Set<() => void>()
  return {
    get: () => value,
    set(next) {
      value = next
      for (const heard of listeners) heard()
    },
    watch(heard) {
      listeners.add(heard)
      return () => listeners.delete(heard)
    },
  }
}

/** The value now, and again whenever it changes. */
export function useStore<T>(from: Store<T>): T {
  return useSyncExternalStore(from.watch, from.get)
}
