import { addDays, type Day, type Instant, instant, instantAt, iso } from '#core/day.ts'
import { isSealed } from '#core/matter.ts'
import { type Register, wordsFor } from '#core/register.ts'
import { erased, numbersOf } from '#matter/opening.ts'
import { named } from '#matter/page.ts'
import { serviceOf } from '#matter/rows.ts'
import { nameOf } from '#matter/setting.ts'
import { bigramsOf, exactWord, firmWords, numberKind, partsOf, tidy, wordsIn } from '#matter/words.ts'
import type { World } from '#matter/world.ts'
import { officesBelow } from '#office/below.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import { mask } from '#platform/crypto/personal.ts'
import { firstId, lastId, type Statement, sql, type Tx } from '#platform/db/db.ts'

type Row = {
  readonly id: string
  readonly office: string
  readonly number: string
  readonly title: string
  readonly service: string | null
  readonly service_version: string | null
  readonly state: string
  readonly opened_at: Date
  readonly closed_at: Date | null
  readonly facts: Readonly<Record<string, unknown>>
  readonly first_post: string
  readonly first_staff: string
  readonly holder_post: string
  readonly holder_staff: string
  readonly late: boolean
  readonly due_at: Date | null
}

/** What is looked for. Days are whole days of the office; nothing is left out that is not asked to be. */
export type Wanted = {
  readonly q?: string
  readonly from?: Day
  readonly until?: Day
  readonly state?: string
  readonly holder?: string
  readonly office?: string
  readonly late?: boolean
  /** Facts that must be so, by the register's own fields. */
  readonly is?: Readonly<Record<string, string>>
}

type Ask = {
  readonly tenant: string
  /** Who asks: what a table hides from whom it is about is not on their pages (10.5.4). */
  readonly staff: string | null
  /** Path of the office of who asks: theirs and all below it. */
  readonly path: string
  readonly at: Instant
  readonly wanted: Wanted
  readonly cursor: string | null
  readonly limit: number
  /** Sealed numbers are opened, each by its own key: who asks has said why, and may. */
  readonly whole?: true
}

type Statements = { readonly walk: Statement<Row>; readonly some: Statement<Row> }
const made = new Map<string, Statements>()

/** Each office's register is a walk of one index, newest first, since identities begin with their time; the walks are merged. */
function statementsOf({ kind, fields, unlisted = [] }: Register): Statements {
  const known = made.get(kind)
  if (known) return known
  const facts = fields.map(({ name }) => `'${plain(name)}', m.facts->'${plain(name)}'`).join(', ')
  // Late: a limit was missed once, or has just run out and time has not come by yet.
  const columns = `m.id, m.office, m.number, m.title, m.service, m.service_version, m.state, m.opened_at, m.closed_at,
    jsonb_build_object(${facts}) as facts, m.first_post, m.first_staff, m.holder_post, m.holder_staff, l.late, l.due_at`
  const clocks = `cross join lateral (select coalesce(bool_or(c.late_since is not null or (c.is_now = 'running' and c.due_at < $9)), false) as late,
    min(c.due_at) filter (where c.is_now = 'running') as due_at from clock c where c.tenant_id = $1 and c.matter_id = m.id) l`
  const listed =
    unlisted.length === 0
      ? ''
      : `and (m.state = $6 or m.state <> all(array[${unlisted.map((state) => `'${plain(state)}'`)}]))`
  const wanted = `m.kind = '${plain(kind)}' ${listed} and m.id < $3 and m.id >= $4 and ($5::jsonb is null or m.facts @> $5)
    and ($6::text is null or case $6 when 'open' then m.closed_at is null when 'closed' then m.closed_at is not null else m.state = $6 end)
    and ($7::uuid is null or m.holder_staff = $7) and ($8::boolean is null or l.late = $8)
    and ($12::uuid is null or m.concerns is distinct from $12)`
  const statements = {
    walk: sql<Row>(
      `register.walk.${kind}`,
      `select r.* from unnest($2::uuid[]) as o(office) cross join lateral (
         select ${columns} from matter m ${clocks} where m.tenant_id = $1 and m.office = o.office and ${wanted}
           and ($11::text is null or right(m.number, 4) = $11 or right(m.facts->'phone'->>'masked', 4) = $11)
         order by m.id desc limit $10
       ) r order by r.id desc limit $10`,
    ),
    some: sql<Row>(
      `register.some.${kind}`,
      `select ${columns} from matter m ${clocks} where m.tenant_id = $1 and m.office = any($2::uuid[]) and ${wanted}
         and m.id = any($11::uuid[]) order by m.id desc limit $10`,
    ),
  }
  made.set(kind, statements)
  return statements
}

