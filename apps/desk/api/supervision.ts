import { infiniteQueryOptions } from '@tanstack/react-query'
import { read } from '#apps/desk/api/call.ts'
import type { ChainRow, OrderPlace, OrderRow } from '#rules/quality-service/screens/orders.tsx'

export type OrdersWanted = { readonly office?: string; readonly stage?: string; readonly late?: boolean }
export type OrdersPage = {
  readonly rows: readonly OrderRow[]
  readonly next: string | null
  /** On the first page: every office with open orders, whatever is filtered. */
  readonly offices?: readonly OrderPlace[]
}

/** Open orders, page by page, most urgent first (10.5.5.b, c). */
export const orders = (wanted: OrdersWanted) =>
  infiniteQueryOptions({
    queryKey: ['supervision', wanted],
    queryFn: ({ pageParam }) => {
      const asked = new URLSearchParams({ limit: '50' })
      for (const [name, value] of Object.entries(wanted)) asked.set(name, String(value))
      if (pageParam) asked.set('cursor', pageParam)
      return read<OrdersPage>(`/api/supervision?${asked}`)
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })

type Chains = { readonly rows: readonly ChainRow[]; readonly next: string | null }

/** Chains of orders that came to an end, the newest first (10.5.5.c). */
export const chains = (office: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ['supervision', 'chains', office],
    queryFn: ({ pageParam }) => {
      const asked = new URLSearchParams({ limit: '50' })
      if (office) asked.set('office', office)
      if (pageParam) asked.set('cursor', pageParam)
      return read<Chains>(`/api/supervision/chains?${asked}`)
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })
