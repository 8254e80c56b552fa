import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FieldType } from '#core/service/format.ts'
import { answerSays, publicName } from '#core/service/words.ts'

const nameOf = (id: string) => (id === 'staff-1' ? '测试丙' : id)
const options = [
  { code: 'a', label: '甲' },
  { code: 'b', label: '乙' },
]
const sealed = { sealed: 'form.idNumber', masked: '220202********0012', blind: 'x' }

/** 测试数据. */
const rows: readonly (readonly [type: FieldType, value: unknown, says: string])[] = [
  ['text', '测试', '测试'],
  ['choice', 'b', '乙'],
  ['list', ['a', 'b'], '甲、乙'],
  ['list', [], '（未填写）'],
  ['date', '2026-11-23', '2026年11月23日'],
  ['month', '2026-01', '2026年1月'],
  ['money', 1200, '1200元'],
  ['money', 1200.5, '1200.50元'],
  ['number', 36, '36'],
  ['yesNo', false, '否'],
  ['idNumber', sealed, '220202********0012'],
  ['mobile', '13800138000', '138****8000'],
  ['bankCard', '6222021234567890', '622*********7890'],
  ['creditCode', '91220201MA00000005', '91220201MA00000005'],
  ['text', undefined, '（未填写）'],
  ['text', ' ', '（未填写）'],
  ['staff', 'staff-1', '测试丙'],
]

test('rows are said column by column, with labels and masks', () => {
  const asked = { required: true, purpose: '测试', personal: true } as const
  const columns = [
    { name: 'name', label: '姓名', type: 'text', ...asked },
    { name: 'idNumber', label: '号码', type: 'idNumber', ...asked },
    { name: 'kind', label: '类别', type: 'choice', options, ...asked },
    { name: 'since', label: '日期', type: 'date', ...asked },
  ] as const
  const row = { name: '测试甲', idNumber: sealed, kind: 'a' }
  const says = answerSays({ type: 'rows', columns }, [row, { name: '测试乙', since: '2026-11-23' }], nameOf)
  assert.equal(says, '测试甲，220202********0012，甲；测试乙，2026年11月23日')
})

test('an answer is said in words, never as a code, never half empty, never with a whole personal number', () => {
  for (const [type, value, says] of rows)
    assert.equal(answerSays({ type, options }, value, nameOf), says, `${type} ${value}`)
  assert.deepEqual(['测试甲', '测甲', '测', '测试某甲'].map(publicName), ['测*甲', '测*', '*', '测**甲'])
})
