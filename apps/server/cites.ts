import type { Refusal } from '#core/refusal.ts'
import type { ClauseId } from '#regulation/clauses.ts'

/**
 * By which clause a form is refused that doesn't fit its schema, by room: the beginning of the address that is longest
 * wins. A route whose form belongs to another clause than its room's stands here itself, or names it in its own config.
 */
export const rooms = {
  '/api/session': '6.3',
  '/api/accounts': '6.3',
  '/api/security': '6.3',
  '/api/audit': '6.3',
  '/api/matters': '2.1',
  '/api/matters/:id/reveal': '6.3',
  '/api/registers': '2.1',
  '/api/persons': '2.1',
  '/api/remembered': '2.2',
  '/api/commendations': '2.4.0',
  '/api/phrases': '3.4.1',
  '/api/phrases/unkind': '2.4.2',
  '/api/inspections': '6.6',
  '/api/alarms': '7.4',
  '/api/due': '7.4',
  '/api/lateness': '7.4',
  '/api/figures': '7.2',
  '/api/calendar': '7.4',
  '/api/office/closures': '7.4',
  '/api/office/absences': '3.2.3',
  '/api/office/absences/:id/takeover': '5.1.b',
  '/api/office/attendance': '4.2.1',
  '/api/office/away': '4.2.3',
  '/api/office/handbacks': '5.1.c',
  '/api/office/posts': '5.5',
  '/api/office/posts/:id/stand-in': '5.4',
  '/api/office/scheme': '5.5',
  '/api/accountability': '2.4.1',
  '/api/accountability/proposals': '2.4.2',
  '/api/accountability/:id/complaint': '7.6',
  '/api/cases': '8.1',
  '/api/calculators': '8.1',
  '/api/sittings': '6.4',
  '/api/policy-figures': '6.2',
  '/api/badges': '9.1',
  '/api/badges/:id/returned': '9.2',
  '/api/badges/:id/lost': '9.2',
  '/api/badges/:id/revoked': '9.2',
  '/api/publications': '10.3.2',
  '/api/machines': '10.3.3',
  '/api/items': '10.4.2',
  '/api/venue': '10.1.3',
  '/api/hall': '10.5.1',
  '/api/hall/kiosks': '10.4.4',
  '/api/visitor': '10.5.1',
  '/api/supervision': '10.5.5.c',
  '/api/ground/offices': '1.2.a',
  '/api/ground/offices/:id/hours': '7.4',
  '/api/ground/offices/:id/settings': '7.4',
  '/api/ground/answerable': '5.0',
  '/api/ground/people': '1.2.c',
  '/api/ground/people/:id/move': '5.5',
  '/api/ground/posts': '1.2.b',
  '/api/ground/posts/:id/assignment': '5.5',
  '/api/ground/windows': '10.1.3',
} as const satisfies Readonly<Record<string, ClauseId>>

const longestFirst = Object.entries<ClauseId>(rooms).sort(([a], [b]) => b.length - a.length)

/** The clause of a route's room; null where no clause speaks of it. */
export function citedAt(url: string): Refusal['clause'] {
  return longestFirst.find(([room]) => url === room || url.startsWith(`${room}/`))?.[1] ?? null
}
