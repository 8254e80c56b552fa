import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testServer } from '#apps/server/testing.ts'
import type { Answer } from '#core/sums/answer.ts'
import { loadCatalogue } from '#matter/catalogue.ts'
import { type Amount, type AmountKey, amounts } from '#regulation/amounts.ts'
import { amountOf, type Twin, twins } from './own.ts'

test('what a service file says and what the calculators reckon with is the same number', () => {
  const catalogue = loadCatalogue()
  for (const [key, { service, key: name, as }] of Object.entries<Twin>(twins)) {
    const setting = catalogue.get(service)?.service.settings?.find((one) => one.key === name)
    assert.ok(setting, `${service} has no ${name}`)
    const { amount, of }: Amount = amounts[key as AmountKey]
    assert.deepEqual(amountOf(setting.value, as), { amount, ...(of && { of }) }, key)
  }
})

test('figures as the calculators count them', () => {
  assert.deepEqual(amountOf('2/3', 'share'), { amount: 2, of: 3 })
  assert.deepEqual(amountOf(0.5, 'share'), { amount: 5000, of: 10_000 })
  assert.deepEqual(amountOf(7200, 'yuan'), { amount: 720_000 })
  assert.deepEqual(amountOf(2, 'years'), { amount: 24 })
  assert.deepEqual([amountOf(null, 'whole'), amountOf(1.5, 'whole'), amountOf('x', 'yuan')], [null, null, null])
})

test('what a head has set for a service is what the office’s calculators reckon with from that day on (6.2)', async () => {
  const server = await testServer('own-amounts', '2026-11-23T09:30:00+08:00')
  const ask = () =>
    server.call<Answer>('wang', 'POST', '/api/calculators/hiring-tax', { year: 2026, roll: [{ from: '2026-01' }] })
  assert.equal((await ask()).values['quota'], 6000)
  const set = { service: 'JY10', key: 'standard', value: 7200, from: '2026-11-23', source: '测试文件〔2026〕1号' }
  assert.equal((await server.call('head', 'POST', '/api/policy-figures', set)).status, 200)
  const { values, sources } = await ask()
  assert.equal(values['quota'], 7200)
  assert.ok(sources.some(({ source, toConfirm }) => source === set.source && !toConfirm))
})
