import { isIP } from 'node:net'
import { resolve } from 'node:path'

/** Where the program's clock starts: a standing instant, a running clock from an instant, or the real one moved. Milliseconds. */
export type ClockStart =
  | { readonly is: 'fixed'; readonly atMs: number }
  | { readonly is: 'from'; readonly atMs: number }
  | { readonly is: 'moved'; readonly byMs: number }

export type Config = {
  /** 0 lets the system choose. */
  readonly port: number
  readonly host: string
  /** Absolute path of the data folder. */
  readonly data: string
  /** The owner's connection string to an existing server; null for the embedded one. Never log it. */
  readonly databaseUrl: string | null
  /** `unsaid`: demonstration data, but only on loopback; `on`: said explicitly; `off`: start empty. */
  readonly demo: 'unsaid' | 'on' | 'off'
  readonly now: ClockStart | null
  readonly demoPassword: string
}

export type Environment = Readonly<Record<string, string | undefined>>
export type Reading = { readonly config: Config } | { readonly problems: readonly string[] }

/** Reads the environment once, at the door. Each problem is one Chinese line; the app prints them and exits with 2. */
export function readConfig(env: Environment = process.env): Reading {
  const problems: string[] = []
  const read = <T>(
    name: string,
    otherwise: T,
    parse: (text: string) => T | null,
    shouldBe: string,
    isSecret = false,
  ): T => {
    const text = env[name]
    if (text === undefined || text === '') return otherwise
    const value = parse(text)
    if (value !== null) return value
    problems.push(`${name} ${shouldBe}${isSecret ? '' : `，现为“${text}”`}。`)
    return otherwise
  }
  const config: Config = Object.freeze({
    port: read('PORT', 3000, portOf, '应为 0 至 65535 的整数'),
    host: read('HOST', '127.0.0.1', hostOf, '应为 IP 地址或主机名'),
    data: resolve(read('SHOUWEN_DATA', './data', pathOf, '应为目录路径')),
    databaseUrl: read<string | null>(
      'DATABASE_URL',
      null,
      databaseOf,
      '应为 postgresql://用户:密码@主机:端口/数据库 的形式',
      true,
    ),
    demo: read<Config['demo']>('SHOUWEN_DEMO', 'unsaid', demoOf, '应为 1（演示）或 0（空库）'),
    now: read<ClockStart | null>(
      'SHOUWEN_NOW',
      null,
      clockOf,
      '应为 2026-11-23T09:00:00+08:00 这样的时刻（从此刻起走），前加 fixed: 则停在此刻，或 +3d、-2h、+30m 这样的偏移',
    ),
    demoPassword: read('SHOUWEN_DEMO_PASSWORD', 'shouwen-demo', passwordOf, '应为至少 8 个字符', true),
  })
  return problems.length > 0 ? { problems } : { config }
}

const testServerName = 'SHOUWEN_TEST_DATABASE'

/** The owner's connection string to a server that the test run has started, or null. */
export function testServer(env: Environment = process.env): string | null {
  return env[testServerName] ?? null
}

/** Tells the test processes that are started after this where their server is. */
export function announceTestServer(url: string): void {
  process.env[testServerName] = url
}

function portOf(text: string): number | null {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : null
}

function hostOf(text: string): string | null {
  return isIP(text) !== 0 || /^[A-Za-z]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9-]+)*$/.test(text) ? text : null
}

function pathOf(text: string): string | null {
  return text.includes('\0') ? null : text
}

function databaseOf(text: string): string | null {
  if (!/^postgres(ql)?:\/\//.test(text) || !URL.canParse(text)) return null
  return new URL(text).pathname.length > 1 ? text : null
}

function demoOf(text: string): 'on' | 'off' | null {
  return text === '1' ? 'on' : text === '0' ? 'off' : null
}

function passwordOf(text: string): string | null {
  return text.length >= 8 ? text : null
}

const unitMs: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000 }

function clockOf(text: string): ClockStart | null {
  const moved = /^([+-]\d{1,6})([dhms])$/.exec(text)
  if (moved) return { is: 'moved', byMs: Number(moved[1]) * (unitMs[moved[2] ?? ''] ?? 0) }
  const fixed = text.startsWith('fixed:')
  const atMs = instantOf(fixed ? text.slice('fixed:'.length) : text)
  return atMs === null ? null : { is: fixed ? 'fixed' : 'from', atMs }
}

/** ISO 8601; without a zone it is China's time. */
function instantOf(text: string): number | null {
  const parts = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)(Z|[+-]\d{2}:\d{2})?)?$/.exec(text)
  if (!parts) return null
  const [, day = '', time = '00:00', zone = '+08:00'] = parts
  const atMs = Date.parse(`${day}T${time}${zone}`)
  const exists = new Date(Date.parse(`${day}T00:00:00Z`))
  return Number.isNaN(atMs) || Number.isNaN(exists.getTime()) || exists.toISOString().slice(0, 10) !== day ? null : atMs
}
