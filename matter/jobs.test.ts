import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testServer } from '#apps/server/testing.ts'
import { matterJobs } from '#matter/jobs.ts'
import { at, openContacts } from '#matter/testing.ts'

const s = await testServer('matter_jobs', '2026-11-02T09:30:00+08:00')
const log = { info() {}, error: (event: string) => assert.fail(event) }
const { jobs, gauges } = matterJobs(s.world, log)
const run = (name: string) => jobs.find((job) => job.name === name)!.run({})
const figure = (name: string) => gauges.find((gauge) => gauge.name === name)?.read()

test('each minute what is due moves; each night the books are closed and done again', async () => {
  await openContacts(s.world, 3, at('2026-11-02T09:30:00+08:00'))
  await run('sweep')
  assert.equal(figure('shouwen_sweep_moves'), 0)
  s.setClock('2026-11-20T09:00:00+08:00')
  await run('sweep')
  assert.equal(figure('shouwen_sweep_moves'), 3)
  assert.equal(figure('shouwen_sweep_troubles'), 0)
  s.setClock('2026-11-21T00:40:00+08:00')
  await run('close-books')
  assert.equal(figure('shouwen_replay_differences'), 0)
  const { rows } = await s.owner.query(`select count(*)::int as days from journal_root`)
  assert.equal(rows[0].days, 19)
})
