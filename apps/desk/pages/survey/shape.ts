import type { Kind, WholeRound } from '#programs/survey/screens/types.ts'
import type { Schema } from '#ui/form/schema.ts'

const outcomes = { answered: '已调查', refused: '拒访', empty: '空户', moved: '已搬迁', away: '多次无人' } as const
const methods = { visit: '上门', call: '电话', window: '窗口' } as const
const choicesOf = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, title]) => ({ const: value, title }))

/** One form of the visit itself and of what is asked of the whole; the questions are there only for who answers. */
export function wholeSchema({ places, questions }: Pick<WholeRound, 'places' | 'questions'>, kind: Kind): Schema {
  const asked = kind === 'household' ? questions.household : questions.enterprise
  const areas = new Map(places.filter((place) => place.kind === kind).map(({ area, name }) => [area, name]))
  const own: Readonly<Record<string, Schema>> = {
    area: {
      type: 'string',
      title: '社区',
      oneOf: [...areas].map(([area, title]) => ({ const: area, title })),
      'x-widget': 'choice',
    },
    number: {
      ...{ type: 'string', title: kind === 'household' ? '户编号' : '统一社会信用代码', minLength: 1, maxLength: 30 },
      'x-hint': kind === 'household' ? '由调查名单给出，不是户口簿号码' : '18位',
    },
    ...(kind === 'household'
      ? {
          address: {
            type: 'string',
            title: '住址',
            minLength: 1,
            maxLength: 120,
            'x-hint': '写到门牌，同一轮一个住址只收一次',
          },
        }
      : { name: { type: 'string', title: '单位名称', minLength: 1, maxLength: 100 } }),
    outcome: { type: 'string', title: '调查结果', oneOf: choicesOf(outcomes), 'x-widget': 'choice' },
    reason: {
      type: 'string',
      title: '情况说明',
      maxLength: 200,
      'x-widget': 'longText',
      'x-required': true,
      'x-when': 'form.outcome != "answered"',
    },
    method: { type: 'string', title: '调查方式', oneOf: choicesOf(methods), 'x-widget': 'choice' },
    surveyedOn: { type: 'string', title: '调查日期', format: 'date', 'x-widget': 'date' },
  }
  const answers = Object.entries(asked.properties ?? {}).map(([name, field]) => {
    const when = ['form.outcome == "answered"', field['x-when']].filter(Boolean).join(' && ')
    const must = asked.required?.includes(name) || field['x-required'] === true
    return [name, { ...field, 'x-when': when, ...(must && { 'x-required': true }) }] as const
  })
  const { reason: _, ...always } = own
  return { type: 'object', properties: { ...own, ...Object.fromEntries(answers) }, required: Object.keys(always) }
}

/** What is asked of one person; their own name first. */
export function memberSchema(schema: Schema): Schema {
  return { ...schema, 'x-order': ['name', 'relation', ...(schema['x-order'] ?? [])] }
}

/** The same form for an entry that is there: where it lies and its number stay; why it is changed is asked. */
export function correctionSchema(round: Pick<WholeRound, 'places' | 'questions'>, kind: Kind): Schema {
  const { properties = {}, required = [] } = wholeSchema(round, kind)
  const { area: _area, number: _number, ...rest } = properties
  const why = { type: 'string', title: '更正或补访说明', minLength: 1, maxLength: 200 }
  return {
    type: 'object',
    properties: { why, ...rest },
    required: ['why', ...required.filter((name) => name !== 'area' && name !== 'number')],
  }
}

/** A number that is known already stands as its mask, which fits no pattern of numbers. */
export function unmasked(schema: Schema): Schema {
  const properties = Object.entries(schema.properties ?? {}).map(([name, field]) => {
    const { pattern: _pattern, ...open } = field
    return [name, field['x-personal'] === 'phone' ? open : field] as const
  })
  return { ...schema, properties: Object.fromEntries(properties) }
}
