import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { openGround } from '#platform/db/ground.ts'
import { limit, questions } from './asked.ts'
import { type Folder, freshFolder } from './place.ts'
import { type Figures, figuresOf, planOf, problemsOf } from './plans.ts'
import { type Known, knownOf, shelve } from './shelves.ts'

/**
 * How the lists of the programs are found when each of their tables has a million rows: the plan of every listing statement,
 * without and with each of its filters, in `bench/plans/lists`.
 *
 *   node bench/lists.ts [--rows 1000000] [--only payable] [--folder <kept between looks>]
 */
const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    only: { type: 'string', default: '' },
    folder: { type: 'string' },
  },
})
const say = (line: string): void => void process.stdout.write(`${line}\n`)
const kept = values.folder
if (kept && !existsSync(kept)) mkdirSync(kept, { mode: 0o711 })
const folder: Folder = kept ? { path: kept, remove() {} } : freshFolder()

// The database alone, with nobody at work in it.
process.on('exit', () => folder.remove())
const ground = await openGround({ data: folder.path, databaseUrl: null })
const owner = new pg.Client({ connectionString: ground.ownerUrl })
const app = new pg.Client({ connectionString: ground.appUrl })
try {
  await Promise.all([owner.connect(), app.connect()])
  const { rows } = await owner.query(`select from pg_class where relname = 'audit' and reltuples > 1000`)
  if (rows.length === 0) await shelve(owner, Number(values.rows), say)
  say(`${await look(app, await knownOf(owner))} of the questions read too much`)
} finally {
  await Promise.all([owner.end(), app.end()])
  await ground.close()
}

/** Explains every question, writes the plans, one file a statement, and answers how many have a problem. */
async function look(app: pg.Client, known: Known): Promise<number> {
  const to = join(import.meta.dirname, 'plans', 'lists')
  mkdirSync(to, { recursive: true })
  const files = new Map<string, string>()
  let bad = 0
  for (const { name, how, taped } of await questions(known, values.only)) {
    for (const sent of taped.sent) {
      const plan = await planOf(app, taped, sent)
      const problems = problemsOf(plan, limit)
      if (problems.length > 0) bad++
      say(`${problems.length > 0 ? '✗' : '✓'} ${name} (${how}): ${spoken(figuresOf(plan))}  ${problems.join('; ')}`)
      files.set(sent.name, `${files.get(sent.name) ?? `${sent.text.trim()}\n`}\n-- ${how}\n${plan}\n`)
    }
  }
  for (const [name, text] of files) writeFileSync(join(to, `${name}.txt`), text)
  return bad
}

function spoken({ ms, pages }: Figures): string {
  return `${ms.toFixed(1)} ms, ${pages} pages`
}
