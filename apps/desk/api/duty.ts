import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { change, read } from '#apps/desk/api/call.ts'
import { queries } from '#apps/desk/api/queries.ts'
import { tell } from '#apps/desk/shell/told.tsx'
import type { Name } from '#core/view.ts'
import type { Daily } from '#rules/deputies/screens/daily.tsx'
import type { MonthRow } from '#rules/deputies/screens/month.tsx'
import type { Scheme } from '#rules/deputies/screens/scheme.tsx'
import type { Takeover } from '#rules/deputies/screens/takeovers.tsx'
import type { Today } from '#rules/deputies/screens/today.tsx'

/** My day and the office's: who is there, who is out, who has still to come. */
export const today = queryOptions({
  queryKey: ['office', 'today'],
  queryFn: () => read<Today>('/api/office/attendance/today'),
  refetchInterval: 60_000,
})

/** What came back of signing in or out, or of stepping out: the day as it is now. */
export function settleDay(after: Today, says: string): void {
  queries.setQueryData(today.queryKey, after)
  tell(says)
  void queries.invalidateQueries({ queryKey: ['office'] })
  void queries.invalidateQueries({ queryKey: ['desk'] })
  // The matter in hand may be mine to act on again, or no longer: what can be done about it is asked anew.
  void queries.invalidateQueries({ queryKey: ['matter'] })
  void queries.invalidateQueries({ queryKey: ['session'] })
}

export const sign = (what: 'in' | 'out') => change<Today>('POST', `/api/office/attendance/${what}`, {})
export const leavePost = (asked: { minutes: number; why: string }) => change<Today>('POST', '/api/office/away', asked)
export const comeBack = (staff?: string) => change<Today>('POST', '/api/office/away/return', staff ? { staff } : {})

/** The office's month, written `2026-11`. */
export const month = (of: string) =>
  queryOptions({
    queryKey: ['office', 'month', of],
    queryFn: () => read<{ isLed: boolean; rows: readonly MonthRow[] }>(`/api/office/attendance?month=${of}`),
  })

export type DayMarks = {
  readonly spoken: string
  readonly mayCorrect: boolean
  readonly marks: readonly {
    readonly id: string
    readonly what: 'in' | 'out'
    readonly time: string
    readonly minutes: number
    readonly why: string | null
    readonly notedBy: string
    readonly notedAt: string
  }[]
}

/** One person's marks of a day, corrections beside what they correct. */
export const dayMarks = (staff: string, day: string) =>
  queryOptions({
    queryKey: ['office', 'marks', staff, day],
    queryFn: () => read<DayMarks>(`/api/office/attendance/day?staff=${staff}&day=${day}`),
  })

/** A's desk as B reads it each day (5.1.a). */
export const daily = queryOptions({
  queryKey: ['office', 'daily'],
  queryFn: () => read<Daily>('/api/office/brief'),
  staleTime: 60_000,
})

export const takeovers = queryOptions({
  queryKey: ['office', 'takeovers'],
  queryFn: async () => (await read<{ takeovers: readonly Takeover[] }>('/api/office/takeovers')).takeovers,
})

export const scheme = queryOptions({
  queryKey: ['office', 'scheme'],
  queryFn: () => read<Scheme>('/api/office/scheme'),
})

export type AwayRow = {
  readonly id: string
  readonly staff: Name
  readonly why: string
  readonly from: string
  readonly backAt: string | null
  readonly ended: string | null
  readonly minutes: number | null
  readonly empty: boolean
}
type AwayPage = { readonly rows: readonly AwayRow[]; readonly next: string | null }

/** Leavings that were declared, the newest first, page by page. */
export const leavings = infiniteQueryOptions({
  queryKey: ['office', 'away'],
  queryFn: ({ pageParam }) =>
    read<AwayPage>(`/api/office/away${pageParam ? `?cursor=${encodeURIComponent(pageParam)}` : ''}`),
  initialPageParam: '',
  getNextPageParam: (page) => page.next ?? undefined,
})
