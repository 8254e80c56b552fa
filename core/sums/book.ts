import type { Refusal } from '#core/refusal.ts'
import type { Source } from '#core/sums/answer.ts'
import { type Fen, fen } from '#core/sums/money.ts'
import { type Amount, type AmountKey, amounts } from '#regulation/amounts.ts'
import { confidenceLabels, isToConfirm } from '#regulation/confidence.ts'

export type Share = { readonly by: number; readonly over: number; readonly says: string }

/** The amounts that are reckoned with: those that come with the program, some of them as an office has set them. */
export type Book = {
  readonly count: (key: AmountKey) => number
  readonly money: (key: AmountKey) => Fen
  readonly share: (key: AmountKey) => Share
  /** `（待本单位确认）` behind what is reckoned with an amount that nobody has confirmed, else nothing. */
  readonly mark: (key: AmountKey) => string
  /** Where the amounts come from, in the order of the keys. */
  readonly sources: (keys: readonly AmountKey[]) => readonly Source[]
  /** No, at this field; with the source of the amount that closes the door. What is wrong is told with its reason (8.1). */
  readonly no: (at: string, says: string, key?: AmountKey) => Refusal
}

/** An amount as an office has set it: the number, and by what paper. It is confirmed by that. */
export type Own = Pick<Amount, 'amount' | 'source' | 'since'> & { readonly of?: number }

/** The book of an office: its own amounts over those of the program. */
export function bookOf(own: Readonly<Partial<Record<AmountKey, Own>>> = {}): Book {
  const row = (key: AmountKey): Amount & { readonly toConfirm: boolean } => {
    const usual: Amount = amounts[key]
    const set = own[key]
    if (!set) return { ...usual, toConfirm: isToConfirm(usual.confidence) }
    return { ...usual, ...set, until: null, region: '本单位', confidence: 'V', toConfirm: false }
  }
  return {
    count: (key) => row(key).amount,
    money: (key) => fen(row(key).amount),
    share: (key) => {
      const { amount: by, of: over = 1 } = row(key)
      return { by, over, says: over === 100 ? `${by}%` : `${by}/${over}` }
    },
    mark: (key) => (row(key).toConfirm ? '（待本单位确认）' : ''),
    sources: (keys) =>
      keys.map((key) => {
        const { label, source, region, since, until, confidence, toConfirm } = row(key)
        const confidenceLabel = own[key] ? '本单位已确认' : confidenceLabels[confidence]
        return { label, source, region, since, until, confidence, confidenceLabel, toConfirm }
      }),
    no: (at, says, key) => {
      const source = key ? row(key) : null
      const told = source ? `${says}（依据：${source.source}${source.toConfirm ? '，待本单位确认' : ''}）` : says
      return { refused: 'bad-input', clause: '8.1', says: told, problems: [{ at, says: told }] }
    },
  }
}

/** The amounts as they come with the program. */
export const usual: Book = bookOf()
