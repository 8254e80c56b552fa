import assert from 'node:assert/strict'
import { test } from 'node:test'
import { enlist, listWords } from '#matter/listing.ts'
import { demoOffice, demoPath, demoTenant } from '#office/seed.ts'
import type { Tx } from '#platform/db/db.ts'
import { migrate, readMigrations } from '#platform/db/migrate.ts'
import { testDatabase } from '#platform/db/testing.ts'
import { payablePage } from './payables.ts'

/** 测试数据：改为批次拨付以前的贴息、培训补贴和社会保险补贴，升级以后一行不少。 */

const place = { id: demoOffice('sljd'), path: demoPath('sljd') }

/** With a sign that is read otherwise in a surname. */
const nameOf = (n: number) => (n === 21 ? '单测甲' : '单测乙')

/** What an office had before sums of institutions and banks went into batches: plain rows, as the program of then wrote them. */
const before = (path: string, place: string, tenant: string) => {
  const id = (n: number) => `01900000-0000-7000-8000-${String(n).padStart(12, '0')}`
  const bank = id(90)
  const at = `'${tenant}', '${path}', '${place}'`
  const loan = (n: number, facts: object) => `
    insert into matter (tenant_id, org_path, office, id, number, kind, state, version, first_post, first_staff, holder_post, holder_staff, facts, title, opened_at, chain)
    values (${at}, '${id(n)}', 'sljd-L-2025-00000${n}', 'loan', 'granted', 1, '${id(70)}', '${id(71)}', '${id(70)}', '${id(71)}', '${JSON.stringify(facts)}', '测试', '2025-08-01', '');
    insert into loan (tenant_id, org_path, office, matter_id, granted_on, fen, months, owed) values (${at}, '${id(n)}', '2025-08-01', 20000000, 24, 20000000)`
  const interest = (n: number, quarter: string, fen: number, handed = 'null, null, null') => `
    insert into loan_subsidy (tenant_id, org_path, office, matter_id, quarter, number, name, bank, contract, days, interest, taken, fen, share, approved_on, batch, handed_on, handed_by)
    values (${at}, '${id(n)}', '${quarter}', 'sljd-L-2025-00000${n}', '测试${n}', '测试银行示例支行', 'CS-${n}', 90, 225000, 225000, ${fen}, '1/2', '2026-01-05', ${handed})`
  const sum = (n: number, state: string) => `
    insert into payable (tenant_id, org_path, office, id, kind, matter, number, person, name, id_masked, from_month, to_month, count, fen, account_name, bank, account_masked,
      account_blind, account_field, state, approved_on)
    values (${at}, '${id(n)}', 'insurance', '${id(n)}', 'sljd-B-2026-0000${n}', 'p${n}', '${nameOf(n)}', '2202**12', '2025-07', '2025-12', 6, 300000, '${nameOf(n)}', '测试银行', '****0001',
      'b${n}', 'form.account', '${state}', '2026-01-05')`
  const batch = (n: number) => `
    insert into payment_batch (tenant_id, org_path, office, id, number, kind, until_day, state, owner, due_day, made_by, made_at, count, fen)
    values (${at}, '${id(n)}', 'B-${n}', 'insurance', '2026-01-05', 'open', '${id(71)}', '2026-01-31', '${id(71)}', '2026-01-06', 1, 300000)`
  const row = (b: number, n: number, state: string) => `
    insert into payment_row (tenant_id, batch, payable, org_path, state, fen, count) values ('${tenant}', '${id(b)}', '${id(n)}', '${path}', '${state}', 300000, 6)`
  const list = (n: number, state: string) => `
    insert into training_subsidy (tenant_id, org_path, office, id, class, number, payee, state, standard, source, people, total, enclosures, made_at, made_by, decided_at, decided_by)
    values (${at}, '${id(n)}', '${id(80)}', 'T-${n}', 'provider', '${state}', 150000, '测试', 1, 150000, '{}', '2026-01-05', '${id(71)}',
      ${['approved', 'handed'].includes(state) ? `'2026-01-06', '${id(72)}'` : 'null, null'});
    insert into training_subsidy_row (tenant_id, list, seat, org_path, blind, subject_key, name, id_masked, paper, amount, living)
    values ('${tenant}', '${id(n)}', '${id(n + 100)}', '${path}', 'b${n}', '护理:5', '测试', '', '证${n}', 150000, ${state !== 'returned'})`
  return [
    ...[loan(1, { grant: { bank } }), loan(2, { grant: { bank } }), loan(3, {})],
    interest(1, '2025-Q3', 35_000, `'移交1', '2026-01-08', '${id(71)}'`),
    ...[
      interest(1, '2025-Q4', 0),
      interest(1, '2026-Q1', 35_001),
      interest(2, '2026-Q1', 112_500),
      interest(3, '2026-Q1', 7),
    ],
    ...[sum(21, 'batched'), sum(22, 'waiting'), batch(31), batch(32)],
    ...[row(31, 21, 'struck'), row(32, 21, 'in')],
    `insert into training_class (tenant_id, org_path, office, id, number, service, subject_key, subject, name, institution, place, phone, hours, places, from_day, until_day, state,
       keeper, authors, made_at, made_by, asked_at, decided_at, decided_by, ended_at, reason)
     values (${at}, '${id(80)}', 'C-1', 'JY14', '护理:5', '护理', '护理班', '${id(81)}', '测试路', '1', 12, 5, '2026-01-02', '2026-01-03', 'closed', '${id(71)}', '{}', '2026-01-01', '${id(71)}',
       '2026-01-01', '2026-01-01', '${id(72)}', '2026-01-04', '办完')`,
    ...['made', 'checked', 'approved', 'handed', 'returned'].map((state, n) => list(41 + n, state)),
  ]
}

