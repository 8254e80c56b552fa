import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cellsIn, isTable, readPasted, rowsIn } from '#ui/form/pasted.ts'
import type { Schema } from '#ui/form/schema.ts'

const kinds = [
  { const: 'unemployed', title: '登记失业半年以上' },
  { const: 'povertyLifted', title: '脱贫人口' },
]
const item: Schema = {
  type: 'object',
  properties: {
    name: { type: 'string', title: '姓名', maxLength: 5, 'x-widget': 'text' },
    idNumber: { type: 'string', title: '公民身份号码', 'x-widget': 'idNumber' },
    kind: { type: 'string', title: '人员类别', oneOf: kinds },
    from: { type: 'string', title: '劳动合同开始', 'x-widget': 'date' },
    insured: { type: 'string', title: '社保起缴月', 'x-widget': 'month' },
    months: { type: 'integer', title: '本年度工作月数', minimum: 1, maximum: 12, 'x-widget': 'integer' },
    other: { type: 'boolean', title: '是否已享受其他优惠', 'x-widget': 'yesNo' },
  },
  required: ['name', 'idNumber', 'kind', 'from', 'insured', 'months', 'other'],
}
// 测试数据: numbers with a sound check digit and nobody behind them.
const [man, woman] = ['220202199001010012', '220204198512310023']
const good = { kind: 'unemployed', from: '2026-03-01', insured: '2026-03', months: 10, other: false }

test('粘贴的表格按栏的顺序读：日期、月份、单选、是否、带空格的号码都看得懂', () => {
  const text = `测试甲\t${man}\t登记失业半年以上\t2026/3/1\t2026年3月\t10\t否\r\n测试乙\t220204 19851231 0023\tunemployed\t20260301\t202603\t10个月\t×\n`
  const read = readPasted(text, item)
  assert.deepEqual(rowsIn(read), [
    { name: '测试甲', idNumber: man, ...good },
    { name: '测试乙', idNumber: woman, ...good },
  ])
  assert.deepEqual([read.isHeaded, read.unused, read.rows.map(({ line }) => line)], [false, [], [1, 2]])
})

test('第一行是栏名的，按栏名对；没有用到的栏写明，少的必填栏逐行指出', () => {
  const read = readPasted(`序号\t公民身份号码\t姓名*\t电话\n1\t${man}\t测试甲\t000`, item)
  assert.deepEqual([read.isHeaded, read.unused], [true, ['序号', '电话']])
  assert.deepEqual(rowsIn(read), [{ name: '测试甲', idNumber: man }])
  const faults = read.rows.map(({ line, cells }) => [
    line,
    cells.flatMap(({ name, fault }) => (fault ? [`${name} ${fault}`] : [])),
  ])
  assert.deepEqual(faults, [[2, ['kind 没有填', 'from 没有填', 'insured 没有填', 'months 没有填', 'other 没有填']]])
})

test('只数行数的第一栏不算；看不懂的逐格说明，号码有误的留着改，别的一格不少', () => {
  const read = readPasted(
    `7\t测试甲某某某\t${man}\t登记失业\t2026-02-30\t二月\t13\t也许\n8\t测试乙\t2.20204E+17\t脱贫人口\t2026.3.1\t2026-03-01\t1.5\t是`,
    item,
  )
  assert.deepEqual(read.unused, [])
  const faults = read.rows.map(({ cells }) =>
    cells.flatMap(({ name, fault }) => (fault ? [[name, fault] as const] : [])),
  )
  assert.deepEqual(faults[0], [
    ['name', '最多5个字'],
    ['kind', '要写登记失业半年以上、脱贫人口'],
    ['from', '没有这一天'],
    ['insured', '要写年月，如2026-11'],
    ['months', '不能大于12'],
    ['other', '要写是或否'],
  ])
  assert.match(faults[1]?.[0]?.[1] ?? '', /科学计数/)
  assert.deepEqual(faults[1]?.slice(1), [['months', '要写整数']])
  assert.deepEqual(rowsIn(read), [
    { name: '测试甲某某某', idNumber: man, months: 13 },
    { name: '测试乙', kind: 'povertyLifted', from: '2026-03-01', insured: '2026-03', months: 1.5, other: true },
  ])
  const wrong = readPasted(`测试甲\t220202199001010013\t脱贫人口\t2026-03-01\t2026-03\t1\t是`, item)
  assert.match(wrong.rows[0]?.cells[1]?.fault ?? '', /./)
  assert.equal(rowsIn(wrong)[0]?.['idNumber'], '220202199001010013')
})

test('引号里可以换行；空行不算；没有制表符的不是表格', () => {
  assert.deepEqual(cellsIn('"一\n二""三"\t四\n\n五'), [['一\n二"三', '四'], [''], ['五']])
  assert.equal(readPasted('测试甲\t\n\n\t\n', item).rows.length, 1)
  assert.deepEqual(['测试甲', '测试甲\n测试乙', '测试甲\t男'].map(isTable), [false, false, true])
})
