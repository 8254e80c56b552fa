import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { instant, parseInstant } from '#core/day.ts'
import type { Matter } from '#core/matter.ts'
import { isRefusal } from '#core/refusal.ts'
import { formOf, reviewOf } from '#house/forms.ts'
import { asked, opened, stage } from '#house/stage.ts'
import { runningTables } from '#house/tables.ts'
import { demoPost } from '#office/seed.ts'
import { unexplained } from './explain.ts'
import { type Kind, keyOf, latenessKinds, latenessOf } from './lateness.ts'

const limited = runningTables().find(({ title }) => title === '就业困难人员认定')!

test('每种超期都有条款、责任人；要说明的都能说明', () => {
  for (const [name, row] of Object.entries(latenessKinds)) {
    const { clause, label, of }: Kind = row
    assert.ok(clause && label && of, name)
  }
})

test('随便怎样办、什么时候办：一次超期只记一次，记了不会消失，没有超期不记', () => {
  const office = stage()
  const from = parseInstant('2026-03-02T09:00:00+08:00')
  const moves = [
    'check',
    'notify',
    'resupply',
    'accept',
    'pass-firstReview',
    'pass-secondReview',
    'ask-extension',
    'ask-late',
    'lapse',
    'explain-delay',
    'publish-delay',
    'return-delay',
    'finish',
  ] as const
  const filled: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
    check: reviewOf('JY02'),
    resupply: { materials: [] },
    'pass-firstReview': { opinion: '同意' },
    'pass-secondReview': { opinion: '同意' },
    'ask-extension': { amount: 2, reason: '核实', taken: '已联系' },
    'ask-late': { amount: 2, reason: '核实', taken: '已联系' },
    'explain-delay': { reason: 'verify', words: '正在核实', doing: '上门', expected: '2026-12-01' },
    'publish-delay': { opinion: '属实' },
    'return-delay': { opinion: '再写' },
  }
  const step = fc.record({
    move: fc.constantFrom(...moves),
    who: fc.constantFrom('wang', 'zhao', 'head', 'time') as fc.Arbitrary<'wang' | 'zhao' | 'head' | 'time'>,
    wait: fc.integer({ min: 1, max: 4 * 24 * 60 }),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      const begun = opened(
        { process: limited, office, who: 'wang', at: from },
        { service: 'JY02', form: formOf('JY02') },
      )
      assert.ok(!isRefusal(begun))
      let matter: Matter = begun.after
      let at = from
      for (const { move, who, wait } of steps) {
        at = instant(at + wait * 60_000)
        const before = latenessOf(matter.facts)
        const done = asked({ process: limited, office, who, at }, matter, move, filled[move] ?? {})
        if (isRefusal(done)) continue
        matter = done.after
        const after = latenessOf(matter.facts)
        assert.deepEqual(after.slice(0, before.length), before, 'what was late stays on the record')
        const keys = after.map(keyOf)
        assert.equal(new Set(keys).size, keys.length, 'each lateness once')
        for (const late of after) assert.ok(late.since <= late.notedAt && late.notedAt <= at && late.posts.length > 0)
        const clocks = matter.clocks.filter(({ name, lateSince }) => lateSince !== null && name !== 'supplement')
        for (const { name, lateSince } of clocks)
          assert.ok(
            after.some(({ clock, since }) => clock === name && since === lateSince),
            `${name} is late and not on the record`,
          )
        if (matter.closedAt !== null)
          assert.ok(
            matter.clocks.every(({ is }) => is === 'stopped'),
            'closed, and a clock runs',
          )
        const owes = unexplained(matter.facts).length > 0
        const duty = matter.clocks.find(({ name }) => name === 'explain')
        if (owes && matter.closedAt === null) assert.equal(duty?.is, 'running', 'what is not explained has a clock')
      }
    }),
    { numRuns: 300 },
  )
})

test('填错的表单：说清是哪一项、依据哪一条，什么都不写', () => {
  const office = stage()
  const from = parseInstant('2026-03-02T09:00:00+08:00')
  const begun = opened({ process: limited, office, who: 'wang', at: from }, { service: 'JY02', form: formOf('JY02') })
  assert.ok(!isRefusal(begun))
  const late = asked(
    { process: limited, office, who: 'time', at: parseInstant('2026-03-09T17:01:00+08:00') },
    begun.after,
    'lapse',
    {},
  )
  assert.ok(!isRefusal(late))
  const at = parseInstant('2026-03-10T09:00:00+08:00')
  const good = { reason: 'share', words: '比对结果晚到', doing: '正在催办', expected: '2026-03-20' }
  const bad = [
    ['explain-delay', { ...good, reason: 'nothing' }, '/reason'],
    ['explain-delay', { ...good, words: ' ' }, '/words'],
    ['explain-delay', { ...good, doing: '' }, '/doing'],
    ['explain-delay', { ...good, expected: '2026-02-30' }, '/expected'],
    ['explain-delay', { ...good, expected: '2026-03-09' }, '/expected'],
    ['explain-delay', { ...good, expected: '2036-03-09' }, '/expected'],
    ['explain-delay', { ...good, expected: undefined }, '/expected'],
    ['join', { with: '01900000-0000-7000-8000-000000000001', why: '情况复杂' }, '/with'],
    ['join', { with: demoPost('sljd.review') }, '/why'],
    ['hand-over', { to: demoPost('sljd.review') }, '/note'],
  ] as const
  for (const [move, input, field] of bad) {
    const filled = JSON.parse(JSON.stringify(input)) as Record<string, unknown>
    const done = asked({ process: limited, office, who: 'wang', at }, late.after, move, filled)
    assert.ok(isRefusal(done), `${move} ${JSON.stringify(input)}`)
    assert.equal(done.refused, 'bad-input')
    assert.ok(done.clause !== null)
    assert.ok(
      done.problems?.some(({ at: where }) => where === field),
      `${move}: ${JSON.stringify(done.problems)}, not ${field}`,
    )
  }
})

test('办结以后再评价、查看、说明，不会再有期限跑起来', () => {
  const office = stage()
  const at = (text: string) => parseInstant(`2026-03-${text}:00+08:00`)
  const process = runningTables().find(({ title }) => title === '失业登记')!
  const begun = opened({ process, office, who: 'wang', at: at('02T09:00') }, { service: 'JY01', form: formOf('JY01') })
  assert.ok(!isRefusal(begun))
  const after = (
    [
      ['wang', '02T09:10', 'check', reviewOf('JY01')],
      ['wang', '02T09:40', 'finish', {}],
      ['visitor', '02T09:50', 'rate', { level: 3 }],
      ['wang', '02T10:00', 'reveal', { field: 'form.mobile', reason: '核对号码' }],
      ['wang', '02T10:10', 'explain-delay', { reason: 'mistake', words: '没有及时办结', doing: '已经办结' }],
      ['head', '02T10:20', 'return-delay', { opinion: '写清楚' }],
      ['wang', '02T10:30', 'explain-delay', { reason: 'mistake', words: '没有及时办结', doing: '已经办结' }],
      ['head', '02T10:40', 'publish-delay', { opinion: '同意' }],
    ] as const
  ).reduce((matter: Matter, [who, when, move, input]) => {
    const done = asked({ process, office, who, at: at(when) }, matter, move, input)
    assert.ok(!isRefusal(done), `${move}: ${isRefusal(done) ? done.says : ''}`)
    if (done.after.closedAt !== null)
      assert.ok(
        done.after.clocks.every(({ is }) => is === 'stopped'),
        move,
      )
    return done.after
  }, begun.after)
  assert.deepEqual(unexplained(after.facts), [])
})
