/** The part of JSON Schema that a move's input uses, with the `x-*` keywords that say how to draw it. */
export type Schema = {
  readonly type?: string | readonly string[]
  readonly title?: string
  readonly description?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly additionalProperties?: Schema | boolean
  readonly patternProperties?: Readonly<Record<string, Schema>>
  readonly oneOf?: readonly Schema[]
  readonly anyOf?: readonly Schema[]
  readonly enum?: readonly (string | number)[]
  readonly const?: string | number | boolean | null
  readonly default?: unknown
  readonly format?: string
  readonly pattern?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly 'x-widget'?: string
  readonly 'x-rows'?: readonly Row[]
  readonly 'x-personal'?: boolean | string
  readonly 'x-hint'?: string
  /** The mask of a number that is known already: left as it is, it stands for that number. */
  readonly 'x-masked'?: string
  readonly 'x-purpose'?: string
  readonly 'x-when'?: string
  /** Its words go to a visitor: unkind ones are marked (2.4.2). */
  readonly 'x-tone'?: boolean
  readonly 'x-required'?: boolean
  /** Shown always, and required only then; written as `x-when`. */
  readonly 'x-required-when'?: string
  readonly 'x-scope'?: string
  /** Of a body outside: only one that does this (`guarantor`, `bank`). */
  readonly 'x-role'?: string
  /** Proposed, and no more than that. */
  readonly examples?: readonly unknown[]
  readonly 'x-order'?: readonly string[]
}

/** One line of a review: a material or a condition. */
export type Row = {
  readonly id: string
  readonly label: string
  readonly hint?: string
  readonly required?: boolean
  readonly exempt?: boolean
  readonly machine?: string | null
  /** What the office's own records say of it, with their numbers. */
  readonly seen?: readonly string[]
}

export type Choice = { readonly value: string | number | boolean; readonly label: string }

export type Path = readonly (string | number)[]

/** How a field is drawn: the widget that the schema names, else what its type suggests. */
export function widgetOf(schema: Schema): string {
  const named = schema['x-widget']
  if (named === 'date' && schema.format === 'date-time') return 'dateTime'
  if (named === 'handed') return 'choices'
  if (named === 'money' || named === 'integer') return 'number'
  if (named === 'list') return choicesOf(schema.items ?? {}).length > 0 ? 'choices' : 'rows'
  // The server may write the directory's choices into the form: then they are picked like any others.
  if (named && ['post', 'body', 'staff', 'office'].includes(named) && choicesOf(schema).length > 0) return 'choice'
  if (named) return named
  if (choicesOf(schema).length > 0) return 'choice'
  const type = typeOf(schema)
  if (type === 'object') return 'form'
  if (type === 'array') return choicesOf(schema.items ?? {}).length > 0 ? 'choices' : 'rows'
  if (type === 'boolean') return 'yesNo'
  if (type === 'integer' || type === 'number') return 'number'
  if (schema.format === 'date') return 'date'
  if (schema.format === 'date-time') return 'dateTime'
  return (schema.maxLength ?? 0) > 120 ? 'longText' : 'text'
}

/** The type apart from null. */
export function typeOf(schema: Schema): string | undefined {
  if (typeof schema.type === 'string') return schema.type
  if (schema.type) return schema.type.find((t) => t !== 'null')
  return schema.properties ? 'object' : (schema.anyOf ?? schema.oneOf)?.map(typeOf).find((t) => t && t !== 'null')
}

/** The values to choose from with their words; empty when the field is free. */
export function choicesOf(schema: Schema): readonly Choice[] {
  if (schema.enum) return schema.enum.map((value) => ({ value, label: String(value) }))
  return (schema.oneOf ?? schema.anyOf ?? []).flatMap((s) =>
    s.const === undefined || s.const === null
      ? []
      : [{ value: s.const, label: s.title ?? s.description ?? String(s.const) }],
  )
}

/** The fields of an object in the order in which they are drawn. What the server fills by itself is left out. */
export function fieldsOf(schema: Schema): readonly (readonly [string, Schema])[] {
  const all = Object.entries(schema.properties ?? {}).filter(
    ([name, s]) => name !== 'version' && s['x-widget'] !== 'hidden',
  )
  const order = schema['x-order']
  if (!order) return all
  const place = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length)
  return [...all].sort(([a], [b]) => place(a) - place(b))
}

/** The schema of what a path points at; undefined when the schema doesn't know it. */
export function schemaAt(schema: Schema, path: Path): Schema | undefined {
  let here: Schema | undefined = schema
  for (const step of path) here = typeof step === 'number' ? here?.items : here?.properties?.[step]
  return here
}
