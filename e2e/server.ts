import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const patience = 60_000

/** The real program on a data folder of its own. Its clock is moved as an operator would: ended, and started with another hour. */
export type Server = {
  readonly address: string
  /** Its data folder. */
  readonly data: string
  /** Starts at this hour of the office (ISO 8601), or ends and starts again on the same data and port. */
  at(hour: string): Promise<void>
  /** Ends the program and takes its data away. */
  end(): Promise<void>
}

export async function newServer(): Promise<Server> {
  const data = mkdtempSync(join(tmpdir(), 'shouwen-journeys-'))
  const port = await freePort()
  let running: ChildProcess | null = null
  return {
    address: `http://127.0.0.1:${port}`,
    data,
    at: async (hour) => {
      if (running) await ended(running, data)
      running = await started({ PORT: String(port), SHOUWEN_DATA: data, SHOUWEN_NOW: hour })
    },
    end: async () => {
      if (running) await ended(running, data)
      rmSync(data, { recursive: true, force: true })
    },
  }
}

function started(settings: Record<string, string>): Promise<ChildProcess> {
  const { DATABASE_URL: _database, SHOUWEN_DEMO: _demo, HOST: _host, ...env } = process.env
  const child = spawn(process.execPath, ['bin/start.js'], {
    cwd: root,
    env: { ...env, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let told = ''
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`the server ${why}:\n${told.split('\n').slice(-20).join('\n')}`))
    const waiting = setTimeout(() => {
      child.kill('SIGKILL')
      fail(`was not ready after ${patience} ms`)
    }, patience)
    child.once('exit', (code) => {
      clearTimeout(waiting)
      fail(`ended with ${code}`)
    })
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        told = (told + text).slice(-20_000)
        if (!/^ready /m.test(told)) return
        clearTimeout(waiting)
        resolve(child)
      })
  })
}

/** Ends the program, and waits until its database is down too: after a crash at the end that comes a little later. */
async function ended(child: ChildProcess, data: string): Promise<void> {
  if (child.exitCode === null && child.signalCode === null)
    await new Promise<void>((resolve) => {
      const hard = setTimeout(() => child.kill('SIGKILL'), 15_000)
      child.once('exit', () => {
        clearTimeout(hard)
        resolve()
      })
      child.kill('SIGTERM')
    })
  if (child.exitCode !== 0) throw new Error(`the server ended with ${child.exitCode ?? child.signalCode} instead of 0`)
  const mark = join(data, 'database', 'postmaster.pid')
  for (let tries = 0; tries < 100 && existsSync(mark); tries++) await sleep(100)
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}
