import type { Clause } from '#regulation/clause.ts'

/** Rule 5, clause by clause, in our own words. An id is never reused. */
export const deputies = {
  '5.0': { rule: 5, words: '不因谁不在岗而让任何一件事慢下来：每个岗位随时都有一人负责。', kept: ['roster'], by: [] },
  '5.1.a': { rule: 5, words: 'A角主办并让B角知情，B角熟悉A角的工作。', kept: ['roster'], by: [] },
  '5.1.b': {
    rule: 5,
    words: 'A角离岗时由B角代行职责，已明确的事及时办理，记录写明代谁办理。',
    kept: ['roster', 'audit'],
    by: [],
  },
  '5.1.c': { rule: 5, words: 'A角回来后，B角说明代办情况并交回材料，A角签收。', kept: ['sheet', 'process'], by: [] },
  '5.2': { rule: 5, words: '急事和要事由AB角一起办，两人都看得到。', kept: ['process', 'roster'], by: [] },
  '5.3': { rule: 5, words: '上级临时交办的任务与本岗工作同样对待。', kept: ['process'], by: [] },
  '5.4': { rule: 5, words: 'AB角都不在时由单位负责人安排，并提醒其指定人员。', kept: ['roster'], by: [] },
  '5.5': { rule: 5, words: '人员有变动就及时调整AB角；岗位缺A或缺B要报警，窗口不得开办。', kept: ['roster'], by: [] },
} as const satisfies Record<string, Clause>
