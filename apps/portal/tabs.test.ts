import assert from 'node:assert/strict'
import { test } from 'node:test'
import sharp from 'sharp'
import { testHall } from '#apps/hall/testing.ts'
import { query, typed, uploader } from '#apps/portal/testing.ts'
import { hardship, unemployed } from '#apps/server/forms.ts'
import { visitorCode } from '#matter/visitor.ts'

const hall = await testHall('tabs')
const { post, send, as, world, owner } = hall
const upload = uploader(hall)
const get = (url: string, cookie: string) => send('GET', url, { headers: { cookie } })
const photo = await sharp({ create: { width: 20, height: 20, channels: 3, background: '#888' } })
  .jpeg()
  .toBuffer()

type Page = Awaited<ReturnType<typeof as>>['body']
type Form = { readonly action: string; readonly named: string }

/** The forms of a page as this tab has them, each with the number that it was shown for. */
const formsOf = (html: string): readonly Form[] =>
  [...html.matchAll(/<form [^>]*method="post" action="([^"]+)"[^>]*>([\s\S]*?)<\/form>/g)].map(
    ([, action = '', inner = '']) => ({
      action: action.replaceAll('&amp;', '&'),
      named: /name="draft-number" value="([^"]+)"/.exec(inner)?.[1] ?? /[?&]of=([^&]+)/.exec(action)?.[1] ?? '',
    }),
  )

const named = (html: string, path: string): Form =>
  formsOf(html).find(({ action }) => action.split('?')[0] === path) ?? assert.fail(`没有 ${path}`)

/** Leaving, asking and taking up again concern no matter in particular, or name it themselves. */
const free = ['/apply/leave', '/track/leave', '/apply/resume', '/track', '/look']

async function draft(service: string, form: Readonly<Record<string, unknown>>) {
  const { cookie } = await post(`/apply/${service}`, { office: 'sljd', site: '' })
  for (let round = 0; round < 3; round += 1)
    await post('/apply/form', query([...typed(form), ['go', 'next']]), { cookie })
  const page = (await get('/apply/form', cookie)).text
  return {
    cookie,
    page,
    number: /[\w]+-W-2026-\d{6}/.exec(page)?.[0] ?? '',
    code: /查询码 <span class="code">([0-9A-Z]{8})</.exec(page)?.[1] ?? '',
  }
}

const kept = async () =>
  (
    await owner.query(`select number, state, cipher, (select count(*)::int from application_file f where f.application = a.id) as files
     from application a order by number`)
  ).rows

test('两个标签页各开一份申请：每张表只对自己那份起作用，弄错了不做、说清楚、填的不丢 (1.3、8.1)', async () => {
  const a = await draft('JY01', unemployed)
  const pages = [a.page, (await get('/apply/materials', a.cookie)).text, (await get('/apply/check', a.cookie)).text]
  assert.equal((await upload('/apply/materials', a.cookie, 'identity', photo)).status, 303)
  pages.push((await get('/apply/materials', a.cookie)).text)
  for (const { action, named } of pages.flatMap(formsOf))
    if (!free.includes(action)) assert.equal(named, a.number, `${action} 说明是哪一份`)

  const b = await draft('JY02', hardship)
  const { cookie } = b
  const before = await kept()
  const [form = '', , check = '', shown = ''] = pages
  const picture = /\/apply\/picture\/([0-9a-f-]{36})/.exec(shown)?.[1] ?? ''
  const of = (page: string, path: string) => ({ 'draft-number': named(page, path).named })
  const answers = [
    await post('/apply/form', { ...of(form, '/apply/form'), name: '改名（测试数据）', go: 'save' }, { cookie }),
    await upload(named(shown, '/apply/materials').action, cookie, 'identity', photo),
    await post('/apply/unpicture', { ...of(shown, '/apply/unpicture'), picture }, { cookie }),
    await post('/apply/check', { ...of(check, '/apply/check'), truly: 'yes' }, { cookie }),
    await post('/apply/discard', of(form, '/apply/discard'), { cookie }),
  ]
  for (const { status, text } of answers) {
    assert.equal(status, 409, text)
    assert.ok(text.includes(`属于申请${a.number}，这个浏览器后来打开的是申请${b.number}`), text)
  }
  assert.deepEqual(await kept(), before, '两份都没有变')
  for (const [, to = ''] of shown.matchAll(/href="(\/apply\/(?:check|form)\?[^"]+)"/g))
    assert.equal((await get(to.replaceAll('&amp;', '&'), cookie)).status, 409, to)

  const sealed = /name="typed" value="([^"]+)"/.exec(answers[0]?.text ?? '')?.[1] ?? ''
  const back = await post('/apply/resume', { number: a.number, code: a.code, typed: sealed })
  assert.equal(back.status, 303, back.text)
  assert.ok((await get('/apply/form', back.cookie)).text.includes('value="改名（测试数据）"'), '填的存到了自己那份')
})

