import type pg from 'pg'
import { demoOffice, demoPath, demoTenant } from '#office/seed.ts'
import { readMigrations } from '#platform/db/migrate.ts'
import { splitStatements } from '#platform/db/split.ts'

/** An office by its place in `place`: the first is the big one, the others hang below invented districts of the same city. */
export const bigOffice = { id: demoOffice('sljd'), path: demoPath('sljd') }
/** A district of twenty offices, and the whole city. */
export const district = `${demoPath('cs')}.b3`
export const city = demoPath('cs')

/** What the questions name: offices, a round and an area of it, a class, and one who has done very little. */
export type Known = {
  readonly inCity: readonly string[]
  readonly inDistrict: readonly string[]
  readonly round: string
  readonly area: string
  readonly klass: string
  readonly stranger: string
  /** What was last seen by somebody who has read nearly to the end of a list. */
  readonly far: string
}

/** So many offices; three rows of ten lie at the big one. */
const places = 200
/** Of a roll so many sit in one class, of a batch so many are paid. */
const [perClass, perBatch] = [30, 200]

/** The tables that are filled, in this order. */
const tables = [
  'matter',
  'matter_word',
  'list_word',
  'enrolment',
  'seeker',
  'vacancy',
  'market_word',
  'referral',
  'tax_relief',
  'subsidy_claim',
  'payable',
  'payment_batch',
  'payment_row',
  'survey_round',
  'survey_entry',
  'training_class',
  'training_applicant',
  'training_seat',
  'import_job',
  'audit',
]

/**
 * Fills the lists of the programs as the owner, each with so many rows: nearly all of them long done with, a few in each of
 * the states that somebody looks for. 测试数据: every name begins with 测试. Indexes are made anew at the end.
 */
export async function shelve(owner: pg.Client, rows: number, say: (line: string) => void): Promise<void> {
  const from = performance.now()
  await owner.query(
    `set session_replication_role = replica; set synchronous_commit = off; set maintenance_work_mem = '1GB'; set row_security = off`,
  )
  const { rows: indexes } = await owner.query<{ name: string; made: string }>(
    `select indexname as name, indexdef as made from pg_indexes
     where schemaname = 'public' and tablename = any($1) and indexname not in (select conname from pg_constraint)`,
    [tables],
  )
  for (const { name } of indexes) await owner.query(`drop index ${name}`)
  await owner.query(ground)
  const words = [demoTenant, bigOffice.id, bigOffice.path, city, String(places), String(perClass), String(perBatch)]
  for (const [what, text] of Object.entries(fillings)) {
    await owner.query(ready(text, words, rows))
    say(`${what}, ${Math.round((performance.now() - from) / 1000)} s`)
  }
  // What the lists are searched by is told as the migration tells it of what it finds.
  const told = readMigrations().find(({ name }) => name === '0039_words')
  for (const text of splitStatements(told?.text ?? '')) if (text.startsWith('do $$')) await owner.query(text)
  say(`words, ${Math.round((performance.now() - from) / 1000)} s`)
  for (const { made } of indexes) await owner.query(made)
  await owner.query('set session_replication_role = origin')
  await owner.query('vacuum analyze')
  say(`indexed and analysed, ${Math.round((performance.now() - from) / 1000)} s`)
}

/** What lies there that somebody may ask for. */
export async function knownOf(owner: pg.Client): Promise<Known> {
  const { rows } = await owner.query<{ known: Known }>(
    `select jsonb_build_object('inCity', (select jsonb_agg(distinct office) from payment_batch),
       'inDistrict', (select jsonb_agg(distinct office) from payment_batch where org_path <@ '${district}'),
       'round', md5('bench round 0')::uuid, 'area', md5('bench office 77')::uuid,
       'stranger', md5('bench staff 0-97')::uuid, 'klass', (select class from training_seat limit 1),
       'far', (select id from subsidy_claim where office = '${bigOffice.id}' order by id limit 1 offset 2000)) as known`,
  )
  const [row] = rows
  if (!row) throw new RangeError('nothing was filled')
  return row.known
}

/** Each `:name` is what it stands for. */
function ready(
  text: string,
  [tenant, big, bigPath, top, offices, seats, paid]: readonly string[],
  rows: number,
): string {
  const stands: Record<string, string> = {
    tenant: `'${tenant}'::uuid`,
    big: `'${big}'::uuid`,
    bigPath: `'${bigPath}'::ltree`,
    top: `'${top}'`,
    ...{ offices: offices ?? '', seats: seats ?? '', paid: paid ?? '', rows: String(rows) },
  }
  return text.replaceAll(/(?<!:):(\w+)/g, (whole, name: string) => stands[name] ?? whole)
}

