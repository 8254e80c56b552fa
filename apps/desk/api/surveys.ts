import { queryOptions } from '@tanstack/react-query'
import { Outage, Refused, read } from '#apps/desk/api/call.ts'
import { addressOf, paged, type Wanted } from '#apps/desk/api/entries.ts'
import { signedInAgain } from '#apps/desk/api/gate.ts'
import { queries } from '#apps/desk/api/queries.ts'
import { tell } from '#apps/desk/shell/told.tsx'
import type { EntryPage, Figures, RoundPage, WholeEntry, WholeRound } from '#programs/survey/screens/types.ts'

export const rounds = (wanted: Wanted) => paged<RoundPage>('surveys', '/api/surveys', wanted)
export const round = (id: string) =>
  queryOptions({
    queryKey: ['survey', id],
    queryFn: () => read<WholeRound>(`/api/surveys/${encodeURIComponent(id)}`),
    // The questions stay usable while the network is away.
    gcTime: 86_400_000,
  })
export const entries = (id: string, wanted: Wanted) => {
  const { tab: _tab, public: _public, ...filter } = wanted
  return paged<EntryPage>(`survey-entries ${id}`, `/api/surveys/${encodeURIComponent(id)}/entries`, filter)
}
export const entry = (id: string) =>
  queryOptions({
    queryKey: ['survey-entry', id],
    queryFn: () => read<WholeEntry>(`/api/survey-entries/${encodeURIComponent(id)}`),
  })
export const figures = (id: string, open: boolean) =>
  queryOptions({
    queryKey: ['survey-figures', id, open],
    queryFn: () =>
      read<Figures>(addressOf(`/api/surveys/${encodeURIComponent(id)}/figures`, open ? { public: 'true' } : {})),
  })

/** Sends one visit under the queue's own key, which stays the same however often it goes. */
export async function sendVisit(to: string, body: object, key: string): Promise<void> {
  const headers = { 'content-type': 'application/json', accept: 'application/json', 'idempotency-key': key }
  const path = `/api/surveys/${encodeURIComponent(to)}/entries`
  const answer = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) }).catch(() => null)
  if (answer === null || [502, 503, 504].includes(answer.status)) throw new Outage('网络断开，已存在本机。')
  if (answer.status === 401) {
    await signedInAgain()
    return sendVisit(to, body, key)
  }
  if (!answer.ok) throw new Refused(answer.status, await answer.json().catch(() => ({})))
}

/** After something of a round changed: it, its entries and tables, and the chores may look different. */
export function settleSurvey(says: string): void {
  if (says) tell(says)
  const own = (key: unknown) => typeof key === 'string' && key.startsWith('survey')
  void queries.invalidateQueries({ predicate: ({ queryKey }) => own(queryKey[0]) })
  void queries.invalidateQueries({ queryKey: ['office', 'alarms'] })
}
