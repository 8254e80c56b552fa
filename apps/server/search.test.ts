import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contactForm } from './forms.ts'
import { testServer } from './testing.ts'

const s = await testServer('search', '2026-11-23T09:30:00+08:00')

type Answer = {
  readonly rows: readonly { readonly number: string }[]
  readonly others: readonly { readonly group: string; readonly label: string; readonly says: string }[]
}
type Office = { readonly posts: readonly { readonly name: string; readonly A: { readonly name: string } | null }[] }
const find = (who: string, q: string) => s.call<Answer>(who, 'GET', `/api/search?q=${encodeURIComponent(q)}`)

const visitor = (await s.open('wang', 'contact', { ...contactForm, name: '曾测试' })).matter.number
const other = (await s.open('qian', 'contact', { ...contactForm, name: '曾测验' })).matter.number

/** What is typed, by whom, and the matter that is found: by words, by initials of the name (both readings of the surname), by any end of its number. */
const table: readonly (readonly [string, string, string | null])[] = [
  ['wang', '曾测试', visitor],
  ['wang', '测试', visitor],
  ['wang', 'zcs', visitor],
  ['wang', 'ZCS', visitor],
  ['wang', 'ccs', visitor],
  ['wang', 'zc', visitor],
  ['wang', 'cs', null],
  ['wang', visitor, visitor],
  ['wang', visitor.slice(5), visitor],
  ['wang', visitor.slice(7), visitor],
  ['wang', visitor.slice(-4), visitor],
  ['wang', 'zcy', null],
  ['wang', '曾测验', null],
  ['wang', other, null],
  ['qian', 'zcy', other],
]

for (const [who, q, number] of table)
  test(`${who} finds ${number ?? 'nothing'} by ${q}`, async () => {
    const { rows } = await find(who, q)
    assert.equal(rows.find((row) => row.number === number)?.number ?? null, number, JSON.stringify(rows))
    if (number === null) assert.ok(rows.every((row) => row.number !== visitor || who === 'qian'))
  })

test('services by name, code and initials; colleagues by name and post; bodies to send somebody to', async () => {
  const labels = async (who: string, q: string, group: string) =>
    (await find(who, q)).others.filter((one) => one.group === group).map(({ label }) => label)
  assert.deepEqual(await labels('wang', 'jyknry', '服务事项'), ['JY02 就业困难人员认定'])
  assert.deepEqual(await labels('wang', 'JY09', '服务事项'), ['JY09 创业担保贷款'])
  assert.deepEqual(await labels('wang', '小额', '服务事项'), ['JY09 创业担保贷款'])
  const { posts } = await s.call<Office>('wang', 'GET', '/api/office')
  const post = posts.find(({ A }) => A !== null)
  assert.ok((await labels('wang', post?.name ?? '', '工作人员')).includes(post?.A?.name ?? ''))
})

test('colleagues of another district are not shown', async () => {
  const all = await s.call<Office>('qian', 'GET', '/api/office')
  const name = all.posts.flatMap(({ A }) => A?.name ?? [])[0] ?? ''
  assert.notEqual(name, '')
  assert.ok((await find('qian', name)).others.some(({ label }) => label === name))
  assert.ok((await find('wang', name)).others.every(({ label }) => label !== name))
})