/** Ids sort by the time they were made, as the program's do; a person's name and a place are drawn by the number of the row. */
const ground = `
create or replace function pg_temp.id(g bigint, what int default 0) returns uuid language sql immutable as
$$ select (lpad(to_hex(1735779600000 + g * 59000), 12, '0') || '7' || lpad(to_hex(what), 3, '0') || '8' || lpad(to_hex(g), 15, '0'))::uuid $$;
create or replace function pg_temp.draw(g bigint, what int, many int) returns int language sql immutable as
$$ select ((hashint8extended(g, what) & 1048575) % many)::int $$;
create or replace function pg_temp.person(g bigint) returns text language sql immutable as
$$ select '测试' || substr('甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥', pg_temp.draw(g, 1, 22) + 1, 1)
  || substr('甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥', pg_temp.draw(g, 2, 22) + 1, 1)
  || substr('甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥', pg_temp.draw(g, 3, 22) + 1, 1) $$;
create or replace function pg_temp.staff(n int, nth int) returns uuid language sql immutable as $$ select md5('bench staff ' || n || '-' || nth)::uuid $$;
create or replace function pg_temp.grams(variadic texts text[]) returns text[] language sql immutable as
$$ select array(select distinct substr(t, i, 2) from unnest(texts) t, generate_series(1, length(t) - 1) i) $$`

/** The rows that everything is made of: of \`n\` the number of the office, \`who\` one of its people, \`name\` of whom it tells. */
const drawn = `(select g, p.*, pg_temp.id(g) as id, pg_temp.person(g) as name, pg_temp.staff(p.n, pg_temp.draw(g, 5, case when p.n = 0 then 60 else 5 end)) as who,
    pg_temp.draw(g, 6, 100000) as luck, 'bench-' || p.n || '-2026-' || lpad(g::text, 8, '0') as number, timestamptz '2025-01-02 09:00+08' + g * interval '59 seconds' as at
  from generate_series(1, :rows) g join place p on p.n = case when pg_temp.draw(g, 7, 10) < 3 then 0 else 1 + pg_temp.draw(g, 8, :offices - 1) end)`

const day = `(date '2025-01-02' + (g * 690 / :rows)::int)`
const ink = `(lpad('', 64, md5(g::text)))`

