import type { Custody, Hold } from '#core/custody.ts'
import type { Instant } from '#core/day.ts'
import { badInput } from '#core/offer.ts'
import type { Continuation, Process, Setting } from '#core/process.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import type { Relation } from '#core/relation.ts'
import { headOf, isSuperiorOf, type OfficeId, officeOf, type StaffId } from '#core/roster.ts'
import { atPlace, homePost, standingOf } from '#core/standing.ts'
import { judgeOpening } from '#core/step.ts'
import { type Moved, move } from '#matter/advance.ts'
import { bear } from '#matter/birth.ts'
import { type Carried, carried, carriedSays } from '#matter/carry.ts'
import { strangersIn } from '#matter/choice.ts'
import { born, effectsOf } from '#matter/effect.ts'
import { settingOf } from '#matter/setting.ts'
import { lockMatter } from '#matter/store.ts'
import type { World } from '#matter/world.ts'
import { officeVersion, snapshot } from '#office/current.ts'
import type { OfficeSnapshot, Organization } from '#office/snapshot.ts'
import { audit } from '#platform/auth/audit.ts'
import type { Tx } from '#platform/db/db.ts'

export type Opening = {
  readonly tenant: string
  /** Who opens it; time, for what the program proposes from its own record; the visitor, for what comes in online (2.1). */
  readonly staff: StaffId | 'time' | 'visitor'
  readonly kind: string
  readonly input: Readonly<Record<string, unknown>>
  readonly at: Instant
  /** Where time or the visitor opens it; the head's post of that office answers from the first second. */
  readonly office?: OfficeId
  /** Who answers for it, where that is not the head of the office or whoever opens it: a matter about them (2.4, 10.5.1). */
  readonly hold?: Hold
}

/** `hint`: what the clerk should look at first, because it may be the same matter. */
export type Opened = Moved & { readonly hint: string | null }

/** Opens a matter: it has an owner, a clock and its first line before anyone else can see it (2.1). */
export async function openMatter(
  world: World,
  tx: Tx,
  request: Opening,
  gate?: Promise<unknown>,
): Promise<Opened | Refusal> {
  const { tenant, kind, at } = request
  const [version] = await Promise.all([tx.one(officeVersion, [tenant]), gate])
  const office = await snapshot(tx, tenant, version, at)
  const service = request.input['service']
  const found = world.processes.opening(kind, typeof service === 'string' ? service : null)
  if (!found) return unknown(world, kind, service)
  const { process } = found
  const scene = sceneOf(process, office, request)
  if (isRefusal(scene)) return scene
  const { place, actor, as } = scene
  const base = settingOf(process, { office, place: place.id, at }, actor, null)
  const admitted = await admit(world, tx, { process, office, scene, base, request })
  if (isRefusal(admitted)) return admitted
  const { earlier, input, masks } = admitted
  const custody = earlier ? earlier.held.matter.custody : scene.custody
  const infant = await bear(world, tx, {
    ...{ tenant, process, office, place, actor, as, custody, input, at },
    service: found.service,
  })
  const { after } = infant
  const { id, number } = after
  if (earlier) {
    const gone = await goOn(world, tx, earlier, { case: id, number, service: process.title })
    if (isRefusal(gone)) return gone
  }
  const effect = await effectsOf(tx, tenant, { ...born, after, path: place.path, at, process, office })
  if (effect) return effect
  if (earlier) await onRecord(tx, request, masks, earlier.held.matter.number, number)
  return { ...infant, process, office, before: null, sheet: null }
}

type Asked = {
  readonly process: Process
  readonly office: OfficeSnapshot
  readonly scene: Scene
  readonly base: Setting
  readonly request: Opening
}

/** The form with what it takes over from the matter that it goes on from, judged as a whole. */
async function admit(
  world: World,
  tx: Tx,
  { process, office, scene: { place, as }, base, request }: Asked,
): Promise<(Carried & { readonly earlier: Earlier | null }) | Refusal> {
  const { opening } = process
  const { tenant, at } = request
  const earlier = await earlierOf(world, tx, office, request, opening.continues)
  if (isRefusal(earlier)) return earlier
  const { input, masks } = earlier
    ? await carried(world.keys, tx, tenant, earlier.held.matter, opening.input, request.input)
    : { input: request.input, masks: [] }
  const refusal = judgeOpening(process, { as, input }, base)
  if (refusal) return refusal
  const strangers = strangersIn(opening.input, input, office, place.id, at)
  return strangers.length > 0 ? badInput(opening.cites[0], strangers) : { earlier, input, masks }
}

