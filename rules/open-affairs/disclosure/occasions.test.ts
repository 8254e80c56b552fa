import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hardship, reviewOf, unemployed } from '#apps/server/forms.ts'
import { type Page, testServer } from '#apps/server/testing.ts'
import { places } from '#matter/jobs.ts'
import { demoOffice, demoPath, demoTenant } from '#office/seed.ts'
import { compare } from './compare.ts'
import { openItem, openList } from './public.ts'

const s = await testServer('disclosure_occasions', '2026-11-02T09:30:00+08:00')
const place = { tenant: demoTenant, path: demoPath('cs') }

async function run() {
  const [found] = await places(s.world)
  assert.ok(found)
  const done = await compare(s.world, found.scope, found.office)
  assert.deepEqual(done.troubled, [])
  return done
}
const found = async (topic: string) =>
  (
    await s.owner.query(
      'select matter_id as id, subject, state, due_at, live_until::text as until from disclosure where topic = $1',
      [topic],
    )
  ).rows
const look = (id: string) => s.call<Page>('head', 'GET', `/api/matters/${id}`)

test('办件一公示就要上网，一个工作日内，不写姓名，公示期满自动撤下 (1.4, 1.5)', async () => {
  const opened = await s.open('wang', 'case', { service: 'JY02', form: hardship })
  const checked = await s.move('wang', opened, 'check', reviewOf(opened))
  const accepted = await s.move('wang', checked, 'accept')
  const first = await s.move('wang', accepted, 'pass-firstReview', { opinion: '情况属实' })
  const noticed = await s.move('zhao', first, 'pass-secondReview', { opinion: '比对无误' })
  assert.equal(noticed.status, 200, JSON.stringify(noticed))
  await run()
  const [duty] = await found('notice')
  assert.equal(duty.subject, noticed.matter.number)
  assert.equal(duty.due_at.toISOString(), '2026-11-03T09:00:00.000Z')
  const page = await look(duty.id)
  const drafted = await s.move('head', page, 'draft')
  assert.equal(drafted.status, 200, JSON.stringify(drafted))
  const sent = await s.move('head', drafted, 'submit')
  const done = await s.move('district', sent, 'approve')
  assert.equal(done.matter.stateLabel, '公开中，渠道待补')
  const open = await openList(s.db, place, demoOffice('sljd'), s.now())
  assert.deepEqual(
    open.map(({ topic, label, clause }) => [topic, label, clause]),
    [['notice', '办件公示', '1.5']],
  )
  const whole = await openItem(s.db, place, duty.id, s.now())
  assert.match(whole?.text ?? '', new RegExp(noticed.matter.number))
  assert.doesNotMatch(whole?.text ?? '', new RegExp(hardship.name))
  s.setClock('2026-11-30T09:00:00+08:00')
  assert.deepEqual(await openList(s.db, place, demoOffice('sljd'), s.now()), [])
  await run()
  assert.deepEqual(
    (await found('notice')).map(({ state }) => state),
    ['archived'],
  )
  assert.equal((await run()).opened, 0)
})

test('上月的办理结果按事项公开件数，没有个人信息，一月一件 (1.4)', async () => {
  const contact = await s.open('wang', 'case', { service: 'JY01', form: unemployed })
  const checked = await s.move('wang', contact, 'check', reviewOf(contact))
  await s.move('wang', checked, 'finish')
  s.setClock('2026-12-01T09:00:00+08:00')
  await run()
  const [month] = await found('outcome')
  assert.deepEqual([month.subject, month.state], ['2026-11', 'due'])
  const page = await s.call<Page>('city', 'GET', `/api/matters/${month.id}`)
  assert.match(String(page.matter.facts['text']), /2026年11月本单位和下级单位共办结1件：\n失业登记：1件/)
  await run()
  assert.equal((await found('outcome')).length, 1)
})

test('登记簿可查、可导出；照片要先上传；旁边的单位看不见 (1.6, 6.3)', async () => {
  const list = await s.call<{ rows: { id: string }[]; next: string | null }>(
    'head',
    'GET',
    '/api/disclosures?stage=pending',
  )
  assert.equal(list.rows.length, 8)
  const sheet = await s.app.inject({ url: '/api/disclosures.xlsx', headers: { cookie: await s.signIn('head') } })
  assert.equal(sheet.statusCode, 200)
  assert.equal((await s.call('sun', 'GET', `/api/disclosures?office=${demoOffice('sljd')}`)).status, 404)
  const [duty] = await found('posts')
  const mine = (
    await s.owner.query("select matter_id as id from disclosure where topic = 'posts' and office = $1", [
      demoOffice('sljd'),
    ])
  ).rows[0]
  assert.ok(duty && mine)
  const drafted = await s.move('head', await look(mine.id), 'draft')
  const done = await s.move('district', await s.move('head', drafted, 'submit'), 'approve')
  const show = { channel: 'board', on: '2026-12-01', how: '公告栏' }
  const without = await s.refused('wang', done, 'show', { ...show, photos: ['01900000-0000-7000-8000-00000000aaaa'] })
  assert.deepEqual([without.status, without.clause], [422, '1.6'])
  const early = await s.refused('wang', done, 'show', { ...show, on: '2026-11-30' })
  assert.deepEqual([early.status, early.clause], [422, '1.6'])
  assert.equal((await s.move('wang', done, 'show', show)).matter.stateLabel, '公开中')
})
