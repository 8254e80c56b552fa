import type { Process } from '#core/process.ts'
import type { Catalogue } from '#matter/catalogue.ts'
import type { Processes } from '#matter/world.ts'
import { programTables } from '#programs/tables.ts'
import { singles } from '#rules/tables.ts'
import { caseProcess } from '#rules/time-limits/process.ts'

/** The tables that run: one for each kind, and for a case one for each published version of its service. */
export function processesOf(catalogue: Catalogue): Processes {
  const single = new Map<string, Process>([...singles, ...programTables].map((table) => [table.kind, table]))
  const cases = new Map<string, Process>()
  const caseOf = (code: string, version: number): Process | null => {
    const key = `${code} ${version}`
    const known = cases.get(key)
    if (known) return known
    const published = catalogue.version(code, version)
    if (!published) return null
    const made = caseProcess(published)
    cases.set(key, made)
    return made
  }
  return {
    kinds: [...single.keys(), 'case'],
    of: (kind, service) =>
      kind === 'case' ? service && caseOf(service.code, Number(service.version)) : (single.get(kind) ?? null),
    opening: (kind, service) => {
      const process = single.get(kind)
      if (process) return { process, service: null }
      const newest = kind === 'case' && service !== null ? catalogue.get(service) : undefined
      const made = newest && caseOf(newest.code, newest.version)
      return made ? { process: made, service: { code: newest.code, version: String(newest.version) } } : null
    },
  }
}

/** Every table that runs now: each kind once, a case once for each service that is ready. */
export function tablesOf({
  processes,
  catalogue,
}: {
  readonly processes: Processes
  readonly catalogue: Catalogue
}): readonly Process[] {
  const services = catalogue.list().filter(({ ready }) => ready)
  const cases = services.flatMap(({ code }) => processes.opening('case', code)?.process ?? [])
  const others = processes.kinds.flatMap((kind) =>
    kind === 'case' ? [] : (processes.opening(kind, null)?.process ?? []),
  )
  return [...others, ...cases]
}
