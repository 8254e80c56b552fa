import { queryOptions } from '@tanstack/react-query'
import { change, read } from '#apps/desk/api/call.ts'
import { queries } from '#apps/desk/api/queries.ts'
import { tell } from '#apps/desk/shell/told.tsx'
import type { EarlierRow } from '#rules/first-asked/screens/earlier.tsx'
import type { Reminder } from '#rules/first-asked/screens/reminders.tsx'

export type About = { readonly number: string } | { readonly matter: string }

/** What this person came for before; kept for a minute only, a number is among the keys. */
export const earlier = (about: About) =>
  queryOptions({
    queryKey: ['earlier', about],
    queryFn: () => change<{ count: number; rows: readonly EarlierRow[] }>('POST', '/api/persons/earlier', about),
    staleTime: 60_000,
    gcTime: 60_000,
    retry: false,
  })

/** Hard matters that my posts keep in mind (2.2). */
export const reminders = queryOptions({
  queryKey: ['remembered'],
  queryFn: async () => (await read<{ rows: readonly Reminder[] }>('/api/remembered')).rows,
})

/** What is and was kept in mind about one matter. */
export const remindersOf = (matter: string) =>
  queryOptions({
    queryKey: ['remembered', matter],
    queryFn: async () => (await read<{ rows: readonly Reminder[] }>(`/api/remembered?matter=${matter}`)).rows,
  })

/** After a change of what is kept in mind. */
export function settleReminders(says: string): void {
  tell(says)
  void queries.invalidateQueries({ queryKey: ['remembered'] })
  void queries.invalidateQueries({ queryKey: ['office', 'alarms'] })
}
