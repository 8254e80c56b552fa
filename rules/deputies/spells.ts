import { type Instant, instant, iso } from '#core/day.ts'
import type { OfficeId, StaffId } from '#core/roster.ts'
import { effective } from '#office/leave.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import { sql, type Tx } from '#platform/db/db.ts'

/**
 * A stretch that is over, in which somebody was away and others acted for them: a leave, an absence without a word, or a
 * leaving declared for some minutes, the overstayed ones too (空岗). All are handed back alike (5.1.c).
 */
export type Spell = {
  readonly id: string
  readonly staff: StaffId
  readonly office: OfficeId
  readonly from: Instant
  readonly until: Instant
  readonly why: string
  readonly approvedBy: StaffId | null
}

type AwayRow = {
  readonly id: string
  readonly staff: StaffId
  readonly office: OfficeId
  readonly from_at: Date
  readonly until_at: Date
  readonly why: string
  readonly empty_at: Date | null
}

/** Of these stretches those in which something was done for the person, and which aren't handed back yet. */
const owed = sql<{ id: string }>(
  'handback.owed',
  `select s.id from unnest($2::uuid[], $3::uuid[], $4::timestamptz[], $5::timestamptz[]) as s(id, staff, from_at, until_at)
   where not exists (select 1 from handback h where h.tenant_id = $1 and h.absence = s.id)
     and exists (select 1 from journal j where j.tenant_id = $1 and j.acting_for = s.staff and j.at >= s.from_at and j.at < s.until_at)`,
)
/** The same of leavings: there are many a day, so only of late ones, along the office's own index. */
const owedAways = sql<AwayRow>(
  'handback.owed-aways',
  `select a.id, a.staff, a.office, a.from_at, coalesce(a.back_at, a.until_at) as until_at, a.why, a.empty_at from away a
   where a.tenant_id = $1 and a.office = any($2::uuid[]) and a.from_at >= $3::timestamptz and coalesce(a.back_at, a.until_at) <= $4::timestamptz
     and ($5::uuid is null or a.staff = $5)
     and not exists (select 1 from handback h where h.tenant_id = $1 and h.absence = a.id)
     and exists (select 1 from journal j where j.tenant_id = $1 and j.acting_for = a.staff and j.at >= $3::timestamptz
       and j.at >= a.from_at and j.at < coalesce(a.back_at, a.until_at))
   order by a.from_at limit 500`,
)

export type Sought = {
  /** Only this person's, who has just come back. */
  readonly staff?: StaffId
  /** How far back leavings are looked for: each ends with its day, so more than one only after the server stood still. */
  readonly days?: number
}

/** What the paper says to whoever signs it: that somebody was ill is between them and the head. */
const words = {
  leave: '请假',
  sick: '请假',
  training: '培训',
  official: '公出',
  other: '离岗',
  absent: '缺岗',
} as const

/** What has to be handed back now, the oldest first; of one person only, when named. Nothing was done for them: nothing. */
export async function spellsOwed(
  tx: Tx,
  tenant: string,
  office: OfficeSnapshot,
  at: Instant,
  { staff, days = 1 }: Sought,
): Promise<readonly Spell[]> {
  const leaves = endedLeaves(office, at).filter((one) => staff === undefined || one.staff === staff)
  const since = iso(instant(at - days * 86_400_000))
  const [left, out] = await Promise.all([
    leaves.length === 0
      ? []
      : tx.all(owed, [
          tenant,
          leaves.map(({ id }) => id),
          leaves.map((one) => one.staff),
          leaves.map(({ from }) => iso(from)),
          leaves.map(({ until }) => iso(until)),
        ]),
    tx.all(owedAways, [tenant, [...office.organizations.keys()], since, iso(at), staff ?? null]),
  ])
  const ids = new Set(left.map(({ id }) => id))
  return [...leaves.filter(({ id }) => ids.has(id)), ...out.map(awaySpell)].sort((a, b) => a.from - b.from)
}

/** Absences that are over and counted: approved or recorded, cut at the return. */
function endedLeaves(office: OfficeSnapshot, at: Instant): readonly Spell[] {
  return [...office.leaves.values()].flatMap((leave): readonly Spell[] => {
    const counted = effective(leave)
    if (counted === null || counted.until === null || counted.until > at) return []
    const { id, staff, office: place, kind, decidedBy } = leave
    const { from, until } = counted
    return [{ id, staff, office: place, from, until, why: words[kind], approvedBy: decidedBy }]
  })
}

function awaySpell({ id, staff, office, from_at, until_at, why, empty_at }: AwayRow): Spell {
  return {
    ...{ id, staff, office, why: `短时离岗（${why}）${empty_at ? '，记为空岗' : ''}`, approvedBy: null },
    ...{ from: instant(from_at.getTime()), until: instant(until_at.getTime()) },
  }
}
