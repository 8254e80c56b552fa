import { dayOf, type Instant, instant, iso } from '#core/day.ts'
import type { Process } from '#core/process.ts'
import { titleOnFile } from '#core/sheet.ts'
import { sheetsOf } from '#matter/sheet.ts'
import { type Held, readMatter } from '#matter/store.ts'
import type { World } from '#matter/world.ts'
import { current } from '#office/current.ts'
import type { OfficeSnapshot, Organization } from '#office/snapshot.ts'
import type { Tx } from '#platform/db/db.ts'
import { type PublicDelay, publicDelay } from '#rules/time-limits/explain.ts'
import { rateable } from './rateable.ts'

/** What a visitor sees of their matter from outside: how far, by when, which papers. No person, no number of a person. */
export type PublicMatter = {
  readonly number: string
  readonly kind: string
  readonly kindLabel: string
  readonly service: string | null
  readonly stateLabel: string
  readonly closed: boolean
  readonly openedAt: string
  readonly closedAt: string | null
  readonly office: PublicOffice
  /** Of a complaint: the office above, while it answers instead of the one that is complained of (10.5.3). */
  readonly handler: PublicOffice | null
  /** By when the office has promised it. `paused`: why the time stands still; then there is no day. */
  readonly promised: {
    /** Which time it is, where it isn't the whole of it: the steps of a complaint have their own. */
    readonly label: string | null
    readonly day: string | null
    readonly paused: string | null
    readonly provisional: boolean
    readonly late: boolean
  } | null
  /** Why it is late, as its head approved it for the visitor (7.5). */
  readonly delay: PublicDelay | null
  /** By when the visitor is asked to bring what is missing. */
  readonly supplementBy: string | null
  readonly sheets: readonly PublicSheet[]
  /** `open`: it may be rated now. */
  readonly rating: 'not-yet' | 'open' | 'given'
}

export type PublicOffice = { readonly name: string; readonly phone: string; readonly supervisionPhone: string }

export type PublicSheet = {
  readonly title: string
  readonly number: string
  readonly code: string
  readonly issuedAt: string
  readonly verifyUrl: string
}

/** The public view of a matter that has been proved; null when it is gone. */
export async function publicMatter(
  world: Pick<World, 'processes' | 'address'>,
  tx: Tx,
  tenant: string,
  id: string,
  at: Instant,
): Promise<PublicMatter | null> {
  const [held, office, sheets, rating] = await Promise.all([
    readMatter(tx, tenant, id),
    current(tx, tenant, at),
    tx.all(sheetsOf, [tenant, id]),
    rateable(world, tx, tenant, id),
  ])
  const process = held && world.processes.of(held.matter.kind, held.matter.service)
  if (!process) return null
  const papers = sheets.map(({ kind, title, number, code, issued_at }) => ({
    ...{ title: titleOnFile({ kind, title }), number, code, issuedAt: iso(instant(issued_at.getTime())) },
    verifyUrl: `${world.address}/verify/${code}`,
  }))
  return { ...viewOf(held, process, office, at), sheets: papers, rating: rating?.is ?? 'not-yet' }
}

function viewOf(
  { matter }: Held,
  process: Process,
  office: OfficeSnapshot,
  at: Instant,
): Omit<PublicMatter, 'sheets' | 'rating'> {
  const place = office.organizations.get(matter.office)
  const supplement = matter.clocks.find(({ name, is }) => is === 'running' && process.clocks[name]?.of === 'visitor')
  return {
    number: matter.number,
    kind: matter.kind,
    kindLabel: process.title,
    service: matter.service ? process.title : null,
    stateLabel: process.states[matter.state]?.label ?? matter.state,
    closed: process.states[matter.state]?.closed === true,
    openedAt: iso(matter.openedAt),
    closedAt: matter.closedAt && iso(matter.closedAt),
    office: publicOffice(place),
    handler: handlerOf(matter, office),
    promised: promiseOf(matter, process, at),
    delay: publicDelay(matter.facts),
    supplementBy: supplement?.dueAt ? dayOf(supplement.dueAt) : null,
  }
}

const publicOffice = (place?: Organization): PublicOffice => ({
  ...{ name: place?.name ?? '', phone: place?.phone ?? '', supervisionPhone: place?.supervisionPhone ?? '' },
})

/** The office whose head answers for a complaint, where that isn't the one that it is about. */
export function handlerOf({ kind, office: own, custody }: Held['matter'], office: OfficeSnapshot): PublicOffice | null {
  const where = office.roster.posts.get(custody.holder.post)?.office
  const place = kind === 'complaint' && where !== undefined && where !== own && office.organizations.get(where)
  return place ? publicOffice(place) : null
}

/** What of a complaint's times is owed to the complainant; the others are between the office and the one above. */
const owed: readonly string[] = ['reach', 'solve', 'reply']

/**
 * The clock that was promised to the visitor: that of the service, else that of the answer, of a complaint that of the step
 * it is at. The office's inner ones are its own.
 */
function promiseOf({ kind, clocks }: Held['matter'], process: Process, at: Instant): PublicMatter['promised'] {
  const step = kind === 'complaint' ? clocks.find(({ name, is }) => owed.includes(name) && is !== 'stopped') : undefined
  const clock = step ?? clocks.find(({ name }) => name === 'limit') ?? clocks.find(({ name }) => name === 'answer')
  if (!clock || clock.is === 'stopped') return null
  const { dueAt, pauses, provisional, lateSince, is } = clock
  const paused = is === 'paused' ? (pauses.at(-1)?.why ?? '暂停') : null
  const late = lateSince !== null || (dueAt !== null && dueAt < at)
  const label = step ? (process.clocks[step.name]?.label ?? null) : null
  return { label, day: dueAt && dayOf(dueAt), paused, provisional, late }
}
