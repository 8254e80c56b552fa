import type { Schema } from '#ui/form/schema.ts'

const kinds = [
  ['leave', '请假'],
  ['sick', '病假'],
  ['training', '培训'],
  ['official', '公出'],
  ['other', '其他'],
] as const

const when = {
  from: { type: 'string', format: 'date-time', title: '从', 'x-widget': 'dateTime' },
  until: { type: 'string', format: 'date-time', title: '到', 'x-widget': 'dateTime' },
} as const

const leave = {
  kind: { title: '类别', oneOf: kinds.map(([code, title]) => ({ const: code, title })) },
  ...when,
  reason: { type: 'string', title: '事由', maxLength: 500, 'x-widget': 'longText' },
} as const

/** Leave is asked for before it begins (3.2.3). */
export const askForm: Schema = { type: 'object', required: ['kind', 'from', 'until', 'reason'], properties: leave }

/** The head records somebody who can't ask. */
export const recordForm: Schema = {
  type: 'object',
  required: ['staff', 'kind', 'from', 'until', 'reason'],
  properties: { staff: { type: 'string', title: '人员', 'x-widget': 'staff' }, ...leave, named: named() },
}

/** The head decides; where A and B would both be away, somebody is named (5.4). */
export const decideForm: Schema = {
  type: 'object',
  required: ['approve'],
  properties: {
    approve: {
      title: '是否批准',
      oneOf: [
        { const: true, title: '批准' },
        { const: false, title: '不批准' },
      ],
    },
    says: { type: 'string', title: '意见', maxLength: 500, 'x-widget': 'longText', 'x-hint': '不批准须说明理由' },
    named: named(),
  },
}

/** Who stands in while A and B are away (5.4). */
export const nameForm: Schema = {
  type: 'object',
  required: ['staff', 'from', 'until'],
  properties: { staff: { type: 'string', title: '代办人员', 'x-widget': 'staff' }, ...when },
}

function named(): Schema {
  return {
    type: 'array',
    title: '指定代办',
    'x-hint': 'A角、B角都不在岗的岗位，在这里指定由谁代办；没有这种岗位就不填',
    items: {
      type: 'object',
      required: ['post', 'staff'],
      properties: {
        post: { type: 'string', title: '岗位', 'x-widget': 'post' },
        staff: { type: 'string', title: '代办人员', 'x-widget': 'staff' },
      },
    },
  }
}
