import type { Day } from '#core/day.ts'
import type { Problem } from '#core/refusal.ts'
import { evaluate, type Scope } from '#core/service/expression.ts'
import { type Answers, applicable, readForm } from '#core/service/form.ts'
import type { Column, Field, Service, ServiceStep } from '#core/service/format.ts'
import { formSchema, type JsonSchema } from '#core/service/schema.ts'
import { stepsOf } from '#core/service/steps.ts'
import { answersInWords } from '#core/service/words.ts'

/** What a step writes down besides its opinion, by a form of its own: a visit's day, who was there, what was found. */

type Step = Pick<ServiceStep, 'id' | 'label' | 'form' | 'checks'>
type StepWritten = { readonly step: string; readonly form?: Answers; readonly undone?: true }

const asServices = new WeakMap<object, Service>()

/** The form of a step, read and drawn as a service's form is. */
export function serviceOf(service: Service, { label, form }: Step): Service | null {
  if (!form) return null
  const known = asServices.get(form)
  if (known) return known
  const { settings: _settings, records: _records, ...rest } = service
  const made = { ...rest, name: label, form }
  asServices.set(form, made)
  return made
}

/** The JSON Schema of what a step writes down; under the step's own name, so that its numbers lie apart from the form's. */
export function writtenSchema(service: Service, step: Step): Readonly<Record<string, JsonSchema>> {
  const own = serviceOf(service, step)
  return own ? { [step.id]: { ...formSchema(own), title: `${step.label}记录` } } : {}
}

/** The name under which expressions see what a step writes down: as the one row of a field. */
const asRow = 'written'
const withRows = new WeakMap<object, Service>()

/** The form with what a step writes down beside it, for checks that compare the two. */
export function besideForm({ form }: Pick<Service, 'form'>, columns: readonly Field[]): Service['form'] {
  return [
    ...form,
    {
      name: asRow,
      label: asRow,
      type: 'rows',
      required: false,
      purpose: '',
      personal: false,
      columns: columns as readonly Column[],
    },
  ]
}

function failing(
  service: Service,
  { id, form, checks = [] }: Step,
  answers: Answers,
  scope: Scope,
): readonly Problem[] {
  if (!form || checks.length === 0) return []
  const whole = withRows.get(form) ?? { ...service, form: besideForm(service, form) }
  withRows.set(form, whole)
  return checks.flatMap(({ check, at, fails }) =>
    evaluate(whole, check, scope, { each: asRow, row: answers }) === false ? [{ at: `/${id}/${at}`, says: fails }] : [],
  )
}

/** Everything wrong with it at once, each at its place; `scope` is the application with the figures of its review. */
export function writtenProblems(
  service: Service,
  step: Step,
  input: unknown,
  today: Day,
  scope: Scope,
): readonly Problem[] {
  const own = serviceOf(service, step)
  if (!own) return []
  const read = readForm(own, (input as Answers)[step.id], today)
  if (!('problems' in read)) return failing(service, step, read.form, scope)
  return read.problems.map((one) => ({ ...one, at: one.at.replace(/^\/form/, `/${step.id}`) }))
}

/** What of it counts, as it is kept under the step. */
export function writtenBy(service: Service, step: Step, input: unknown, today: Day): { readonly form?: Answers } {
  const own = serviceOf(service, step)
  const answers = own && (input as Readonly<Record<string, Answers | undefined>>)[step.id]
  return own && answers ? { form: applicable(own, answers, today) } : {}
}

/** What was written down, in words for the result texts: `{visit.found}`. The last word of each step counts. */
export function writtenInWords(
  service: Service,
  steps: readonly StepWritten[],
  nameOf: (id: string) => string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    stepsOf(service).flatMap((step) => {
      const own = serviceOf(service, step)
      const last = steps.findLast((one) => one.step === step.id && !one.undone && one.form)
      if (!own || !last) return []
      return Object.entries(answersInWords(own, last.form ?? {}, nameOf)).map(
        ([name, says]) => [`${step.id}.${name}`, says] as const,
      )
    }),
  )
}
