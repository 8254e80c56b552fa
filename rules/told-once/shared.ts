import { fieldsIn } from '#core/service/expression.ts'
import type { Field, Service } from '#core/service/format.ts'
import { formSchema, type JsonSchema } from '#core/service/schema.ts'

/** What several services of one sitting ask alike: asked once, looked at once (一站式, 6.4, 10.1.2). Pure. */

/** Two services mean the same by a field when they call it alike and ask it alike; a free remark belongs to each. */
const sameField = (a: Field, b: Field): boolean =>
  a.name === b.name &&
  a.type === b.type &&
  a.label === b.label &&
  a.when === b.when &&
  JSON.stringify(a.options) === JSON.stringify(b.options) &&
  a.type !== 'longText' &&
  a.type !== 'rows'

/** The fields that at least two of the services ask, all of them alike; in the order of the first that asks. */
export function sharedFields(services: readonly Service[]): readonly string[] {
  const fields = services.flatMap(({ form }) => form)
  const names = fields.flatMap((field) => {
    const called = fields.filter(({ name }) => name === field.name)
    return called.length > 1 && called.every((other) => sameField(field, other)) ? [field.name] : []
  })
  return withWhatTheyAsk(services, [...new Set(names)])
}

/** A field that is asked only after another is shared only if that one is: else nobody could say whether it is asked. */
function withWhatTheyAsk(services: readonly Service[], names: readonly string[]): readonly string[] {
  const left = names.filter((name) =>
    services.every(({ form }) => {
      const when = form.find((field) => field.name === name)?.when
      return when === undefined || fieldsIn(when).every((asked) => names.includes(asked))
    }),
  )
  return left.length < names.length ? withWhatTheyAsk(services, left) : left
}

type Part = { readonly title: string; readonly schema: JsonSchema }
export type SittingForm = { readonly shared: Part; readonly services: readonly (Part & { readonly code: string })[] }

/** The forms of a sitting: one part for what they share, and for each service what it asks alone. */
export function sittingForm(services: readonly Service[]): SittingForm {
  const shared = sharedFields(services)
  const schemas = services.map((service) => ({ service, schema: formSchema(service) }))
  const properties: Record<string, unknown> = {}
  for (const name of shared)
    for (const { schema } of schemas) {
      const field = (schema['properties'] as Record<string, JsonSchema>)[name]
      // The strictest asks for all: what one of them needs is needed.
      if (field && (properties[name] === undefined || field['minLength'] !== undefined)) properties[name] ??= field
    }
  const required = shared.filter((name) =>
    schemas.some(({ schema }) => (schema['required'] as readonly string[]).includes(name)),
  )
  return {
    shared: {
      title: '各事项共用的信息（只填一次）',
      schema: { type: 'object', properties, required, additionalProperties: false, 'x-order': shared },
    },
    services: schemas.map(({ service, schema }) => ({
      code: service.code,
      title: service.name,
      schema: without(schema, shared),
    })),
  }
}

function without(schema: JsonSchema, names: readonly string[]): JsonSchema {
  const left = (name: string) => !names.includes(name)
  const properties = schema['properties'] as Record<string, unknown>
  return {
    ...schema,
    properties: Object.fromEntries(Object.entries(properties).filter(([name]) => left(name))),
    required: (schema['required'] as readonly string[]).filter(left),
    'x-order': (schema['x-order'] as readonly string[]).filter(left),
  }
}

/** One service's whole form, from what was shared and what is its own. */
export function formFor(
  service: Service,
  shared: Readonly<Record<string, unknown>>,
  own: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const names = new Set(service.form.map(({ name }) => name))
  return { ...Object.fromEntries(Object.entries(shared).filter(([name]) => names.has(name))), ...own }
}

/** The papers that several services ask for, by the word that their files give them. */
export function sharedPapers(services: readonly Service[]): ReadonlySet<string> {
  const papers = services.map(({ materials }) => new Set(materials.flatMap(({ paper }) => paper ?? [])))
  const all = new Set(papers.flatMap((one) => [...one]))
  return new Set([...all].filter((paper) => papers.filter((one) => one.has(paper)).length > 1))
}
