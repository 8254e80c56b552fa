import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { MatterId } from '#core/matter.ts'
import { checkService } from '#core/service/check.ts'
import { followsOf } from '#core/service/following.ts'
import { sample } from '#core/service/sample.ts'

const follows = { kind: 'aid', fields: { name: 'name' } }
const faults = (service: object) =>
  checkService({ ...sample(), ...service }, { file: 'JY99.yaml', placeOf: () => ({ line: 1, column: 1 }) }).map(
    ({ says }) => says,
  )

test('what follows names only what the form asks or a step writes down', () => {
  assert.deepEqual(faults({ follows }), [])
  assert.match(faults({ follows: { kind: 'aid', fields: { name: 'nobody' } } }).join(), /没有 nobody 这一项/)
  assert.match(faults({ follows: { kind: 'aid', fields: { name: 'visit.found' } } }).join(), /没有 visit.found/)
})

test('the last word of a step counts, what was undone does not, and what was not answered is left out', () => {
  const id = 'case' as MatterId
  const steps = [
    { step: 'check', form: { amount: 1 } },
    { step: 'check', form: { amount: 2 } },
    { step: 'check', form: { amount: 3 }, undone: true as const },
  ]
  const fields = { name: 'name', amount: 'check.amount', note: 'note' }
  assert.deepEqual(
    followsOf({ follows: { kind: 'loan', fields } }, { id, form: { name: '测试甲', note: '' }, steps }),
    {
      kind: 'loan',
      opens: { case: 'case', name: '测试甲', amount: 2 },
    },
  )
  const number = { sealed: 'idNumber', masked: '2202**', blind: 'x' }
  const once = followsOf({ follows: { ...follows, once: true } }, { id, form: { idNumber: number }, steps: [] })
  assert.deepEqual(once?.of, number)
})

test('who shall hold what follows is a member of staff whom the form names', () => {
  const staffed = { ...follows, holder: 'helper' }
  assert.match(faults({ follows: staffed }).join(), /helper 应是申请表里的一名工作人员/)
  const helper = { name: 'helper', label: '责任人', type: 'staff', required: true, purpose: '测试', personal: false }
  assert.deepEqual(faults({ follows: staffed, form: [...sample().form, helper] }), [])
  const asked = { id: 'case' as MatterId, form: { name: '测试甲', helper: 'staff-1' }, steps: [] }
  assert.equal(followsOf({ follows: staffed }, asked)?.holder, 'staff-1')
})
