import { type Day, type Instant, instant, iso } from '#core/day.ts'
import type { Service } from '#core/service/format.ts'
import { named } from '#matter/page.ts'
import { nameOf } from '#matter/setting.ts'
import { type Held, readMatter } from '#matter/store.ts'
import { isTail, tailsOf } from '#matter/tail.ts'
import { bigramsOf, exactWord, numberKind, partsOf, tidy, wordsIn } from '#matter/words.ts'
import type { World } from '#matter/world.ts'
import { officesBelow } from '#office/below.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import { firstId, sql, type Tx } from '#platform/db/db.ts'
import { enrolmentKind } from './contract.ts'

type Row = {
  readonly matter_id: string
  readonly office: string
  readonly service: string
  readonly version: string
  readonly number: string
  readonly name: string
  readonly category: string | null
  readonly state: string
  readonly closed: boolean
  readonly holder: string
  readonly holder_staff: string
  readonly registered: string
  readonly since: string
  readonly until_day: string | null
  readonly ended_on: string | null
  readonly reason: string | null
  readonly contacted: string
  readonly due: string
  readonly id_masked: string | null
  readonly phone_masked: string | null
  readonly id_blind: string | null
  readonly late: boolean
}

/** What the list is narrowed to. */
export type Wanted = {
  readonly q?: string
  readonly service?: string
  readonly state?: string
  readonly category?: string
  /** `late`: gone by; a day: due by its end. */
  readonly due?: string
  readonly holder?: string
  readonly office?: string
}
type Ask = {
  readonly tenant: string
  readonly path: string
  readonly at: Instant
  readonly wanted: Wanted
  readonly cursor: string | null
  readonly limit: number
}

/** The name is that of today, the row's own that of the day on which it was entered. */
const columns = `r.matter_id, r.office, r.service, m.service_version as version, r.number, m.facts->>'name' as name, r.category, r.state, r.closed, r.holder, r.holder_staff,
  r.registered::text, r.since::text, r.until_day::text, r.ended_on::text, r.reason, r.contacted::text, r.due_at::text as due,
  m.facts->'idNumber'->>'masked' as id_masked, m.facts->'phone'->>'masked' as phone_masked, m.facts->'idNumber'->>'blind' as id_blind,
  exists (select from clock c where c.tenant_id = r.tenant_id and c.matter_id = r.matter_id and c.is_now = 'running' and c.name in ('follow', 'yearly', 'verify', 'confirm')
    and (c.late_since is not null or c.due_at < $5)) as late`
const wanted = `e.closed = $6 and (e.due_at, e.matter_id) > ($3::timestamptz, $4::uuid) and ($7::text is null or e.service = $7) and ($8::text is null or e.state = $8)
  and ($9::text is null or e.category = $9) and ($10::timestamptz is null or e.due_at <= $10) and ($11::uuid is null or e.holder_staff = $11)`
const join = 'join matter m on m.tenant_id = $1 and m.id = r.matter_id'

/** Each office's list is a walk of one index by date; the walks are merged. */
const walkBy = (name: string, lead: string) =>
  sql<Row>(
    `enrolment.walk${name}`,
    `select ${columns} from (
     select w.* from unnest($2::uuid[]) as o(office) cross join lateral (
       select e.* from enrolment e where e.tenant_id = $1 and e.office = o.office and ${lead} and ${wanted} order by e.due_at, e.matter_id limit $12
     ) w order by w.due_at, w.matter_id limit $12
   ) r ${join} order by r.due_at, r.matter_id limit $12`,
  )
const walks = {
  holder: walkBy('-holder', 'e.holder_staff = $11'),
  service: walkBy('-service', 'e.service = $7'),
  all: walkBy('', 'true'),
}
const some = sql<Row>(
  'enrolment.some',
  `select ${columns} from (
     select e.* from enrolment e where e.tenant_id = $1 and e.office = any($2::uuid[]) and ${wanted} and e.matter_id = any($13::uuid[])
   ) r ${join} order by r.due_at, r.matter_id limit $12`,
)

const most = 2000
const byWords = sql<{ id: string }>(
  'enrolment.words',
  `select w.matter_id as id from matter_word w join enrolment e on e.tenant_id = $1 and e.matter_id = w.matter_id
   where w.tenant_id = $1 and w.office = any($2::uuid[]) and w.words @> $3::text[] order by w.matter_id desc limit ${most}`,
)
const byBlind = sql<{ id: string }>(
  'enrolment.blind',
  `select distinct s.matter_id as id from secret s join enrolment e on e.tenant_id = $1 and e.matter_id = s.matter_id
   where s.tenant_id = $1 and s.blind = $2 order by s.matter_id desc limit ${most}`,
)

