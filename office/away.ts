import { openingsOn } from '#core/calendar.ts'
import { clockTime, dayOf, type Instant, instant, instantAt, iso, minuteOf, spokenAt } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { absenceAt, duty, isHeadOf, isSuperiorOf, nameOf, type OfficeId, officeOf, type StaffId } from '#core/roster.ts'
import { seatsOf } from '#office/cover.ts'
import { snapshot } from '#office/current.ts'
import { enter } from '#office/ledger.ts'
import { numberOf } from '#office/number.ts'
import { type Out, outNow } from '#office/out.ts'
import { badInput, notMet, notYours } from '#office/refusals.ts'
import type { By, OfficeSnapshot } from '#office/snapshot.ts'
import { lockVersion } from '#office/store.ts'
import { sql, type Tx } from '#platform/db/db.ts'

export type AwayAsk = { readonly id: string; readonly minutes: number; readonly why: string }
/** What a leaving or return comes to: who is out from now on, what is written, and the sentence for the register. */
type Step = {
  readonly outs: readonly Out[]
  readonly out: Out
  readonly act: 'away.leave' | 'away.return' | 'away.empty'
  readonly says: string
}

const minute = 60_000

/** "Back in N minutes": at most as long as the office lets a post stand empty; longer is leave (4.2.3). */
export function leavePost(office: OfficeSnapshot, by: By, ask: AwayAsk): Refusal | Step {
  const own = officeOf(office.roster, by.staff, by.at)
  if (own === null) return notYours('4.2.3', '您目前不属于任何单位')
  if (outNow(office, by.staff, by.at)) return notMet('4.2.3', '您已经报备离岗，返岗后才能再次报备')
  if (absenceAt(office.roster, by.staff, by.at)) return notMet('4.2.3', '您正在请假或已登记离岗，不需要报备')
  const most = numberOf(office, own, 'post.away')
  if (ask.minutes > most) return badInput('4.2.3', '/minutes', `短时离岗不超过${most}分钟；时间更长的请按请假办理`)
  const sitting = openingsOn(office.calendar(own), dayOf(by.at)).find(
    ([from, to]) => from <= minuteOf(by.at) && minuteOf(by.at) < to,
  )
  if (!sitting) return notMet('4.2.3', '现在不是办公时间，不需要报备离岗')
  const until = instantAt(dayOf(by.at), sitting[1])
  const backBy = instant(Math.min(by.at + ask.minutes * minute, until))
  const out: Out = { id: ask.id, staff: by.staff, office: own, why: ask.why, from: by.at, backBy, until }
  const name = nameOf(office.roster, by.staff)
  return {
    outs: [...still(office, by.at), out],
    out,
    act: 'away.leave',
    says: `${name}报备离岗，预计${clockTime(minuteOf(backBy))}前返岗：${ask.why}`,
  }
}

/** Back again: by oneself, or entered by who leads the office. */
export function comeBack(office: OfficeSnapshot, by: By, ask: { readonly staff: StaffId }): Refusal | Step {
  const out = outNow(office, ask.staff, by.at)
  if (!out) return { refused: 'not-from-here', clause: '4.2.3', says: '没有未结束的离岗报备' }
  const leads = isHeadOf(office.roster, by.staff, out.office, by.at)
  if (ask.staff !== by.staff && !leads && !isSuperiorOf(office.roster, by.staff, out.office, by.at))
    return notYours('4.2.3', '返岗由本人或单位负责人登记')
  const minutes = Math.max(1, Math.round((by.at - out.from) / minute))
  return {
    outs: still(office, by.at).filter(({ id }) => id !== out.id),
    out,
    act: 'away.return',
    says: `${nameOf(office.roster, ask.staff)}返岗，离开${minutes}分钟`,
  }
}

