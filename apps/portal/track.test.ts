import assert from 'node:assert/strict'
import { test } from 'node:test'
import sharp from 'sharp'
import { testHall } from '#apps/hall/testing.ts'
import { uploader } from '#apps/portal/testing.ts'
import { hardship } from '#apps/server/forms.ts'
import { visitorCode } from '#matter/visitor.ts'

const hall = await testHall('track')
const { post, send, as, world, owner, pass } = hall
const get = (url: string, cookie: string) => send('GET', url, { headers: { cookie } })
const photo = await sharp({ create: { width: 20, height: 20, channels: 3, background: '#888' } })
  .jpeg()
  .toBuffer()

type Page = Awaited<ReturnType<typeof as>>['body']

/** A case at the window, reviewed with these materials missing, and told in one go. */
async function noticed(missing: readonly string[]): Promise<{ page: Page; number: string; code: string }> {
  const opened = await as('wang', 'POST', '/api/matters', { kind: 'case', input: { service: 'JY02', form: hardship } })
  assert.equal(opened.status, 201, opened.text)
  const { id, number } = opened.body.matter
  const { properties } = opened.body.offers.find((offer: Page) => offer.move === 'check').input
  const rows = (name: string) => properties[name]['x-rows'].filter((row: Page) => !row.machine)
  const checked = await move(opened.body, 'check', {
    materials: rows('materials').map((row: Page) =>
      missing.includes(row.id) ? { id: row.id, result: 'missing', reason: '没有交' } : { id: row.id, result: 'ok' },
    ),
    conditions: rows('conditions').map((row: Page) => ({ id: row.id, result: 'yes' })),
  })
  const page = missing.length > 0 ? await move(checked, 'notify') : checked
  return { page, number, code: visitorCode(world.keys, id) }
}

async function move(page: Page, name: string, input: object = {}, who: 'wang' | 'head' = 'wang'): Promise<Page> {
  const moved = await as(who, 'POST', `/api/matters/${page.matter.id}/moves/${name}`, {
    version: page.matter.version,
    ...input,
  })
  assert.equal(moved.status, 200, moved.text)
  return moved.body
}

const uploading = uploader(hall)
const upload = (cookie: string, material: string, bytes = photo) => uploading('/track/answer', cookie, material, bytes)

test('一次性告知在网上看得到理由，文书能下载，一次补齐后由原经办人再审查（8.1、8.4）', async () => {
  const { page, number, code } = await noticed(['household', 'commitment'])
  const found = await post('/track', { number, code })
  for (const word of ['一次性告知（2026年11月23日）', '户口簿或居住证明', '没有交', '补交材料', '/track/sheets/'])
    assert.ok(found.text.includes(word), word)
  const { cookie } = found
  const [, sheet = ''] = /(\/track\/sheets\/[\w-]+\.pdf)/.exec(found.text) ?? []
  const pdf = await hall.app.inject({ url: sheet, headers: { cookie } })
  assert.deepEqual(
    [pdf.statusCode, pdf.headers['cache-control'], pdf.rawPayload.subarray(0, 4).toString()],
    [200, 'no-store', '%PDF'],
  )
  assert.equal((await get(sheet, '')).status, 401)

  const empty = await post('/track/send', { note: '' }, { cookie })
  assert.deepEqual([empty.status, empty.text.includes('还缺：户口簿或居住证明、就业状况书面承诺')], [422, true])
  assert.equal((await upload(cookie, 'household')).status, 303)
  assert.ok((await upload(cookie, 'identity')).text.includes('没有要这份材料'))
  assert.ok((await upload(cookie, 'household', Buffer.from('MZ'))).text.includes('只接受'))
  const odd = await post('/track/send', { note: '补齐了😀（测试数据）' }, { cookie })
  assert.equal(odd.status, 422)
  assert.match(odd.text, /印不出来[^<]*<\/p><textarea[^>]*>补齐了😀（测试数据）</)
  const half = await post('/track/send', {}, { cookie })
  assert.deepEqual([half.status, half.text.includes('还缺：就业状况书面承诺')], [422, true], '不能分几次补')
  assert.equal((await upload(cookie, 'commitment')).status, 303)
  const answer = await get('/track/answer', cookie)
  const [, picture = ''] = /\/track\/picture\/([0-9a-f-]{36})/.exec(answer.text) ?? []
  assert.equal((await get(`/track/picture/${picture}`, cookie)).status, 200)
  const sent = await Promise.all([1, 2].map(() => post('/track/send', { note: '已补齐（测试数据）' }, { cookie })))
  assert.deepEqual(
    sent.map(({ status }) => status).sort(),
    [303, 303].sort(),
    JSON.stringify(sent.map(({ text }) => text.slice(0, 200))),
  )
  const after = await as('wang', 'GET', `/api/matters/${page.matter.id}`)
  assert.equal(after.body.matter.state, 'reviewing')
  assert.equal(after.body.journal.filter((line: Page) => line.move === 'resupply').length, 1)
  assert.ok(after.body.journal.some((line: Page) => line.says.includes('服务对象网上提交补正材料 2 项')))
  const list = await as('wang', 'GET', `/api/matters/${page.matter.id}/materials`)
  assert.equal(list.body.rows.length, 2)
  assert.equal((await post('/track/send', {}, { cookie })).status, 303, '补过就不再要')
})

