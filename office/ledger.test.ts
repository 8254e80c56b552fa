import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { parseInstant } from '#core/day.ts'
import { sql } from '#platform/db/db.ts'
import { testDatabase } from '#platform/db/testing.ts'
import { enter, type LedgerLine, linesOf, linesOfMany } from './ledger.ts'

const tenant = randomUUID()
const at = parseInstant('2026-11-23T09:30:00+08:00')
const line = (entry: string, says: string, path = 'city.one'): LedgerLine => ({
  ...{ tenant, path, register: 'badge', entry, at, staff: null },
  ...{ clause: '9.2', act: 'issue', says, what: { kind: '胸牌' } },
})

test('lines of one instant come back in the order of writing; nobody beside sees them; nobody changes them', async () => {
  const { db } = await testDatabase('ledger')
  const scope = { tenant, paths: ['city.one'] }
  const [one, two] = [randomUUID(), randomUUID()]
  const said = Array.from({ length: 50 }, (_, i) => `第${i}行`)
  await db.transaction(scope, async (tx) => {
    for (const says of said) enter(tx, line(one, says))
    enter(tx, line(two, '另一枚'))
  })
  const read = await db.read(scope, (tx) => linesOf(tx, tenant, 'badge', one))
  assert.deepEqual(
    read.map(({ says }) => says),
    said,
  )
  assert.equal(read[0]?.at, at)
  assert.deepEqual(read[0]?.what, { kind: '胸牌' })
  const many = await db.read(scope, (tx) => linesOfMany(tx, tenant, 'badge', [one, two]))
  assert.equal(many.get(two)?.length, 1)
  assert.equal(many.get(one)?.length, 50)

  const beside = { tenant, paths: ['city.other'] }
  assert.deepEqual(await db.read(beside, (tx) => linesOf(tx, tenant, 'badge', one)), [])
  await assert.rejects(
    db.transaction(beside, async (tx) => enter(tx, line(one, '越界'))),
    /row-level security/,
  )
  const change = sql('ledger-test.change', `update ledger set says = 'x' where tenant_id = $1`)
  const remove = sql('ledger-test.remove', `delete from ledger where tenant_id = $1`)
  for (const statement of [change, remove])
    await assert.rejects(
      db.transaction(scope, async (tx) => tx.write(statement, [tenant])),
      /permission denied/,
    )
})
