import { paged, type Wanted } from '#apps/desk/api/entries.ts'
import type { ReliefPage } from '#programs/tax/screens/reliefs.tsx'

/** What was certified by the office, a page at a time. */
export const reliefs = (wanted: Wanted) => paged<ReliefPage>('reliefs', '/api/reliefs', wanted)
