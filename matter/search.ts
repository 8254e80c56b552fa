import { instant, iso } from '#core/day.ts'
import { named } from '#matter/page.ts'
import { type NamedRow, serviceOf } from '#matter/rows.ts'
import { isTail, tailsOf } from '#matter/tail.ts'
import { bigramsOf, exactWord, firmWords, numberKind, paperIn, partsOf, tidy, wordsIn } from '#matter/words.ts'
import type { World } from '#matter/world.ts'
import { officesBelow } from '#office/below.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import type { Who } from '#platform/auth/who.ts'
import type { Keys } from '#platform/crypto/seal.ts'
import { sql, type Tx } from '#platform/db/db.ts'

type Row = NamedRow & {
  readonly opened_at: Date
  readonly holder_post: string
  readonly holder_staff: string
  readonly concerns: string | null
  /** By whose end it was found, where it was by one. */
  readonly by?: string
}

const columns =
  'm.id, m.number, m.kind, m.service, m.service_version, m.title, m.state, m.opened_at, m.holder_post, m.holder_staff, m.concerns'
/** The inner limit bounds the work whatever the words; the newest of what was found come first. */
const byWords = sql<Row>(
  'search.words',
  `with found as materialized (
     select matter_id from matter_word where tenant_id = $1 and office = any($2::uuid[]) and words @> $3::text[] limit 1000
   )
   select ${columns} from found join matter m on m.tenant_id = $1 and m.id = found.matter_id order by m.opened_at desc, m.id limit $4`,
)
const byBlind = sql<Row>(
  'search.blind',
  `select ${columns} from matter m where m.tenant_id = $1
     and m.id in (select matter_id from secret where tenant_id = $1 and blind = $2 limit 500) order by m.opened_at desc, m.id limit $3`,
)
/** A popular end is bounded likewise; who may see which of them, the wall of `matter` says, as with the whole number. */
const byTail = sql<Row>(
  'search.tail',
  `with found as materialized (
     select s.matter_id, min(given.kind) as by from unnest($2::text[], $3::text[]) as given (tail, kind), lateral (
       select matter_id from secret where tenant_id = $1 and tail = given.tail order by matter_id desc limit 1000
     ) s group by s.matter_id order by s.matter_id desc limit 1000
   )
   select ${columns}, found.by from found join matter m on m.tenant_id = $1 and m.id = found.matter_id order by m.opened_at desc, m.id limit $4`,
)
const byPaper = sql<Row>(
  'search.paper',
  `select ${columns}, 'paper' as by from sheet s join matter m on m.tenant_id = $1 and m.id = s.matter_id
   where s.tenant_id = $1 and s.number = $2`,
)
const ends: Readonly<Record<string, string>> = {
  paper: '文书字号相符',
  phone: '电话末四位相符',
  idNumber: '证件号码末四位相符',
}

/** Matters by name, number, service or words; a phone or citizen number is found whole or by its last four, by blind forms only. */
export async function search(
  world: Pick<World, 'processes' | 'keys' | 'catalogue'>,
  tx: Tx,
  office: OfficeSnapshot,
  { tenantId: tenant, orgPath, staffId }: Pick<Who, 'tenantId' | 'orgPath' | 'staffId'>,
  q: string,
  limit: number,
) {
  const text = tidy(q)
  const parts = partsOf(q)
  const offices = officesBelow(office, orgPath)
  const paper = paperIn(q)
  const papers = paper ? await tx.all(byPaper, [tenant, paper]) : []
  const rows = await (papers.length > 0
    ? papers
    : isNumber(text)
      ? byNumber(world.keys, tx, tenant, text, limit)
      : parts.length > 1
        ? byParts(world, tx, tenant, offices, parts, limit)
        : byText(world.keys, tx, tenant, offices, text, limit))
  return rows.flatMap((row) => {
    const process = world.processes.of(row.kind, serviceOf(row))
    if (process?.confidential || (process?.hidesFrom && row.concerns === staffId)) return []
    const { id, number, kind, title, state } = row
    return {
      id,
      number,
      kind,
      kindLabel: process?.title ?? kind,
      title,
      state,
      stateLabel: process?.states[state]?.label ?? state,
      openedAt: iso(instant(row.opened_at.getTime())),
      holder: named(office, row.holder_staff, row.holder_post),
      foundBy: ends[row.by ?? ''] ?? null,
    }
  })
}

