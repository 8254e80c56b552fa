import type { Clause } from '#regulation/clause.ts'

/** Rule 2, clause by clause, in our own words. An id is never reused. */
export const firstAsked = {
  '2.1': {
    rule: 2,
    words: '不论来信、来电、来访还是其他方式，第一个接手的工作人员就是首问责任人，登记时即确定。',
    kept: ['register', 'process'],
    by: [],
  },
  '2.2': { rule: 2, words: '人人熟悉业务和流程；难办的事记在案上，直到办结。', kept: ['design', 'register'], by: [] },
  '2.3.1': {
    rule: 2,
    words: '自己职责内的事马上办；办不了就一次说清要带什么、怎么走，并给到资料和表格。',
    kept: ['process', 'sheet'],
    by: [],
  },
  '2.3.2.a': {
    rule: 2,
    words: '不归自己管但在本系统内的，说清找哪个部门、哪位人员，需要时帮忙联系。',
    kept: ['process'],
    by: [],
  },
  '2.3.2.b': {
    rule: 2,
    words: '归本单位管而经办人不在的，记下单位、姓名、电话和事由并移交；接手人尽快联系本人，按时办妥。',
    kept: ['process', 'register'],
    by: [],
  },
  '2.3.2.c': {
    rule: 2,
    words: '接手人出差或责任一时分不清的，报上级定夺，并由首问责任人给来人答复。',
    kept: ['process'],
    by: [],
  },
  '2.3.3': { rule: 2, words: '不属本系统的事，耐心说明，尽所知引导到该去的地方。', kept: ['process'], by: [] },
  '2.3.4': {
    rule: 2,
    words: '接待讲礼貌：电话三声内接起，先问好再报单位后问事；不因同事不在而不接，不推脱。',
    kept: ['phrase', 'check'],
    by: [],
  },
  '2.3.5': {
    rule: 2,
    words: '对政策看法不同或要求不合理的，守住原则，把道理耐心讲明白并留下记录。',
    kept: ['process', 'phrase'],
    by: [],
  },
  '2.4.0': { rule: 2, words: '首问服务做得好的，给予表扬并记入台账。', kept: ['register'], by: [] },
  '2.4.1': {
    rule: 2,
    words: '移交不及时、接手后不联系或超时没办完的，在单位内批评并限即刻改正。',
    kept: ['register', 'process'],
    by: [],
  },
  '2.4.2': {
    rule: 2,
    words: '态度冷淡恶劣、该说清的没说清、说了忌语而被投诉的，通报批评。',
    kept: ['register', 'process'],
    by: [],
  },
  '2.4.3': {
    rule: 2,
    words: '对群众的事推来推去、不负责任或拒绝办理的，严肃处理。',
    kept: ['register', 'process'],
    by: [],
  },
  '2.4.4': {
    rule: 2,
    words: '因首问不尽责被媒体曝光且属实的，严肃处理并调离岗位。',
    kept: ['register', 'process'],
    by: [],
  },
} as const satisfies Record<string, Clause>
