import { written } from '#rules/first-asked/contract.ts'
import type { Schema } from '#ui/form/schema.ts'

const ofWriting = ['receivedOn', 'reference']

/** The registration as its channel asks for it: a letter has a day on which it came, a call is typed while talking (2.1). */
export function adapted(schema: Schema, channel: unknown): Schema {
  const { properties = {}, required = [] } = schema
  if (typeof channel === 'string' && written.includes(channel))
    return { ...schema, required: [...required, 'receivedOn'] }
  const kept = Object.entries(properties).filter(([name]) => !ofWriting.includes(name))
  return { ...schema, properties: Object.fromEntries(kept) }
}

/**
 * Keys that a registration takes besides its text: one opens it, one for each field that must be chosen, and one sends
 * it. What is optional is left for later (a move completes it).
 */
export function keysOf(schema: Schema): readonly string[] {
  const chosen = Object.entries(schema.properties ?? {}).filter(
    ([name, field]) => schema.required?.includes(name) && field['x-widget'] === 'choice',
  )
  return ['N', ...chosen.map(([, field]) => `${field.title}：一个数字`), 'Ctrl+Enter']
}
