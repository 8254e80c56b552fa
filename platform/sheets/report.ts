import { excelOf } from './excel.ts'
import { drawable } from './fonts.ts'
import { renderPages } from './render.ts'
import { type Docx, foot, hei, line, sizes, song, table } from './word.ts'

type Value = string | number | null
export type ReportTable = {
  readonly caption: string
  readonly titles: readonly string[]
  /** Shares of the page. */
  readonly widths: readonly number[]
  readonly rows: readonly (readonly Value[])[]
}
/** Bars month by month or place by place; parts of one whole lie on one another. */
export type ReportChart = {
  readonly title: string
  readonly labels: readonly string[]
  /** `isBad`: what nobody wants to see, in red. */
  readonly series: readonly { readonly name: string; readonly values: readonly number[]; readonly isBad: boolean }[]
  readonly stacked: boolean
}
export type ReportPart = {
  readonly heading: string
  readonly says: readonly string[]
  readonly chart: ReportChart | null
  readonly tables: readonly ReportTable[]
}
/** A report in the office's style: the same words and numbers in three kinds of file. `day` is YYYY-MM-DD and dates the file. */
export type Report = {
  readonly office: string
  readonly title: string
  readonly period: string
  /** Whether it is final, or as of when its numbers are. */
  readonly standing: string
  readonly maker: string
  readonly day: string
  readonly mark: string | null
  readonly parts: readonly ReportPart[]
}

const shown = (value: Value): string => (value === null ? '—' : String(value))
const spoken = (day: string): string => {
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}

/** As PDF, charts drawn. The same report gives the same bytes. */
export async function reportPdf(report: Report): Promise<Uint8Array> {
  const { drawn } = drawable({ ...report, parts: report.parts.map(laidOut) })
  return renderPages('report', { ...drawn, date: report.day.split('-').map(Number), spoken: spoken(report.day) })
}

const laidOut = ({ tables, ...part }: ReportPart) => ({
  ...part,
  tables: tables.map((one) => ({ ...one, rows: one.rows.map((row) => row.map(shown)) })),
})

/** As an Excel book: what it says on the first sheet, a sheet for each table; numbers are numbers. */
export function reportExcel({ office, title, period, standing, maker, day, parts }: Report): Promise<Buffer> {
  const words = parts.flatMap(({ heading, says }) => says.map((one) => [heading, one]))
  const first = [
    ['项目', '内容'],
    ...[
      ['单位', office],
      ['名称', title],
      ['期间', period],
      ['数据', standing],
    ],
    ...[
      ['制表', maker],
      ['制表日期', spoken(day)],
    ],
    ...words,
  ]
  return excelOf([
    { sheet: '综述', widths: [18, 110], lines: first },
    ...parts.flatMap(({ heading, tables }) =>
      tables.map(({ caption, titles, rows }) => ({
        sheet: `${heading.replace(/^[一二三四五六七八九十]+、/, '')} ${caption}`,
        widths: titles.map((_, n) => (n === 0 ? 24 : 14)),
        lines: [titles, ...rows],
      })),
    ),
  ])
}

/** As a Word file to go on writing in. */
export async function reportWord({ office, title, period, standing, maker, day, parts }: Report): Promise<Buffer> {
  const docx = await import('docx')
  const { Document, Footer, Packer } = docx
  const document = new Document({
    title: `${office}${title}`,
    creator: office,
    styles: { default: { document: { run: { font: song, size: sizes.body }, paragraph: { spacing: { line: 400 } } } } },
    sections: [
      {
        properties: {
          page: { size: { width: 11906, height: 16838 }, margin: { top: 1418, bottom: 1418, left: 1474, right: 1474 } },
        },
        footers: { default: new Footer({ children: [foot(docx, [['制表', maker]])] }) },
        children: [
          line(docx, office, { size: sizes.office, font: hei, align: 'center' }),
          line(docx, title, { size: sizes.title, bold: true, align: 'center', after: 120 }),
          line(docx, `${period}　${standing}`, { size: sizes.small, align: 'center', after: 200 }),
          ...parts.flatMap((part) => pieces(docx, part)),
          line(docx, ''),
          line(docx, office, { align: 'right' }),
          line(docx, `${spoken(day)}（公章）`, { align: 'right' }),
        ],
      },
    ],
  })
  return Packer.toBuffer(document)
}

function pieces(docx: Docx, { heading, says, tables }: ReportPart) {
  return [
    line(docx, heading, { font: hei, after: 80 }),
    ...says.map((one) => line(docx, one, { indent: true })),
    ...tables.flatMap(({ caption, titles, rows }) => [
      line(docx, caption, { size: sizes.small, font: hei, align: 'center' }),
      table(
        docx,
        rows.map((row) => row.map(shown)),
        titles,
      ),
      line(docx, ''),
    ]),
  ]
}
