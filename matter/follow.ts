import type { Hold } from '#core/custody.ts'
import { type Instant, iso } from '#core/day.ts'
import { isSealed, type Matter, type Sealed } from '#core/matter.ts'
import type { Following } from '#core/process.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import type { Relation } from '#core/relation.ts'
import { assignedTo, type Post, type StaffId } from '#core/roster.ts'
import { judgeOpening } from '#core/step.ts'
import { type Asker, move } from '#matter/advance.ts'
import { bear } from '#matter/birth.ts'
import { carriedSays } from '#matter/carry.ts'
import { born, effectsOf } from '#matter/effect.ts'
import { reveal } from '#matter/seal.ts'
import { settingOf } from '#matter/setting.ts'
import { type Held, lockMatter } from '#matter/store.ts'
import type { World } from '#matter/world.ts'
import { notMet } from '#office/refusals.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import { audit } from '#platform/auth/audit.ts'
import { sql, type Tx } from '#platform/db/db.ts'

/** The move that was just written, in the same transaction. */
type Ask = {
  /** As the move left it. */
  readonly held: Held
  readonly office: OfficeSnapshot
  /** Who made it; null when time did. */
  readonly actor: Hold | null
  readonly request: { readonly tenant: string; readonly by: Asker; readonly at: Instant }
  readonly follows: Following
}
type Followed = { readonly matter: Matter; readonly posts: readonly string[] }

const time: ReadonlySet<Relation> = new Set<Relation>(['time'])

const openOf = sql<{ id: string }>(
  'follow.open',
  `select m.id from secret s join matter m on m.tenant_id = s.tenant_id and m.id = s.matter_id
   where s.tenant_id = $1 and s.blind = $2 and m.kind = $3 and m.service = $4 and m.closed_at is null and m.facts->'idNumber'->>'blind' = $2
   order by m.id desc limit 1`,
)
const noted = sql(
  'follow.noted',
  `insert into matter_following (tenant_id, matter_id, kind, followed_by, org_path, at) values ($1, $2, $3, $4, $5, $6)`,
)

const finished = sql<{ followed: boolean }>(
  'follow.finished',
  `select exists (select from matter_following f where f.tenant_id = $1 and f.matter_id = $2 and f.kind = $4) as followed
   from matter where tenant_id = $1 and id = $2 and kind = 'case' and service = $3 and state = 'done'`,
)
type Origin = { readonly case: string; readonly service: string; readonly kind: string; readonly called: string }

/** Why nothing of `kind` can go on from that case of the service: it has no result yet, or has been followed already. */
export async function caseRefusal(tx: Tx, tenant: string, origin: Origin): Promise<Refusal | null> {
  const found = await tx.maybe(finished, [tenant, origin.case, origin.service, origin.kind])
  if (!found) return notMet('8.2', `没有找到这件已办结的${origin.called}`)
  return found.followed ? notMet('8.2', `这件${origin.called}已经转来，不能再登记一次`) : null
}

/**
 * What a move brings about in another matter, through the same doors as everything else: journal, custody, clocks and desk
 * whole, in the transaction of the move, by whoever made it. A refusal takes the move back. One move opens one at most.
 */
export async function following(world: World, tx: Tx, ask: Ask): Promise<Followed | null | Refusal> {
  const { held, follows, request } = ask
  const { tenant } = request
  const { matter } = held
  const { kind, of, opens } = follows
  const known = of && (await tx.maybe(openOf, [tenant, of.blind, kind, matter.service?.code ?? null]))
  const other = known && (await lockMatter(tx, tenant, known.id))
  if (other && !follows.move) return notMet('8.2', stillOpen(world, other.matter))
  const done = other ? await goesOn(world, tx, ask, other) : opens ? await opened(world, tx, ask, opens) : null
  if (!done || isRefusal(done)) return done
  tx.write(noted, [tenant, matter.id, kind, done.matter.id, held.path, iso(request.at)])
  return done
}

function stillOpen({ processes }: Pick<World, 'processes'>, { kind, service, number }: Matter): string {
  const title = processes.of(kind, service)?.title ?? '同类登记'
  return `本人已有没有结束的${title}（${number}），请在那里继续办理或变更；要重新开始的，先在那里结束`
}

