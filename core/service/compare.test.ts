import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compareServices, keys, parts, words } from '#core/service/compare.ts'
import { serviceSchema } from '#core/service/format.ts'
import { missingOpens } from '#core/service/missing.ts'
import { codesOf } from '#core/service/plain.ts'
import { loadCatalogue } from '#matter/catalogue.ts'

const catalogue = loadCatalogue()
const service = catalogue.get('JY02')!.service
const { opens, ...rest } = service

test('a version and itself differ in nothing; the number alone is no difference', () => {
  for (const { code } of catalogue.list()) {
    const one = catalogue.get(code)!.service
    assert.deepEqual(compareServices(one, { ...one, version: one.version + 1 }), [], code)
  }
})

test('what is added, removed and changed is told by part, item and field, in words', () => {
  const [first, ...others] = service.materials
  const after = {
    ...service,
    limits: { ...service.limits, promised: { ...service.limits.promised!, amount: 8 } },
    materials: [...others, { ...first!, id: 'proof', name: '测试证明' }],
    conditions: service.conditions.map((one, i) => (i === 0 ? { ...one, fails: '换一种说法' } : one)),
  }
  const found = compareServices(service, after)
  const told = found.map(({ part, item, field, is }) => [part, item, field, is])
  assert.deepEqual(told, [
    ['办理时限', '办理时限', '承诺时限', 'changed'],
    ['受理条件', service.conditions[0]?.label, '不符合时的告知', 'changed'],
    ['申报材料', '测试证明', null, 'added'],
    ['申报材料', first?.name, null, 'removed'],
  ])
  assert.match(found[0]?.before ?? '', /数量：10，单位：个工作日/)
  assert.match(found[0]?.after ?? '', /数量：8/)
  const back = compareServices(after, service)
  assert.deepEqual(back.map(({ is }) => is).sort(), ['added', 'changed', 'changed', 'removed'])
})

type Node = {
  readonly properties?: Readonly<Record<string, Node>>
  readonly items?: Node
  readonly anyOf?: readonly Node[]
  readonly enum?: readonly unknown[]
}

/** Every key of the format with the codes that it may hold. */
function keysIn({ properties = {}, items, anyOf = [] }: Node): readonly (readonly [string, readonly unknown[]])[] {
  const deeper = [...(items ? [items] : []), ...anyOf].flatMap(keysIn)
  return [
    ...Object.entries(properties).flatMap(([key, node]) => [[key, node.enum ?? []] as const, ...keysIn(node)]),
    ...deeper,
  ]
}

/** What a format has no words for. */
const wordless = (format: Node): readonly string[] =>
  keysIn(format).flatMap(([key, codes]) => [
    ...(words[key] || parts[key] || keys.has(key) || lists.has(key) ? [] : [key]),
    ...codes.filter((code) => !codesOf[key]?.[String(code)]).map((code) => `${key}: ${code}`),
  ])
const lists = new Set(['version', 'conditions', 'materials', 'steps', 'settings'])

test('every key and every code of the format has Chinese words; one that is added without is found', () => {
  assert.deepEqual(wordless(serviceSchema as Node), [])
  const planted = { properties: { frequency: {}, unit: { enum: ['fortnights'] } } }
  assert.deepEqual(wordless(planted), ['frequency', 'unit: fortnights'])
})

test('of no service is a key, a code or a name of the file itself shown raw', () => {
  for (const { code } of catalogue.list()) {
    const { market, follows, enrolment, ...one } = catalogue.get(code)!.service
    const bare = { ...one, conditions: [], materials: [], steps: [], results: [], settings: [], basis: [], form: [] }
    const told = compareServices(bare, catalogue.get(code)!.service)
    const raw = told.flatMap(({ item, field, after }) => [
      ...[item, field ?? ''].filter((text) => /^[A-Za-z]+$/.test(text)),
      ...((after ?? '').match(/(?<=^|[，；：])[a-z][A-Za-z:.]*(?=$|[，；：])|\b(?:form|row|record|setting)\.\w+/g) ??
        []),
    ])
    assert.deepEqual(raw, [], code)
    assert.equal(
      told.some(({ part }) => part === '结果登入的台账'),
      enrolment !== undefined,
    )
    assert.equal(
      told.some(({ part }) => part === '人力资源市场登记'),
      market !== undefined,
    )
    assert.equal(
      told.some(({ part }) => part === '结果之后的事项'),
      follows !== undefined,
    )
  }
})

test('who does a step, how sure a fact is, and what names another part are told in words', () => {
  const one = catalogue.get('JY01')!.service
  const register = one.enrolment!
  const [found] = compareServices(one, { ...one, enrolment: { ...register, confirm: 'head' } })
  assert.deepEqual([found?.field, found?.before, found?.after], ['谁确认', '复核岗', '负责人'])
  const sure = { ...one, enrolment: { ...register, verify: { ...register.verify, confidence: 'V' as const } } }
  assert.match(compareServices(one, sure)[0]?.after ?? '', /可信程度：已核对来源/)
})

test('机器怎样判断，用申请表上的字和中文说，不显示代码 (6.2)', () => {
  const said = (code: string, id: string, check: string) => {
    const one = catalogue.get(code)!.service
    const before = {
      ...one,
      conditions: one.conditions.map((row) => (row.id === id ? { ...row, check: 'true' } : row)),
    }
    const after = { ...one, conditions: one.conditions.map((row) => (row.id === id ? { ...row, check } : row)) }
    return compareServices(before, after).find(({ field }) => field === '机器判断')?.after
  }
  assert.equal(
    said('JY02', 'olderAge', 'sex == "female" ? age >= 40 : age >= 50'),
    '如果性别是“女”，则年龄不小于40；否则年龄不小于50',
  )
  assert.equal(
    said(
      'JY02',
      'registered',
      'record.JY01.active && at(record.JY01, form.unemployedSince).since <= form.unemployedSince',
    ),
    '“失业登记”在册，并且“失业登记日期”当天“失业登记”的起始日期不晚于“失业登记日期”',
  )
  assert.equal(
    said('JY02', 'olderAge', 'form.category in ["older", "laidOff"] || !form.employed'),
    '“困难类别”是“大龄失业人员”、“下岗失业人员”之一，或者“是否已有劳动关系或在单位参保”选“否”',
  )
  for (const { code, service } of catalogue.list().flatMap(({ code }) => catalogue.versions(code))) {
    const empty = { ...service, conditions: [], materials: [], form: [], steps: [], reckoned: [] }
    const told = JSON.stringify(compareServices(empty, service).map(({ after }) => after))
    assert.doesNotMatch(told, /\b(?:form|row|record|setting|household)\.\w|&&|\|\||[<>=]=/, code)
  }
})

test('each of the eight opens that lacks is named (6.2)', () => {
  assert.deepEqual(missingOpens(service), [])
  assert.deepEqual(missingOpens(rest), ['收费标准', '行政许可', '承办人员'])
  assert.deepEqual(missingOpens({ ...service, basis: [], materials: undefined, steps: [], summary: ' ' }), [
    ...['服务项目', '办理程序', '申报材料', '政策依据'],
  ])
  assert.deepEqual(missingOpens({ ...service, limits: {}, opens: { ...opens, fee: { says: '' } } }), [
    '收费标准',
    '办结时限',
  ])
  for (const nothing of [null, 'text', [], 1]) assert.equal(missingOpens(nothing).length, 8)
})
