import { addDays, dayOf, type Instant, instantAt } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import type { OfficeId } from '#core/roster.ts'
import type { Answers } from '#core/service/form.ts'
import type { Service } from '#core/service/format.ts'
import { newId } from '#matter/id.ts'
import { matterNumber } from '#matter/number.ts'
import { isVisitorCode } from '#matter/visitor.ts'
import type { World } from '#matter/world.ts'
import { current } from '#office/current.ts'
import { numberOf } from '#office/number.ts'
import { addFailure, addressKey, lockedUntil } from '#platform/auth/lockout.ts'
import type { Tx } from '#platform/db/db.ts'
import { lock, nobody, type Place, scopeOf, spellings, tooMany } from '#rules/quality-service/visitor/claim.ts'
import { mostFiles, mostOfMaterial } from './contract.ts'
import { broughtOf, isThere, keepPicture, type Picture, picturesOf } from './files.ts'
import { firstAsked, officesFor } from './first.ts'
import { type Application, applicationOf, begin, discard, keepAnswers, numbered } from './store.ts'

/** What was begun online: kept under a number and a code, taken up again with them, gone after some days (1.3). */

/**
 * So many may be begun in an hour from one address and in the whole place, and so many pictures sent: who fills the store with
 * nothing is stopped before it is full.
 */
const most = { begunFrom: 40, begun: 2_000, pictures: 5_000, complaint: 10, contact: 40 } as const

/** Counts what is done in an hour; answers whether it is too much by now. */
export async function isTooMuch(tx: Tx, what: keyof typeof most, whose: string, at: Instant): Promise<boolean> {
  const key = addressKey(`${what} ${whose} ${Math.floor(at / 3_600_000)}`)
  return (await addFailure(tx, key, lock, at)) > most[what]
}

type Needs = { readonly world: World; readonly place: Place }

const sealed = (tenant: string, id: string) => ({ tenant, matter: id, field: 'draft' })

/** Begins an application at an office; empty, with its number. The code is worked out from its id and stored nowhere. */
export async function beginDraft(
  { world, place }: Needs,
  service: Service,
  { office: officeCode, address }: { readonly office: string; readonly address: string },
  at: Instant,
): Promise<Application | Refusal> {
  const { tenant } = place
  const seen = world.db.transaction(scopeOf(place), async (tx): Promise<Application | Refusal> => {
    const office = await current(tx, tenant, at)
    const org = officesFor(office, service.code).find(({ code }) => code === officeCode)
    if (!org) return noOffice
    if (!firstAsked(office, org.id, at, service)) return noOffice
    if ((await isTooMuch(tx, 'begunFrom', address, at)) || (await isTooMuch(tx, 'begun', tenant, at))) return tooMuch
    const id = newId(at)
    const number = await matterNumber(tx, tenant, org, 'W', at)
    const expiresAt = lastsUntil(numberOf(office, org.id, 'application.draft'), at)
    const cipher = world.keys.seal(sealed(tenant, id), '{}')
    const one = { id, path: org.path, office: org.id, kind: 'case', number, service: service.code, cipher } as const
    begin(tx, tenant, { ...one, matter: null, at, expiresAt })
    return { ...one, state: 'draft', matter: null, expiresAt, sentAt: null }
  })
  return seen
}

/** To the end of the last day. */
export const lastsUntil = (days: number, at: Instant): Instant => instantAt(addDays(dayOf(at), days + 1), 0)

/** The id of what number and code prove; the same refusal for a wrong number and a wrong code, with the same steps to it. */
export async function proveDraft(
  { world, place }: Needs,
  { number, code }: { readonly number: string; readonly code: string },
  address: string,
  at: Instant,
): Promise<string | Refusal> {
  const key = addressKey(`visitor ${address}`)
  const [found, until] = await world.db.read(scopeOf(place), (tx) =>
    Promise.all([numbered(tx, place.tenant, spellings(number)), lockedUntil(tx, key, lock, at)]),
  )
  const isRight = isVisitorCode(world.keys, found ?? nobody, code.normalize('NFKC'))
  if (until !== null) return tooMany
  if (found && isRight) return found
  await world.db.plain((tx) => addFailure(tx, key, lock, at))
  return noDraft
}

/** An unsent application with its answers and pictures. */
export type Draft = {
  readonly application: Application
  readonly answers: Answers
  readonly pictures: readonly Picture[]
}

export async function readDraft({ world, place }: Needs, tx: Tx, id: string, locked = false): Promise<Draft | null> {
  const application = await applicationOf(tx, place.tenant, id, locked)
  if (!application) return null
  const pictures = await picturesOf(tx, place.tenant, id)
  return { application, answers: answersIn(world, place.tenant, application), pictures }
}

