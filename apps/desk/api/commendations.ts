import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { read } from '#apps/desk/api/call.ts'
import { queries } from '#apps/desk/api/queries.ts'
import { tell } from '#apps/desk/shell/told.tsx'
import type { Honour, Praise } from '#rules/first-asked/screens/praise.tsx'

export type Asked = {
  readonly q?: string
  readonly from?: string
  readonly until?: string
  readonly state?: string
  readonly staff?: string
}

/** The register of commendations, page by page, newest first (2.4.0). */
export const commendations = (asked: Asked) =>
  infiniteQueryOptions({
    queryKey: ['commendations', 'list', asked],
    queryFn: ({ pageParam }) => {
      const query = new URLSearchParams({ ...asked, limit: '30', ...(pageParam ? { cursor: pageParam } : {}) })
      return read<{ rows: readonly Praise[]; next: string | null }>(`/api/commendations?${query}`)
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })

/** How often each person was commended in a period. */
export const honours = ({ from, until }: Asked) =>
  queryOptions({
    queryKey: ['commendations', 'figures', from ?? '', until ?? ''],
    queryFn: async () => {
      const query = new URLSearchParams({ ...(from ? { from } : {}), ...(until ? { until } : {}) })
      return (await read<{ rows: readonly Honour[] }>(`/api/commendations/figures?${query}`)).rows
    },
  })

/** What was done to one commendation, oldest first; nothing of it can be taken out. */
export const history = (id: string) =>
  queryOptions({
    queryKey: ['commendations', 'history', id],
    queryFn: async () =>
      (await read<{ rows: readonly { at: string; says: string }[] }>(`/api/commendations/${id}/history`)).rows,
  })

export function settleCommendations(says: string): void {
  tell(says)
  void queries.invalidateQueries({ queryKey: ['commendations'] })
  void queries.invalidateQueries({ queryKey: ['office', 'alarms'] })
}
