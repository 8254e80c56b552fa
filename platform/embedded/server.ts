import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Binaries } from '#platform/embedded/binaries.ts'
import { EmbeddedFault } from '#platform/embedded/fault.ts'
import { dress, type Launch } from '#platform/embedded/launch.ts'
import { watch } from '#platform/embedded/watchdog.ts'
import { log } from '#platform/log.ts'

/** Where the server listens: a socket's folder (begins with `/`) or a loopback address. */
export type Place = { readonly host: string; readonly port: number }

export type ServerPlan = {
  readonly way: Launch
  readonly binaries: Binaries
  readonly cluster: string
  readonly place: Place
  readonly settings: Readonly<Record<string, string>>
  readonly logFile: string
  readonly clearAway: string | null
}

export type Server = { readonly pid: () => number | null; readonly stop: () => Promise<void> }

type Running = { readonly child: ChildProcess; readonly pid: number; readonly dismiss: () => void }

const startLimitMs = 60_000
const stopLimitMs = 30_000
const logLimitBytes = 10_000_000

/** Starts the server and starts it again whenever it ends unasked. Resolves once it takes connections. */
export async function runServer(plan: ServerPlan): Promise<Server> {
  let stopping = false
  let running: Running | null = await startOnce(plan)
  let restarted: Promise<void> = Promise.resolve()

  const keep = (server: Running): void => {
    server.child.once('exit', (code, signal) => {
      server.dismiss()
      running = null
      if (stopping) return
      log.error('database.ended', { code, signal })
      restarted = again()
    })
  }
  const again = async (): Promise<void> => {
    for (let pauseMs = 50; !stopping && !running; pauseMs = Math.min(pauseMs * 2, 5_000)) {
      try {
        running = await startOnce(plan)
        log.warn('database.restarted', { pid: running.pid })
        keep(running)
      } catch (error) {
        log.error('database.restart-failed', { says: error instanceof Error ? error.message : String(error) })
        await sleep(pauseMs)
      }
    }
  }
  keep(running)
  return {
    pid: () => running?.pid ?? null,
    async stop() {
      stopping = true
      await restarted
      if (running) await end(running)
    },
  }
}

/** A port that nothing listens on now (Windows only; elsewhere a socket in our own folder cannot be taken). */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  if (typeof address !== 'object' || address === null)
    throw new EmbeddedFault('port-taken', '本机没有可用的端口，数据库不能启动。')
  return address.port
}

async function startOnce(plan: ServerPlan): Promise<Running> {
  if (existsSync(plan.logFile) && statSync(plan.logFile).size > logLimitBytes)
    renameSync(plan.logFile, `${plan.logFile}.1`)
  const logFrom = existsSync(plan.logFile) ? statSync(plan.logFile).size : 0
  const { command, args, options } = dress(plan.way, plan.binaries, 'postgres', argsOf(plan))
  const out = openSync(plan.logFile, 'a', 0o600)
  // Its own session: Ctrl-C in the terminal reaches only us, and we end the server in order.
  const child = spawn(command, args, { ...options, stdio: ['ignore', out, out], detached: true })
  closeSync(out)
  child.on('error', () => {})
  if (child.pid === undefined) throw new EmbeddedFault('cannot-start', '数据库程序不能启动。')
  const { dismiss } = watch(child.pid, plan.clearAway)
  child.unref()
  const running = { child, pid: child.pid, dismiss }
  for (let waited = 0; waited < startLimitMs; waited += 10) {
    if (isReady(plan.cluster, child.pid)) return running
    if (child.exitCode !== null || child.signalCode !== null) {
      dismiss()
      const said = readFileSync(plan.logFile, 'utf8').slice(logFrom)
      if (!said.includes('shared memory block')) throw new EmbeddedFault(...faultFrom(said))
      // Backends of a killed server need a moment to notice that it is gone.
      await sleep(100)
      return startOnce(plan)
    }
    await sleep(10)
  }
  await end(running)
  throw new EmbeddedFault('cannot-start', `数据库在 ${startLimitMs / 1000} 秒内没有启动完成，请查看 ${plan.logFile}。`)
}

function argsOf({ cluster, place, settings }: ServerPlan): string[] {
  const onSocket = place.host.startsWith('/')
  const all = {
    ...settings,
    port: String(place.port),
    listen_addresses: onSocket ? '' : place.host,
    ...(process.platform === 'win32'
      ? {}
      : { unix_socket_directories: onSocket ? place.host : '', unix_socket_permissions: '0700' }),
  }
  return ['-D', cluster, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
}

/** PostgreSQL writes its state into the eighth line of its pid file; that is how pg_ctl knows, too. */
function isReady(cluster: string, pid: number): boolean {
  const file = join(cluster, 'postmaster.pid')
  if (!existsSync(file)) return false
  const lines = readFileSync(file, 'utf8').split('\n')
  return Number(lines[0]) === pid && lines[7]?.trim() === 'ready'
}

function faultFrom(said: string): ['port-taken' | 'in-use' | 'cannot-start', string] {
  const fatal =
    said.split('\n').findLast((line) => /FATAL|PANIC|error/i.test(line)) ?? said.trim().split('\n').at(-1) ?? ''
  if (/could not bind|Address already in use/.test(said)) return ['port-taken', '数据库的连接端口已被别的程序占用。']
  if (/lock file .* already exists/.test(said)) return ['in-use', '数据目录正由另一个数据库进程使用。']
  if (/No space left/.test(said)) return ['cannot-start', '磁盘已满，数据库不能启动。']
  return ['cannot-start', `数据库不能启动：${fatal.trim()}`]
}

async function end({ child, dismiss }: Running): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.ref()
  const ended = once(child, 'exit')
  child.kill('SIGINT')
  const late = setTimeout(() => child.kill('SIGQUIT'), stopLimitMs)
  await ended
  clearTimeout(late)
  dismiss()
}
