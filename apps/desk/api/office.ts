import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { read } from '#apps/desk/api/call.ts'
import { queries } from '#apps/desk/api/queries.ts'
import { tell } from '#apps/desk/shell/told.tsx'
import type { Brief } from '#rules/deputies/screens/briefs.tsx'
import type { Leave } from '#rules/deputies/screens/leaves.tsx'
import type { Gap, PostRow } from '#rules/deputies/screens/roster.tsx'
import type { Device, Window } from '#rules/quality-service/screens/devices.tsx'

/** My office now: its posts with who acts, and the gaps that its head has to close. */
export const office = queryOptions({
  queryKey: ['office', 'place'],
  queryFn: () => read<{ posts: readonly PostRow[]; gaps: readonly Gap[]; windows: readonly Window[] }>('/api/office'),
})

/** Absences, the newest first, page by page. */
export const absences = infiniteQueryOptions({
  queryKey: ['office', 'absences'],
  queryFn: ({ pageParam }) =>
    read<{ absences: readonly Leave[]; next: string | null }>(
      `/api/office/absences${pageParam ? `?after=${pageParam}` : ''}`,
    ),
  initialPageParam: '',
  getNextPageParam: (page) => page.next ?? undefined,
})

/** One thing to put right, or to decide where somebody waits for it. */
export type Alarm = {
  readonly clause: string
  readonly says: string
  readonly to?: string
  readonly decides?: boolean
}

/** What I have to put right about the place: gaps, requests for leave, briefs to confirm. The server says whose they are. */
export const alarms = queryOptions({
  queryKey: ['office', 'alarms'],
  queryFn: async () => (await read<{ alarms: readonly Alarm[] }>('/api/office/alarms')).alarms,
  refetchInterval: 60_000,
})

/** Hand-back briefs of the office, the newest first (5.1.c). */
export const briefs = queryOptions({
  queryKey: ['office', 'briefs'],
  queryFn: async () => (await read<{ handbacks: readonly Brief[] }>('/api/office/handbacks')).handbacks,
})

/** The evaluators of the office's windows. */
export const devices = queryOptions({
  queryKey: ['office', 'devices'],
  queryFn: async () => (await read<{ devices: readonly Device[] }>('/api/hall/devices')).devices,
})

/** After a change of the place: it, and every desk, may look different. */
export function settleOffice(says: string): void {
  tell(says)
  void queries.invalidateQueries({ queryKey: ['office'] })
  void queries.invalidateQueries({ queryKey: ['desk'] })
  void queries.invalidateQueries({ queryKey: ['directory'] })
  void queries.invalidateQueries({ queryKey: ['session'] })
}
