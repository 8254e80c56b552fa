import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { testServer } from '#apps/server/testing.ts'
import { demoOffice, demoPath, demoTenant } from '#office/seed.ts'
import { placeKeys, windowKeys } from '#rules/figures/contract.ts'

// 测试数据

const s = await testServer('satisfaction')
const keys = [...windowKeys, ...placeKeys]

/** A month as the job would have kept it. */
async function month(day: string, sums: Readonly<Record<string, number>>): Promise<void> {
  await s.owner.query(
    `insert into figure_place_month (tenant_id, office, day, org_path, ${keys.join(', ')})
     values ($1, $2, $3, $4, ${keys.map((key) => sums[key] ?? 0).join(', ')})`,
    [demoTenant, demoOffice('sljd'), day, demoPath('sljd')],
  )
}
const page = async (office = 'sljd') => (await s.app.inject({ url: `/satisfaction?office=${office}` })).body
const cells = (html: string, title: string): string[] => {
  const row = html.split('<tr>').find((one) => one.includes(`>${title}</th>`)) ?? ''
  return [...row.matchAll(/<td[^>]*>([^<]*)<\/td>/g)].map(([, words = '']) => words)
}

before(async () => {
  await month('2026-08-01', { done: 4, kept: 4, visits: 30, rated: 12, level5: 10, level3: 1, level2: 1 })
  await month('2026-09-01', { done: 5, kept: 4, late: 1, visits: 20, rated: 3, level5: 2, level1: 1 })
  await month('2026-10-01', { done: 6, kept: 6, visits: 20, rated: 8, level4: 8 })
})

test('参评率和满意率放在一起；评价少的月份和相邻的合并，看不出是谁评的（10.5.1）', async () => {
  const html = await page()
  assert.deepEqual(cells(html, '2026年8月'), ['30次', '12次', '40%', '91.7%', '10', '0', '1', '1', '0'])
  assert.deepEqual(cells(html, '2026年9月至2026年10月'), ['40次', '11次', '27.5%', '90.9%', '2', '8', '0', '0', '1'])
  assert.doesNotMatch(html.split('按期办结</h3>')[0]!, /<th scope="row">2026年9月<\/th>/)
})

test('按期办结逐月公开，超期一件就不是百分之百（6.0）', async () => {
  const html = await page()
  const kept = html.split('<h3>按期办结</h3>')[1] ?? ''
  assert.deepEqual(cells(kept, '2026年9月'), ['5件', '4件', '80%'])
  assert.deepEqual(cells(kept, '2026年8月'), ['4件', '4件', '100%'])
})

test('评价太少的单位不公布；首页有这一页（6.0、10.5.1）', async () => {
  assert.match(await page('ybjd'), /不到10次，还不能公布/)
  assert.match((await s.app.inject({ url: '/' })).body, /href="\/satisfaction"/)
})
