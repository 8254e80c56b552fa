import { spawnSync } from 'node:child_process'
import { cpus, totalmem } from 'node:os'
import pg from 'pg'

/** What the figures were measured on: kind of processor, how many, memory, versions; nothing that names the machine. */
export async function machine(databaseUrl: string | null) {
  const all = cpus()
  return {
    cpu: all[0]?.model.trim() ?? 'unknown',
    cores: all.length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform} ${process.arch}`,
    node: process.versions.node,
    ...(databaseUrl && { postgres: await versionOf(databaseUrl) }),
    pgbench: spawnSync('pgbench', ['--version'], { encoding: 'utf8' }).stdout?.match(/[\d.]+/)?.[0] ?? null,
  }
}

async function versionOf(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ v: string }>(`select current_setting('server_version') as v`)
  await client.end()
  return rows[0]?.v ?? 'unknown'
}
