import type { Clock } from '#core/clock.ts'
import { type Instant, iso } from '#core/day.ts'
import type { Matter } from '#core/matter.ts'
import type { Refusal } from '#core/refusal.ts'
import type { Effect } from '#matter/effect.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import { missingFiles } from '#platform/files/store.ts'
import type { InspectionFacts } from './contract.ts'
import { openFindings } from './policy.ts'
import { linesOf } from './review.ts'

const put = sql(
  'inspection.put',
  `insert into inspection (tenant_id, matter_id, org_path, office, number, mode, template, state, planned_on, checker, series, score, failed,
     open_items, rounds, late, due_at, opened_at, done_at, closed_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
   on conflict (tenant_id, matter_id) do update set state = excluded.state, planned_on = excluded.planned_on, checker = excluded.checker,
     score = excluded.score, failed = excluded.failed, open_items = excluded.open_items, rounds = excluded.rounds, late = excluded.late,
     due_at = excluded.due_at, done_at = coalesce(excluded.done_at, inspection.done_at), closed_at = excluded.closed_at`,
)
const dropLines = sql('inspection.drop-lines', `delete from inspection_line where tenant_id = $1 and matter_id = $2`)
const putLines = sql(
  'inspection.put-lines',
  `insert into inspection_line (tenant_id, matter_id, line, org_path, office, done_at, item, clause, about, whom, result, weight)
   select $1, $2, l.line, $3, $4, $5, l.item, l.clause, l.about, l.whom, l.result, l.weight
   from unnest($6::text[], $7::text[], $8::text[], $9::text[], $10::uuid[], $11::text[], $12::int[])
     as l (line, item, clause, about, whom, result, weight)`,
)

const inHand = sql<{ readonly matter_id: string }>(
  'inspection.in-hand',
  `select matter_id from inspection where tenant_id = $1 and office = $2 and checker = $3 and template = $4 and planned_on = $5::date
     and mode = 'spot' and state = 'doing'`,
)

type Spot = { readonly office: string; readonly staff: string; readonly template: string; readonly on: string }

/** Spot checks that somebody began on a day and has not finished. */
export async function spotsInHand(tx: Tx, tenant: string, { office, staff, template, on }: Spot) {
  const rows = await tx.all(inHand, [tenant, office, staff, template, on])
  return rows.map(({ matter_id: id }) => id)
}

type Inspection = Matter<InspectionFacts>
const finishing = new Set(['told', 'shown'])

/**
 * The register's row with every move of an inspection, and the answered lines when one is finished: lists and figures
 * need no facts. A photo that is no picture in the store takes the move back.
 */
export const inspectionEffect: Effect = async (tx, tenant, { before, after, path, at }) => {
  if (after.kind !== 'inspection') return null
  const now = after as Inspection
  const was = before as Inspection | null
  const [missing] = await missingFiles(tx, tenant, newPhotos(was, now))
  if (missing !== undefined) return noPhoto
  const isDone = finishing.has(now.state) && was?.state === 'doing'
  tx.write(put, rowOf(tenant, now, path, isDone ? at : null))
  if (isDone) writeLines(tx, tenant, now, path, at)
  return null
}

function rowOf(tenant: string, matter: Inspection, path: string, doneAt: Instant | null) {
  const { id, office, number, state, facts, custody, clocks, openedAt, closedAt } = matter
  const late = clocks.some((clock) => clock.lateSince !== null)
  return [
    ...[tenant, id, path, office, number, facts.mode, facts.template, state, facts.date, custody.holder.staff],
    ...[facts.series ?? null, facts.score?.score ?? null, facts.findings.length, openFindings(facts).length],
    ...[facts.rechecks.length, late, isoOf(dueOf(clocks)), iso(openedAt), isoOf(doneAt), isoOf(closedAt)],
  ]
}

function dueOf(clocks: readonly Clock[]): Instant | null {
  return clocks.find(({ is }) => is === 'running')?.dueAt ?? null
}

const isoOf = (at: Instant | null) => (at === null ? null : iso(at))

function writeLines(tx: Tx, tenant: string, { id, office, facts }: Inspection, path: string, at: Instant): void {
  const rows = linesOf(facts).flatMap((line) => {
    const kept = facts.answers[line.key]
    return kept ? [{ ...line, result: kept.result }] : []
  })
  tx.write(dropLines, [tenant, id])
  tx.write(putLines, [
    ...[tenant, id, path, office, iso(at)],
    rows.map(({ key }) => key),
    rows.map(({ item }) => item.id),
    rows.map(({ item }) => item.clause),
    rows.map(({ item }) => item.about),
    rows.map(({ of }) => of),
    rows.map(({ result }) => result),
    rows.map(({ item }) => item.weight),
  ])
}

function photosOf({ answers, reports, rechecks }: InspectionFacts): readonly string[] {
  const answered = Object.values(answers).flatMap(({ photos = [] }) => photos)
  return [...answered, ...[...reports, ...rechecks].flatMap(({ photos }) => photos)]
}

function newPhotos(before: Inspection | null, after: Inspection): readonly string[] {
  const known = new Set(before ? photosOf(before.facts) : [])
  return [...new Set(photosOf(after.facts))].filter((id) => !known.has(id))
}

const noPhoto: Refusal = {
  refused: 'bad-input',
  clause: '6.6',
  says: '照片还没有上传，或者不在您可以查看的范围内',
  problems: [{ at: '/photos', says: '照片还没有上传，或者不在您可以查看的范围内' }],
}
