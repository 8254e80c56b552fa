import type { ClauseId } from '#regulation/clauses.ts'

/** What stands in braces in a phrase, by its code, and what the head who edits the phrase calls it. */
export const slots = {
  office: '本单位',
  window: '窗口',
  staff: '姓名',
  department: '部门',
  phone: '电话',
  service: '事项',
  count: '项数',
  materials: '缺少的材料',
  material: '材料',
  sheet: '单据',
  field: '栏目',
  date: '日期',
  reason: '理由',
  points: '要点',
} as const
export type Slot = keyof typeof slots

/**
 * What to say in one situation (3.4.1, 3.4.2, 4.2.6): templates in the order in which they are usually said. `by`: said
 * face to face, on the telephone, or either. `needs`: names without which the phrase would tell the visitor nothing, so an
 * office that words it anew keeps them. `knows`: further names that are known at that moment.
 */
export type Phrase = {
  readonly clause: ClauseId
  readonly label: string
  readonly by: 'face' | 'phone' | 'either'
  readonly say: readonly string[]
  readonly needs?: readonly Slot[]
  readonly knows?: readonly Slot[]
}

/**
 * Spoken phrases by situation. Names in braces are filled with the matter's own names, counts and dates; a phrase
 * whose name is unknown at that moment isn't shown.
 */
export const phrases = {
  arrives: {
    clause: '3.4.1',
    label: '来人办事',
    by: 'face',
    say: ['您好，请坐。', '请问您要办理什么业务？'],
    knows: ['office'],
  },
  wrongWindow: {
    clause: '3.4.1',
    label: '走错窗口',
    by: 'face',
    say: ['请您到{window}办理，如果有什么问题，可以再找我。'],
    needs: ['window'],
    knows: ['office'],
  },
  serving: {
    clause: '3.4.1',
    label: '办理中',
    by: 'face',
    say: ['让您久等了。', '请出示您的{material}。', '请稍等，我很快为您办理。', '请您签名。', '请收好您的{sheet}。'],
    knows: ['material', 'sheet', 'service', 'office'],
  },
  formWrong: {
    clause: '3.4.1',
    label: '填错表格',
    by: 'face',
    say: ['您的{field}填写有误，请重新填一下好吗？', '有不明白的地方，您尽管问。'],
    needs: ['field'],
    knows: ['service'],
  },
  missing: {
    clause: '3.4.1',
    label: '材料不全',
    by: 'either',
    say: ['对不起，您还缺{count}项：{materials}。', '要带的都写在这张单子上了，请在{date}前补齐。'],
    needs: ['count', 'materials', 'date'],
    knows: ['service', 'sheet'],
  },
  notToday: {
    clause: '3.4.1',
    label: '当天办不完',
    by: 'either',
    say: ['请您留个电话，有消息我马上通知您。', '我们会在{date}前为您办完。'],
    needs: ['date'],
    knows: ['service', 'staff', 'office', 'phone'],
  },
  done: {
    clause: '3.4.1',
    label: '办结',
    by: 'either',
    say: ['{service}已经办好了，很高兴为您服务。', '希望您能满意，您慢走。'],
    needs: ['service'],
    knows: ['sheet', 'office'],
  },
  thanked: { clause: '3.4.1', label: '对方致谢', by: 'either', say: ['不客气，这是我们应该做的。'], knows: ['office'] },
  dissatisfied: {
    clause: '3.4.1',
    label: '对方不满',
    by: 'either',
    say: ['实在对不起，我理解您的心情。', '请您把详细情况告诉我。', '谢谢您的意见，我们会尽快研究改进。'],
    knows: ['office', 'staff', 'phone'],
  },
  consulting: {
    clause: '3.4.1',
    label: '来人咨询',
    by: 'face',
    say: ['请问您有什么事情需要帮助？', '这个问题我请{department}给您解释，好吗？', '有不清楚的，随时欢迎您来问。'],
    needs: ['department'],
    knows: ['phone', 'office'],
  },
  cannot: {
    clause: '3.4.1',
    label: '依规定不能办',
    by: 'either',
    say: ['请您理解，我们是按照政策办理的：{reason}。', '您的情况我会向上反映。'],
    needs: ['reason'],
    knows: ['service', 'office'],
  },
  readBack: {
    clause: '3.3.1',
    label: '复述要点',
    by: 'either',
    say: ['我把您说的复述一遍，您听听对不对：{points}。', '有说漏的、记错的，请您指出来。'],
    needs: ['points'],
    knows: ['office'],
  },
  reflected: {
    clause: '3.3.2',
    label: '已受理、待答复',
    by: 'either',
    say: ['您反映的事已经登记，我们会在{date}前答复您。', '有进展我会主动联系您，您也可以随时打{phone}来问。'],
    needs: ['date'],
    knows: ['phone', 'office', 'staff'],
  },
  followUp: {
    clause: '3.3.3',
    label: '回访',
    by: 'either',
    say: ['您好，这里是{office}，想听听您对上次处理结果的意见。', '处理结果都落实了吗？还有什么要我们做的？'],
    needs: ['office'],
    knows: ['staff', 'phone'],
  },
  phonePickUp: {
    clause: '3.4.2',
    label: '接起电话',
    by: 'phone',
    say: ['您好，这里是{office}，您请讲。'],
    needs: ['office'],
    knows: ['phone'],
  },
  phoneAsksFor: {
    clause: '3.4.2',
    label: '来电找人',
    by: 'phone',
    say: ['请问您找哪一位？', '请稍候。', '对不起，{staff}不在，有什么事需要转告吗？'],
    needs: ['staff'],
    knows: ['office', 'phone'],
  },
  phoneAsks: {
    clause: '3.4.2',
    label: '来电咨询',
    by: 'phone',
    say: [
      '请问您要咨询什么问题？请慢慢讲。',
      '对不起，我没听清楚，请您再说一遍好吗？',
      '这件事由{department}负责，电话是{phone}。',
    ],
    needs: ['department', 'phone'],
    knows: ['office'],
  },
  phoneWrong: {
    clause: '3.4.2',
    label: '打错电话',
    by: 'phone',
    say: ['对不起，您打错了，这里是{office}。'],
    needs: ['office'],
    knows: ['phone'],
  },
  onPhone: {
    clause: '4.2.6',
    label: '通话时有人来',
    by: 'face',
    say: [
      '您好，我马上讲完，请稍等。',
      '对不起，这个电话要紧，请您先坐一会儿，我讲完就为您办。',
      '我这个电话一时讲不完，请您先到{window}办理。',
    ],
    needs: ['window'],
    knows: ['office'],
  },
} as const satisfies Record<string, Phrase>

