import { type Instant, iso } from '#core/day.ts'
import { sql, type Tx } from '#platform/db/db.ts'

export type JobState = 'reading' | 'checking' | 'checked' | 'running' | 'done' | 'cancelled' | 'failed'
export type Mode = 'all' | 'good'
export type Job = {
  readonly id: string
  readonly org_path: string
  readonly office: string
  readonly kind: string
  readonly target: string | null
  readonly file: string
  readonly state: JobState
  readonly mode: Mode | null
  readonly rows: number
  readonly units: number
  readonly bad: number
  readonly checked: number
  readonly done: number
  readonly says: string | null
  readonly made_by: string
  readonly made_at: Date
  readonly beat_at: Date
  readonly ended_at: Date | null
  readonly emptied: boolean
}
/** One place that is wrong: the row of the book, the column by its name (null: the whole row), and what to put right. */
export type RowProblem = { readonly row: number; readonly column: string | null; readonly says: string }
export type Unit = {
  readonly nth: number
  readonly cells: string
  readonly problems: readonly RowProblem[] | null
  readonly done: boolean
}

const columns = `id, org_path::text as org_path, office, kind, target, file, state, mode, rows, units, bad, checked, done, says, made_by, made_at, beat_at,
  ended_at, emptied`
const insert = sql<Job>(
  'import.job-insert',
  `insert into import_job (tenant_id, id, org_path, office, kind, target, file, digest, state, made_by, made_at, beat_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, 'reading', $9, $10, $10) returning ${columns}`,
)
const find = sql<Job>('import.job', `select ${columns} from import_job where tenant_id = $1 and id = $2`)
const lock = sql<Job>(
  'import.job-lock',
  `select ${columns} from import_job where tenant_id = $1 and id = $2 for update`,
)
const page = sql<Job>(
  'import.job-page',
  `select ${columns} from import_job where tenant_id = $1 and office = $2 and made_by = $3 order by id desc limit 20`,
)
const same = sql<Job>(
  'import.job-same',
  `select ${columns} from import_job
   where tenant_id = $1 and office = $2 and made_by = $3 and digest = $4 and state <> 'failed' and state <> 'cancelled' order by id desc limit 1`,
)
const update = sql(
  'import.job-update',
  `update import_job set state = $3, mode = $4, rows = $5, units = $6, bad = $7, checked = $8, done = $9, says = $10, beat_at = $11, ended_at = $12
   where tenant_id = $1 and id = $2`,
)
const beat = sql(
  'import.job-beat',
  `update import_job set checked = $3, done = $4, bad = $5, beat_at = $6 where tenant_id = $1 and id = $2`,
)
const stage = sql(
  'import.row-insert',
  `insert into import_row (tenant_id, job, nth, org_path, cells, problems)
   select $1, $2, n, $3::text::ltree, c, p::jsonb from unnest($4::int[], $5::text[], $6::text[]) as u (n, c, p)`,
)
const next = sql<Unit>(
  'import.row-next',
  `select nth, cells, problems, done from import_row
   where tenant_id = $1 and job = $2 and nth > $3 and ($5 or problems is null) and not done order by nth limit $4`,
)
const all = sql<Unit>(
  'import.row-all',
  `select nth, cells, problems, done from import_row where tenant_id = $1 and job = $2 and nth > $3 order by nth limit $4`,
)
const bad = sql<{ readonly problems: readonly RowProblem[] }>(
  'import.row-bad',
  `select problems from import_row where tenant_id = $1 and job = $2 and problems is not null order by nth limit 200`,
)
const blame = sql(
  'import.row-blame',
  `update import_row set problems = $4 where tenant_id = $1 and job = $2 and nth = $3`,
)
const settle = sql(
  'import.row-settle',
  `update import_row set done = true where tenant_id = $1 and job = $2 and nth = any($3::int[])`,
)
const settleAll = sql('import.row-settle-all', `update import_row set done = true where tenant_id = $1 and job = $2`)
const byKeys = sql('import.by-keys', 'set local enable_seqscan = off')
const empty = sql('import.row-empty', `delete from import_row where tenant_id = $1 and job = $2`)
const emptied = sql('import.job-emptied', `update import_job set emptied = true where tenant_id = $1 and id = $2`)
const old = sql<{ readonly id: string }>(
  'import.job-old',
  `select id from import_job where tenant_id = $1 and not emptied and ended_at < $2 order by ended_at limit 20`,
)