/** By the last four signs of a number; as in the search over everything. */
const byTail = sql<{ id: string }>(
  'enrolment.tail',
  `select distinct s.matter_id as id from secret s join enrolment e on e.tenant_id = $1 and e.matter_id = s.matter_id
   where s.tenant_id = $1 and s.tail = any($2::text[]) order by s.matter_id desc limit ${most}`,
)

/** A page of those in the register, by the next date; with the place to go on from. */
export async function enrolmentPage(
  world: Pick<World, 'keys' | 'processes'>,
  tx: Tx,
  office: OfficeSnapshot,
  ask: Ask,
) {
  const { tenant, path, at, wanted: w, cursor, limit } = ask
  const offices = officesBelow(office, path).filter((one) => w.office === undefined || one === w.office)
  const [due = '-infinity', id = firstId] = cursor?.split('~') ?? []
  const closed = w.state === 'left'
  const by = w.due === undefined ? null : w.due === 'late' ? iso(at) : `${w.due}T23:59:59+08:00`
  const values = [
    ...[tenant, offices, due, id, iso(at), closed, w.service ?? null, closed ? null : (w.state ?? null)],
    ...[w.category ?? null, by, w.holder ?? null, limit + 1],
  ]
  const ids = await found(world, tx, tenant, offices, w.q ?? '')
  const rows =
    ids === null
      ? await tx.all(walks[w.holder ? 'holder' : w.service ? 'service' : 'all'], values)
      : ids.length === 0
        ? []
        : await tx.all(some, [...values, ids])
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    rows: rows.slice(0, limit).map((row) => lineOf(world, office, row)),
    next: last ? `${last.due}~${last.matter_id}` : null,
  }
}

/** Whom a text means: by the fingerprint of a whole number or of its last four signs, else by words; null where nobody is looked for. */
async function found(
  { keys }: Pick<World, 'keys'>,
  tx: Tx,
  tenant: string,
  offices: readonly string[],
  typed: string,
): Promise<readonly string[] | null> {
  const text = tidy(typed)
  if (text === '') return null
  const number = numberKind(text)
  if (number) return (await tx.all(byBlind, [tenant, keys.blind(number, text)])).map(({ id }) => id)
  const named = async (words: readonly string[]) =>
    words.length === 0 ? [] : (await tx.all(byWords, [tenant, offices, words])).map(({ id }) => id)
  const parts = partsOf(typed)
  if (parts.length > 1) return named(wordsIn(parts))
  const exact = exactWord(text)
  const tails = isTail(text) ? tailsOf(keys, tenant, text).map(({ tail }) => tail) : []
  const ended = tails.length > 0 ? (await tx.all(byTail, [tenant, tails])).map(({ id }) => id) : []
  const meant = [...(exact ? await named([exact]) : []), ...ended]
  return meant.length > 0 ? [...new Set(meant)] : named(bigramsOf(text))
}

const spokenDay = (text: string | null): Day | null => text as Day | null

/** One entry as lists show it: numbers masked, a category that the form covers covered here too. */
function lineOf(world: Pick<World, 'processes'>, office: OfficeSnapshot, row: Row) {
  const process = world.processes.of(enrolmentKind, { code: row.service, version: row.version })
  const covered = process?.sensitive?.includes('category') === true
  return {
    ...{
      id: row.matter_id,
      number: row.number,
      name: row.name,
      service: row.service,
      title: process?.title ?? row.service,
    },
    ...{ idNumber: row.id_masked, phone: row.phone_masked },
    category: row.category === null ? null : covered ? '（敏感信息）' : row.category,
    ...{
      state: row.state,
      stateLabel: process?.states[row.state]?.label ?? row.state,
      closed: row.closed,
      late: row.late,
    },
    ...{
      registered: spokenDay(row.registered),
      since: spokenDay(row.since),
      until: spokenDay(row.until_day),
      endedOn: spokenDay(row.ended_on),
    },
    ...{ reason: row.reason, contacted: spokenDay(row.contacted) },
    dueAt: row.due === 'infinity' ? null : iso(instant(Date.parse(row.due))),
    office: { id: row.office, name: nameOf(office, row.office) },
    holder: named(office, row.holder_staff, row.holder),
  }
}
export type EnrolmentLine = ReturnType<typeof lineOf>

