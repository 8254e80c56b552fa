import type { FileChild, Paragraph as Line } from 'docx'
import type { Letter, SheetData, SheetHead } from '#core/sheet.ts'
import { type Block, paperOf } from './paper.ts'

/** The media type of what `wordOf` makes. */
export const docxType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

export type Docx = typeof import('docx')

export const song = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: '宋体' }
export const hei = { ...song, eastAsia: '黑体' }
/** Half points: 12pt for the body, 10.5 in tables. */
export const sizes = { body: 24, small: 21, tiny: 18, title: 44, office: 30 }

/** What a draft says of itself on each page: which matter, and that it is no paper of the office yet. */
export type DraftOf = { readonly matter: string | null; readonly at: string; readonly by: string }

/**
 * A letter as a Word file to be edited by people: the words of the sheet, once, marked as a draft with the matter's number.
 * It carries no code to verify it by: what counts is the paper that the system issues.
 */
export async function wordOf<K extends Letter>(
  kind: K,
  data: SheetData[K],
  head: SheetHead,
  draft: DraftOf,
): Promise<Buffer> {
  const docx = await import('docx')
  const { title, contact, copies } = paperOf(kind, data, head)
  const { Document, Footer, Header, Packer } = docx
  const body = (copies[0]?.blocks ?? []).flatMap((block) => pieces(docx, block, head))
  const document = new Document({
    title: `${title}（草稿）`,
    creator: head.office.name,
    styles: { default: { document: { run: { font: song, size: sizes.body }, paragraph: { spacing: { line: 400 } } } } },
    sections: [
      {
        properties: {
          page: { size: { width: 11906, height: 16838 }, margin: { top: 1418, bottom: 1418, left: 1587, right: 1474 } },
        },
        headers: {
          default: new Header({
            children: [line(docx, draftSays(draft), { size: sizes.tiny, color: 'A00000', align: 'right' })],
          }),
        },
        footers: { default: new Footer({ children: [foot(docx, contact)] }) },
        children: [
          line(docx, head.office.name, { size: sizes.office, font: hei, align: 'center' }),
          line(docx, title, { size: sizes.title, bold: true, align: 'center', after: 200 }),
          line(docx, '编号：（定稿后由系统编号）', { size: sizes.small, align: 'right' }),
          ...body,
        ],
      },
    ],
  })
  return Packer.toBuffer(document)
}

function draftSays({ matter, at, by }: DraftOf): string {
  return `草稿${matter ? `　事项编号 ${matter}` : ''}　${at} ${by}导出，以系统出具的文书为准`
}

type Look = {
  readonly size?: number
  readonly font?: typeof song
  readonly bold?: boolean
  readonly color?: string
  readonly align?: 'left' | 'center' | 'right'
  readonly after?: number
  /** The first line stands in by two characters. */
  readonly indent?: boolean
}

export function line({ Paragraph, TextRun }: Docx, words: string, look: Look = {}): Line {
  const { size = sizes.body, font = song, bold = false, color, align = 'left', after = 60, indent = false } = look
  const lines = words.split('\n')
  return new Paragraph({
    alignment: align,
    spacing: { after },
    ...(indent && { indent: { firstLine: size * 20 } }),
    children: lines.map(
      (text, i) =>
        new TextRun({ text: harmless(text), size, font, bold, ...(color && { color }), ...(i > 0 && { break: 1 }) }),
    ),
  })
}

/** What XML can't hold is dropped. */
const harmless = (text: string): string =>
  text.replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')

export function foot({ Paragraph, TextRun, PageNumber }: Docx, contact: readonly (readonly [string, string])[]): Line {
  const says = contact.map(([label, value]) => `${label}：${value}`).join('　')
  const page = ['　第', PageNumber.CURRENT, '页 共', PageNumber.TOTAL_PAGES, '页']
  return new Paragraph({
    alignment: 'center',
    children: [new TextRun({ children: [harmless(says), ...page], size: sizes.tiny, font: song })],
  })
}

function pieces(docx: Docx, block: Block, head: SheetHead): FileChild[] {
  if (block.is === 'greeting') return [line(docx, block.text)]
  if (block.is === 'text') return [line(docx, block.text, { indent: true })]
  if (block.is === 'heading') return [line(docx, block.text, { font: hei, after: 80 })]
  if (block.is === 'points') return block.items.map((item, i) => line(docx, `${i + 1}. ${item}`, { indent: true }))
  if (block.is === 'facts' || block.is === 'signs') return [table(docx, block.rows, null), line(docx, '')]
  if (block.is === 'table') return [table(docx, block.rows, block.titles), line(docx, '')]
  return [
    line(docx, ''),
    line(docx, head.office.name, { align: 'right' }),
    line(docx, '　　　年　　月　　日（公章）', { align: 'right' }),
  ]
}

/** Pairs of label and value, or a list with titles that stand on each page. */
export function table(docx: Docx, rows: readonly (readonly string[])[], titles: readonly string[] | null): FileChild {
  const { Table, TableCell, TableRow, WidthType } = docx
  const columns = Math.max(...rows.map((row) => row.length), titles?.length ?? 0)
  const cell = (words: string, isLabel: boolean, span: number) =>
    new TableCell({
      columnSpan: span,
      children: [
        line(docx, words, {
          size: sizes.small,
          font: isLabel ? hei : song,
          align: isLabel ? 'center' : 'left',
          after: 0,
        }),
      ],
    })
  const spans = (row: readonly string[], i: number) => (i === row.length - 1 ? columns - row.length + 1 : 1)
  const body = rows.map(
    (row) =>
      new TableRow({
        cantSplit: true,
        children: row.map((words, i) => cell(words, titles === null && i % 2 === 0, spans(row, i))),
      }),
  )
  const head = titles
    ? [new TableRow({ tableHeader: true, children: titles.map((words) => cell(words, true, 1)) })]
    : []
  return new Table({ width: { size: 100, type: WidthType.PERCENTAGE }, rows: [...head, ...body] })
}
