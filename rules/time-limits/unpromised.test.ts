import assert from 'node:assert/strict'
import { test } from 'node:test'
import { day, parseInstant } from '#core/day.ts'
import { checkService } from '#core/service/check.ts'
import { eightOpens } from '#core/service/opens.ts'
import { sample } from '#core/service/sample.ts'
import { explore, ownerless, stuck } from '#house/explore.ts'
import { stage } from '#house/stage.ts'
import { versionOf } from '#matter/catalogue.ts'
import { caseProcess } from './process.ts'

/** 主动服务 for which nothing is promised by a day: it runs to its end without a limit. 测试数据. */
const service = sample({ handling: 'initiated', limits: { statutory: null, promised: null } })

test('a service that promises no day may be published only where the office goes to people (6.2)', () => {
  const says = (one: object) =>
    checkService(one, { file: 'JY99.yaml', placeOf: () => ({ line: 1, column: 1 }) }).map((fault) => fault.says)
  assert.deepEqual(says(service), [])
  assert.deepEqual(says({ ...service, handling: 'limited' }), ['只有主动服务可以没有承诺时限（第6.2条）'])
  const known = { source: '测试', confidence: 'U' } as const
  const statutory = { amount: 5, unit: 'workingDays', ...known } as const
  assert.deepEqual(says({ ...service, limits: { statutory, promised: null } }), ['有法定时限的要写承诺时限（第7.4条）'])
  const limit = eightOpens(service).find(({ key }) => key === 'limit')
  assert.equal(limit?.says[0], '承诺时限：由工作人员主动开展，不设办结期限')
})

test('it comes to its end wherever anybody takes it, and nobody extends what was not promised', () => {
  const process = caseProcess(versionOf(service))
  const office = stage()
  const input = { service: 'JY99', form: { name: '测试甲' } }
  const from = parseInstant('2026-03-02T09:00:00+08:00')
  const without = [
    ['hand-over', 'join', 'explain-delay'],
    ['join', 'notify'],
  ]
  const explored = explore({ process, office, changed: stage([], [day('2026-03-05')]), input, without, from })
  assert.deepEqual(explored.faults, [])
  assert.deepEqual(stuck(process, explored), [])
  assert.deepEqual(ownerless(process), [])
  assert.equal('ask-extension' in process.moves, false)
})
