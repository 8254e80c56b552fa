import { queryOptions } from '@tanstack/react-query'
import { change, read } from '#apps/desk/api/call.ts'
import { addressOf } from '#apps/desk/api/entries.ts'
import { queries } from '#apps/desk/api/queries.ts'
import type { Figures, QueueView, Ticket } from '#rules/quality-service/screens/queue.tsx'

/** The queue of my office, told anew by a hint; asked for by itself now and then, seldom where nobody takes a number. */
export const queue = queryOptions({
  queryKey: ['queue', 'desk'],
  queryFn: () => read<QueueView>('/api/queue'),
  refetchInterval: ({ state }) => (state.data?.inUse ? 20_000 : 300_000),
})

export const figures = (wanted: { readonly from: string; readonly until: string }) =>
  queryOptions({
    queryKey: ['queue', 'figures', wanted],
    queryFn: () => read<Figures>(addressOf('/api/queue/figures', wanted)),
  })

/** Calls the next one to a window; nobody where nobody waits. */
export const callNext = (window: number) =>
  change<{ ticket: Ticket | null; says: string }>('POST', '/api/queue/calls', { window })

export const actOn = (ticket: string, act: string) => change<Ticket>('POST', `/api/queue/tickets/${ticket}/${act}`, {})

/** After any change: the strip and the lists look again. */
export const settleQueue = (): void => void queries.invalidateQueries({ queryKey: ['queue'] })
