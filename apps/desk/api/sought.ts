import { useLocation, useNavigate } from '@tanstack/react-router'
import { type Change, given } from '#ui/given.ts'

/** What an address may carry: words, yes, or several words by their names. */
type Carried = { text: string; flag: true; texts: Readonly<Record<string, string>> }
type Shape = Readonly<Record<string, keyof Carried>>

/** Reads from an address what a page understands, and nothing else. */
export function carries<const S extends Shape>(shape: S) {
  return (search: Readonly<Record<string, unknown>>): { readonly [K in keyof S]?: Carried[S[K]] } => {
    const read = Object.entries(shape).map(([name, as]) => [name, readers[as](search[name])] as const)
    return given<{ [K in keyof S]?: Carried[S[K]] }>(Object.fromEntries(read) as Change<object>)
  }
}

const readers: { readonly [K in keyof Carried]: (value: unknown) => Carried[K] | undefined } = {
  text: (value) => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined),
  flag: (value) => value === true || undefined,
  texts: (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
    const words = Object.entries(value).filter((one): one is [string, string] => typeof one[1] === 'string')
    return words.length > 0 ? Object.fromEntries(words) : undefined
  },
}

/** A telephone or identity number, or the end of one, typed to find somebody by. */
export function numberIn({ q }: { readonly q?: unknown }): string | undefined {
  return typeof q === 'string' && /\d{4}/.test(q) ? q : undefined
}

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** What was typed and may not stand in an address. */
    sought?: string
  }
}

/**
 * What a list is narrowed to, and how to narrow it otherwise. It stands in the address, so that a reload, the way back from
 * a matter and a link that is handed on lead to the same list. A typed number may be somebody's: it stays in this browser.
 */
export function useSought<T extends object>(carried: T): readonly [T, (change: Change<T>) => void] {
  const go = useNavigate()
  const number = useLocation({ select: ({ state }) => state.sought })
  const wanted = number === undefined ? carried : { ...carried, q: number }
  const want = (change: Change<T>) =>
    void go({
      to: '.',
      replace: true,
      search: (before: object) => {
        const next = { ...before, ...change }
        return given<{ q?: string }>(numberIn(next) ? { ...next, q: undefined } : next)
      },
      state: ({ sought, ...before }) => {
        const typed = numberIn('q' in change ? change : { q: sought })
        return typed ? { ...before, sought: typed } : before
      },
    })
  return [wanted, want]
}
