import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { Outage, Refused, read } from '#apps/desk/api/call.ts'
import { queries } from '#apps/desk/api/queries.ts'
import { tell } from '#apps/desk/shell/told.tsx'
import type { BadgePage } from '#rules/badges/screens/register.tsx'
import type { ItemPage } from '#rules/quality-service/screens/items.tsx'
import type { MachinePage } from '#rules/quality-service/screens/machines.tsx'
import type { BoxPage } from '#rules/quality-service/screens/opinion-box.tsx'
import type { VenuePage } from '#rules/quality-service/screens/venue.tsx'
import type { Line } from '#ui/history.tsx'

/** What a list is narrowed to; an empty text narrows nothing. */
export type Wanted = Readonly<Record<string, string>>

/** An address with what is asked of it: for reading, or for the browser to fetch a file itself. */
export function addressOf(path: string, wanted: Wanted): string {
  const given = Object.entries(wanted).filter(([, value]) => value !== '')
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`
}

type Paged = { readonly next: string | null }

/** A register of that key and path, a page at a time. */
export const paged = <Page extends Paged>(key: string, path: string, wanted: Wanted) =>
  infiniteQueryOptions({
    queryKey: [key, wanted],
    queryFn: ({ pageParam }) => read<Page>(addressOf(path, { ...wanted, after: pageParam })),
    initialPageParam: '',
    getNextPageParam: (page: Page) => page.next ?? undefined,
  })

export const badges = (wanted: Wanted) => paged<BadgePage>('badges', '/api/badges', wanted)
export const opinionBox = (wanted: Wanted) => paged<BoxPage>('opinion-box', '/api/opinion-box', wanted)
export const machines = (wanted: Wanted) => paged<MachinePage>('machines', '/api/machines', wanted)
export const items = (wanted: Wanted) =>
  queryOptions({ queryKey: ['items', wanted], queryFn: () => read<ItemPage>(addressOf('/api/items', wanted)) })
export const venue = (wanted: Wanted) =>
  queryOptions({ queryKey: ['venue', wanted], queryFn: () => read<VenuePage>(addressOf('/api/venue', wanted)) })

/** My office and those below it, whose registers I may see. */
export const placesBelow = queryOptions({
  queryKey: ['places-below'],
  queryFn: () => read<{ own: string | null; offices: readonly { id: string; name: string }[] }>('/api/offices'),
  staleTime: 600_000,
})

/** What was done to one entry of a register, oldest first. */
export const history = (path: string) =>
  queryOptions({
    queryKey: ['history', path],
    queryFn: async () => (await read<{ history: readonly Line[] }>(path)).history,
  })

/** After a change of a register: its list, its histories and the head's alarms may look different. */
export function settleRegister(key: string, says: string): void {
  tell(says)
  for (const queryKey of [[key], ['history'], ['office', 'alarms']]) void queries.invalidateQueries({ queryKey })
}

/** Takes a photo to the store and answers its id. */
export async function uploadPhoto(file: File): Promise<string> {
  const body = new FormData()
  body.append('file', file)
  const answer = await fetch('/api/files', { method: 'POST', body }).catch(() => null)
  if (answer === null) throw new Outage('暂时连不上服务器，照片没有上传。')
  if (!answer.ok) throw new Refused(answer.status, await answer.json().catch(() => ({})))
  return ((await answer.json()) as { readonly id: string }).id
}
