import type { Process } from '#core/process.ts'
import { loadCatalogue } from '#matter/catalogue.ts'
import { programTables } from '#programs/tables.ts'
import { singles } from '#rules/tables.ts'
import { caseProcess } from '#rules/time-limits/process.ts'

/** Every table that runs, as the server makes them: each single one, and one case for each service that is ready. */
export function runningTables(): readonly Process[] {
  const catalogue = loadCatalogue()
  return [
    ...singles,
    ...programTables,
    ...catalogue
      .list()
      .flatMap(({ code }) => catalogue.get(code) ?? [])
      .map(caseProcess),
  ]
}

/** What a table is called where a short name is wanted: its kind, or the code of its service. */
export function codeOf({ kind, opening }: Process): string {
  const { properties } = opening.input as { readonly properties?: { readonly service?: { readonly const?: string } } }
  return properties?.service?.const ?? kind
}
