import type { Process } from '#core/process.ts'
import { relations } from '#core/relation.ts'
import { sheetTitles } from '#core/sheet.ts'
import { headed, tabled } from '#house/pages/mark.ts'
import { codeOf, runningTables } from '#house/tables.ts'
import { loadCatalogue } from '#matter/catalogue.ts'
import { keptBy } from '#regulation/clause.ts'
import { limits } from '#regulation/limits.ts'
import { rules } from '#regulation/rules.ts'

type Rows = readonly (readonly string[])[]

/** 中文 ↔ the word in code ↔ the clause: read from the tables themselves, so that no word has two meanings. */
export function glossaryPage(): string {
  const tables = runningTables()
  const list = loadCatalogue().list()
  const sections: readonly (readonly [string, readonly string[], Rows])[] = [
    [
      '十项制度',
      ['制度', '文件夹', '编号'],
      rules.map(({ number, slug, title }) => [title, `\`rules/${slug}\``, String(number)]),
    ],
    [
      '服务事项',
      ['事项', '编号', '状态'],
      list.map(({ name, code, ready }) => [name, `\`${code}\``, ready ? '可办理' : '筹备中']),
    ],
    ['与事项的关系', ['关系', '代码'], words(relations)],
    [
      '状态',
      ['状态', '代码', '流程'],
      merged(tables, ({ states }) => Object.entries(states).map(([code, { label }]) => [label, code])),
    ],
    ['步骤', ['步骤', '代码', '条款', '流程'], moved(tables)],
    [
      '期限',
      ['期限', '代码', '流程'],
      merged(tables, ({ clocks }) => Object.entries(clocks).map(([code, { label }]) => [label, code])),
    ],
    ['期限的默认值', ['期限', '代码'], Object.entries(limits).map(([code, { label }]) => [label, `\`${code}\``])],
    ['文书', ['文书', '代码'], words(sheetTitles)],
    ['条款的落实方式', ['方式', '代码'], words(keptBy)],
  ]
  const head = headed('词汇表', '中文、代码用词与条款的对照，由运行中的流程表、关系、期限和事项生成。')
  return [head, ...sections.map(([title, columns, rows]) => `## ${title}\n\n${tabled(columns, rows)}\n`)].join('\n')
}

function words(table: Readonly<Record<string, string>>): Rows {
  return Object.entries(table).map(([code, word]) => [word, `\`${code}\``])
}

/** One row for each word, with the tables that use it. */
function merged(tables: readonly Process[], pairs: (process: Process) => readonly (readonly [string, string])[]): Rows {
  const all = tables.flatMap((process) => pairs(process).map(([label, code]) => ({ label, code, in: codeOf(process) })))
  return [...Map.groupBy(all, ({ label, code }) => `${label} ${code}`).values()].map((same) => [
    same[0]!.label,
    `\`${same[0]!.code}\``,
    same.map((one) => one.in).join('、'),
  ])
}

function moved(tables: readonly Process[]): Rows {
  const all = tables.flatMap((process) =>
    Object.entries(process.moves).map(([code, { label, cites }]) => ({
      label,
      code,
      cites: cites.join('、'),
      in: codeOf(process),
    })),
  )
  return [...Map.groupBy(all, ({ label, code, cites }) => `${label} ${code} ${cites}`).values()].map((same) => [
    same[0]!.label,
    `\`${same[0]!.code}\``,
    same[0]!.cites,
    same.map((one) => one.in).join('、'),
  ])
}
