import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import type { Tape, Taped } from './record.ts'

export type Figures = { readonly ms: number; readonly pages: number }
export type Plan = { readonly name: string; readonly problems: readonly string[] }

/** What only reads, the search's own `with` as well; one that writes inside is none. */
const reads = /^\s*(?:select|with(?![\s\S]*\b(?:insert into|update|delete from)\b))/i
/** A page and the row that says whether there is another. */
const page = 21

/**
 * The plan of every statement that lists or looks up, as the serving role meets it (walls up, generic as after the
 * fifth call), written to `bench/plans/<size>`. A problem: a table read from end to end, or more than a page sorted.
 */
export async function explain(app: pg.Client, tape: Tape, size: string): Promise<Plan[]> {
  const folder = join(import.meta.dirname, 'plans', size)
  mkdirSync(folder, { recursive: true })
  const found = new Map<string, Plan>()
  for (const taped of [tape.desk, tape.page, tape.search, ...tape.turns]) {
    for (const sent of taped.sent) {
      if (!reads.test(sent.text) || found.has(sent.name)) continue
      const text = await planOf(app, taped, sent)
      writeFileSync(join(folder, `${sent.name}.txt`), `${sent.text.trim()}\n\n${text}\n`)
      found.set(sent.name, { name: sent.name, problems: problemsOf(text) })
    }
  }
  return [...found.values()]
}

/** The plan of one statement with these values: as often asked, walls up. */
export async function planOf(
  app: pg.Client,
  { scope }: Taped,
  { text, values }: Taped['sent'][number],
): Promise<string> {
  await app.query(
    `begin; set local app.tenant = '${scope.tenant}'; set local app.paths = '${scope.paths.join(',')}'; set local plan_cache_mode = force_generic_plan`,
  )
  try {
    await app.query(`prepare looked as ${text}`)
    const given = values.map((value) =>
      value === null
        ? 'null'
        : app.escapeLiteral(Array.isArray(value) ? `{${value.map((item) => `"${item}"`).join(',')}}` : String(value)),
    )
    const { rows } = await app.query<{ 'QUERY PLAN': string }>(
      `explain (analyze, buffers, settings) execute looked(${given.join(', ')})`,
    )
    return rows.map((row) => row['QUERY PLAN']).join('\n')
  } finally {
    await app.query('rollback; deallocate all')
  }
}

/** Tables so small that reading them whole is the best that can be done. */
const small = /office_version|tenant|organization/
/** Below this many rows a scan is no problem, nor does it tell of one at another size. */
const few = 200

/** How long a plan took (ms), and the pages of 8 kB that it looked at. */
export function figuresOf(plan: string): Figures {
  const [, hit = 0, read = 0] = /Buffers: shared(?: hit=(\d+))?(?: read=(\d+))?/.exec(plan) ?? []
  return { ms: Number(/Execution Time: ([\d.]+)/.exec(plan)?.[1]), pages: Number(hit) + Number(read) }
}

/** What of a plan would grow with the table, where a page and the row after it are so many. */
export function problemsOf(plan: string, rows = page): string[] {
  const lines = plan.split('\n')
  const scans = lines.filter(
    (line) => /Seq Scan on/.test(line) && Number(/cost=[\d.]+\.\.([\d.]+)/.exec(line)?.[1]) > few && !small.test(line),
  )
  const removed = lines.flatMap((line) => {
    const removed = Number(/Rows Removed by (?:Filter|Join Filter|Index Recheck): (\d+)/.exec(line)?.[1] ?? 0)
    return removed > 1000 ? [`${removed} rows read and thrown away`] : []
  })
  const sorts = lines.flatMap((line, i) => {
    if (!/\bSort\b.*actual/.test(line)) return []
    const into = Number(
      /rows=([\d.]+)/.exec(
        lines
          .slice(i + 1)
          .find((below) => /actual/.test(below))
          ?.replace(/.*actual/, '') ?? '',
      )?.[1] ?? 0,
    )
    return into > rows * 10 ? [`${into} rows sorted`] : []
  })
  return [
    ...scans.map((line) =>
      line
        .replace(/\(cost.*/, '')
        .replace('->', '')
        .trim(),
    ),
    ...removed,
    ...sorts,
  ]
}