function answersIn({ keys }: Pick<World, 'keys'>, tenant: string, { id, cipher }: Application): Answers {
  return cipher === '' ? {} : (JSON.parse(keys.open(sealed(tenant, id), cipher)) as Answers)
}

/** Which answers these are, in one word: what a page was shown by, to be asked again before it is saved over. */
export function versionOf({ keys }: Pick<World, 'keys'>, answers: Answers): string {
  return keys.blind('text', `draft:${JSON.stringify(Object.entries(answers).toSorted(([a], [b]) => (a < b ? -1 : 1)))}`)
}

/**
 * Keeps the answers as they are, right or wrong. Refused once it was sent, and where another device saved something else
 * since `seen`: nothing is silently written over. Whoever names no version means to.
 */
export async function saveDraft(
  { world, place }: Needs,
  id: string,
  answers: Answers,
  seen: string,
  at: Instant,
): Promise<Refusal | null> {
  return world.db.transaction(scopeOf(place), async (tx) => {
    const application = await applicationOf(tx, place.tenant, id, true)
    if (application?.state !== 'draft') return gone
    const now = versionOf(world, answersIn(world, place.tenant, application))
    if (seen !== '' && seen !== now && versionOf(world, answers) !== now) return savedElsewhere
    const office = await current(tx, place.tenant, at)
    const expiresAt = lastsUntil(numberOf(office, application.office as OfficeId, 'application.draft'), at)
    const cipher = world.keys.seal(sealed(place.tenant, id), JSON.stringify(answers))
    keepAnswers(tx, place.tenant, { id, cipher, at, expiresAt })
    return null
  })
}

/** Adds one picture of a material, or a PDF: looked at and drawn anew before the transaction, sealed in it. */
export async function addPicture(
  { world, place }: Needs,
  id: string,
  { material, bytes }: { readonly material: string; readonly bytes: Buffer },
  at: Instant,
): Promise<Refusal | null> {
  const image = await broughtOf(bytes)
  if (isRefusal(image)) return { ...image, clause: '8.1' }
  return world.db.transaction(scopeOf(place), async (tx) => {
    const application = await applicationOf(tx, place.tenant, id, true)
    if (application?.state !== 'draft') return gone
    const pictures = await picturesOf(tx, place.tenant, id)
    const alike = pictures.filter((one) => one.material === material)
    if (await isThere(tx, world.keys, { tenant: place.tenant, application: id }, alike, image)) return null
    if (pictures.length >= mostFiles) return many(`一次申请最多上传${mostFiles}个文件，其余的请带到窗口`)
    if (alike.length >= mostOfMaterial)
      return many(`同一份材料最多上传${mostOfMaterial}个文件，其余的请带到窗口；张数多的可以合成一个PDF`)
    if (await isTooMuch(tx, 'pictures', place.tenant, at)) return tooMuch
    keepPicture(tx, world.keys, place.tenant, application, { material, image, at })
    return null
  })
}

/** Takes an unsent application away, by the wish of whoever began it. */
export async function discardDraft({ world, place }: Needs, id: string): Promise<void> {
  await world.db.transaction(scopeOf(place), async (tx) => discard(tx, place.tenant, id))
}

const many = (says: string): Refusal => ({
  refused: 'bad-input',
  clause: '8.1',
  says,
  problems: [{ at: '/file', says }],
})
export const noOffice: Refusal = {
  refused: 'bad-input',
  clause: '1.3',
  says: '请选择一个办理这个事项的服务点',
  problems: [{ at: '/office', says: '请选择一个办理这个事项的服务点' }],
}
const tooMuch: Refusal = {
  refused: 'too-many',
  clause: null,
  says: '现在网上申请的人太多，请过一小时再试，或者到窗口办理。',
}
export const noDraft: Refusal = {
  refused: 'not-seen',
  clause: null,
  says: '申请编号或查询码不正确，或者保存的时间已经过了。请对照记下的编号和查询码重新填写，也可以重新申请。',
}
const savedElsewhere: Refusal = {
  refused: 'stale',
  clause: '1.3',
  says: '这份申请刚才在别的设备或者别的页面上保存过，这一页填的还没有保存',
}
export const gone: Refusal = {
  refused: 'not-seen',
  clause: null,
  says: '这份申请已经提交或者已经删除，不能再改。提交了的，凭办件编号查询；还要改的，请打电话或到窗口。',
}
