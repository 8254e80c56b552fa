import type { TSchema } from 'typebox'
import { alarmsOf } from '#core/alarm.ts'
import { dayOf, type Instant } from '#core/day.ts'
import { deskOf } from '#core/desk.ts'
import { linkOf } from '#core/journal.ts'
import type { Matter } from '#core/matter.ts'
import { badInput, judge, shapeOf } from '#core/offer.ts'
import type { Process, Setting } from '#core/process.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import type { Relation } from '#core/relation.ts'
import { type OfficeId, officeOf, type StaffId } from '#core/roster.ts'
import type { Paper } from '#core/sheet.ts'
import { mayKnow, type Standing, standingOf, standsFor } from '#core/standing.ts'
import { apply } from '#core/step.ts'
import { tell } from '#matter/alarm.ts'
import type { Added } from '#matter/beside.ts'
import { strangersIn } from '#matter/choice.ts'
import { underSeal } from '#matter/cover.ts'
import { effectsOf } from '#matter/effect.ts'
import { following } from '#matter/follow.ts'
import { lineOf } from '#matter/line.ts'
import { callAnew, wordsFor } from '#matter/naming.ts'
import { recordsFor } from '#matter/records.ts'
import { saveSecrets } from '#matter/seal.ts'
import { recording, settingOf } from '#matter/setting.ts'
import { issuePaper } from '#matter/sheet.ts'
import { appendLine, type Held, lockMatter, saveDesk, saveMatter } from '#matter/store.ts'
import { touching } from '#matter/touch.ts'
import type { World } from '#matter/world.ts'
import { officeVersion, snapshot } from '#office/current.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import { sm3 } from '#platform/crypto/sm3.ts'
import type { Tx } from '#platform/db/db.ts'

/** Who asks: a person on the staff, the visitor who has proved it with number and code, or time. */
export type Asker = { readonly staff: StaffId } | 'visitor' | 'time'

export type Request = {
  readonly tenant: string
  readonly by: Asker
  readonly matter: string
  readonly move: string
  /** The version the asker saw; null for those who see none (time, the evaluator). */
  readonly version: number | null
  readonly input: Readonly<Record<string, unknown>>
  readonly at: Instant
}

export type Moved = Added & {
  readonly held: Held
  readonly process: Process
  readonly office: OfficeSnapshot
  readonly posts: readonly string[]
}

/**
 * The only door by which a matter changes: lock, judge, write, custody, journal, in the caller's transaction.
 * A refusal writes nothing (the transaction rolls back on it). `gate` is sent with the first flight and may throw:
 * a request that was answered before goes no further.
 */
export async function advance(
  world: World,
  tx: Tx,
  request: Request,
  gate?: Promise<unknown>,
): Promise<Moved | Refusal> {
  const { tenant, at, by } = request
  const [held, version] = await Promise.all([
    lockMatter(tx, tenant, request.matter),
    tx.one(officeVersion, [tenant]),
    gate,
  ])
  const process = held && world.processes.of(held.matter.kind, held.matter.service)
  if (!held || !process) return unseen
  const office = await snapshot(tx, tenant, version, at)
  if (request.version !== null && request.version !== held.matter.version) return stale(held.matter)
  const person = standing(office, held.matter, by, at)
  if (!person) return away
  if (!mayKnow(process, person.as, held.matter.state)) return unseen
  return move(world, tx, { held, process, office, person, request })
}

type Turn = {
  readonly held: Held
  readonly process: Process
  readonly office: OfficeSnapshot
  readonly person: Pick<Standing, 'as'> & { readonly at: Standing['at'] | null }
  readonly request: Omit<Request, 'matter' | 'version'>
}

