import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { read } from '#apps/desk/api/call.ts'
import { queries, services } from '#apps/desk/api/queries.ts'
import type { SamplingPage, SamplingRow, VerifyView } from '#rules/standard-conduct/screens/sampled.ts'
import type { Schema } from '#ui/form/schema.ts'

export type Wanted = { readonly state?: string; readonly source?: string; readonly q?: string }

const asked = (wanted: object) => {
  const given = Object.entries(wanted).filter(([, value]) => value !== undefined && value !== '')
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)]))
}

/** The register of spot checks, newest first, page by page. */
export const samplings = (wanted: Wanted) =>
  infiniteQueryOptions({
    queryKey: ['samplings', wanted],
    queryFn: ({ pageParam }) =>
      read<{ rows: readonly SamplingRow[]; next: string | null }>(
        `/api/samplings?${asked({ limit: 30, ...wanted, cursor: pageParam })}`,
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })

export const sampling = (id: string) =>
  queryOptions({
    queryKey: ['sampling', id],
    queryFn: () => read<SamplingPage>(`/api/samplings/${encodeURIComponent(id)}`),
  })

export const verifySampling = (id: string) => read<VerifyView>(`/api/samplings/${encodeURIComponent(id)}/verify`)

/** The form of the announcement, with the offices and services that one may name; the population is counted by the server. */
export const announcement = queryOptions({
  queryKey: ['samplings', 'opening'],
  queryFn: async (): Promise<{ readonly own: string; readonly schema: Schema }> => {
    const [{ input, office: own }, list] = await Promise.all([
      read<{ input: Schema; office: { id: string } }>('/api/openings/sampling'),
      queries.ensureQueryData(services),
    ])
    const { population: _, office, service, times, ...others } = input.properties ?? {}
    const named = list.map(({ code, name }) => ({ const: code, title: `${code} ${name}` }))
    const schema: Schema = {
      ...input,
      properties: {
        ...(office && { office }),
        ...others,
        ...(service && { service: { type: 'string', title: service.title ?? '', 'x-widget': 'choice', oneOf: named } }),
        ...(times && { times: { ...times, 'x-when': 'form.favour != "none"', 'x-required': true } }),
      },
    }
    return { own: own.id, schema }
  },
})

export async function settleSampling(id: string): Promise<void> {
  void queries.invalidateQueries({ queryKey: ['samplings'] })
  void queries.invalidateQueries({ queryKey: ['desk'] })
  await queries.invalidateQueries({ queryKey: ['sampling', id] })
}
