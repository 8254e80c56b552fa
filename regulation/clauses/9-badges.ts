import type { Clause } from '#regulation/clause.ts'

/** Rule 9, clause by clause, in our own words. An id is never reused. */
export const badges = {
  '9.0': { rule: 9, words: '上班时胸前佩戴工作牌，桌面显眼处摆放座牌。', kept: ['sheet', 'check'], by: [] },
  '9.1': { rule: 9, words: '桌牌和胸牌样式统一、规范整齐。', kept: ['sheet'], by: [] },
  '9.2': { rule: 9, words: '证牌妥善保管，不外借、不涂改、不损坏、不转让。', kept: ['register'], by: [] },
} as const satisfies Record<string, Clause>
