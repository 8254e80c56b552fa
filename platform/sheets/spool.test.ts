import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { test } from 'node:test'
import { spool } from './spool.ts'

const left = () => readdirSync(tmpdir()).filter((name) => name.startsWith('shouwen-'))

async function* pieces(...texts: readonly string[]) {
  for (const text of texts) {
    if (text === 'broken') throw new Error(text)
    yield Buffer.from(text)
  }
}

test('what was written aside is read once, and gone', async () => {
  const before = left().length
  const aside = await spool(pieces('一', '二三'))
  assert.equal(aside.bytes, 9)
  assert.equal(left().length, before + 1)
  const stream = aside.read()
  const read = Buffer.concat(await Array.fromAsync(stream)).toString()
  assert.equal(read, '一二三')
  while (left().length > before) await new Promise((resolve) => setImmediate(resolve))
})

test('nothing stays of what broke on the way, or is never read', async () => {
  const before = left().length
  await assert.rejects(spool(pieces('一', 'broken')), /broken/)
  const aside = await spool(pieces('一'))
  await aside.drop()
  const unread = await spool(pieces('一'))
  unread.read().destroy()
  while (left().length > before) await new Promise((resolve) => setImmediate(resolve))
})
