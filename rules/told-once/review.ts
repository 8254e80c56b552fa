import Type, { type Static, type TSchema } from 'typebox'
import { dayOf } from '#core/day.ts'
import type { Matter } from '#core/matter.ts'
import type { Condition, Setting } from '#core/process.ts'
import type { Problem } from '#core/refusal.ts'
import { reviewConditions, seenFor } from '#core/service/condition.ts'
import { type Figures, figuresOn, settingKey } from '#core/service/figure.ts'
import type { Service } from '#core/service/format.ts'
import { materialsFor } from '#core/service/material.ts'
import { scopeOf } from '#core/service/scope.ts'
import { tone } from '#rules/civil-reception/policy.ts'
import {
  type CaseFacts,
  type ConditionReview,
  conditionResults,
  type MaterialReview,
  materialResults,
} from './contract.ts'

type Case = Matter<CaseFacts>

/** The review of one case: each condition and each material once, with a result and a reason (8.2). */
export const Review = Type.Object({
  materials: Type.Array(
    Type.Object(
      {
        id: Type.String(),
        result: Type.Enum(keysOf(materialResults)),
        reason: Type.Optional(Type.String({ maxLength: 500, ...tone })),
      },
      { additionalProperties: false },
    ),
  ),
  conditions: Type.Array(
    Type.Object(
      {
        id: Type.String(),
        result: Type.Enum(keysOf(conditionResults)),
        reason: Type.Optional(Type.String({ maxLength: 500, ...tone })),
      },
      { additionalProperties: false },
    ),
  ),
})
export type Review = Static<typeof Review>

function keysOf<K extends string>(words: Readonly<Record<K, string>>): K[] {
  return Object.keys(words) as K[]
}

/** The figures in force for this case on the day; a setting that knows none leaves those of the service's file. */
function figuresFor(service: Service, { at, figure }: Setting): Figures {
  return figuresOn(service, dayOf(at), figure && ((one) => figure(settingKey(service.code, one))))
}

/** What has to be judged now: materials that apply, conditions that a person must see. Machine findings come filled in. */
export function rowsOf(service: Service, { facts, openedAt }: Pick<Case, 'facts' | 'openedAt'>, setting: Setting) {
  const figures = figuresFor(service, setting)
  const scope = scopeOf(facts.form, dayOf(setting.at), figures, setting.record, dayOf(openedAt))
  const materials = materialsFor(service, scope).map(({ material, is }) => ({
    id: material.id,
    label: material.name,
    hint: material.standard,
    required: is === 'needed',
    exempt: is === 'exempt',
    problems: material.problems,
  }))
  const conditions = reviewConditions(service, scope)
    .filter(({ is }) => is !== 'notApplicable')
    .map(({ id, label, is, says }) => {
      const seen = seenFor(service, service.conditions.find((row) => row.id === id)!, scope)
      return {
        ...{ id, label, hint: says },
        machine: is === 'ask' ? null : is === 'met' ? ('yes' as const) : ('no' as const),
        ...(seen.length > 0 && { seen }),
      }
    })
  return { materials, conditions }
}

/** The review form of this case, one row per material and condition. */
export function reviewShape(service: Service) {
  return (matter: Case, setting: Setting): TSchema => {
    const { materials, conditions } = rowsOf(service, matter, setting)
    const { properties } = Review
    return {
      type: 'object',
      additionalProperties: false,
      required: ['materials', 'conditions'],
      properties: {
        materials: { ...properties.materials, title: '材料审查', 'x-widget': 'materials', 'x-rows': materials },
        conditions: { ...properties.conditions, title: '条件审查', 'x-widget': 'conditions', 'x-rows': conditions },
      },
    }
  }
}

/** Nothing may be left unjudged, and a "no" needs its reason: the notice is made of these words (8.1). */
export function reviewProblems(service: Service) {
  return (matter: Case, input: Review, setting: Setting): readonly Problem[] => {
    const rows = rowsOf(service, matter, setting)
    return [
      ...lacking('materials', rows.materials, input.materials, (r) => r === 'missing' || r === 'wrong'),
      ...lacking(
        'conditions',
        rows.conditions.filter(({ machine }) => machine === null),
        input.conditions,
        (r) => r !== 'yes',
      ),
      ...input.materials.flatMap(({ id, result }, i) =>
        result === 'waived' && rows.materials.find((row) => row.id === id)?.required
          ? [{ at: `/materials/${i}/result`, says: '这份材料不在免提交范围内' }]
          : [],
      ),
    ]
  }
}

