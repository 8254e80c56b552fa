import type { Clause } from '#regulation/clause.ts'

/** Rule 4, clause by clause, in our own words. An id is never reused. */
export const standardConduct = {
  '4.1.1': { rule: 4, words: '仪容整洁大方，妆发指甲不夸张，上岗佩戴工作牌。', kept: ['check'], by: [] },
  '4.1.2': { rule: 4, words: '站姿端正，面带微笑，双手自然放置。', kept: ['check'], by: [] },
  '4.1.3': { rule: 4, words: '就座只坐椅面三分之二，上身挺直，不摇腿、不半躺、不趴桌。', kept: ['check'], by: [] },
  '4.1.4': { rule: 4, words: '走路轻稳挺直，不与人拉扯搂抱。', kept: ['check'], by: [] },
  '4.1.5': { rule: 4, words: '指路时手臂伸直、掌心向上，目光照应到对方。', kept: ['check'], by: [] },
  '4.2.1': { rule: 4, words: '开门前五分钟到岗，下班时间到了才离开。', kept: ['check', 'register'], by: [] },
  '4.2.2': { rule: 4, words: '上班时厅内保持安静，不喧闹。', kept: ['check'], by: [] },
  '4.2.3': {
    rule: 4,
    words: '不随意离开岗位、串岗或聚谈；短时离开要先报明几时回来。',
    kept: ['check', 'roster'],
    by: [],
  },
  '4.2.4': { rule: 4, words: '上班时不睡觉、不打游戏、不为私事上网。', kept: ['check'], by: [] },
  '4.2.5': { rule: 4, words: '通话不开免提，上班不打私人电话。', kept: ['check'], by: [] },
  '4.2.6': {
    rule: 4,
    words: '正在通话时有人来办事，尽快讲完；讲不完就说明并请其稍候，或引到别的窗口。',
    kept: ['phrase', 'process'],
    by: [],
  },
  '4.2.7': { rule: 4, words: '上岗前不饮酒。', kept: ['check'], by: [] },
  '4.3.1': {
    rule: 4,
    words: '窗口台面只放桌牌、电脑、打印机、电话、评价器、笔筒和要用的纸件。',
    kept: ['check'],
    by: [],
  },
  '4.3.2': {
    rule: 4,
    words: '办公家具和文件架摆放整齐；文件占桌面不超过六分之一，叠放不高于十厘米。',
    kept: ['check'],
    by: [],
  },
  '4.3.3': { rule: 4, words: '资料柜靠墙摆齐，柜内有序，不放无关物品。', kept: ['check'], by: [] },
  '4.3.4': { rule: 4, words: '窗口外的座椅与工作人员的座椅对齐。', kept: ['check'], by: [] },
  '4.3.5': { rule: 4, words: '公共墙面整洁，只挂统一制作的公示和宣传牌。', kept: ['check'], by: [] },
  '4.3.6': { rule: 4, words: '服务场所里不吸烟。', kept: ['check'], by: [] },
} as const satisfies Record<string, Clause>
