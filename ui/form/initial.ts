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
    } else if (isUsable(known[name])) values[name] = known[name]
    else if (field['x-masked'] !== undefined) values[name] = field['x-masked']
    else if (field.default !== undefined) values[name] = field.default
  }
  return values
}

/** A masked number is not a value: it is asked again. */
function isUsable(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value) && !String(value).includes('*')
}
