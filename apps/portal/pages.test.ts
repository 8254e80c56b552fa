import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testHall } from '#apps/hall/testing.ts'

const hall = await testHall('portal')
const { send, post, as, served, owner, world } = hall
const get = (url: string, headers: Record<string, string> = {}) => send('GET', url, { headers })

test('the front page: office, hours, windows, who is on duty now, services', async () => {
  const { status, text } = await get('/')
  assert.equal(status, 200)
  for (const word of [
    'lang="zh-CN"',
    '示例街道人力资源和社会保障所',
    '正在办公',
    '1号综合窗口',
    '王一',
    '失业登记',
    '/track',
    '/rate',
    '/verify',
  ])
    assert.ok(text.includes(word), word)
  assert.ok((await get('/?office=ybjd')).text.includes('钱十二'))
  assert.ok((await get('/?office=nowhere')).text.includes('示例街道'))
})

test('no script and no style in the page, and a policy that would not run any', async () => {
  for (const url of ['/', '/rate', '/track', '/verify', '/verify/AAAA-BBBB-CCCC', '/hall/evaluator', '/rate/thanks']) {
    const answer = await hall.app.inject({ url })
    assert.ok(!/<script(?! type="module" src=)|<style|style=|\son\w+=/.test(answer.body), url)
    const policy = String(answer.headers['content-security-policy'])
    assert.ok(policy.includes("default-src 'none'") && !policy.includes('unsafe'), url)
    assert.ok(answer.body.length < 40_000, `${url} is ${answer.body.length}`)
  }
})

test('what a visitor types never becomes markup', async () => {
  const evil = '"><script>alert(1)</script>'
  for (const answer of [
    await get(`/rate?number=${encodeURIComponent(evil)}`),
    await get(`/track?number=${encodeURIComponent(evil)}`),
    await post('/track', { number: evil, code: evil }),
    await post('/rate', { number: evil, code: evil, level: '5' }),
  ]) {
    assert.ok(answer.text.includes('&#34;&#62;&#60;script&#62;'), answer.text)
    assert.ok(!answer.text.includes('<script>'))
  }
})

test('rating by a plain form: once; hidden boxes of another level are not meant', async () => {
  const visit = await served('wang')
  const level = await post('/rate', { number: visit.number, code: visit.code })
  assert.deepEqual([level.status, level.text.includes('请先选择一个满意程度')], [422, true])
  const wrong = await post('/rate', { number: visit.number, code: 'AAAAAAAA', level: '5' })
  const none = await post('/rate', { number: `${visit.number.slice(0, -1)}8`, code: visit.code, level: '5' })
  assert.deepEqual([wrong.status, none.status], [404, 404])
  assert.equal(wrong.text.replaceAll(visit.number, ''), none.text.replaceAll(`${visit.number.slice(0, -1)}8`, ''))
  const foreign = await post(
    '/rate',
    { number: visit.number, code: visit.code, level: '5' },
    { origin: 'http://evil.test' },
  )
  assert.equal(foreign.status, 403)
  const done = await post(
    '/rate',
    `number=${visit.number}&code=${visit.code}&level=2&items=510&items=214&items=214&words=a%0D%0Ab`,
  )
  assert.equal(done.status, 303, done.text)
  const { rows } = await owner.query('select level, items, words, channel from rating where visit = $1', [visit.id])
  assert.deepEqual(rows, [{ level: 2, items: ['214'], words: 'a\nb', channel: 'code' }])
  const again = await post('/rate', { number: visit.number, code: visit.code, level: '5' })
  assert.deepEqual([again.status, again.text.includes('没有成功')], [422, true])
})

test('following a matter by a plain form', async () => {
  const visit = await served('wang')
  const found = await post('/track', { number: visit.number, code: visit.code })
  assert.equal(found.status, 200)
  for (const word of [visit.number, '已答复办结', `/rate?number=${visit.number}`])
    assert.ok(found.text.includes(word), word)
  assert.ok(!found.text.includes('王一'))
  assert.equal((await post('/track', { number: visit.number, code: 'AAAAAAAA' })).status, 404)
})

test('verifying a paper: what is on it, of its person a surname; unknown codes look the same', async () => {
  const visit = await served('wang')
  await owner.query(
    `insert into sheet (tenant_id, id, matter_id, org_path, office, kind, number, code, head, data, issued_at, issued_by, seq, sha256)
     select tenant_id, id, id, org_path, office, 'acceptance', '示例人社受〔2026〕1号', 'ABCD-EFGH-JKLM',
       '{"office":{"name":"示例街道人力资源和社会保障所"}}', '{"applicant":{"name":"𠮷测试","idMasked":"2202**********0012"}}', opened_at, null, 1, $2
     from matter where id = $1`,
    [visit.id, 'ab12'.repeat(16)],
  )
  const { status, text } = await get('/verify/abcd efgh jklm')
  assert.equal(status, 200)
  for (const word of ['受理通知书', '示例人社受〔2026〕1号', '𠮷*', 'ab12ab12ab12ab12…', '2026年11月23日'])
    assert.ok(text.includes(word), word)
  assert.ok(!text.includes('测试') && !text.includes('0012'), 'no name, no number')
  const none = await get('/verify/ABCD-EFGH-JKLN')
  assert.ok(none.text.includes('没有查到这份文书'))
  assert.equal(none.status, 404)
  const redirected = await hall.app.inject({ url: '/verify?code=abcdefghjklm' })
  assert.equal(redirected.headers.location, '/verify/ABCD-EFGH-JKLM')
  assert.equal((await get('/verify?code=%22')).status, 200)
})

