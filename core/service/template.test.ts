import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fill, placeholders } from '#core/service/template.ts'
import { phrases } from '#regulation/phrases.ts'

test('a text is filled, and is never shown half filled', () => {
  assert.deepEqual(placeholders('您还缺{count}项：{materials}。'), ['count', 'materials'])
  assert.equal(
    fill('您还缺{count}项：{materials}。', { count: '2', materials: '户口簿、照片' }),
    '您还缺2项：户口簿、照片。',
  )
  assert.equal(fill('您还缺{count}项：{materials}。', { count: '2' }), null)
  assert.equal(fill('请到{window}办理', { window: '' }), null)
  assert.equal(fill('您好，请坐。', {}), '您好，请坐。')
})

test('what a person typed is put in as it is', () => {
  assert.equal(fill('{name}的登记', { name: '$& {office} $1' }), '$& {office} $1的登记')
})

test('each situation of 3.4.1, 3.4.2 and 4.2.6 has something to say, with no brace left open', () => {
  for (const [situation, { say }] of Object.entries(phrases)) {
    assert.ok(say.length > 0, situation)
    for (const text of say) assert.equal(text.replaceAll(/\{[a-z]+\}/g, '').search(/[{}]/), -1, text)
  }
})
