import type { Values } from '#ui/form/form.tsx'
import { fieldsOf, type Schema, widgetOf } from '#ui/form/schema.ts'

/** What a form begins with: the defaults of its schema, and for each field known elsewhere by the same name, that. */
export function initialOf(schema: Schema, known: Readonly<Record<string, unknown>> = {}): Values {
  const values: Values = {}
  for (const [name, field] of fieldsOf(schema)) {
    if (widgetOf(field) === 'form') {
      const inner = known[name]
      const nested = typeof inner === 'object' && inner !== null ? { ...known, ...inner } : known
      values[name] = initialOf(field, nested as Record<string, unknown>)
    } else if (isRows(field, known[name])) values[name] = known[name].map((row) => rowOf(field, row))
    else if (isUsable(known[name]) || isListed(field, known[name])) values[name] = known[name]
    else if (field['x-masked'] !== undefined) values[name] = field['x-masked']
    else if (field.default !== undefined) values[name] = field.default
  }
  return values
}

type Row = Readonly<Record<string, unknown>>

/** Rows that stand: they are put right as a whole. */
function isRows(field: Schema, value: unknown): value is readonly Row[] {
  const isRow = (one: unknown) => typeof one === 'object' && one !== null
  return field.items?.properties !== undefined && Array.isArray(value) && value.every(isRow)
}

/** Words of a list, or what was ticked. */
function isListed(field: Schema, value: unknown): boolean {
  return ['choices', 'rows'].includes(widgetOf(field)) && Array.isArray(value) && value.every(isUsable)
}

/** A row with its cells; in a cell a mask stands for its number, and what is covered is asked again. */
function rowOf(field: Schema, row: Row): Values {
  const cells = fieldsOf(field.items ?? {}).flatMap(([name]) => {
    const cell = row[name]
    if (typeof cell !== 'object' || cell === null) return cell === undefined ? [] : [[name, cell] as const]
    const { masked } = cell as { masked?: unknown }
    return typeof masked === 'string' && masked.includes('*') ? [[name, masked] as const] : []
  })
  return Object.fromEntries(cells)
}

/** A masked number is not a value: it is asked again. */
function isUsable(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value) && !String(value).includes('*')
}
