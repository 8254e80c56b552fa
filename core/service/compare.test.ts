import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compareServices } from '#core/service/compare.ts'
import { missingOpens } from '#core/service/missing.ts'
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