/** Names in a statement come from our own tables; anything but letters would be a fault of theirs. */
function plain(name: string): string {
  if (!/^[a-zA-Z][a-zA-Z-]*$/.test(name)) throw new RangeError(`not a plain name: ${name}`)
  return name
}

const most = 2000
const byWords = sql<{ id: string }>(
  'register.words',
  `select matter_id as id from matter_word where tenant_id = $1 and office = any($2::uuid[]) and words @> $5::text[]
     and matter_id < $3 and matter_id >= $4 order by matter_id desc limit ${most}`,
)
const byBlind = sql<{ id: string }>(
  'register.blind',
  `select distinct matter_id as id from secret where tenant_id = $1 and blind = $2 and matter_id < $3 and matter_id >= $4
   order by matter_id desc limit ${most}`,
)

/** A page of a register, newest first, with the place to go on from; null at the end. */
export async function registerPage(
  world: Pick<World, 'keys' | 'processes'>,
  tx: Tx,
  office: OfficeSnapshot,
  register: Register,
  ask: Ask,
): Promise<{ readonly rows: readonly RegisterLine[]; readonly next: string | null }> {
  const { tenant, staff, path, at, wanted: w, cursor, limit } = ask
  const offices = officesBelow(office, path).filter((id) => w.office === undefined || id === w.office)
  const above = w.until ? edge(addDays(w.until, 1)) : lastId
  const before = cursor !== null && cursor < above ? cursor : above
  const start = [tenant, offices, before, w.from ? edge(w.from) : firstId]
  const is = w.is && Object.keys(w.is).length > 0 ? JSON.stringify(w.is) : null
  const values = [...start, is, w.state ?? null, w.holder ?? null, w.late ?? null, iso(at), limit + 1]
  const { walk, some } = statementsOf(register)
  const hidden = world.processes.opening(register.kind, null)?.process.hidesFrom ? staff : null
  const text = tidy(w.q ?? '')
  const line = (row: Row) => lineOf(world, office, register, row)
  const shown = async (rows: readonly Row[]) => {
    const some = rows.slice(0, limit)
    const lines = some.map(line)
    return {
      rows: ask.whole ? await opened(world, tx, tenant, register, some, lines) : lines,
      next: rows.length > limit ? rows[limit - 1]!.id : null,
    }
  }
  if (text === '' || /^\d{4}$/.test(text)) return shown(await tx.all(walk, [...values, text || null, hidden]))
  const ids = (await found(world, tx, start, text, partsOf(w.q ?? ''))).map(({ id }) => id)
  const page = await shown(ids.length === 0 ? [] : await tx.all(some, [...values, ids, hidden]))
  // More may be found further back than one look goes.
  return page.next === null && ids.length === most ? { ...page, next: ids.at(-1)! } : page
}

