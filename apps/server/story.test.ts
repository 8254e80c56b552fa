import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sweep } from '#matter/sweep.ts'
import { verify } from '#matter/verify.ts'
import { demoPath, demoTenant } from '#office/seed.ts'
import { scope } from './story/teller.ts'
import { tellStory } from './story.ts'
import { testServer } from './testing.ts'

const days = {
  一个星期一的上午: '2026-11-23T09:30:00+08:00',
  一个星期六: '2026-11-28T11:00:00+08:00',
  长假后的第一个工作日: '2026-10-08T09:05:00+08:00',
}
const kinds = ['contact', 'case', 'petition', 'complaint', 'task', 'inspection', 'sampling', 'accountability']
const tables = ['attendance', 'away', 'absence', 'takeover', 'commendation', 'remembered', 'sitting', 'breach', 'alarm']

for (const [name, now] of Object.entries(days))
  test(`演示的往日在${name}也讲得通：各登记簿都有内容，记录无误`, async (t) => {
    const s = await testServer(`story${Object.keys(days).indexOf(name)}`, now)
    const begun = performance.now()
    await tellStory(s.world, s.now())
    t.diagnostic(`${Math.round(performance.now() - begun)} ms`)
    const found: string[] = []
    await verify(s.db, scope, ({ says, number }) => found.push(`${number}: ${says}`))
    assert.deepEqual(found, [])
    const { rows } = await s.owner.query<{ kind: string }>('select distinct kind from matter')
    assert.deepEqual(
      kinds.filter((kind) => !rows.some((row) => row.kind === kind)),
      [],
    )
    for (const table of tables) {
      const { rows: some } = await s.owner.query<{ n: number }>(`select count(*)::int as n from ${table}`)
      assert.ok((some[0]?.n ?? 0) > 0, `${table}里没有内容`)
    }
    if (name === '一个星期一的上午') {
      const swept = await sweep(s.world, { tenant: demoTenant, path: demoPath('cs'), at: s.now() })
      assert.equal(swept.moved, 0, '该记的超期都已记下，没有别的')
    }
    const late = await s.owner.query(`select from journal where at > $1`, [now])
    assert.equal(late.rowCount, 0, '没有记录在将来')
  })
