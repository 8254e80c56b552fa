import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { testServer } from '#apps/server/testing.ts'
import { day, iso } from '#core/day.ts'
import { look, unmarked, untold, wrongs } from '#house/week/watch.ts'
import { playWeek } from '#house/week/week.ts'
import { current } from '#office/current.ts'
import { demoPath, demoTenant } from '#office/seed.ts'

const server = await testServer('week', '2026-11-23T08:30:00+08:00')
const { world, owner, setClock } = server

const week = await playWeek({ world, monday: day('2026-11-23'), seed: 20261123, setClock: (at) => setClock(iso(at)) })
const at = server.now()
const office = await world.db.read({ tenant: demoTenant, paths: [demoPath('cs')] }, (tx) => current(tx, demoTenant, at))

describe('a week of the office, minute by minute', () => {
  test('the week was a real one: people came, things were done, hand-overs ran late', () => {
    assert.ok(week.minutes > 2_500, String(week.minutes))
    assert.ok(week.matters > 100, String(week.matters))
    assert.ok(week.late >= 5, String(week.late))
    assert.equal(week.events.length, 9)
  })

  test('at no minute was a matter without an owner, a clock or a desk, and every lateness reached the right people', () => {
    assert.deepEqual(week.wrong.slice(0, 10), [])
    assert.ok(week.told >= week.late * 2, `${week.told} told of ${week.late}`)
  })
})

describe('the watch sees what is wrong', () => {
  test('catches a matter that lies on no desk, a clock that nobody noticed and a lateness nobody was told of', async () => {
    const { rows } = await owner.query<{ id: string }>(
      `select m.id from matter m join clock c on c.matter_id = m.id where m.closed_at is null and c.is_now = 'running' and c.late_since is null
       and c.name in ('answer', 'limit', 'review', 'accept', 'contact', 'decide') limit 1`,
    )
    const [{ id } = { id: '' }] = rows
    await owner.query('delete from desk where matter_id = $1', [id])
    await owner.query(`update clock set due_at = started_at where matter_id = $1 and is_now = 'running'`, [id])
    const sight = await look(world)
    assert.ok(wrongs(world, sight, office, at).some((says) => says.includes('lies on no desk')))
    assert.ok(unmarked(world, sight, at).some((says) => says.includes('nobody noticed')))
    const [held] = sight.held
    const late = { about: `${held!.matter.id} answer 0`, number: held!.matter.number, clock: 'answer', at }
    assert.ok(untold(sight, office, late, at).length >= 2)
  })
})
