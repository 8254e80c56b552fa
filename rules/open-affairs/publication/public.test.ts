import assert from 'node:assert/strict'
import { randomUUIDv7 } from 'node:crypto'
import { test } from 'node:test'
import { testServer } from '#apps/server/testing.ts'
import { demoOffice, demoPath, demoStaff, demoTenant } from '#office/seed.ts'

const server = await testServer('news')
const { app, owner } = server
const get = async (url: string) => {
  const { statusCode: status, body: text, headers } = await app.inject({ url })
  return { status, text, headers }
}

type Given = { readonly topic?: string; readonly text?: string; readonly from?: string; readonly until?: string | null }

/** As the head's approval leaves it. */
async function publish(
  title: string,
  { topic = 'policy', text = '正文（测试数据）', from = '2026-11-20', until = null }: Given = {},
) {
  const id = randomUUIDv7()
  const office = [demoTenant, id, demoPath('sljd'), demoOffice('sljd')]
  await owner.query(
    `insert into publication (tenant_id, id, org_path, office, state, version, topic, title, body, from_day, until_day, authors, made_by, made_at,
       changed_at, live, live_topic, live_from, live_until)
     values ($1, $2, $3, $4, 'published', 1, $5, $6, $7, $8, $9, array[$10::uuid], $10, $11, $11, 1, $5, $8, $9)`,
    [...office, topic, title, text, from, until, demoStaff('wang'), `${from}T09:00:00+08:00`],
  )
  await owner.query(
    `insert into publication_version (tenant_id, publication, version, org_path, topic, title, body, source, phone, from_day, until_day, authors,
       submitted_at, submitted_by)
     select tenant_id, id, 1, org_path, topic, title, body, source, phone, from_day, until_day, authors, made_at, made_by from publication where id = $1`,
    [id],
  )
  return id
}

/** Every element of a text that is well-formed XML, else it throws: tags closed in order, no stray sign, known entities only. */
function parsed(xml: string): { readonly name: string; readonly text: string; readonly attributes: string }[] {
  const elements: { name: string; text: string; attributes: string }[] = []
  const open: { name: string; text: string; attributes: string }[] = []
  let at = 0
  const token = /<\?xml [^<>]*\?>|<(\/?)([a-z]+)((?: [a-z:]+="[^"<]*")*)(\/?)>|([^<]+)/gy
  while (at < xml.length) {
    token.lastIndex = at
    const found = token.exec(xml)
    assert.ok(found, `not well-formed at ${xml.slice(at, at + 60)}`)
    const [whole, closes, name = '', attributes = '', empty, text] = found
    assert.doesNotMatch(whole, /&(?!#\d+;)/)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly what XML 1.0 forbids
    assert.doesNotMatch(whole, /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/)
    if (text !== undefined) for (const each of open.slice(-1)) each.text += text
    if (name && !closes) {
      const element = { name, text: '', attributes }
      elements.push(element)
      if (!empty) open.push(element)
    }
    if (closes) assert.equal(open.pop()?.name, name)
    at += whole.length
  }
  assert.equal(open.length, 0)
  return elements
}

test('首页能进；没有信息时说没有；不存在的、乱写的网址是404', async () => {
  assert.ok((await get('/')).text.includes('href="/news"'))
  assert.ok((await get('/news')).text.includes('这里现在没有公开的信息'))
  assert.equal(parsed((await get('/news.atom')).text).filter(({ name }) => name === 'entry').length, 0)
  for (const id of [randomUUIDv7(), 'x', '%00', "'"]) assert.equal((await get(`/news/${id}`)).status, 404)
  for (const query of ['?after=x_y', '?after=2026-11-23_x', '?topic=__proto__', '?q=%25%5F%5C', '?q=a&q=b'])
    assert.equal((await get(`/news${query}`)).status, 200, query)
})

test('按栏目、按词查；新的在前；一页一页翻完，不重不漏 (10.3.2)', async () => {
  for (let i = 0; i < 65; i++)
    await publish(`第${i}号政策`, {
      from: `2026-10-${String((i % 28) + 1).padStart(2, '0')}`,
      text: i === 7 ? '稀有词100%' : '常见',
    })
  const job = await publish('招聘缝纫工', { topic: 'jobs', from: '2026-11-22', until: '2026-12-01' })
  await publish('还没到日子', { from: '2026-11-24' })
  await publish('已经过期', { from: '2026-11-01', until: '2026-11-22' })
  const seen: string[] = []
  for (let url: string | undefined = '/news'; url; ) {
    const { text, status } = await get(url)
    assert.equal(status, 200)
    assert.ok(Buffer.byteLength(text) <= 60_000)
    seen.push(...[...text.matchAll(/href="\/news\/([0-9a-f-]{36})"/g)].map(([, id = '']) => id))
    url = /rel="next" href="([^"]+)"/.exec(text)?.[1]?.replaceAll('&#38;', '&')
  }
  assert.deepEqual([seen.length, new Set(seen).size, seen[0]], [66, 66, job])
  const jobs = (await get('/news?topic=jobs')).text
  assert.ok(jobs.includes('招聘缝纫工') && jobs.includes('公开到2026年12月1日') && !jobs.includes('号政策'))
  const one = (await get(`/news?q=${encodeURIComponent('7号  100%')}`)).text
  assert.deepEqual(
    [...one.matchAll(/第\d+号政策/g)].map(([title]) => title),
    ['第7号政策'],
  )
  assert.ok((await get('/news?q=zzz')).text.includes('没有找到'))
})

test('一条信息：各项都在，写的什么都只是文字，没有脚本，不大于60KB', async () => {
  const evil = '</p><script>alert(1)</script>'
  const id = await publish(evil, { text: `第一段${evil}\n${'长'.repeat(14_900)}`, until: '2026-12-31' })
  const { text, status, headers } = await get(`/news/${id}`)
  assert.equal(status, 200)
  for (const word of ['示例街道人力资源和社会保障所', '2026年11月20日', '2026年12月31日', '第一段&#60;/p&#62;'])
    assert.ok(text.includes(word), word)
  assert.ok(!text.includes('<script'))
  assert.ok(Buffer.byteLength(text) <= 60_000, String(Buffer.byteLength(text)))
  assert.equal(headers['cache-control'], 'public, max-age=60')
  assert.equal(headers['vary'], 'cookie')
  assert.match(String(headers['content-security-policy']), /default-src 'none'/)
})

test('Atom是合格的XML，链接都写全，时间是上海时间 (10.3.2)', async () => {
  const { text, headers, status } = await get('/news.atom')
  assert.equal(status, 200)
  assert.match(String(headers['content-type']), /^application\/atom\+xml; charset=utf-8/)
  const elements = parsed(text)
  assert.equal(elements.filter(({ name }) => name === 'entry').length, 30)
  const links = elements
    .filter(({ name }) => name === 'link')
    .map(({ attributes }) => / href="([^"]+)"/.exec(attributes)?.[1])
  assert.ok(links.length === 32 && links.every((link) => link?.startsWith('http://127.0.0.1:3000/news')))
  const ids = elements.filter(({ name }) => name === 'id').map((one) => one.text)
  assert.equal(new Set(ids).size, ids.length)
  for (const time of elements.filter(({ name }) => ['updated', 'published'].includes(name)))
    assert.match(time.text, /^\d{4}-\d{2}-\d{2}T[\d:.]{12}\+08:00$/)
  assert.ok(Buffer.byteLength(text) <= 60_000)
  await assert.rejects(async () => parsed('<a><b></a></b>'))
})
