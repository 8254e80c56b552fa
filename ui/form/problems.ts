import type { Problem } from '#core/refusal.ts'
import { type Path, type Schema, widgetOf } from '#ui/form/schema.ts'

/** Problems by the field on which they land; those that belong to no field are shown above the form. */
export type Landed = {
  readonly fields: readonly { name: (string | number)[]; errors: string[] }[]
  readonly above: readonly string[]
}

/**
 * What stands at the foot of a form that was sent back. The server's sentence is often the first problem itself: where that
 * stands with its field already, it isn't said again; the foot then says how many places to look for.
 */
export function footOf(says: string | null, { fields }: Landed): string | null {
  const beside = fields.flatMap(({ errors }) => errors)
  const first = beside.find((line) => says?.startsWith(line))
  const [, clause] = (first && says && after.exec(says.slice(first.length))) || []
  return clause === undefined ? says : `有${beside.length}处要改，已在上面标出${clause}`
}

/** What may stand behind a first problem: how many there are, and the clause. */
const after = /^(?:（共 \d+ 处）)?((?:（依据 [^）]+）)?)$/

/** Finds for each JSON pointer the field that is drawn: the pointer itself or the widget that holds it. */
export function land(problems: readonly Problem[], schema: Schema): Landed {
  const fields = new Map<string, { name: (string | number)[]; errors: string[] }>()
  const above: string[] = []
  for (const { at, says } of problems) {
    const name = placeOf(schema, stepsOf(at))
    if (name.length === 0) above.push(says)
    else {
      const key = JSON.stringify(name)
      const field = fields.get(key) ?? { name: [...name], errors: [] }
      field.errors.push(says)
      fields.set(key, field)
    }
  }
  return { fields: [...fields.values()], above }
}

/** A pointer into a whole request begins with `/input`, one into a form doesn't. */
function stepsOf(pointer: string): readonly string[] {
  const steps = pointer
    .replace(/^\/input(?=\/)/, '')
    .split('/')
    .slice(1)
  return steps.map((s) => s.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** The field of a pointer; a checker of a group may also name its fields from there. */
function placeOf(schema: Schema, steps: readonly string[]): Path {
  const straight = fieldAt(schema, steps)
  if (straight.length > 0) return straight
  const groups = Object.entries(schema.properties ?? {}).flatMap(([name, s]) => (widgetOf(s) === 'form' ? [name] : []))
  return groups.map((group) => fieldAt(schema, [group, ...steps])).find((path) => path.length > 1) ?? []
}

/** The longest part of the pointer that is a field of its own. */
function fieldAt(schema: Schema, steps: readonly string[]): Path {
  const path: (string | number)[] = []
  let here: Schema | undefined = schema
  for (const step of steps) {
    const widget: string = here ? widgetOf(here) : ''
    if (widget === 'form') {
      here = here?.properties?.[step]
      if (!here) return path
      path.push(step)
    } else if (widget === 'rows' && /^\d+$/.test(step)) {
      here = here?.items
      path.push(Number(step))
    } else return path
  }
  return path
}
