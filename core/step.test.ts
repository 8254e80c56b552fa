import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instant, parseInstant } from '#core/day.ts'
import { isRefusal } from '#core/refusal.ts'
import { begin, type Stepped } from '#core/step.ts'
import { contactInput, formOf, reviewOf } from '#house/forms.ts'
import { asked, opened, settingFor, stage } from '#house/stage.ts'
import { runningTables } from '#house/tables.ts'
import { demoPost } from '#office/seed.ts'

const at = parseInstant('2026-03-02T09:00:00+08:00')
const later = (minutes: number) => instant(at + minutes * 60_000)
const office = stage()
const [contact] = runningTables()
const limited = runningTables().find(({ title }) => title === '就业困难人员认定')
const process = contact!

function sure(stepped: ReturnType<typeof asked>): Stepped {
  assert.ok(!isRefusal(stepped), JSON.stringify(stepped))
  return stepped
}

/** So that a fold that writes into what it was given fails here. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.freeze(value)
    Object.values(value).forEach(frozen)
  }
  return value
}

test('the same ask in the same setting gives the same, and what was given stays as it was', () => {
  const { after } = frozen(sure(opened({ process, office, who: 'wang', at }, frozen({ ...contactInput }))))
  const scene = { process, office, who: 'wang', at: later(5) } as const
  const input = frozen({ to: demoPost('sljd.review'), why: 'absent' })
  assert.deepEqual(asked(scene, after, 'hand-over', input), asked(scene, after, 'hand-over', input))
})

test('a matter is opened by a person: time and visitors have no counter (2.1)', () => {
  const setting = settingFor({ process, office, who: 'time', at })
  const born = { id: 'm' as never, number: 'S-1', office: 'o' as never, service: null }
  assert.throws(() => begin(process, born, { as: new Set(['window']), input: contactInput }, setting), RangeError)
  assert.ok(isRefusal(opened({ process, office, who: 'time', at }, contactInput)))
})

test('it goes on with who was asked first, when it comes from an earlier matter of the visit (2.1)', () => {
  const { custody } = sure(opened({ process, office, who: 'wang', at }, contactInput)).after
  const setting = settingFor({ process, office, who: 'li', at })
  const born = { id: 'm' as never, number: 'S-2', office: 'o' as never, service: null, custody }
  assert.deepEqual(
    begin(process, born, { as: new Set(['window']), input: contactInput }, setting).after.custody.first,
    custody.first,
  )
})

test('an extension is as long as was asked for, not as long as the approver types (7.5)', () => {
  const scene = (who: 'wang' | 'head', minutes: number) => ({ process: limited!, office, who, at: later(minutes) })
  const opening = sure(opened(scene('wang', 0), { service: 'JY02', form: formOf('JY02') })).after
  const checked = sure(asked(scene('wang', 5), opening, 'check', reviewOf('JY02'))).after
  const accepted = sure(asked(scene('wang', 6), checked, 'accept', {})).after
  const wanted = sure(
    asked(scene('wang', 7), accepted, 'ask-extension', { amount: 4, reason: '等待比对', taken: '已催办' }),
  ).after
  const typed = asked(scene('head', 8), wanted, 'extend', { opinion: '同意', told: 'call', amount: 9 })
  assert.ok(isRefusal(typed) && typed.refused === 'bad-input')
  const { after, paper } = sure(asked(scene('head', 9), wanted, 'extend', { opinion: '同意', told: 'call' }))
  assert.deepEqual(
    after.clocks.find(({ name }) => name === 'limit')?.extensions.map(({ amount }) => amount),
    [4],
  )
  assert.equal(paper?.kind, 'extension-notice')
})
