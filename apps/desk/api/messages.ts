import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { read } from '#apps/desk/api/call.ts'
import type { Name } from '#core/view.ts'
import type { Values } from '#ui/form/form.tsx'
import type { Schema } from '#ui/form/schema.ts'

export type Way = 'webhook' | 'mail' | 'sms'
export type Receiver = {
  readonly id: string
  readonly way: Way
  readonly wayLabel: string
  readonly name: string
  readonly address: string
  readonly on: boolean
  readonly office: Name
  readonly hears: string
  readonly filled: Values
  readonly waiting: number
  readonly failed: number
  readonly sentAt: string | null
  readonly trouble: string | null
}
export type Receivers = {
  readonly rows: readonly Receiver[]
  readonly forms: Readonly<Record<Way | 'stop', Schema>>
}
export type Message = {
  readonly id: string
  readonly eventLabel: string
  readonly state: string
  readonly stateLabel: string
  readonly tries: number
  readonly says: string | null
  readonly madeAt: string
  readonly doneAt: string | null
  readonly nextAt: string | null
  readonly again: boolean
}

/** Whoever hears of what happens, outside. */
export const receivers = queryOptions({
  queryKey: ['ground', 'receivers'],
  queryFn: () => read<Receivers>('/api/receivers'),
})

/** What went out to one of them, newest first. */
export const messages = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['ground', 'messages', id],
    queryFn: ({ pageParam }) =>
      read<{ readonly rows: readonly Message[]; readonly cursor: string | null }>(
        `/api/receivers/${id}/messages${pageParam ? `?cursor=${pageParam}` : ''}`,
      ),
    initialPageParam: '',
    getNextPageParam: ({ cursor }) => cursor,
  })