/** The person's open one goes on: it is moved as time moves it, in the name of whoever made the move. */
async function goesOn(
  world: World,
  tx: Tx,
  { held, office, actor, request, follows }: Ask,
  other: Held,
): Promise<Followed | null | Refusal> {
  const process = world.processes.of(other.matter.kind, other.matter.service)
  if (!process || !follows.move) return null
  const { name, input } = follows.move
  const plain = await unsealed(world, tx, request.tenant, held.matter, input)
  const moved = await move(world, tx, {
    ...{ held: other, process, office, person: { as: time, at: actor } },
    request: { ...request, move: name, input: plain.input },
  })
  if (isRefusal(moved)) return moved
  await onRecord(tx, request, plain.masks, held.matter.number, moved.after.number)
  return { matter: moved.after, posts: moved.posts }
}

async function opened(
  world: World,
  tx: Tx,
  { held, office, actor, request, follows }: Ask,
  form: Matter['facts'],
): Promise<Followed | Refusal> {
  const { tenant, at } = request
  const { matter } = held
  const process = world.processes.of(follows.kind, matter.service)
  const place = office.organizations.get(matter.office)
  if (!process || !place)
    throw new RangeError(`${matter.number}: no table or no office for what follows (${follows.kind})`)
  const { input, masks } = await unsealed(world, tx, tenant, matter, form)
  const base = settingOf(process, { office, place: place.id, at }, actor, null)
  const refusal = judgeOpening(process, { as: time, input }, base)
  if (refusal) return refusal
  const keeper = (follows.holder && seatOf(office, matter, follows.holder, at)) || keeperOf(office, matter, at)
  const infant = await bear(world, tx, {
    ...{ tenant, process, office, place, actor, as: time, input, at },
    ...{ service: matter.service, custody: { first: keeper, holder: keeper } },
  })
  const effect = await effectsOf(tx, tenant, { ...born, after: infant.after, path: place.path, at, process, office })
  if (effect) return effect
  await onRecord(tx, request, masks, matter.number, infant.after.number)
  return { matter: infant.after, posts: infant.posts }
}

const handles = ({ service }: Matter, post: Post | undefined) =>
  service !== null && post?.services.includes(service.code) === true

/** The named one's own post in that office, first one that handles the service; null: they have none there any more. */
function seatOf({ roster }: OfficeSnapshot, matter: Matter, named: string, at: Instant): Hold | null {
  const own = (roster.postsIn.get(matter.office) ?? []).filter(({ id }) => assignedTo(roster, id, 'A', at) === named)
  const post = own.find((one) => handles(matter, one)) ?? own[0]
  return post ? { post: post.id, staff: named as StaffId } : null
}

/** The post of that office which handles the service: the one that has it already, if it does. */
function keeperOf({ roster }: OfficeSnapshot, matter: Matter, at: Instant): Hold {
  const { holder } = matter.custody
  if (handles(matter, roster.posts.get(holder.post))) return holder
  const post = roster.postsIn.get(matter.office)?.find((one) => handles(matter, one))
  const staff = post && (assignedTo(roster, post.id, 'A', at) ?? assignedTo(roster, post.id, 'B', at))
  return post && staff ? { post: post.id, staff } : holder
}

/** A form with its numbers in the open, for the sealing that follows; what was erased meanwhile is left out. Server only. */
async function unsealed(world: Pick<World, 'keys'>, tx: Tx, tenant: string, { id }: Matter, form: Matter['facts']) {
  const masks = new Set<string>()
  const plain = async ({ sealed, masked }: Sealed): Promise<string | undefined> => {
    const number = await reveal(tx, world.keys, { tenant, matter: id, field: sealed })
    if (number === null) return undefined
    masks.add(masked)
    return number
  }
  const walk = async (value: unknown): Promise<unknown> => {
    if (isSealed(value)) return plain(value)
    if (Array.isArray(value)) return Promise.all(value.map(walk))
    return typeof value === 'object' && value !== null ? walkNode(value) : value
  }
  const walkNode = async (node: object): Promise<Matter['facts']> => {
    const entries = await Promise.all(Object.entries(node).map(async ([key, item]) => [key, await walk(item)] as const))
    return Object.fromEntries(entries.filter(([, item]) => item !== undefined))
  }
  return { input: await walkNode(form), masks: [...masks] }
}

/** Numbers that went over unseen are told to the auditor (个人信息保护法). */
async function onRecord(
  tx: Tx,
  { tenant, by, at }: Ask['request'],
  masks: readonly string[],
  from: string,
  to: string,
): Promise<void> {
  if (masks.length === 0 || typeof by === 'string') return
  const says = carriedSays(masks, from, to)
  await audit(tx, { tenantId: tenant, staffId: by.staff, at, what: 'number-carried', about: to, succeeded: true, says })
}
