import { queryOptions } from '@tanstack/react-query'
import { change, read } from '#apps/desk/api/call.ts'
import { queries } from '#apps/desk/api/queries.ts'
import type { Figures, Side } from '#rules/figures/contract.ts'

export type FiguresWanted = {
  readonly by: Side
  readonly from: string
  readonly until: string
  readonly office?: string
  readonly service?: string
  readonly post?: string
}

/** The address of the figures, or of a file of them. */
export const figuresAt = (path: string, wanted: object): string =>
  `${path}?${new URLSearchParams(Object.entries(wanted).filter(([, value]) => value !== undefined) as [string, string][])}`

/** Figures of a stretch (6.6); while a long count goes on they are asked for again. */
export const figures = (wanted: FiguresWanted) =>
  queryOptions({
    queryKey: ['figures', wanted],
    queryFn: () => read<Figures>(figuresAt('/api/figures/sums', wanted)),
    refetchInterval: ({ state: { data } }) => (data && (data.left > 0 || data.counted === null) ? 4_000 : false),
  })

export type Edition = {
  readonly id: string
  readonly month: string
  readonly edition: number
  readonly madeAt: string
  readonly madeBy: string
}
type Editions = {
  readonly office: { readonly id: string; readonly name: string }
  readonly last: string
  readonly rows: readonly Edition[]
}

/** Monthly reports that were set down. */
export const editions = (office: string | undefined) =>
  queryOptions({
    queryKey: ['figures', 'reports', office],
    queryFn: () => read<Editions>(figuresAt('/api/figures/reports', { office })),
  })

export async function setDown(office: string, month: string): Promise<{ readonly edition: number }> {
  const made = await change<{ readonly edition: number }>('POST', '/api/figures/reports', { office, month })
  await queries.invalidateQueries({ queryKey: ['figures', 'reports'] })
  return made
}
