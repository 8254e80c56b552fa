import type { Instant } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { advance } from '#matter/advance.ts'
import { newId } from '#matter/id.ts'
import { type Held, lockMatter, readMatter } from '#matter/store.ts'
import type { World } from '#matter/world.ts'
import { type Place, scopeOf, told, unknown } from '#rules/quality-service/visitor/claim.ts'
import type { CaseFacts, Gap } from '#rules/told-once/contract.ts'
import { lastsUntil } from './draft.ts'
import { type Picture, picturesOf } from './files.ts'
import { answerOf, applicationOf, begin, markSent } from './store.ts'

type Needs = { readonly world: World; readonly place: Place }

/** What the newest one-time notice of a case asks for, while it waits for the answer; null: nothing is asked (8.1). */
export function askedBy({ matter }: Held): readonly Gap[] | null {
  if (matter.kind !== 'case' || matter.state !== 'supplementing') return null
  return (matter.facts as CaseFacts).notices?.at(-1)?.gaps ?? null
}

/** Unsent pictures for a matter's notice. */
export async function answering(
  { world, place }: Needs,
  matter: string,
): Promise<{ readonly id: string | null; readonly pictures: readonly Picture[] }> {
  return world.db.read(scopeOf(place), async (tx) => {
    const id = await answerOf(tx, place.tenant, matter)
    return { id, pictures: id === null ? [] : await picturesOf(tx, place.tenant, id) }
  })
}

/** Days for which pictures lie unsent: longer than any time for making good. */
const kept = 60

/** The id under which what is brought to this matter's notice is gathered; begun when there is none. */
export async function beginAnswer({ world, place }: Needs, id: string, at: Instant): Promise<string | Refusal> {
  return world.db.transaction(scopeOf(place), async (tx) => {
    const held = await readMatter(tx, place.tenant, id)
    if (!held) return unknown
    if (!askedBy(held)) return nothingAsked
    const { number, office, service } = held.matter
    begin(tx, place.tenant, {
      ...{ id: newId(at), path: held.path, office, kind: 'answer', number, service: service?.code ?? '', cipher: '' },
      ...{ matter: id, at, expiresAt: lastsUntil(kept, at) },
    })
    return (await answerOf(tx, place.tenant, id)) ?? unknown
  })
}

/**
 * Hands in what was uploaded, by the matter's own move (8.4). Everything that the notice names must be there: what is handed
 * in piece by piece would be looked at as if it were all.
 */
export async function sendAnswer(needs: Needs, id: string, note: string, at: Instant): Promise<Refusal | null> {
  const { world, place } = needs
  const moved = await world.db.transaction(scopeOf(place), async (tx) => {
    const held = await lockMatter(tx, place.tenant, id)
    const gaps = held && askedBy(held)
    if (!held) return unknown
    if (!gaps) return nothingAsked
    const answer = await answerOf(tx, place.tenant, id)
    const locked = answer === null ? null : await applicationOf(tx, place.tenant, answer, true)
    const pictures = locked ? await picturesOf(tx, place.tenant, locked.id) : []
    const wrong = lacking(gaps, pictures, note)
    if (wrong) return wrong
    const input = { materials: gaps.map((gap) => gap.id), ...(note && { note }) }
    const done = await advance(world, tx, {
      ...{ tenant: place.tenant, by: 'visitor', matter: id, move: 'resupply', version: null, input, at },
    })
    if (isRefusal(done)) return done
    if (locked) markSent(tx, place.tenant, locked.id, id, at)
    return done
  })
  if (isRefusal(moved)) return moved
  told(world, place.tenant, moved)
  return null
}

function lacking(gaps: readonly Gap[], pictures: readonly Picture[], note: string): Refusal | null {
  const missing = gaps.filter(
    ({ kind, id }) => kind === 'material' && !pictures.some(({ material }) => material === id),
  )
  if (missing.length > 0) {
    const names = missing.map(({ name }) => name).join('、')
    return refusal(`还缺：${names}。请一次补齐再提交；没有照片或PDF的，请在期限内带到窗口`)
  }
  const says = gaps.some(({ kind }) => kind !== 'material') && note === ''
  return says ? refusal('请写明告知书里条件方面的问题怎样解决了') : null
}

const refusal = (says: string): Refusal => ({ refused: 'not-met', clause: '8.1', says })
const nothingAsked: Refusal = {
  refused: 'not-from-here',
  clause: '8.1',
  says: '这件事项现在没有等您补正的一次性告知，可能已经补过或者期限已满，请刷新后查看',
}

/** Taken back by whoever applied, through the move that is there for it. */
export async function withdraw(
  { world, place }: Needs,
  id: string,
  reason: string,
  at: Instant,
): Promise<Refusal | null> {
  const input = { reason, confirmed: 'online' }
  const moved = await world.db.transaction(scopeOf(place), (tx) =>
    advance(world, tx, { tenant: place.tenant, by: 'visitor', matter: id, move: 'withdraw', version: null, input, at }),
  )
  if (isRefusal(moved)) return moved
  told(world, place.tenant, moved)
  return null
}
