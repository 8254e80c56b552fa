import type { Day } from '#core/day.ts'
import { type Drawn, renderPages } from './render.ts'

/** A cell of a grid to fill in; four columns make a row, `tall` is in mm. */
export type Cell = {
  readonly is?: 'label' | 'band'
  readonly text?: string
  readonly small?: string
  readonly span?: number
  readonly tall?: number
  readonly choices?: readonly string[]
  /** Those of them that are ticked already. */
  readonly ticked?: readonly string[]
  /** One box a sign: for a number of this length. */
  readonly boxes?: number
}
export type LeafBlock =
  | { readonly is: 'text' | 'small' | 'heading' | 'cut' | 'title'; readonly text: string }
  | { readonly is: 'points'; readonly items: readonly string[]; readonly size?: number }
  | { readonly is: 'grid'; readonly rows: readonly (readonly Cell[])[] }
  | {
      readonly is: 'table'
      readonly titles: readonly string[]
      readonly widths: readonly number[]
      readonly rows: readonly (readonly string[])[]
      readonly tall?: number
      /** On a page of its own, across. */
      readonly wide?: boolean
    }
  | { readonly is: 'signs'; readonly rows: readonly (readonly string[])[] }
  | { readonly is: 'opinions'; readonly rows: readonly (readonly [name: string, says: string, sign: string])[] }
  | { readonly is: 'together'; readonly blocks: readonly LeafBlock[] }

/** A page or more that is printed when asked for and never filed. */
export type Leaf = {
  readonly title: string
  /** Heading of the paper: the office that gives it out. */
  readonly office: string
  /** Beside the title on the right, as 编号：; null leaves the line out. */
  readonly number: string | null
  readonly note?: string
  readonly contact: readonly (readonly [label: string, value: string])[]
  /** Small in the foot: which version of what. */
  readonly foot: string
  readonly mark: string | null
  readonly wide?: boolean
  readonly blocks: readonly LeafBlock[]
}

const dataOf = ({ wide = false, ...leaf }: Leaf, day: Day) => ({ ...leaf, wide, date: day.split('-').map(Number) })

/** A leaf as PDF; the same bytes for the same words and day. */
export const printLeaf = (leaf: Leaf, day: Day): Promise<Uint8Array> => renderPages('leaf', dataOf(leaf, day))

/** What draws a leaf, to be looked at on a screen. */
export const leafDrawn = (leaf: Leaf, day: Day): Drawn => ({ template: 'leaf', data: dataOf(leaf, day) })

/** Whose heading, telephones and mark stand on a leaf. */
export type Issuer = {
  readonly name: string
  readonly phone: string
  readonly supervisionPhone: string
  readonly address: string
  readonly mark: string | null
}

export const contactOf = ({ phone, supervisionPhone, address }: Issuer): Leaf['contact'] => [
  ['联系电话', phone],
  ['监督电话', supervisionPhone],
  ['地址', address],
]

/** What is known already, by the label beside it: a text, or which choices are ticked. */
export type Filled = Readonly<Record<string, string | readonly string[] | undefined>>

/** A blank with what is known written in; what isn't stays to be filled by hand. */
export function filledLeaf(leaf: Leaf, values: Filled, number: string): Leaf {
  return {
    ...leaf,
    number: `编号：${number}`,
    blocks: leaf.blocks.map((block): LeafBlock => {
      if (block.is === 'grid') return { ...block, rows: block.rows.map((row) => rowOf(row, values)) }
      if (block.is !== 'opinions') return block
      const rows = block.rows.map(
        ([name, says, sign]) => [name, wordOf(values[name]) ?? says, wordOf(values[`${name}签名`]) ?? sign] as const,
      )
      return { ...block, rows }
    }),
  }
}

const wordOf = (value: Filled[string]): string | undefined => (typeof value === 'string' ? value : undefined)

function rowOf(row: readonly Cell[], values: Filled): readonly Cell[] {
  return row.map((cell, i) => {
    const before = row[i - 1]
    const value = before?.is === 'label' && before.text ? values[before.text] : undefined
    if (value === undefined) return cell
    return typeof value === 'string' ? { ...cell, text: value } : { ...cell, ticked: value }
  })
}
