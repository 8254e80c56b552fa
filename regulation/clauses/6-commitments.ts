import type { Clause } from '#regulation/clause.ts'

/** Rule 6, clause by clause, in our own words. An id is never reused. */
export const commitments = {
  '6.0': {
    rule: 6,
    words: '把服务标准公开承诺出去，实际做到多少与承诺并列，接受监督。',
    kept: ['figure', 'publication'],
    by: [],
  },
  '6.2': {
    rule: 6,
    words: '办事八项公开：项目、程序、材料、收费、时限、依据、许可、承办人员，缺一项不得发布。',
    kept: ['publication'],
    by: [],
  },
  '6.3': { rule: 6, words: '依法、公正、平等办事；权限只随岗位和条款，不随个人。', kept: ['audit', 'design'], by: [] },
  '6.4': {
    rule: 6,
    words: '亮牌服务，一次说清、一张单写清、一个窗口办、同步办、按承诺办、限时办。',
    kept: ['sheet', 'process'],
    by: [],
  },
  '6.5': { rule: 6, words: '争创优质窗口，评分取自日常办理记录。', kept: ['figure'], by: [] },
  '6.6': {
    rule: 6,
    words: '事前查缺口、事中看时限、事后听评价，内部管理与外部监督相配合。',
    kept: ['figure', 'register'],
    by: [],
  },
} as const satisfies Record<string, Clause>
