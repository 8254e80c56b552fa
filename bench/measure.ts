import type { Outcome } from './load.ts'
import type { startLoader } from './loader.ts'
import { hasPgbench, runScript, type Script, type Way, writeScript } from './pgbench.ts'
import { cpuSeconds, type Folder, type Running } from './place.ts'
import type { Tape, Taped } from './record.ts'

/** A figure over HTTP beside the same statements by pgbench, measured in turns so that both meet the same machine. */
export type Beside = {
  readonly perSecond: number
  readonly p50: number
  readonly p95: number
  readonly serverCpuMs: number | null
  readonly errors: number
  /** The same statements in one flight, which no program that looks before it writes can send. */
  readonly pgbench: number | null
  /** The same statements in as many flights as the program needs. */
  readonly pgbenchFlights: number | null
  readonly ratio: number | null
  readonly ratioFlights: number | null
}

export type Bench = {
  readonly folder: Folder
  readonly server: Running
  readonly loader: ReturnType<typeof startLoader>
  readonly appUrl: string
  readonly tape: Tape
  readonly clients: number
  readonly seconds: number
  readonly cookies: { readonly wang: readonly string[]; readonly zhao: readonly string[] }
}

type Ask =
  | { readonly what: 'open' }
  | { readonly what: 'move'; readonly matters: readonly string[] }
  | { readonly what: 'get'; readonly paths: readonly string[] }

/** One phase of load, with the processor time that the server took for each answer. */
export async function load(
  { server, loader, clients, seconds, cookies }: Bench,
  ask: Ask,
  share = 1,
): Promise<Outcome & { readonly cpuMs: number | null }> {
  const before = cpuSeconds(server.pid)
  const outcome = await loader.run({
    port: server.port,
    seconds: seconds * share,
    connections: clients,
    cookies,
    ...ask,
  })
  const after = cpuSeconds(server.pid)
  return { ...outcome, cpuMs: before === null || after === null ? null : ((after - before) * 1000) / outcome.count }
}

/** Two turns each: the program, pgbench, the program, pgbench. `ask` is called for each turn. */
export async function beside(
  bench: Bench,
  name: string,
  parts: readonly Taped[],
  ask: (turn: number) => Ask,
): Promise<Beside & { readonly outcomes: readonly Outcome[] }> {
  const isHere = hasPgbench()
  const scripts = isHere
    ? (['one flight', 'as many flights'] as const).map((way: Way) =>
        writeScript(bench.folder.path, name, bench.tape, parts, way),
      )
    : []
  const ours: (Outcome & { readonly cpuMs: number | null })[] = []
  const theirs: number[][] = [[], []]
  const run = async (script: Script) =>
    (await runScript(bench.appUrl, script, bench.clients, Math.max(1, Math.round(bench.seconds / 2)))).perSecond
  for (let turn = 0; turn < 2; turn++) {
    ours.push(await load(bench, ask(turn)))
    for (const [i, script] of scripts.entries()) theirs[i]!.push(await run(script))
  }
  const mean = (list: readonly number[]) => list.reduce((sum, each) => sum + each, 0) / list.length
  const perSecond = mean(ours.map((each) => each.perSecond))
  const [pgbench, pgbenchFlights] = theirs.map((list) => (list.length ? mean(list) : null)) as [
    number | null,
    number | null,
  ]
  const cpu = ours.map(({ cpuMs }) => cpuMs).filter((each) => each !== null)
  return {
    perSecond,
    p50: mean(ours.map(({ p50 }) => p50)),
    p95: mean(ours.map(({ p95 }) => p95)),
    serverCpuMs: cpu.length ? mean(cpu) : null,
    errors: ours.reduce((sum, { others }) => sum + Object.values(others).reduce((a, b) => a + b, 0), 0),
    pgbench,
    pgbenchFlights,
    ratio: pgbench && perSecond / pgbench,
    ratioFlights: pgbenchFlights && perSecond / pgbenchFlights,
    outcomes: ours,
  }
}
