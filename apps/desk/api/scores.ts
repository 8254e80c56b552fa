import { queryOptions } from '@tanstack/react-query'
import { read } from '#apps/desk/api/call.ts'
import { queries } from '#apps/desk/api/queries.ts'
import type { ScorePage } from '#rules/figures/scoring.ts'

const asked = (wanted: object) => {
  const given = Object.entries(wanted).filter(([, value]) => value !== undefined && value !== '')
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)]))
}

export const scores = (wanted: { readonly month?: string; readonly office?: string }) =>
  queryOptions({ queryKey: ['scores', wanted], queryFn: () => read<ScorePage>(`/api/scores?${asked(wanted)}`) })

export type History = {
  readonly name: string
  readonly months: readonly { readonly month: string; readonly score: number | null }[]
}
export const scoreHistory = (wanted: { readonly office: string; readonly post?: string }) =>
  queryOptions({
    queryKey: ['scores', 'history', wanted],
    queryFn: () => read<History>(`/api/scores/history?${asked(wanted)}`),
  })

export const settleScores = () => queries.invalidateQueries({ queryKey: ['scores'] })
