import type { Values } from '#ui/form/form.tsx'

/**
 * Whether a field is asked, by its `x-when`: `form` is the group in which the field stands. Read here: comparisons with a
 * word, a number or yes/no, lists, `!`, `&&` and `||`. What is not understood is asked; the server judges again.
 */
export function isAsked(expression: string | undefined, form: Values | undefined): boolean {
  if (!expression) return true
  return expression.split('||').some((either) => either.split('&&').every((part) => holds(part.trim(), form ?? {})))
}

const compared = /^form\.(\w+)\s*(==|!=)\s*(.+)$/
const listed = /^form\.(\w+)\s+in\s+(\[.*\])$/
const said = /^(!?)form\.(\w+)$/

function holds(part: string, form: Values): boolean {
  const comparison = compared.exec(part)
  if (comparison) {
    const [, name = '', sign, value = ''] = comparison
    const known = constant(value)
    return known === undefined || (form[name] === known) === (sign === '==')
  }
  const list = listed.exec(part)
  if (list) {
    const known = constant(list[2] ?? '')
    return !Array.isArray(known) || known.includes(form[list[1] ?? ''])
  }
  const flag = said.exec(part)
  return !flag || (form[flag[2] ?? ''] === true) !== (flag[1] === '!')
}

/** A word, number, yes/no or list as CEL and JSON both write it; undefined when it is something else. */
function constant(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
