import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { read } from '#apps/desk/api/call.ts'
import { queries } from '#apps/desk/api/queries.ts'
import { tell } from '#apps/desk/shell/told.tsx'
import type { Compared, OwnBad, Period, RatingRow } from '#rules/quality-service/screens/ratings.tsx'

/** What is looked for in the register of ratings; `level` is a level, or `bad` for both bad ones. */
export type RatingsWanted = {
  readonly level?: string
  readonly office?: string
  readonly service?: string
  readonly post?: string
  readonly channel?: string
  readonly stage?: string
  readonly from?: string
  readonly until?: string
}
type Named = { readonly id: string; readonly name: string }
type Page = {
  readonly keeps: boolean
  readonly offices: readonly Named[]
  readonly posts: readonly Named[]
  readonly rows: readonly RatingRow[]
  readonly next: string | null
}

/** The same as the server takes it. */
export function filterOf({ level, ...rest }: RatingsWanted): Readonly<Record<string, string | number | boolean>> {
  return { ...rest, ...(level === 'bad' ? { bad: true } : level ? { level: Number(level) } : {}) }
}

/** 评价台账, page by page, newest first (10.5.1). */
export const ratings = (wanted: RatingsWanted) =>
  infiniteQueryOptions({
    queryKey: ['ratings', 'list', wanted],
    queryFn: ({ pageParam }) => {
      const asked = new URLSearchParams({ limit: '50' })
      for (const [name, value] of Object.entries(filterOf(wanted))) asked.set(name, String(value))
      if (pageParam) asked.set('cursor', pageParam)
      return read<Page>(`/api/ratings?${asked}`)
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })

type Mine = { readonly periods: readonly Period[]; readonly waiting: boolean; readonly bad: readonly OwnBad[] }
/** 我的评价. */
export const ownRatings = queryOptions({
  queryKey: ['ratings', 'mine'],
  queryFn: () => read<Mine>('/api/ratings/mine'),
})

/** What the record says beside a bad rating. */
export const compared = (id: string) =>
  queryOptions({
    queryKey: ['ratings', 'beside', id],
    queryFn: () => read<Compared>(`/api/ratings/handlings/${id}`),
  })

/** After an appeal: lists and desks look different. */
export function settleRatings(says: string): void {
  tell(says)
  void queries.invalidateQueries({ queryKey: ['ratings'] })
  void queries.invalidateQueries({ queryKey: ['desk'] })
}
