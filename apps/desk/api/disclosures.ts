import { queryOptions } from '@tanstack/react-query'
import { read } from '#apps/desk/api/call.ts'
import { addressOf, paged, type Wanted } from '#apps/desk/api/entries.ts'
import type { DisclosurePage, GapPage } from '#rules/open-affairs/screens/disclosures.tsx'

/** An office's disclosures, a page at a time. */
export const disclosures = (wanted: Wanted) => paged<DisclosurePage>('disclosures', '/api/disclosures', wanted)

/** What must be open of an office and of those below, and how it stands. */
export const disclosureGaps = (wanted: Wanted) =>
  queryOptions({
    queryKey: ['disclosures', 'gaps', wanted],
    queryFn: () => read<GapPage>(addressOf('/api/disclosures/gaps', wanted)),
  })
