import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '#platform/db/testing.ts'

const { owner } = await testDatabase('survey-keys')

/**
 * What the database asks for each person of a household (the foreign key), while it believes that the table holds one entry among the
 * room of thousands: so it stands when a dry run has just been taken back. Before 0057 it walked every entry of the tenant.
 */
const asked = `select 1 from only survey_entry x where tenant_id = '01900000-0000-7000-8000-000000000001'
  and id = '01900000-0000-7000-8000-000000000002' for key share of x`

const filled = `insert into survey_entry (tenant_id, id, org_path, round, area, kind, outcome, number, name, address_blind, facts, sealed, people, reason, method,
    staff, surveyed_on, entered_at, version, sent_as, digest)
  select '01900000-0000-7000-8000-000000000001', gen_random_uuid(), 'a', '01900000-0000-7000-8000-000000000003', '01900000-0000-7000-8000-000000000004',
    'household', 'answered', 'T' || n, '测试', 'b' || n, '{}', '{}', 1, '', 'visit', '01900000-0000-7000-8000-000000000005', '2026-03-09', now(), 1,
    gen_random_uuid(), ''
  from generate_series(1, 5000) n`

/** The plan of that question while everything of a table is one transaction's, as the last vacuum left its figures. */
async function planWith(more: readonly string[] = []): Promise<string> {
  const client = await owner.connect()
  try {
    await client.query('begin')
    await client.query('set local session_replication_role = replica')
    await client.query('alter table survey_entry no force row level security')
    for (const one of more) await client.query(one)
    await client.query(filled)
    await client.query(
      `update pg_class set reltuples = 2, relpages = pg_relation_size(oid) / 8192 where relname = 'survey_entry'`,
    )
    await client.query('set local enable_seqscan = off')
    const { rows } = await client.query(`explain ${asked}`)
    return rows.map((row) => row['QUERY PLAN']).join('\n')
  } finally {
    await client.query('rollback')
    client.release()
  }
}

test('每登记一人都按编号找这一户，不翻遍本单位的调查表：大批导入时也一样快 (1.3)', async () => {
  assert.match(await planWith(), /Index Scan using survey_entry_pkey/)
})

test('那条索引若不带条件，就会被选去翻遍全部：这一检查看得出来', async () => {
  const plain = 'create index planted on survey_entry (tenant_id, round, area, kind, staff, outcome, check_state)'
  assert.match(await planWith([plain]), /Index Scan using planted/)
})
