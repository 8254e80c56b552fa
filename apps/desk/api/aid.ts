import { queryOptions } from '@tanstack/react-query'
import { read } from '#apps/desk/api/call.ts'
import { addressOf, type Wanted } from '#apps/desk/api/entries.ts'
import type { DuePage } from '#programs/aid/screens/due.tsx'

/** 就业援助: what is due, and how many stand where. */
export const aidDue = (wanted: Wanted) =>
  queryOptions({ queryKey: ['desk', 'aids', wanted], queryFn: () => read<DuePage>(addressOf('/api/aids/due', wanted)) })
