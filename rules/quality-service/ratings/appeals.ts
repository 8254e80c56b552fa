import type { Static } from 'typebox'
import { workingDaysAfter } from '#core/calendar.ts'
import type { Hold } from '#core/custody.ts'
import { type Day, dayOf, type Instant, instant, spoken } from '#core/day.ts'
import { choice, form, longText, text } from '#core/field.ts'
import type { Refusal } from '#core/refusal.ts'
import { assignedTo, headOf, isHeadOf, type OfficeId, type StaffId, superiorOffice } from '#core/roster.ts'
import type { Moved } from '#matter/advance.ts'
import type { Look } from '#matter/door.ts'
import { openMatter } from '#matter/open.ts'
import { settingOf } from '#matter/setting.ts'
import type { World } from '#matter/world.ts'
import { notMet } from '#office/refusals.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import { appealGrounds } from '#rules/quality-service/appeal.ts'
import { rating } from '#rules/quality-service/rating.ts'
import { type HandlingRow, handlingColumns, monthOf, unknown } from './effect.ts'

/** What whoever appeals writes; all else of the rating is fetched, not typed. */
export const Appealing = form({
  handling: text('核查编号', { maxLength: 60 }),
  ground: choice('申诉情形', appealGrounds),
  says: longText('申诉理由和依据'),
})

type Row = HandlingRow & { readonly verified_at: Date | null }
const byNumber = sql<Row>(
  'handling.by-number',
  `select ${handlingColumns}, h.verified_at from rating_handling h join rating r on r.tenant_id = $1 and r.visit = h.visit
   where h.tenant_id = $1 and h.number = $2`,
)

/** The last day on which a rating that was looked into may be appealed against; null while it is being looked into. */
export function appealBy(office: OfficeSnapshot, place: OfficeId, verifiedAt: Date | null, at: Instant): Day | null {
  if (!verifiedAt) return null
  const { amount } = settingOf(rating, { office, place, at }, null, null).limit('rating.appeal')
  return workingDaysAfter(office.calendar(place), dayOf(instant(verifiedAt.getTime())), amount).day
}

/**
 * A mistaken or malicious rating is appealed against by whom it concerns, once they have been told of it, or by the head of their
 * office; another office decides (10.5.1).
 */
export async function appealAgainst(
  world: World,
  tx: Tx,
  { who, at, office }: Look,
  { handling, ground, says }: Static<typeof Appealing>,
): Promise<Moved | Refusal> {
  const tenant = who.tenantId
  const row = await tx.maybe(byNumber, [tenant, handling.trim()])
  if (!row) return unknown
  const place = row.office as OfficeId
  const isConcerned = row.staff === who.staffId
  if (!isConcerned && !isHeadOf(office.roster, who.staffId as StaffId, place, at)) return unknown
  if (isConcerned && !row.verified_at) return notMet('10.5.1', '这件差评正在核实，核实以后才能申诉')
  const last = appealBy(office, place, row.verified_at, at)
  if (last !== null && dayOf(at) > last) return notMet('10.5.1', `申诉期限已于${spoken(last)}届满`)
  const judge = judgeOf(office, place, [row.staff, row.verified_by, who.staffId], at)
  if (!judge) return notMet('10.5.1', '上面没有别的单位可以复核，不能在系统内申诉')
  return openMatter(world, tx, {
    ...{ tenant, staff: who.staffId as StaffId, kind: 'appeal', at, hold: judge.hold },
    input: {
      ...{ handling: row.number, staff: row.staff, level: row.level },
      ...{ items: row.items, month: monthOf(instant(row.rated_at.getTime())), ground, says },
      ...(row.verified_by && { verifiedBy: row.verified_by }),
      ...(judge.isSecond && { level2: true }),
    },
  })
}

/** The head of the next office above who has had no part in it. */
function judgeOf(
  { roster }: OfficeSnapshot,
  place: OfficeId,
  not: readonly (string | null)[],
  at: Instant,
): { readonly hold: Hold; readonly isSecond: boolean } | null {
  let above = superiorOffice(roster, place, at)
  for (let step = 0; above !== null && step < 2; step += 1) {
    const seat = roster.headPost.get(above)
    const staff = seat && (assignedTo(roster, seat.id, 'A', at) ?? headOf(roster, above, at))
    if (seat && staff && !not.includes(staff)) return { hold: { post: seat.id, staff }, isSecond: step === 1 }
    above = superiorOffice(roster, above, at)
  }
  return null
}
