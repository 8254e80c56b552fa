import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type pg from 'pg'
import { contactForm, hardship, reviewOf, unemployed } from '#apps/server/forms.ts'
import { testServer } from '#apps/server/testing.ts'
import { day, instant } from '#core/day.ts'
import { linkOf } from '#core/journal.ts'
import { isRefusal } from '#core/refusal.ts'
import { linesOfMatters } from '#matter/lines.ts'
import { openMatter } from '#matter/open.ts'
import { replayDay } from '#matter/replay.ts'
import { makeRoots } from '#matter/root.ts'
import { sweep } from '#matter/sweep.ts'
import { at, moveOn, openContacts, path, scope, tenant } from '#matter/testing.ts'
import { type Finding, verify } from '#matter/verify.ts'
import { demoPost, demoStaff } from '#office/seed.ts'
import { sm3 } from '#platform/crypto/sm3.ts'

const s = await testServer('verify', '2026-11-02T09:30:00+08:00')
const { world, db, owner } = s
const opened = at('2026-11-02T09:30:00+08:00')
const now = at('2026-11-05T09:30:00+08:00')
const handOver = { why: 'duty', name: '测试甲', phone: '13800000000' }
let id = ''

/** A life as full as the main job has one: hand-over and return, case, notice, lateness. */
before(async () => {
  const ids = await openContacts(world, 3, opened)
  id = ids[0]!
  await moveOn(world, 'wang', id, 'hand-over', instant(opened + 60_000), { to: demoPost('sljd.review'), ...handOver })
  const page = await s.open('wang', 'case', { service: 'JY02', form: hardship })
  const lacking = await go('wang', page, 'check', reviewOf(page, ['household']))
  const told = await go('wang', lacking, 'notify')
  const back = await go('wang', told, 'resupply', { materials: ['household'] })
  const accepted = await go('wang', await go('wang', back, 'check', reviewOf(back)), 'accept')
  const asked = await go('wang', accepted, 'ask-extension', { amount: 5, reason: '需要上门核实', taken: '已联系社区' })
  const extended = await go('head', asked, 'extend', { opinion: '同意', told: 'call' })
  const first = await go('wang', extended, 'pass-firstReview', { opinion: '情况属实' })
  const second = await go('zhao', first, 'pass-secondReview', { opinion: '比对无误' })
  assert.equal(second.status, 200, JSON.stringify(second))
  await sweep(world, { tenant, path, at: at('2026-11-04T09:30:00+08:00') })
  await makeRoots(db, scope, now)
})

/** Each a minute after the one before. */
const go: typeof s.move = (...ask) => {
  s.pass(1)
  return s.move(...ask)
}

async function findings(): Promise<readonly Finding[]> {
  const found: Finding[] = []
  await verify(db, scope, (finding) => found.push(finding))
  return found
}
const short = (found: readonly Finding[]) => found.map(({ what, seq }) => `${what} ${seq}`)

test('an untouched database gives no finding, and its journal done again gives the same matters', async () => {
  const found: Finding[] = []
  const verified = await verify(db, scope, (finding) => found.push(finding))
  assert.deepEqual(found, [])
  assert.deepEqual([verified.matters, verified.days, verified.findings], [4, 3, 0])
  assert.ok(verified.lines > 12, `${verified.lines}`)
  for (const on of ['2026-11-02', '2026-11-04']) {
    const { matters, differences } = await replayDay(world, scope, day(on))
    assert.deepEqual(differences, [], on)
    assert.ok(matters > 0)
  }
})

