import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isRefusal } from '#core/refusal.ts'
import { everyRow, rowsAfter, shownAs } from './pages.ts'

const all = Array.from({ length: 2500 }, (_, i) => ({ id: `${20_000 - i}` }))

for (const count of [0, 1, 999, 1000, 1001, 2000, 2500])
  test(`${count} rows come whole and in order, a page at a time`, async () => {
    const list = all.slice(0, count)
    const asked: (string | null)[] = []
    const page = async (after: string | null, limit: number) => {
      asked.push(after)
      return list.filter(({ id }) => after === null || id < after).slice(0, limit)
    }
    const rows = shownAs(
      rowsAfter(page, ({ id }) => id),
      ({ id }) => Number(id),
    )
    assert.deepEqual(
      await Array.fromAsync(rows),
      list.map(({ id }) => Number(id)),
    )
    assert.equal(asked.length, Math.floor(count / 1000) + 1)
  })

test('a list with its own places to go on from comes whole; its first refusal is the answer', async () => {
  const pages = { first: { rows: [1, 2], next: 'second' }, second: { rows: [3], next: null } } as const
  const rows = await everyRow<number>(async (cursor) => pages[cursor === 'second' ? 'second' : 'first'])
  assert.ok(!isRefusal(rows))
  assert.deepEqual(await Array.fromAsync(rows), [1, 2, 3])
  const no = { refused: 'not-yours', clause: '2.1', says: '不行' } as const
  assert.equal(await everyRow(async () => no), no)
})
