import type pg from 'pg'
import { demoOffice, demoPath, demoPost, demoStaff, demoTenant } from '#office/seed.ts'

/** An office handles so many matters in two years; a city has as many offices as that needs. */
const mattersPerOffice = 5_000
/** Of a thousand matters so many are still open. */
const openPerThousand = 10
const linesPerMatter = 10

/**
 * Fills the database as the owner with matters like those a city collects: offices by the hundred, nearly all matters
 * closed, ten journal lines each, texts and hashes of real length. `like` is a contact that was lived to its end.
 * 测试数据: names are put together from lists. Answers how long it took (seconds).
 */
export async function fill(
  owner: pg.Client,
  like: string,
  matters: number,
  say: (line: string) => void,
  places: number = Math.max(2, Math.round(matters / mattersPerOffice)),
): Promise<number> {
  const from = performance.now()
  await owner.query(
    `set session_replication_role = replica; set synchronous_commit = off; set maintenance_work_mem = '512MB'`,
  )
  const later = await dropIndexes(owner, [
    'matter_word_find',
    'matter_opened',
    'matter_closed',
    'clock_due',
    'clock_provisional',
    'clock_again',
    'custody_one_open',
  ])
  await offices(owner, places)
  await owner.query(functions)
  await owner.query(
    `create temp table line as select row_number() over (order by twice, seq)::int as n, j.* from journal j, generate_series(1, 2) twice where j.matter_id = '${like}'`,
  )
  await owner.query(`create temp table model as select * from matter where id = '${like}'`)
  await owner.query(
    `create temp table model_clock as select * from clock where matter_id = '${like}' and name = 'answer'`,
  )
  const step = 50_000
  for (let first = 1; first <= matters; first += step) {
    const last = Math.min(matters, first + step - 1)
    await owner.query(batch(first, last, matters))
    say(`filled ${last} of ${matters} matters, ${Math.round((performance.now() - from) / 1000)} s`)
  }
  for (const sql of later) await owner.query(sql)
  await owner.query('set session_replication_role = origin')
  await owner.query('vacuum analyze')
  say('indexed and analysed')
  return Math.round((performance.now() - from) / 1000)
}

/** Drops what would slow the filling, and answers what makes it again. */
async function dropIndexes(owner: pg.Client, names: readonly string[]): Promise<string[]> {
  const { rows } = await owner.query<{ indexname: string; indexdef: string }>(
    `select indexname, indexdef from pg_indexes where schemaname = 'public' and indexname = any($1)`,
    [names],
  )
  for (const { indexname } of rows) await owner.query(`drop index ${indexname}`)
  return rows.map(({ indexdef }) => indexdef)
}

/** The demonstration's two street offices first, then invented ones below invented districts of the same city. */
async function offices(owner: pg.Client, count: number): Promise<void> {
  const known = [
    [
      demoOffice('sljd'),
      demoPath('sljd'),
      demoPost('sljd.counter'),
      demoPost('sljd.review'),
      demoStaff('wang'),
      demoStaff('zhao'),
    ],
    [
      demoOffice('ybjd'),
      demoPath('ybjd'),
      demoPost('ybjd.counter'),
      demoPost('ybjd.review'),
      demoStaff('qian'),
      demoStaff('shen'),
    ],
  ]
  await owner.query(
    `create temp table place (n int primary key, office uuid, path ltree, counter uuid, review uuid, clerk uuid, reviewer uuid)`,
  )
  for (const [i, row] of known.slice(0, count).entries())
    await owner.query(`insert into place values ($1, $2, $3, $4, $5, $6, $7)`, [i, ...row])
  const id = (word: string) => `md5('bench ${word} ' || n)::uuid`
  await owner.query(
    `insert into place select n, ${id('office')}, ('${demoPath('cs')}.b' || n / 20 || '.o' || n)::ltree, ${id('counter')}, ${id('review')}, ${id('clerk')}, ${id('reviewer')}
     from generate_series(2, ${count - 1}) n`,
  )
}

const functions = `
create or replace function pg_temp.grams(variadic texts text[]) returns text[] language sql immutable as
$$ select array(select distinct substr(t, i, 2) from unnest(texts) t, generate_series(1, length(t) - 1) i) $$;
create or replace function pg_temp.person(n bigint) returns text language sql immutable as
$$ select substr('王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈', (hashint8extended(n, 1) & 65535)::int % 50 + 1, 1)
  || substr('伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂建国华玉红文志海春燕永辉鹏飞宇欣雨晨子涵浩然思佳俊梓轩怡', (hashint8extended(n, 2) & 65535)::int % 50 + 1, 1)
  || substr('一二安宁康乐成达光辉天地山川林木石金水火土月日星云风雪霜露雷电江河湖海松竹梅兰菊荷', (hashint8extended(n, 3) & 65535)::int % 40 + 1, 1) $$`

/** Matters, clocks, custody, desks and journal of one batch. Ids sort by the time of opening, as the program's do. */
function batch(first: number, last: number, all: number): string {
  const base = `create temp table born on commit drop as
    select g, (lpad(to_hex((extract(epoch from opened) * 1000)::bigint), 12, '0') || '7' || lpad(to_hex(g % 4096), 3, '0') || '8' || lpad(to_hex(g), 15, '0'))::uuid as id,
      opened, opened + (1 + g % 7) * interval '1 day' as closed, pg_temp.person(g) as name,
      p.*, 'bench-' || p.n || '-2026-' || lpad(g::text, 8, '0') as number, g > ${all} - ${all} * ${openPerThousand} / 1000 as is_open
    from (select g::bigint as g, timestamptz '2025-01-02 09:00+08' + (g::float8 / ${all}) * interval '684 days' as opened from generate_series(${first}, ${last}) g) s
    join place p on p.n = g % (select count(*) from place)`
  const matter = `insert into matter (tenant_id, id, org_path, office, number, kind, service, service_version, state, version, first_post, first_staff, holder_post, holder_staff,
      facts, title, opened_at, closed_at, chain)
    select '${demoTenant}', b.id, b.path, b.office, b.number, m.kind, null, null, case when is_open then 'open' else 'answered' end, ${linesPerMatter}, b.counter, b.clerk,
      b.counter, b.clerk, m.facts || jsonb_build_object('name', b.name), b.name || '：想办理失业登记', b.opened,
      case when is_open then null else b.closed end, m.chain from born b, model m`
  const word = `insert into matter_word (tenant_id, matter_id, office, words)
    select '${demoTenant}', id, office, pg_temp.grams(number, name || '：想办理失业登记')
      || array['#' || g, '#2026-' || g, '#' || n || '-2026-' || g, '#bench-' || n || '-2026-' || g] from born`
  const clock = `insert into clock (tenant_id, matter_id, name, limit_is, is_now, started_at, due_at, yellow_at, stopped_at, extensions, provisional, calendar)
    select '${demoTenant}', b.id, c.name, c.limit_is, case when is_open then 'running' else 'stopped' end, b.opened, b.opened + interval '40 days', b.opened + interval '30 days',
      case when is_open then null else b.closed end, c.extensions, c.provisional, c.calendar from born b, model_clock c`
  const custody = `insert into custody (tenant_id, matter_id, seq, how, post, staff, since) select '${demoTenant}', id, 1, 'held', counter, clerk, opened from born`
  const desk = `insert into desk (tenant_id, post, matter_id, org_path, why, clock, due_at, yellow_at, late)
    select '${demoTenant}', counter, id, path, 'hold', 'answer', opened + interval '40 days', opened + interval '30 days', false from born where is_open`
  const journal = `insert into journal (tenant_id, matter_id, seq, at, actor, actor_post, acting_for, as_whom, move, clauses, from_state, to_state, says, input, given, after_hash, prev_hash, hash)
    select '${demoTenant}', b.id, l.n, b.opened + l.n * interval '1 hour', b.clerk, b.counter, null, l.as_whom, l.move, l.clauses, l.from_state, l.to_state, l.says, l.input, l.given,
      l.after_hash, l.prev_hash, l.hash from born b, line l where l.n <= ${linesPerMatter} order by b.g, l.n`
  return `begin; ${base}; ${matter}; ${word}; ${clock}; ${custody}; ${desk}; ${journal}; commit`
}
