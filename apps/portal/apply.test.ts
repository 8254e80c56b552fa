import assert from 'node:assert/strict'
import { test } from 'node:test'
import sharp from 'sharp'
import { testHall } from '#apps/hall/testing.ts'
import { type Answers, query, typed, uploader } from '#apps/portal/testing.ts'
import { hardship, unemployed } from '#apps/server/forms.ts'
import { caseForms } from '#house/cases.ts'
import { places } from '#matter/jobs.ts'
import { replayMatters } from '#matter/replay.ts'
import { demoStaff, demoTenant } from '#office/seed.ts'
import { sql } from '#platform/db/db.ts'
import { removeStale } from '#rules/quality-service/application/store.ts'

const hall = await testHall('apply')
const { post, send, as, world, owner, pass, db } = hall
const upload = uploader(hall)

const remove = sql<{ readonly id: string }>(
  'test.remove-application',
  `delete from application where tenant_id = $1 and matter_id = $2 returning id`,
)

const forms: Readonly<Record<string, Answers>> = {
  ...{ JY01: unemployed, JY02: hardship, ...caseForms },
  JY06: { ...caseForms['JY06'], firstMeeting: '2026-12-01' },
}

const get = (url: string, cookie: string) => send('GET', url, { headers: { cookie } })
const number = (text: string) => /[\w]+-W-2026-\d{6}/.exec(text)?.[0] ?? ''
const code = (text: string) => /查询码 <span class="code">([0-9A-Z]{8})</.exec(text)?.[1] ?? ''
const matterNumber = (text: string) => /编号 <span class="code">([\w-]+)</.exec(text)?.[1] ?? ''

/** Begins an application; the browser's cookie. */
async function begin(service: string, office = 'sljd'): Promise<string> {
  const begun = await post(`/apply/${service}`, { office, site: '' })
  assert.equal(begun.status, 303, begun.text)
  return begun.cookie
}

/** Fills the form as far as it asks, round by round: what depends on an answer is asked after it. */
async function fill(cookie: string, form: Answers): Promise<number> {
  for (let round = 1; round <= 4; round += 1) {
    const next = await post('/apply/form', query([...typed(form), ['go', 'next']]), { cookie })
    if (next.status === 303) return round
    assert.equal(next.status, 422, next.text)
    if (round === 4) assert.fail(next.text.slice(next.text.indexOf('alert'), next.text.indexOf('alert') + 900))
  }
  return 0
}

/** Applies for a service and sends it; the page of the receipt. */
async function apply(service: string, form: Answers = forms[service] ?? {}) {
  const cookie = await begin(service)
  await fill(cookie, form)
  for (const page of ['form', 'materials', 'check']) {
    const seen = await get(`/apply/${page}`, cookie)
    assert.equal(seen.status, 200, `${service} ${page}：${seen.text}`)
  }
  const sent = await post('/apply/check', { truly: 'yes' }, { cookie })
  assert.equal(sent.status, 303, sent.text)
  const done = await get('/apply/done', cookie)
  assert.equal(done.status, 200, done.text)
  return { cookie, done, number: matterNumber(done.text), code: code(done.text) }
}

const photo = await sharp({ create: { width: 2600, height: 1200, channels: 3, background: '#888' } })
  .jpeg()
  .withExif({ IFD0: { Copyright: '测试数据' } })
  .toBuffer()

test('十五项服务都能在网上提出（1.3）：按各自的表填写，提交后有编号、查询码、首问责任人和期限（2.1）', async () => {
  for (const { code: service, name } of world.catalogue.list()) {
    if (service === 'JY04') continue
    const { done, number: given, code: secret } = await apply(service)
    assert.match(given, /^sljd-B-2026-\d{6}$/, service)
    assert.equal(secret.length, 8)
    assert.ok(done.text.includes(name), service)
    assert.match(done.text, /首问责任人<\/dt><dd>[王吴郑]./, service)
    assert.match(done.text, /期限到|时限到/, service)
    const { rows } = await owner.query('select facts, first_staff, state from matter where number = $1', [given])
    assert.deepEqual([rows[0].state, rows[0].facts.online], ['reviewing', true], service)
  }
})

