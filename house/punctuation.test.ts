import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { isTest } from '#house/imports.ts'
import { corrected, halfWidth, wordy } from '#house/punctuation.ts'

describe('Chinese text has Chinese punctuation (node house/punctuation.ts --fix puts it right)', () => {
  test('every file', () =>
    assert.deepEqual(
      wordy()
        .filter((path) => !isTest(path))
        .flatMap((path) => halfWidth(path, readFileSync(path, 'utf8'))),
      [],
    ))

  for (const [path, wrong, right] of [
    ['a.ts', `says: '现在不能,请稍后'`, `says: '现在不能，请稍后'`],
    ['a.ts', `says: '理由: 太晚'`, `says: '理由：太晚'`],
    ['a.ts', 'says: `登记首问:${titled(facts, { a: 1 })}`', 'says: `登记首问：${titled(facts, { a: 1 })}`'],
    ['a.ts', 'says: `${name}:请核对`', 'says: `${name}：请核对`'],
    ['a.ts', 'says: `${first}(共 ${count} 处)`', 'says: `${first}（共 ${count} 处）`'],
    [
      'a.ts',
      'says: `《${title}》${number ? `(${number})` : ""}第二条(三)`',
      'says: `《${title}》${number ? `(${number})` : ""}第二条（三）`',
    ],
    [
      'a.ts',
      'says: `转为办件 ${input.number}(${input.service})`',
      'says: `转为办件 ${input.number}（${input.service}）`',
    ],
    ['a.tsx', `<p title="请看,这里">共三项,请核对</p>`, `<p title="请看，这里">共三项，请核对</p>`],
    [
      'a.yaml',
      `label: 姓名,按证件\nother: { a: 甲, b: '乙:丙' }\n`,
      `label: 姓名，按证件\nother: { a: 甲, b: '乙：丙' }\n`,
    ],
  ] as const) {
    test(`catches and corrects ${wrong.slice(0, 40)}`, () => {
      assert.notEqual(halfWidth(path, wrong).length, 0)
      assert.equal(corrected(path, wrong), right)
    })
  }

  for (const [path, source] of [
    ['a.ts', `// 说明,这里是注释(不改)`],
    ['a.ts', `const form = { 姓名: 'a', list: [f('甲'), '乙'] }`],
    ['a.ts', `says: '应为日期，如 2026-11-23'`],
    ['a.ts', `says: '应为 postgresql://用户:密码@主机:端口/数据库 的形式'`],
    ['a.ts', `says: '请从 https://nodejs.org 安装'`],
    ['a.ts', `pattern: '^(1[3-9]\\\\d{9}|0)$'`],
    ['a.ts', `const four = /^[一二三四(五),]+$/`],
    ['a.ts', 'says: `${on} ${hour}:${minute} 到期`'],
    ['a.yaml', `form:\n  - { name: a, label: 姓名, when: 'form.x in ["20", "21"]' } # 注释,不改\n`],
  ] as const)
    test(`leaves alone ${source.slice(0, 40)}`, () => assert.equal(corrected(path, source), source))
})
