import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Config, type Environment, readConfig } from '#platform/config.ts'

function configOf(env: Environment): Config {
  const reading = readConfig(env)
  assert.ok('config' in reading, JSON.stringify(reading))
  return reading.config
}

test('without a word, everything has its default', () => {
  const config = configOf({ PORT: '' })
  assert.deepEqual(
    { ...config, data: config.data.endsWith('/data') },
    {
      port: 3000,
      host: '127.0.0.1',
      data: true,
      databaseUrl: null,
      demo: 'unsaid',
      now: null,
      demoPassword: 'shouwen-demo',
    },
  )
  assert.ok(Object.isFrozen(config))
})

test('right values', () => {
  assert.equal(configOf({ PORT: '0' }).port, 0)
  assert.equal(configOf({ HOST: '::1' }).host, '::1')
  assert.equal(
    configOf({ DATABASE_URL: 'postgresql:///city?host=/run/postgresql' }).databaseUrl,
    'postgresql:///city?host=/run/postgresql',
  )
  assert.equal(configOf({ SHOUWEN_DEMO: '0' }).demo, 'off')
  const nine = Date.UTC(2026, 10, 23, 1)
  assert.deepEqual(configOf({ SHOUWEN_NOW: '2026-11-23T09:00:00+08:00' }).now, { is: 'from', atMs: nine })
  assert.deepEqual(configOf({ SHOUWEN_NOW: '2026-11-23T09:00' }).now, { is: 'from', atMs: nine })
  assert.deepEqual(configOf({ SHOUWEN_NOW: 'fixed:2026-11-23T01:00:00Z' }).now, { is: 'fixed', atMs: nine })
  assert.deepEqual(configOf({ SHOUWEN_NOW: '-2h' }).now, { is: 'moved', byMs: -7_200_000 })
})

const wrong: readonly [keyof Environment & string, string][] = [
  ['PORT', '65536'],
  ['PORT', '3000a'],
  ['PORT', '-1'],
  ['HOST', 'a b'],
  ['HOST', '999.1.1.1'],
  ['DATABASE_URL', 'mysql://u:hidden@h/d'],
  ['DATABASE_URL', 'postgresql://u:hidden@h'],
  ['SHOUWEN_DEMO', 'yes'],
  ['SHOUWEN_NOW', '2026-02-30'],
  ['SHOUWEN_NOW', 'tomorrow'],
  ['SHOUWEN_DEMO_PASSWORD', 'hidden'],
]
for (const [name, value] of wrong)
  test(`a wrong ${name} is one Chinese line that names it: ${value}`, () => {
    const reading = readConfig({ [name]: value })
    assert.ok('problems' in reading)
    assert.equal(reading.problems.length, 1)
    assert.match(reading.problems[0] ?? '', new RegExp(`^${name} 应为.*。$`))
    assert.doesNotMatch(reading.problems[0] ?? '', /hidden/)
  })

test('all problems are told at once', () => {
  const reading = readConfig({ PORT: 'x', SHOUWEN_DEMO: 'x' })
  assert.ok('problems' in reading && reading.problems.length === 2)
})
