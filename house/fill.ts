import type { TSchema } from 'typebox'
import { stepFormsOn } from '#house/cases.ts'
import { bodiesFor } from '#matter/choice.ts'
import { demoPost } from '#office/seed.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'

type Node = Readonly<Record<string, unknown>>
type Row = {
  readonly id?: string
  readonly const?: string
  readonly required?: boolean
  readonly machine?: string | null
  readonly of?: string
  readonly unit?: string
  readonly bound?: object
}

/** Inputs that fit a form: all choices of each field against the first of the others, and reviews of each outcome. */
export function fillings(shape: TSchema, office: OfficeSnapshot, today = '2026-03-02'): readonly Node[] {
  const { properties = {}, required = [] } = shape as {
    properties?: Record<string, Node>
    required?: readonly string[]
  }
  const choices = Object.entries(properties).map(
    ([name, field]) =>
      [name, [...writtenAt(name, field, today), ...valuesOf(field, office)], required.includes(name)] as const,
  )
  const first = Object.fromEntries(choices.filter(([, , needed]) => needed).map(([name, [value]]) => [name, value]))
  return [
    first,
    ...choices.flatMap(([name, values, needed]) =>
      values.slice(needed ? 1 : 0).map((value) => ({ ...first, [name]: value })),
    ),
  ]
}

/** What a step writes down is first of all something that its own checks let pass. */
const writtenAt = (name: string, field: Node, today: string): readonly unknown[] => {
  const forms = stepFormsOn(today)
  return field['type'] === 'object' && name in forms ? [forms[name]] : []
}

function valuesOf(field: Node, office: OfficeSnapshot): readonly unknown[] {
  const rows = (field['x-rows'] ?? []) as readonly Row[]
  switch (field['x-widget']) {
    case 'materials':
      return [
        rows.map((row) => ({ id: row.id, result: 'ok' })),
        rows.map((row, i) => (i ? { id: row.id, result: 'ok' } : { id: row.id, result: 'missing', reason: '测试' })),
      ]
    case 'conditions': {
      const asked = rows.filter(({ machine }) => machine === null)
      return [
        asked.map(({ id }) => ({ id, result: 'yes' })),
        asked.map(({ id }, i) => (i ? { id, result: 'yes' } : { id, result: 'no', reason: '测试' })),
      ]
    }
    case 'handed': {
      const { items } = field as { items?: { oneOf?: readonly Row[] } }
      return [(items?.oneOf ?? []).map((row) => row.const), []]
    }
    // All lines of a checklist in order; the same with its first line failed.
    case 'checks': {
      const answer = (row: Row, failed: boolean) => ({
        item: row.id,
        ...(row.of && { of: row.of }),
        ...(row.bound
          ? { value: { amount: 'atLeast' in row.bound === failed ? 0 : 12, unit: row.unit } }
          : { result: failed ? 'fail' : 'pass', ...(failed && { note: '测试' }) }),
      })
      return [rows.map((row) => answer(row, false)), rows.map((row, i) => answer(row, i === 0))]
    }
    case 'post':
      return [demoPost('sljd.review'), demoPost('sljd.counter')]
    case 'body':
      return [bodiesFor(field, office)[0]?.id]
    case 'phone':
      return ['13800000000']
    case 'idNumber':
      return ['220202199001010012']
    case 'form':
      return [{}]
  }
  const oneOf = field['oneOf'] ?? field['anyOf']
  if (Array.isArray(oneOf)) return oneOf.map((one: Row) => one.const)
  if (Array.isArray(field['enum'])) return field['enum']
  if (field['type'] === 'integer') return [Number(field['minimum'] ?? 1)]
  if (field['type'] === 'boolean') return [true, false]
  if (field['type'] === 'number') return [Number(field['minimum'] ?? 1)]
  if (field['type'] === 'object') return fillings(field as TSchema, office)
  if (field['type'] === 'array') {
    const [one] = Number(field['minItems'] ?? 0) > 0 ? valuesOf((field['items'] ?? {}) as Node, office) : []
    return [one === undefined ? [] : [one]]
  }
  if (field['format'] === 'date') return [field['x-max'] === 'today' ? '2026-03-02' : '2026-03-13']
  return [field['format'] === 'uuid' ? '01900000-0000-7000-8000-000000000001' : '测试内容']
}
