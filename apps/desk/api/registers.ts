import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { change, read } from '#apps/desk/api/call.ts'
import type { RegisterField } from '#core/register.ts'
import type { RegisterRow } from '#ui/register.tsx'

/** What is looked for; it never stands in an address, a number may be among it. */
export type Wanted = {
  readonly q?: string
  readonly from?: string
  readonly until?: string
  readonly state?: string
  readonly holder?: string
  readonly late?: boolean
  readonly is?: Readonly<Record<string, string>>
}

export type RegisterView = {
  readonly kind: string
  readonly title: string
  readonly clause: string
  readonly fields: readonly RegisterField[]
  readonly states: readonly { readonly id: string; readonly label: string }[]
}

/** Which registers there are, with their fields. */
export const registers = queryOptions({
  queryKey: ['registers'],
  queryFn: async () => (await read<{ rows: readonly RegisterView[] }>('/api/registers')).rows,
  staleTime: 600_000,
})

type Page = { readonly rows: readonly RegisterRow[]; readonly next: string | null }

/** A register, page by page, newest first. */
export const registerPages = (kind: string, wanted: Wanted) =>
  infiniteQueryOptions({
    queryKey: ['register', kind, wanted],
    queryFn: ({ pageParam }) =>
      change<Page>('POST', `/api/registers/${encodeURIComponent(kind)}/search`, {
        ...wanted,
        limit: 30,
        ...(pageParam ? { cursor: pageParam } : {}),
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })
