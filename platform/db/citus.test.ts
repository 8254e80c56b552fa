import assert from 'node:assert/strict'
import { test } from 'node:test'
import { breachesOf, type Rule } from '#platform/db/citus.ts'
import { appendOnlyTables, referenceTables, technicalTables } from '#platform/db/kinds.ts'
import { testDatabase } from '#platform/db/testing.ts'

const { owner } = await testDatabase('citus')

test('no table of ours breaks a rule', async () => {
  assert.deepEqual(await breachesOf(owner), [])
})

test('the lists name tables that exist', async () => {
  const { rows } = await owner.query<{ name: string }>(
    `select relname::text as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`,
  )
  const there = new Set(rows.map(({ name }) => name))
  assert.deepEqual(
    [...referenceTables, ...technicalTables, ...appendOnlyTables].filter((name) => !there.has(name)),
    [],
  )
})

const wall = (table: string) => `
  alter table ${table} enable row level security; alter table ${table} force row level security;
  create policy tenant on ${table} using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);`
const sound = (columns = '', name = 'planted') =>
  `create table ${name} (tenant_id uuid not null, id int not null, ${columns} primary key (tenant_id, id)); ${wall(name)}`

/** Each rule with a table that breaks it, and nothing else. */
const planted: readonly [Rule, string][] = [
  [
    'tenant-column',
    `create table planted (id int not null, tenant_id uuid not null, primary key (tenant_id, id)); ${wall('planted')}`,
  ],
  [
    'tenant-column',
    `create table planted (tenant_id uuid, id int, primary key (id)); alter table planted add unique (tenant_id); ${wall('planted')}`,
  ],
  ['primary-key', `create table planted (tenant_id uuid not null, id int); ${wall('planted')}`],
  ['key', `create table planted (tenant_id uuid not null, id int primary key); ${wall('planted')}`],
  ['key', sound('name text unique,')],
  ['key', `${sound('name text,')} create unique index on planted (name, tenant_id)`],
  ['key', sound(`span int4range, exclude using gist (span with &&),`)],
  ['index', `${sound('name text,')} create index on planted (name)`],
  [
    'foreign-key',
    `${sound()} create table pointing (tenant_id uuid not null, id int not null, other int, primary key (tenant_id, id), foreign key (other, tenant_id) references planted (id, tenant_id)); ${wall('pointing')}`,
  ],
  [
    'foreign-key',
    `${sound()} alter table session add planted int, add foreign key (tenant_id, planted) references planted`,
  ],
  [
    'set-null',
    `${sound()} create table pointing (tenant_id uuid not null, id int not null, other int, primary key (tenant_id, id), foreign key (tenant_id, other) references planted on delete set null (other)); ${wall('pointing')}`,
  ],
  [
    'trigger',
    `${sound()} create function noop() returns trigger language plpgsql as 'begin return new; end'; create trigger t before insert on planted for each row execute function noop()`,
  ],
  ['trigger', `${sound()} create rule r as on delete to planted do instead nothing`],
  ['serial', sound('n serial,')],
  ['serial', sound('n int generated always as identity,')],
  ['row-level-security', `${sound()} alter table planted disable row level security`],
  ['row-level-security', `${sound()} alter table planted no force row level security`],
  ['policy', `${sound()} drop policy tenant on planted`],
  ['policy', `${sound()} create policy all_of_it on planted using (true)`],
  [
    'policy',
    `${sound()} create policy write on planted using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (true)`,
  ],
  ['sub-select', `${sound()} create policy place on planted as restrictive using (id in (select 1))`],
  ['owner', `${sound()} alter table planted owner to shouwen_app`],
  ['append-only', `grant update (says) on journal to shouwen_app`],
  ['append-only', `grant delete on audit to shouwen_app`],
]
for (const [rule, plant] of planted)
  test(`${rule} is found: ${plant.replace(/\s+/g, ' ').slice(0, 110)}`, async () => {
    const client = await owner.connect()
    try {
      await client.query('begin')
      await client.query(plant)
      const found = await breachesOf(client)
      assert.ok(found.length > 0 && found.some((breach) => breach.rule === rule), JSON.stringify(found))
      assert.deepEqual(
        [...new Set(found.map((breach) => breach.rule))].filter(
          (each) => each !== rule && !companions[rule]?.includes(each),
        ),
        [],
      )
    } finally {
      await client.query('rollback')
      client.release()
    }
  })

/** Breaches that cannot be had without another. */
const companions: Partial<Record<Rule, readonly Rule[]>> = {
  'tenant-column': ['key', 'index', 'foreign-key'],
  'foreign-key': ['key'],
}
