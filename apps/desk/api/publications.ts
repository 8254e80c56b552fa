import { queryOptions } from '@tanstack/react-query'
import { read } from '#apps/desk/api/call.ts'
import { paged, type Wanted } from '#apps/desk/api/entries.ts'
import type { PublicationPage, WholePublication } from '#rules/open-affairs/screens/publications.tsx'

/** The office's items, a page at a time. */
export const publications = (wanted: Wanted) => paged<PublicationPage>('publications', '/api/publications', wanted)

/** One item with its versions and history. */
export const publication = (id: string) =>
  queryOptions({
    queryKey: ['publications', 'one', id],
    queryFn: () => read<WholePublication>(`/api/publications/${id}`),
  })
