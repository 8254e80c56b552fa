import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { connect, sql } from '#platform/db/db.ts'
import { Outage } from '#platform/db/outage.ts'
import { type Cluster, startCluster } from '#platform/embedded/cluster.ts'
import { isAlive } from '#platform/embedded/leftover.ts'

const make = sql('kill.make', 'create table if not exists mark (id int primary key)')
const put = sql('kill.put', 'insert into mark values ($1)')
const all = sql<{ id: number }>('kill.all', 'select id from mark')

/** A program that runs a cluster, writes one mark after another, and tells each that was acknowledged. */
const program = `
  import { startCluster } from '#platform/embedded/cluster.ts'
  import { connect, sql } from '#platform/db/db.ts'
  const [folder, from] = process.argv.slice(1)
  const cluster = await startCluster({ folder })
  const db = connect({ url: cluster.url('postgres') })
  const make = sql('make', ${JSON.stringify(make.text)})
  const put = sql('put', ${JSON.stringify(put.text)})
  await db.plain((tx) => tx.all(make, []))
  console.log('server ' + cluster.pid())
  for (let id = Number(from); ; id++) {
    await db.plain(async (tx) => tx.write(put, [id]))
    console.log('kept ' + id)
  }`

function writer(folder: string, from: number): { child: ChildProcess; kept: number[]; server: Promise<number> } {
  const child = spawn(process.execPath, ['--input-type=module', '-e', program, folder, String(from)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const kept: number[] = []
  const { promise: server, resolve } = Promise.withResolvers<number>()
  createInterface({ input: child.stdout }).on('line', (line) => {
    const [what, value] = line.split(' ')
    if (what === 'server') resolve(Number(value))
    else kept.push(Number(value))
  })
  return { child, kept, server }
}

async function marksIn(cluster: Cluster): Promise<Set<number>> {
  const db = connect({ url: cluster.url('postgres') })
  const rows = await db.plain((tx) => tx.all(all, []))
  await db.close()
  return new Set(rows.map((row) => row.id))
}

test('kill -9 of Node: no server is left behind, a restart right after takes the folder, and nothing kept is lost', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'shouwen-kill-'))
  const told: number[] = []
  for (let round = 0; round < 3; round++) {
    const { child, kept, server } = writer(folder, round * 100_000)
    const pid = await server
    await sleep(150)
    child.kill('SIGKILL')
    await once(child, 'close')
    told.push(...kept)
    assert.ok(kept.length > 0, 'it was writing')
    // Odd rounds restart at once, against the leftover; even ones leave the watchdog to its work.
    if (round % 2 === 0) for (let waited = 0; isAlive(pid) && waited < 5_000; waited += 20) await sleep(20)
    if (round % 2 === 0) assert.equal(isAlive(pid), false, 'the server followed its Node')
    const cluster = await startCluster({ folder })
    const marks = await marksIn(cluster)
    assert.deepEqual(
      told.filter((id) => !marks.has(id)),
      [],
    )
    await cluster.stop()
  }
  rmSync(folder, { recursive: true })
})

test('kill -9 of the server under load: it is started again, callers meet Outage meanwhile, and nothing kept is lost', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'shouwen-kill-'))
  const cluster = await startCluster({ folder })
  const db = connect({ url: cluster.url('postgres'), max: 4 })
  await db.plain((tx) => tx.all(make, []))
  const told: number[] = []
  let outages = 0
  let next = 0
  let isOver = false
  const write = async (): Promise<void> => {
    while (!isOver) {
      const id = next++
      try {
        await db.plain(async (tx) => tx.write(put, [id]))
        told.push(id)
      } catch (error) {
        assert.ok(error instanceof Outage, String(error))
        outages++
        await sleep(10)
      }
    }
  }
  const writers = [write(), write(), write()]
  const awayMs: number[] = []
  for (let round = 0; round < 3; round++) {
    await sleep(150)
    const pid = cluster.pid()
    assert.ok(pid !== null)
    process.kill(pid, 'SIGKILL')
    const killedAt = performance.now()
    while (cluster.pid() === pid || cluster.pid() === null) await sleep(5)
    const before = told.length
    while (told.length === before) await sleep(5)
    awayMs.push(performance.now() - killedAt)
  }
  isOver = true
  await Promise.all(writers)
  await db.close()
  const marks = await marksIn(cluster)
  assert.ok(outages > 0)
  assert.deepEqual(
    told.filter((id) => !marks.has(id)),
    [],
  )
  assert.ok(Math.max(...awayMs) < 10_000, `away ${awayMs.map(Math.round).join(', ')} ms`)
  await cluster.stop()
  rmSync(folder, { recursive: true })
})
