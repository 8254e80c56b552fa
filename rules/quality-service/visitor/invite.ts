import { type Day, dayOf, type Instant, iso, spoken } from '#core/day.ts'
import type { Refusal } from '#core/refusal.ts'
import type { StaffId } from '#core/roster.ts'
import { standingOf } from '#core/standing.ts'
import { newId } from '#matter/id.ts'
import { ratedUntil } from '#matter/rating-mark.ts'
import { readMatter } from '#matter/store.ts'
import type { World } from '#matter/world.ts'
import { current } from '#office/current.ts'
import { notMet, notSeen, notYours } from '#office/refusals.ts'
import type { Organization } from '#office/snapshot.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import { addressFor } from './mark.ts'
import { rateable } from './rateable.ts'

const insert = sql(
  'rating.invite',
  `insert into rating_invite (tenant_id, id, org_path, matter_id, way, until, made_by, made_at) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
)

/** What goes to a visitor when their matter is done: words for a telephone, and the link in them (channel `7 短信`). */
export type Invite = { readonly text: string; readonly link: string; readonly until: Day }

/**
 * The words that ask for a rating. They say where, when and by which number, and not what for: a message lies open on a
 * telephone. For the desk, which lets somebody copy it, and for whatever sends messages after the commit.
 */
export function inviteOf(
  world: Pick<World, 'address' | 'keys'>,
  matter: { readonly id: string; readonly number: string; readonly openedAt: Instant },
  org: Pick<Organization, 'name' | 'settings'>,
  at: Instant,
): Invite {
  const link = addressFor(world, matter, org, 'link', at)
  const until = ratedUntil(org, at)
  const on = spoken(dayOf(matter.openedAt))
  const text = `【${org.name}】您${on}来办的事（编号${matter.number}）已经办结，请您评价这次服务：${link} 评价自愿，只由您本人作出，${spoken(until)}以前有效。`
  return { text, link, until }
}

type Taking = { readonly tenant: string; readonly staff: StaffId; readonly at: Instant }

/** Gives the invitation to whoever serves the visitor or leads, once there is something to rate; who took it is kept (10.5.1). */
export async function takeInvite(world: World, tx: Tx, by: Taking, id: string): Promise<Invite | Refusal> {
  const { tenant, staff, at } = by
  const [held, office, found] = await Promise.all([
    readMatter(tx, tenant, id),
    current(tx, tenant, at),
    rateable(world, tx, tenant, id),
  ])
  const as = held && standingOf(office.roster, held.matter, staff, at)?.as
  if (!held || !found || !as || as.size === 0 || as.has('concerned')) return unseen
  if (!tellers.some((one) => as.has(one))) return others
  if (found.is === 'given') return given
  if (found.is === 'not-yet') return notYet
  const org = office.organizations.get(found.matter.office)
  if (!org) return unseen
  const invite = inviteOf(world, found.matter, org, at)
  tx.write(insert, [tenant, newId(at), org.path, found.matter.id, 'copied', invite.until, staff, iso(at)])
  return invite
}

const tellers = ['first', 'holder', 'deputy', 'turn', 'window', 'head'] as const
const unseen = notSeen('没有这件事，或者它不在您可以查看的范围内')
const others = notYours('10.5.1', '评价链接由经办的人、窗口人员或者单位负责人转告服务对象')
const given = notMet('10.5.1', '这次服务已经评价过，不用再请服务对象评价')
const notYet = notMet('10.5.1', '还没有办结，办结以后再请服务对象评价')
