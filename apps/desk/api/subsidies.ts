import { queryOptions } from '@tanstack/react-query'
import { read } from '#apps/desk/api/call.ts'
import { addressOf, paged, type Wanted } from '#apps/desk/api/entries.ts'
import type { AccountPage } from '#programs/subsidy/screens/accounts.tsx'
import type { BatchPage, WholeBatch } from '#programs/subsidy/screens/batches.tsx'
import type { ClaimPage, Figures, RecoveryPage } from '#programs/subsidy/screens/claims.tsx'
import type { Finding } from '#programs/subsidy/screens/finding.tsx'
import type { PayablePage } from '#programs/subsidy/screens/payables.tsx'

/** Everything of this page is read anew after a change: one key begins them all. */
export const key = 'subsidies'

export const payables = (wanted: Wanted) => part<PayablePage>('payables', wanted)
export const batches = (wanted: Wanted) => part<BatchPage>('batches', wanted)
export const accounts = (wanted: Wanted) => part<AccountPage>('accounts', wanted)
export const claims = (wanted: Wanted) => part<ClaimPage>('claims', wanted)
export const recoveries = (wanted: Wanted) => part<RecoveryPage>('recoveries', wanted)

function part<Page extends { readonly next: string | null }>(name: string, wanted: Wanted) {
  const made = paged<Page>(key, `/api/subsidies/${name}`, wanted)
  return { ...made, queryKey: [key, name, wanted] }
}

/** One batch with its rows and what was done to it. */
export const batch = (id: string) =>
  queryOptions({ queryKey: [key, 'batch', id], queryFn: () => read<WholeBatch>(`/api/subsidies/batches/${id}`) })

/** What was paid in a year, month by month. */
export const figures = (wanted: Wanted) =>
  queryOptions({
    queryKey: [key, 'figures', wanted],
    queryFn: () => read<Figures>(addressOf('/api/subsidies/figures', wanted)),
  })

/** What the ledger makes of a case. */
export const finding = (matter: string, version: number) =>
  queryOptions({
    queryKey: [key, 'case', matter, version],
    queryFn: () => read<Finding>(`/api/subsidies/cases/${matter}`),
  })
