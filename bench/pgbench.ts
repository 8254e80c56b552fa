import { execFile, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type pg from 'pg'
import type { Sent, Tape, Taped } from './record.ts'

/** How a script sends a transaction: all in one flight, or in the flights that the program needs because it must look before it writes. */
export type Way = 'one flight' | 'as many flights'
export type Script = { readonly file: string; readonly defines: readonly string[]; readonly transactions: number }
export type Rate = { readonly perSecond: number; readonly ms: number }

/** Whether pgbench is here. */
export function hasPgbench(): boolean {
  return spawnSync('pgbench', ['--version'], { stdio: 'ignore' }).status === 0
}

const clones = 400

/** Copies of one open matter for pgbench to move, so many for each client that two never meet. Ids tell the number. */
export async function cloneMatters(owner: pg.Client, matter: string, clients: number): Promise<void> {
  const id = `('01900000-0000-7000-8fff-' || lpad(n::text, 12, '0'))::uuid`
  for (const [table, key] of [
    ['matter', 'id'],
    ['clock', 'matter_id'],
    ['custody', 'matter_id'],
    ['desk', 'matter_id'],
  ] as const) {
    const { rows } = await owner.query<{ column_name: string }>(
      `select column_name from information_schema.columns where table_schema = 'public' and table_name = $1 order by ordinal_position`,
      [table],
    )
    const columns = rows.map(({ column_name: name }) => name)
    const taken = columns.map((name) => (name === key ? id : name === 'number' ? `'bench-' || n` : `s.${name}`))
    await owner.query(
      `insert into ${table} (${columns.join(', ')}) select ${taken.join(', ')} from ${table} s, generate_series(1, ${clients * clones}) n where s.${key} = '${matter}' on conflict do nothing`,
    )
  }
}

/** A script of these transactions, each value a parameter as the program's are; the matter is another at each turn. */
export function writeScript(folder: string, name: string, tape: Tape, parts: readonly Taped[], way: Way): Script {
  const defines: string[] = []
  const known = new Map<string, string>()
  const lines = [`\\set i :client_id * ${clones} + random(1, ${clones})`]
  const value = (given: unknown, sent: Sent, nth: number): string => {
    if (given === tape.matter && name !== 'open') return `('01900000-0000-7000-8fff-' || lpad(:i::text, 12, '0'))::uuid`
    if (given === tape.matter)
      return `('01900000-0000-7001-8' || substr(:a::text, 1, 3) || '-' || substr(:a::text, 4, 12))::uuid`
    if (sent.name.startsWith('idempotency.') && nth === 3) return `('k' || :k::text)`
    if ((sent.name === 'journal.append' || sent.name === 'custody.open') && nth === 3 && name !== 'open') return ':s'
    if (sent.name === 'matter.insert' && nth === 5) return `('bench-' || :a::text)`
    if (given === null || given === undefined) return 'null'
    const text = wireText(given)
    // An empty variable can't be handed to pgbench.
    if (text === '') return "''"
    const variable = known.get(text) ?? `v${known.size}`
    if (!known.has(text)) {
      known.set(text, variable)
      defines.push('-D', `${variable}=${text}`)
    }
    return `:${variable}`
  }
  for (const { scope, readOnly, sent } of parts) {
    lines.push(
      '\\set k random(1, 9000000000000000)',
      '\\set s random(1, 2000000000)',
      '\\set a random(100000000000000, 999999999999999)',
      '\\startpipeline',
    )
    lines.push(
      readOnly ? 'begin read only;' : 'begin;',
      `set local app.tenant = '${scope.tenant}';`,
      `set local app.paths = '${scope.paths.join(',')}';`,
    )
    let flight = 0
    for (const one of sent) {
      if (one.flight > flight && way === 'as many flights') lines.push('\\endpipeline', '\\startpipeline')
      flight = one.flight
      lines.push(
        `${one.text.replace(/\s+/g, ' ').replace(/\$(\d+)/g, (_, n: string) => value(one.values[Number(n) - 1], one, Number(n)))};`,
      )
    }
    lines.push('commit;', '\\endpipeline')
  }
  const file = join(folder, `${name}-${way.replaceAll(' ', '-')}.sql`)
  writeFileSync(file, `${lines.join('\n')}\n`)
  return { file, defines, transactions: parts.length }
}

/** Runs a script with so many clients; the rate is of transactions, of which a script may hold several. */
export async function runScript(
  appUrl: string,
  { file, defines, transactions }: Script,
  clients: number,
  seconds: number,
): Promise<Rate> {
  const url = new URL(appUrl)
  const env = {
    PATH: process.env['PATH'],
    PGHOST: url.searchParams.get('host') ?? '',
    PGPORT: url.port,
    PGUSER: url.searchParams.get('user') ?? '',
    PGPASSWORD: url.searchParams.get('password') ?? '',
    PGDATABASE: url.pathname.slice(1),
  }
  const args = ['-n', '-M', 'prepared', '-c', String(clients), '-j', '1', '-T', String(seconds), '-f', file, ...defines]
  const { stdout, stderr } = await promisify(execFile)('pgbench', args, { env, maxBuffer: 10_000_000 }).catch(
    ({ stderr: said }: { stderr: string }) => {
      throw new Error(`pgbench: ${said.slice(0, 800)}`)
    },
  )
  const tps = Number(/^tps = ([\d.]+)/m.exec(stdout)?.[1] ?? Number.NaN)
  const ms = Number(/^latency average = ([\d.]+)/m.exec(stdout)?.[1] ?? Number.NaN)
  if (!(tps > 0) || /aborted/.test(stderr)) throw new Error(`pgbench: ${stderr.slice(0, 800)} ${stdout.slice(0, 400)}`)
  return { perSecond: tps * transactions, ms: ms / transactions }
}

/** A value as the program's own client would send it. */
function wireText(value: unknown): string {
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value))
    return `{${value.map((item) => `"${wireText(item).replace(/(["\\])/g, '\\$1')}"`).join(',')}}`
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)
}
