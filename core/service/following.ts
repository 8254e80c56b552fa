import Type from 'typebox'
import { isSealed, type MatterId } from '#core/matter.ts'
import type { Following } from '#core/process.ts'
import type { Service } from '#core/service/format.ts'
import type { Fault } from '#core/service/shape.ts'
import { stepsOf } from '#core/service/steps.ts'

/**
 * What a service's file says of the matter that its result opens: of which kind, and which answer of the form is which
 * field of its opening; `step.field` is what was written down at a step. `once`: not while the person has an open one of that kind.
 * `holder`: the answer that names who of the office shall hold it.
 */
export const followsSchema = Type.Object(
  {
    kind: Type.String({ pattern: '^[a-z][a-z-]{0,39}$' }),
    once: Type.Optional(Type.Boolean()),
    holder: Type.Optional(Type.String({ pattern: '^[a-z][A-Za-z0-9]{0,39}$' })),
    fields: Type.Record(
      Type.String({ pattern: '^[a-z][A-Za-z0-9]{0,39}$' }),
      Type.String({ pattern: '^[a-z][A-Za-z0-9]{0,39}(\\.[a-z][A-Za-z0-9]{0,39})?$' }),
    ),
  },
  { additionalProperties: false },
)

/** Answers that the form doesn't ask for. */
export function followFaults(service: Service): readonly Fault[] {
  const { follows, form, enrolment } = service
  if (!follows) return []
  const written = stepsOf(service).flatMap(({ id, form: fields = [] }) => fields.map(({ name }) => `${id}.${name}`))
  const known = new Set([...form.map(({ name }) => name), ...written])
  const named = form.find(({ name }) => name === follows.holder)
  const unknown = Object.entries(follows.fields).filter(([, answer]) => !known.has(answer))
  return [
    ...(enrolment ? [{ path: ['follows'], says: '已写 enrolment 的不再写 follows，一个结果只接着办一件' }] : []),
    ...(follows.holder !== undefined && named?.type !== 'staff'
      ? [{ path: ['follows', 'holder'], says: `${follows.holder} 应是申请表里的一名工作人员（staff）` }]
      : []),
    ...unknown.map(([field, answer]) => ({
      path: ['follows', 'fields', field],
      says: `申请表和各步骤的记录都没有 ${answer} 这一项`,
    })),
  ]
}

type Answers = Readonly<Record<string, unknown>>
type Case = {
  readonly id: MatterId
  readonly form: Answers
  readonly steps: readonly { readonly step: string; readonly form?: Answers; readonly undone?: true }[]
}

/** What the result of a case opens: the answers under the names of the next form, and the case that it goes on from. */
export function followsOf({ follows }: Pick<Service, 'follows'>, { id, form, steps }: Case): Following | null {
  if (!follows) return null
  const writtenAt = (step: string) => steps.findLast((one) => one.step === step && !one.undone && one.form)?.form
  const given = Object.entries(follows.fields).flatMap(([field, answer]) => {
    const [first = '', second] = answer.split('.')
    const value = second === undefined ? form[first] : writtenAt(first)?.[second]
    return value === undefined || value === '' ? [] : [[field, value] as const]
  })
  const number = form['idNumber']
  const holder = follows.holder === undefined ? undefined : form[follows.holder]
  return {
    kind: follows.kind,
    opens: { case: id, ...Object.fromEntries(given) },
    ...(follows.once && isSealed(number) && { of: number }),
    ...(typeof holder === 'string' && { holder }),
  }
}
