/** Who the actor is to *this* matter, not what their badge says. Time is an actor too (7.4). */
export const relations = {
  visitor: '服务对象',
  first: '首问责任人',
  holder: '承办人',
  deputy: 'B角',
  receiver: '接收人',
  turn: '本环节经办人',
  partner: '协办人',
  concerned: '当事人',
  window: '窗口工作人员',
  head: '单位负责人',
  superior: '上级主管部门',
  time: '时限',
} as const

export type Relation = keyof typeof relations
