import Type from 'typebox'

/** Fields that calculators ask for. Money is in yuan, to the fen; what is wrong with it beyond its bounds the calculator says. */

type More = { readonly 'x-hint'?: string; readonly 'x-when'?: string; readonly 'x-required'?: boolean }

export const money = (title: string, maximum: number, more: More = {}) =>
  Type.Number({ title, minimum: 0, maximum, 'x-widget': 'money', ...more })

/** `2026-01` */
export const monthField = (title: string, more: More = {}) =>
  Type.String({ title, pattern: monthForm, 'x-widget': 'month', 'x-hint': '年月，如2026-01', ...more })

export const monthForm = '^(19|20)\\d{2}-(0[1-9]|1[0-2])$'

/** Rows of the same few fields, in the order in which they are written on a line. */
export const rows = <P extends Type.TProperties>(title: string, properties: P, maxItems: number, more: More = {}) =>
  Type.Array(Type.Object(properties, { additionalProperties: false }), {
    title,
    maxItems,
    'x-widget': 'rows',
    ...more,
  })
