import { addDays, type Day, type Instant, instantAt, iso } from '#core/day.ts'
import { isWithin, type OfficeId, type Roster } from '#core/roster.ts'
import { type Statement, sql, type Tx } from '#platform/db/db.ts'
import {
  type Announcement,
  type Item,
  mostInPopulation,
  type Source,
  type Strata,
} from '#rules/standard-conduct/drawn.ts'
import { populationHash, type Ticketed } from './lot.ts'

type Row = { readonly id: string; readonly stratum: string; readonly late: boolean; readonly bad: boolean }

const late = `exists (select from clock k where k.tenant_id = $1 and k.matter_id = m.id and k.late_since is not null)`
const bad = `exists (select from rating b where b.tenant_id = $1 and b.matter_id = m.id and b.level <= 2)`
const narrowed = `($5::text is null or m.service = $5) and ($6::boolean is null or (m.closed_at is null) = $6)`
const layer = (post: string) =>
  `case $7::text when 'office' then m.office::text when 'post' then ${post}::text when 'service' then coalesce(m.service, '') else '' end as stratum`
const order = `order by 1 limit ${mostInPopulation + 1}`

/** What there is of a source in a period, in the order of ids: what the lot is drawn from. */
const found: Readonly<Record<Source, Statement<Row>>> = {
  case: sql<Row>(
    'sampling.of-case',
    `select m.id, ${layer('m.holder_post')}, ${late} as late, ${bad} as bad
     from matter m join clock c on c.tenant_id = $1 and c.matter_id = m.id and c.name = 'limit'
     where m.tenant_id = $1 and m.office = any($2::uuid[]) and m.kind = 'case' and m.opened_at < $4 and m.opened_at >= $3::timestamptz - interval '1 year'
       and c.started_at >= $3 and c.started_at < $4 and ${narrowed} ${order}`,
  ),
  matter: sql<Row>(
    'sampling.of-matter',
    `select m.id, ${layer('m.holder_post')}, ${late} as late, ${bad} as bad from matter m
     where m.tenant_id = $1 and m.office = any($2::uuid[]) and m.closed_at >= $3 and m.closed_at < $4
       and m.kind in ('contact', 'petition', 'case') and ${narrowed} ${order}`,
  ),
  rating: sql<Row>(
    'sampling.of-rating',
    `select r.visit as id, ${layer('r.post')}, ${late} as late, r.level <= 2 as bad
     from rating r join matter m on m.tenant_id = r.tenant_id and m.id = r.matter_id
     where r.tenant_id = $1 and r.office = any($2::uuid[]) and r.at >= $3 and r.at < $4 and ${narrowed} ${order}`,
  ),
  call: sql<Row>(
    'sampling.of-call',
    `select m.id, ${layer('m.first_post')}, ${late} as late, ${bad} as bad from matter m
     where m.tenant_id = $1 and m.office = any($2::uuid[]) and m.opened_at >= $3 and m.opened_at < $4
       and m.kind = 'contact' and m.facts->>'channel' = 'call' and ${narrowed} ${order}`,
  ),
}

/** Of what the announcement says, the parts that make the population. */
export type Frame = Pick<
  Announcement,
  'source' | 'from' | 'until' | 'service' | 'state' | 'strata' | 'favour' | 'times'
>

/** The offices that are drawn from: the one, or it and all below. */
export function officesOf(
  { roster, organizations }: { readonly roster: Roster; readonly organizations: ReadonlyMap<OfficeId, unknown> },
  { office, below = false }: Pick<Announcement, 'office' | 'below'>,
  at: Instant,
): readonly string[] {
  if (!below) return [office]
  return [...organizations.keys()].filter((id) => isWithin(roster, id, office as OfficeId, at))
}

