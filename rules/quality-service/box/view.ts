import { type Instant, instant, spokenAt } from '#core/day.ts'
import { type Stand, someone, timed } from '#office/register.ts'
import type { Tx } from '#platform/db/db.ts'
import { levels } from '#rules/quality-service/policy.ts'
import { ours } from './change.ts'
import { concernedIn } from './concerned.ts'
import { openingStates, paperKinds, paperStates, seals } from './contract.ts'
import { mayHand } from './hand-over.ts'
import { type OpeningRow, type PaperRow, papersIn } from './store.ts'

/**
 * A paper as this person may see it. Whom it concerns sees that there is one; whoever may check it sees the scan and the
 * words, not the level: they read for themselves. What it says is shown to those who read it, and to the head (E5).
 */
export function paperView(stand: Stand, row: PaperRow, concerned: ReadonlySet<string> | undefined) {
  const { id, nth, state, tries, entered_by, checked_by, member } = row
  const isOpen = state === 'entered' || state === 'differs'
  const isMine = entered_by === stand.staff
  const isAbout = member === stand.staff || concerned?.has(stand.staff) === true
  const mayRead = !isAbout && ours(stand, stand.staff, stand.at)
  const seesAll = !isAbout && (isMine || (!isOpen && (checked_by === stand.staff || stand.leads)))
  const shows = seesAll || (isOpen && mayRead)
  return {
    ...{ id, nth, state, stateLabel: paperStates[state], tries, about: isAbout },
    ...{ enteredBy: someone(stand.office, entered_by), enteredAt: timed(row.entered_at) },
    ...{ checkedBy: someone(stand.office, checked_by), checkedAt: timed(row.checked_at) },
    scan: shows ? row.scan : null,
    words: shows ? row.words : null,
    kind: seesAll ? { is: row.kind, label: paperKinds[row.kind] } : null,
    level: seesAll && row.level !== null ? { is: row.level, label: levels[row.level as keyof typeof levels] } : null,
    ...{ items: seesAll ? row.items : [], number: seesAll ? row.number : null, member: seesAll ? member : null },
    complaint: seesAll ? row.complaint : null,
    offers: [
      ...(isOpen && isMine && mayRead ? ['correct'] : []),
      ...(isOpen && !isMine && mayRead ? ['check'] : []),
      ...((state === 'kept' || state === 'untied') && seesAll && mayHand(stand, row) ? ['complaint'] : []),
    ],
  }
}
export type PaperSeen = ReturnType<typeof paperView>

export function openingView(stand: Stand, row: OpeningRow, papers: readonly PaperSeen[]) {
  const { id, number, state, seal, first, second, declined } = row
  const mine = ours(stand, stand.staff, stand.at)
  return {
    ...{ id, number, state, stateLabel: openingStates[state], note: row.note, declined },
    ...{ openedAt: timed(row.opened_at), count: row.papers, entered: papers.length, seal, sealLabel: seals[seal] },
    settled: papers.filter((one) => one.state !== 'entered' && one.state !== 'differs').length,
    ...{ first: someone(stand.office, first), firstAt: timed(row.first_at) },
    ...{ second: someone(stand.office, second), secondAt: timed(row.second_at) },
    papers,
    offers: [
      ...(state === 'waiting' && second === stand.staff ? ['agree', 'decline'] : []),
      ...(state === 'agreed' && mine && papers.length < row.papers ? ['enter'] : []),
      ...(state === 'declined' ? [] : ['print']),
    ],
  }
}

/** Openings with their papers, as this person may see them. */
export async function openingsSeen(tx: Tx, stand: Stand, rows: readonly OpeningRow[]) {
  const papers = await papersIn(
    tx,
    stand.tenant,
    rows.map(({ id }) => id),
  )
  const matters = [...new Set(papers.flatMap(({ matter_id }) => matter_id ?? []))]
  const concerned = await concernedIn(tx, stand.tenant, matters)
  const seen = papers.map((row) => [row.opening, paperView(stand, row, concerned.get(row.matter_id ?? ''))] as const)
  return rows.map((row) =>
    openingView(
      stand,
      row,
      seen.flatMap(([opening, one]) => (opening === row.id ? [one] : [])),
    ),
  )
}
export type OpeningSeen = Awaited<ReturnType<typeof openingsSeen>>[number]

export const spokenWhen = (date: Date): string => spokenAt(instant(date.getTime()) as Instant)
