import { queryOptions } from '@tanstack/react-query'
import { read } from '#apps/desk/api/call.ts'
import type { ConductEvent, ConductRow } from '#rules/civil-reception/screens/conduct.tsx'

export type Period = { readonly from?: string; readonly until?: string }

/** What was late, handed on, sent back or put right in a period, by post (3.2.1, 3.2.2). */
export const conduct = (period: Period) =>
  queryOptions({
    queryKey: ['conduct', period],
    queryFn: () =>
      read<{
        readonly from: string
        readonly until: string
        readonly rows: readonly ConductRow[]
        readonly events: readonly ConductEvent[]
      }>(`/api/figures/errors?${new URLSearchParams(period)}`),
  })