/** Numbers that were taken over unseen are told to the auditor, last of all: the line's lock is held no longer than needed. */
async function onRecord(
  tx: Tx,
  { tenant, staff, at }: Opening,
  masks: readonly string[],
  from: string,
  to: string,
): Promise<void> {
  if (masks.length === 0 || staff === 'time' || staff === 'visitor') return
  const says = carriedSays(masks, from, to)
  await audit(tx, { tenantId: tenant, staffId: staff, at, what: 'number-carried', about: to, succeeded: true, says })
}

type Scene = {
  readonly place: Organization
  readonly actor: Hold | null
  readonly as: ReadonlySet<Relation>
  readonly custody: Pick<Custody, 'first' | 'holder'> | null
}

/** Where a matter is opened and by whom: in one's own office, or in the one that the form names where the table asks for it. */
function sceneOf(
  { opening }: Process,
  office: OfficeSnapshot,
  { staff, input, at, ...request }: Opening,
): Scene | Refusal {
  const { roster } = office
  if (staff === 'time' || staff === 'visitor') {
    const who: Relation = staff === 'time' ? 'time' : 'visitor'
    const place = office.organizations.get(request.office as OfficeId)
    const post = place && roster.headPost.get(place.id)
    const hold = request.hold ?? (post && { post: post.id, staff: headOf(roster, place.id, at) })
    if (!place || !hold) throw new RangeError(`${staff} opens a matter where somebody heads an office`)
    return { place, actor: null, as: new Set<Relation>([who]), custody: { first: hold, holder: hold } }
  }
  const actor = homePost(roster, staff, at)
  const own = officeOf(roster, staff, at)
  const named = opening.place ? input[opening.place] : own
  const place = office.organizations.get(named as OfficeId)
  if (!own || !actor) return { refused: 'not-yours', clause: '2.1', says: '您现在没有在岗的岗位，不能登记事项' }
  if (!place || (place.id !== own && !isSuperiorOf(roster, staff, place.id, at)))
    return badInput(opening.cites[0], [{ at: `/${opening.place}`, says: '没有这个单位，或者不是本单位和下级单位' }])
  const custody = request.hold ? { first: actor, holder: request.hold } : null
  return { place, actor, as: atPlace(roster, place.id, staff, at), custody }
}

type Earlier = Parameters<typeof move>[2]

/** The matter that this one goes on from, locked; null when it goes on from none. */
async function earlierOf(
  world: World,
  tx: Tx,
  office: OfficeSnapshot,
  { tenant, staff, input, at, kind: _kind }: Opening,
  continues: Continuation | readonly Continuation[] = [],
): Promise<Earlier | null | Refusal> {
  const way = [continues].flat().find(({ field }) => isId(input[field]))
  if (!way || staff === 'time' || staff === 'visitor') return null
  const named = String(input[way.field])
  const held = await lockMatter(tx, tenant, named)
  const process = held && world.processes.of(held.matter.kind, held.matter.service)
  const person = held && standingOf(office.roster, held.matter, staff, at)
  if (!process || !person) return { refused: 'not-seen', clause: '2.1', says: '没有找到所关联的首问登记' }
  return { held, process, office, person, request: { tenant, by: { staff }, move: way.move, input: {}, at } }
}

/** What is no identity at all is left to the judge, who says so. */
function isId(value: unknown): boolean {
  return typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)
}

function goOn(world: World, tx: Tx, earlier: Earlier, input: Readonly<Record<string, unknown>>) {
  return move(world, tx, { ...earlier, request: { ...earlier.request, input } })
}

function unknown(world: World, kind: string, service: unknown): Refusal {
  if (!world.processes.kinds.includes(kind)) {
    return {
      refused: 'bad-input',
      clause: null,
      says: '没有这类事项',
      problems: [{ at: '/kind', says: `应为下列之一：${kindsIn(world).join('、')}` }],
    }
  }
  const entry = world.catalogue.list().find(({ code }) => code === service)
  const says = entry ? `“${entry.name}”正在筹备，暂不能办理` : '请选择服务事项，如 JY01'
  return { refused: 'bad-input', clause: '1.3', says, problems: [{ at: '/input/service', says }] }
}

/** The kinds that are opened by hand, by the words that people use for them. */
function kindsIn({ processes }: World): readonly string[] {
  return processes.kinds.flatMap((kind) => (kind === 'case' ? '办件' : (processes.of(kind, null)?.title ?? [])))
}
