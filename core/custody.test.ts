import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Custody, type CustodyMove, type Hold, pass, takeFirst } from '#core/custody.ts'
import { parseInstant } from '#core/day.ts'
import type { Matter } from '#core/matter.ts'
import { shapeOf } from '#core/offer.ts'
import { isRefusal } from '#core/refusal.ts'
import { fillings } from '#house/fill.ts'
import { groundOf } from '#house/grounds.ts'
import { asked, opened, type Player, settingFor, soonAfter, stage } from '#house/stage.ts'
import { runningTables } from '#house/tables.ts'

const at = parseInstant('2026-03-02T09:00:00+08:00')
const hold = (name: string): Hold => ({ post: `post-${name}`, staff: `staff-${name}` }) as Hold
const someMove = fc.constantFrom<CustodyMove>('offer', 'accept', 'decline', 'recall', 'appoint')
const someHold = fc.constantFrom(...['a', 'b', 'c'].map(hold))

/** What a move does, or nothing where it is impossible: then custody stays as it was. */
function passed(custody: Custody, move: CustodyMove, to: Hold | null): Custody {
  try {
    return pass(custody, move, to, at)
  } catch (error) {
    assert.ok(error instanceof RangeError)
    return custody
  }
}

test('custody is never empty and the first asked stays, whatever is tried in whatever order (2.1)', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(someMove, fc.option(someHold)), { maxLength: 40 }), (moves) => {
      const first = hold('a')
      let custody = takeFirst(first)
      for (const [move, to] of moves) {
        const before = custody
        custody = passed(before, move, to)
        assert.deepEqual(custody.first, first)
        assert.ok(custody.holder.staff && custody.holder.post)
        assert.ok(custody.bounces >= 0)
        const moved = custody.holder !== before.holder
        assert.equal(
          moved && move !== 'accept' && move !== 'appoint',
          false,
          'responsibility passes only when it is taken or appointed',
        )
        if (move === 'offer') assert.deepEqual(custody.holder, before.holder)
      }
    }),
  )
})

test('accepting, declining or recalling what was not offered is a bug of the table', () => {
  for (const move of ['accept', 'decline', 'recall'] as const)
    assert.throws(() => pass(takeFirst(hold('a')), move, null, at), RangeError)
  for (const move of ['offer', 'appoint'] as const)
    assert.throws(() => pass(takeFirst(hold('a')), move, null, at), RangeError)
})

test('two bounces are counted, an acceptance or appointment begins anew (2.4.3)', () => {
  const offered = pass(takeFirst(hold('a')), 'offer', hold('b'), at)
  const twice = pass(pass(pass(offered, 'decline', null, at), 'offer', hold('b'), at), 'decline', null, at)
  assert.equal(twice.bounces, 2)
  assert.equal(pass(twice, 'appoint', hold('c'), at).bounces, 0)
  assert.equal(pass(pass(twice, 'offer', hold('b'), at), 'accept', null, at).bounces, 0)
})

const office = stage()
const players: readonly Player[] = ['wang', 'li', 'zhao', 'wu', 'head', 'district', 'qian', 'time', 'visitor']

for (const process of runningTables()) {
  const { by = 'wang', input } = groundOf(process)
  const moves = Object.keys(process.moves)

  test(`${process.title}: one person answers for it through any walk, legal or not; a refusal changes nothing (2.1)`, () => {
    const begun = opened({ process, office, who: by, at }, input)
    assert.ok(!isRefusal(begun))
    const someStep = fc.record({
      who: fc.constantFrom(...players),
      move: fc.constantFrom(...moves),
      pick: fc.nat(7),
      wild: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(someStep, { minLength: 5, maxLength: 60 }), (steps) => {
        let matter: Matter = begun.after
        let now = at
        for (const { who, move, pick, wild } of steps) {
          now = soonAfter(now)
          const scene = { process, office, who, at: now }
          const filled = fillings(shapeOf(process.moves[move]!, matter, settingFor(scene)), office)
          const before = JSON.stringify(matter)
          const stepped = asked(scene, matter, move, wild ? { nonsense: true } : filled[pick % filled.length]!)
          assert.equal(JSON.stringify(matter), before, 'nothing that was there is changed')
          if (isRefusal(stepped)) continue
          const { after } = stepped
          assert.deepEqual(after.custody.first, begun.after.custody.first)
          assert.ok(after.custody.holder.staff)
          const took = after.custody.holder.post !== matter.custody.holder.post
          assert.equal(took && !['accept', 'appoint'].includes(process.moves[move]!.custody ?? ''), false)
          assert.equal(after.version, matter.version + 1)
          matter = after
        }
      }),
      { numRuns: 150 },
    )
  })
}
