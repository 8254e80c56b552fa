import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Refused, testServer } from '#apps/server/testing.ts'
import type { Answer } from '#core/sums/answer.ts'

const server = await testServer('calculators', '2026-11-23T09:30:00+08:00')
type List = {
  readonly calculators: readonly { readonly name: string; readonly form: { readonly properties: object } }[]
}
const ask = <T = Answer>(name: string, body: object, who: string | null = null) =>
  server.call<T & { readonly status: number }>(who, 'POST', `/api/calculators/${name}`, body)

test('anybody may reckon, with the forms that the list gives (1.2.i)', async () => {
  const { calculators } = await server.call<List>(null, 'GET', '/api/calculators')
  assert.deepEqual(
    calculators.map(({ name }) => name),
    ['retirement', 'insurance-subsidy', 'hiring-tax', 'self-employed-tax', 'startup-loan', 'deadline'],
  )
  const answer = await ask('retirement', { worker: 'man60', birth: '1976-09-10' })
  assert.equal(answer.status, 200)
  assert.equal(answer.values['month'], '2039-09')
  assert.ok(answer.formula.length > 0 && answer.steps.length > 0 && answer.sources[0]?.source)
})

test('the deadline follows the calendar of the office that is asked; a clerk gets their own', async () => {
  const limit = { from: '2026-02-13', amount: 10, unit: 'workingDays' }
  const open = await ask('deadline', limit)
  assert.equal(open.values['due'], '2026-03-05')
  assert.ok((await ask('deadline', limit, 'wang')).lines.some(({ says }) => says.includes('示例街道')))
  const other = await ask('deadline?office=ybjd', limit)
  assert.notDeepEqual(other.lines, open.lines)
  assert.equal((await ask<Refused>('deadline?office=nowhere', limit)).status, 404)
})

test('what is wrong is said with its field and its source, all at once (8.1)', async () => {
  const wrong = await ask<Refused>('startup-loan', { borrower: 'nobody', amount: -1 })
  assert.deepEqual([wrong.status, wrong.clause], [422, '8.1'])
  assert.deepEqual(wrong.problems?.map(({ at }) => at).toSorted(), ['/amount', '/borrower', '/months', '/rate', '/way'])
  const much = await ask<Refused>('startup-loan', {
    ...{ borrower: 'person', amount: 300_001, months: 12, rate: 4, way: 'level' },
  })
  assert.deepEqual([much.status, much.problems?.[0]?.at], [422, '/amount'])
  assert.match(much.says, /财金〔2023〕75号/)
  assert.equal((await ask<Refused>('nothing', {})).status, 404)
})
