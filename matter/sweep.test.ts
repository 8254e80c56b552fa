import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hardship, reviewOf } from '#apps/server/forms.ts'
import { testServer } from '#apps/server/testing.ts'
import { instant, iso } from '#core/day.ts'
import { registerEffect } from '#matter/effect.ts'
import { sweep, takeUp, troubles } from '#matter/sweep.ts'
import { at, moveOn, openContacts, path, scope, tenant } from '#matter/testing.ts'

const s = await testServer('sweep')
const { world, owner } = s
const opened = at('2026-11-02T09:30:00+08:00')
const later = at('2026-11-23T09:30:00+08:00')
const minutes = (from: number, count: number) => instant(from + count * 60_000)
const run = (when = later, batch = 256) => sweep(world, { tenant, path, at: when, batch })
const list = () => world.db.read(scope, (tx) => troubles(tx, tenant))
const late = async (ids: readonly string[]) => {
  const { rows } = await owner.query(
    `select matter_id from clock where late_since is not null and matter_id = any($1)`,
    [ids],
  )
  return rows.length
}

/** A rule that stumbles over matters named here, in the database's hands: the transaction is lost, not just the row. */
const bad = new Set<string>()
registerEffect(async (tx, _tenant, { after }) => {
  if (bad.has(after.id)) await tx.all({ name: 'test.fail', text: 'select 1 / $1::int' }, [0])
  return null
})

test('what has run out lapses once, through the door, and is late on the desk', async () => {
  const ids = await openContacts(world, 7, opened)
  assert.deepEqual(await run(minutes(opened, 1)), { seen: 0, moved: 0, waiting: 0, troubled: 0 }, 'nothing is due yet')
  assert.deepEqual(await run(), { seen: 7, moved: 7, waiting: 0, troubled: 0 })
  assert.equal(await late(ids), 7)
  const { rows } = await owner.query(
    `select seq, as_whom, move, actor from journal where matter_id = $1 order by seq`,
    [ids[0]],
  )
  assert.deepEqual(rows.at(-1), { seq: 2, as_whom: 'time', move: 'lapse', actor: null })
  const desk = await owner.query(`select late or due_at < $2 as late from desk where matter_id = any($1)`, [
    ids,
    iso(later),
  ])
  assert.ok(desk.rows.length >= 7 && desk.rows.every((row) => row.late))
  assert.deepEqual(await run(), { seen: 0, moved: 0, waiting: 0, troubled: 0 }, 'and not again')
})

test('two sweeps at once make each move once', async () => {
  const ids = await openContacts(world, 60, opened)
  const [a, b] = await Promise.all([run(later, 8), run(later, 8)])
  assert.equal(a.moved + b.moved + (await run()).moved, 60)
  const { rows } = await owner.query(`select count(*)::int as lines from journal where matter_id = any($1)`, [ids])
  assert.equal(rows[0].lines, 120)
})

test('a matter in somebody’s hands is left for the next time, not waited for', async () => {
  const [id, other] = await openContacts(world, 2, opened)
  const client = await owner.connect()
  await client.query('begin')
  await client.query('select from matter where id = $1 for update', [id])
  assert.equal((await run()).moved, 1)
  await client.query('rollback')
  client.release()
  assert.equal((await run()).moved, 1)
  assert.equal(await late([id!, other!]), 2)
})

test('a bad row stops nothing: the others move, it is written down, tried later and later, then set aside', async () => {
  const ids = await openContacts(world, 40, opened)
  const broken = [ids[3]!, ids[20]!]
  for (const id of broken) bad.add(id)
  const first = await run()
  assert.deepEqual([first.moved, first.troubled], [38, 2])
  assert.equal(await late(ids), 38)
  assert.deepEqual((await list()).map(({ matter }) => matter).sort(), broken.toSorted())
  assert.equal((await list())[0]?.says, '数据库拒绝（22012）')
  assert.equal((await run()).seen, 0, 'it rests before it is tried again')

  let when = later
  for (const pause of [1, 5, 30, 120]) {
    when = minutes(when, pause)
    assert.equal((await run(minutes(when, -0.5))).seen, 0)
    assert.equal((await run(when)).troubled, 2)
  }
  assert.deepEqual(
    (await list()).map(({ tries, nextAt }) => [tries, nextAt]),
    [
      [5, null],
      [5, null],
    ],
  )
  assert.equal((await run(minutes(when, 100_000))).seen, 0, 'set aside')

  bad.clear()
  await world.db.transaction(scope, async (tx) => takeUp(tx, tenant, broken[0]!))
  assert.equal((await run(when)).moved, 1)
  assert.deepEqual(
    (await list()).map(({ matter }) => matter),
    [broken[1]],
  )
})

test('a row of no known process, at the head of the queue, starves nobody', async () => {
  const [strange, ...rest] = await openContacts(world, 30, opened)
  await owner.query(`update matter set kind = 'unheard-of' where id = $1`, [strange])
  const swept = await run(later, 2)
  assert.deepEqual([swept.moved, swept.troubled], [rest.length, 1])
  await owner.query(`update matter set kind = 'contact' where id = $1`, [strange])
  assert.equal((await run(minutes(later, 1))).moved, 1, 'put right, it moves and is no trouble any more')
  assert.ok((await list()).every(({ matter }) => matter !== strange))
})

test('a public notice closes itself when its time is over; with an open objection it waits and is looked at again', async () => {
  const inNotice = async (name: string) => {
    s.setClock('2026-11-02T09:30:00+08:00')
    const page = await s.open('wang', 'case', { service: 'JY02', form: { ...hardship, name } })
    const accepted = await s.move('wang', await s.move('wang', page, 'check', reviewOf(page)), 'accept')
    const first = await s.move('wang', accepted, 'pass-firstReview', { opinion: '情况属实' })
    return s.move('zhao', first, 'pass-secondReview', { opinion: '比对无误' })
  }
  const [quiet, disputed] = [await inNotice('测试戊'), await inNotice('测试己')]
  const objection = await s.move('wang', disputed, 'object-notice', { by: '测试庚', says: '情况不实' })
  assert.equal(objection.status, 200, JSON.stringify(objection))

  const over = at('2026-11-10T09:00:00+08:00')
  assert.deepEqual(await run(over), { seen: 2, moved: 1, waiting: 1, troubled: 0 })
  s.setClock('2026-11-10T09:00:00+08:00')
  assert.notEqual((await s.look('wang', quiet)).matter.state, quiet.matter.state)
  assert.equal((await s.look('wang', disputed)).matter.state, disputed.matter.state)
  assert.equal((await run(minutes(over, 60))).seen, 0, 'it does not come up each minute')
  assert.deepEqual(await run(minutes(over, 24 * 60)), { seen: 1, moved: 0, waiting: 1, troubled: 0 })

  await moveOn(world, 'wang', disputed.matter.id, 'settle-notice', minutes(over, 24 * 60 + 1), {
    result: 'dismissed',
    says: '已核实',
  })
  assert.deepEqual(await run(minutes(over, 48 * 60)), { seen: 1, moved: 1, waiting: 0, troubled: 0 })
})
