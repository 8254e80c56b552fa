import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { checkedOnce } from './checked.ts'

const shelf = mkdtempSync(join(tmpdir(), 'checked-'))
after(() => rmSync(shelf, { recursive: true }))
const one = { rows: [], versions: [] }
const source = (text: string) => [{ file: 'JY99.yaml', text }]

test('the same files are checked once; one sign more, and they are checked again', () => {
  const text = 'a'
  let times = 0
  const check = () => {
    times += 1
    return one
  }
  for (const words of [text, text, `${text}x`, text, `${text}x`])
    assert.deepEqual(checkedOnce(source(words), check, shelf), one)
  assert.equal(times, 2)
})

test('what is found wrong is said each time', () => {
  const check = () => {
    throw new Error('第3行有误')
  }
  for (const _ of [1, 2]) assert.throws(() => checkedOnce(source('b'), check, shelf), /第3行有误/)
})

test('what was kept is as unchangeable as what was read', () => {
  const row = { code: 'JY99', name: '测试', object: 'person', handling: 'instant' } as const
  for (const time of [1, 2]) {
    const { rows } = checkedOnce(source('c'), () => ({ rows: [row], versions: [] }), shelf)
    assert.deepEqual(rows, [row])
    if (time === 2) assert.ok(Object.isFrozen(rows[0]))
  }
})
