import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { testServer } from '#apps/server/testing.ts'
import { initialsOf, nameInitials } from '#core/initials.ts'
import { listWords } from '#matter/listing.ts'
import { demoOffice, demoPath, demoTenant } from '#office/seed.ts'
import { splitStatements } from '#platform/db/split.ts'

/** What is typed over a list of thousands, against the same looked for line by line; and the words of what lay there before. 测试数据. */

const s = await testServer('relief-search', '2026-11-23T09:30:00+08:00')
type Row = { readonly number: string; readonly employer: string; readonly creditCode: string; readonly person: string }
type List = { readonly rows: readonly (Row & { readonly id: string })[]; readonly next: string | null }

await s.owner.query(
  `insert into tax_relief (tenant_id, id, org_path, office, matter_id, number, nth, service, employer, credit_code, person, masked, blind, year,
     from_month, until_month, months, certified_at)
   select $1, ('01900000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, case when n % 1000 = 7 then $4 else $2 end::ltree, case when n % 1000 = 7 then $5 else $3 end::uuid,
     ('01900000-0000-7000-9000-' || lpad(n::text, 12, '0'))::uuid, '220202001-JY10-2026-' || lpad(n::text, 6, '0'), 1, 'JY10',
     case when n % 5 = 0 then '测试 Ａ１贸易（吉林）有限公司' when n % 7 = 0 then '单县测试50%商行' else '测试第' || n || '厂' end, '91220201MA' || lpad((n * 37)::text, 8, '0'),
     case when n = 4711 then '曾测喆' when n % 3 = 0 then '测试一' when n % 500 = 1 then '单测验' else '测试' || n end, '220202********0012', 'blind' || n, 2026, '2026-01', '2026-06', 6, '2026-11-20T09:00:00+08:00'
   from generate_series(1, 6000) n`,
  [demoTenant, demoPath('sljd'), demoOffice('sljd'), demoPath('ybjd'), demoOffice('ybjd')],
)
/** As the migration does it with what it finds there. */
const migration = readFileSync('platform/db/migrations/0039_words.sql', 'utf8')
for (const text of splitStatements(migration)) if (/^do /.test(text)) await s.owner.query(text)

/** The first three pages. */
const list = async (who: string, q: string) => {
  const found: (Row & { readonly id: string })[] = []
  for (let after: string | null = '', pages = 0; after !== null && pages < 3; pages += 1) {
    const address: string = `/api/reliefs?q=${encodeURIComponent(q)}${after && `&after=${after}`}`
    const { rows, next }: List = await s.call<List>(who, 'GET', address)
    found.push(...rows)
    after = next
  }
  return found
}
const { rows: all } = await s.owner.query<Row & { office: string }>(
  `select number, employer, credit_code as "creditCode", person, office from tax_relief order by id desc`,
)
const numbers = (rows: readonly Row[]) => rows.slice(0, 150).map(({ number }) => number)

test('the words of what lay there before are those that are written today', async () => {
  const { rows } = await s.owner.query<Row & { words: string[] }>(
    `select r.number, r.employer, r.credit_code as "creditCode", r.person, w.words from tax_relief r join list_word w on w.list = 'tax_relief' and w.entry = r.id`,
  )
  assert.equal(rows.length, all.length)
  for (const { number, employer, creditCode, person, words } of rows)
    assert.deepEqual(
      words.toSorted(),
      listWords('tax_relief', { number, names: [employer, person], texts: [creditCode] }).toSorted(),
    )
})

/** The rare, the frequent, what is in none; digits, a single sign, signs that would be wildcards, blanks and capitals. */
const typed = [
  ...[
    '曾测喆',
    '喆',
    '测喆',
    '测试一',
    '测试',
    '厂',
    '试',
    '第 1',
    '测试　4711',
    '第17 JY10',
    '喆 没有',
    '第17',
    '吉林）有限',
    '50%',
    '%',
    '_',
    '\\',
    '测试 Ａ',
    'Ａ１贸易',
  ],
  ...['7', '26', '004711', '4711', 'jy10', 'JY10-2026-00', '2026', '220202001', '-00', 'ma0', '91220201MA00174307'],
  ...['没有的人', '6001', 'zz', 'x'],
]
for (const q of typed)
  test(`${q}: every line that has all of it is found, page by page`, async () => {
    const words = q.toLowerCase().split(/\s+/)
    const own = all.filter(({ office }) => office === demoOffice('sljd'))
    const expected = own.filter(({ number, employer, creditCode, person }) =>
      words.every((word) => [number, employer, creditCode, person].some((text) => text.toLowerCase().includes(word))),
    )
    assert.deepEqual(numbers(await list('wang', q)), numbers(expected))
  })

const named = (letters: string) => (row: Row) =>
  [initialsOf(row.employer), ...nameInitials(row.person)].some((one) => one.startsWith(letters))
for (const q of ['ccz', 'zcz', 'scy', 'dcy', 'cs', 'csy', 'CSD'])
  test(`${q}: names are found by their initials`, async () => {
    const own = all.filter(({ office }) => office === demoOffice('sljd'))
    assert.deepEqual(numbers(await list('wang', q)), numbers(own.filter(named(q.toLowerCase()))))
  })

test('a number is found by its end without the noughts', async () => {
  assert.deepEqual(numbers(await list('wang', '2026-4711')), ['220202001-JY10-2026-004711'])
  const both = [
    '220202001-JY10-2026-000047',
    ...all.map(({ number }) => number).filter((one) => one.includes('JY10-2026-0047')),
  ]
  assert.deepEqual(numbers(await list('wang', 'JY10-2026-0047')), both.toSorted().toReversed())
  assert.deepEqual(numbers(await list('wang', 'jy10-2026-9')), ['220202001-JY10-2026-000009'])
})

test('another office finds its own by the same words, and nothing of this one', async () => {
  assert.deepEqual(numbers(await list('qian', '5007')), ['220202001-JY10-2026-005007'])
  assert.deepEqual(await list('qian', '曾测喆'), [])
  assert.deepEqual(await list('wang', '第5007'), [])
})

test('nothing sealed or covered is among the words', async () => {
  const { rows } = await s.owner.query(`select from list_word where array_to_string(words, ' ') ~ '[*]|blind'`)
  assert.deepEqual(rows, [])
})
