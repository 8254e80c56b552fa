import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseInstant } from '#core/day.ts'
import { judge, offers } from '#core/offer.ts'
import { isRefusal } from '#core/refusal.ts'
import { type Relation, relations } from '#core/relation.ts'
import { contactInput } from '#house/forms.ts'
import { opened, settingFor, stage } from '#house/stage.ts'
import { runningTables } from '#house/tables.ts'
import { isClauseId } from '#regulation/clauses.ts'

const at = parseInstant('2026-03-02T09:00:00+08:00')
const office = stage()
const [contact] = runningTables()
const process = contact!
const setting = settingFor({ process, office, who: 'wang', at })
const begun = opened({ process, office, who: 'wang', at }, contactInput)
assert.ok(!isRefusal(begun))
const matter = begun.after
const as = (...list: Relation[]) => new Set<Relation>(list)

test('an offer is open exactly when the judge would let it pass before the form', () => {
  for (const relation of Object.keys(relations) as Relation[]) {
    for (const { move, refusal } of offers(process, matter, as(relation), setting)) {
      const judged = judge(process, matter, { move, as: as(relation), input: {} }, setting)
      if (refusal) assert.deepEqual(judged, refusal)
      else assert.ok(judged === null || judged.refused === 'bad-input', move)
    }
  }
})

test('time’s own moves and quiet ones are no buttons', () => {
  const shown = offers(process, matter, as('holder', 'time'), setting).map(({ move }) => move)
  for (const move of ['lapse', 'recompute', 'reveal']) assert.ok(!shown.includes(move), move)
  assert.ok(shown.includes('answer'))
})

test('a closed button says why, by a clause (2.3.1)', () => {
  const [answer] = offers(process, matter, as('window'), setting)
  assert.equal(answer?.refusal?.refused, 'not-yours')
  assert.ok(answer?.refusal?.clause && isClauseId(answer.refusal.clause))
  assert.match(answer.refusal.says, /承办人/)
})

test('names that every object has are no moves', () => {
  for (const move of ['constructor', 'toString', '__proto__', 'hasOwnProperty', '']) {
    assert.equal(judge(process, matter, { move, as: as('holder'), input: {} }, setting)?.refused, 'no-such-move', move)
  }
})

test('each wrong place of a form is named, the first one in the sentence', () => {
  const refusal = judge(process, matter, { move: 'refer', as: as('holder'), input: { extra: 1 } }, setting)
  assert.equal(refusal?.refused, 'bad-input')
  assert.ok((refusal?.problems?.length ?? 0) >= 3, JSON.stringify(refusal))
  assert.ok(refusal?.problems?.every(({ at: place, says }) => place.startsWith('/') && /[\u4e00-\u9fff]/.test(says)))
})
