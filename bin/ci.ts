import { spawn } from 'node:child_process'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { countsMark } from './report.ts'

/**
 * The one pipeline: what `npm test` runs is what `.ci/run` runs is what a person runs before a commit. Each step names
 * itself and its time; the first that fails ends it. `--only tests` runs one step, `--from build` the rest from there,
 * `--match desk` only test files whose path has that word.
 */

const root = fileURLToPath(new URL('..', import.meta.url))

/** Beside that of `bin/start.js`: packages are put there, git doesn't look. */
const compiled = `${root}node_modules/.cache/compile`

type Counts = { readonly passed: number; readonly failed: number; readonly skipped: number }
type Outcome = { readonly well: boolean; readonly counts?: Counts; readonly says?: string }
type Step = {
  readonly name: string
  readonly what: string
  /** Runs beside the last step, which leaves half of two cores idle: a browser waits more than it works. */
  readonly beside?: true
  run(): Promise<Outcome>
}

const steps: readonly Step[] = [
  { name: 'install', what: 'packages as package.json names them', run: async () => installed() },
  {
    name: 'format',
    what: 'form and lint',
    run: () => tool('@biomejs/biome/bin/biome', 'check', '--diagnostic-level=error', '.'),
  },
  { name: 'types', what: 'types of the server side', run: () => tool('typescript/bin/tsc', '-p', 'tsconfig.json') },
  {
    name: 'browser',
    what: 'types of the browser side',
    run: () => tool('typescript/bin/tsc', '-p', 'tsconfig.browser.json'),
  },
  {
    name: 'house',
    what: 'rules about the code itself',
    beside: true,
    run: () => tests(['house/**/*.test.ts'], ...(argument('--only') === null ? ['--test-concurrency=1'] : [])),
  },
  {
    name: 'tests',
    what: 'units, walks and API on a real PostgreSQL',
    run: async () => {
      // What may not even import a database or a server needs no process of its own: it shares one.
      const pure = await tests([`${middle}/**/*.test.ts`], '--test-isolation=none')
      if (!pure.well) return pure
      const rest = '{platform,office,matter,rules,programs,apps,bin}/**/*.test.ts'
      return both(pure, await tests([rest], '--test-global-setup=platform/db/testing-setup.ts'))
    },
  },
  { name: 'drift', what: 'generated pages are up to date', run: () => node('bin/generate.ts', '--check') },
  {
    name: 'build',
    what: 'the desk for the browser',
    run: () => tool('vite/bin/vite.js', 'build', '--logLevel', 'warn'),
  },
  {
    name: 'journeys',
    what: 'whole journeys in a browser',
    run: () => node('e2e/run.ts'),
  },
]

const middle = '{regulation,core,ui}'

/** One outcome of two that follow each other. */
function both(one: Outcome, other: Outcome): Outcome {
  const counted = [one, other].flatMap(({ counts }) => counts ?? [])
  const sum = (key: keyof Counts) => counted.reduce((all, counts) => all + counts[key], 0)
  if (counted.length === 0) return other
  const counts = { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') }
  return { well: one.well && other.well, counts, ...(counted.length === 2 && other.says && { says: other.says }) }
}

function installed(): Outcome {
  const { dependencies = {}, devDependencies = {} } = readJson('package.json') as Record<
    string,
    Record<string, string> | undefined
  >
  const wrong = Object.entries({ ...dependencies, ...devDependencies }).filter(([name, wanted]) => {
    const path = `node_modules/${name}/package.json`
    return !existsSync(`${root}${path}`) || (readJson(path) as { version: string }).version !== wanted
  })
  return wrong.length === 0
    ? { well: true }
    : { well: false, says: `run npm install: ${wrong.map(([name, wanted]) => `${name}@${wanted}`).join(', ')}` }
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(`${root}${path}`, 'utf8'))
}

function tool(path: string, ...args: string[]): Promise<Outcome> {
  return node(`node_modules/${path}`, ...args)
}

