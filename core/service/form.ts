import type { Day } from '#core/day.ts'
import { isSealed } from '#core/matter.ts'
import type { Problem } from '#core/refusal.ts'
import { bornOf, faultsOf, tidyAnswer } from '#core/service/answer.ts'
import { evaluate } from '#core/service/expression.ts'
import type { Field, Service } from '#core/service/format.ts'
import { resumed, rowProblems, tidyRows } from '#core/service/rows.ts'
import { scopeOf } from '#core/service/scope.ts'
import { escaped } from '#core/shape.ts'

export type Answers = Readonly<Record<string, unknown>>

/**
 * Reads a form as it was typed. Answers the tidy form — only fields of the service that apply, empty ones left out —
 * or every problem at once, each at its pointer (`/form/idNumber`), so that nobody is sent back twice (8.1).
 */
export function readForm(
  service: Service,
  input: unknown,
  today: Day,
): { readonly form: Answers } | { readonly problems: readonly Problem[] } {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return { problems: [{ at: '/form', says: '请填写申请表' }] }
  }
  const names = new Set(service.form.map((field) => field.name))
  const strangers = Object.keys(input).filter((name) => !names.has(name))
  const tidy = tidied(service.form, input)
  const fields = fieldsFor(service, tidy, today)
  const problems = [
    ...strangers.map((name) => ({ at: pointer(name), says: '申请表没有这一项' })),
    ...fields.flatMap((field) => problemsOf(field, tidy[field.name], today, bornIn(tidy))),
  ]
  const twice = problems.length > 0 ? [] : sameNumbers(fields, tidy)
  if (problems.length + twice.length > 0) return { problems: [...problems, ...twice] }
  const given = fields.filter((field) => tidy[field.name] !== undefined)
  return { form: Object.fromEntries(given.map((field) => [field.name, tidy[field.name]])) }
}

/** Another person has another number: a spouse's is not the applicant's own, nor that of a third. */
function sameNumbers(fields: readonly Field[], tidy: Answers): readonly Problem[] {
  const numbers = fields.filter(({ name, type }) => type === 'idNumber' && tidy[name] !== undefined)
  return numbers.flatMap(({ name, label }, n) => {
    const other = numbers.slice(0, n).find((one) => tidy[one.name] === tidy[name])
    return other ? [sameSays(name, label, other.label)] : []
  })
}

const sameSays = (name: string, label: string, other: string): Problem => ({
  ...{ at: pointer(name), says: `与“${other}”是同一个号码，请核对${label}` },
})

/** The fingerprint under which a number that is typed now would be kept. */
type Blind = (number: string) => string

/** The same of some numbers typed anew beside those that are kept sealed; said of one that was typed. */
function sameAsKept(fields: readonly Field[], whole: Answers, tidy: Answers, blind: Blind): readonly Problem[] {
  const blindOf = (value: unknown) => (isSealed(value) ? value.blind : blind(String(value)))
  const numbers = fields
    .filter(({ name, type }) => type === 'idNumber' && whole[name] !== undefined)
    .map(({ name, label }) => ({ name, label, is: blindOf(whole[name]), typed: tidy[name] !== undefined }))
  return numbers.flatMap(({ name, label, is, typed }, n) => {
    const other = typed && numbers.find((one, at) => at !== n && one.is === is && (at < n || !one.typed))
    return other ? [sameSays(name, label, other.label)] : []
  })
}

/**
 * The problems of some answers that are typed anew, beside those that stay as they are (`kept`, personal numbers sealed); without
 * `blind` nobody can tell whether a number is another's that is kept.
 */
export function problemsIn(
  service: Service,
  typed: unknown,
  kept: Answers,
  today: Day,
  blind?: Blind,
): readonly Problem[] {
  if (typeof typed !== 'object' || typed === null) return [{ at: '/form', says: '请填写申请表' }]
  const tidy = resumedIn(service, tidied(service.form, typed), kept)
  const born = bornIn({ ...kept, ...tidy })
  const whole = { ...kept, ...emptied(typed), ...tidy }
  const asked = fieldsFor(service, whole, today)
  const given = asked.filter(({ name }) => name in typed && tidy[name] !== undefined)
  const lacking = asked.filter(({ name, required }) => required && whole[name] === undefined)
  const left = service.form.filter(({ name, type, min }) => type === 'date' && min === 'birth' && !(name in typed))
  const wrong = given.flatMap((field) => problemsOf(field, tidy[field.name], today, born))
  return [
    ...(wrong.length > 0 || !blind ? wrong : sameAsKept(asked, whole, tidy, blind)),
    ...lacking.flatMap((field) => problemsOf(field, undefined, today)),
    ...left.flatMap((field) =>
      kept[field.name] === undefined ? [] : problemsOf(field, kept[field.name], today, born),
    ),
  ]
}

/** The fields that apply to these answers; an answer to a field that does not apply decides nothing about others. */
export function fieldsFor(service: Service, answers: Answers, today: Day): readonly Field[] {
  const scope = scopeOf(answers, today)
  const fields = service.form.filter((field) => !field.when || evaluate(service, field.when, scope) === true)
  const names = new Set(fields.map(({ name }) => name))
  const left = Object.fromEntries(Object.entries(answers).filter(([name]) => names.has(name)))
  return Object.keys(left).length < Object.keys(answers).length ? fieldsFor(service, left, today) : fields
}

/** What of these answers counts: given, and to a field that applies. The rest is not kept (个人信息保护法 art. 6). */
export function applicable(service: Service, answers: Answers, today: Day): Answers {
  const names = new Set(fieldsFor(service, answers, today).map(({ name }) => name))
  const counts = ([name, value]: [string, unknown]) => names.has(name) && tidyAnswer(undefined, value) !== undefined
  return Object.fromEntries(Object.entries(answers).filter(counts))
}

/** Answers that were sent empty: they are taken back. */
const emptied = (typed: object): Answers => Object.fromEntries(Object.keys(typed).map((name) => [name, undefined]))

/** Answers typed anew, with the numbers of the rows as they were kept where only their masks were sent. */
export function resumedIn(service: Service, typed: Answers, kept: Answers): Answers {
  const rows = service.form.filter(({ name, type }) => type === 'rows' && name in typed)
  if (rows.length === 0) return typed
  return {
    ...typed,
    ...Object.fromEntries(rows.map((field) => [field.name, resumed(field, typed[field.name], kept[field.name])])),
  }
}

const bornIn = ({ idNumber }: Answers): Day | null => bornOf(idNumber)

/** What is wrong with one answer, if anything; a missing one is wrong only where the field is required. */
export function problemsOf(field: Field, value: unknown, today: Day, born: Day | null = null): readonly Problem[] {
  if (value === undefined) return field.required ? [{ at: pointer(field.name), says: `请填写${field.label}` }] : []
  const says = faultsOf(field, value, today, born)
  if (field.type === 'rows' && says.length === 0) return rowProblems(field, value, today, pointer(field.name))
  return says.map((text) => ({ at: pointer(field.name), says: `${field.label}：${text}` }))
}

function pointer(name: string): string {
  return `/form/${escaped(name)}`
}

function tidied(fields: readonly Field[], input: object): Record<string, unknown> {
  const entries = Object.entries(input)
  const known = new Map(fields.map((field) => [field.name, field]))
  const tidy = entries.map(([name, value]): [string, unknown] => {
    const field = known.get(name)
    return [name, tidyRows(field, tidyAnswer(field?.type, value))]
  })
  return Object.fromEntries(tidy.filter(([, value]) => value !== undefined))
}