test('主动服务的事项不用申请：留下姓名电话，成为网上来的首问登记；同一页提交两次只有一件（2.1）', async () => {
  const page = await get('/apply/JY04', '')
  assert.ok(page.text.includes('不用申请'))
  const once = /name="once" value="([0-9a-f-]{36})"/.exec(page.text)?.[1] ?? ''
  const asked = {
    office: 'sljd',
    name: '测试甲',
    phone: '13800000000',
    words: '想参加调查（测试数据）',
    once,
    site: '',
  }
  const none = await post('/apply/JY04/ask', { ...asked, phone: '', office: '' })
  assert.deepEqual(
    [none.status, none.text.includes('请选择一个服务点'), none.text.includes('请填写联系电话')],
    [422, true, true],
  )
  const wrong = await post('/apply/JY04/ask', { ...asked, phone: '123' })
  assert.equal(wrong.status, 422, wrong.text)
  const first = await post('/apply/JY04/ask', asked)
  const second = await post('/apply/JY04/ask', asked)
  assert.deepEqual([first.status, second.status], [201, 201], first.text)
  assert.equal(matterNumber(first.text), matterNumber(second.text))
  const { rows } = await owner.query(`select facts from matter where number = $1`, [matterNumber(first.text)])
  assert.deepEqual([rows[0].facts.channel, rows[0].facts.inquiry], ['web', 'service'])
  assert.equal(
    (await owner.query(`select 1 from matter where facts->>'channel' = 'web' and kind = 'contact'`)).rowCount,
    1,
  )
})

test('填写中的内容加密保存，凭编号和查询码接着填；错的编号和错的查询码回答一样', async () => {
  const cookie = await begin('JY02')
  const saved = await post(
    '/apply/form',
    query([...typed({ name: '测试乙', idNumber: hardship.idNumber }), ['go', 'save']]),
    { cookie },
  )
  assert.equal(saved.status, 303)
  const form = await get('/apply/form?saved=yes', cookie)
  for (const word of ['已经保存', 'value="测试乙"', hardship.idNumber]) assert.ok(form.text.includes(word), word)
  const claim = { number: number(form.text), code: code(form.text) }
  const { rows } = await owner.query('select * from application where number = $1', [claim.number])
  assert.ok(!JSON.stringify(rows).includes('测试乙') && !JSON.stringify(rows).includes(hardship.idNumber))

  const back = await post('/apply/resume', { number: claim.number.toUpperCase(), code: claim.code.toLowerCase() })
  assert.equal(back.status, 303, back.text)
  assert.ok((await get('/apply/form', back.cookie)).text.includes('value="测试乙"'))
  const wrong = await post('/apply/resume', { ...claim, code: 'AAAAAAAA' })
  const other = `${claim.number.slice(0, -1)}9`
  const none = await post('/apply/resume', { number: other, code: claim.code })
  assert.deepEqual([wrong.status, none.status], [404, 404])
  assert.equal(wrong.text.replaceAll(claim.number, ''), none.text.replaceAll(other, ''))
  assert.equal((await get('/apply/form', '')).status, 401)
  assert.equal((await get('/apply/form', `${cookie.slice(0, -2)}xx`)).status, 401)
  pass(61)
  assert.equal((await get('/apply/form', back.cookie)).status, 401, '一小时后要重新输入')
  pass(-61)
})

test('填错的逐项一次说清，和窗口说的一样；要看前面怎么选的，选好再问（8.1、8.2）', async () => {
  const cookie = await begin('JY02')
  const bad = await post(
    '/apply/form',
    query([
      ...typed({ ...hardship, idNumber: '220203197512311018', mobile: '12', category: 'disabled' }),
      ['go', 'next'],
    ]),
    { cookie },
  )
  assert.equal(bad.status, 422)
  for (const word of ['href="#idNumber"', 'href="#mobile"', '还要接着填：<a href="#disabilityNumber">残疾人证号'])
    assert.ok(bad.text.includes(word), word)
  assert.ok(!bad.text.includes('请填写残疾人证号'), '还没有问过的不算填错')
  const second = await post('/apply/form', query([...typed({ category: 'disabled' }), ['go', 'next']]), { cookie })
  assert.ok(second.text.includes('请填写残疾人证号'), '问过还没有填的，才算')
  assert.ok(!(await get('/apply/form', await begin('JY02'))).text.includes('残疾人证号'))
  assert.equal((await get('/apply/check', cookie)).status, 303, '没有填对不能核对')
  assert.ok((await get('/apply/form?again=yes', cookie)).text.includes('href="#idNumber"'))
  const early = await post('/apply/check', { truly: 'yes' }, { cookie })
  assert.deepEqual([early.status, early.text.includes('公民身份号码')], [422, true], '也不能直接提交')
  const rows = await begin('JY05')
  const more = await post('/apply/form', query([...typed(forms['JY05'] ?? {}), ['more', 'members']]), { cookie: rows })
  assert.equal(more.status, 303)
  assert.ok((await get('/apply/form', rows)).text.includes('id="members.2.name"'), '再加一行')
})

