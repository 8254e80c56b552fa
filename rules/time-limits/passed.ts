import type { TSchema } from 'typebox'
import { type Day, dayOf, isDay, spoken } from '#core/day.ts'
import type { Matter } from '#core/matter.ts'
import type { Move, Setting } from '#core/process.ts'
import type { Problem } from '#core/refusal.ts'
import type { Answers } from '#core/service/form.ts'
import type { Field, Service, ServiceStep } from '#core/service/format.ts'
import { scopeOf } from '#core/service/scope.ts'
import { writtenBy, writtenProblems, writtenSchema } from '#core/service/written.ts'
import type { CaseFacts } from '#rules/told-once/contract.ts'

type Row = Move<string, CaseFacts>
type Case = Matter<CaseFacts>
type Given = Readonly<Record<string, Answers | undefined>>
type Passed = { readonly step: ServiceStep; readonly field: Field; readonly was: Day }

const isAhead = ({ type, min }: Field): boolean => type === 'date' && min === 'today'

/** The first day that an earlier step wrote down as one to come, and that is over by now. */
function passedIn(steps: readonly ServiceStep[], { steps: done = [] }: CaseFacts, today: Day): Passed | null {
  for (const step of steps) {
    const written = done.findLast((one) => one.step === step.id && !one.undone && one.form)?.form
    for (const field of step.form?.filter(isAhead) ?? []) {
      const was = written?.[field.name]
      if (isDay(was) && was < today) return { step, field, was }
    }
  }
  return null
}

/**
 * A row of the road by which nothing goes on, or out, with a day agreed for the future that has passed meanwhile: it is asked
 * for anew, by the form and the checks of the step that wrote it down, and stands there from then on (7.4, 8.1).
 */
export function agreedAnew(service: Service, earlier: readonly ServiceStep[], row: Row): Row {
  const steps = earlier.filter(({ form }) => form?.some(isAhead))
  if (steps.length === 0) return row
  const passed = (facts: CaseFacts, { at }: Setting) => passedIn(steps, facts, dayOf(at))
  return {
    ...row,
    shape: (matter: Case, setting) => {
      const own = row.shape?.(matter, setting) ?? row.input ?? nothing
      const over = passed(matter.facts, setting)
      return over ? withForm(own, service, over.step) : own
    },
    checks: (matter: Case, input: never, setting) => [
      ...(row.checks?.(matter, input, setting) ?? []),
      ...lacking(service, passed(matter.facts, setting), matter, input, setting),
    ],
    keeps: (facts: CaseFacts, input: never, setting, matter) => {
      const over = passed(facts, setting)
      const kept = over ? { ...facts, steps: [...(facts.steps ?? []), renewed(service, over, input, setting)] } : facts
      return row.keeps?.(kept, input, setting, matter) ?? kept
    },
    says: (matter: Case, input: never, setting) => {
      const said = row.says?.(matter, input, setting) ?? row.label
      const over = passed(matter.facts, setting)
      return over ? `${said}；${changeOf(over, input)}` : said
    },
  }
}

const nothing: TSchema = { type: 'object', properties: {}, additionalProperties: false }

function withForm(own: TSchema, service: Service, step: ServiceStep): TSchema {
  const { properties, ...rest } = own as TSchema & { readonly properties: object }
  const [[name, shape] = []] = Object.entries(writtenSchema(service, step))
  if (!name) return own
  const asked = { ...shape, title: '原来约定的日期已经过了，请与本人重新约定' }
  return { ...rest, properties: { [name]: asked, ...properties } }
}

function lacking(
  service: Service,
  over: Passed | null,
  { facts, openedAt }: Case,
  input: Given,
  { at }: Setting,
): readonly Problem[] {
  if (!over) return []
  const { step, field, was } = over
  if (input[step.id] === undefined)
    return [
      {
        at: `/${step.id}/${field.name}`,
        says: `${field.label}原来约定${spoken(was)}，已经过了，请与本人重新约定并填写`,
      },
    ]
  const scope = scopeOf(facts.form, dayOf(at), facts.figures, undefined, dayOf(openedAt))
  return writtenProblems(service, step, input, dayOf(at), scope)
}

function renewed(service: Service, over: Passed, input: Given, { at, actor }: Setting) {
  const { step } = over
  return {
    ...{ step: step.id, by: actor?.staff ?? '', at, opinion: `${step.label}：${changeOf(over, input)}` },
    ...writtenBy(service, step, input, dayOf(at)),
  }
}

function changeOf({ step, field, was }: Passed, input: Given): string {
  const day = input[step.id]?.[field.name]
  return `${field.label}由${spoken(was)}改约${isDay(day) ? spoken(day) : ''}`
}
