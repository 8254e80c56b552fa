import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { change, read } from '#apps/desk/api/call.ts'
import { queries } from '#apps/desk/api/queries.ts'
import type { AlarmRow } from '#ui/alarms.tsx'

type Page = { readonly rows: readonly AlarmRow[]; readonly unseen: number; readonly next: string | null }

/** How many alarms I have not taken note of. */
export const unseen = queryOptions({
  queryKey: ['alarms', 'unseen'],
  queryFn: async () => (await read<Page>('/api/alarms?limit=1')).unseen,
  refetchInterval: 60_000,
})

/** What I was told, the newest first; with those I took note of, or without. */
export const alarmPages = (all: boolean) =>
  infiniteQueryOptions({
    queryKey: ['alarms', all],
    queryFn: ({ pageParam }) =>
      read<Page>(`/api/alarms?limit=50${all ? '&all=true' : ''}${pageParam ? `&cursor=${pageParam}` : ''}`),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })

/** I took note of these. */
export async function seen(ids: readonly string[]): Promise<void> {
  await change('POST', '/api/alarms/seen', { ids })
  await queries.invalidateQueries({ queryKey: ['alarms'] })
}
