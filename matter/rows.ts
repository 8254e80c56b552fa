import type { Clock, Extension, Limit } from '#core/clock.ts'
import { type Instant, instant, iso } from '#core/day.ts'
import type { Facts, Matter, MatterId } from '#core/matter.ts'
import type { OfficeId, PostId, StaffId } from '#core/roster.ts'

export type MatterRow = {
  readonly id: string
  readonly org_path: string
  readonly office: string
  readonly number: string
  readonly kind: string
  readonly service: string | null
  readonly service_version: string | null
  readonly state: string
  readonly version: number
  readonly first_post: string
  readonly first_staff: string
  readonly holder_post: string
  readonly holder_staff: string
  readonly offered_post: string | null
  readonly offered_staff: string | null
  readonly offered_at: Date | null
  readonly bounces: number
  readonly turn: string | null
  readonly asked: string | null
  readonly beside: readonly string[] | null
  readonly partner: string | null
  readonly concerns: string | null
  readonly facts: Facts
  readonly title: string
  readonly opened_at: Date
  readonly closed_at: Date | null
  readonly chain: string
}
/** What names a matter in a list. */
export type NamedRow = Pick<MatterRow, 'id' | 'number' | 'kind' | 'service' | 'service_version' | 'title' | 'state'>

export type ClockRow = {
  readonly name: string
  readonly limit_is: Limit
  readonly is_now: Clock['is']
  readonly started_at: Date
  readonly due_at: Date | null
  readonly yellow_at: Date | null
  readonly stopped_at: Date | null
  readonly late_since: Date | null
  readonly extensions: readonly Extension[]
  readonly provisional: boolean
  readonly calendar: string
}
export type PauseRow = {
  readonly clock: string
  readonly from_at: Date
  readonly until_at: Date | null
  readonly why: string
}

const at = (date: Date): Instant => instant(date.getTime())
const maybeAt = (date: Date | null): Instant | null => (date ? at(date) : null)
/** An instant for the database, or null. */
export const isoOrNull = (when: Instant | null): string | null => (when === null ? null : iso(when))

/** The matter as the rules know it, from its rows. */
export function matterOf(row: MatterRow, clocks: readonly ClockRow[], pauses: readonly PauseRow[]): Matter {
  const offered =
    row.offered_post && row.offered_staff && row.offered_at
      ? { to: { post: row.offered_post as PostId, staff: row.offered_staff as StaffId }, at: at(row.offered_at) }
      : null
  return {
    id: row.id as MatterId,
    number: row.number,
    kind: row.kind,
    service: serviceOf(row),
    office: row.office as OfficeId,
    state: row.state,
    version: row.version,
    custody: {
      first: { post: row.first_post as PostId, staff: row.first_staff as StaffId },
      holder: { post: row.holder_post as PostId, staff: row.holder_staff as StaffId },
      offered,
      bounces: row.bounces,
    },
    turn: row.turn as PostId | null,
    asked: row.asked as PostId | null,
    ...(row.beside && { beside: row.beside as readonly PostId[] }),
    ...(row.partner && { partner: row.partner as PostId }),
    ...(row.concerns && { concerns: row.concerns as StaffId }),
    clocks: clocks.map((clock) => clockOf(clock, pauses)),
    facts: row.facts,
    openedAt: at(row.opened_at),
    closedAt: maybeAt(row.closed_at),
  }
}

function clockOf(row: ClockRow, pauses: readonly PauseRow[]): Clock {
  return {
    name: row.name,
    limit: row.limit_is,
    is: row.is_now,
    startedAt: at(row.started_at),
    dueAt: maybeAt(row.due_at),
    yellowAt: maybeAt(row.yellow_at),
    pauses: pauses
      .filter(({ clock }) => clock === row.name)
      .map(({ from_at, until_at, why }) => ({ from: at(from_at), until: maybeAt(until_at), why })),
    extensions: row.extensions,
    stoppedAt: maybeAt(row.stopped_at),
    lateSince: maybeAt(row.late_since),
    provisional: row.provisional,
    calendar: row.calendar,
  }
}

/** The service version that a row was opened under; null for a matter without a service. */
export function serviceOf(row: Pick<MatterRow, 'service' | 'service_version'>): Matter['service'] {
  return row.service && row.service_version ? { code: row.service, version: row.service_version } : null
}
