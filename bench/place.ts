import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { secretOf } from '#platform/crypto/secret.ts'
import { appUrl } from '#platform/db/role.ts'
import { joinCluster } from '#platform/embedded/cluster.ts'

/** The program itself, run as an office runs it, on a folder of its own. */
export type Running = {
  readonly pid: number
  readonly port: number
  /** From the start of the process to its ready line. */
  readonly readyMs: number
  readonly child: ChildProcess
  readonly stop: () => Promise<void>
}

export type Folder = { readonly path: string; readonly remove: () => void }

/** A Monday morning: the office is open and the calendar known. */
const start = '2026-11-23T09:30:00+08:00'
const patienceMs = 60_000

/** A new data folder, removed when the benchmark ends. */
export function freshFolder(): Folder {
  const path = mkdtempSync(join(tmpdir(), 'shouwen-bench-'))
  chmodSync(path, 0o711)
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** Starts the server and waits for its ready line; throws what it said when it does not come. */
export async function startServer(
  folder: Folder,
  port = 0,
  flags: readonly string[] = [],
  also: Readonly<Record<string, string>> = {},
): Promise<Running> {
  const logFile = join(folder.path, 'server.log')
  const log = openSync(logFile, 'a')
  const from = performance.now()
  const child = spawn(process.execPath, [...flags, join(import.meta.dirname, '..', 'bin', 'start.js')], {
    env: {
      ...process.env,
      PORT: String(port),
      HOST: '127.0.0.1',
      SHOUWEN_DATA: folder.path,
      SHOUWEN_NOW: start,
      ...also,
    },
    stdio: ['ignore', 'pipe', log],
  })
  closeSync(log)
  const { stdout } = child
  if (!stdout) throw new TypeError('the server has no voice')
  const ready = new Promise<number>((resolve, reject) => {
    let said = ''
    stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text
      const found = /^ready http:\/\/[^:]+:(\d+)/m.exec(said)
      if (found) resolve(Number(found[1]))
    })
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${tail(logFile)}`)))
    const late = setTimeout(() => reject(new Error(`no ready line: ${tail(logFile)}`)), patienceMs)
    const settle = () => clearTimeout(late)
    stdout.once('end', settle).once('data', settle)
  })
  ready.catch(() => child.kill('SIGTERM'))
  const found = await ready
  const readyMs = performance.now() - from
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
  return { pid: child.pid!, port: found, readyMs, child, stop }
}

function tail(file: string): string {
  return readFileSync(file, 'utf8').slice(-600)
}

/** Connection strings of the embedded database that a running server keeps in this folder. */
export function urlsOf({ path }: Folder): { readonly owner: string; readonly app: string; readonly pid: () => number } {
  const cluster = joinCluster(path)
  if (!cluster) throw new Error(`no database in ${path}`)
  const owner = cluster.url('shouwen')
  return { owner, app: appUrl(owner, secretOf(path, 'database-app')), pid: () => postmasterOf(path) }
}

/** The process id of the database in a folder now; 0 when none says so. */
export function postmasterOf(path: string): number {
  try {
    return Number(readFileSync(join(path, 'database', 'postmaster.pid'), 'utf8').split('\n')[0])
  } catch {
    return 0
  }
}

/** A port on loopback that nothing listens on now. */
export async function sparePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  if (typeof address !== 'object' || address === null) throw new Error('no port')
  return address.port
}

/** Resident memory of a process in MB, as the kernel counts it (Linux). */
export function residentMb(pid: number): number | null {
  try {
    const kb = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return kb ? Math.round(Number(kb) / 1024) : null
  } catch {
    return null
  }
}

/** Processor seconds that a process has used so far (Linux). */
export function cpuSeconds(pid: number): number | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    return (Number(fields[11]) + Number(fields[12])) / 100
  } catch {
    return null
  }
}

/** Waits until `holds`, looking every few milliseconds. */
export async function until(holds: () => boolean, limitMs = patienceMs): Promise<void> {
  const from = performance.now()
  while (!holds()) {
    if (performance.now() - from > limitMs) throw new Error('waited too long')
    await sleep(5)
  }
}
