import { AsyncLocalStorage } from 'node:async_hooks'
import type { Statement } from '#platform/db/sql.ts'

/** On it each node hears, with the commit, that what public pages show has changed. */
export const shownChannel = 'shown'

/**
 * What public pages are made of. Whoever writes one of these tables tells every node with the commit; an answer that was
 * read from any other table is never sent twice. None is written by the everyday moves of a matter: those would tell all
 * nodes all the time. Of an office `office_version` is enough, since every command raises it.
 */
export const shownTables: ReadonlySet<string> = new Set([
  'disclosure',
  'fulfilment',
  'market_word',
  'office_version',
  'publication',
  'publication_version',
  'service_draft',
  'service_release',
  'training_class',
  'training_institution',
  'vacancy',
  'venue',
])

/** What is read while one answer is made. */
export type Reading = { isShownOnly: boolean }

/** Around the making of an answer that may be sent again. */
export const reading = new AsyncLocalStorage<Reading>()

type Use = { readonly readsOther: boolean; readonly writes: boolean }
const uses = new WeakMap<Statement<unknown>, Use>()

/** Notes what a statement reads for whoever watches, and says whether it changes what pages show. */
export function noteUse(statement: Statement<unknown>): boolean {
  const use = uses.get(statement) ?? readUse(statement)
  if (use.readsOther) {
    const watched = reading.getStore()
    if (watched) watched.isShownOnly = false
  }
  return use.writes
}

function readUse(statement: Statement<unknown>): Use {
  const { read, written } = tablesIn(statement.text)
  const use = {
    readsOther: written.size > 0 || [...read].some((table) => !shownTables.has(table)),
    writes: [...written].some((table) => shownTables.has(table)),
  }
  uses.set(statement, use)
  return use
}

/**
 * The tables that a statement reads and those that it writes. A reader of text, not a parser: it may take another name
 * for a table that is read, which costs a copy and no truth. A test compares it with PostgreSQL's own plan.
 */
export function tablesIn(text: string): { readonly read: ReadonlySet<string>; readonly written: ReadonlySet<string> } {
  const plain = text
    .replace(/--[^\n]*/g, ' ')
    .replace(/'(?:[^']|'')*'/g, "''")
    .replace(/\s+/g, ' ')
    .toLowerCase()
  // Before the end of its own words a name in `with` still means the table that is called so.
  const namedFrom = new Map(
    plain.matchAll(namedQuery).map((found) => [found[1] ?? '', endOf(plain, found.index + found[0].length)]),
  )
  const written = new Set(plain.matchAll(writtenTable).map(([, name = '']) => name))
  const read = new Set(
    plain.matchAll(readTable).flatMap(({ 1: list = '', index }) =>
      list
        .split(', ')
        .map((one) => one.split(' ')[0] ?? '')
        .filter((name) => index < (namedFrom.get(name) ?? Infinity)),
    ),
  )
  return { read, written }
}

/** Where the bracket is closed that was opened just before. */
function endOf(plain: string, from: number): number {
  let depth = 1
  let i = from
  for (; i < plain.length && depth > 0; i++) {
    if (plain[i] === '(') depth++
    if (plain[i] === ')') depth--
  }
  return i
}

const writtenTable =
  /\b(?:insert into|update(?: only)?|delete from(?: only)?|merge into|truncate(?: table)?|copy) ([a-z_]\w*)/g
/** Looked at, not taken: what could be a name behind a table may be the next keyword. */
const readTable =
  /\b(?:from|join|using) (?:only )?(?=((?:[a-z_]\w*\b(?! ?\()(?: (?:as )?[a-z_]\w*)?)(?:, [a-z_]\w*\b(?! ?\()(?: (?:as )?[a-z_]\w*)?)*))/g
const namedQuery = /(?:\bwith(?: recursive)?|,|\)) ([a-z_]\w*)(?: ?\([^()]*\))? as (?:(?:not )?materialized )?\(/g