/** Test files by pattern, each in a process of its own. */
async function tests(patterns: readonly string[], ...flags: string[]): Promise<Outcome> {
  const word = argument('--match')
  const files = patterns
    .flatMap((pattern) => globSync(pattern, { cwd: root }))
    .filter((file) => word === null || file.includes(word))
    .sort()
  if (files.length === 0) return { well: true, says: 'nothing to run' }
  return node(
    '--test',
    // By itself the runner leaves one core free, which on two cores is half of them.
    `--test-concurrency=${availableParallelism()}`,
    '--test-timeout=180000',
    '--test-reporter=./bin/report.ts',
    '--test-reporter-destination=stdout',
    ...flags,
    ...files,
  )
}

/** A process of our own Node; its output is passed on, the line of counts is kept. */
function node(...args: string[]): Promise<Outcome> {
  const path = `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    // Every test file is a process: what one has compiled the others read, which halves the work of loading the program.
    env: { ...process.env, PATH: path, NODE_COMPILE_CACHE: compiled },
  })
  let counts: Counts | undefined
  let rest = ''
  const tell = (line: string): void => {
    const plain = /^(\d+) passed, (\d+) failed$/.exec(line)
    if (line.startsWith(countsMark)) counts = JSON.parse(line.slice(countsMark.length)) as Counts
    else if (plain) counts = { passed: Number(plain[1]), failed: Number(plain[2]), skipped: 0 }
    else if (/^\d+ passed, \d+ failed$/.test(line)) {
      const [passed = 0, failed = 0] = line.match(/\d+/g)?.map(Number) ?? []
      counts = { passed, failed, skipped: 0 }
    } else process.stdout.write(`${line}\n`)
  }
  child.stdout.setEncoding('utf8')
  child.stdout.on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    lines.forEach(tell)
  })
  return new Promise((resolve) => {
    child.on('close', (code) => {
      if (rest) tell(rest)
      const lost = counts !== undefined && counts.passed + counts.failed === 0
      resolve({
        well: code === 0 && !lost && (counts?.failed ?? 0) === 0,
        ...(counts && { counts }),
        ...(lost && { says: 'no test ran' }),
      })
    })
  })
}

function argument(name: string): string | null {
  const at = process.argv.indexOf(name)
  return at < 0 ? null : (process.argv[at + 1] ?? null)
}

function chosen(): readonly Step[] {
  const [only, from] = [argument('--only'), argument('--from')]
  const first = steps.findIndex(({ name }) => name === (only ?? from))
  if ((only ?? from) !== null && first < 0) {
    process.stderr.write(`no such step; there are: ${steps.map(({ name }) => name).join(', ')}\n`)
    process.exit(2)
  }
  return only !== null ? steps.slice(first, first + 1) : steps.slice(Math.max(0, first))
}

const begun = performance.now()
const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(1)} s`
let passed = 0
let failed = 0
const list = chosen()
const beside = list.length > 1 ? list.filter((step) => step.beside) : []
const row = list.filter((step) => !beside.includes(step))
for (const step of row) {
  const together = step === row.at(-1) ? [step, ...beside] : [step]
  const well = await Promise.all(together.map(done))
  if (well.every(Boolean)) continue
  process.exitCode = 1
  break
}
process.stdout.write(
  `${process.exitCode ? 'stopped' : 'all well'} after ${seconds(begun)}\n${passed} passed, ${failed} failed\n`,
)

/** Runs one step and tells of it; whether it went well. */
async function done({ name, what, run }: Step): Promise<boolean> {
  const since = performance.now()
  process.stdout.write(`▶ ${name}: ${what}\n`)
  const { well, counts, says } = await run()
  passed += counts?.passed ?? 0
  failed += counts?.failed ?? (well ? 0 : 1)
  const told = [
    says,
    counts && `${counts.passed} passed, ${counts.failed} failed${counts.skipped ? `, ${counts.skipped} skipped` : ''}`,
    seconds(since),
  ]
  process.stdout.write(`${well ? '✔' : '✖'} ${name} (${told.filter(Boolean).join('; ')})\n`)
  return well
}
