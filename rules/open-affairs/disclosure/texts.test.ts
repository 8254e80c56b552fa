import assert from 'node:assert/strict'
import { test } from 'node:test'
import { day, parseInstant } from '#core/day.ts'
import { stage } from '#house/stage.ts'
import { loadCatalogue } from '#matter/catalogue.ts'
import { demoOffice } from '#office/seed.ts'
import { demandsOf, keysOf } from './demands.ts'
import { privateIn } from './sensitive.ts'

const office = stage()
const catalogue = loadCatalogue()
const at = parseInstant('2026-03-02T09:00:00+08:00')
const org = (code: string) => office.organizations.get(demoOffice(code))!
const demands = (code: string) => demandsOf({ office, catalogue, org: org(code), at })
const textOf = (code: string, topic: string, subject = '') =>
  demands(code).find((one) => one.topic === topic && one.subject === subject)?.made?.text ?? ''

test('岗位、人员、范围、承诺、制度、投诉渠道的公开稿取自正在运行的内容 (1.2.b, 1.2.c, 1.2.d, 1.2.e, 1.2.f, 1.2.h)', () => {
  assert.match(textOf('sljd', 'posts'), /综合窗口一：接待来访，登记首问/)
  assert.match(textOf('sljd', 'staff'), /综合窗口一：A角王一，B角李二/)
  assert.match(textOf('sljd', 'scope'), /就业困难人员认定（面向个人）/)
  assert.match(textOf('sljd', 'promises'), /就业困难人员认定：10个工作日内办结，不收费/)
  assert.match(textOf('sljd', 'promises'), /首次接待的人负责到底，5个工作日内答复/)
  assert.match(textOf('sljd', 'rules'), /首问负责制度\n2\.1 /)
  assert.match(
    textOf('sljd', 'complaints'),
    /便民路3号[\s\S]*上级监督：示例区人力资源和社会保障局[\s\S]*上级监督：测试市就业服务局/,
  )
})

test('每项服务的公开稿就是正在运行的版本：依据、条件、程序、时限、结果、标准 (1.1, 1.2.i, 1.2.j)', () => {
  const text = textOf('cs', 'service', 'JY02')
  for (const word of [
    '办理条件：',
    '办理程序：',
    '承诺时限：10个工作日',
    '政策依据：《就业促进法》第五十二条',
    '办理结果：',
    '服务标准：',
  ])
    assert.ok(text.includes(word), word)
  assert.equal(
    demands('cs').filter(({ topic }) => topic === 'service').length,
    catalogue.list().filter(({ ready }) => ready).length,
  )
  assert.equal(
    demands('sljd').some(({ topic }) => topic === 'service'),
    false,
  )
})

test('法规政策和行政事项由最高一级单位公开，取自各事项的依据和目录 (1.4)', () => {
  assert.match(textOf('cs', 'law'), /《就业促进法》（全国）/)
  assert.match(textOf('cs', 'item'), /JY02 就业困难人员认定：面向个人，限时办结/)
  assert.equal(textOf('sljd', 'law'), '')
})

test('写不出来的留给人写，系统不替人编：职责权限、工作纪律 (1.2.a, 1.2.g)', () => {
  const written = demands('sljd').filter(({ made }) => made === null)
  assert.deepEqual(
    written.map(({ topic }) => topic),
    ['powers', 'discipline'],
  )
  assert.equal(keysOf(catalogue, org('sljd')).length, 8)
})

test('系统自己写的公开稿里没有个人信息 (1.4)', () => {
  for (const code of ['cs', 'slq', 'sljd'])
    for (const { made, topic } of demands(code))
      assert.deepEqual(made ? privateIn('正文', made.text, [], day('2026-03-02')) : [], [], `${code} ${topic}`)
})

test('指到个人的病史、家庭、信仰、犯罪、住址、账户、未成年人都拦下，说在哪里 (1.4)', () => {
  const found = (text: string) => privateIn('正文', text, ['0431-12345678'], day('2026-03-02'))
  for (const text of [
    '王某确诊糖尿病，予以照顾',
    '张某，肢体残疾二级',
    '身份证号码：AB1234567',
    '李某系低保户',
    '其本人信仰佛教',
    '赵某刑满释放',
    '家庭住址：示例街道幸福里四号楼',
    '账号：6222020000000',
    '其女儿八岁',
    '联系13900000031',
  ])
    assert.equal(found(text).length > 0, true, text)
  assert.match(found('第一段\n李某系低保户')[0] ?? '', /正文第2段第1字/)
  for (const text of [
    '残疾人、低保家庭成员可以申请就业困难人员认定',
    '患病的工作人员按规定请假',
    '咨询电话0431-12345678，地址示例街道便民路3号',
    '信访、投诉由专人办理',
  ])
    assert.deepEqual(found(text), [], text)
})
