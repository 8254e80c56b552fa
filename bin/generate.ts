import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { clausesPage } from '#house/pages/clauses.ts'
import { flowPages } from '#house/pages/flows.ts'
import { glossaryPage } from '#house/pages/glossary.ts'

/** Writes the generated pages of `docs/`; `--check` writes nothing and fails when one is not what it would be. */
const pages: ReadonlyMap<string, string> = new Map([
  ['docs/glossary.md', glossaryPage()],
  ['docs/clauses.md', clausesPage()],
  ...flowPages().map(({ name, text }): [string, string] => [`docs/flows/${name}.md`, text]),
])

const stale = [...pages]
  .filter(([path, text]) => !existsSync(path) || readFileSync(path, 'utf8') !== text)
  .map(([path]) => path)
const left = globSync('docs/flows/*.md').filter((path) => !pages.has(path))

if (process.argv.includes('--check')) {
  for (const path of [...stale, ...left])
    process.stdout.write(`${path} is not what the tables say: run node bin/generate.ts\n`)
  process.exitCode = stale.length + left.length > 0 ? 1 : 0
} else {
  for (const path of stale) {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, pages.get(path) ?? '')
    process.stdout.write(`${path}\n`)
  }
  for (const path of left) rmSync(path)
}
