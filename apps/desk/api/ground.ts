import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { read } from '#apps/desk/api/call.ts'
import { queries } from '#apps/desk/api/queries.ts'
import { tell } from '#apps/desk/shell/told.tsx'
import type { Name } from '#core/view.ts'

export type TreeRow = {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly short: string
  readonly level: string
  readonly path: string
  readonly parent: string | null
  readonly closedAt: string | null
  readonly people: number
  readonly posts: number
  readonly windows: number
  readonly gaps: number
}
export type Tree = {
  readonly own: string | null
  readonly keeps: boolean
  /** Who answers where no head up the tree is there (5.0); null until somebody is named. */
  readonly answerable: Name | null
  readonly mayName: boolean
  readonly offices: readonly TreeRow[]
}

export type PersonRow = Name & {
  readonly number: string
  readonly username: string
  readonly active: boolean
  readonly administrator: string | null
  readonly phone: string
  readonly from: string | null
  readonly until: string | null
  readonly next: { readonly office: string; readonly from: string } | null
  readonly posts: readonly string[]
  readonly locked: boolean
  readonly hasPassword: boolean
  readonly once: boolean
}
type Seat = (Name & { readonly away: boolean }) | null
export type PostRow = {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly head: boolean
  readonly services: readonly string[]
  readonly duties: string
  readonly A: Seat
  readonly B: Seat
}
export type Week = readonly (readonly (readonly [number, number])[])[]
export type SettingRow = {
  readonly key: string
  readonly label: string
  readonly unit: string
  readonly default: number
  readonly own: number | null
  readonly source: string
  readonly since: string | null
  readonly toConfirm: boolean
  readonly way: string
  readonly wayLabel: string
}
export type Ground = {
  readonly office: {
    readonly id: string
    readonly code: string
    readonly name: string
    readonly short: string
    readonly level: string
    readonly address: string
    readonly phone: string
    readonly supervisionPhone: string
    readonly superior: { readonly id: string; readonly name: string } | null
    readonly head: Name | null
    readonly closedAt: number | null
  }
  readonly may: { readonly keep: boolean; readonly lead: boolean; readonly head: boolean; readonly appoint: boolean }
  readonly candidates: readonly (Name & { readonly number: string })[]
  readonly people: readonly PersonRow[]
  readonly posts: readonly PostRow[]
  readonly windows: readonly { readonly number: number; readonly name: string; readonly post: Name }[]
  readonly hours: { readonly now: Week; readonly later: readonly { readonly from: string; readonly week: Week }[] }
  readonly settings: readonly SettingRow[]
}
/** A figure of policy as the office works by it (GET /api/policy-figures). */
export type FigureRow = {
  readonly service: string
  readonly serviceName: string
  /** The other services that read it. */
  readonly sharedBy: readonly string[]
  readonly key: string
  readonly label: string
  readonly unit: string
  readonly says: string
  readonly defaultSays: string
  readonly source: string
  readonly region: string
  readonly toConfirm: boolean
  readonly own: readonly { readonly value: number | string | null; readonly from: string; readonly source: string }[]
}
export type DepartureRow = {
  readonly id: string
  readonly staff: Name
  readonly from: string
  readonly askedBy: Name
  readonly office: Name
  readonly to: Name | null
  readonly mayConfirm: boolean
  readonly inHand: readonly string[]
}

/** The tree that I keep or lead. */
export const tree = queryOptions({ queryKey: ['ground', 'tree'], queryFn: () => read<Tree>('/api/ground') })

/** All of one office. */
export const ground = (id: string) =>
  queryOptions({ queryKey: ['ground', 'office', id], queryFn: () => read<Ground>(`/api/ground/offices/${id}`) })

/** Who is to move or leave and waits for the head's word (5.5). */
export const departures = queryOptions({
  queryKey: ['ground', 'departures'],
  queryFn: async () => (await read<{ departures: readonly DepartureRow[] }>('/api/ground/departures')).departures,
})

export type AccountRow = Omit<PersonRow, 'phone'> & { readonly office: Name | null; readonly left: boolean }
export type AccountsWanted = { readonly q: string; readonly state: string }
type AccountPage = {
  readonly accounts: readonly AccountRow[]
  readonly total: number
  readonly next: string | null
  readonly may: { readonly keep: boolean; readonly power: boolean }
}

/** Accounts by number, page by page. */
export const accounts = (wanted: AccountsWanted) =>
  infiniteQueryOptions({
    queryKey: ['ground', 'accounts', wanted],
    queryFn: ({ pageParam }) =>
      read<AccountPage>(`/api/accounts?${new URLSearchParams({ ...wanted, after: pageParam, limit: '50' })}`),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })

/** Every account by name, for choosing one: page after page, an office's people are some hundreds at most. */
export const everybody = queryOptions({
  queryKey: ['ground', 'everybody'],
  queryFn: async () => {
    const found: AccountRow[] = []
    for (let after: string | null = ''; after !== null; ) {
      const page: AccountPage = await read(`/api/accounts?limit=200&after=${encodeURIComponent(after)}`)
      found.push(...page.accounts)
      after = page.next
    }
    return found
  },
  staleTime: 60_000,
})

export type Security = {
  readonly failures: readonly {
    readonly id: string
    readonly at: string
    readonly staff: Name
    readonly says: string
  }[]
  readonly locked: readonly { readonly staff: Name; readonly until: string }[]
  readonly signedIn: readonly {
    readonly staff: Name
    readonly count: number
    readonly since: string
    readonly seen: string
    readonly self: boolean
  }[]
}

export const security = queryOptions({
  queryKey: ['ground', 'security'],
  queryFn: () => read<Security>('/api/security'),
  refetchInterval: 60_000,
})

export type AuditWanted = {
  readonly from?: string
  readonly until?: string
  readonly who?: string
  readonly what?: string
  readonly failed?: boolean
}
export type AuditRow = {
  readonly day: string
  readonly seq: number
  readonly at: string
  readonly by: string | null
  readonly what: string
  readonly says: string
  readonly succeeded: boolean
}

/** The wanted lines as the address asks for them. */
export function auditQuery(wanted: AuditWanted): string {
  const given = Object.entries(wanted).filter(([, value]) => value !== undefined && value !== '' && value !== false)
  return new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString()
}

export const auditLines = (wanted: AuditWanted) =>
  infiniteQueryOptions({
    queryKey: ['ground', 'audit', wanted],
    queryFn: ({ pageParam }) =>
      read<{ lines: readonly AuditRow[]; next: string | null; from: string; until: string }>(
        `/api/audit/lines?limit=50&${auditQuery(wanted)}${pageParam ? `&before=${pageParam}` : ''}`,
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })

export type Chain = {
  readonly from: string
  readonly until: string
  readonly whole: boolean
  readonly days: readonly { readonly day: string; readonly lines: number; readonly broken: number | null }[]
}

/** After a change of the ground: it, and whatever shows the place, may look different. */
export function settleGround(says: string): void {
  tell(says)
  for (const key of ['ground', 'office', 'directory', 'desk', 'session'])
    void queries.invalidateQueries({ queryKey: [key] })
}
