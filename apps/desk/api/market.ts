import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { read } from '#apps/desk/api/call.ts'
import { addressOf, type Wanted } from '#apps/desk/api/entries.ts'
import type {
  PairPage,
  ReferralPage,
  SeekerPage,
  VacancyPage,
  WholeSeeker,
  WholeVacancy,
} from '#programs/labour-market/screens/types.ts'

/** One of the three lists, a page at a time; a change of one may be seen in all, so they are kept under one name. */
const listed = <Page extends { readonly next: string | null }>(list: string, wanted: Wanted) =>
  infiniteQueryOptions({
    queryKey: ['market', list, wanted],
    queryFn: ({ pageParam }) => read<Page>(addressOf(`/api/market/${list}`, { ...wanted, after: pageParam })),
    initialPageParam: '',
    getNextPageParam: (page: Page) => page.next ?? undefined,
  })

export const seekers = (wanted: Wanted) => listed<SeekerPage>('seekers', wanted)
export const vacancies = (wanted: Wanted) => listed<VacancyPage>('vacancies', wanted)
export const referrals = (wanted: Wanted) => listed<ReferralPage>('referrals', wanted)

export const seeker = (id: string) =>
  queryOptions({ queryKey: ['market', 'seeker', id], queryFn: () => read<WholeSeeker>(`/api/market/seekers/${id}`) })
export const vacancy = (id: string) =>
  queryOptions({
    queryKey: ['market', 'vacancy', id],
    queryFn: () => read<WholeVacancy>(`/api/market/vacancies/${id}`),
  })

/** What fits one entry of a book, the best first, a page at a time. */
export const pairs = (book: 'seekers' | 'vacancies', id: string) =>
  infiniteQueryOptions({
    queryKey: ['market', 'pairs', book, id],
    queryFn: ({ pageParam }) => read<PairPage>(addressOf(`/api/market/${book}/${id}/matches`, { after: pageParam })),
    initialPageParam: '',
    getNextPageParam: (page: PairPage) => page.next ?? undefined,
  })
