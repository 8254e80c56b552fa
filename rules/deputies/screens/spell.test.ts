import assert from 'node:assert/strict'
import { test } from 'node:test'
import { endedSays, spell, wordsOf } from '#rules/deputies/screens/spell.ts'

test('整天的请假说到最后一天，按钟点的说钟点', () => {
  const midnight = (on: string) => `${on}T00:00:00+08:00`
  assert.equal(spell(midnight('2026-12-01'), midnight('2026-12-03')), '2026年12月1日至12月2日（全天）')
  assert.equal(spell(midnight('2026-12-01'), midnight('2026-12-02')), '2026年12月1日（全天）')
  assert.equal(spell(midnight('2026-12-31'), midnight('2027-01-02')), '2026年12月31日至2027年1月1日（全天）')
  assert.equal(spell('2026-12-01T13:30:00+08:00', midnight('2026-12-03')), '2026年12月1日 13:30 至 2026年12月3日 00:00')
})

test('审批前看到是谁、什么类别、什么时候、为什么；取消后说清是谁取消了谁的什么', () => {
  const leave = {
    ...{ staff: { id: 'wang', name: '王静' }, kindLabel: '培训', reason: '业务轮训' },
    ...{ from: '2026-12-01T00:00:00+08:00', until: '2026-12-03T00:00:00+08:00' },
  }
  assert.equal(wordsOf(leave), '王静，培训，2026年12月1日至12月2日（全天），事由：业务轮训')
  assert.equal(endedSays(leave, 'head', { state: 'cancelled' }), '您已取消王静的培训')
  assert.equal(endedSays(leave, 'wang', { state: 'cancelled' }), '您已取消本人的培训')
  assert.equal(endedSays(leave, 'head', { state: 'approved' }), '您已登记王静返岗')
  assert.equal(endedSays(leave, 'wang', { state: 'approved' }), '您已返岗')
})
