import type { Clause } from '#regulation/clause.ts'

/** Rule 8, clause by clause, in our own words. An id is never reused. */
export const toldOnce = {
  '8.1': {
    rule: 8,
    words: '一次说清手续、程序、材料和时限；不能办的，说清为什么。',
    kept: ['sheet', 'process'],
    by: [],
  },
  '8.2': {
    rule: 8,
    words: '对照条件逐项审查，并一次告知依据、程序和材料；办理中告知能不能办、还缺什么。',
    kept: ['process', 'sheet'],
    by: [],
  },
  '8.3': { rule: 8, words: '条件符合、手续齐备的，予以受理并出具凭证。', kept: ['process', 'sheet'], by: [] },
  '8.4': {
    rule: 8,
    words: '材料不全或形式不合法，告知后仍补不齐的，不予受理，并写明理由和救济途径。',
    kept: ['process', 'sheet'],
    by: [],
  },
} as const satisfies Record<string, Clause>
