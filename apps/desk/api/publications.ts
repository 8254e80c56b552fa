import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { read } from '#apps/desk/api/call.ts'
import { addressOf, type Wanted } from '#apps/desk/api/entries.ts'
import type { PublicationPage, WholePublication } from '#rules/open-affairs/screens/publications.tsx'

/** The office's items, a page at a time. */
export const publications = (wanted: Wanted) =>
  infiniteQueryOptions({
    queryKey: ['publications', wanted],
    queryFn: ({ pageParam }) => read<PublicationPage>(addressOf('/api/publications', { ...wanted, after: pageParam })),
    initialPageParam: '',
    getNextPageParam: (page: PublicationPage) => page.next ?? undefined,
  })

/** One item with its versions and history. */
export const publication = (id: string) =>
  queryOptions({
    queryKey: ['publications', 'one', id],
    queryFn: () => read<WholePublication>(`/api/publications/${id}`),
  })
