import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { read } from '#apps/desk/api/call.ts'
import { queries } from '#apps/desk/api/queries.ts'
import { tell } from '#apps/desk/shell/told.tsx'
import type { Excused, Figures } from '#rules/accountability/screens/figures.tsx'
import type { AccountRow, Upheld } from '#rules/accountability/screens/register.tsx'

/** What is looked for in the register. */
export type Wanted = {
  readonly office?: string
  readonly state?: string
  readonly clause?: string
  readonly rung?: string
  readonly from?: string
  readonly until?: string
  readonly q?: string
}

type Page = {
  /** Whether this person keeps a register at all: a head, or a superior. */
  readonly keeps: boolean
  readonly offices: readonly { readonly id: string; readonly name: string }[]
  readonly rows: readonly AccountRow[]
  readonly next: string | null
}

/** The register of those I lead, page by page, newest first (2.4). */
export const accounts = (wanted: Wanted) =>
  infiniteQueryOptions({
    queryKey: ['accountability', 'list', wanted],
    queryFn: ({ pageParam }) => {
      const asked = new URLSearchParams({ ...wanted, limit: '30' })
      if (pageParam) asked.set('cursor', pageParam)
      return read<Page>(`/api/accountability?${asked}`)
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })

/** My own record. */
export const ownAccounts = queryOptions({
  queryKey: ['accountability', 'mine'],
  queryFn: async () => (await read<{ rows: readonly AccountRow[] }>('/api/accountability/mine')).rows,
})

/** Complaints found true from which nothing has followed yet. */
export const upheld = queryOptions({
  queryKey: ['accountability', 'upheld'],
  queryFn: async () => (await read<{ rows: readonly Upheld[] }>('/api/accountability/upheld')).rows,
})

/** What was late or wrong and is nobody's, with the reason. */
export const excused = queryOptions({
  queryKey: ['accountability', 'excused'],
  queryFn: async () => (await read<{ rows: readonly Excused[] }>('/api/accountability/excused')).rows,
})

export const accountFigures = ({ from, until }: Wanted) =>
  queryOptions({
    queryKey: ['accountability', 'figures', from, until],
    queryFn: () => {
      const asked = new URLSearchParams({ ...(from && { from }), ...(until && { until }) })
      return read<Figures>(`/api/accountability/figures?${asked}`)
    },
  })

/** After a proposal or a joining: lists and desks look different. */
export function settleAccounts(says: string): void {
  tell(says)
  void queries.invalidateQueries({ queryKey: ['accountability'] })
  void queries.invalidateQueries({ queryKey: ['desk'] })
  void queries.invalidateQueries({ queryKey: ['office', 'alarms'] })
}
