import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { read } from '#apps/desk/api/call.ts'
import type { DueList } from '#rules/time-limits/screens/due.tsx'
import type { LatenessRow } from '#rules/time-limits/screens/lateness.tsx'
import type { StepRow } from '#rules/time-limits/screens/steps.tsx'
import type { SittingForm, SittingLine, SittingView } from '#rules/told-once/screens/sitting.tsx'

export type DueFilter = {
  readonly scope: 'mine' | 'office' | 'below'
  readonly when: string
  readonly kind?: string
  readonly service?: string
  readonly holder?: string
  readonly office?: string
}

const asked = (filter: object, cursor: string): string => {
  const given = Object.entries(filter).filter(([, value]) => value !== undefined && value !== '' && value !== false)
  const words = new URLSearchParams(given.map(([key, value]) => [key, String(value)]))
  if (cursor) words.set('cursor', cursor)
  return words.toString()
}

/** What is due, page by page, most urgent first (7.4). */
export const dueList = (filter: DueFilter) =>
  infiniteQueryOptions({
    queryKey: ['due', filter],
    queryFn: ({ pageParam }) => read<DueList>(`/api/due?${asked(filter, pageParam)}`),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })

export type LatenessFilter = {
  readonly scope: 'office' | 'below'
  readonly kind?: string
  readonly owed?: boolean
  readonly office?: string
}
export type LatenessList = {
  readonly rows: readonly LatenessRow[]
  readonly next: string | null
  readonly counts: readonly {
    readonly kind: string
    readonly label: string
    readonly count: number
    readonly owed: number
  }[]
}

/** What was late, newest first (7.5). */
export const latenessList = (filter: LatenessFilter) =>
  infiniteQueryOptions({
    queryKey: ['lateness', filter],
    queryFn: ({ pageParam }) => read<LatenessList>(`/api/lateness?${asked(filter, pageParam)}`),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })

export const stepFigures = queryOptions({
  queryKey: ['figures', 'steps'],
  queryFn: async () => (await read<{ rows: readonly StepRow[] }>('/api/figures/steps')).rows,
})

export const sittingForm = (codes: readonly string[], contact?: string) =>
  queryOptions({
    queryKey: ['sitting-form', codes, contact],
    queryFn: () =>
      read<SittingForm>(`/api/sittings/form?services=${codes.join(',')}${contact ? `&contact=${contact}` : ''}`),
    staleTime: 600_000,
  })

export const sittings = queryOptions({
  queryKey: ['sittings'],
  queryFn: async () => (await read<{ rows: readonly SittingLine[] }>('/api/sittings')).rows,
})

export const sitting = (id: string) =>
  queryOptions({
    queryKey: ['sitting', id],
    queryFn: () => read<SittingView>(`/api/sittings/${encodeURIComponent(id)}`),
  })