test('办事指南写明现在谁承办：按排班，A角不在是B角；只有姓名和工号；红字的意思说一遍（6.2、1.2.c）', async () => {
  const handlers = (text: string) => /<h2>承办人员<[\s\S]*?<h2>/.exec(text)?.[0] ?? ''
  const now = (await get('/services/JY02?office=sljd')).text
  assert.match(handlers(now), /现在值班的[\s\S]*工号CS\d+/)
  const named = handlers(now).match(/：[一-龥]{2,4}，工号CS\d+/g) ?? []
  assert.ok(named.length > 0)
  assert.doesNotMatch(handlers(now), /1[3-9]\d{9}/)
  assert.equal(now.match(/先按暂定的公布/g)?.length, 1)
  hall.pass(9 * 60 + 25)
  assert.match(handlers((await get('/services/JY02?office=sljd')).text), /现在不办公，2026年11月24日.*那时值班的/)
  hall.pass(-(9 * 60 + 25))
  assert.match(handlers((await get('/services/JY02?office=slq')).text), /没有办理这个事项的窗口/)
})

test('too many looks from one address are slowed', async () => {
  const statuses = new Set<number>()
  for (let i = 0; i < 70; i++) statuses.add((await send('GET', `/verify/X${i}`, { address: '10.9.9.9' })).status)
  assert.deepEqual([...statuses].sort(), [404, 429])
})

test('whoever reads pages reads refusals as pages; scripts get the problem document', async () => {
  const accept = 'text/html,application/xhtml+xml'
  const page = await post('/rate', {}, { origin: 'http://evil.test', accept })
  assert.deepEqual([page.status, page.text.startsWith('<!doctype html>')], [403, true])
  assert.ok(page.text.includes('请求来自其他网站的页面'))
  assert.equal((await post('/rate', {}, { origin: 'http://evil.test' })).body.code, 'not-yours')
  const wrongMedia = await send('POST', '/rate', { payload: '<x/>', headers: { 'content-type': 'text/xml', accept } })
  assert.deepEqual([wrongMedia.status, wrongMedia.text.startsWith('<!doctype html>')], [415, true])
})

test('large type and high contrast by a link; the link leads back to our own pages only', async () => {
  const chosen = await hall.app.inject({ url: '/look?set=large&back=/rate' })
  assert.equal(chosen.headers.location, '/rate')
  const cookie = `shouwen-look=${chosen.cookies[0]?.value}`
  assert.ok((await get('/rate', { cookie })).text.includes('class="large"'))
  for (const back of ['//evil.test', 'http://evil.test', '/\\evil.test', 'javascript:1'])
    assert.equal(
      (await hall.app.inject({ url: `/look?set=large&back=${encodeURIComponent(back)}` })).headers.location,
      '/',
    )
})

test('the evaluator page: a pairing form until it is paired', async () => {
  assert.ok((await get('/hall/evaluator')).text.includes('6位配对码'))
  const { body } = await as('li', 'POST', '/api/hall/pairings', { window: 2 })
  assert.equal((await post('/hall/evaluator', { code: 'x' })).status, 422)
  const paired = await post('/hall/evaluator', { code: body.code })
  assert.equal(paired.status, 303)
  const { text } = await get('/hall/evaluator', { cookie: paired.cookie })
  assert.ok(text.includes('请您评价刚才的服务'))
  assert.ok(!/checked/.test(text), 'no level is chosen beforehand')
  for (const [, url = ''] of text.matchAll(/(?:href|src)="(\/static\/[^"]+)"/g))
    assert.equal((await get(url)).status, 200, url)
  assert.equal(world.mark, '测试数据')
})

test('下班后和休息日不说谁在窗口，只说什么时候办公、那时谁值班；没有这个服务点的说没有（5.5、7.4）', async () => {
  hall.pass(9 * 60 + 25)
  const evening = (await get('/')).text
  for (const word of ['现在不办公，窗口没有人。2026年11月24日', '下次办公的值班人员', '王一'])
    assert.ok(evening.includes(word), word)
  assert.ok(!evening.includes('现在的值班人员'))
  hall.pass(-(9 * 60 + 25) + 5 * 24 * 60)
  assert.ok((await get('/')).text.includes('窗口没有人。2026年11月30日'), '星期六说到星期一')
  hall.pass(-5 * 24 * 60)
  assert.ok((await get('/')).text.includes('现在的值班人员'))
  const none = await get('/services/JY01?office=zz')
  assert.deepEqual([none.status, none.text.includes('没有这个服务点')], [404, true])
  assert.match((await get('/calendar')).text, /2027-01-01[\s\S]{0,90}法定节假日/)
})

test('读不懂的地址也是一页话；每一页有自己的地址和说明，不信请求自称的主机', async () => {
  for (const url of ['/search?q=%00', '/verify/%00']) {
    const { text } = await get(url, { accept: '*/*' })
    assert.ok(text.startsWith('<!doctype html>'), url)
  }
  const urls = ['/', '/say?office=sljd', '/track', '/services/JY01', '/search?q=x', '/jobs', '/tools', '/apply/JY01']
  const all = await Promise.all(urls.map((url) => get(url, { host: 'evil.test' })))
  const of = (name: string) => all.map(({ text }) => new RegExp(`${name}" content="([^"]*)"`).exec(text)?.[1])
  assert.equal(new Set(of('og:description')).size, urls.length, of('og:description').join())
  assert.deepEqual(
    of('og:url'),
    urls.map((url) => `http://hall.test${url.replace(/[?].*/, '')}`),
  )
})