test('改为批次拨付以前的数据库升级：由不是超级用户的属主执行，一行不少；贴息列入待拨付，按编号、银行名称和首字母查得到；批准过的培训名册重新批准（7.4）', async () => {
  const old = await testDatabase('payees-before', { migrations: readMigrations().filter(({ name }) => name < '0045') })
  for (const text of before(place.path, place.id, demoTenant)) await old.owner.query(text)
  const inOld = <T>(work: (tx: Tx) => Promise<T>) =>
    old.db.transaction({ tenant: demoTenant, paths: [demoPath('cs')] }, work)
  const told = (n: number) => ({ number: `sljd-B-2026-0000${n}`, names: [nameOf(n)] })
  const idOf = (n: number) => `01900000-0000-7000-8000-${String(n).padStart(12, '0')}`
  await inOld(async (tx) => enlist(tx, demoTenant, { list: 'payable', id: idOf(21), scope: place.id }, told(21)))
  const tables = [
    'matter',
    'loan',
    'loan_subsidy',
    'payable',
    'payment_batch',
    'payment_row',
    'training_class',
    'training_subsidy',
    'training_subsidy_row',
    'list_word',
  ]
  type Kept = Readonly<Record<string, unknown>>
  const rowsOf = async (table: string) =>
    (await old.owner.query<{ row: Kept }>(`select to_jsonb(t) as row from ${table} t order by t::text`)).rows.map(
      ({ row }) => row,
    )
  const were = await Promise.all(tables.map(rowsOf))

  // An owner under the policies, as where the database is somebody else's.
  await old.owner.query(`do $$ declare one text; begin
    if not exists (select from pg_roles where rolname = 'plain_owner') then create role plain_owner login password 'plain'; end if;
    for one in select format('%I', relname) from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') loop
      execute 'alter table ' || one || ' owner to plain_owner';
    end loop;
    execute 'grant create on schema public to plain_owner';
  end $$`)
  const plain = new URL(old.ownerUrl)
  plain.username = 'plain_owner'
  plain.password = 'plain'
  if (plain.searchParams.has('user')) plain.searchParams.set('user', 'plain_owner')
  if (plain.searchParams.has('password')) plain.searchParams.set('password', 'plain')
  assert.equal((await migrate(plain.href)).includes('0045_payees'), true)

  const has = (now: readonly Kept[], row: Kept, but: readonly string[] = []) =>
    now.some((one) =>
      Object.entries(row).every(
        ([key, value]) => but.includes(key) || JSON.stringify(one[key]) === JSON.stringify(value),
      ),
    )
  for (const [n, table] of tables.entries()) {
    const now = await rowsOf(table)
    // What was approved and not handed over is approved anew.
    const but =
      table === 'training_subsidy' ? ['state', 'decided_at', 'decided_by'] : table === 'loan_subsidy' ? ['payment'] : []
    for (const row of were[n]!) assert.ok(has(now, row, but), `${table}: ${JSON.stringify(row)}`)
    const more = { payable: 2, list_word: 3 }[table] ?? 0
    assert.equal(now.length, were[n]!.length + more, table)
  }
  const query = async (text: string) => (await old.owner.query<{ says: string }>(text)).rows.map(({ says }) => says)
  assert.deepEqual(
    await query(
      `select number || ' ' || state || ' ' || (decided_by is not null) as says from training_subsidy order by number`,
    ),
    [...['T-41 made false', 'T-42 checked false', 'T-43 checked false', 'T-44 handed true', 'T-45 returned false']],
  )
  assert.deepEqual(
    await query(
      `select right(number, 1) || ' ' || quarter || ' ' || payment as says from loan_subsidy order by number, quarter`,
    ),
    [...['1 2025-Q3 before', '1 2025-Q4 none', '1 2026-Q1 waiting', '2 2026-Q1 waiting', '3 2026-Q1 waiting']],
  )
  assert.deepEqual(
    await query(
      `select right(number, 1) || ' ' || claim || ' ' || state || ' ' || fen || ' ' || (unit = '${idOf(90)}') as says from payable where kind = 'interest' order by 1`,
    ),
    [...['1 2026-Q1 waiting 35001 true', '2 2026-Q1 waiting 112500 true']],
  )
  assert.deepEqual(
    await query(
      `select number || ' ' || coalesce(batch_number, '-') as says from payable where kind = 'insurance' order by number`,
    ),
    [...['sljd-B-2026-000021 B-32', 'sljd-B-2026-000022 -']],
  )
  const open = `select relname as says from pg_class where relrowsecurity and not relforcerowsecurity`
  assert.deepEqual(await query(open), [], 'every wall stands again')

  const found = async (q: string) =>
    (await inOld((tx) => payablePage(tx, demoTenant, [place.id], { q }, 10)))
      .map(({ number }) => number.slice(-1))
      .toSorted()
  for (const q of ['示例支行', 'csy', '测试银行', '示 银行']) assert.deepEqual(await found(q), ['1', '2'], q)
  for (const q of ['sljd-L-2025-000002', '2025-2', 'L-2025-000002']) assert.deepEqual(await found(q), ['2'], q)
  assert.deepEqual(await found('sc'), ['1', '2'], 'persons too, the one of before without words as well')
  const { rows } = await old.owner.query<{ number: string; name: string; words: string[] }>(
    `select p.number, p.name, w.words from payable p join list_word w on w.list = 'payable' and w.entry = p.id`,
  )
  for (const { number, name, words } of rows)
    assert.deepEqual(words.toSorted(), listWords('payable', { number, names: [name] }).toSorted(), name)
})
