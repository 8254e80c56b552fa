import type { Values } from '#ui/form/form.tsx'
import { initialOf } from '#ui/form/initial.ts'
import { fieldsOf, type Schema, widgetOf } from '#ui/form/schema.ts'

type Facts = Readonly<Record<string, unknown>>

/** What a move's form begins with: the answers that stand, who the visitor is, and the review as far as it goes. */
export function begin(schema: Schema, facts: Facts): Values {
  const { name, unit, form } = facts
  return { ...initialOf(schema, { name, unit, form }), ...reviewOf(schema, facts) }
}

/** The lines of the last review that a person judged; what the program finds by itself isn't sent. */
function reviewOf(schema: Schema, facts: Facts): Values {
  const review = facts.review
  if (typeof review !== 'object' || review === null) return {}
  const found = review as Readonly<Record<string, unknown>>
  const kept: Values = {}
  for (const [name, field] of fieldsOf(schema)) {
    const lines = found[name]
    if (!['materials', 'conditions'].includes(widgetOf(field)) || !Array.isArray(lines)) continue
    const asked = new Set(field['x-rows']?.flatMap((row) => (row.machine ? [] : [row.id])))
    kept[name] = lines.filter((line: { id?: string }) => line.id !== undefined && asked.has(line.id))
  }
  return kept
}