test('名单要多少行有多少行：一次加一行或者五行，到这一栏自己的上限为止，不用JavaScript（1.3）', async () => {
  const cookie = await begin('JY10')
  const { hires, ...rest } = forms['JY10'] as { readonly hires: readonly Answers[] }
  const [hire = {}] = hires
  const put = (count: number, button: [string, string]) => {
    const all = Array.from({ length: count }, () => hire)
    return post('/apply/form', query([...typed({ ...rest, hires: all }), button]), { cookie })
  }
  const rowsOf = (text: string) => text.match(/<fieldset class="row"/g)?.length
  const five = await put(20, ['more', 'hires.5'])
  assert.equal(five.status, 303, five.text)
  const page = await get('/apply/form', cookie)
  assert.equal(rowsOf(page.text), 25, '第21行不再是到头')
  for (const word of ['最多填500行', '再加5行', '已有25行']) assert.ok(page.text.includes(word), word)
  const blank = ['hires.24.name', ''] satisfies [string, string]
  await post('/apply/form', query([...typed({ ...rest, hires: [hire] }), blank, ['more', 'hires.5']]), { cookie })
  assert.equal(rowsOf((await get('/apply/form', cookie)).text), 30, '还空着的25行不算完，再加就是30行')
  const saved = await put(498, ['more', 'hires.5'])
  assert.equal(saved.status, 303)
  const full = await get('/apply/form', cookie)
  assert.deepEqual([rowsOf(full.text), full.text.includes('再加')], [500, false])
  assert.equal((await put(501, ['go', 'save'])).status, 303)
  assert.equal(rowsOf((await get('/apply/form', cookie)).text), 500)
  const odd = await put(2, ['more', 'hires.400'])
  assert.equal(odd.status, 422, '只有一行和五行两种加法；别的当作“下一步”，照样逐项核对')
})

test('机器能判断的条件当场说明；不查档案，不透露谁登记过；仍然可以提交，由人审查（8.1、8.4）', async () => {
  const cookie = await begin('JY02')
  await fill(cookie, { ...hardship, idNumber: '220202199001010012', wantsWork: false })
  const page = await get('/apply/check', cookie)
  for (const word of ['有2个条件可能不符合', '没有就业要求的，不作认定', '未达到大龄年龄'])
    assert.ok(page.text.includes(word), word)
  assert.ok(!page.text.includes('已办理失业登记'), '登记过没有，网上不说')
  assert.equal((await post('/apply/check', { truly: 'yes' }, { cookie })).status, 303)
})

test('材料照片：重画、缩小、加密，看得见删得掉；不是照片的、太大的、太多的、没有这份材料的，不收（8.1）', async () => {
  const cookie = await begin('JY02')
  await fill(cookie, hardship)
  const page = await get('/apply/materials', cookie)
  for (const word of ['户口簿或居住证明', '解除劳动关系证明', 'type="file"']) assert.ok(page.text.includes(word), word)
  assert.ok(!page.text.includes('残疾人证'), '与本人情况无关的不要')
  assert.equal((await upload('/apply/materials', cookie, 'household', photo)).status, 303)
  const kept = await owner.query(`select * from application_file`)
  assert.equal(kept.rowCount, 1)
  assert.deepEqual([kept.rows[0].width, kept.rows[0].type], [2200, 'jpeg'])
  assert.ok(!kept.rows[0].cipher.includes(photo.subarray(0, 30).toString('base64')))
  const shown = await get('/apply/materials', cookie)
  const picture = /\/apply\/picture\/([0-9a-f-]{36})/.exec(shown.text)?.[1]
  const seen = await hall.app.inject({ url: `/apply/picture/${picture}`, headers: { cookie } })
  assert.deepEqual(
    [seen.statusCode, seen.headers['content-type'], seen.headers['cache-control']],
    [200, 'image/jpeg', 'no-store'],
  )
  assert.ok(!seen.rawPayload.includes('Copyright'))
  assert.equal((await get(`/apply/picture/${picture}`, await begin('JY02'))).status, 401, '别人的看不到')

  for (const [bytes, says] of [
    [Buffer.from('MZ\x90\x00program'), '只接受 JPEG、PNG、WebP 照片或者PDF'],
    [Buffer.from('<svg onload="alert(1)"/>'), '只接受 JPEG、PNG、WebP 照片或者PDF'],
    [Buffer.from('%PDF-1.7 1 0 obj << /S /JavaScript >> endobj %%EOF'), '为了安全不收'],
    [Buffer.concat([photo.subarray(0, 400)]), '照片已损坏'],
    [Buffer.alloc(0), '请先选一个文件'],
    [Buffer.alloc(8 * 1024 * 1024 + 10, 1), '文件不能超过8兆字节'],
  ] as const) {
    const no = await upload('/apply/materials', cookie, 'household', bytes)
    assert.deepEqual([no.status, no.text.includes(says)], [422, true], says)
  }
  const stranger = await upload('/apply/materials', cookie, 'nothing', photo)
  assert.deepEqual([stranger.status, stranger.text.includes('没有这份材料')], [422, true])
  const small = (width: number) =>
    sharp({ create: { width, height: 9, channels: 3, background: '#777' } })
      .png()
      .toBuffer()
  for (const n of [10, 11, 12, 13, 14, 14])
    assert.equal((await upload('/apply/materials', cookie, 'household', await small(n))).status, 303)
  const seventh = await upload('/apply/materials', cookie, 'household', await small(15))
  assert.ok(seventh.text.includes('最多上传6个文件'), '点两次的那张只算一张；第七个不收')
  assert.equal((await post('/apply/unpicture', { picture: picture ?? '' }, { cookie })).status, 303)
  assert.equal((await owner.query(`select 1 from application_file`)).rowCount, 5)
})

