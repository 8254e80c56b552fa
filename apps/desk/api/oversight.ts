import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { read } from '#apps/desk/api/call.ts'
import type { Branch, GaugeKey } from '#rules/commitments/gaps.ts'
import type { BehindLine } from '#rules/commitments/screens/oversight.tsx'
import type { ProposalRow, WarningRow } from '#rules/commitments/screens/warnings.tsx'

type Tree = { readonly own: string; readonly at: string; readonly rows: readonly Branch[] }
export type Lines = Readonly<Partial<Record<GaugeKey, readonly BehindLine[]>>>

/** The tree with every number; asked for again each minute, and by key. */
export const oversight = queryOptions({
  queryKey: ['oversight', 'tree'],
  queryFn: () => read<Tree>('/api/oversight'),
  refetchInterval: 60_000,
})

export const linesBehind = (office: string) =>
  queryOptions({
    queryKey: ['oversight', 'lines', office],
    queryFn: async () => (await read<{ lines: Lines }>(`/api/oversight/lines?office=${office}`)).lines,
  })

export const proposals = queryOptions({
  queryKey: ['oversight', 'proposals'],
  queryFn: async () => (await read<{ rows: readonly ProposalRow[] }>('/api/oversight/proposals')).rows,
})

export type WarningsWanted = { readonly office?: string; readonly state?: string; readonly colour?: string }
type Page = { readonly rows: readonly WarningRow[]; readonly next: string | null }

/** Notices to offices below, or to one's own, the newest first. */
export const warnings = (wanted: WarningsWanted) =>
  infiniteQueryOptions({
    queryKey: ['desk', 'warnings', wanted],
    queryFn: ({ pageParam }) => {
      const asked = new URLSearchParams({ limit: '50' })
      for (const [name, value] of Object.entries(wanted)) if (value) asked.set(name, value)
      if (pageParam) asked.set('cursor', pageParam)
      return read<Page>(`/api/oversight/warnings?${asked}`)
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })
