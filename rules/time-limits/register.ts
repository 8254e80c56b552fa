import { isLate } from '#core/clock.ts'
import { dayOf, type Instant, instant, iso } from '#core/day.ts'
import type { Matter } from '#core/matter.ts'
import type { Process } from '#core/process.ts'
import { isHeadOf, type OfficeId, officeOf, postsOf } from '#core/roster.ts'
import type { Effect } from '#matter/effect.ts'
import { nameOf } from '#matter/setting.ts'
import type { Processes, World } from '#matter/world.ts'
import type { ChoreSource } from '#office/chore.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import { lastId, sql, type Tx } from '#platform/db/db.ts'
import { type ExplainedFacts, published } from './explain.ts'
import { type Kind, keyOf, kindOf, type Late, type LatenessKind, latenessKinds, latenessOf, whose } from './lateness.ts'

const insert = sql(
  'lateness.insert',
  `insert into lateness (tenant_id, matter_id, seq, nth, org_path, office, matter_kind, service, kind, clause, grave, owes, clock, since, noted_at, posts, staff)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) on conflict do nothing`,
)
const explained = sql(
  'lateness.explained',
  `update lateness set explained_at = $3 where tenant_id = $1 and matter_id = $2 and owes and explained_at is null`,
)

/** Each lateness as a row of the register, in the transaction of the move that saw it; and that it was explained. */
export const latenessEffect =
  (processes: Processes): Effect =>
  async (tx, tenant, { before, after, path, at }) => {
    if (!before) return null
    freshIn(processes.of(after.kind, after.service), before, after, at).forEach((late, nth) => {
      const { clause, grave, owes }: Kind = latenessKinds[late.kind]
      tx.write(insert, [
        ...[tenant, after.id, after.version, nth, path, after.office, after.kind, after.service?.code ?? null],
        ...[late.kind, clause, grave, owes, late.clock, iso(late.since), iso(late.notedAt), late.posts, late.staff],
      ])
    })
    const told = published(after.facts as ExplainedFacts)
    if (told && published(before.facts as ExplainedFacts)?.at !== told.at)
      tx.write(explained, [tenant, after.id, iso(at)])
    return null
  }

/** A case says itself what was late; of another matter its clocks do. */
function freshIn(process: Process | null, before: Matter, after: Matter, at: Instant): readonly Late[] {
  const known = new Set(latenessOf(before.facts).map(keyOf))
  if (after.kind === 'case') return latenessOf(after.facts).filter((late) => !known.has(keyOf(late)))
  return after.clocks.flatMap((clock): Late[] => {
    const was = before.clocks.find(({ name, startedAt }) => name === clock.name && startedAt === clock.startedAt)
    if (process?.clocks[clock.name]?.of !== 'office') return []
    if (clock.lateSince === null || was?.lateSince !== null || !isLate(clock, at)) return []
    const kind = kindOf(before, { name: clock.name, unit: clock.limit.unit })
    return [{ kind, clock: clock.name, since: clock.lateSince, notedAt: at, ...whose(kind, before) }]
  })
}

type Row = {
  readonly matter_id: string
  readonly seq: number
  readonly nth: number
  readonly office: string
  readonly kind: LatenessKind
  readonly clock: string | null
  readonly since: Date
  readonly noted_at: Date
  readonly noted: string
  readonly posts: readonly string[]
  readonly staff: string | null
  readonly explained_at: Date | null
  readonly number: string
  readonly title: string
  readonly matter_kind: string
  readonly closed_at: Date | null
}

const columns = `l.matter_id, l.seq, l.nth, l.office, l.kind, l.clock, l.since, l.noted_at, l.noted_at::text as noted, l.posts, l.staff, l.explained_at,
  m.number, m.title, l.matter_kind, m.closed_at`
const list = sql<Row>(
  'lateness.list',
  `select ${columns} from unnest($2::uuid[]) as mine(office) cross join lateral (
     select * from lateness where tenant_id = $1 and lateness.office = mine.office
       and (noted_at, matter_id, seq, nth) < ($3::timestamptz, $4::uuid, $5::int, $6::int)
       and noted_at >= $7::timestamptz and ($8::text is null or kind = $8) and ($9::text is null or service = $9)
       and (not $10::boolean or (owes and explained_at is null)) and ($11::uuid is null or $11 = any(posts)) and matter_kind = any($13::text[])
     order by noted_at desc, matter_id desc, seq desc, nth desc limit $12
   ) l join matter m on m.tenant_id = $1 and m.id = l.matter_id
   order by l.noted_at desc, l.matter_id desc, l.seq desc, l.nth desc limit $12`,
)
const sums = sql<{ kind: LatenessKind; count: number; owed: number }>(
  'lateness.sums',
  `select kind, count(*)::int as count, count(*) filter (where owes and explained_at is null)::int as owed from lateness
   where tenant_id = $1 and office = any($2::uuid[]) and noted_at >= $3 and matter_kind = any($4::text[]) group by kind`,
)

