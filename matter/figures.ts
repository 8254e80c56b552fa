import type { Process } from '#core/process.ts'
import { settingKey } from '#core/service/figure.ts'
import type { Catalogue } from '#matter/catalogue.ts'

/** A table with the figures of the service that it reads: the defaults of the newest file, an office's own come over them. */
export function withFigures(catalogue: Pick<Catalogue, 'get'>, table: Process): Process {
  if (table.reads === undefined) return table
  const settings = catalogue.get(table.reads)?.service.settings ?? []
  return { ...table, figures: Object.fromEntries(settings.map((one) => [settingKey(table.reads!, one), one])) }
}
