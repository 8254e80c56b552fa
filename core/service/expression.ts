import { Environment, type ParseResult } from '@marcbachmann/cel-js'
import type { Field, FieldType, Service } from '#core/service/format.ts'
import { monthsBetween, yearsBetween } from '#core/service/span.ts'

/** What a CEL expression of a service may read: `form`, `today`, and about the applicant `age`, `sex` and `pastRetirement`. */
export type Scope = {
  readonly form: Readonly<Record<string, unknown>>
  readonly today: string
  readonly age?: number
  readonly sex?: 'male' | 'female'
  readonly pastRetirement?: boolean
}

/** Unknown: something that the expression needs isn't there, so a person is asked. */
export type Verdict = true | false | 'unknown'

const celTypes = {
  text: 'string',
  longText: 'string',
  idNumber: 'string',
  creditCode: 'string',
  mobile: 'string',
  phone: 'string',
  date: 'string',
  number: 'double',
  money: 'double',
  choice: 'string',
  yesNo: 'bool',
  list: 'list<string>',
} as const satisfies Record<FieldType, string>

function environmentOf(fields: readonly Field[]): Environment {
  const schema = Object.fromEntries(fields.map((field) => [field.name, celTypes[field.type]]))
  return new Environment({ unlistedVariablesAreDyn: false })
    .registerVariable({ name: 'form', schema })
    .registerVariable('today', 'string')
    .registerVariable('age', 'int')
    .registerVariable('sex', 'string')
    .registerVariable('pastRetirement', 'bool')
    .registerFunction('months(string, string): int', (from: string, to: string) => BigInt(monthsBetween(from, to)))
    .registerFunction('years(string, string): int', (from: string, to: string) => BigInt(yearsBetween(from, to)))
}

/**
 * A checker of expressions over one form. It answers null when one is good, else why not: it doesn't parse, names a
 * field that isn't in the form, mixes types, or isn't a yes/no. Nothing is run.
 */
export function expressionFaults(fields: readonly Field[]): (text: string) => string | null {
  const environment = environmentOf(fields)
  return (text) => faultIn(environment, text)
}

function faultIn(environment: Environment, text: string): string | null {
  const checked = environment.check(text)
  if (!checked.valid) return checked.error?.message.split('\n')[0] ?? '无法解析'
  return checked.type === 'bool' ? null : `结果应为真或假，现为 ${checked.type}`
}

const compiled = new WeakMap<Service, { environment: Environment; expressions: Map<string, ParseResult> }>()

/**
 * Answers an expression of a service: true, false, or 'unknown' where the data that it needs is missing or malformed.
 * Never throws on people's data; a text that doesn't compile is a bug and throws (loading a service refuses it).
 */
export function evaluate(service: Service, text: string, scope: Scope): Verdict {
  let cache = compiled.get(service)
  if (!cache) {
    cache = { environment: environmentOf(service.form), expressions: new Map() }
    compiled.set(service, cache)
  }
  let expression = cache.expressions.get(text)
  if (!expression) {
    expression = cache.environment.parse(text)
    cache.expressions.set(text, expression)
  }
  return run(expression, scope)
}

function run(expression: ParseResult, scope: Scope): Verdict {
  try {
    const answer: unknown = expression(contextOf(scope))
    return typeof answer === 'boolean' ? answer : 'unknown'
  } catch {
    return 'unknown'
  }
}

/** An empty answer is no answer: it must make the expression unknown, not compare as an empty text. */
function contextOf({ form, today, age, sex, pastRetirement }: Scope): Record<string, unknown> {
  const given = Object.entries(form).filter(([, value]) => value !== '' && value !== null && value !== undefined)
  return {
    form: Object.fromEntries(given),
    today,
    ...(age === undefined ? {} : { age: BigInt(age) }),
    ...(sex === undefined ? {} : { sex }),
    ...(pastRetirement === undefined ? {} : { pastRetirement }),
  }
}
