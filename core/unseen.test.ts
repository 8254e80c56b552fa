import assert from 'node:assert/strict'
import { test } from 'node:test'
import { unseenSays, withoutIdle } from '#core/unseen.ts'

test('看不见的符号：说明在哪一处、是什么、怎么办；换行和制表符不算', () => {
  const says = '有看不见的控制符'
  assert.equal(unseenSays('测试\u200b甲'), `第2个字后面${says}（零宽空格），请把这一处删去重新输入`)
  assert.equal(unseenSays('\ufeff测试'), `开头${says}（零宽空格），请把这一处删去重新输入`)
  assert.equal(unseenSays('𠮷\u202e野'), `第1个字后面${says}（方向控制符），请把这一处删去重新输入`)
  assert.equal(unseenSays('测试\u0007'), `第2个字后面${says}，请把这一处删去重新输入`)
  assert.equal(unseenSays('一行\n二行\t好'), null)
})

test('没有意义的看不见的符号去掉；生僻字的字形、别的文字的连写照旧', () => {
  assert.equal(withoutIdle('\ufeff测\u200b试\u00ad甲\u2060'), '测试甲')
  assert.equal(withoutIdle('葛\u{e0100} می\u200cخواهم'), '葛\u{e0100} می\u200cخواهم')
})
