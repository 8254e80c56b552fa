import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { isTest } from '#house/imports.ts'
import { acrossTenants, tenantTables, unscoped } from '#house/tenants.ts'
import { statements } from '#platform/db/sql.ts'

const tables = tenantTables(
  globSync('platform/db/migrations/*.sql')
    .sort()
    .map((path) => readFileSync(path, 'utf8')),
)

for (const path of globSync('{platform,office,matter,rules,apps}/**/*.ts').sort()) {
  if (!isTest(path) && /#platform\/db\/(sql|db)\.ts'/.test(readFileSync(path, 'utf8')) && !path.endsWith('main.ts'))
    await import(`#${path}`)
}

describe('every statement on a table of tenants says whose rows it means', () => {
  test('the tables and the statements are all there', () => {
    for (const table of ['matter', 'journal', 'clock', 'custody', 'desk', 'staff', 'sheet', 'audit'])
      assert.ok(tables.has(table), table)
    assert.ok(statements().length > 60, `${statements().length} statements`)
  })

  test('every statement', () => assert.deepEqual(unscoped(statements(), tables), []))

  test('what goes across tenants still exists', () => {
    const names = new Set(statements().map(({ name }) => name))
    assert.deepEqual(
      Object.keys(acrossTenants).filter((name) => !names.has(name)),
      [],
    )
  })

  for (const text of [
    'select id from matter where id = $1',
    'select m.id from matter m join clock c on c.matter_id = m.id where m.tenant_id = $1',
    'update matter set state = $2 where id = $1',
    'delete from desk where post = $1',
    'insert into desk (post, matter_id) values ($1, $2)',
    'select id from matter where tenant_id = $1 and id in (select matter_id from secret where blind = $2)',
    'select m.id from matter m, lateral (select 1 from clock c where c.tenant_id = m.tenant_id) d',
  ])
    test(`catches ${text.slice(0, 60)}`, () => assert.equal(unscoped([{ name: 'planted', text }], tables).length, 1))
})
