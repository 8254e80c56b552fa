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

/** What is asked for once more asks for nothing else. */
export const endForm: Schema = { type: 'object', properties: {} }

/** The head decides; where A and B would both be away, somebody is named for each such post (5.4). */
export const decideForm = (
  uncovered: readonly { readonly post: { readonly id: string; readonly name: string } }[],
): Schema => ({
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
    ...(uncovered.length > 0 && { named: namedFor(uncovered) }),
  },
})

/** A leaver's account of what is in hand; the matters are listed by the program (5.1.b). */
export const takeoverForm: Schema = {
  type: 'object',
  required: ['brief', 'things'],
  properties: {
    brief: {
      type: 'string',
      title: '交代的要点',
      maxLength: 2000,
      'x-widget': 'longText',
      'x-hint': '在办事项由系统列出；这里写要紧的、约好的、等人的',
    },
    things: {
      type: 'array',
      title: '资料、印章和钥匙',
      'x-hint': '没有就不填',
      items: {
        type: 'object',
        required: ['name'],
        properties: {
          name: { type: 'string', title: '名称', maxLength: 60 },
          count: { type: 'string', title: '数量', maxLength: 60 },
          note: { type: 'string', title: '说明', maxLength: 60 },
        },
      },
    },
  },
}

/** Who is A or B of a post from now on (5.5). */
export const assignForm: Schema = {
  type: 'object',
  required: ['staff'],
  properties: { staff: { type: 'string', title: '由谁担任', 'x-widget': 'staff' } },
}

/** Who stands in while A and B are away (5.4). */
export const nameForm: Schema = {
  type: 'object',
  required: ['staff', 'from', 'until'],
  properties: { staff: { type: 'string', title: '代办人员', 'x-widget': 'staff' }, ...when },
}

function namedFor(uncovered: readonly { readonly post: { readonly id: string; readonly name: string } }[]): Schema {
  return {
    type: 'array',
    title: '指定代办',
    'x-hint': 'A角、B角都不在岗，批准前须为每个岗位指定代办人员',
    items: {
      type: 'object',
      required: ['post'],
      properties: {
        post: { title: '岗位', oneOf: uncovered.map(({ post }) => ({ const: post.id, title: post.name })) },
        staff: { type: 'string', title: '代办人员', 'x-widget': 'staff' },
      },
    },
  }
}

function named(): Schema {
  return {
    type: 'array',
    title: '指定代办',
    'x-hint': 'A角、B角都不在岗的岗位，在这里指定由谁代办；明天以后的离岗须先指定，没有这种岗位就不填',
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
