import { randomUUIDv7 } from 'node:crypto'
import { addDays, addMonths, dayOf, isDay, spoken } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { assignedTo, nameOf, officeOf, type PostId, type StaffId } from '#core/roster.ts'
import { badInput, notMet, notSeen } from '#office/refusals.ts'
import { entered, onlyHead, peopleOf, type Stand, standOf } from '#office/register.ts'
import type { Tx } from '#platform/db/db.ts'
import { unprintable } from '#platform/sheets/fonts.ts'
import type { Issue, Reissue } from './contract.ts'
import { isPhoto } from './photo.ts'
import { type Ending, endings, type Incident, incidents, kinds, mayEnd, states } from './policy.ts'
import { addBadge, badgeNumber, endBadge, lastBadge, livingBadges, lockBadge, newCode, type Row } from './store.ts'

/** A badge is good for five years at most: then it is made anew, with a face that is still like. */
const mostMonths = 60

/** Issues one badge or plate (9.0): to somebody of this office, for a post of theirs, and never a second living one (9.2). */
export async function issue(tx: Tx, stand: Stand, ask: Issue): Promise<Row | Refusal> {
  const refused = onlyHead(stand, '9.0', '证牌的制发') ?? wrongDay(stand, ask.validUntil)
  if (refused) return refused
  const { office, org, at, tenant, staff: by } = stand
  const staff = ask.staff as StaffId
  const person = office.roster.staff.get(staff)
  if (!person?.active || person.administrator || officeOf(office.roster, staff, at) !== org.id)
    return badInput('9.0', '/staff', '不是本单位的在岗人员')
  const post = postFor(stand, staff, ask.post)
  if (isRefusal(post)) return post
  const names = { name: person.name, post_name: office.roster.posts.get(post)?.name ?? '' }
  const missing = unprintable([names, org.name])
  if (missing.length > 0)
    return badInput('9.1', '/staff', `“${missing.join('')}”印不出来，请先核对姓名和岗位名称的用字`)
  if (ask.photo && !(await isPhoto(tx, tenant, ask.photo))) return badInput('9.1', '/photo', '没有这张照片，请重新上传')
  const { kind, validUntil } = ask
  const row = {
    id: randomUUIDv7(),
    org_path: org.path,
    office: org.id,
    kind,
    staff,
    post,
    ...names,
    photo: ask.photo ?? null,
  }
  const replaces = await lastBadge(tx, tenant, staff, kind)
  const numbered = { number: await badgeNumber(tx, tenant, org, kind), code: newCode() }
  const made = await addBadge(tx, tenant, { ...row, ...numbered, valid_until: validUntil, replaces }, by, at)
  if (!made)
    return notMet('9.2', `${person.name}手里还有一枚在用的${kinds[kind]}，一人一枚：须先收回、挂失或注销，再制发新的`)
  const says = `制发${kinds[kind]}${made.number}给${person.name}（${names.post_name}），有效期至${spoken(validUntil as never)}`
  entered(tx, stand, {
    register: 'badge',
    entry: made.id,
    clause: '9.0',
    act: 'issue',
    says,
    what: { ...numbered, staff, post, kind },
  })
  return made
}

/** One for everybody who lacks it: after a founding, or a change of many posts. */
export async function issueMissing(tx: Tx, stand: Stand, validUntil: string): Promise<readonly Row[] | Refusal> {
  const made: Row[] = []
  for (const { staff, kinds: lacking } of await missingOf(tx, stand))
    for (const kind of lacking) {
      const one = await issue(tx, stand, { staff: staff.id, kind, validUntil })
      if (isRefusal(one)) return one
      made.push(one)
    }
  return made.length > 0 ? made : notMet('9.0', '本单位人人都有胸牌和桌牌，没有要补的')
}

/** Who of the office has a post and lacks a badge or a plate (9.0). */
export async function missingOf(tx: Tx, stand: Stand, held?: readonly Row[]) {
  const living = held ?? (await livingBadges(tx, stand.tenant, stand.org.id))
  const has = new Set(living.map(({ staff, kind }) => `${staff} ${kind}`))
  return peopleOf(stand)
    .filter(({ id }) => !isRefusal(postFor(stand, id, undefined)))
    .map((staff) => ({ staff, kinds: (['badge', 'plate'] as const).filter((kind) => !has.has(`${staff.id} ${kind}`)) }))
    .filter(({ kinds: lacking }) => lacking.length > 0)
}

