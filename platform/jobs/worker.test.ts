import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { testDatabase } from '#platform/db/testing.ts'
import { installJobs } from '#platform/jobs/install.ts'
import { patternOf } from '#platform/jobs/jobs.ts'
import { defineJob, enqueue, type Payload, startJobs } from '#platform/jobs/worker.ts'

const { db, owner, appUrl, ownerUrl } = await testDatabase('jobs')
const log = { info() {}, warn() {}, error() {} }
const seen: Payload[] = []
let failures = 0
const note = defineJob({ name: 'note', run: async (payload) => void seen.push(payload) })
const stumble = defineJob({
  name: 'stumble',
  async run() {
    failures += 1
    throw new Error('not today')
  },
})
const jobs = await startJobs({
  appUrl,
  ownerUrl,
  jobs: [note, stumble, defineJob({ name: 'tick', every: { minutes: 1 }, run: async () => {} })],
  log,
})
after(() => jobs.stop())
const until = async (holds: () => boolean) => {
  for (let i = 0; i < 800 && !holds(); i += 1) await sleep(10)
  assert.ok(holds())
}

test('a job asked in a transaction runs after it; rolled back, it was never asked', async () => {
  await db.plain((tx) => enqueue(tx, 'note', { n: 1 }))
  await assert.rejects(
    db.plain(async (tx) => {
      await enqueue(tx, 'note', { n: 2 })
      throw new Error('no')
    }),
  )
  await until(() => seen.length > 0)
  await sleep(100)
  assert.deepEqual(seen, [{ n: 1 }])
})

test('the same key is one job', async () => {
  seen.length = 0
  await db.plain(async (tx) => {
    await enqueue(tx, 'note', { n: 3 }, { key: 'k' })
    await enqueue(tx, 'note', { n: 4 }, { key: 'k' })
  })
  await until(() => seen.length > 0)
  await sleep(100)
  assert.deepEqual(seen, [{ n: 4 }])
})

test('one that fails stops nothing, is kept for another try and counted', async () => {
  seen.length = 0
  await db.plain((tx) => enqueue(tx, 'stumble', {}))
  await db.plain((tx) => enqueue(tx, 'note', { n: 5 }))
  await until(() => failures === 1 && seen.length === 1)
  await until(() => jobs.gauges.find(({ name }) => name === 'shouwen_jobs_failed')?.read() === 1)
  const { rows } = await owner.query(
    `select attempts, run_at > now() as later from graphile_worker.jobs where task_identifier = 'stumble'`,
  )
  assert.deepEqual(rows, [{ attempts: 1, later: true }])
})

test('two servers write an occurrence of the clock once', async () => {
  const { rows } = await owner.query(`select identifier from graphile_worker._private_known_crontabs`)
  assert.deepEqual(rows, [{ identifier: 'tick' }])
  const other = await startJobs({ appUrl, ownerUrl, jobs: [note], log })
  await other.stop()
})

test('when its connections are cut, it goes on', async () => {
  seen.length = 0
  await owner.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename = 'shouwen_app'`,
  )
  await sleep(200)
  await db.plain((tx) => enqueue(tx, 'note', { n: 6 }))
  await until(() => seen.length === 1)
})

test('the serving role owns nothing of the queue', async () => {
  const { rows } = await owner.query(
    `select count(*)::int as n from pg_class where relnamespace = 'graphile_worker'::regnamespace and pg_get_userbyid(relowner) = 'shouwen_app'`,
  )
  assert.equal(rows[0].n, 0)
  await assert.rejects(
    db.plain((tx) => tx.all({ name: 't', text: 'drop table graphile_worker._private_jobs' }, [])),
    { code: '42501' },
  )
  await installJobs(ownerUrl)
})

test('times of day are China’s', () => {
  assert.equal(patternOf({ daily: '00:30' }), '30 16 * * *')
  assert.equal(patternOf({ daily: '08:05' }), '5 0 * * *')
  assert.equal(patternOf({ minutes: 1 }), '*/1 * * * *')
  assert.throws(() => patternOf({ daily: '24:00' }))
})
