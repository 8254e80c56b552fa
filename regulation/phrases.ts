import type { ClauseId } from '#regulation/clauses.ts'

/** What to say in one situation (3.4.1, 3.4.2, 4.2.6): templates in the order in which they are usually said. */
export type Phrase = { readonly clause: ClauseId; readonly label: string; readonly say: readonly string[] }

/**
 * Spoken phrases by situation. Names in braces are filled with the matter's own names, counts and dates; a phrase
 * whose name is unknown at that moment isn't shown.
 */
export const phrases = {
  arrives: { clause: '3.4.1', label: '来人办事', say: ['您好，请坐。', '请问您要办理什么业务？'] },
  wrongWindow: {
    clause: '3.4.1',
    label: '走错窗口',
    say: ['请您到{window}办理，如果有什么问题，可以再找我。'],
  },
  serving: {
    clause: '3.4.1',
    label: '办理中',
    say: ['让您久等了。', '请出示您的{material}。', '请稍等，我很快为您办理。', '请您签名。', '请收好您的{sheet}。'],
  },
  formWrong: {
    clause: '3.4.1',
    label: '填错表格',
    say: ['您的{field}填写有误，请重新填一下好吗？', '有不明白的地方，您尽管问。'],
  },
  missing: {
    clause: '3.4.1',
    label: '材料不全',
    say: ['对不起，您还缺{count}项：{materials}。', '要带的都写在这张单子上了，请在{date}前补齐。'],
  },
  notToday: {
    clause: '3.4.1',
    label: '当天办不完',
    say: ['请您留个电话，有消息我马上通知您。', '我们会在{date}前为您办完。'],
  },
  done: { clause: '3.4.1', label: '办结', say: ['{service}已经办好了，很高兴为您服务。', '希望您能满意，您慢走。'] },
  thanked: { clause: '3.4.1', label: '对方致谢', say: ['不客气，这是我们应该做的。'] },
  dissatisfied: {
    clause: '3.4.1',
    label: '对方不满',
    say: ['实在对不起，我理解您的心情。', '请您把详细情况告诉我。', '谢谢您的意见，我们会尽快研究改进。'],
  },
  consulting: {
    clause: '3.4.1',
    label: '来人咨询',
    say: ['请问您有什么事情需要帮助？', '这个问题我请{department}给您解释，好吗？', '有不清楚的，随时欢迎您来问。'],
  },
  cannot: {
    clause: '3.4.1',
    label: '依规定不能办',
    say: ['请您理解，我们是按照政策办理的：{reason}。', '您的情况我会向上反映。'],
  },
  phonePickUp: { clause: '3.4.2', label: '接起电话', say: ['您好，这里是{office}，您请讲。'] },
  phoneAsksFor: {
    clause: '3.4.2',
    label: '来电找人',
    say: ['请问您找哪一位？', '请稍候。', '对不起，{staff}不在，有什么事需要转告吗？'],
  },
  phoneAsks: {
    clause: '3.4.2',
    label: '来电咨询',
    say: [
      '请问您要咨询什么问题？请慢慢讲。',
      '对不起，我没听清楚，请您再说一遍好吗？',
      '这件事由{department}负责，电话是{phone}。',
    ],
  },
  phoneWrong: { clause: '3.4.2', label: '打错电话', say: ['对不起，您打错了，这里是{office}。'] },
  onPhone: {
    clause: '4.2.6',
    label: '通话时有人来',
    say: ['对不起，请您稍等，我马上讲完。', '我这个电话一时讲不完，请您先到{window}办理。'],
  },
} as const satisfies Record<string, Phrase>

export type Situation = keyof typeof phrases