/** The second half of the door, for a matter already locked: also the way a new matter goes on from an old one. */
export async function move(
  world: World,
  tx: Tx,
  { held, process, office, person, request }: Turn,
): Promise<Moved | Refusal> {
  const { tenant, at, by } = request
  const before = held.matter
  const looks = process.moves[request.move]?.looks ? await recordsFor(tx, tenant, process, before) : undefined
  const base = settingOf(process, { office, place: before.office, at }, person.at, null, looks)
  const blind = (number: string) => world.keys.blind('idNumber', number)
  const refusal = judge(
    process,
    before,
    { move: request.move, as: person.as, input: request.input },
    { ...base, blind },
  )
  if (refusal) return refusal

  const shape = inputShape(process, before, request.move, base)
  const strangers = strangersIn(shape, request.input, office, before.office, at)
  if (strangers.length > 0) return badInput(process.moves[request.move]!.cites[0], strangers)

  const { setting, given } = recording(base)
  const sealed = underSeal(world.keys, shape, request.input, { tenant, matter: before.id }, dayOf(at))
  const stepped = apply(process, before, { move: request.move, as: person.as, input: sealed.input }, setting)
  if (isRefusal(stepped)) return stepped

  const { after } = stepped
  const staff = typeof by === 'string' ? null : by.staff
  const actingFor = staff && standsFor(office.roster, before, stepped.as, staff, at)
  const line = lineOf(
    before,
    stepped,
    { ...request, input: sealed.written, given: { ...given, as: [...person.as] }, actor: person.at, actingFor },
    held.chain,
  )
  const hash = linkOf(line, sm3)
  saveMatter(tx, tenant, before, after, hash, at)
  saveSecrets(tx, tenant, after.id, after.version, sealed.secrets)
  const desks = [deskOf(process, before, base), deskOf(process, after, base)] as const
  saveDesk(tx, tenant, { id: after.id, path: held.path }, ...desks)
  appendLine(tx, tenant, line, hash)
  tell(tx, { tenant, path: held.path, matter: after.id, at }, alarmsOf(process, before, after, office.roster, base))
  const sheet = stepped.paper
    ? await issuePaper(tx, world, tenant, {
        ...{
          matter: after.id,
          rates: after.number,
          seq: after.version,
          paper: stepped.paper,
          path: held.path,
          at,
          by: staff,
        },
        office: office.organizations.get(issuerOf(stepped.paper, before, office, staff, at))!,
      })
    : null
  const title = process.opening.title(after.facts)
  if (title !== held.title) callAnew(tx, tenant, after.id, title, wordsFor(process, after, title))
  const paper = stepped.paper?.kind ?? null
  const effect = await effectsOf(tx, tenant, { before, after, path: held.path, at, process, office, paper })
  if (effect) return effect
  const kept = { ...held, title, matter: after, chain: hash }
  const follows = process.moves[request.move]!.follows?.(after, request.input as never, base) ?? null
  const followed = follows && (await following(world, tx, { held: kept, office, actor: person.at, request, follows }))
  if (followed && isRefusal(followed)) return followed
  const touches = [process.moves[request.move]!.touches?.(after, base) ?? []].flat()
  const touched = await touching(world, tx, { held: kept, office, actor: person.at, request, touches })
  if (isRefusal(touched)) return touched
  const own = desks.flatMap((entries) => entries.map(({ post }) => post as string))
  const posts = [...new Set([...own, ...(followed?.posts ?? []), ...touched])]
  return { held: kept, process, office, posts, before, after, line: { ...line, hash }, sheet }
}

/** Who signs a paper: the office where the matter lies, or that of whoever makes the move. */
function issuerOf(
  { issuer }: Paper,
  { office: place }: Matter,
  { roster }: OfficeSnapshot,
  staff: StaffId | null,
  at: Instant,
): OfficeId {
  return (issuer === 'actor' && staff && officeOf(roster, staff, at)) || place
}

function inputShape(process: Process, matter: Matter, name: string, setting: Setting): TSchema {
  const row = process.moves[name]
  return row ? shapeOf(row, matter, setting) : {}
}

/** Time and the visitor stand outside the roster; they are who they are. */
function standing(office: OfficeSnapshot, matter: Matter, by: Asker, at: Instant): Turn['person'] | null {
  if (typeof by === 'string') return { as: new Set<Relation>([by]), at: null }
  return standingOf(office.roster, matter, by.staff, at)
}

const away: Refusal = {
  refused: 'not-yours',
  clause: '5.1.b',
  says: '您现在不在岗，事项由代行的人办理；已返岗的，请先登记返岗或销假',
}
const unseen: Refusal = { refused: 'not-seen', clause: null, says: '没有找到这件事项，或者它不在您可以查看的范围内' }

function stale({ version }: Matter): Refusal {
  return { refused: 'stale', clause: null, says: `事项已有新的进展（第 ${version} 步），请刷新后再办` }
}
