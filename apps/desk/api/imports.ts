import { queryOptions } from '@tanstack/react-query'
import { Outage, Refused, read } from '#apps/desk/api/call.ts'
import { addressOf } from '#apps/desk/api/entries.ts'
import type { Name } from '#core/view.ts'

export type ImportTable = {
  readonly word: string
  readonly title: string
  readonly clause: string
  readonly most: number
  readonly targets: readonly { readonly id: string; readonly name: string }[] | null
}
export type ImportJob = {
  readonly id: string
  readonly kindTitle: string
  readonly file: string
  readonly state: 'reading' | 'checking' | 'checked' | 'running' | 'done' | 'cancelled' | 'failed'
  readonly stateLabel: string
  readonly mode: 'all' | 'good' | null
  readonly says: string | null
  readonly rows: number
  readonly units: number
  readonly bad: number
  readonly checked: number
  readonly done: number
  readonly madeAt: string
  readonly report: boolean
  readonly problems: readonly { readonly row: number; readonly column: string | null; readonly says: string }[]
  readonly offers: readonly string[]
}

/** One of the list, with who brought it in. */
export type EarlierJob = ImportJob & { readonly madeBy: Name | null }

const moving: readonly ImportJob['state'][] = ['reading', 'checking', 'running']

export const imports = queryOptions({
  queryKey: ['imports'],
  queryFn: () => read<{ readonly kinds: readonly ImportTable[]; readonly jobs: readonly EarlierJob[] }>('/api/imports'),
  refetchInterval: ({ state }) => (state.data?.jobs.some((job) => moving.includes(job.state)) ? 2000 : false),
})

/** One import, looked at again every second while it goes on. */
export const importJob = (id: string) =>
  queryOptions({
    queryKey: ['import', id],
    queryFn: () => read<ImportJob>(`/api/imports/${encodeURIComponent(id)}`),
    refetchInterval: ({ state }) => (state.data && moving.includes(state.data.state) ? 1000 : false),
  })

/** Takes a book to the server, which reads it and tries every line; answers the import that came of it. */
export async function uploadBook(kind: string, target: string, file: File): Promise<ImportJob> {
  const body = new FormData()
  body.append('file', file)
  const path = addressOf(`/api/imports/upload/${kind}`, { target })
  const answer = await fetch(path, { method: 'POST', body }).catch(() => null)
  if (answer === null) throw new Outage('暂时连不上服务器，表格没有上传。')
  if (!answer.ok) throw new Refused(answer.status, await answer.json().catch(() => ({})))
  return (await answer.json()) as ImportJob
}
