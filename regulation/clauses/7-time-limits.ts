import type { Clause } from '#regulation/clause.ts'

/** Rule 7, clause by clause, in our own words. An id is never reused. */
export const timeLimits = {
  '7.1': { rule: 7, words: '限时办结适用于各级就业服务机构的全体在职人员。', kept: ['design'], by: [] },
  '7.2': { rule: 7, words: '讲究效率，不断减少环节；主办人既要按时，也要办好。', kept: ['design', 'figure'], by: [] },
  '7.3': { rule: 7, words: '即办事项手续齐、材料全、合规定的，当场办成。', kept: ['process'], by: [] },
  '7.4': { rule: 7, words: '限时事项及时审核，在规定时限内办结，时限可查可证。', kept: ['process'], by: [] },
  '7.5': {
    rule: 7,
    words: '没有正当理由不得拖延；确需延长的由上级批准，并把理由告诉当事人。',
    kept: ['process', 'sheet'],
    by: [],
  },
  '7.6': { rule: 7, words: '违反办结时限、投诉属实的，按规定追究。', kept: ['register', 'process'], by: [] },
} as const satisfies Record<string, Clause>
