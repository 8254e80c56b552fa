import { globSync, readFileSync } from 'node:fs'
import type { ClauseState } from '#core/coverage.ts'
import { cut } from '#house/source.ts'

/** A test file: where it lies and what it says. */
export type TestFile = { readonly path: string; readonly text: string }

const list = String.raw`\d+(?:\.\w+)+(?:[,，、 ]+\d+(?:\.\w+)+)*`
const atEnd = new RegExp(`[(（](${list})[)）]$`)
const isTitle = /\b(?:test|describe|walked)\(\s*$/
const isHeading = /^\s*条款\s*\|/
const row = /^\s*(\d+(?:\.\w+)+)\s*\|/

/** Every test of the zones that keep clauses. */
export function testFiles(): readonly TestFile[] {
  return globSync('{regulation,core,platform,office,matter,rules,programs,apps}/**/*.test.ts')
    .sort()
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }))
}

/**
 * The clauses that a test file says it shows: those in brackets at the end of a test's title, `… (2.3.2.b)`, and those
 * that begin a row of a table by hand, below its heading `条款 | …` and in the same text. Nothing else counts: not a
 * comment, not a refusal that is waited for, not a row of another table.
 */
export function shownIn(text: string): ReadonlySet<string> {
  const found = cut(text).literals.flatMap((pieces) => {
    const first = pieces[0]!
    const said = pieces.map(({ from, to }) => text.slice(from, to)).join('…')
    const ended = isTitle.test(text.slice(0, first.from - 1)) ? (atEnd.exec(said)?.[1]?.split(/[,，、 ]+/) ?? []) : []
    return [...ended, ...rowsOf(said)]
  })
  return new Set(found)
}

function rowsOf(said: string): readonly string[] {
  const lines = said.split('\n')
  const heading = lines.findIndex((line) => isHeading.test(line))
  return heading < 0 ? [] : lines.slice(heading + 1).flatMap((line) => row.exec(line)?.[1] ?? [])
}

/** The paths of the files that show a clause, by the clause. */
export function testsByClause(files: readonly TestFile[]): ReadonlyMap<string, readonly string[]> {
  const shown = files.flatMap(({ path, text }) => [...shownIn(text)].map((clause) => ({ clause, path })))
  return new Map(
    [...Map.groupBy(shown, ({ clause }) => clause)].map(([clause, same]) => [clause, same.map(({ path }) => path)]),
  )
}

/** Clauses that are kept and that no test shows. */
export function untested(
  states: readonly Pick<ClauseState, 'id' | 'state'>[],
  tests: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  return states.filter(({ id, state }) => state === 'kept' && !tests.has(id)).map(({ id }) => id)
}