async function move(page: Page, name: string, input: object = {}): Promise<Page> {
  const moved = await as('wang', 'POST', `/api/matters/${page.matter.id}/moves/${name}`, {
    version: page.matter.version,
    ...input,
  })
  assert.equal(moved.status, 200, moved.text)
  return moved.body
}

/** A case that was told what is wanting, opened by its code in a tab of its own. */
async function told() {
  const opened = await as('wang', 'POST', '/api/matters', { kind: 'case', input: { service: 'JY02', form: hardship } })
  assert.equal(opened.status, 201, opened.text)
  const { id, number } = opened.body.matter
  const { properties } = opened.body.offers.find((offer: Page) => offer.move === 'check').input
  const rows = (name: string) => properties[name]['x-rows'].filter((row: Page) => !row.machine)
  const checked = await move(opened.body, 'check', {
    materials: rows('materials').map((row: Page) =>
      row.id === 'household' ? { id: row.id, result: 'missing', reason: '没有交' } : { id: row.id, result: 'ok' },
    ),
    conditions: rows('conditions').map((row: Page) => ({ id: row.id, result: 'yes' })),
  })
  await move(checked, 'notify')
  const tab = await post('/track', { number, code: visitorCode(world.keys, id) })
  assert.equal(tab.status, 200, tab.text)
  return { number: String(number), page: tab.text, cookie: tab.cookie }
}

test('两个标签页各查一件：撤回、补材料、补正、日历都不会落到另一件上 (8.4)', async () => {
  const a = await told()
  const answer = (await get('/track/answer', a.cookie)).text
  assert.equal((await upload(named(answer, '/track/answer').action, a.cookie, 'household', photo)).status, 303)
  const shown = (await get('/track/answer', a.cookie)).text
  for (const { action, named } of [a.page, shown].flatMap(formsOf))
    if (!free.includes(action)) assert.equal(named, a.number, action)
  const b = await told()
  const { cookie } = b
  const story = async () =>
    (
      await owner.query(`select number, state, version from matter where number = any($1) order by number`, [
        [a.number, b.number],
      ])
    ).rows
  const [states, files] = [await story(), await kept()]
  const of = (path: string) => ({ 'draft-number': named(path === '/track/withdraw' ? a.page : shown, path).named })
  const picture = /\/track\/picture\/([0-9a-f-]{36})/.exec(shown)?.[1] ?? ''
  const typedWords = '不想办了（测试数据）'
  const withdrawn = await post(
    '/track/withdraw',
    { ...of('/track/withdraw'), reason: typedWords, sure: 'yes' },
    { cookie },
  )
  const sent = await post('/track/send', { ...of('/track/send'), note: typedWords }, { cookie })
  for (const { text } of [withdrawn, sent]) assert.ok(text.includes(`readonly>${typedWords}<`), '填的还在页上')
  for (const { status, text } of [
    withdrawn,
    sent,
    await upload(named(shown, '/track/answer').action, cookie, 'household', photo),
    await post('/track/unpicture', { ...of('/track/unpicture'), picture }, { cookie }),
    await get(`/track/deadlines.ics?of=${a.number}`, cookie),
    await get(`/track/answer?of=${a.number}`, cookie),
  ]) {
    assert.equal(status, 409, text)
    assert.ok(text.includes(`刚才那一页是${a.number}的，这个浏览器后来打开的是${b.number}`), text)
  }
  assert.deepEqual([await story(), await kept()], [states, files], '两件都没有变')
  const right = await post('/track/withdraw', { 'draft-number': b.number, reason: typedWords, sure: 'yes' }, { cookie })
  assert.equal(right.status, 303, right.text)
})