test('提交只有一次；提交后不能再改再删；责任人看得到材料，无关的人看不到，看过有记录（2.1、6.3、8.2）', async () => {
  const cookie = await begin('JY02')
  await fill(cookie, hardship)
  await upload('/apply/materials', cookie, 'household', photo)
  const untrue = await post('/apply/check', {}, { cookie })
  assert.deepEqual([untrue.status, untrue.text.includes('内容属实')], [422, true])
  const nobody = await post('/apply/check', { truly: 'yes', helper: 'CS999' }, { cookie })
  assert.deepEqual([nobody.status, nobody.text.includes('没有这个工号')], [422, true])
  const twice = await Promise.all(
    [1, 2, 3].map(() => post('/apply/check', { truly: 'yes', helper: 'cs002' }, { cookie })),
  )
  assert.deepEqual(
    twice.map(({ status }) => status),
    [303, 303, 303],
  )
  const done = await get('/apply/done', cookie)
  const { rows } = await owner.query(`select id, facts, title from matter where number = $1`, [matterNumber(done.text)])
  assert.equal(rows[0].title, '测试乙：就业困难人员认定（网上）')
  assert.equal((await owner.query(`select 1 from application where matter_id = $1`, [rows[0].id])).rowCount, 1)
  const { id } = rows[0]
  assert.equal((await post('/apply/form', { name: '改名' }, { cookie })).status, 303)
  assert.equal((await get('/apply/form', cookie)).status, 303)
  await assert.rejects(
    db.transaction({ tenant: demoTenant, paths: ['cs'] }, (tx) => tx.one(remove, [demoTenant, id])),
    '提交了的，数据库不让删',
  )
  const desk = await as('wu', 'GET', '/api/desk?limit=100')
  assert.ok(desk.body.rows.some((row: { id: string }) => row.id === id))
  const page = await as('wu', 'GET', `/api/matters/${id}`)
  assert.ok(page.body.journal[0].says.includes('网上申请就业困难人员认定'))
  assert.equal(page.body.matter.names[page.body.matter.facts.helper], '李二', '代办的工作人员有记录')
  const list = await as('wu', 'GET', `/api/matters/${id}/materials`)
  assert.deepEqual(
    list.body.rows.map((row: { name: string }) => row.name),
    ['户口簿或居住证明'],
  )
  assert.equal((await as('wu', 'GET', list.body.rows[0].url)).status, 200)
  assert.equal((await owner.query(`select 1 from audit where what = 'material-look'`)).rowCount, 1)
  assert.equal((await as('qian', 'GET', list.body.rows[0].url)).status, 404)
  assert.equal((await as('qian', 'GET', `/api/matters/${id}/materials`)).status, 404)
  const found = await db.read({ tenant: demoTenant, paths: ['cs'] }, (tx) => replayMatters(world, tx, demoTenant, [id]))
  assert.deepEqual(found, [], '按流水重做，结果一样')
  const pdf = await hall.app.inject({ url: '/apply/receipt.pdf', headers: { cookie } })
  assert.deepEqual([pdf.statusCode, pdf.rawPayload.subarray(0, 4).toString()], [200, '%PDF'])
})

