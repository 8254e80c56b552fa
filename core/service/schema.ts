import type { Field, FieldType, Service } from '#core/service/format.ts'

/** A JSON Schema with the `x-*` keywords that tell a form how to draw it. */
export type JsonSchema = Readonly<Record<string, unknown>>

const jsonTypes = {
  text: { type: 'string', minLength: 1, maxLength: 100 },
  longText: { type: 'string', minLength: 1, maxLength: 2000 },
  idNumber: { type: 'string', pattern: '^\\d{17}[\\dXx]$' },
  creditCode: { type: 'string', pattern: '^[0-9A-HJ-NPQRTUWXY]{18}$' },
  mobile: { type: 'string', pattern: '^1[3-9]\\d{9}$' },
  phone: { type: 'string', pattern: '^(1[3-9]\\d{9}|0\\d{2,3}-?\\d{7,8}(-\\d{1,6})?)$' },
  date: { type: 'string', format: 'date' },
  number: { type: 'number' },
  money: { type: 'number', minimum: 0 },
  choice: { type: 'string' },
  yesNo: { type: 'boolean' },
  list: { type: 'array', items: { type: 'string' }, uniqueItems: true },
} as const satisfies Record<FieldType, JsonSchema>

/** What kind of personal data a field holds, so that it's sealed and masked as such. */
const sealedAs: Partial<Record<FieldType, string>> = { idNumber: 'idNumber', mobile: 'phone', phone: 'phone' }

/**
 * The JSON Schema of a service's form for the API and for drawing it. `required` holds what everybody must answer;
 * a field with `x-when` is required only where its expression is true, which `readForm` judges.
 */
export function formSchema(service: Service): JsonSchema {
  return {
    type: 'object',
    title: `${service.name}申请`,
    properties: Object.fromEntries(service.form.map((field) => [field.name, propertyOf(field)])),
    required: service.form.filter((field) => field.required && !field.when).map((field) => field.name),
    additionalProperties: false,
    'x-order': service.form.map((field) => field.name),
  }
}

function propertyOf(field: Field): JsonSchema {
  return {
    ...jsonTypes[field.type],
    ...choicesOf(field),
    ...boundsOf(field),
    title: field.label,
    'x-widget': field.type === 'list' ? (field.options ? 'choices' : 'rows') : field.type,
    'x-purpose': field.purpose,
    ...(field.hint ? { 'x-hint': field.hint } : {}),
    ...(field.personal ? { 'x-personal': sealedAs[field.type] ?? 'text' } : {}),
    ...(field.sensitive ? { 'x-sensitive': true } : {}),
    ...(field.required ? { 'x-required': true } : {}),
    ...(field.when ? { 'x-when': field.when } : {}),
  }
}

function choicesOf({ type, options }: Field): JsonSchema {
  if (!options) return {}
  const oneOf = options.map(({ code, label }) => ({ const: code, title: label }))
  return type === 'list' ? { items: { type: 'string', oneOf } } : { oneOf }
}

function boundsOf({ type, min, max }: Field): JsonSchema {
  const [low, high] = boundWords(type)
  return { ...(min === undefined ? {} : { [low]: min }), ...(max === undefined ? {} : { [high]: max }) }
}

function boundWords(type: FieldType): readonly [string, string] {
  if (type === 'text' || type === 'longText') return ['minLength', 'maxLength']
  if (type === 'list') return ['minItems', 'maxItems']
  return type === 'date' ? ['x-min', 'x-max'] : ['minimum', 'maximum']
}