export type LatenessAsk = {
  readonly tenant: string
  readonly offices: readonly string[]
  /** From this day on. */
  readonly from: Instant
  readonly kind: string | null
  readonly service: string | null
  readonly owed: boolean
  readonly post: string | null
  readonly cursor: string | null
  readonly limit: number
}

export const latenessCursor = '^\\d{4}-\\d{2}-\\d{2} [0-9:.+-]{8,24}~[0-9a-f-]{36}~\\d{1,9}~\\d{1,3}$'
const least = ['infinity', lastId, '2147483647', '2147483647']

export type LatenessRow = ReturnType<typeof viewOf>

/** The register of lateness (超期情况), newest first; matters that are confidential are not in it. */
export async function latenessPage(world: Pick<World, 'processes'>, tx: Tx, office: OfficeSnapshot, ask: LatenessAsk) {
  const { tenant, offices, from, kind, service, owed, post, cursor, limit } = ask
  const open = openKinds(world)
  const after = cursor?.split('~') ?? least
  const [rows, counts] = await Promise.all([
    tx.all(list, [tenant, offices, ...after, iso(from), kind, service, owed, post, limit + 1, open]),
    cursor === null ? tx.all(sums, [tenant, offices, iso(from), open]) : [],
  ])
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    rows: shown.map((row) => viewOf(office, row)),
    next: rows.length > limit && last ? `${last.noted}~${last.matter_id}~${last.seq}~${last.nth}` : null,
    counts: counts.map((one) => ({ ...one, label: latenessKinds[one.kind]?.label ?? one.kind })),
  }
}

/** Kinds of matters that a list of the whole office may name. */
export function openKinds({ processes }: Pick<World, 'processes'>): readonly string[] {
  return processes.kinds.filter((kind) => kind === 'case' || !processes.of(kind, null)?.confidential)
}

const timed = (date: Date): string => iso(instant(date.getTime()))

function viewOf(office: OfficeSnapshot, row: Row) {
  const { label, clause, grave, owes }: Kind = latenessKinds[row.kind] ?? latenessKinds.other
  return {
    ...{ id: `${row.matter_id}~${row.seq}~${row.nth}`, matter: row.matter_id, number: row.number, title: row.title },
    ...{ kind: row.kind, matterKind: row.matter_kind, label, clause, grave, owes },
    office: nameOf(office, row.office),
    since: timed(row.since),
    notedAt: timed(row.noted_at),
    posts: row.posts.map((post) => nameOf(office, post)).join('、') || headPost(office, row.office),
    who: row.staff ? nameOf(office, row.staff) : '',
    closed: row.closed_at !== null,
    explainedAt: row.explained_at && timed(row.explained_at),
    day: dayOf(instant(row.since.getTime())),
  }
}

function headPost({ roster }: OfficeSnapshot, office: string): string {
  return roster.headPost.get(office as OfficeId)?.name ?? ''
}

const owing = sql<{ mine: number; all: number }>(
  'lateness.owing',
  `select count(*) filter (where posts && $4::uuid[])::int as mine, count(*)::int as all from (
     select posts from lateness where tenant_id = $1 and office = $2 and owes and explained_at is null and noted_at >= $3 limit 1000
   ) e`,
)

/** A lateness without its explanation stays in sight of its post and of the head, after the case is closed too (7.5). */
export const explanationChores: ChoreSource = async (tx, { tenant, office, staff, at }) => {
  const { roster } = office
  const place = officeOf(roster, staff, at)
  if (!place) return []
  const posts = postsOf(roster, staff, at).map(({ post }) => post as string)
  const year = iso(instant(at - 365 * 86_400_000))
  const { mine, all } = await tx.one(owing, [tenant, place, year, posts])
  const count = isHeadOf(roster, staff, place, at) ? all : mine
  return count === 0 ? [] : [{ clause: '7.5', says: `有${count}件超期还没有向服务对象说明原因`, to: '/lateness' }]
}
