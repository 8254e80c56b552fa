import type { Process } from '#core/process.ts'
import { loadCatalogue } from '#matter/catalogue.ts'
import { withFigures } from '#matter/figures.ts'
import { programTables, servedTables } from '#programs/tables.ts'
import { singles } from '#rules/tables.ts'
import { caseProcess } from '#rules/time-limits/process.ts'

/** Every table that runs, as the server makes them: each single one, and those made of the file of each service that is ready. */
export function runningTables(): readonly Process[] {
  const catalogue = loadCatalogue()
  const versions = catalogue.list().flatMap(({ code }) => catalogue.get(code) ?? [])
  return [
    ...singles,
    ...programTables.map((table) => withFigures(catalogue, table)),
    ...versions.map(caseProcess),
    ...versions.flatMap((version) => Object.values(servedTables).flatMap((made) => made(version) ?? [])),
  ]
}

/** What a table is called where a short name is wanted: its kind, the code of its service, or both. */
export function codeOf({ kind, opening }: Process): string {
  const { properties } = opening.input as { readonly properties?: { readonly service?: { readonly const?: string } } }
  const code = properties?.service?.const
  return code === undefined ? kind : kind === 'case' ? code : `${code}-${kind}`
}
