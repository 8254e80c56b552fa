import { dayOf, type Instant } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { isWithin, type OfficeId, officeOf, type StaffId } from '#core/roster.ts'
import { standingOf } from '#core/standing.ts'
import { type Moved, move } from '#matter/advance.ts'
import { openMatter } from '#matter/open.ts'
import { nameOf } from '#matter/setting.ts'
import { readMatter } from '#matter/store.ts'
import type { World } from '#matter/world.ts'
import { current } from '#office/current.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import type { Tx } from '#platform/db/db.ts'
import type { InspectionFacts, Plan } from './contract.ts'
import { editionOf } from './edition.ts'
import { spotsInHand } from './store.ts'

export type Wish = Pick<
  Plan,
  'office' | 'mode' | 'date' | 'template' | 'people' | 'windows' | 'company' | 'note' | 'series'
>
type Ask = { readonly tenant: string; readonly staff: StaffId; readonly at: Instant; readonly wish: Wish }

/** Plans an inspection with the office's edition of the checklist; a spot check is begun in the same breath. */
export async function arrange(
  world: World,
  tx: Tx,
  { tenant, staff, at, wish }: Ask,
  gate?: Promise<unknown>,
): Promise<Moved | Refusal> {
  const office = await current(tx, tenant, at)
  const problems = strangers(office, wish, at)
  if (problems.length > 0) return { refused: 'bad-input', clause: '6.6', says: problems[0]!.says, problems }
  const twin = wish.mode === 'spot' ? await sameNow(tx, tenant, staff, at, wish) : null
  if (twin) return twin
  const { edition, own, off } = await editionOf(tx, tenant, wish.office)
  const input = { ...wish, own, off, edition }
  const opened = await openMatter(world, tx, { tenant, staff, kind: 'inspection', input, at }, gate)
  if (isRefusal(opened) || wish.mode === 'planned') return opened
  const person = standingOf(opened.office.roster, opened.held.matter, staff, at)
  if (!person) return opened
  const request = { tenant, by: { staff }, move: 'start', input: {}, at }
  return move(world, tx, { held: opened.held, process: opened.process, office: opened.office, person, request })
}

/** The same person looking at the same, today, is still at it: a second record of one look would count twice (6.6). */
async function sameNow(tx: Tx, tenant: string, staff: StaffId, at: Instant, wish: Wish): Promise<Refusal | null> {
  const mine = await spotsInHand(tx, tenant, { office: wish.office, staff, template: wish.template, on: dayOf(at) })
  const held = await Promise.all(mine.map((id) => readMatter(tx, tenant, id)))
  const twin = held.find((one) => {
    const facts = one?.matter.facts as InspectionFacts | undefined
    return facts && sameSet(facts.people, wish.people) && sameSet(facts.windows, wish.windows)
  })
  if (!twin) return null
  const says = `同样的抽查（${twin.matter.number}）正在进行，请在那一次里填写；完成以后可以再次抽查`
  return { refused: 'not-met', clause: '6.6', says }
}

const sameSet = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && new Set([...a, ...b]).size === a.length

/** Only people of the inspected office are inspected there. */
export function strangers(
  { roster }: OfficeSnapshot,
  { office, people }: Pick<Wish, 'office'> & { readonly people: readonly string[] },
  at: Instant,
) {
  return people.some((one) => officeOf(roster, one as StaffId, at) !== office)
    ? [{ at: '/people', says: '被检查人员须是被检查单位的在岗人员' }]
    : []
}

/** Where somebody may inspect, and whom and what there: their own office and those below. */
export function scopesOf(office: OfficeSnapshot, own: OfficeId, at: Instant) {
  const { roster, organizations, windows } = office
  return [...organizations.values()]
    .filter(({ id }) => isWithin(roster, id, own, at))
    .map(({ id, name }) => ({
      ...{ id, name },
      people: [...roster.staff.values()]
        .filter((one) => one.active && !one.administrator && officeOf(roster, one.id, at) === id)
        .map((one) => ({ id: one.id, name: one.name })),
      windows: (windows.get(id) ?? []).map(({ number, name: window, post }) => ({
        ...{
          id: post,
          name: window.startsWith(`${number}号`) ? window : `${number}号 ${window}`,
          post: nameOf(office, post),
        },
      })),
      posts: (roster.postsIn.get(id) ?? []).map((post) => ({ id: post.id, name: post.name })),
    }))
}