const isNumber = (text: string): boolean => numberKind(text) !== null

async function byNumber(keys: Keys, tx: Tx, tenant: string, text: string, limit: number): Promise<Row[]> {
  return tx.all(byBlind, [tenant, keys.blind(numberKind(text) ?? 'phone', text), limit])
}

/** So many of what the other words found are looked through. */
const looked = 1000

/**
 * Several words: whatever has all of them. The code of a service means its name; one sign by itself, and the name of a kind, are
 * looked for in what the other words found.
 */
async function byParts(
  { processes, catalogue }: Pick<World, 'processes' | 'catalogue'>,
  tx: Tx,
  tenant: string,
  offices: readonly string[],
  typed: readonly string[],
  limit: number,
): Promise<Row[]> {
  const parts = typed.map((part) => tidy(catalogue.get(part.toUpperCase())?.service.name ?? part))
  const find = async (words: readonly string[], rest: readonly string[]): Promise<Row[]> => {
    if (words.length === 0) return []
    const rows = await tx.all(byWords, [tenant, offices, words, rest.length > 0 ? looked : limit])
    const meant = (row: Row) =>
      rest.every((one) =>
        tidy(`${row.title} ${processes.of(row.kind, serviceOf(row))?.title ?? ''} ${row.number}`).includes(one),
      )
    return rows.filter(meant).slice(0, limit)
  }
  const [signs, words] = [parts.filter(isSign), parts.filter((part) => !isSign(part))]
  const rows = await find(wordsIn(words), signs)
  const kinds = rows.length > 0 ? [] : words.filter((part) => isKind(processes, part))
  if (kinds.length === 0) return rows
  return find(wordsIn(words.filter((part) => !kinds.includes(part))), [...signs, ...kinds])
}

const isSign = (part: string): boolean => [...part].length === 1

/** Whether some kind of matter is called so, or by a name in which it stands. */
const isKind = ({ kinds, opening }: World['processes'], part: string): boolean =>
  kinds.some((kind) => opening(kind, null)?.process.title.includes(part))

async function byText(
  keys: Keys,
  tx: Tx,
  tenant: string,
  offices: readonly string[],
  text: string,
  limit: number,
): Promise<Row[]> {
  const exact = exactWord(text)
  const runs = firmWords(text)
  const [numbered, tailed, firms] = await Promise.all([
    exact ? tx.all(byWords, [tenant, offices, [exact], limit]) : [],
    isTail(text) ? byEnd(keys, tx, tenant, text, limit) : [],
    runs.length > 0 ? tx.all(byWords, [tenant, offices, runs, limit]) : [],
  ])
  const meant = newest(newest(numbered, tailed, limit), firms, limit)
  const grams = bigramsOf(text)
  return meant.length > 0 || grams.length === 0 ? meant : tx.all(byWords, [tenant, offices, grams, limit])
}

/** Four signs may be the end of a matter's number or of a person's: both are shown, the newest of them first. */
async function byEnd(keys: Keys, tx: Tx, tenant: string, text: string, limit: number): Promise<Row[]> {
  const tails = tailsOf(keys, tenant, text)
  return tx.all(byTail, [tenant, tails.map(({ tail }) => tail), tails.map(({ kind }) => kind), limit])
}

function newest(numbered: readonly Row[], tailed: readonly Row[], limit: number): Row[] {
  const known = new Set(numbered.map(({ id }) => id))
  const all = [...numbered, ...tailed.filter(({ id }) => !known.has(id))]
  return all.sort((a, b) => b.opened_at.getTime() - a.opened_at.getTime()).slice(0, limit)
}