export type Situation = keyof typeof phrases

/** Situations in which nothing is registered yet: the registration form and the desk's first page show them. */
export const beforehand: readonly Situation[] = [
  'arrives',
  'wrongWindow',
  'consulting',
  'onPhone',
  'phonePickUp',
  'phoneAsksFor',
  'phoneAsks',
  'phoneWrong',
  'dissatisfied',
]

/** The key under which an office keeps its own words for a situation. */
export const saying = (situation: Situation): string => `say.${situation}`

/** What is said in a situation at an office: its own words, else the built-in ones. */
export function wordsFor(situation: Situation, settings: Readonly<Record<string, unknown>> = {}): readonly string[] {
  const own = settings[saying(situation)]
  const isOwn = Array.isArray(own) && own.length > 0 && own.every((line) => typeof line === 'string')
  return isOwn ? own : phrases[situation].say
}

const inBraces = /\{([^{}]*)\}/g

/** A template as the head reads and writes it: `{窗口}` for `{window}`. */
export function inChinese(text: string): string {
  return text.replaceAll(inBraces, (whole, code: string) =>
    Object.hasOwn(slots, code) ? `{${slots[code as Slot]}}` : whole,
  )
}

/** A template as it is kept. Names that nobody knows stay as they are; `faultsIn` finds them. */
export function inCode(text: string): string {
  return text.replaceAll(inBraces, (whole, word: string) => {
    const [code] = Object.entries(slots).find(([, name]) => name === word.trim()) ?? []
    return code ? `{${code}}` : whole
  })
}

export type PhraseFault = { readonly line: number; readonly says: string }

/** What is wrong with an office's own words for a situation: a name nobody knows there, a needed one left out, an open brace. */
export function faultsIn(situation: Situation, say: readonly string[]): readonly PhraseFault[] {
  const { needs = [], knows = [] }: Phrase = phrases[situation]
  const allowed = [...needs, ...knows]
  const named = (names: readonly Slot[]) => names.map((name) => `{${slots[name]}}`).join('、') || '无'
  const lines = say.map(inCode)
  const faults = lines.flatMap((text, line): PhraseFault[] => {
    const unknown = [...text.matchAll(inBraces)]
      .map(([, code = '']) => code)
      .filter((code) => !allowed.includes(code as Slot))
    const stray = /[{}]/.test(text.replaceAll(inBraces, ''))
    return [
      ...unknown.map((code) => {
        const word = Object.hasOwn(slots, code) ? slots[code as Slot] : code
        return { line, says: `这一场合没有“{${word}}”可填，可以用的有：${named(allowed)}` }
      }),
      ...(stray ? [{ line, says: '花括号没有成对' }] : []),
    ]
  })
  const absent = needs.filter((name) => !lines.some((text) => text.includes(`{${name}}`)))
  return [
    ...faults,
    ...absent.map((name) => ({ line: 0, says: `不能少了“{${slots[name]}}”，否则话里没有要告诉对方的内容` })),
  ]
}
