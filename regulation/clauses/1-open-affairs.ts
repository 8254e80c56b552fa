import type { Clause } from '#regulation/clause.ts'

/** Rule 1, clause by clause, in our own words. An id is never reused. */
export const openAffairs = {
  '1.1': { rule: 1, words: '每项服务都列明自己的政策依据，没有依据的版本不得发布。', kept: ['publication'], by: [] },
  '1.2.a': { rule: 1, words: '公开本单位承担的职责和拥有的权限。', kept: ['publication'], by: [] },
  '1.2.b': { rule: 1, words: '公开每个岗位各管什么事。', kept: ['publication'], by: [] },
  '1.2.c': { rule: 1, words: '公开在岗人员及其岗位。', kept: ['publication'], by: [] },
  '1.2.d': { rule: 1, words: '公开本单位服务哪些人、办哪些事。', kept: ['publication'], by: [] },
  '1.2.e': { rule: 1, words: '公开向群众作出的服务承诺。', kept: ['publication'], by: [] },
  '1.2.f': { rule: 1, words: '公开内部执行的各项工作制度。', kept: ['publication'], by: [] },
  '1.2.g': { rule: 1, words: '公开工作人员必须遵守的纪律。', kept: ['publication'], by: [] },
  '1.2.h': { rule: 1, words: '公开投诉和监督的渠道与联系办法。', kept: ['publication'], by: [] },
  '1.2.i': {
    rule: 1,
    words: '每项服务公开办理条件、程序、时限、流程和结果，内容直接取自正在运行的服务定义。',
    kept: ['publication'],
    by: [],
  },
  '1.2.j': { rule: 1, words: '每项服务公开依据、流程以及要求和标准。', kept: ['publication'], by: [] },
  '1.3': { rule: 1, words: '十五项就业服务全部对外公开，并能实际办理。', kept: ['publication', 'process'], by: [] },
  '1.4': {
    rule: 1,
    words: '依法应当让社会知晓的法规政策、行政事项和办理结果都要公布，结果公布前去除个人信息。',
    kept: ['publication'],
    by: [],
  },
  '1.5': {
    rule: 1,
    words: '主动公开的信息自形成或变动起在规定的工作日内发布；临时信息写明有效期，到期撤下并存档。',
    kept: ['process', 'publication'],
    by: [],
  },
  '1.6': {
    rule: 1,
    words: '每项公开写明走哪些渠道：网站、社交平台、电子屏、窗口告知、宣传单、公告栏、上门，并留下完成的凭证。',
    kept: ['register'],
    by: [],
  },
} as const satisfies Record<string, Clause>
