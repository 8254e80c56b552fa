import type { ImportColumn } from '#office/import/kind.ts'
import { excelOf, letters } from '#platform/sheets/excel.ts'

/** The column before all others: what stands in it says that a row is none to be taken in. */
export const noteTitle = '说明'
export const exampleMark = '示例'

const types = {
  text: '文字',
  integer: '整数',
  day: '日期，如2026-11-23',
  month: '年月，如1990-01',
  yesNo: '是或否',
  choice: '从列表里选',
  list: '文字，几项之间用分号隔开',
} as const

/** Rows for which a template offers its lists. */
const listedRows = 50_001

/** The empty book for a kind of table: its columns, an example that is not taken in, the choices as lists, and how each is filled. */
export function templateBook(title: string, columns: readonly ImportColumn[]): Promise<Buffer> {
  const head = [noteTitle, ...columns.map(({ title: one, required }) => (required ? `${one}*` : one))]
  const example = [`${exampleMark}（不导入，可以删去）`, ...columns.map((column) => column.example)]
  const choices = columns.map(wordsOf)
  const longest = Math.max(0, ...choices.map((words) => words.length))
  const lists = [
    columns.map(({ title: one }) => one),
    ...Array.from({ length: longest }, (_, n) => choices.map((words) => words[n] ?? null)),
  ]
  const guide = [
    ['栏目', '必填', '怎么填', '说明'],
    ...columns.map((column) => [column.title, column.required ? '必填' : '', types[column.type], column.hint ?? '']),
    ['', '', '', '身份证号、电话等长数字，先把单元格格式改为“文本”再填；不要用公式。'],
  ]
  const wide = (text: string) => Math.max(12, text.length * 2 + 4)
  return excelOf([
    { sheet: title, widths: head.map(wide), lines: [head, example], after: validations(choices) },
    { sheet: '填写说明', widths: [24, 8, 24, 60], lines: guide },
    { sheet: '选项', widths: columns.map(({ title: one }) => wide(one)), lines: lists },
  ])
}

function wordsOf({ type, options = [] }: ImportColumn): readonly string[] {
  if (type === 'yesNo') return ['是', '否']
  return type === 'choice' ? options.map(({ label }) => label) : []
}

/** A list to choose from in each column that has one, kept on the sheet of choices. */
function validations(choices: readonly (readonly string[])[]): string {
  const each = choices.flatMap((words, n) => {
    if (words.length === 0) return []
    const [column, from] = [letters(n + 1), letters(n)]
    const range = `'选项'!$${from}$2:$${from}$${words.length + 1}`
    return [
      `<dataValidation type="list" allowBlank="1" showErrorMessage="1" errorTitle="请从列表里选" sqref="${column}2:${column}${listedRows}"><formula1>${range}</formula1></dataValidation>`,
    ]
  })
  return each.length === 0 ? '' : `<dataValidations count="${each.length}">${each.join('')}</dataValidations>`
}
