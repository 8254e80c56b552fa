import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { bans, breaches } from '#house/bans.ts'
import { isTest, trespasses, zoneOf } from '#house/imports.ts'
import { overlong } from '#house/length.ts'

const files = globSync(
  '{regulation,core,platform,office,matter,rules,programs,ui,apps,house,bin,bench,e2e}/**/*.{ts,tsx}',
).sort()
const read = (path: string) => readFileSync(path, 'utf8')
const every = (check: (path: string, source: string) => string[]) => files.flatMap((path) => check(path, read(path)))

// A guard that has never caught anything is a guess: each violation is planted once, and stays.

describe('imports follow the table in house/imports.ts', () => {
  test('every file', () => assert.deepEqual(every(trespasses), []))

  test('the zones are all there', () => {
    const zones = new Set(files.map(zoneOf))
    for (const zone of [
      'regulation',
      'core',
      'platform',
      'office',
      'matter',
      'faces',
      'ui',
      'screens',
      'pages',
      'apps',
    ])
      assert.ok(zones.has(zone as never), zone)
  })

  for (const [path, source] of [
    ['regulation/clauses.ts', `import { day } from '#core/day.ts'`],
    ['core/clock.ts', `import { connect } from '#platform/db/db.ts'`],
    ['core/clock.ts', `import { readFileSync } from 'node:fs'`],
    ['core/clock.ts', `import fc from 'fast-check'`],
    ['core/clock.ts', `import { someDay } from '#core/calendar/samples.ts'`],
    ['core/clock.ts', `import { connect } from '../platform/db/db.ts'`],
    ['core/clock.test.ts', `import { connect } from '../platform/db/db.ts'`],
    ['platform/http/app.ts', `import { contact } from '#rules/first-asked/process.ts'`],
    ['platform/http/app.ts', `export { clauses } from '#regulation/clauses.ts'`],
    ['office/store.ts', `import { lockMatter } from '#matter/store.ts'`],
    ['matter/advance.ts', `const m = await import('#apps/server/main.ts')`],
    ['rules/time-limits/process.ts', `import { lockMatter } from '#matter/store.ts'`],
    ['rules/time-limits/steps.ts', `import { sql } from './store.ts'`],
    ['rules/first-asked/routes.ts', `import { overdue } from '#rules/time-limits/store.ts'`],
    ['rules/told-once/routes.ts', `import { register } from '#programs/subsidy/contract.ts'`],
    ['programs/subsidy/routes.ts', `import { sittings } from '#rules/told-once/sittings.ts'`],
    ['programs/subsidy/routes.ts', `import { vacancies } from '#programs/labour-market/store.ts'`],
    ['rules/deputies/screens/roster.tsx', `import { overdue } from '#rules/time-limits/store.ts'`],
    ['rules/deputies/screens/roster.tsx', `import { Pool } from 'pg'`],
    ['ui/moves.tsx', `import { contact } from '#rules/first-asked/process.ts'`],
    ['apps/desk/main.tsx', `import { advance } from '#matter/advance.ts'`],
    ['house/walk.ts', `import { main } from '#apps/server/main.ts'`],
  ] as const)
    test(`catches ${path} ← ${source.slice(-34)}`, () => assert.equal(trespasses(path, source).length, 1))

  for (const [path, source] of [
    ['rules/first-asked/process.ts', `import { reported } from '#rules/time-limits/policy.ts'`],
    ['rules/time-limits/routes.ts', `import { sql } from './store.ts'`],
    ['programs/subsidy/routes.ts', `import { applicantOf } from '#rules/told-once/contract.ts'`],
    ['core/clock.test.ts', `import fc from 'fast-check'`],
    ['core/clock.ts', `// import { x } from '../platform/db/db.ts'`],
    ['core/field.ts', `import Type from 'typebox'`],
  ] as const)
    test(`lets pass ${path} ← ${source.slice(-34)}`, () => assert.deepEqual(trespasses(path, source), []))
})

describe('bans', () => {
  test('every file', () =>
    assert.deepEqual(
      files.filter((path) => !isTest(path)).flatMap((path) => breaches(path, read(path))),
      [],
    ))
  for (const { name, planted } of bans) test(`catches ${name}`, () => assert.equal(breaches(...planted).length, 1))
  test('catches a promise for later', () =>
    assert.equal(breaches('core/day.ts', `// ${'TO'}DO count holidays`).length, 1))
  test('words and comments are no code', () =>
    assert.deepEqual(breaches('core/day.ts', `const says = 'new Date() is any' // Date.now(`), []))
})

describe('nothing has grown too long', () => {
  test('every file', () => assert.deepEqual(every(overlong), []))
  const lines = (count: number) => Array.from({ length: count }, (_, i) => `  const a${i} = { b: '}' }`).join('\n')
  test('catches a long file', () => assert.equal(overlong('core/day.ts', `${lines(401)}\n`).length, 1))
  test('catches a long function', () =>
    assert.equal(overlong('core/day.ts', `function f(): { a: number } {\n${lines(70)}\n}\n`).length, 1))
  test('catches a long arrow', () =>
    assert.equal(overlong('core/day.ts', `const f = async (a: A): Promise<B> => {\n${lines(70)}\n}\n`).length, 1))
  test('many short functions in one are not long', () =>
    assert.deepEqual(
      overlong('core/day.ts', `function f() {\n${`  on('x', () => {\n${lines(20)}\n  })\n`.repeat(5)}}\n`),
      [],
    ))
  test('a long table is no function', () =>
    assert.deepEqual(overlong('core/day.ts', `const f = {\n${lines(90)}\n}\n`), []))
})
