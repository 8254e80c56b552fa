import type { Clause } from '#regulation/clause.ts'

/** Rule 3, clause by clause, in our own words. An id is never reused. */
export const civilReception = {
  '3.1.1': { rule: 3, words: '上班着装整洁得体，不穿背心、短裤、拖鞋；有条件的统一着装。', kept: ['check'], by: [] },
  '3.1.2': { rule: 3, words: '妆容和饰物端庄适度，不过浓也不邋遢。', kept: ['check'], by: [] },
  '3.1.3': { rule: 3, words: '坐姿步态稳重文雅，迎送有礼。', kept: ['check'], by: [] },
  '3.2.1': { rule: 3, words: '按权限和程序履职，不拖、不推、不敷衍。', kept: ['check', 'figure'], by: [] },
  '3.2.2': { rule: 3, words: '办事专心细致，不出差错，不丢材料。', kept: ['check', 'figure'], by: [] },
  '3.2.3': {
    rule: 3,
    words: '按时上下班；不能到岗要事先请假，获批后才算数，值岗表随之变化。',
    kept: ['register', 'roster'],
    by: [],
  },
  '3.3.1': {
    rule: 3,
    words: '接访认真听、细致记、问清楚，要紧处复述确认，并登记来访。',
    kept: ['process', 'register'],
    by: [],
  },
  '3.3.2': {
    rule: 3,
    words: '简单的会同有关部门当场答复，重要的报领导批示，留下的材料及时转交，该立案的依信访程序立案。',
    kept: ['process'],
    by: [],
  },
  '3.3.3': { rule: 3, words: '转出去的事按时反馈结果，特殊的安排回访。', kept: ['process'], by: [] },
  '3.4.1': {
    rule: 3,
    words: '窗口按场合使用文明用语：来人、走错窗口、办理中、填错、缺材料、当天办不完、办结、致谢、不满、咨询。',
    kept: ['phrase'],
    by: [],
  },
  '3.4.2': { rule: 3, words: '接打电话按场合使用文明用语：接起、找人、咨询、打错。', kept: ['phrase'], by: [] },
} as const satisfies Record<string, Clause>