const ofPerson = sql<Row>(
  'enrolment.person',
  `select ${columns.replace('$5', '$3')} from (
     select distinct e.* from secret s join enrolment e on e.tenant_id = $1 and e.matter_id = s.matter_id where s.tenant_id = $1 and s.blind = any($2::text[])
   ) r ${join} order by r.closed, r.matter_id desc limit 10`,
)

/**
 * What one person stands in now and stood in before, by the fingerprints of their numbers; the newest ten. `own`: by the
 * citizen number under which the entry itself stands, not by a telephone or as a member of a household.
 */
export async function entriesOf(
  world: Pick<World, 'processes'>,
  tx: Tx,
  office: OfficeSnapshot,
  {
    tenant,
    blinds,
    id,
    at,
  }: {
    readonly tenant: string
    readonly blinds: readonly string[]
    readonly id: string | null
    readonly at: Instant
  },
) {
  if (blinds.length === 0) return []
  return (await tx.all(ofPerson, [tenant, blinds, iso(at)])).map((row) => ({
    ...lineOf(world, office, row),
    own: id !== null && row.id_blind === id,
  }))
}

const counted = sql<{ service: string; open: number; late: number; month: number }>(
  'enrolment.sums',
  `select service, count(*)::int as open, count(*) filter (where due_at < $3)::int as late, count(*) filter (where due_at >= $3 and due_at < $4)::int as month
   from (select service, due_at from enrolment where tenant_id = $1 and office = any($2::uuid[]) and not closed limit 100000) e group by service order by service`,
)

/** How many stand in each service's register, how many dates have gone by, and how many fall within a month. */
export async function sumsOf(
  tx: Tx,
  office: OfficeSnapshot,
  { tenant, path, at }: Pick<Ask, 'tenant' | 'path' | 'at'>,
) {
  return tx.all(counted, [tenant, officesBelow(office, path), iso(at), iso(instant(at + 31 * 86_400_000))])
}

/** The services whose results open a register. */
export function servicesOf({ catalogue }: Pick<World, 'catalogue'>): readonly Service[] {
  return catalogue.list().flatMap(({ code }) => {
    const service = catalogue.get(code)?.service
    return service?.enrolment ? [service] : []
  })
}

/** An entry, and the later one at another office that leaves no room for it. */
export type Elsewhere = {
  readonly entry: string
  readonly by_entry: string
  readonly by_service: string
  readonly by_number: string
  readonly by_office: string
  readonly registered: Day
}

/** Entries made since, each with those of the same person that another office keeps, unless somebody has decided about it since. */
const elsewhere = sql<Elsewhere>(
  'enrolment.elsewhere',
  `select f.matter_id as by_entry, f.service as by_service, f.number as by_number, f.office as by_office, f.registered::text as registered, e.matter_id as entry
   from unnest($2::text[], $3::text[]) as pair(ends, by_service)
   join enrolled f on f.tenant_id = $1 and f.service = pair.by_service and f.ended_on is null and f.matter_id >= $4
   join enrolled e on e.tenant_id = $1 and e.person = f.person and e.service = pair.ends and e.ended_on is null and e.office <> f.office
   join enrolment r on r.tenant_id = $1 and r.matter_id = e.matter_id and not r.closed and r.state = 'kept'
   join matter m on m.tenant_id = $1 and m.id = e.matter_id
   where (f.matter_id, e.matter_id) > ($4, $5::uuid)
     and not exists (select from jsonb_array_elements(m.facts->'records') k where k->>'what' = 'kept' and (k->>'on')::date >= f.registered)
   order by f.matter_id, e.matter_id limit $6`,
)

type Pair = { readonly ends: string; readonly by: string }
type Walk = {
  readonly pairs: readonly Pair[]
  readonly after: { readonly by: string; readonly entry: string }
  readonly limit: number
}

/** Entries that one at another office has overtaken, by the id of that one; the scope must see all offices. */
export function overtakenElsewhere(
  tx: Tx,
  tenant: string,
  { pairs, after, limit }: Walk,
): Promise<readonly Elsewhere[]> {
  const [ends, by] = [pairs.map((pair) => pair.ends), pairs.map((pair) => pair.by)]
  return tx.all(elsewhere, [tenant, ends, by, after.by, after.entry, limit])
}

const followed = sql<{ id: string }>(
  'enrolment.followed',
  `select followed_by as id from matter_following where tenant_id = $1 and matter_id = $2 and kind = '${enrolmentKind}'`,
)

/** The entry that a case's result opened or went on with. */
export async function entryOf(tx: Tx, tenant: string, caseId: string): Promise<Held | null> {
  const row = await tx.maybe(followed, [tenant, caseId])
  return row && readMatter(tx, tenant, row.id)
}
