import type { Process } from '#core/process.ts'
import type { Catalogue } from '#matter/catalogue.ts'
import { withFigures } from '#matter/figures.ts'
import type { Processes } from '#matter/world.ts'
import { programTables, servedTables } from '#programs/tables.ts'
import { singles } from '#rules/tables.ts'
import { caseProcess } from '#rules/time-limits/process.ts'

/** Tables made of a service's file, by their kind. */
const served: typeof servedTables = { case: caseProcess, ...servedTables }

/** The tables that run: one for each kind, and of the kinds made of a service's file one for each published version. */
export function processesOf(catalogue: Catalogue): Processes {
  const single = new Map([...singles, ...programTables].map((table) => [table.kind, withFigures(catalogue, table)]))
  const made = new Map<string, Process | null>()
  const madeOf = (kind: string, code: string, version: number): Process | null => {
    const key = `${kind} ${code} ${version}`
    const known = made.get(key)
    if (known !== undefined) return known
    const published = catalogue.version(code, version)
    if (!published) return null
    const table = served[kind]?.(published) ?? null
    made.set(key, table)
    return table
  }
  return {
    kinds: [...single.keys(), ...Object.keys(served)],
    of: (kind, service) =>
      kind in served ? service && madeOf(kind, service.code, Number(service.version)) : (single.get(kind) ?? null),
    opening: (kind, service) => {
      const process = single.get(kind)
      if (process) return { process, service: null }
      const newest = kind in served && service !== null ? catalogue.get(service) : undefined
      const table = newest && madeOf(kind, newest.code, newest.version)
      return table ? { process: table, service: { code: newest.code, version: String(newest.version) } } : null
    },
  }
}

/** Every table that runs now: each kind once, those made of a service's file once for each service that is ready. */
export function tablesOf({
  processes,
  catalogue,
}: {
  readonly processes: Processes
  readonly catalogue: Catalogue
}): readonly Process[] {
  const services = catalogue.list().filter(({ ready }) => ready)
  const tables = (code: string) => Object.keys(served).flatMap((kind) => processes.opening(kind, code)?.process ?? [])
  const others = processes.kinds.flatMap((kind) =>
    kind in served ? [] : (processes.opening(kind, null)?.process ?? []),
  )
  return [...others, ...services.flatMap(({ code }) => tables(code))]
}
