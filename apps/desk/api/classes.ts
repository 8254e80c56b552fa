import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { read } from '#apps/desk/api/call.ts'
import { addressOf, paged, type Wanted } from '#apps/desk/api/entries.ts'
import type { ApplicantPage, ClassPage, InstitutionPage, WholeClass } from '#programs/training/screens/types.ts'

const root = '/api/training'

/** The office's classes, a page at a time. */
export const classes = (wanted: Wanted) => paged<ClassPage>('classes', `${root}/classes`, wanted)

/** One class, whole. */
export const wholeClass = (id: string) =>
  queryOptions({ queryKey: ['classes', 'one', id], queryFn: () => read<WholeClass>(`${root}/classes/${id}`) })

/** Who waits for a class, the longest first. */
export const applicants = (office: string) =>
  infiniteQueryOptions({
    queryKey: ['classes', 'applicants', office],
    queryFn: ({ pageParam }) => read<ApplicantPage>(addressOf(`${root}/applicants`, { office, after: pageParam })),
    initialPageParam: '',
    getNextPageParam: (page: ApplicantPage) => page.next ?? undefined,
  })

export const institutions = (office: string) =>
  queryOptions({
    queryKey: ['classes', 'institutions', office],
    queryFn: () => read<InstitutionPage>(addressOf(`${root}/institutions`, { office })),
  })