/** Takes a badge back, reports it lost or revokes it. Its own holder may report the loss at once; all else is the head's. */
export async function endOne(
  tx: Tx,
  at: Stand,
  id: string,
  how: Ending,
  reason: string | null,
): Promise<Row | Refusal> {
  const found = await held(tx, at, id)
  if (isRefusal(found)) return found
  const { row, stand } = found
  const own = how === 'lost' && row.staff === stand.staff
  const refused = own ? null : onlyHead(stand, '9.2', `证牌的${endings[how].label}`)
  return refused ?? ended(tx, stand, row, how, reason)
}

async function ended(tx: Tx, stand: Stand, row: Row, how: Ending, reason: string | null): Promise<Row | Refusal> {
  if (!mayEnd(row.state, how))
    return {
      refused: 'not-from-here',
      clause: '9.2',
      says: `${row.number}${states[row.state]}，不能再${endings[how].label}`,
    }
  if (endings[how].reason && !reason) return badInput('9.2', '/reason', `${endings[how].label}须写明原因`)
  const done = await endBadge(tx, stand.tenant, row.id, how, stand.at, stand.staff, reason)
  const says = `${endings[how].label}${row.name}的${kinds[row.kind]}${row.number}${reason ? `：${reason}` : ''}`
  entered(tx, stand, { register: 'badge', entry: row.id, clause: '9.2', act: how, says, what: { reason } })
  return done
}

/** A new one for an old: the old one ends, by whichever way, in the same transaction. */
export async function reissue(tx: Tx, at: Stand, id: string, ask: Reissue): Promise<Row | Refusal> {
  const found = await held(tx, at, id)
  if (isRefusal(found)) return found
  const { row, stand } = found
  const refused = onlyHead(stand, '9.2', '证牌的补发')
  if (refused) return refused
  if (mayEnd(row.state, ask.how)) {
    const over = await ended(tx, stand, row, ask.how, ask.reason ?? null)
    if (isRefusal(over)) return over
  } else if (row.state === 'living') return notMet('9.2', '原牌还在用')
  const photo = ask.photo ?? row.photo
  return issue(tx, stand, { staff: row.staff, kind: row.kind, validUntil: ask.validUntil, ...(photo && { photo }) })
}

/** Damage, lending, altering and the like are put on record with what was done about it (9.2). */
export async function report(tx: Tx, at: Stand, id: string, what: Incident, told: string): Promise<Row | Refusal> {
  const found = await held(tx, at, id)
  if (isRefusal(found)) return found
  const { row, stand } = found
  const refused = onlyHead(stand, '9.2', '证牌违规情形的登记')
  if (refused) return refused
  const says = `${row.name}的${kinds[row.kind]}${row.number}${incidents[what]}：${told}`
  entered(tx, stand, { register: 'badge', entry: row.id, clause: '9.2', act: 'incident', says, what: { what, told } })
  return row
}

/** The badge, locked, and where the person stands towards its office. */
async function held(tx: Tx, at: Stand, id: string): Promise<{ row: Row; stand: Stand } | Refusal> {
  const row = await lockBadge(tx, at.tenant, id)
  if (!row) return notSeen('没有这枚证牌，或者它不属于您可以查看的单位')
  const stand = standOf(at.office, at, row.office)
  return isRefusal(stand) ? stand : { row, stand }
}

/** The post that stands on the badge: one that the person holds as A or B. */
function postFor({ office: { roster }, at }: Stand, staff: StaffId, asked: string | undefined): PostId | Refusal {
  const holds = (post: PostId) => (['A', 'B'] as const).find((as) => assignedTo(roster, post, as, at) === staff)
  const own = (roster.postsWith.get(staff) ?? []).filter((post) => holds(post))
  if (asked !== undefined)
    return (
      own.find((post) => post === asked) ?? badInput('9.0', '/post', `${nameOf(roster, staff)}不是这个岗位的A角或B角`)
    )
  return (
    own.find((post) => holds(post) === 'A') ??
    own[0] ??
    badInput('9.0', '/staff', '没有担任任何岗位，先在值岗中安排岗位')
  )
}

function wrongDay({ at }: Stand, until: string): Refusal | null {
  const today = dayOf(at)
  if (!isDay(until)) return badInput('9.2', '/validUntil', '没有这一天')
  if (until < addDays(today, 1)) return badInput('9.2', '/validUntil', '有效期要晚于今天')
  return until > addMonths(today, mostMonths) ? badInput('9.2', '/validUntil', `有效期最长${mostMonths / 12}年`) : null
}