/** The population in its order, with its tickets. */
export async function populationOf(
  tx: Tx,
  tenant: string,
  offices: readonly string[],
  frame: Frame,
): Promise<readonly Ticketed[]> {
  const { source, from, until, service = null, state, strata, favour, times = 1 } = frame
  const span = [iso(instantAt(from as Day, 0)), iso(instantAt(addDays(until as Day, 1), 0))]
  const isOpen = state === 'any' ? null : state === 'open'
  const rows = await tx.all(found[source], [tenant, offices, ...span, service, isOpen, strata satisfies Strata])
  const isFavoured = (row: Row) => (favour === 'late' ? row.late : favour === 'bad' ? row.bad : false)
  return rows.map((row) => ({ id: row.id, stratum: row.stratum, tickets: isFavoured(row) ? times : 1 }))
}

type Kept = {
  readonly ids: readonly string[]
  readonly strata: readonly string[]
  readonly tickets: readonly number[]
  readonly hash: string
}
const freeze = sql(
  'sampling.freeze',
  `insert into sampling_population (tenant_id, matter_id, org_path, ids, strata, tickets, hash) values ($1, $2, $3, $4, $5, $6, $7)`,
)
const frozen = sql<Kept>(
  'sampling.frozen',
  `select ids, strata, tickets, hash from sampling_population where tenant_id = $1 and matter_id = $2`,
)

/** Keeps the population as it was announced; it is never changed. */
export function freezePopulation(tx: Tx, tenant: string, matter: string, path: string, all: readonly Ticketed[]): void {
  const columns = [all.map(({ id }) => id), all.map(({ stratum }) => stratum), all.map(({ tickets }) => tickets)]
  tx.write(freeze, [tenant, matter, path, ...columns, populationHash(all)])
}

export async function frozenPopulation(tx: Tx, tenant: string, matter: string): Promise<readonly Ticketed[]> {
  const kept = await tx.maybe(frozen, [tenant, matter])
  return (kept?.ids ?? []).map((id, i) => ({
    ...{ id, stratum: kept?.strata[i] ?? '', tickets: kept?.tickets[i] ?? 1 },
  }))
}

type Named = Pick<Item, 'id' | 'matter' | 'number' | 'office'>
const ofMatters = sql<Named>(
  'sampling.matters',
  `select id, id as matter, number, office from matter where tenant_id = $1 and id = any($2::uuid[])`,
)
const ofRatings = sql<Named>(
  'sampling.ratings',
  `select r.visit as id, m.id as matter, m.number, m.office from rating r join matter m on m.tenant_id = r.tenant_id and m.id = r.matter_id
   where r.tenant_id = $1 and r.visit = any($2::uuid[])`,
)

/** What the drawn are called. */
export async function namesOf(tx: Tx, tenant: string, source: Source, ids: readonly string[]) {
  const rows = await tx.all(source === 'rating' ? ofRatings : ofMatters, [tenant, ids])
  return new Map(rows.map((row) => [row.id, row]))
}

const root = sql<{ root: string }>(
  'sampling.root',
  `select root from journal_root where tenant_id = $1 and day = $2::date`,
)

/** The seed: the journal root of the day; null while it isn't made. */
export async function seedOf(tx: Tx, tenant: string, on: string): Promise<string | null> {
  return (await tx.maybe(root, [tenant, on]))?.root ?? null
}

const handled = sql<{ id: string }>(
  'sampling.handled',
  `select u.matter_id as id from custody u where u.tenant_id = $1 and u.matter_id = any($2::uuid[]) and u.staff = $3 and u.how = 'held'
   union select j.matter_id from journal j where j.tenant_id = $1 and j.matter_id = any($2::uuid[]) and j.actor = $3 and j.move <> 'reveal'`,
)

/** Which of these matters somebody held or took a step in: they don't review those (6.3). */
export async function handledBy(
  tx: Tx,
  tenant: string,
  staff: string,
  matters: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = matters.length === 0 ? [] : await tx.all(handled, [tenant, matters, staff])
  return new Set(rows.map(({ id }) => id))
}
