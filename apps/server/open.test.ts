import assert from 'node:assert/strict'
import { test } from 'node:test'
import { places } from '#matter/jobs.ts'
import { verify } from '#matter/verify.ts'
import { demoOffice, demoPath, demoTenant } from '#office/seed.ts'
import { compare } from '#rules/open-affairs/disclosure/compare.ts'
import { openList } from '#rules/open-affairs/disclosure/public.ts'
import { tellOpen } from './story/open.ts'
import { scope } from './story/teller.ts'
import { testServer } from './testing.ts'

test('演示的街道所已公开七项，只差工作纪律；系统再对一遍，不再另起 (1.2.a, 1.2.g)', async (t) => {
  const s = await testServer('story_open', '2026-11-23T09:30:00+08:00')
  const begun = performance.now()
  await tellOpen(s.world, s.now())
  t.diagnostic(`${Math.round(performance.now() - begun)} ms`)
  const street = demoOffice('sljd')
  const open = await openList(s.db, { tenant: demoTenant, path: demoPath('cs') }, street, s.now())
  assert.deepEqual(open.map(({ topic }) => topic).sort(), [
    'complaints',
    'posts',
    'powers',
    'promises',
    'rules',
    'scope',
    'staff',
  ])
  const [found] = await places(s.world)
  assert.ok(found)
  await compare(s.world, found.scope, found.office)
  const own = await s.owner.query('select count(*)::int as n from disclosure where office = $1', [street])
  assert.equal(own.rows[0].n, 8)
  // What the office has made public stands on the portal, topic by topic, and in its feed (1.6).
  const page = async (url: string) => {
    const { statusCode, body } = await s.app.inject({ url, headers: { accept: 'text/html' } })
    return { statusCode, body }
  }
  const list = await page(`/open?office=${street}`)
  assert.equal(list.statusCode, 200)
  for (const word of ['岗位职责', '服务承诺', '投诉和监督渠道']) assert.match(list.body, new RegExp(`<h3>${word}</h3>`))
  assert.doesNotMatch(list.body, /工作纪律/)
  const one = await page(`/open/${open[0]?.id}`)
  assert.match(one.body, /服务制度第1\.2\.[a-h]条/)
  assert.match((await page('/open.atom')).body, new RegExp(`<id>[^<]*/open/${open[0]?.id}</id>`))
  assert.equal((await page('/open/019aa000-0000-7000-8000-000000000000')).statusCode, 404)
  const wrong: string[] = []
  await verify(s.db, scope, ({ says, number }) => wrong.push(`${number}: ${says}`))
  assert.deepEqual(wrong, [])
})
