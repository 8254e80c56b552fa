import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkService } from '#core/service/check.ts'
import { sample } from '#core/service/sample.ts'
import { isGroup, stepsOf } from '#core/service/steps.ts'

const first = { id: 'first', label: '初审', kind: 'review', by: 'holder', says: '测试' } as const
const data = { id: 'data', label: '比对', kind: 'review', by: 'post:review', says: '测试' } as const
const aid = { id: 'aid', label: '援助', kind: 'review', by: 'post:aid', says: '测试' } as const
const group = { id: 'both', label: '并联审核', denied: 'back', says: '测试', parallel: [data, aid] } as const
const says = (steps: unknown) =>
  checkService({ ...sample(), steps }, { file: 'JY99.yaml', placeOf: () => ({ line: 1, column: 1 }) }).map(
    (problem) => problem.says,
  )

test('steps side by side are a group of single steps (6.4)', () => {
  assert.deepEqual(says([first, group]), [])
  assert.deepEqual(
    stepsOf({ steps: [first, group] }).map(({ id }) => id),
    ['first', 'data', 'aid'],
  )
  assert.deepEqual([isGroup(first), isGroup(group)], [false, true])
})

test('a group that can not work side by side is refused with the reason', () => {
  assert.match(says([first, { ...group, parallel: [data, { ...aid, by: 'post:review' }] }]).join(), /不同岗位/)
  assert.match(says([first, { ...group, parallel: [data, { ...aid, by: 'holder' }] }]).join(), /承办人以外/)
  assert.match(
    says([
      first,
      { ...group, parallel: [data, { ...aid, kind: 'publicNotice', days: 3, source: '测试', confidence: 'U' }] },
    ]).join(),
    /公示不能并联/,
  )
  assert.match(says([group]).join(), /紧接一个单独的审核环节/)
  assert.match(says([first, { ...group, parallel: [data] }]).join(), /不能为空|至少|列表/)
  assert.match(says([first, { ...group, id: 'data' }]).join(), /data 重复/)
  assert.match(says([first, { ...group, parallel: [data, { ...aid, differentFrom: 'nobody' }] }]).join(), /没有 nobody/)
  assert.match(says([first, { ...group, denied: 'maybe' }]).join(), /denied/)
})
