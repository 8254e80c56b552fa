import assert from 'node:assert/strict'
import { test } from 'node:test'
import { unboundTables } from '#platform/db/bound.ts'

const isTenantTable = (table: string) => ['matter', 'clock', 'journal'].includes(table)
const unbound = (text: string) => unboundTables(text, isTenantTable)

const sound = [
  'select * from matter where tenant_id = $1 and id = $2',
  'select * from matter m where m.tenant_id = $1',
  'select * from matter m join clock c on c.tenant_id = m.tenant_id and c.matter_id = m.id where m.tenant_id = $1',
  'select * from matter m join clock c on c.tenant_id = $1 and c.matter_id = m.id where m.tenant_id = $1',
  'select * from matter join clock using (tenant_id, id) where matter.tenant_id = $1',
  'update clock set due_at = $3 where tenant_id = $1 and matter_id = $2',
  'delete from clock where tenant_id = $1',
  'insert into journal (tenant_id, says) values ($1, $2)',
  'with c as (update clock set x = 1 where tenant_id = $1 returning id) insert into journal select $1, id from c',
  'insert into journal (tenant_id, matter, clock) values ($1, $2, $3) on conflict (tenant_id, clock) do update set clock = excluded.clock',
  'select * from staff s where s.username = $1',
  'select * from matter m, clock c where m.tenant_id = $1 and c.tenant_id = m.tenant_id',
]
for (const text of sound) test(`bound: ${text}`, () => assert.deepEqual(unbound(text), []))

const planted: readonly [string, readonly string[]][] = [
  ['select * from matter where id = $1', ['matter']],
  ['select * from matter -- where tenant_id = $1', ['matter']],
  [`select 'tenant_id = $1' from matter`, ['matter']],
  ['select * from matter m join clock c on c.matter_id = m.id where m.tenant_id = $1', ['c']],
  ['select * from matter m, clock c where m.tenant_id = $1', ['c']],
  ['update clock set due_at = $1 where matter_id = $2', ['clock']],
  ['delete from clock', ['clock']],
  [
    'with c as (delete from clock returning id) select * from matter where tenant_id = $1 and id in (select id from c)',
    ['matter'],
  ],
  ['select * from matter m where exists (select from journal j where j.matter_id = m.id) and m.tenant_id = $1', ['j']],
]
for (const [text, names] of planted) test(`not bound: ${text}`, () => assert.deepEqual(unbound(text), names))
