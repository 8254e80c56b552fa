import { infiniteQueryOptions, QueryClient, queryOptions } from '@tanstack/react-query'
import { Outage, Refused, read } from '#apps/desk/api/call.ts'
import { cardOf, type Figure, type ServiceAnswer } from '#apps/desk/api/card.ts'
import type { Clause, Demo, Found, OpeningPage, ProcessPage, ServiceRow, Session } from '#apps/desk/api/types.ts'
import type { DeskPage, MatterPage } from '#core/view.ts'
import type { ServiceCard } from '#ui/card.tsx'

/** Reads are tried again only when the server could not be reached: a refusal is an answer. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (failed, error) => error instanceof Outage && failed < 4,
      refetchOnWindowFocus: true,
    },
  },
})

/** Who is signed in; null when nobody is. */
export const session = queryOptions({
  queryKey: ['session'],
  queryFn: async (): Promise<Session | null> => {
    const answer = await fetch('/api/session', { headers: { accept: 'application/json' } }).catch(() => null)
    if (answer === null || answer.status >= 500) throw new Outage('暂时连不上服务器，稍后会自动再试。')
    return answer.ok ? ((await answer.json()) as Session) : null
  },
  staleTime: 60_000,
})

/** The demonstration accounts; null on a real office's server, which has none. */
export const demo = queryOptions({
  queryKey: ['demo'],
  queryFn: async (): Promise<Demo | null> => {
    const answer = await fetch('/api/demo').catch(() => null)
    return answer?.ok ? ((await answer.json()) as Demo) : null
  },
  staleTime: Number.POSITIVE_INFINITY,
})

export type DeskFilter = { readonly lamp: string; readonly kind: string }

/** My desk, page by page, most urgent first. */
export const desk = (filter: DeskFilter) =>
  infiniteQueryOptions({
    queryKey: ['desk', filter.lamp, filter.kind],
    queryFn: ({ pageParam }) => {
      const asked = new URLSearchParams({ limit: '30' })
      if (filter.lamp) asked.set('lamp', filter.lamp)
      if (filter.kind) asked.set('kind', filter.kind)
      if (pageParam) asked.set('cursor', pageParam)
      return read<DeskPage>(`/api/desk?${asked}`)
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })

/** What waits for my own word, most urgent first, with how many there are. */
export const decisions = queryOptions({
  queryKey: ['desk', 'decide'],
  queryFn: () => read<DeskPage>('/api/desk?decide=true&limit=50'),
})

export const matter = (id: string) =>
  queryOptions({ queryKey: ['matter', id], queryFn: () => read<MatterPage>(`/api/matters/${encodeURIComponent(id)}`) })

/** The process of a kind, and of a service where there is one; it changes only with a new version, so it is kept. */
export const process = (kind: string, service: string | null) =>
  queryOptions({
    queryKey: ['process', kind, service],
    queryFn: () =>
      read<ProcessPage>(
        `/api/processes/${encodeURIComponent(kind)}${service ? `?service=${encodeURIComponent(service)}` : ''}`,
      ),
    staleTime: 600_000,
  })

/** Every kind of matter there is, with its title. */
export const kinds = queryOptions({
  queryKey: ['kinds'],
  queryFn: () => list<{ readonly kind: string; readonly title: string }>('/api/processes'),
  staleTime: 600_000,
})

type OpeningOf = { readonly office?: string | null; readonly service?: string; readonly contact?: string | undefined }

/** The form by which a matter of a kind is opened in an office, with that office's choices and what its contact told. */
export const opening = (kind: string, of: OpeningOf = {}) =>
  queryOptions({
    queryKey: ['opening', kind, of],
    queryFn: () => {
      const asked = Object.entries(of).flatMap(([name, value]) => (value ? [[name, value]] : []))
      return read<OpeningPage>(`/api/openings/${encodeURIComponent(kind)}?${new URLSearchParams(asked)}`)
    },
  })

/** A list comes bare or as `{rows}`; screens see a list. */
export const list = async <T>(path: string): Promise<readonly T[]> => {
  const answer = await read<readonly T[] | { rows?: readonly T[]; services?: readonly T[]; clauses?: readonly T[] }>(
    path,
  )
  if ('length' in answer) return answer
  return answer.rows ?? answer.services ?? answer.clauses ?? []
}

export const services = queryOptions({
  queryKey: ['services'],
  queryFn: () => list<ServiceRow>('/api/services'),
  staleTime: 600_000,
})

export const service = (code: string) =>
  queryOptions({
    queryKey: ['service', code],
    queryFn: async (): Promise<ServiceCard> => {
      const answer = await read<ServiceAnswer>(`/api/services/${encodeURIComponent(code)}`)
      if (!answer.settings?.length) return cardOf(answer)
      // The office's own figures stand before the defaults of the file.
      return cardOf({
        ...answer,
        settings: await list<Figure>(`/api/policy-figures?service=${encodeURIComponent(code)}`),
      })
    },
    staleTime: 600_000,
  })

export const clauses = queryOptions({ queryKey: ['clauses'], queryFn: () => list<Clause>('/api/clauses') })

/** More than the server searches for, so that it says so, and less than an address holds. */
const mostSent = 200

/** Matters, services, people and bodies by number, name, words or initials; nothing is asked for fewer than two characters. */
export const search = (words: string) =>
  queryOptions({
    queryKey: ['search', words],
    queryFn: () =>
      words.length < 2
        ? { rows: [], others: [] }
        : read<Found>(`/api/search?q=${encodeURIComponent(words.slice(0, mostSent))}`),
  })

/** Is this the refusal that the matter has moved on meanwhile? */
export function isStale(error: unknown): boolean {
  return error instanceof Refused && error.code === 'stale'
}