const fillings: Readonly<Record<string, string>> = {
  places: `create temp table place as select 0 as n, :big as office, :bigPath as path union all
    select n, md5('bench office ' || n)::uuid, (:top || '.b' || n / 20 || '.o' || n)::ltree from generate_series(1, :offices - 1) n; analyze place`,
  matters: `insert into matter (tenant_id, id, org_path, office, number, kind, service, service_version, state, version, first_post, first_staff, holder_post, holder_staff,
      facts, title, opened_at, closed_at, chain)
    select :tenant, id, path, office, number, 'enrolment', 'JY01', '1', case when luck < 20000 then 'registered' else 'left' end, 3, office, who, office, who,
      jsonb_build_object('name', name, 'idNumber', jsonb_build_object('masked', '测试*', 'blind', md5(g::text))), name || '：失业登记', at,
      case when luck < 20000 then null else at + interval '90 days' end, ${ink} from ${drawn} b;
    insert into matter_word (tenant_id, matter_id, office, words)
    select :tenant, id, office, pg_temp.grams(name || '：失业登记') || array['#' || g, '#2026-' || g] from ${drawn} b`,
  enrolment: `insert into enrolment (tenant_id, matter_id, org_path, office, service, number, name, category, state, closed, holder, holder_staff, registered, since,
      until_day, ended_on, reason, contacted, due_at)
    select :tenant, id, path, office, case when luck % 50 = 0 then 'JY02' else 'JY01' end, number, name, case when luck % 400 = 1 then 'disabled' else 'other' end,
      case when luck < 10 then 'suspended' when luck < 20000 then 'registered' else 'left' end, luck >= 20000, office, who, ${day}, ${day},
      null, null, null, ${day}, case when luck >= 20000 then 'infinity' else at + interval '400 days' end from ${drawn} b`,
  seekers: `insert into seeker (tenant_id, id, org_path, office, case_id, number, person, post, staff, state, data, shares, months, valid_until, wanted, others, skills, place,
      areas, kinds, education, skill, pay_low, start_from, made_at, changed_at)
    select :tenant, id, path, office, id, number, md5(g::text), office, who, case when luck < 9 then 'placed' when luck < 5000 then 'open' else 'ended' end,
      jsonb_build_object('name', name, 'note', '测试数据'), true, 6, case when luck < 4990 then date '2027-03-01' + luck % 60 when luck < 4995 then date '2026-11-25' else ${day} end, '测试岗位', '{}', '{}', '测试区', '{}',
      case when luck % 30 = 3 then array['part'] else array['full'] end, 3, 0, 2000, ${day}, at, at from ${drawn} b;
    insert into market_word (tenant_id, entry, keys)
    select :tenant, id, array(select 'S' || w from unnest(pg_temp.grams(name)) w) || array['S测试', 's岗位', 'S' || lpad((g % 100)::text, 2, '0')] from ${drawn} b`,
  vacancies: `insert into vacancy (tenant_id, id, org_path, office, service, case_id, line, number, post, authors, state, data, headcount, filled, kind, education, skill, pay_unit,
      pay_low, pay_top, place, areas, terms, from_day, until_day, submitted_at, due_day, reviewer, reviewed_at, made_at, changed_at)
    select :tenant, pg_temp.id(g, 1), path, office, 'JY03', id, 0, number, office, array[who],
      case when luck < 5 then 'draft' when luck < 10 then 'waiting' when luck < 3000 then 'published' when luck < 3010 then 'withdrawn' else 'filled' end,
      jsonb_build_object('jobTitle', name, 'note', '测试数据'), 1, 0, case when luck % 30 = 3 then 'part' else 'full' end, 0, 0, 'month', 2000, 4000, '测试区', '{}', '{}',
      case when luck between 2990 and 2994 then date '2027-01-02' else ${day} end, case when luck < 2980 then date '2027-03-01' when luck < 2985 then date '2026-11-25' when luck < 2990 then date '2026-10-01' else date '2027-05-01' end,
      at, case when luck between 5 and 9 then ${day} end, pg_temp.staff(n, 99), at, at, at from ${drawn} b;
    insert into market_word (tenant_id, entry, keys)
    select :tenant, pg_temp.id(g, 1), array(select 'V' || w from unnest(pg_temp.grams(name)) w) || array['V测试', 'v岗位'] from ${drawn} b`,
  referrals: `insert into referral (tenant_id, matter_id, org_path, office, number, seeker, vacancy, name, company, job, state, is_open, post, opened_at)
    select :tenant, id, path, office, number, id, pg_temp.id(g, 1), name, '测试公司', '测试岗位',
      case when luck < 10 then 'hired' when luck < 300 then 'offered' else 'ended' end, luck between 10 and 299, office, at from ${drawn} b`,
  'tax reliefs': `insert into tax_relief (tenant_id, id, org_path, office, matter_id, number, nth, service, employer, credit_code, person, masked, blind, year, from_month, until_month,
      months, certified_at)
    select :tenant, id, path, office, id, number, 1, case when luck % 20 = 0 then 'JY11' else 'JY10' end, '测试公司', '测试', name, '测试*', md5(g::text), 2025 + (g * 2 / (:rows + 1))::int,
      '2026-01', '2026-06', 6, at from ${drawn} b`,
  claims: `insert into subsidy_claim (tenant_id, id, org_path, office, number, person, name, id_masked, kind, from_month, to_month, months, state, parts, fen, term, term_says,
      left_after, source, made_at)
    select :tenant, id, path, office, number, md5(g::text), name, '测试*', 'difficult', '2026-01', '2026-06', 6,
      case when luck < 5 then 'removed' when luck < 10 then 'elsewhere' when luck < 500 then 'reserved' when luck < 520 then 'released' else 'granted' end,
      '[]', 120000, 36, '测试', 30, '测试数据', at from ${drawn} b`,
  payables: `insert into payable (tenant_id, id, org_path, office, kind, matter, number, person, name, id_masked, count, fen, account_name, bank, account_masked, account_blind,
      account_field, state, approved_on, due_day)
    select :tenant, id, path, office, case when luck % 500 = 7 then 'interest' when luck % 10 = 1 then 'training' else 'insurance' end, id, number, md5(g::text), name, '测试*', 6, 120000, name, '测试银行', '测试*', md5(g::text), 'f',
      case when luck < 5 then 'refused' when luck < 10 then 'returned' when luck < 15 then 'withdrawn' when luck < 500 then 'waiting' when luck < 1000 then 'batched' else 'paid' end,
      ${day}, case when luck between 5 and 9 then ${day} end from ${drawn} b`,
  batches: `insert into payment_batch (tenant_id, id, org_path, office, number, kind, until_day, state, owner, due_day, made_by, made_at, count, fen, hash, frozen_by, approved_by)
    select :tenant, id, path, office, 'P' || number, case when g % 40 = 7 then 'interest' else 'insurance' end, ${day},
      case when g < 20 then 'dissolved' when luck < 500 then 'open' else 'settled' end, who, ${day}, who, at, :paid, 1, case when g < 20 or luck < 500 then null else 'h' end, who,
      case when g < 20 or luck < 500 then null else pg_temp.staff(n, 98) end from ${drawn} b where g <= :rows / :paid;
    insert into payment_row (tenant_id, batch, payable, org_path, state, fen, count, paid_on, account_name, bank, account_masked, account_blind, account_field)
    select :tenant, pg_temp.id(1 + g % (:rows / :paid)), id, path, case when luck < 30 then 'returned' else 'paid' end, 120000, 6, ${day}, name, '测试银行', '测试*', md5(g::text), 'f' from ${drawn} b`,
  rounds: `insert into survey_round (tenant_id, id, office, title, from_day, until_day, service_version, basis, notice, check_share, checker, state, made_by, made_at)
    select :tenant, md5('bench round ' || r)::uuid, :big, '测试调查' || r, '2026-01-01', '2026-12-31', 1, '测试', '测试', 5, pg_temp.staff(0, 0), 'open', pg_temp.staff(0, 0), now() from generate_series(0, 9) r;
    insert into survey_entry (tenant_id, id, org_path, round, area, kind, outcome, number, name, facts, sealed, people, reason, method, staff, surveyed_on, entered_at, version, sent_as,
      digest, check_state)
    select :tenant, id, path, md5('bench round ' || case when luck % 10 < 5 then 0 else luck % 10 end)::uuid, office, case when luck % 20 = 7 then 'enterprise' else 'household' end,
      case when luck < 10 then 'moved' when luck < 300 then 'refused' else 'answered' end, number, name, '{}', '{}', 3, '', 'visit', case when luck < 20 then pg_temp.staff(0, 97) else who end, ${day}, at, 1,
      id, '测试', case when luck between 20 and 29 then 'differs' when luck between 30 and 500 then 'agrees' when luck between 501 and 520 then 'drawn' end from ${drawn} b`,
  training: `insert into training_class (tenant_id, id, org_path, office, number, service, subject_key, subject, name, institution, place, phone, hours, places, from_day, until_day, state, keeper, authors,
      made_at, made_by, terms, ended_at, reason)
    select :tenant, id, path, office, number, case when luck % 100 = 1 then 'JY15' else 'JY14' end, 'k' || luck % 50, '测试工种', '测试班' || g, office, '测试', '测试', 40, :seats, date '2025-01-02' + (g * 690 * :seats / :rows)::int, date '2025-02-02' + (g * 690 * :seats / :rows)::int,
      case when g < 20 then 'cancelled' when luck < 1000 then 'draft' when luck < 20000 then 'approved' else 'closed' end, who, array[who], at, who, '{}', case when g < 20 or luck >= 20000 then at end, null from ${drawn} b where g <= :rows / :seats;
    insert into training_applicant (tenant_id, id, org_path, office, number, service, subject_key, subject, name, blind, id_masked, phone_masked, provider, way, approved_at, state)
    select :tenant, id, path, office, number, 'JY14', 'k' || luck % 50, '测试工种', name, md5(g::text), '测试*', '测试*', '', 'provider', at, case when luck < 1000 then 'waiting' else 'done' end from ${drawn} b;
    insert into training_seat (tenant_id, id, class, org_path, applicant, number, name, blind, id_masked, phone_masked, way, state, joined_at, joined_by)
    select :tenant, id, pg_temp.id(1 + g % (:rows / :seats)), path, id, number, name, md5(g::text), '测试*', '测试*', 'provider', 'in', at, who from ${drawn} b`,
  imports: `insert into import_job (tenant_id, id, org_path, office, kind, file, digest, state, made_by, made_at, beat_at, ended_at, emptied)
    select :tenant, id, path, office, 'survey', '测试.xlsx', md5(g::text), 'done', case when luck < 5 then pg_temp.staff(0, 97) else who end, at, at, at, true from ${drawn} b`,
  audit: `insert into audit (tenant_id, day, seq, at, staff_id, what, about, succeeded, says, previous, hash)
    select :tenant, ${day}, 1000 + g, at, case when luck < 6 then pg_temp.staff(0, 97) else who end, case when luck < 6 then 'bench-rare' when luck % 3 = 0 then 'sign-in' when luck % 3 = 1 then 'reveal' else 'register-export' || luck % 40 end,
      case when luck between 6 and 12 then pg_temp.staff(0, 97)::text else md5(g::text) end, luck % 200 <> 0, '测试数据', ${ink}, ${ink} from ${drawn} b`,
}
