import { codeOf } from '#house/source.ts'

/** What nobody writes here, where, and what to use instead. Looked for in code, not in words or comments. */
export type Ban = {
  readonly name: string
  readonly ban: RegExp
  readonly where: RegExp
  readonly use: string
  readonly planted: readonly [path: string, source: string]
}

export const bans: readonly Ban[] = [
  {
    name: 'the time of day taken from the machine',
    ban: /\bnew Date\(\)|\bDate\.now\(|\bnew Date\b(?!\()/,
    where: /^(core|matter|rules|office)\/(?!.*\.tsx$)/,
    use: 'the instant that was handed in',
    planted: ['core/clock.ts', 'const at = Date.now()'],
  },
  {
    name: 'the environment read anywhere',
    ban: /process\.env/,
    where: /^(?!platform\/config\.ts|bin\/|bench\/|e2e\/|house\/)/,
    use: 'platform/config.ts',
    planted: ['platform/db/db.ts', 'const url = process.env.DATABASE_URL'],
  },
  {
    name: 'a screen that decides by role',
    ban: /\brole\s*[!=]==?/,
    where: /\/screens\/|^ui\/|^apps\/(desk|hall|portal)\//,
    use: 'the offers that the server sent',
    planted: ['rules/deputies/screens/roster.tsx', "const may = role === 'head'"],
  },
  {
    name: 'any',
    ban: /(:|<|\bas|,|=>|\|)\s*any\b(?!\s*[(:])/,
    where: /./,
    use: 'unknown, and a check',
    planted: ['matter/store.ts', 'function read(row: any) {}'],
  },
  {
    name: 'a cast through unknown',
    ban: /\bas unknown as\b/,
    where: /./,
    use: 'a check that narrows',
    planted: ['matter/store.ts', 'const id = 1 as unknown as MatterId'],
  },
  {
    name: 'a folder or file that says nothing',
    ban: /\S/,
    where: /(^|\/)(utils?|helpers?|common|misc|index)(\.tsx?|\/)/,
    use: 'the word for the thing',
    planted: ['core/utils.ts', "import { a } from '#core/day.ts'"],
  },
]

/** Words that promise to come back later; they belong in an issue. */
const later = /\b(TODO|FIXME|XXX|HACK)\b/

/** Every breach of the bans in a file, each as one line. */
export function breaches(path: string, source: string): string[] {
  const code = codeOf(source)
  const found = bans
    .filter(({ ban, where }) => where.test(path) && code.split('\n').some((line) => ban.test(line)))
    .map(({ name, use }) => `${path}: ${name}; use ${use}`)
  return later.test(source) && !path.startsWith('house/')
    ? [...found, `${path}: a promise for later; write an issue`]
    : found
}