type Row = { readonly id: string; readonly label: string }
type Answered = { readonly id: string; readonly result: string; readonly reason?: string }

function lacking(
  at: string,
  rows: readonly Row[],
  answers: readonly Answered[],
  needsReason: (result: string) => boolean,
): Problem[] {
  const unanswered = rows
    .filter(({ id }) => !answers.some((answer) => answer.id === id))
    .map(({ id, label }) => ({ at: `/${at}/${id}`, says: `“${label}”还没有审查结果` }))
  const found = answers.flatMap((answer, i): Problem[] => {
    const first = answers.findIndex(({ id }) => id === answer.id)
    if (first !== i) return [{ at: `/${at}/${i}`, says: '同一项审查了两次' }]
    if (!rows.some(({ id }) => id === answer.id))
      return [{ at: `/${at}/${i}`, says: '本办件没有这一项需要人工审查的内容' }]
    return needsReason(answer.result) && !answer.reason?.trim()
      ? [{ at: `/${at}/${i}/reason`, says: '请写明理由，将原样告知服务对象' }]
      : []
  })
  return [...unanswered, ...found]
}

/** Keeps a review: what people judged, with what the machine found added, so that it is whole. */
export function reviewed(service: Service) {
  return (facts: CaseFacts, input: Review, setting: Setting, matter: Case): CaseFacts => {
    const rows = rowsOf(service, matter, setting).conditions
    const seenOf = (id: string) => {
      const seen = rows.find((row) => row.id === id)?.seen
      return seen ? { seen } : {}
    }
    const machine = rows
      .filter((row) => row.machine !== null)
      .map(
        (row): ConditionReview => ({
          id: row.id,
          result: row.machine!,
          ...(row.machine === 'no' && { reason: row.hint }),
          ...seenOf(row.id),
        }),
      )
    const materials: readonly MaterialReview[] = input.materials
    const judged = input.conditions.map((one): ConditionReview => ({ ...one, ...seenOf(one.id) }))
    const conditions: readonly ConditionReview[] = [...machine, ...judged]
    const review = { materials, conditions, at: setting.at, by: setting.actor?.staff ?? '' }
    return { ...facts, review, ...(service.settings?.length && { figures: figuresFor(service, setting) }) }
  }
}

const wanting = ({ facts: { review } }: Case) =>
  (review?.materials.filter(({ result }) => result === 'missing' || result === 'wrong').length ?? 0) +
  (review?.conditions.filter(({ result }) => result !== 'yes').length ?? 0)

export const everythingJudged: Condition<CaseFacts> = {
  clause: '8.2',
  says: '还没有逐项审查条件和材料',
  holds: ({ facts }) => facts.review !== undefined,
}

/**
 * What is accepted is judged by the figures of that day: where one has changed since the review, it is reviewed once more.
 * A service without figures asks nothing.
 */
export function figuresStand(service: Service): Condition<CaseFacts> {
  const changed = ({ facts }: Case, setting: Setting) => {
    const now = figuresFor(service, setting)
    return (service.settings ?? []).filter(({ key }) => facts.figures?.[key] !== now[key])
  }
  return {
    clause: '8.2',
    says: '审查所用的标准已经调整，请重新逐项审查',
    holds: (matter, setting) => changed(matter, setting).length === 0,
    explain: (matter, setting) =>
      `“${changed(matter, setting)
        .map(({ label }) => label)
        .join('、')}”在审查后已经调整，请按新的标准重新逐项审查`,
  }
}

export const somethingWanting: Condition<CaseFacts> = {
  clause: '8.1',
  says: '审查没有发现需要补正的内容，不必发一次性告知书',
  holds: (matter) => wanting(matter) > 0,
}

export const nothingWanting: Condition<CaseFacts> = {
  clause: '8.3',
  says: '审查发现还有不齐全或不符合的内容',
  holds: (matter) => wanting(matter) === 0,
  explain: (matter) => `审查发现还有 ${wanting(matter)} 项不齐全或不符合，先一次性告知`,
}
