import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { Outage, Refused, read } from '#apps/desk/api/call.ts'
import { signedInAgain } from '#apps/desk/api/gate.ts'
import { queries } from '#apps/desk/api/queries.ts'
import type {
  Answer,
  EditionView,
  FiguresView,
  InspectionPage,
  RegisterPage,
  ScopeView,
  SeriesView,
} from '#rules/standard-conduct/screens/types.ts'

export type Wanted = {
  readonly office?: string
  readonly state?: string
  readonly mode?: string
  readonly template?: string
  readonly since?: string
  readonly until?: string
  readonly late?: boolean
  readonly q?: string
}

const asked = (wanted: object) => {
  const given = Object.entries(wanted).filter(([, value]) => value !== undefined && value !== '')
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)]))
}

/** The register, newest first, page by page. */
export const inspections = (wanted: Wanted) =>
  infiniteQueryOptions({
    queryKey: ['inspections', 'list', wanted],
    queryFn: ({ pageParam }) =>
      read<RegisterPage>(`/api/inspections?${asked({ limit: 30, ...wanted, cursor: pageParam })}`),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })

export const inspection = (id: string) =>
  queryOptions({
    queryKey: ['inspection', id],
    queryFn: () => read<InspectionPage>(`/api/inspections/${encodeURIComponent(id)}`),
    // The checklist in hand stays usable while the network is away.
    gcTime: 86_400_000,
  })

export const figures = (by: string, months: number, office: string | undefined) =>
  queryOptions({
    queryKey: ['inspections', 'figures', by, months, office],
    queryFn: () => read<FiguresView>(`/api/inspections/figures?${asked({ by, months, office })}`),
  })

export const scope = queryOptions({
  queryKey: ['inspections', 'scope'],
  queryFn: () => read<ScopeView>('/api/inspections/scope'),
  staleTime: 60_000,
})

export const edition = queryOptions({
  queryKey: ['inspections', 'edition'],
  queryFn: () => read<EditionView>('/api/inspections/edition'),
})

export const series = queryOptions({
  queryKey: ['inspections', 'series'],
  queryFn: async () => (await read<{ series: readonly SeriesView[] }>('/api/inspections/series')).series,
})

/** Writes answers down under a key of the caller's, which stays the same however often they are sent. */
export async function saveAnswers(id: string, answers: readonly Answer[], key: string): Promise<void> {
  const headers = { 'content-type': 'application/json', accept: 'application/json', 'idempotency-key': key }
  const body = JSON.stringify({ answers })
  const answer = await fetch(`/api/inspections/${id}/answers`, { method: 'POST', headers, body }).catch(() => null)
  if (answer === null || [502, 503, 504].includes(answer.status)) throw new Outage('网络断开，已存在本机。')
  if (answer.status === 401) {
    await signedInAgain()
    return saveAnswers(id, answers, key)
  }
  if (!answer.ok) throw new Refused(answer.status, await answer.json().catch(() => ({})))
}

/** After a change of an inspection: it, the register and the desk may look different. */
export async function settleInspection(id: string): Promise<void> {
  void queries.invalidateQueries({ queryKey: ['inspections'] })
  void queries.invalidateQueries({ queryKey: ['desk'] })
  await queries.invalidateQueries({ queryKey: ['inspection', id] })
}