/** The lines with their numbers in the open; one that was erased stays away. Where the name is sensitive, or somebody complained, nothing tells who it is. */
async function opened(
  { keys, processes }: Pick<World, 'keys' | 'processes'>,
  tx: Tx,
  tenant: string,
  { kind, fields, complains }: Register,
  rows: readonly Row[],
  lines: readonly RegisterLine[],
): Promise<RegisterLine[]> {
  const complained = ({ facts, state }: Row) =>
    complains !== undefined &&
    (complains.is.some((one) => one === facts[complains.fact]) || complains.states.includes(state))
  const people = fields.filter(({ is }) => is === 'person').map(({ name }) => name)
  const sealed = rows.map((row) => {
    const sensitive = processes.of(kind, serviceOf(row))?.sensitive ?? []
    if (complained(row) || people.some((name) => sensitive.includes(name))) return []
    return fields.flatMap(({ name }) => {
      const value = row.facts[name]
      if (!isSealed(value) || sensitive.includes(name)) return []
      return [[name, { matter: row.id, kind: 'text', masked: value.masked, field: value.sealed }] as const]
    })
  })
  const shown = sealed.flat().map(([, one]) => one)
  const open = await numbersOf(tx, keys, tenant, shown)
  return lines.map((line, n) => {
    const covered = rows[n] && complained(rows[n]) ? people.map((name) => [name, maskedName(line.values[name])]) : []
    const numbers = (sealed[n] ?? []).map(([name, one]) => {
      const number = open(one)
      return [name, number === one.masked ? erased : number] as const
    })
    return { ...line, values: { ...line.values, ...Object.fromEntries([...covered, ...numbers]) } }
  })
}

const maskedName = (name: string | null | undefined) => name && mask('name', name)

async function found(
  { keys }: Pick<World, 'keys'>,
  tx: Tx,
  [tenant, offices, before, below]: readonly unknown[],
  text: string,
  parts: readonly string[],
): Promise<readonly { readonly id: string }[]> {
  const number = numberKind(text)
  if (number) return tx.all(byBlind, [tenant, keys.blind(number, text), before, below])
  if (parts.length > 1) {
    const words = wordsIn(parts)
    return words.length === 0 ? [] : tx.all(byWords, [tenant, offices, before, below, words])
  }
  // What is meant exactly is looked for on all pages, lest a later one fall back to what only resembles it.
  const exact = exactWord(text)
  for (const words of [exact ? [exact] : [], firmWords(text)]) {
    const meant = words.length > 0 ? await tx.all(byWords, [tenant, offices, lastId, firstId, words]) : []
    if (meant.length > 0) return meant.filter(({ id }) => id < String(before) && id >= String(below))
  }
  const grams = bigramsOf(text)
  return grams.length === 0 ? [] : tx.all(byWords, [tenant, offices, before, below, grams])
}

/** The first identity of a day. */
function edge(day: Day): string {
  const hex = instantAt(day, 0).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`
}

const timed = (date: Date | null) => date && iso(instant(date.getTime()))

function lineOf(world: Pick<World, 'processes'>, office: OfficeSnapshot, { kind, fields }: Register, row: Row) {
  const process = world.processes.of(kind, serviceOf(row))
  const name = (id: string) => nameOf(office, id)
  return {
    ...{ id: row.id, number: row.number, title: row.title, state: row.state, late: row.late },
    stateLabel: process?.states[row.state]?.label ?? row.state,
    closed: row.closed_at !== null,
    openedAt: iso(instant(row.opened_at.getTime())),
    dueAt: timed(row.due_at),
    closedAt: timed(row.closed_at),
    office: { id: row.office, name: name(row.office) },
    first: named(office, row.first_staff, row.first_post),
    holder: named(office, row.holder_staff, row.holder_post),
    /** The register's own fields in words, by their names. */
    values: Object.fromEntries(
      fields.map((field) => {
        const words = wordsFor(field, row.facts[field.name], name)
        // Who complained is nobody's business who does not handle it: on the matter itself they say why they look.
        return [field.name, words && process?.sensitive?.includes(field.name) ? mask('name', words) : words]
      }),
    ),
  }
}
export type RegisterLine = ReturnType<typeof lineOf>
