import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nameSays } from '#core/names.ts'

test('姓名和单位名称：各种文字、生僻字、间隔号、外文名里的空格都收 (2.1)', () => {
  for (const good of [
    ...[
      '测试甲',
      '𠮷野家',
      '龘𪚥',
      '买买提·艾力',
      '买买提•吐尔逊',
      '测试 甲',
      'Anna-Maria O’Neil',
      "O'Neil",
      '김테스트',
      'Нина',
    ],
    ...[
      '测试商行（测试数据）',
      '测试（吉林）有限公司',
      '360测试公司',
      'A&B测试',
      '测试〇厂',
      '测试\u{e0100}',
      '\u{323b0}',
    ],
  ])
    assert.equal(nameSays(good), null, good)
})

test('图形符号、控制符、看不见的字符、只有数字或符号的，不是名字 (2.1)', () => {
  for (const bad of [
    ...[
      '😀',
      '测试😀',
      '❤️',
      '1️⃣',
      '👨‍👩‍👧',
      '🇨🇳',
      '★测试',
      '测试\u0007',
      '测\n试',
      '测\t试',
      '测试\u202e',
      '\u200b',
      '测\u200d试',
    ],
    ...['\u3164', '\u2028测试', '\ufeff测试', '12345', '……', '（）', '·', '', ' '],
  ])
    assert.notEqual(nameSays(bad), null, JSON.stringify(bad))
})
