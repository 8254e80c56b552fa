import type { Day } from '#core/day.ts'
import { badInput } from '#core/offer.ts'
import type { Problem, Refusal } from '#core/refusal.ts'
import { reviewConditions } from '#core/service/condition.ts'
import { type Answers, readForm } from '#core/service/form.ts'
import type { Field, Service } from '#core/service/format.ts'
import { formSchema, type JsonSchema } from '#core/service/schema.ts'
import { scopeOf } from '#core/service/scope.ts'
import type { World } from '#matter/world.ts'
import type { Kind } from './contract.ts'

/** The service whose form a round asks by; a round keeps the version that it began with. */
export const surveyed = 'JY04'

export type Versions = (version?: number) => Service

/** The questions of a version of the service; those of today where none is named. */
export function versionsOf({ catalogue }: Pick<World, 'catalogue'>): Versions {
  return (version) => {
    const found = version === undefined ? catalogue.get(surveyed) : catalogue.version(surveyed, version)
    if (!found) throw new RangeError(`the survey's form ${version ?? ''} is not there`)
    return found.service
  }
}

/** What the round, the list and the visit say already: nobody is asked it again with the questions. */
const known: readonly string[] = [
  'target',
  'round',
  'community',
  'method',
  'householdNumber',
  'creditCode',
  'surveyor',
  'surveyedOn',
]

const parts = ['household', 'member', 'enterprise'] as const
type Part = (typeof parts)[number]

const ofHousehold = /form\.target == "household"/
const ofEnterprise = /form\.target == "company"/
const ofHead = / && form\.relation == "head"/

/** To which part of the questions a field of the service belongs; the head's own stand with the household. */
function partsOf({ name, when = '' }: Field): readonly Part[] {
  if (known.includes(name)) return []
  if (name === 'name') return ['member']
  if (when === '') return ['household', 'enterprise']
  if (ofEnterprise.test(when)) return ['enterprise']
  return ofHead.test(when) ? ['household'] : ofHousehold.test(when) ? ['member'] : []
}

/** Looked at again and again for each household of a table, and the same for each version of the service. */
const sorted = new WeakMap<Service, ReadonlyMap<Part, readonly Field[]>>()

export function fieldsOf(service: Service, part: Part): readonly Field[] {
  const known = sorted.get(service) ?? new Map(parts.map((one) => [one, fieldsIn(service, one)]))
  sorted.set(service, known)
  return known.get(part) ?? []
}

function fieldsIn({ form }: Service, part: Part): readonly Field[] {
  return form.filter((field) => partsOf(field).includes(part))
}

/** A condition of the service's form without what its part says already; none where nothing is left. */
function whenOf({ when = '' }: Field): string | undefined {
  const left = when
    .replace(ofHead, '')
    .replace(/^form\.target == "(household|company)"( && )?/, '')
    .trim()
  return left === '' ? undefined : left
}

/** The service asks persons and undertakings by one field; here it is asked of persons. */
export function labelOf({ name, label }: Field): string {
  return name === 'name' ? '姓名' : label
}

/** That it is asked of the head only needs no saying where it stands with the household. */
function hintless({ when = '' }: Field, { 'x-hint': hint, ...property }: JsonSchema): JsonSchema {
  return hint === undefined || ofHead.test(when) ? property : { ...property, 'x-hint': hint }
}

/** The questions of one part as the desk draws them. */
export function questionsOf(service: Service, part: Part): JsonSchema {
  const whole = formSchema(service)['properties'] as Readonly<Record<string, JsonSchema>>
  const fields = fieldsOf(service, part)
  const properties = fields.map((field) => {
    const { 'x-when': _, 'x-required': __, ...property } = hintless(field, whole[field.name] ?? {})
    const when = whenOf(field)
    const must = when && field.required ? { 'x-required': true } : {}
    return [field.name, { ...property, title: labelOf(field), ...(when && { 'x-when': when }), ...must }] as const
  })
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    required: fields.filter((field) => field.required && !whenOf(field)).map(({ name }) => name),
    additionalProperties: false,
    'x-order': fields.map(({ name }) => name),
  }
}

/** What was said on a visit, before it is judged. */
export type Said = {
  readonly kind: Kind
  readonly number: string
  readonly name: string
  readonly method: string
  readonly surveyedOn: string
  readonly answers: Answers
  readonly members: readonly Answers[]
}
export type Told = { readonly answers: Answers; readonly members: readonly Answers[] }
type Where = { readonly round: string; readonly area: string; readonly surveyor: string }

/**
 * Judges the answers of a household or an enterprise by the service's own form and conditions: each person as one form,
 * filled up with what the household and the round say. Answers what is kept, or every problem at its place.
 */
