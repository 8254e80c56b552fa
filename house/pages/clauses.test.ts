import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { clausesPage } from '#house/pages/clauses.ts'
import { shownIn, testsByClause } from '#house/pages/tested.ts'
import { clauseIds } from '#regulation/clauses.ts'

const shown = (...lines: readonly string[]) => [...shownIn(lines.join('\n'))]

describe('a test file shows a clause by the end of a title, or by a row of a table by hand', () => {
  test('titles of tests and walks, with brackets of either width, one clause or several', () => {
    assert.deepEqual(shown("test('接收之前仍由首问责任人负责 (2.3.2.b)', () => {})"), ['2.3.2.b'])
    assert.deepEqual(shown("test('两项（2.1，5.1.b）', async () => {})"), ['2.1', '5.1.b'])
    assert.deepEqual(shown('walked(', '  "AB角都不在 (5.4, 4.2.3、5.0)",', '  `03-02 | 王一`,', ')'), [
      '5.4',
      '4.2.3',
      '5.0',
    ])
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the source of a test
    assert.deepEqual(shown('for (const one of all) test(`${one.title}: one answers (2.1)`, () => {})'), ['2.1'])
  })

  test('rows below the heading 条款, whatever their width', () => {
    const table = ['play(`', '  条款   | 哪里 | 结论', '  10.1.1 | 场所 | 合格', '  4.3.6  | 场所 | 不合格', '`)']
    assert.deepEqual(shown(...table), ['10.1.1', '4.3.6'])
  })

  test('nothing by accident', () => {
    for (const source of [
      "// as for test('… (2.1)')",
      "test('说到第2.1条，不在末尾 (2.1)的', () => {})",
      "assert.match(says, '不能（2.1）')",
      "await query('select pg_sleep(0.01)')",
      'walk({ table: `\n  03-02 09:00 | 王一 | 登记 | 不能（2.1）\n  2.1 | 王一\n` })',
      'play(`\n  条文 | 哪里\n  2.1 | 场所\n`)',
      'play(`\n  2.1 | 场所\n  条款 | 哪里\n`)',
      "const heading = '条款 | 哪里'\nconst row = '2.1 | 场所'",
      'play(`\n  条款 | 哪里\n  第2.1条 | 场所\n  9时 | 2.1 | 场所\n`)',
    ])
      assert.deepEqual(shown(source), [], source)
  })

  test('each file is named once for a clause', () => {
    const text = "test('一 (2.1)', () => {})\ntest('二 (2.1)', () => {})"
    assert.deepEqual(
      [
        ...testsByClause([
          { path: 'a', text },
          { path: 'b', text },
        ]),
      ],
      [['2.1', ['a', 'b']]],
    )
  })
})

test('the page has a row for each clause, with its tests', () => {
  const page = clausesPage()
  assert.match(page, /\n\| 4\.3\.6 \|.*\| `rules\/standard-conduct\/items\.test\.ts` \|\n/)
  assert.equal(page.match(/^\| \d+\.\d.* [●◐○] .*\|$/gm)?.length, clauseIds.length)
})