test('材料也可以是PDF：原样加密保存，同一份只存一次，只能下载、不在网页里打开；责任人在工作台看得到（8.1、8.2）', async () => {
  const { page, number, code } = await noticed(['household'])
  const { cookie } = await post('/track', { number, code })
  const pdf = Buffer.from('%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n测试数据\n%%EOF\n')
  const acts = Buffer.from('%PDF-1.4\n1 0 obj\n<< /OpenAction << /S /JavaScript /JS (x) >> >>\nendobj\n%%EOF\n')
  const no = await upload(cookie, 'household', acts)
  assert.deepEqual([no.status, no.text.includes('带有程序、附件或者会自己执行的动作')], [422, true])
  for (let n = 0; n < 2; n += 1) assert.equal((await upload(cookie, 'household', pdf)).status, 303)
  const { rows } = await owner.query(`select size, cipher from application_file where type = 'pdf'`)
  assert.deepEqual([rows.length, rows[0].size], [1, pdf.length])
  assert.ok(!rows[0].cipher.includes(pdf.toString('base64').slice(0, 20)))
  const answer = await get('/track/answer', cookie)
  assert.ok(answer.text.includes('第1份（PDF）'), answer.text)
  const [url = ''] = /\/track\/picture\/[0-9a-f-]{36}/.exec(answer.text) ?? []
  const saved = async (from: string, by: string, name: string) => {
    const { headers, rawPayload } = await hall.app.inject({ url: from, headers: { cookie: by } })
    assert.deepEqual(
      [headers['content-type'], headers['content-disposition'], headers['x-content-type-options']],
      ['application/pdf', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`, 'nosniff'],
    )
    assert.equal(headers['content-security-policy'], "default-src 'none'; sandbox")
    assert.ok(rawPayload.equals(pdf))
  }
  await saved(url, cookie, '户口簿或居住证明.pdf')
  assert.equal((await post('/track/send', { note: '' }, { cookie })).status, 303)
  const list = await as('wang', 'GET', `/api/matters/${page.matter.id}/materials`)
  assert.deepEqual([list.body.rows[0].type, list.body.rows[0].name], ['pdf', '户口簿或居住证明'])
  await saved(list.body.rows[0].url, await hall.cookieOf('wang'), `${number} 户口簿或居住证明.pdf`)
})

test('用编号和留下的电话只能看，不能办；编号、电话哪个错都一样答', async () => {
  const { number } = await noticed(['household'])
  const found = await post('/track', { number, phone: hardship.mobile })
  assert.equal(found.status, 200, found.text)
  for (const word of ['一次性告知', '户口簿', '请用查询码查询']) assert.ok(found.text.includes(word), word)
  for (const word of ['/track/sheets/', '/track/answer', '撤回申请']) assert.ok(!found.text.includes(word), word)
  const { cookie } = found
  assert.equal((await get('/track/answer', cookie)).status, 303)
  assert.equal((await post('/track/withdraw', { reason: '不办了', sure: 'yes' }, { cookie })).status, 401)
  const other = `${number.slice(0, -1)}9`
  const wrong = await post('/track', { number, phone: '13700000001' })
  const none = await post('/track', { number: other, phone: hardship.mobile })
  assert.deepEqual([wrong.status, none.status], [404, 404])
  assert.equal(wrong.text.replaceAll(number, ''), none.text.replaceAll(other, ''))
})

test('期限前能自己撤回；没写原因、没勾确定的不撤；受理以后不能（8.4）', async () => {
  const { page, number, code } = await noticed(['household'])
  const { cookie } = await post('/track', { number, code })
  const odd = await post('/track/withdraw', { reason: '不办了😀', sure: 'yes' }, { cookie })
  assert.equal(odd.status, 422)
  assert.match(odd.text, /<details open>[\s\S]*印不出来[^<]*<\/p><textarea[^>]*>不办了😀</)
  const unsure = await post('/track/withdraw', { reason: '不办了' }, { cookie })
  assert.deepEqual([unsure.status, unsure.text.includes('请写明原因')], [422, true])
  assert.equal((await post('/track/withdraw', { reason: '不办了（测试数据）', sure: 'yes' }, { cookie })).status, 303)
  const after = await get('/track/matter', cookie)
  assert.ok(after.text.includes('申请人已撤回'), after.text)
  const shown = await as('wang', 'GET', `/api/matters/${page.matter.id}`)
  assert.ok(shown.body.journal.at(-1).says.includes('撤回'))
  const again = await post('/track/withdraw', { reason: '再撤', sure: 'yes' }, { cookie })
  assert.equal(again.status, 409)
})

test('延期和不予受理，写明理由和怎样申请复查（7.5、8.4）', async () => {
  const one = await noticed([])
  let page = await move(one.page, 'accept')
  page = await move(page, 'ask-extension', { amount: 5, reason: '需要上门核实（测试数据）', taken: '已联系社区' })
  await move(page, 'extend', { opinion: '同意', told: 'call' }, 'head')
  const longer = await post('/track', { number: one.number, code: one.code })
  for (const word of ['延长5个工作日', '需要上门核实（测试数据）', '延期办理告知书'])
    assert.ok(longer.text.includes(word), word)
  const two = await noticed(['household'])
  pass(30 * 24 * 60)
  const late = await post('/track', { number: two.number, code: two.code })
  assert.ok(!late.text.includes('/track/answer'), '期限过了不能再补')
  await move(two.page, 'refuse', { ground: 'not-made-good', reason: '一直没有补交户口簿（测试数据）' })
  const refused = await post('/track', { number: two.number, code: two.code })
  for (const word of ['结果和理由', '一直没有补交户口簿（测试数据）', '行政复议'])
    assert.ok(refused.text.includes(word), word)
  pass(-30 * 24 * 60)
})

test('日期存进自己的日历：凭同样的查询码，没有姓名（RFC 5545）', async () => {
  const { number, code } = await noticed(['household'])
  const { cookie } = await post('/track', { number, code })
  const answer = await hall.app.inject({ url: '/track/deadlines.ics', headers: { cookie } })
  assert.equal(answer.headers['content-type'], 'text/calendar; charset=utf-8')
  const unfolded = answer.body.replaceAll('\r\n ', '')
  for (const line of ['BEGIN:VCALENDAR', 'DTSTART;VALUE=DATE:20261207', 'SUMMARY:就业困难人员认定：补齐材料的最后一天'])
    assert.ok(unfolded.includes(`${line}\r\n`), unfolded)
  assert.ok(answer.body.split('\r\n').every((line) => Buffer.byteLength(line) <= 75))
  assert.ok(!unfolded.includes('测试乙'))
  assert.equal((await get('/track/deadlines.ics', '')).status, 401)
  assert.equal((await post('/track/leave', {}, { cookie })).cookie, 'shouwen-track=')
  const { rows } = await owner.query(`select count(*)::int as n from application where state = 'draft'`)
  assert.equal(rows[0].n, 0)
})

test('电话查询填错三次以后越等越久，号码和电话各算各的；对错、有无都一样答，同一刻试一百次也只算一次一次', async () => {
  const { number } = await noticed(['household'])
  let n = 0
  const claim = async (no: string, phone: string) => {
    const answer = await send('POST', '/track', {
      payload: new URLSearchParams({ number: no, phone }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      address: `10.1.${Math.floor(n / 250)}.${n++ % 250}`,
    })
    const [, waits = ''] = /请(\d+(?:分钟|小时))后再用电话查询/.exec(answer.text) ?? []
    return `${answer.status}${waits}`
  }
  const shape = async (no: string, phone: (k: number) => string) => {
    const seen: string[] = []
    for (const minutes of [0, 0, 0, 0, 1, 0, 5, 0, 15, 0, 60, 0, 24 * 60]) {
      pass(minutes)
      seen.push(await claim(no, phone(seen.length)))
    }
    return seen
  }
  const grows = ['404', '404', '404', '4291分钟', '404', '4295分钟', '404', '42915分钟', '404', '42960分钟', '404']
  const whole = [...grows, '42924小时', '404']
  const others = (k: number) => `137${String(10_000_000 + n * 100 + k)}`
  assert.deepEqual(await shape(number, others), whole, '有这个号码，电话每次都换')
  assert.deepEqual(await shape('sljd-B-2026-000901', others), whole, '没有这个号码，一样')
  pass(25 * 60)
  assert.deepEqual(await shape(`sljd-B-2026-0009${n}`, () => '13700000009'), whole, '电话不变')

  pass(25 * 60)
  for (const phone of ['13700000011', '13700000012', '13700000013']) assert.equal(await claim(number, phone), '404')
  assert.equal(await claim(number, hardship.mobile), '4291分钟', '关着门，填对了也不答')
  pass(1)
  assert.equal(await claim(number, hardship.mobile), '200', '过了时间，填对就看得到')
  pass(25 * 60)
  const burst = await Promise.all(Array.from({ length: 30 }, (_, k) => claim(`sljd-B-2026-0007${k}`, '13700000021')))
  assert.equal(burst.filter((one) => one === '404').length, 3, burst.join())
})
