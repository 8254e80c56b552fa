import { isSealed } from '#core/matter.ts'
import type { Column, Field, FieldType, Service } from '#core/service/format.ts'

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
  integer: { type: 'integer' },
  month: { type: 'string', pattern: '^\\d{4}-(0[1-9]|1[0-2])$' },
  bankCard: { type: 'string', pattern: '^\\d([ -]?\\d){12,18}$' },
  householdNumber: { type: 'string', minLength: 1, maxLength: 30 },
  rows: { type: 'array' },
  staff: { type: 'string', format: 'uuid' },
} as const satisfies Record<FieldType, JsonSchema>

/** What kind of personal data a field holds, so that it's sealed and masked as such. */
const sealedAs: Partial<Record<FieldType, string>> = {
  idNumber: 'idNumber',
  mobile: 'phone',
  phone: 'phone',
  bankCard: 'bankCard',
  householdNumber: 'householdNumber',
}

/** Whether answers of this type are numbers that are kept sealed. */
export const isSealedType = (type: FieldType): boolean => sealedAs[type] !== undefined

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

function propertyOf(field: Field | Column): JsonSchema {
  return {
    ...jsonTypes[field.type],
    ...choicesOf(field),
    ...rowOf(field),
    ...boundsOf(field),
    title: field.label,
    'x-widget': field.type === 'list' ? (field.options ? 'choices' : 'rows') : field.type,
    'x-purpose': field.purpose,
    ...(field.hint ? { 'x-hint': field.hint } : {}),
    ...(field.personal ? { 'x-personal': sealedAs[field.type] ?? 'text' } : {}),
    ...(field.type === 'creditCode' ? { 'x-found': 'creditCode' } : {}),
    ...(field.sensitive ? { 'x-sensitive': true } : {}),
    ...(field.required ? { 'x-required': true } : {}),
    ...('when' in field && field.when ? { 'x-when': field.when } : {}),
  }
}

/** What one row of a `rows` field is made of. */
function rowOf(field: Field | Column): JsonSchema {
  if (!('columns' in field) || !field.columns) return {}
  const items = {
    type: 'object',
    properties: Object.fromEntries(field.columns.map((column) => [column.name, propertyOf(column)])),
    required: field.columns.filter(({ required }) => required).map(({ name }) => name),
    additionalProperties: false,
    'x-order': field.columns.map(({ name }) => name),
  }
  return { items }
}

/**
 * The form put right (更正): every answer may be left out, and in a row the mask under which a number is shown stands for
 * that number, so that nobody types again what nobody may see. What stands and isn't shown is not asked a second time.
 */
export function amendSchema(service: Service, kept: Readonly<Record<string, unknown>> = {}): JsonSchema {
  const { required: _all, properties, ...rest } = formSchema(service)
  const open = (name: string, one: JsonSchema): JsonSchema => {
    const field = service.form.find((known) => known.name === name)
    if (field?.columns) return { ...one, items: unmasked(field.columns, one['items'] as JsonSchema) }
    const stood = kept[name]
    if (stood === undefined || !(isSealed(stood) || field?.sensitive)) return one
    const { 'x-required': _asked, ...rest } = one
    return { ...rest, 'x-hint': isSealed(stood) ? `现为${stood.masked}，不改的不用填` : '已经填写，不改的不用填' }
  }
  const entries = Object.entries(properties as Readonly<Record<string, JsonSchema>>)
  return { ...rest, properties: Object.fromEntries(entries.map(([name, one]) => [name, open(name, one)])) }
}

function unmasked(columns: readonly Column[], items: JsonSchema): JsonSchema {
  const cells = items['properties'] as Readonly<Record<string, JsonSchema>>
  const properties = columns.map(({ name, type }) => {
    const { pattern: _strict, ...open } = cells[name]!
    return [name, isSealedType(type) ? { ...open, maxLength: 40 } : cells[name]!] as const
  })
  return { ...items, properties: Object.fromEntries(properties) }
}

function choicesOf({ type, options }: Field | Column): JsonSchema {
  if (!options) return {}
  const oneOf = options.map(({ code, label }) => ({ const: code, title: label }))
  return type === 'list' ? { items: { type: 'string', oneOf } } : { oneOf }
}

function boundsOf({ type, min, max }: Field | Column): JsonSchema {
  const [low, high] = boundWords(type)
  return { ...(min === undefined ? {} : { [low]: min }), ...(max === undefined ? {} : { [high]: max }) }
}

function boundWords(type: FieldType): readonly [string, string] {
  if (type === 'text' || type === 'longText' || type === 'householdNumber') return ['minLength', 'maxLength']
  if (type === 'list' || type === 'rows') return ['minItems', 'maxItems']
  return type === 'date' || type === 'month' ? ['x-min', 'x-max'] : ['minimum', 'maximum']
}
