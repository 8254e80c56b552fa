import { workingDaysBetween } from '#core/calendar.ts'
import { addDays, type Day, dayOf, type Instant, instant, instantAt, spoken } from '#core/day.ts'
import { nameOf, type StaffId } from '#core/roster.ts'
import { historyOf, type Told } from '#office/entries.ts'
import type { KeptLine } from '#office/ledger.ts'
import { type Stand, someone, timed } from '#office/register.ts'
import { topics } from './contract.ts'
import { mayJudge, reviewerOf, writes } from './people.ts'
import { clause, type Row, type Version } from './store.ts'

/** How far an item is for whoever looks at it today; the dates decide, not a job. */
export const stages = {
  draft: '草稿',
  waiting: '待审核',
  coming: '待发布',
  public: '已发布',
  ended: '到期撤下',
  withdrawn: '提前撤下',
} as const
type Stage = keyof typeof stages

/** What of it the public sees on this day; null for what was never let out. */
function lightOf(row: Row, today: Day): Exclude<Stage, 'draft' | 'waiting'> | null {
  if (row.state === 'withdrawn') return 'withdrawn'
  if (row.live === null || row.live_from === null) return null
  if (row.live_until !== null && row.live_until < today) return 'ended'
  return row.live_from > today ? 'coming' : 'public'
}

function stageOf(row: Row, today: Day): Stage {
  const light = lightOf(row, today)
  return row.state === 'draft' || row.state === 'waiting' ? row.state : (light ?? 'draft')
}

/** One row of the desk's list, with what this person can do with it. */
export function publicationView(stand: Stand, row: Row, services: ReadonlyMap<string, string>) {
  const { office, at } = stand
  const today = dayOf(at)
  const stage = stageOf(row, today)
  const light = lightOf(row, today)
  const { id, topic, title, source, phone, version, live } = row
  return {
    ...{ id, topic, topicLabel: topics[topic].label, title, text: row.body, source, phone, version, live },
    ...{ clause, from: row.from_day, until: row.until_day, returned: row.state === 'draft' ? row.returned : null },
    service: row.service && { code: row.service, name: services.get(row.service) ?? row.service },
    stage,
    stageLabel: stages[stage],
    /** Beside a change that is not let out yet: what the public reads meanwhile. */
    meanwhile: light && light !== stage ? `原稿${stages[light]}` : null,
    page: light === 'public' ? `/news/${id}` : null,
    authors: row.authors.map((staff) => nameOf(office.roster, staff as StaffId)),
    changedAt: timed(row.changed_at),
    waits: waitOf(stand, row),
    withdrawnReason: row.withdrawn_reason,
    offers: offersOf(stand, row, stage, light),
  }
}

/** How long it has waited for the head, in the office's working days, and by when it is to be read. */
function waitOf({ office, org, at }: Stand, { state, submitted_at, due_day, authors }: Row) {
  if (state !== 'waiting' || !submitted_at || !due_day) return null
  const calendar = office.calendar(org.id)
  const today = dayOf(at)
  const since = dayOf(instant(submitted_at.getTime()))
  const reviewer = reviewerOf(office, org.id, authors, at)
  return {
    days: Math.max(0, workingDaysBetween(calendar, since, today)),
    due: due_day,
    overdueDays: today > due_day ? Math.max(1, workingDaysBetween(calendar, due_day, today)) : 0,
    reviewer: someone(office, reviewer),
  }
}

function offersOf(stand: Stand, row: Row, stage: Stage, light: Stage | null): readonly string[] {
  if (!writes(stand)) return []
  const copies = ['copy']
  if (row.state === 'withdrawn') return copies
  const judges = row.state === 'waiting' && mayJudge(stand, row) ? ['approve', 'return'] : []
  const taken = stand.leads && (light === 'public' || light === 'coming') ? ['withdraw'] : []
  if (row.state === 'waiting')
    return [...judges, ...(row.authors.includes(stand.staff) ? ['recall'] : []), ...taken, ...copies]
  return [...(stage === 'draft' ? ['submit'] : []), 'edit', ...taken, ...copies]
}

/** A version that was put to the head, as it stood. */
export function versionView(stand: Stand, version: Version) {
  const { version: number, topic, title, body, source, phone, submitted_at, submitted_by } = version
  return {
    ...{ version: number, topicLabel: topics[topic].label, title, text: body, source, phone },
    ...{ from: version.from_day, until: version.until_day, submittedAt: timed(submitted_at) },
    submittedBy: someone(stand.office, submitted_by),
  }
}

/** The lines of an item's history, with what the days themselves brought about: coming out and going down. */
export function datedHistoryOf({ office, at }: Stand, row: Row, lines: readonly KeptLine[]) {
  return historyOf(
    office,
    [...lines, ...byTime(row, at, lines)].toSorted((a, b) => a.at - b.at),
  )
}

function byTime(row: Row, at: Instant, lines: readonly KeptLine[]): readonly Told[] {
  const { live_from: from, live_until: until } = row
  const approved = lines.findLast(({ act }) => act === 'approve')
  if (from === null || !approved) return []
  const ended = row.withdrawn_at ? instant(row.withdrawn_at.getTime()) : at
  const line = (id: string, on: Day, says: string) => {
    const then = instantAt(on, 0)
    return then > approved.at && then <= ended ? [{ id, at: then, staff: null, clause, says }] : []
  }
  return [
    ...line('from', from, `${spoken(from)}零时起自动公开`),
    ...(until ? line('until', addDays(until, 1), `公开到${spoken(until)}，到期自动撤下，转入存档`) : []),
  ]
}
