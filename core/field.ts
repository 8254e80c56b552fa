import Type, { type TSchemaOptions } from 'typebox'

/** Fields of forms as the regulation's people name them. `x-widget` tells a form how to draw one, `x-personal` what to seal. */

type Options = TSchemaOptions & { readonly maxLength?: number; readonly minLength?: number }

/** One line of text, not empty. */
export const text = (title: string, options: Options = {}) =>
  Type.String({ title, minLength: 1, maxLength: 100, pattern: '\\S', ...options })

/** The name of a person or of a unit, by the one rule of names (core/names.ts). */
export const named = (title: string, options: Options = {}) => text(title, { format: 'name', ...options })

/** Several lines of text, not empty. */
export const longText = (title: string, options: Options = {}) =>
  Type.String({ title, minLength: 1, maxLength: 2000, pattern: '\\S', 'x-widget': 'longText', ...options })

/** A mobile or fixed number by which somebody can be reached; sealed. */
export const phone = (title: string, options: Options = {}) =>
  Type.String({
    title,
    pattern: '^(1[3-9]\\d{9}|0\\d{2,3}-?\\d{7,8}(-\\d{1,6})?)$',
    'x-widget': 'phone',
    'x-personal': 'phone',
    ...options,
  })

/** The number of a person's identity card; sealed. */
export const idNumber = (title: string) =>
  Type.String({ title, pattern: '^\\d{17}[\\dXx]$', 'x-widget': 'idNumber', 'x-personal': 'idNumber' })

type Words<Code extends string> = Readonly<Record<Code, string | { readonly label: string }>>

/** One of a few words: code → 中文, or the rows of a table that have a label. */
export const choice = <Code extends string>(title: string, words: Words<Code>, options: Options = {}) =>
  Type.Unsafe<Code>({
    type: 'string',
    title,
    oneOf: Object.entries<Words<Code>[Code]>(words).map(([code, word]) => ({
      const: code,
      title: typeof word === 'string' ? word : word.label,
    })),
    'x-widget': 'choice',
    ...options,
  })

/** A post of one's own office that receives something. */
export const post = (title: string) => Type.String({ title, format: 'uuid', 'x-widget': 'post' })

/** What a body outside does for the guaranteed loans. */
export const bodyRoles = { guarantor: '担保机构', bank: '经办银行' } as const
export type BodyRole = keyof typeof bodyRoles

/** An entry of the directory: a body in the system, or outside it; with a role, only one of that role. */
export const body = (title: string, scope: 'inside' | 'outside', role?: BodyRole) =>
  Type.String({ title, format: 'uuid', 'x-widget': 'body', 'x-scope': scope, ...(role && { 'x-role': role }) })

/** A member of the staff of the office where the matter lies. */
export const member = (title: string, options: Options = {}) =>
  Type.String({ title, format: 'uuid', 'x-widget': 'staff', ...options })

/** One's own office or one below. */
export const place = (title: string) => Type.String({ title, format: 'uuid', 'x-widget': 'office' })

/** A day, no time. */
export const day = (title: string, options: TSchemaOptions = {}) =>
  Type.String({ title, format: 'date', 'x-widget': 'date', ...options })

/** A count with its bounds, both allowed. */
export const count = (title: string, minimum: number, maximum: number) => Type.Integer({ title, minimum, maximum })

/** A form: nothing but these fields. */
export const form = <P extends Type.TProperties>(properties: P) =>
  Type.Object(properties, { additionalProperties: false })
