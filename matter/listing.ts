import { initialsOf, nameInitials } from '#core/initials.ts'
import { endsOf, exactWord, partsOf, tidy } from '#matter/words.ts'
import { like } from '#office/register.ts'
import { type Statement, sql, type Tx } from '#platform/db/db.ts'

/** The lists of the programs that are searched by words, each with the sign by which the one index tells them apart. */
const signs = {
  subsidy_claim: 'c',
  payable: 'p',
  referral: 'f',
  survey_entry: 'e',
  tax_relief: 't',
  training_class: 'k',
} as const
export type Listed = keyof typeof signs

const digits = /^\d+$/
const isPlain = (sign: string): boolean => sign <= '\x7f'

/**
 * The pieces of a text that an index knows: pairs of signs, of digits three in a row (two of them every number has), and, since one
 * Chinese sign means something by itself, each of those.
 */
function piecesOf(text: string): { readonly pieces: readonly string[]; readonly single: readonly string[] } {
  const letters = [...tidy(text)]
  const runs = letters.flatMap((_, i) => {
    const [pair, three] = [letters.slice(i, i + 2), letters.slice(i, i + 3)]
    if (pair.length < 2) return []
    if (!pair.every((sign) => digits.test(sign))) return [pair.join('')]
    return three.length === 3 && three.every((sign) => digits.test(sign)) ? [three.join('')] : []
  })
  return { pieces: runs, single: letters.filter((sign) => !isPlain(sign)) }
}

/** The beginnings of a name's initials, `王晓明` by `:wx` and `:wxm`; more than four letters nobody types. */
function typedOf(name: string): readonly string[] {
  const said = /^\p{Script=Han}{2,4}$/u.test(name) ? nameInitials(name) : [initialsOf(name)]
  return said.flatMap((all) => [2, 3, 4].filter((n) => n <= all.length).map((n) => `:${all.slice(0, n)}`))
}

/** What an entry of a list is found by. */
export type Told = {
  readonly number: string
  readonly names: readonly string[]
  readonly texts?: readonly string[]
}

/** Every word of an entry, marked with its list. Only what the list itself shows to whoever may read it goes in: nothing sealed. */
export function listWords(list: Listed, { number, names, texts = [] }: Told): string[] {
  const found = [number, ...names, ...texts].flatMap((text) => Object.values(piecesOf(text)).flat())
  const words = [...found, ...endsOf(number), ...names.flatMap(typedOf)]
  return [...new Set(words)].map((word) => `${signs[list]}${word}`)
}

const add = 'insert into list_word (tenant_id, list, entry, scope, words) values ($1, $2, $3, $4, $5) on conflict'
const put = sql('list.words', `${add} do nothing`)
const putAll = sql(
  'list.words-all',
  `insert into list_word (tenant_id, list, entry, scope, words)
   select $1::uuid, $2, w.entry, w.scope, w.words from json_to_recordset($3::json) as w (entry uuid, scope uuid, words text[]) on conflict do nothing`,
)
const putAnew = sql(
  'list.words-anew',
  `${add} (tenant_id, list, entry) do update set words = excluded.words where list_word.words <> excluded.words`,
)

type Entry = { readonly list: Listed; readonly id: string; readonly scope: string }

/**
 * Writes what a new entry is found by, in the transaction that writes the entry; `scope`: what its list is of, an office or a round.
 * An entry that is there already keeps its words.
 */
export function enlist(tx: Tx, tenant: string, { list, id, scope }: Entry, told: Told): void {
  tx.write(put, [tenant, list, id, scope, listWords(list, told)])
}

type Shown = { readonly id: string; readonly scope: string; readonly told: Told }

/** The same for many new entries of one list at once. */
export function enlistAll(tx: Tx, tenant: string, list: Listed, entries: readonly Shown[]): void {
  if (entries.length === 0) return
  const rows = entries.map(({ id, scope, told }) => ({ entry: id, scope, words: listWords(list, told) }))
  tx.write(putAll, [tenant, list, JSON.stringify(rows)])
}

/** And again, where what it is found by may have changed. */
export function enlistAnew(tx: Tx, tenant: string, { list, id, scope }: Entry, told: Told): void {
  tx.write(putAnew, [tenant, list, id, scope, listWords(list, told)])
}

/**
 * What was typed over a list: each of its words anywhere in the texts, all of them by pieces, and one word that by itself means an
 * entry outright.
 */
export type Sought = {
  readonly like: readonly string[] | null
  readonly pieces: readonly string[] | null
  readonly exact: readonly string[] | null
}

/** `pieces` is null where no index can help: nothing was typed, or a digit or two, which nearly every entry has. */
export function soughtIn(list: Listed, q: string | null | undefined): Sought {
  const typed = q?.trim()
  if (!typed) return { like: null, pieces: null, exact: null }
  const words = partsOf(typed)
  const found = words.map(piecesOf)
  const known = [...new Set(found.flatMap(({ pieces, single }) => (pieces.length > 0 ? pieces : single)))]
  const exact = words.length > 1 ? null : exactWord(typed)
  const marked = (words: readonly string[]) => words.map((word) => `${signs[list]}${word}`)
  return {
    like: typed.split(/\s+/u).map(like),
    pieces: known.length > 0 ? marked(known) : null,
    exact: exact ? marked([exact]) : null,
  }
}

/** So many are read whatever they are; of more than that, a page is soon filled by walking the list. */
const most = 5000

type Shelf = {
  readonly list: Listed
  readonly columns: string
  /** The key of the table. */
  readonly id?: string
  /** How the scope is given: `= $2`, `= any($2::uuid[])`. */
  readonly scope: string
  /** Whose and which, without the words. */
  readonly own: string
  /** What has every word, by its `like`. */
  readonly has: string
  readonly order: string
  /** The parameters of the pieces, of the exact word and of the page's length. */
  readonly given: readonly [pieces: string, exact: string, limit: string]
  /** The list's own walk, narrowed further. */
  readonly walk: (also: string) => string
}

/**
 * A page of what was sought. The words find the few; where there are too many of them, the list is walked in its own order. What an
 * index found by pieces is then compared with the text, so that no more is shown than has it, and behind the list's own walls. The
 * `offset 0` keeps each of the few a look-up by its key, whatever the planner believes of a table that has just been filled.
 */
export function soughtPage<Row>(name: string, s: Shelf): Statement<Row> {
  const id = s.id ?? 'id'
  const [pieces, exact, limit] = [`${s.given[0]}::text[]`, `${s.given[1]}::text[]`, s.given[2]]
  const outright = `exists (select from list_word w where w.tenant_id = $1 and w.list = '${s.list}' and w.entry = ${s.list}.${id} and w.words @> ${exact})`
  return sql<Row>(
    name,
    `with found as materialized (
       select entry, coalesce(words @> ${exact}, false) as outright from list_word
       where tenant_id = $1 and (scope ${s.scope}) and (words @> ${pieces} or words @> ${exact}) limit ${most + 1}
     ), many as materialized (select count(*) > ${most} as so from found)
     select r.* from (
       (select t.* from found cross join lateral (
          select ${s.columns} from ${s.list} where tenant_id = $1 and ${id} = found.entry offset 0
        ) t where not (select so from many) and ${s.own} and (found.outright or ${s.has}))
       union all
       (${s.walk(`(select so from many) and (${s.has} or (${exact} is not null and ${outright}))`)})
     ) r order by ${s.order} limit ${limit}`,
  )
}
