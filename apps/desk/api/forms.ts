import { queryOptions } from '@tanstack/react-query'
import { read } from '#apps/desk/api/call.ts'

export type PaperRow = {
  readonly key: string
  readonly title: string
  readonly pdf: string
  readonly picture: string
  readonly blank: string | null
}
export type PaperGroup = { readonly key: string; readonly title: string; readonly rows: readonly PaperRow[] }

/** Every kind of paper with its specimen; it changes only with the program. */
export const papers = queryOptions({
  queryKey: ['papers'],
  queryFn: () => read<{ readonly groups: readonly PaperGroup[] }>('/api/forms'),
  staleTime: 600_000,
})