test('不在办公时间提交：责任人从提交时起就有，期限从下次办公时间起算，明白告诉（2.1、7.3）', async () => {
  pass(11 * 60)
  const { done, number: given } = await apply('JY01')
  assert.ok(done.text.includes('提交时不在办公时间，办理时间从2026年11月24日'), done.text)
  const { rows } = await owner.query(
    `select c.due_at from clock c join matter m on m.id = c.matter_id where m.number = $1 and c.name = 'limit'`,
    [given],
  )
  assert.ok(rows[0].due_at > new Date('2026-11-24T08:00:00+08:00'))
  pass(-11 * 60)
})

test('没有提交的到期自动删除，连同照片；提交了的留着', async () => {
  const cookie = await begin('JY01')
  await fill(cookie, unemployed)
  await upload('/apply/materials', cookie, 'identity', photo)
  const [{ scope } = assert.fail()] = await places(world)
  const before = (await owner.query(`select count(*)::int as n from application where state = 'sent'`)).rows[0].n
  pass(31 * 24 * 60)
  assert.ok((await world.db.transaction(scope, (tx) => removeStale(tx, scope.tenant, world.now()))) > 0)
  const { rows } = await owner.query(`select state, count(*)::int as n from application group by state`)
  assert.deepEqual(rows, [{ state: 'sent', n: before }])
  pass(-31 * 24 * 60)
})

test('填了看不见的格子的是机器；不要了就删掉；退出后别人接不上；别的网站不能替人提交', async () => {
  assert.equal((await post('/apply/JY01', { office: 'sljd', site: 'http://spam.test' })).status, 422)
  assert.equal((await post('/apply/JY01', { office: 'nowhere' })).status, 422)
  assert.equal((await post('/apply/JY01', { office: 'sljd' }, { origin: 'http://evil.test' })).status, 403)
  const cookie = await begin('JY01')
  const left = await post('/apply/leave', {}, { cookie })
  assert.deepEqual([left.status, left.cookie], [303, 'shouwen-apply=; shouwen-track='])
  const form = await get('/apply/form', cookie)
  assert.equal((await post('/apply/discard', {}, { cookie })).status, 303)
  assert.equal((await post('/apply/resume', { number: number(form.text), code: code(form.text) })).status, 404)
})

test('一个地址一小时开始得太多、一分钟试得太多，都要等；换一个地址照办', async () => {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const from = (address: string, url: string, payload: string) => send('POST', url, { payload, headers, address })
  const tried = new Set<number>()
  for (let n = 0; n < 62; n += 1) tried.add((await from('10.2.2.2', '/apply/resume', 'number=x&code=y')).status)
  assert.deepEqual([...tried].sort(), [404, 429])
  for (let n = 0; n < 40; n += 1) assert.equal((await from('10.2.2.3', '/apply/JY01', 'office=sljd')).status, 303)
  const more = await from('10.2.2.3', '/apply/JY01', 'office=sljd')
  assert.deepEqual([more.status, more.text.includes('请过一小时再试')], [429, true])
  assert.equal((await from('10.2.2.4', '/apply/JY01', 'office=sljd')).status, 303)
})

test('每一页都不存、没有脚本、不超过60千字节，地址里没有编号和姓名', async () => {
  const cookie = await begin('JY08')
  await fill(cookie, forms['JY08'] ?? {})
  for (const url of [
    '/apply',
    '/apply/JY08',
    '/apply/JY04',
    '/apply/form',
    '/apply/materials',
    '/apply/check',
    '/say?office=sljd',
    '/track',
  ]) {
    const answer = await hall.app.inject({ url, headers: { cookie } })
    assert.equal(answer.statusCode, 200, url)
    assert.equal(answer.headers['cache-control'], 'no-store', url)
    assert.ok(answer.body.length < 60_000, `${url} ${answer.body.length}`)
    assert.ok(!/<script|style=|\son\w+=/.test(answer.body), url)
  }
})

test('代办：窗口上帮人填的，记下是谁填的；只能是本单位的人（2.1）', async () => {
  const input = { service: 'JY01', form: { ...unemployed, name: '测试丙' } }
  const other = await as('wang', 'POST', '/api/matters', {
    kind: 'case',
    input: { ...input, helper: demoStaff('qian') },
  })
  assert.deepEqual([other.status, other.text.includes('没有这位工作人员')], [422, true])
  const opened = await as('wang', 'POST', '/api/matters', {
    kind: 'case',
    input: { ...input, helper: demoStaff('li') },
  })
  assert.equal(opened.status, 201, opened.text)
  const { matter, visitorCode } = opened.body
  assert.deepEqual([matter.names[matter.facts.helper], matter.facts.online], ['李二', undefined])
  const followed = await post('/track', { number: matter.number, code: visitorCode })
  assert.ok(followed.text.includes('由工作人员李二代办填写'), followed.text)
})
