import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { change, read } from '#apps/desk/api/call.ts'
import type { About, Entry } from '#programs/enrolment/screens/list.tsx'

/** What an address may say that the register is narrowed to; a typed number never stands in it. */
export const enrolmentSearch = {
  q: 'text',
  service: 'text',
  state: 'text',
  category: 'text',
  due: 'text',
  holder: 'text',
  why: 'text',
} as const
export type Wanted = { readonly [Name in keyof typeof enrolmentSearch]?: string }

/** The registers that there are, with their words and how many stand in them. */
export const registersOf = queryOptions({
  queryKey: ['enrolments', 'about'],
  queryFn: async () => (await read<{ rows: readonly About[] }>('/api/enrolments')).rows,
})

type Page = { readonly rows: readonly Entry[]; readonly next: string | null }

/** Who stands in the registers, by their next date, a page at a time. */
export const enrolmentPages = (wanted: Wanted) =>
  infiniteQueryOptions({
    queryKey: ['enrolments', 'list', wanted],
    queryFn: ({ pageParam }) =>
      change<Page>('POST', '/api/enrolments/search', {
        ...wanted,
        limit: 30,
        ...(pageParam ? { cursor: pageParam } : {}),
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })

/** What one person stands in, asked for anew whenever it is shown; kept for a minute only, a number may be among the keys. */
export const entriesOf = (about: { readonly number: string } | { readonly matter: string }) =>
  queryOptions({
    queryKey: ['enrolments', 'person', about],
    queryFn: async () => (await change<{ rows: readonly Entry[] }>('POST', '/api/enrolments/person', about)).rows,
    staleTime: 0,
    gcTime: 60_000,
    retry: false,
  })
