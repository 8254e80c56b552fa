import { queryOptions } from '@tanstack/react-query'
import { read } from '#apps/desk/api/call.ts'
import { addressOf, paged, type Wanted } from '#apps/desk/api/entries.ts'
import type { LoanFigures, SubsidyRow } from '#programs/loan/screens/subsidies.tsx'

type SubsidyPage = { readonly rows: readonly SubsidyRow[]; readonly next: string | null }

/** 创业担保贷款: what was lent and is owed. */
export const loanFigures = (wanted: Wanted) =>
  queryOptions({
    queryKey: ['loans', 'figures', wanted],
    queryFn: () => read<LoanFigures>(addressOf('/api/loans/figures', wanted)),
  })
/** Approved subsidies, a page at a time. */
export const loanSubsidies = (wanted: Wanted) => paged<SubsidyPage>('loans', '/api/loans/subsidies', wanted)
