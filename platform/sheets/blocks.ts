import type { Block } from './paper.ts'

const numerals = ['一', '二', '三', '四', '五', '六', '七', '八', '九']

/** Numbers the headings 一、二、… in the order they stand, so that a part left out leaves no gap. */
export function numbered(blocks: readonly (Block | false)[]): Block[] {
  let count = 0
  return blocks
    .filter((block) => block !== false)
    .map((block) =>
      block.is === 'heading' ? { ...block, text: `${numerals[count++] ?? count}、${block.text}` } : block,
    )
}

export const heading = (text: string): Block => ({ is: 'heading', text })
export const text = (words: string): Block => ({ is: 'text', text: words })
export const points = (items: readonly string[]): Block => ({ is: 'points', items })
