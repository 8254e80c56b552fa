/**
 * 服务忌语 (2.4.2): words that are not said, and so not written, to a visitor. `hard`: an answer with them is not sent.
 * `soft`: may be right in its place, so the writer is only asked to look again. `instead`: how to say it.
 */
export type Unkind = { readonly word: string; readonly how: 'hard' | 'soft'; readonly instead: string }

const refer = '说清应找哪个部门，并帮助联系'
const patient = '重新说明一遍，语气平和'
const wait = '说明原因和需要等候的时间'
const respect = '删去，只说事情本身'
const reason = '说明依据和理由，告知还有什么办法'

/** Our own list, a default that every office may change. Short words that are part of innocent ones are left out. */
// biome-ignore format: one word, one row
export const unkindWords: readonly Unkind[] = [
  { word: '不归我管', how: 'hard', instead: refer },
  { word: '不关我的事', how: 'hard', instead: refer },
  { word: '不关我事', how: 'hard', instead: refer },
  { word: '关我什么事', how: 'hard', instead: refer },
  { word: '找别人去', how: 'hard', instead: refer },
  { word: '你问我我问谁', how: 'hard', instead: refer },
  { word: '爱找谁找谁', how: 'hard', instead: refer },
  { word: '你找领导去', how: 'hard', instead: refer },
  { word: '有意见找领导去', how: 'hard', instead: refer },
  { word: '说过多少遍', how: 'hard', instead: patient },
  { word: '说了多少遍', how: 'hard', instead: patient },
  { word: '不是告诉你了吗', how: 'hard', instead: patient },
  { word: '听不懂吗', how: 'hard', instead: patient },
  { word: '听不懂人话', how: 'hard', instead: patient },
  { word: '自己不会看', how: 'hard', instead: patient },
  { word: '怎么又来了', how: 'hard', instead: patient },
  { word: '有完没完', how: 'hard', instead: patient },
  { word: '烦不烦', how: 'hard', instead: patient },
  { word: '少啰嗦', how: 'hard', instead: patient },
  { word: '少废话', how: 'hard', instead: patient },
  { word: '别废话', how: 'hard', instead: patient },
  { word: '急什么', how: 'hard', instead: wait },
  { word: '催什么', how: 'hard', instead: wait },
  { word: '喊什么', how: 'hard', instead: wait },
  { word: '没看见我正忙', how: 'hard', instead: wait },
  { word: '一边等着', how: 'hard', instead: wait },
  { word: '后边等着去', how: 'hard', instead: wait },
  { word: '爱办不办', how: 'hard', instead: reason },
  { word: '不办拉倒', how: 'hard', instead: reason },
  { word: '随便你告', how: 'hard', instead: '告知投诉、复查的途径' },
  { word: '爱上哪告上哪告', how: 'hard', instead: '告知投诉、复查的途径' },
  { word: '想告就告', how: 'hard', instead: '告知投诉、复查的途径' },
  { word: '你懂什么', how: 'hard', instead: respect },
  { word: '无理取闹', how: 'hard', instead: '写明诉求与规定不一致之处' },
  { word: '胡搅蛮缠', how: 'hard', instead: '写明诉求与规定不一致之处' },
  { word: '神经病', how: 'hard', instead: respect },
  { word: '脑子有病', how: 'hard', instead: respect },
  { word: '有病吧', how: 'hard', instead: respect },
  { word: '活该', how: 'hard', instead: respect },
  { word: '闭嘴', how: 'hard', instead: respect },
  { word: '滚出去', how: 'hard', instead: respect },
  { word: '给我滚', how: 'hard', instead: respect },
  { word: '真笨', how: 'hard', instead: respect },
  { word: '乡巴佬', how: 'hard', instead: respect },
  { word: '不知道', how: 'soft', instead: '核实后告知，或说明谁知道' },
  { word: '不清楚', how: 'soft', instead: '核实后告知，或说明谁知道' },
  { word: '没办法', how: 'soft', instead: reason },
  { word: '不可能', how: 'soft', instead: reason },
  { word: '办不了', how: 'soft', instead: reason },
  { word: '这是规定', how: 'soft', instead: '写出规定的名称和条款' },
  { word: '规定就是规定', how: 'soft', instead: '写出规定的名称和条款' },
  { word: '你自己想办法', how: 'soft', instead: reason },
  { word: '改天再来', how: 'soft', instead: '写明哪一天、带什么' },
  { word: '明天再来', how: 'soft', instead: '写明哪一天、带什么' },
  { word: '过几天再说', how: 'soft', instead: '写明答复的日期' },
  { word: '下班了', how: 'soft', instead: wait },
  { word: '没时间', how: 'soft', instead: wait },
  { word: '你必须', how: 'soft', instead: '改为“请您……”' },
]

/** The key under which an office keeps its own list. */
export const unkindKey = 'unkind'

/** The list of an office: its own, else the built-in one. */
export function unkindFor(settings: Readonly<Record<string, unknown>> = {}): readonly Unkind[] {
  const own = settings[unkindKey]
  return Array.isArray(own) && own.every(isUnkind) ? own : unkindWords
}

function isUnkind(value: unknown): value is Unkind {
  if (typeof value !== 'object' || value === null) return false
  const { word, how, instead } = value as Partial<Record<keyof Unkind, unknown>>
  return typeof word === 'string' && word !== '' && (how === 'hard' || how === 'soft') && typeof instead === 'string'
}

/** A word found in a text: from which character to which, as the text was written. */
export type Found = Unkind & { readonly from: number; readonly to: number }

/**
 * The unkind words of a text, in order. Spaces and marks between the characters, and full- or half-width forms, hide
 * nothing; of words that overlap the longer is named.
 */
export function findUnkind(text: string, words: readonly Unkind[] = unkindWords): readonly Found[] {
  const { bare, at } = stripped(text)
  const hits = bareWords(words).flatMap(([entry, own]): Found[] =>
    allOf(bare, own).map((start) => ({ ...entry, from: at[start]![0], to: at[start + own.length - 1]![1] })),
  )
  const long = hits.toSorted((a, b) => b.to - b.from - (a.to - a.from) || a.from - b.from)
  const kept: Found[] = []
  for (const hit of long) if (!kept.some((one) => hit.from < one.to && one.from < hit.to)) kept.push(hit)
  return kept.toSorted((a, b) => a.from - b.from)
}

const bareOf = new WeakMap<readonly Unkind[], readonly (readonly [Unkind, string])[]>()

/** Each word of a list as it is looked for; worked out once a list, since every text that is sent is held against it. */
function bareWords(words: readonly Unkind[]): readonly (readonly [Unkind, string])[] {
  const had = bareOf.get(words)
  if (had) return had
  const made = words.map((entry) => [entry, stripped(entry.word).bare] as const).filter(([, bare]) => bare !== '')
  bareOf.set(words, made)
  return made
}

/** Letters and digits alone, each with the place where it stood. */
function stripped(text: string): { readonly bare: string; readonly at: readonly (readonly [number, number])[] } {
  const at: (readonly [number, number])[] = []
  let bare = ''
  let from = 0
  for (const character of text) {
    const to = from + character.length
    for (const unit of character
      .normalize('NFKC')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]/gu, '')) {
      for (let i = 0; i < unit.length; i++) at.push([from, to])
      bare += unit
    }
    from = to
  }
  return { bare, at }
}

function allOf(text: string, word: string): readonly number[] {
  const found: number[] = []
  for (let i = text.indexOf(word); i >= 0; i = text.indexOf(word, i + 1)) found.push(i)
  return found
}
