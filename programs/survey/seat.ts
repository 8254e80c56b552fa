import { dayOf, type Instant } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { isHeadOf, isSuperiorOf, isWithin, lineOf, type OfficeId, type StaffId } from '#core/roster.ts'
import { figureKey, inForce } from '#core/service/figure.ts'
import type { Service } from '#core/service/format.ts'
import { ownFigureAt } from '#matter/setting.ts'
import { current } from '#office/current.ts'
import { notMet, notSeen, notYours } from '#office/refusals.ts'
import { type Stand, standOf } from '#office/register.ts'
import { sees } from '#office/snapshot.ts'
import type { Who } from '#platform/auth/who.ts'
import type { Tx } from '#platform/db/db.ts'
import type { AreaProgress } from './policy.ts'
import { surveyed } from './questions.ts'
import { clause, findRound, holdRound, lockRound, type Round } from './store.ts'

/** Somebody before a round: it may be their own office's, one's below, or the round of an office above theirs. */
export type Seat = { readonly stand: Stand; readonly round: Round; readonly leads: boolean }

/** The offices whose rounds concern an office: its own, those above, those below. */
export function officesFor({ office, org, at, staff }: Stand): readonly string[] {
  const above = lineOf(office.roster, org.id, at)
  const below = [...office.organizations.keys()].filter((id) => sees(office, staff, id, at))
  return [...new Set<string>([org.id, ...above, ...below])]
}

function seatOf(stand: Stand, round: Round | null): Seat | Refusal {
  if (!round || !officesFor(stand).includes(round.office))
    return notSeen('没有这一轮调查，或者它不属于您可以查看的单位')
  return { stand, round, leads: leadsIt(stand, round.office) }
}

function leadsIt({ office: { roster }, staff, at }: Stand, office: string): boolean {
  return isHeadOf(roster, staff, office as OfficeId, at) || isSuperiorOf(roster, staff, office as OfficeId, at)
}

export async function seatAt(tx: Tx, stand: Stand, id: string): Promise<Seat | Refusal> {
  return seatOf(stand, await findRound(tx, stand.tenant, id))
}

/** The same to change the round: locked, open, and by whoever leads its office. */
export async function headSeat(tx: Tx, stand: Stand, id: string, what: string): Promise<Seat | Refusal> {
  const seat = seatOf(stand, await lockRound(tx, stand.tenant, id))
  if (isRefusal(seat)) return seat
  const name = stand.office.organizations.get(seat.round.office as OfficeId)?.name ?? ''
  if (!seat.leads) return notYours(clause, `${what}由${name}负责人办理`)
  return seat.round.state === 'closed' ? notMet(clause, `“${seat.round.title}”已经结束`) : seat
}

/** The same to enter something: the round stays open until that is written, and others enter beside. */
export async function openSeat(tx: Tx, stand: Stand, id: string): Promise<Seat | Refusal> {
  const seat = seatOf(stand, await holdRound(tx, stand.tenant, id))
  if (isRefusal(seat)) return seat
  return seat.round.state === 'closed' ? notMet(clause, `“${seat.round.title}”已经结束，不再收调查表`) : seat
}

/** Whether an area may be given a quota of this office's round: the office itself or one below. */
export function isAreaOf({ office, at }: Stand, area: string, of: string): boolean {
  const known = office.organizations.get(area as OfficeId)
  return known !== undefined && known.closedAt === null && isWithin(office.roster, known.id, of as OfficeId, at)
}

/** Whether this person reaches an area with what they write: their own office or one below it. */
export function reachesArea({ office, staff, at }: Stand, area: string): boolean {
  return sees(office, staff as StaffId, area as OfficeId, at)
}

export function areaName({ office }: Stand, area: string): string {
  return office.organizations.get(area as OfficeId)?.name ?? '已撤销的单位'
}

/** A figure of the survey for an office on the day, the office's own before the file's. */
export function figureOf({ office, at }: Stand, place: string, service: Service, key: string): number {
  const setting = service.settings?.find((one) => one.key === key)
  const value =
    setting && inForce(setting, ownFigureAt(office, place as OfficeId, figureKey(surveyed, key), at), dayOf(at))
  return typeof value === 'number' ? value : 0
}

/** The same for a door that knows only who came: where their own office stands. */
export async function seatFrom(tx: Tx, who: Who, at: Instant, id: string): Promise<Seat | Refusal> {
  const by = { tenant: who.tenantId, staff: who.staffId as StaffId, at }
  const stand = standOf(await current(tx, by.tenant, at), by, undefined)
  return isRefusal(stand) ? stand : seatAt(tx, stand, id)
}

/** Where this person may enter what, and how much of their share is left; a head everywhere that they reach. */
export function placesToEnter({ stand, round, leads }: Seat, progress: readonly AreaProgress[]) {
  if (round.state === 'closed') return []
  const households = (one: AreaProgress) => (one.kind === 'household' ? 0 : 1)
  return progress
    .toSorted((a, b) => households(a) - households(b))
    .flatMap(({ area, kind, people }) => {
      const own = people.find(({ staff }) => staff === stand.staff)
      if ((!own?.amount && !leads) || !reachesArea(stand, area)) return []
      return [{ area, name: areaName(stand, area), kind, amount: own?.amount ?? 0, left: own?.left ?? 0 }]
    })
}
