import { isDay } from '#core/day.ts'
import type { ImportColumn } from '#office/import/kind.ts'
import { unfitSays } from '#platform/http/text.ts'
import type { Cell } from '#platform/sheets/reading.ts'

/** What a cell means in its column, or why it means nothing there. An empty cell is `undefined`. */
export type Meant = { readonly value: unknown } | { readonly says: string }

const bad = (says: string): Meant => ({ says })

/** Reads a cell by the column it stands in. Formulas and errors are refused whatever they show. */
export function meantBy(column: ImportColumn, cell: Cell | undefined): Meant {
  if (cell === undefined) return column.required ? bad('必填') : { value: undefined }
  if (cell.is === 'formula') return bad('是公式，请复制后“选择性粘贴”为数值')
  if (cell.is === 'error') return bad('单元格是错误值')
  return readers[column.type](cell, column)
}

/** What somebody sees in a cell; a formula is named and never worked out. */
export function writtenIn(cell: Cell): string {
  if (cell.is === 'text') return cell.text.slice(0, longestShown)
  if (cell.is === 'number') return String(cell.value)
  if (cell.is === 'day') return cell.day
  if (cell.is === 'yes') return cell.value ? 'TRUE' : 'FALSE'
  return cell.is === 'formula' ? '（公式）' : '（错误值）'
}

/** What is wrong by its length is known by its beginning. */
const longestShown = 500

type Plain = Exclude<Cell, { is: 'formula' } | { is: 'error' }>
type Reader = (cell: Plain, column: ImportColumn) => Meant

/** Excel keeps fifteen digits and writes noughts for the rest. */
const mostDigits = 999_999_999_999_999

const readers: Record<ImportColumn['type'], Reader> = {
  text: (cell) => {
    if (cell.is === 'text') return typed(cell.text.trim())
    if (cell.is === 'day') return bad('应为文字，现为日期；请把单元格格式改为“文本”后重填')
    if (cell.is === 'yes') return bad('应为文字')
    if (Math.abs(cell.value) > mostDigits) return bad('数字超过15位，Excel会改掉末几位；请把单元格格式改为“文本”后重填')
    return { value: String(cell.value) }
  },
  integer: (cell) => {
    const value =
      cell.is === 'number'
        ? cell.value
        : cell.is === 'text' && /^\s*-?\d{1,15}\s*$/.test(cell.text)
          ? Number(cell.text)
          : null
    return value !== null && Number.isSafeInteger(value) ? { value } : bad('应为整数')
  },
  day: (cell) => {
    const text = cell.is === 'day' ? cell.day : cell.is === 'text' ? spelled(cell.text) : ''
    return isDay(text) ? { value: text } : bad('应为日期，写作2026-11-23的样子')
  },
  month: (cell) => {
    if (cell.is === 'day') return { value: cell.day.slice(0, 7) }
    const text =
      cell.is === 'text'
        ? spelled(cell.text).slice(0, 7)
        : cell.is === 'number'
          ? String(cell.value).replace(/^(\d{4})(\d{2})$/, '$1-$2')
          : ''
    return isDay(`${text}-01`) ? { value: text } : bad('应为年月，写作1990-01的样子')
  },
  yesNo: (cell) => {
    if (cell.is === 'yes') return { value: cell.value }
    const word = cell.is === 'text' ? cell.text.trim() : ''
    return word === '是' || word === '否' ? { value: word === '是' } : bad('应为“是”或“否”')
  },
  choice: (cell, { options = [] }) => {
    const word = cell.is === 'text' ? cell.text.trim() : cell.is === 'number' ? String(cell.value) : ''
    const found = options.find(({ code, label }) => label === word || code === word)
    if (found) return { value: found.code }
    const words = options.slice(0, 12).map(({ label }) => label)
    return bad(`应为下列之一：${words.join('、')}${options.length > words.length ? '等' : ''}`)
  },
  list: (cell) => {
    if (cell.is !== 'text') return bad('应为文字，几项之间用分号隔开')
    const says = unfitSays(cell.text)
    if (says) return bad(says)
    return {
      value: cell.text
        .split(/[;；\n]/)
        .map((one) => one.trim())
        .filter((one) => one !== ''),
    }
  },
}

/** What no form would take is not taken from a table. */
function typed(text: string): Meant {
  const says = unfitSays(text)
  return says ? bad(says) : { value: text }
}

/** 2026年1月3日, 2026/1/3 and 2026.1.3 are the same day. */
function spelled(text: string): string {
  const [, year = '', month = '', day = ''] =
    /^\s*(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2})?日?)?月?\s*$/.exec(text) ?? []
  if (year === '') return text.trim()
  return [year, month.padStart(2, '0'), ...(day === '' ? [] : [day.padStart(2, '0')])].join('-')
}
