import { queryOptions } from '@tanstack/react-query'
import { read } from '#apps/desk/api/call.ts'
import type { Unkind } from '#regulation/forbidden.ts'
import type { PhraseRow } from '#rules/civil-reception/screens/phrasing.tsx'
import type { Names } from '#ui/say.tsx'

export type Phrases = {
  readonly office: { readonly id: string; readonly name: string } | null
  readonly canEdit: boolean
  readonly situations: readonly PhraseRow[]
  readonly values: Names
  readonly unkind: { readonly own: boolean; readonly words: readonly Unkind[]; readonly usual: readonly Unkind[] }
  readonly changes: readonly { readonly at: string; readonly says: string; readonly clause: string }[]
}

/** What is said at this office, with its windows and people of now; who is away changes, so it is asked for again. */
export const phrases = queryOptions({
  queryKey: ['phrases'],
  queryFn: () => read<Phrases>('/api/phrases'),
  staleTime: 120_000,
})