/** Each violation by the owner's own hands, seen, and taken back. */
async function planted(
  sql: string | ((client: pg.PoolClient) => Promise<void>),
  expected: readonly string[] | ((found: readonly Finding[]) => void),
) {
  const tables = ['journal', 'matter', 'clock', 'clock_pause', 'journal_root', 'audit', 'office_journal']
  const client = await owner.connect()
  try {
    for (const table of tables) await client.query(`create table kept_${table} as table ${table}`)
    if (typeof sql === 'string') await client.query(sql, sql.includes('$1') ? [id] : [])
    else await sql(client)
    const found = await findings()
    if (typeof expected === 'function') expected(found)
    else assert.deepEqual(short(found.filter(({ what }) => what !== 'changed-day')), expected)
  } finally {
    await client.query(`set session_replication_role = replica`)
    for (const table of tables)
      await client
        .query(`delete from ${table}`)
        .then(() => client.query(`insert into ${table} select * from kept_${table}`))
        .then(() => client.query(`drop table kept_${table}`))
    await client.query(`set session_replication_role = default`)
    client.release()
  }
}

for (const [what, sql, expected] of [
  ['a changed sentence', `update journal set says = says || '。' where matter_id = $1 and seq = 2`, ['changed-line 2']],
  [
    'a changed input',
    `update journal set input = input || '{"x":1}' where matter_id = $1 and seq = 1`,
    ['changed-line 1'],
  ],
  [
    'a changed time',
    `update journal set at = at + interval '1 second' where matter_id = $1 and seq = 2`,
    ['changed-line 2'],
  ],
  [
    'a changed actor',
    `update journal set actor = acting_for, actor_post = null where matter_id = $1 and seq = 1`,
    ['changed-line 1'],
  ],
  ['a removed line in the middle', `delete from journal where matter_id = $1 and seq = 2`, ['removed-line 2']],
  ['a removed first line', `delete from journal where matter_id = $1 and seq = 1`, ['removed-line 1']],
  [
    'a removed last line',
    `delete from journal where matter_id = $1 and seq = (select version from matter where id = $1)`,
    ['removed-line 3'],
  ],
  [
    'all lines removed',
    `delete from journal where matter_id = $1`,
    ['removed-line 1', 'removed-line 2', 'removed-line 3'],
  ],
  [
    'swapped lines',
    `update journal set seq = case seq when 1 then 2 else 1 end where matter_id = $1 and seq in (1, 2)`,
    ['swapped-lines 1', 'swapped-lines 2'],
  ],
  ['a changed state', `update matter set state = 'answered' where id = $1`, ['changed-matter null']],
  ['another holder', `update matter set holder_staff = first_post where id = $1`, ['changed-matter null']],
  ['changed facts', `update matter set facts = facts || '{"name":"别人"}' where id = $1`, ['changed-matter null']],
  [
    'a later due date',
    `update clock set due_at = due_at + interval '1 day' where matter_id = $1`,
    ['changed-matter null'],
  ],
  ['lateness wiped away', `update clock set late_since = null where matter_id = $1`, ['changed-matter null']],
  ['a removed clock', `delete from clock where matter_id = $1`, ['changed-matter null']],
  [
    'an invented pause',
    `insert into clock_pause select tenant_id, matter_id, name, 0, started_at, started_at, '补' from clock where matter_id = $1 limit 1`,
    ['changed-matter null'],
  ],
  [
    'a line by hand at the end',
    `insert into journal select tenant_id, matter_id, seq + 1, at, actor, actor_post, acting_for, as_whom, move, clauses, from_state, to_state, says, input, given, after_hash, hash, 'x' from journal where matter_id = $1 order by seq desc limit 1`,
    ['added-line 4'],
  ],
  [
    'a second line of one number',
    `insert into journal select tenant_id, matter_id, seq, at + interval '1 minute', actor, actor_post, acting_for, as_whom, move, clauses, from_state, to_state, '另一句', input, given, after_hash, prev_hash, hash from journal where matter_id = $1 and seq = 1`,
    ['added-line 1'],
  ],
  ['a line put back to another version', `update matter set version = version - 1 where id = $1`, ['added-line 3']],
] as const)
  test(`found: ${what}`, () => planted(sql, expected))

