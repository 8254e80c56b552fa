import { createContext, useContext } from 'react'

export type Found = { readonly value: string; readonly label: string; readonly hint?: string }

/** Where a field finds colleagues, posts and outside bodies. The kit has no data access: the desk hands it in. */
export type Lookup = {
  readonly find: (
    what: 'post' | 'body' | 'staff' | 'office',
    words: string,
    scope?: string,
    role?: string,
  ) => Promise<readonly Found[]>
}

export const LookupContext = createContext<Lookup>({ find: async () => [] })

export function useLookup(): Lookup {
  return useContext(LookupContext)
}
