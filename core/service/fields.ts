import Type from 'typebox'
import { confidences } from '#regulation/confidence.ts'

/** The smallest parts of a service's file, and what a form may ask. */

export const strict = { additionalProperties: false }
export const words = Type.String({ maxLength: 2000, pattern: '\\S' })
export const name = Type.String({ pattern: '^[a-z][A-Za-z0-9]{0,39}$' })
export const cel = Type.String({ minLength: 1, maxLength: 500 })
export const day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
export const confidence = Type.Enum(confidences)
export const known = { source: words, confidence }

export const fieldTypes = [
  'text',
  'longText',
  'idNumber',
  'creditCode',
  'mobile',
  'phone',
  'date',
  'number',
  'money',
  'choice',
  'yesNo',
  'list',
  'integer',
  'month',
  'bankCard',
  'householdNumber',
  'rows',
  'staff',
] as const
export type FieldType = (typeof fieldTypes)[number]

/** What a column of `rows` may hold: everything but lists. */
export const columnTypes = fieldTypes.filter((type) => type !== 'list' && type !== 'rows')

const option = Type.Object({ code: Type.String({ pattern: '^[A-Za-z0-9-]{1,40}$' }), label: words }, strict)

/**
 * `min` and `max` bound a number, the length of a text, the length of a list, the count of rows, or a date or month: a day
 * or month, `today`, or `birth`, the birthday in the citizen number of the same form or row.
 */
const bound = Type.Union([Type.Number(), Type.String({ pattern: '^(today|birth|\\d{4}-\\d{2}(-\\d{2})?)$' })])

const asked = {
  name,
  label: words,
  required: Type.Boolean(),
  options: Type.Optional(Type.Array(option)),
  /** Why the field is asked for (个人信息保护法 art. 6): what has no purpose isn't collected. */
  purpose: words,
  personal: Type.Boolean(),
  sensitive: Type.Optional(Type.Boolean()),
  min: Type.Optional(bound),
  max: Type.Optional(bound),
  hint: Type.Optional(words),
}

const column = Type.Object({ ...asked, type: Type.Enum(columnTypes) }, strict)

export const field = Type.Object(
  {
    ...asked,
    type: Type.Enum(fieldTypes),
    when: Type.Optional(cel),
    /** What each row of a `rows` field asks. */
    columns: Type.Optional(Type.Array(column, { minItems: 1 })),
    /** The column in which no two rows may have the same. */
    unique: Type.Optional(name),
  },
  strict,
)