type Fresh = Pick<Job, 'id' | 'org_path' | 'office' | 'kind' | 'target' | 'file' | 'made_by'> & {
  readonly digest: string
}

export function addJob(tx: Tx, tenant: string, j: Fresh, at: Instant): Promise<Job> {
  return tx.one(insert, [tenant, j.id, j.org_path, j.office, j.kind, j.target, j.file, j.digest, j.made_by, iso(at)])
}

export const findJob = (tx: Tx, tenant: string, id: string) => tx.maybe(find, [tenant, id])
export const lockJob = (tx: Tx, tenant: string, id: string) => tx.maybe(lock, [tenant, id])
export const jobsOf = (tx: Tx, tenant: string, office: string, by: string) => tx.all(page, [tenant, office, by])
/** The same book for the same place by the same person, on its way or done. */
export const sameJob = (tx: Tx, tenant: string, office: string, by: string, digest: string) =>
  tx.maybe(same, [tenant, office, by, digest])

export function saveJob(tx: Tx, tenant: string, j: Job, at: Instant): void {
  const counts = [j.rows, j.units, j.bad, j.checked, j.done]
  tx.write(update, [tenant, j.id, j.state, j.mode, ...counts, j.says, iso(at), j.ended_at])
}

export function beatJob(tx: Tx, tenant: string, j: Job, at: Instant): void {
  tx.write(beat, [tenant, j.id, j.checked, j.done, j.bad, iso(at)])
}

export function stageUnits(
  tx: Tx,
  tenant: string,
  job: Job,
  units: readonly Pick<Unit, 'nth' | 'cells' | 'problems'>[],
): void {
  tx.write(stage, [
    ...[tenant, job.id, job.org_path, units.map(({ nth }) => nth), units.map(({ cells }) => cells)],
    units.map(({ problems }) => (problems ? JSON.stringify(problems) : null)),
  ])
}

/** The next that are not in yet and, unless `also`, have nothing wrong with them. */
export const nextUnits = (tx: Tx, tenant: string, job: string, after: number, limit: number, also = false) =>
  tx.all(next, [tenant, job, after, limit, also])
export const unitsAfter = (tx: Tx, tenant: string, job: string, after: number, limit: number) =>
  tx.all(all, [tenant, job, after, limit])
export async function problemsOf(tx: Tx, tenant: string, job: string): Promise<readonly RowProblem[]> {
  return (await tx.all(bad, [tenant, job])).flatMap(({ problems }) => problems).slice(0, 200)
}

export function blameUnit(tx: Tx, tenant: string, job: string, nth: number, problems: readonly RowProblem[]): void {
  tx.write(blame, [tenant, job, nth, JSON.stringify(problems)])
}

export function settleUnits(tx: Tx, tenant: string, job: string, nths: readonly number[] | 'all'): void {
  if (nths === 'all') tx.write(settleAll, [tenant, job])
  else if (nths.length > 0) tx.write(settle, [tenant, job, nths])
}

/**
 * For a transaction that fills tables by itself: what is looked up in them goes by an index, however small they were when the
 * database thought of it. A plan made at the first rows would read the whole table at each of the last.
 */
export function goByKeys(tx: Tx): void {
  tx.write(byKeys, [])
}

/** Takes the rows of a job away: they have served. */
export function emptyJob(tx: Tx, tenant: string, job: string): void {
  tx.write(empty, [tenant, job])
  tx.write(emptied, [tenant, job])
}

/** The jobs that ended before an instant and still have their rows. */
export const fullJobs = (tx: Tx, tenant: string, before: Instant) => tx.all(old, [tenant, iso(before)])
