import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { checksOf, checksVersion } from '#regulation/checks.ts'
import type { Answer, InspectionFacts, Kept } from './contract.ts'
import { faultOf, findingsOf, isWithin, itemsOf, keptOf, linesOf, scoreOf, wanting } from './review.ts'

const people = ['01900000-0000-7000-8002-000000000001', '01900000-0000-7000-8002-000000000002']
const windows = ['01900000-0000-7000-8003-000000000001']
const scope = { template: 'full', version: checksVersion, own: [], off: [], people, windows } as const
const lines = linesOf(scope)

/** Any way of answering all lines. */
const answers = fc
  .array(fc.constantFrom<Kept['result']>('pass', 'fail', 'na'), { minLength: lines.length, maxLength: lines.length })
  .map((results) => Object.fromEntries(lines.map(({ key }, i) => [key, { result: results[i]!, note: '测试' }])))
const factsWith = (given: Readonly<Record<string, Kept>>) =>
  ({ ...scope, answers: given }) as unknown as InspectionFacts

test('the score lies between 0 and 100, is 100 without findings, and counts each failed weight once', () => {
  fc.assert(
    fc.property(answers, (given) => {
      const facts = factsWith(given)
      const score = scoreOf(facts)
      const findings = findingsOf(facts)
      if (!score) return lines.every(({ key }) => given[key]?.result === 'na')
      const lost = findings.reduce((sum, { key }) => sum + lines.find((line) => line.key === key)!.item.weight, 0)
      assert.equal(score.applicable - score.passed, lost)
      assert.ok(score.score >= 0 && score.score <= 100)
      return (score.score === 100) === lost / score.applicable < 0.0005
    }),
  )
})

test('making one failed line good never lowers the score, whatever the rest', () => {
  fc.assert(
    fc.property(answers, fc.nat(lines.length - 1), (given, at) => {
      const { key } = lines[at]!
      const better = { ...given, [key]: { result: 'pass' as const } }
      const before = scoreOf(factsWith({ ...given, [key]: { result: 'fail', note: '测试' } }))
      const after = scoreOf(factsWith(better))
      return before !== null && after !== null && after.score >= before.score
    }),
  )
})

test('every finding names its clause, and the person, the window or the place', () => {
  const all = factsWith(Object.fromEntries(lines.map(({ key }) => [key, { result: 'fail', note: '测试' }])))
  const findings = findingsOf(all)
  assert.equal(findings.length, lines.length)
  for (const { item, clause, subject } of findings) {
    const { about } = checksOf().find(({ id }) => id === item)!
    assert.ok(item.startsWith(clause))
    assert.equal(Object.keys(subject).join(), about === 'person' ? 'staff' : about === 'window' ? 'window' : '')
  }
})

test('a value at its bound is within it in any scale; a thousandth beyond it is not', () => {
  const share = { is: 'measured', unit: 'share', bound: { atMost: 1, of: 6 } } as const
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 16_000 }), (thousandths) => {
      const amount = thousandths / 1000
      const of = (thousandths * 6) / 1000
      assert.ok(isWithin({ amount, of, unit: 'share' }, share), `${amount} of ${of}`)
      return !isWithin({ amount: (thousandths + 1) / 1000, of, unit: 'share' }, share)
    }),
  )
  const stack = { is: 'measured', unit: 'cm', bound: { atMost: 10 } } as const
  assert.deepEqual(
    [9.999, 10, 10.001].map((amount) => isWithin({ amount, unit: 'cm' }, stack)),
    [true, true, false],
  )
})

test('whatever is put into an answer, it is refused with its field or kept with a result', () => {
  const answer = fc.record(
    {
      item: fc.constant('x'),
      result: fc.constantFrom('pass', 'fail', 'na', 'clear'),
      value: fc.record(
        {
          amount: fc.double({ min: 0, max: 100_000, noNaN: true }),
          of: fc.double({ min: 0.001, max: 100_000, noNaN: true }),
          unit: fc.constantFrom('cm', 'm2', 'share', 'minutes', 'rings', 'pieces'),
        },
        { requiredKeys: ['amount', 'unit'] },
      ),
    },
    { requiredKeys: ['item'] },
  )
  fc.assert(
    fc.property(fc.constantFrom(...checksOf()), answer, (item, given) => {
      const faults = faultOf(item, given as Answer)
      if (faults.length > 0) return faults.every(({ at, says }) => at.startsWith('/') && says !== '')
      const kept = keptOf(item, given as Answer)
      return given.result === 'clear' ? kept === null : kept !== null && ['pass', 'fail', 'na'].includes(kept.result)
    }),
    { numRuns: 500 },
  )
})

test('an office leaves out what is optional and nothing else', () => {
  const off = checksOf().map(({ id }) => id)
  const left = itemsOf({ ...scope, off }).map(({ id }) => id)
  assert.deepEqual(
    off.filter((id) => !left.includes(id)),
    ['3.1.1.b', '10.4.2.c'],
  )
})

test('nothing is finished while a line wants an answer, a reason or evidence', () => {
  assert.equal(wanting(factsWith({})).length, lines.length)
  const bare = (result: Kept['result']) =>
    wanting(factsWith(Object.fromEntries(lines.map(({ key }) => [key, { result }]))))
  assert.equal(bare('pass').length, 0)
  assert.equal(bare('na').length, lines.length)
  // A measured value is evidence in itself.
  assert.equal(bare('fail').length, lines.filter(({ item }) => item.kind.is === 'seen').length)
})