test('found: a changed line with its own link made anew', () =>
  planted(
    async (client) => {
      const line = (await db.read(scope, (tx) => linesOfMatters(tx, tenant, [id]))).get(id)![1]!
      const { hash: _hash, ...changed } = { ...line, says: '另一句话' }
      await client.query(`update journal set says = $2, hash = $3 where matter_id = $1 and seq = 2`, [
        id,
        changed.says,
        linkOf(changed, sm3),
      ])
    },
    ['changed-line 2'],
  ))

test('found: the whole chain of a matter made anew, by the root of the day', () =>
  planted(
    async (client) => {
      const lines = (await db.read(scope, (tx) => linesOfMatters(tx, tenant, [id]))).get(id)!
      let prev = ''
      for (const { hash: _hash, ...line } of lines) {
        const changed = { ...line, says: '另一句话', prev }
        prev = linkOf(changed, sm3)
        await client.query(
          `update journal set says = $3, prev_hash = $4, hash = $5 where matter_id = $1 and seq = $2`,
          [id, line.seq, changed.says, changed.prev, prev],
        )
      }
      await client.query(`update matter set chain = $2 where id = $1`, [id, prev])
    },
    (found) => {
      assert.deepEqual([...new Set(found.map(({ what }) => what))], ['changed-day'])
      assert.equal(found[0]?.day, '2026-11-02')
    },
  ))

test('found: a removed matter, a removed day, a changed root', async () => {
  await planted(
    async (client) => {
      await client.query(`set session_replication_role = replica`)
      await client.query(`delete from matter where id = $1`, [id])
      await client.query(`set session_replication_role = default`)
    },
    ['no-matter 1'],
  )
  await planted(`delete from journal_root where day = '2026-11-03'`, (found) =>
    assert.deepEqual(
      found.map(({ what, day }) => [what, day]),
      [
        ['missing-day', '2026-11-03'],
        ['changed-day', '2026-11-04'],
      ],
    ),
  )
  await planted(`update journal_root set root = 'x' where day = '2026-11-04'`, (found) =>
    assert.deepEqual(
      found.map(({ what, day }) => [what, day]),
      [['changed-day', '2026-11-04']],
    ),
  )
})

test('found: a changed line of the office’s journal', () =>
  planted(`update office_journal set says = '别的'`, ['changed-office-line 1']))

test('roots are made once, for whole days only', async () => {
  assert.deepEqual(await makeRoots(db, scope, now), [])
  assert.deepEqual(
    (await makeRoots(db, scope, at('2026-11-06T00:05:00+08:00'))).map((root) => root.day),
    [],
  )
  assert.deepEqual(
    (await makeRoots(db, scope, at('2026-11-06T00:15:00+08:00'))).map((root) => root.day),
    ['2026-11-05'],
  )
})

test('the serving role may not do any of this', async () => {
  for (const text of [
    'update journal set says = says',
    'delete from journal',
    'update journal_root set root = root',
    'delete from journal_root',
  ])
    await assert.rejects(
      db.transaction(scope, (tx) => tx.all({ name: `t.${text}`, text: `${text} where tenant_id = $1` }, [tenant])),
      { code: '42501' },
    )
})

test('a case that goes on from a bounced contact holds too', async () => {
  const contact = await s.open('wang', 'contact', contactForm)
  const offered = await s.move('wang', contact, 'hand-over', { to: demoPost('sljd.review'), ...handOver })
  assert.equal(offered.status, 200, JSON.stringify(offered))
  const declined = await s.move('zhao', offered, 'decline', { reason: '不属于复核岗' })
  assert.equal(declined.status, 200, JSON.stringify(declined))
  const opening = await world.db.transaction(scope, (tx) =>
    openMatter(world, tx, {
      tenant,
      staff: demoStaff('wang'),
      kind: 'case',
      input: { service: 'JY01', contact: contact.matter.id, form: unemployed },
      at: opened,
    }),
  )
  assert.ok(!isRefusal(opening))
  assert.deepEqual(
    (await findings()).filter(({ what }) => what !== 'changed-day'),
    [],
  )
  assert.deepEqual((await replayDay(world, scope, day('2026-11-02'))).differences, [])
})