export function judged(service: Service, said: Said, where: Where, today: Day): Told | Refusal {
  const given = {
    ...{
      target: said.kind === 'household' ? 'household' : 'company',
      method: said.method,
      surveyedOn: said.surveyedOn,
    },
    ...{ round: where.round, community: where.area, surveyor: where.surveyor },
  }
  const { kept, problems } =
    said.kind === 'household' ? household(service, said, given, today) : enterprise(service, said, given, today)
  return problems.length > 0 ? badInput('1.3', unique(problems)) : kept
}

type Judged = { readonly kept: Told; readonly problems: readonly Problem[] }

function enterprise(service: Service, { answers, number, name }: Said, given: Answers, today: Day): Judged {
  const own = namesOf(service, 'enterprise')
  const problems = [...strangers(answers, own, '/answers')]
  const one = formOf(service, { ...only(answers, own), ...given, name, creditCode: number }, today)
  const placed = one.problems.map(({ at, says }) => ({
    at: own.has(fieldIn(at)) ? `/answers/${fieldIn(at)}` : outside(at),
    says,
  }))
  return { kept: { answers: only(one.form, own), members: [] }, problems: [...problems, ...placed] }
}

function household(service: Service, { answers, members, number }: Said, given: Answers, today: Day): Judged {
  const shared = namesOf(service, 'household')
  const own = namesOf(service, 'member')
  const heads = members.filter(({ relation }) => relation === 'head')
  const problems: Problem[] = [...strangers(answers, shared, '/answers')]
  if (members.length === 0) problems.push({ at: '/members', says: '请至少登记一名家庭成员' })
  else if (heads.length !== 1) problems.push({ at: '/members', says: `户主应当有一人，现为${heads.length}人` })
  const population = answers['population']
  if (typeof population === 'number' && population < members.length)
    problems.push({ at: '/answers/population', says: `登记了${members.length}名成员，户人口不能少于这个数` })
  const head = headOnly(service)
  const read = members.map((member, n) => {
    problems.push(...strangers(member, own, `/members/${n}`))
    const about =
      member['relation'] === 'head'
        ? answers
        : Object.fromEntries(Object.entries(answers).filter(([name]) => !head.has(name)))
    const form = { ...only(about, shared), ...only(member, own), ...given, householdNumber: number }
    const one = formOf(service, form, today)
    for (const { at, says } of one.problems) {
      const field = fieldIn(at)
      problems.push({
        at: own.has(field) ? `/members/${n}/${field}` : shared.has(field) ? `/answers/${field}` : outside(at),
        says,
      })
    }
    return one.form
  })
  const headForm = read[members.findIndex(({ relation }) => relation === 'head')] ?? {}
  return { kept: { answers: only(headForm, shared), members: read.map((form) => only(form, own)) }, problems }
}

/** One form by the service: tidy, or its problems; what the machine finds failing stands at the field it names first. */
function formOf(
  service: Service,
  form: Answers,
  today: Day,
): { readonly form: Answers; readonly problems: readonly Problem[] } {
  const read = readForm(service, form, today)
  if ('problems' in read) return { form: {}, problems: read.problems }
  const failed = reviewConditions(service, scopeOf(read.form, today)).filter(({ is }) => is === 'failed')
  return {
    form: read.form,
    problems: failed.map(({ id, says }) => {
      const { check = '' } = service.conditions.find((one) => one.id === id) ?? {}
      const [, field = 'name'] = /form\.(\w+)/.exec(check) ?? []
      return { at: `/form/${field}`, says }
    }),
  }
}

const namesOf = (service: Service, part: Part) => new Set(fieldsOf(service, part).map(({ name }) => name))
const headOnly = (service: Service) =>
  new Set(service.form.filter(({ when = '' }) => ofHead.test(when)).map(({ name }) => name))
const fieldIn = (at: string): string => at.split('/')[2] ?? ''

/** What a form asks that stands beside the questions here. */
function outside(at: string): string {
  const field = fieldIn(at)
  if (field === 'householdNumber' || field === 'creditCode') return '/number'
  return ['name', 'method', 'surveyedOn'].includes(field) ? `/${field}` : '/answers'
}

function only(answers: Answers, names: ReadonlySet<string>): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([name]) => names.has(name)))
}

function strangers(answers: Answers, names: ReadonlySet<string>, at: string): readonly Problem[] {
  const found = Object.keys(answers).filter((name) => !names.has(name))
  return found.map(() => ({ at, says: '有调查表上没有的内容' }))
}

/** A shared question is wrong once, not once a person. */
function unique(problems: readonly Problem[]): readonly Problem[] {
  return problems.filter(({ at, says }, n) => problems.findIndex((one) => one.at === at && one.says === says) === n)
}
