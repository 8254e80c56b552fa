import { type Choice, choicesOf, type Schema, typeOf } from '#ui/form/schema.ts'

export type Answer = { readonly is: string | null; readonly reason: string }
export type Answers = Readonly<Record<string, Answer>>
export type Shape = {
  readonly options: readonly { value: string; label: string }[]
  readonly read: (value: unknown) => Answers
  readonly write: (answers: Answers) => unknown
}

export const answerWords: Readonly<Record<string, string>> = {
  ok: '齐全合格',
  missing: '缺少',
  wrong: '不合格',
  waived: '免提交',
  yes: '符合',
  no: '不符合',
  unknown: '待核实',
}

const usual: Readonly<Record<string, readonly string[]>> = {
  materials: ['ok', 'missing', 'wrong', 'waived'],
  conditions: ['yes', 'no', 'unknown'],
}

/** Answers that a person must be told the reason of. */
export function needsReason(is: string): boolean {
  return is !== 'ok' && is !== 'yes' && is !== 'waived'
}

/**
 * How the answers of a review travel. The schema says whether as a list or as an object by row, and under which
 * names; without it, a list of `{id, result, reason}`.
 */
export function shapeOf(schema: Schema, widget: string): Shape {
  const listed = typeOf(schema) !== 'object'
  const first = Object.values(schema.properties ?? schema.patternProperties ?? {})[0]
  const extra = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined
  const item = (listed ? schema.items : (first ?? extra)) ?? {}
  const fields = Object.entries(item.properties ?? {})
  const choosing = fields.find(([, s]) => choicesOf(s).length > 1)
  const isKey = choosing?.[0] ?? 'result'
  const bare = fields.length === 0 && choicesOf(item).length > 1
  const idKey = ['id', 'material', 'condition', 'row'].find((k) => item.properties?.[k]) ?? 'id'
  const reasonKey = ['reason', 'says', 'note'].find((k) => item.properties?.[k]) ?? 'reason'
  const choices = choicesOf(choosing?.[1] ?? item)
  const one = (a: Answer) =>
    bare ? a.is : { [isKey]: a.is, ...(a.reason.trim() ? { [reasonKey]: a.reason.trim() } : {}) }
  const heard = (raw: unknown): Answer => {
    if (typeof raw !== 'object' || raw === null) return { is: typeof raw === 'string' ? raw : null, reason: '' }
    const got = raw as Record<string, unknown>
    return { is: typeof got[isKey] === 'string' ? got[isKey] : null, reason: String(got[reasonKey] ?? '') }
  }
  return {
    options:
      choices.length > 1
        ? choices.map(worded)
        : (usual[widget] ?? []).map((value) => ({ value, label: answerWords[value] ?? value })),
    read(value) {
      if (Array.isArray(value))
        return Object.fromEntries(value.map((v: Record<string, unknown>) => [String(v[idKey]), heard(v)]))
      if (typeof value !== 'object' || value === null) return {}
      return Object.fromEntries(Object.entries(value).map(([id, v]) => [id, heard(v)]))
    },
    write(answers) {
      const given = Object.entries(answers).filter(([, a]) => a.is !== null)
      if (!listed) return Object.fromEntries(given.map(([id, a]) => [id, one(a)]))
      return given.map(([id, a]) => ({ [idKey]: id, ...(one(a) as object) }))
    },
  }
}

function worded(choice: Choice): { value: string; label: string } {
  const value = String(choice.value)
  return { value, label: choice.label === value ? (answerWords[value] ?? value) : choice.label }
}