/** Who stands in while somebody is out for a moment: told before they go, so that nobody leaves an empty window unknowing. */
export function coveredBy({ roster }: OfficeSnapshot, staff: StaffId, at: Instant) {
  const day = { from: at, until: instant(at + minute) }
  const absence = { id: '', staff, kind: 'out', ...day }
  const absencesOf = new Map(roster.absencesOf).set(staff, [...(roster.absencesOf.get(staff) ?? []), absence])
  return seatsOf(roster, staff, day)
    .filter((post) => duty(roster, post, at).staff === staff)
    .map((post) => ({ post, duty: duty({ ...roster, absencesOf }, post, at) }))
}

const setOuts = sql('away.outs', `update office_version set outs = $2 where tenant_id = $1`)
const insert = sql(
  'away.insert',
  `insert into away (tenant_id, id, org_path, office, staff, why, from_at, back_by, until_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
)
const back = sql('away.back', `update away set back_at = $3 where tenant_id = $1 and id = $2 and back_at is null`)
const empty = sql<{ id: string }>(
  'away.empty',
  `update away set empty_at = $3 where tenant_id = $1 and id = $2 and empty_at is null returning id`,
)

/** Goes out or comes back, in the caller's transaction: lock → judge → write → register. The place keeps its version. */
export async function step<Ask>(
  tx: Tx,
  by: By,
  judge: (office: OfficeSnapshot, by: By, ask: Ask) => Refusal | Step,
  ask: Ask,
): Promise<Refusal | Out> {
  const office = await snapshot(tx, by.tenant, await lockVersion(tx, by.tenant), by.at)
  const done = judge(office, by, ask)
  if (isRefusal(done)) return done
  const { out, outs, act, says } = done
  const path = pathOf(office, out.office)
  tx.write(setOuts, [by.tenant, JSON.stringify(outs)])
  if (act === 'away.leave')
    tx.write(insert, [
      ...[by.tenant, out.id, path, out.office, out.staff, out.why],
      ...[iso(out.from), iso(out.backBy), iso(out.until)],
    ])
  else tx.write(back, [by.tenant, out.id, iso(by.at)])
  const what = { out: out.id, from: iso(out.from), backBy: iso(out.backBy) }
  enter(tx, {
    ...{ tenant: by.tenant, path, register: 'away', entry: out.staff, at: by.at, staff: by.staff },
    ...{ clause: '4.2.3', act, says, what },
  })
  return out
}

/** Those out for longer than a post may stand empty, in opening hours: that is a fact from this minute on (空岗). */
export function overstayed(office: OfficeSnapshot, at: Instant): readonly Out[] {
  return office.outs.filter(
    (out) => at < out.until && at - out.from > numberOf(office, out.office, 'post.away') * minute,
  )
}

/** Time writes the fact down once, for inspection and for whoever has to answer for it; answers how many are new. */
export async function noteEmptyPosts(tx: Tx, tenant: string, office: OfficeSnapshot, at: Instant): Promise<number> {
  let noted = 0
  for (const out of overstayed(office, at)) {
    if (!(await tx.maybe(empty, [tenant, out.id, iso(at)]))) continue
    noted += 1
    enter(tx, {
      ...{ tenant, path: pathOf(office, out.office), register: 'away', entry: out.staff, at, staff: null },
      ...{ clause: '4.2.3', act: 'away.empty', what: { out: out.id, from: iso(out.from) } },
      says: emptySays(office, out),
    })
  }
  return noted
}

/** 空岗, said for the head's alarm and for the register. */
export function emptySays(office: OfficeSnapshot, out: Out): string {
  const most = numberOf(office, out.office, 'post.away')
  return `${nameOf(office.roster, out.staff)}${spokenAt(out.from)}离岗，超过${most}分钟未返岗，记为空岗`
}

/** Who is still out: what the office's closing has ended falls away. */
function still(office: OfficeSnapshot, at: Instant): readonly Out[] {
  return office.outs.filter(({ until }) => at < until)
}

function pathOf(office: OfficeSnapshot, id: OfficeId): string {
  const place = office.organizations.get(id)
  if (!place) throw new RangeError('an office without a place')
  return place.path
}
