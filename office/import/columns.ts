import type { ImportColumn } from '#office/import/kind.ts'

type Property = {
  readonly title?: string
  readonly type?: string
  readonly format?: string
  readonly maxLength?: number
  readonly oneOf?: readonly { readonly const: string; readonly title: string }[]
  readonly 'x-hint'?: string
}
type Form = { readonly properties: object; readonly required?: readonly string[] }

/** The columns of a form that is entered by hand too: its titles, its choices, what it must have. `choices` stand for names of offices. */
export function columnsOf(
  form: Form,
  examples: Readonly<Record<string, string>>,
  choices: Readonly<Record<string, readonly { readonly id: string; readonly name: string }[]>> = {},
): readonly ImportColumn[] {
  const properties = form.properties as Readonly<Record<string, Property>>
  return Object.keys(examples).map((name) => {
    const { title = name, type, format, oneOf, 'x-hint': hint } = properties[name] ?? {}
    const given =
      choices[name]?.map((one) => ({ code: one.id, label: one.name })) ??
      oneOf?.map((one) => ({ code: one.const, label: one.title }))
    return {
      ...{ name, title, required: form.required?.includes(name) ?? false, example: examples[name] ?? '' },
      type: given
        ? 'choice'
        : type === 'boolean'
          ? 'yesNo'
          : type === 'integer'
            ? 'integer'
            : format === 'date'
              ? 'day'
              : 'text',
      ...(given && { options: given }),
      ...(hint && { hint }),
    }
  })
}
