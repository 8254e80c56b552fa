import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Cell } from '#platform/sheets/reading.ts'
import { meantBy } from './cell.ts'
import type { ImportColumn } from './kind.ts'

const column = (type: ImportColumn['type'], more: Partial<ImportColumn> = {}): ImportColumn => ({
  ...{ name: 'a', title: '栏', type, required: false, example: '' },
  ...more,
})
const text = (words: string): Cell => ({ is: 'text', text: words })
const number = (value: number): Cell => ({ is: 'number', value })
const day = (on: string): Cell => ({ is: 'day', day: on })
const choice = { options: [{ code: 'household', label: '住户' }] }

// 按填表的习惯手写：格子里是什么，当作什么，或者为什么不收。
const rows: readonly [ImportColumn, Cell | undefined, unknown][] = [
  [column('text'), undefined, { value: undefined }],
  [column('text', { required: true }), undefined, /必填/],
  [column('text'), text(' 张三 '), { value: '张三' }],
  [column('text'), number(13800000000), { value: '13800000000' }],
  [column('text'), number(1.2e16), /超过15位/],
  [column('text'), day('2026-01-02'), /现为日期/],
  [column('text'), { is: 'formula' }, /公式/],
  [column('integer'), { is: 'formula' }, /公式/],
  [column('integer'), { is: 'error' }, /错误值/],
  [column('integer'), text('12'), { value: 12 }],
  [column('integer'), number(1.5), /应为整数/],
  [column('day'), day('2026-11-23'), { value: '2026-11-23' }],
  [column('day'), text('2026年1月3日'), { value: '2026-01-03' }],
  [column('day'), text('2026/1/3'), { value: '2026-01-03' }],
  [column('day'), text('2026-02-30'), /应为日期/],
  [column('day'), number(46000), /应为日期/],
  [column('month'), day('1990-01-01'), { value: '1990-01' }],
  [column('month'), text('1990年1月'), { value: '1990-01' }],
  [column('month'), number(199001), { value: '1990-01' }],
  [column('month'), text('1990-13'), /应为年月/],
  [column('yesNo'), text('是'), { value: true }],
  [column('yesNo'), { is: 'yes', value: false }, { value: false }],
  [column('yesNo'), text('有'), /“是”或“否”/],
  [column('choice', choice), text('住户'), { value: 'household' }],
  [column('choice', choice), text('别的'), /应为下列之一：住户/],
  [column('list'), text('装配工，12人；焊工，2人'), { value: ['装配工，12人', '焊工，2人'] }],
]

for (const [asked, cell, meant] of rows)
  test(`${asked.type}：${JSON.stringify(cell ?? '空')}`, () => {
    const found = meantBy(asked, cell)
    if (meant instanceof RegExp) assert.match('says' in found ? found.says : '收了', meant)
    else assert.deepEqual(found, meant)
  })
