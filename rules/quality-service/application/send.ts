import { dayOf, type Instant } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import type { OfficeId, StaffId } from '#core/roster.ts'
import type { Service } from '#core/service/format.ts'
import { openMatter } from '#matter/open.ts'
import type { World } from '#matter/world.ts'
import { current } from '#office/current.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import type { Tx } from '#platform/db/db.ts'
import { type Place, scopeOf, told } from '#rules/quality-service/visitor/claim.ts'
import { tidyForm, wrongIn } from './contract.ts'
import { gone, isTooMuch, readDraft } from './draft.ts'
import { complaintsTo, firstAsked } from './first.ts'
import { markSent } from './store.ts'

type Needs = { readonly world: World; readonly place: Place }

/** `helper`: the staff number of whoever helped to fill it in (代办). */
export type Sending = { readonly helper: string }

/**
 * Sends an application: through the one door, once. From this instant somebody answers for it and a clock runs (2.1); sent
 * before, the matter that it became is answered, and nothing is done twice. Refused with everything that is wrong (8.1).
 */
export async function sendDraft(needs: Needs, id: string, sending: Sending, at: Instant): Promise<string | Refusal> {
  const { world, place } = needs
  const done = await world.db.transaction(scopeOf(place), async (tx) => {
    const draft = await readDraft(needs, tx, id, true)
    if (!draft) return gone
    const { application, answers } = draft
    if (application.matter) return { matter: application.matter, tell: null }
    const service = world.catalogue.get(application.service)?.service
    const office = await current(tx, place.tenant, at)
    const hold = service && firstAsked(office, application.office as OfficeId, at, service)
    if (!service || !hold) return shut
    const wrong = wrongIn(service, answers, dayOf(at))
    if (wrong.length > 0)
      return { refused: 'bad-input', clause: '8.2', says: '还有内容没有填对', problems: wrong } satisfies Refusal
    const helper = helperOf(office, application.office as OfficeId, sending.helper, at)
    if (isRefusal(helper)) return helper
    const opened = await openMatter(world, tx, {
      ...{ tenant: place.tenant, staff: 'visitor', kind: 'case', at, office: application.office as OfficeId, hold },
      input: {
        service: service.code,
        form: tidyForm(service, answers, hold.staff, dayOf(at)),
        ...(helper && { helper }),
      },
    })
    if (isRefusal(opened)) return opened
    markSent(tx, place.tenant, id, opened.held.matter.id, at)
    return { matter: opened.held.matter.id, tell: opened }
  })
  if (isRefusal(done)) return done
  if (done.tell) told(world, place.tenant, done.tell)
  return done.matter
}

/** The member of the office's staff with this number; null where nobody helped. */
function helperOf({ roster }: OfficeSnapshot, office: OfficeId, number: string, at: Instant): StaffId | null | Refusal {
  if (number === '') return null
  const found = [...roster.staff.values()].find(
    (one) =>
      one.number.toLowerCase() === number.toLowerCase() &&
      one.active &&
      one.places.some((span) => span.office === office && span.from <= at && (span.until === null || at < span.until)),
  )
  if (found) return found.id
  const says = '这个服务点没有这个工号的工作人员，请看他胸前的工作牌；没有人帮您填的，这一格空着'
  return { refused: 'bad-input', clause: '2.1', says, problems: [{ at: '/helper', says }] }
}

const shut: Refusal = {
  refused: 'not-met',
  clause: '1.3',
  says: '这个服务点现在不能在网上受理这个事项，请打电话或到窗口办理',
}

/** What is asked of the office without a service's form: to be called back, or a complaint (2.1, 10.5.2). */
export type Asking = {
  readonly kind: 'contact' | 'complaint'
  readonly office: OfficeId
  readonly input: Readonly<Record<string, unknown>>
  /** The service that it is about, where there is one: whoever does that answers. */
  readonly service?: Service | null
  /** Of a complaint, whom it is about: they are not the one to answer for it. */
  readonly about?: string | null
}

/**
 * Whether too much was asked from one address within the hour, counted in the caller's transaction: a script must not bury
 * the heads under complaints. Then the telephone is told, which has no such limit (10.5.3).
 */
export async function tooManyAsked(
  { place }: Needs,
  tx: Tx,
  { kind, office: where }: Asking,
  address: string,
  at: Instant,
): Promise<Refusal | null> {
  if (!(await isTooMuch(tx, kind, address, at))) return null
  const org = (await current(tx, place.tenant, at)).organizations.get(where)
  const phone = (kind === 'complaint' ? org?.supervisionPhone : org?.phone) ?? ''
  const what = kind === 'complaint' ? '投诉和意见' : '登记'
  const says = `从您这里的网络，一小时内已经收到很多件${what}，这一件没有收下。请过一小时再提交，或者现在拨打${phone}，也可以到窗口提出。`
  return { refused: 'too-many', clause: kind === 'complaint' ? '10.5.3' : null, says }
}

/** Opens it in the caller's transaction; answers the matter and what to tell after the commit. */
export async function openAsked({ world, place }: Needs, tx: Tx, asking: Asking, at: Instant) {
  const { kind, office: where, input, service = null, about = null } = asking
  const office = await current(tx, place.tenant, at)
  const hold = kind === 'complaint' ? complaintsTo(office, where, about, at) : firstAsked(office, where, at, service)
  if (!hold) return shut
  return openMatter(world, tx, { tenant: place.tenant, staff: 'visitor', kind, input, at, office: where, hold })
}
