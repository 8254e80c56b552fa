import assert from 'node:assert/strict'
import { test } from 'node:test'
import sharp from 'sharp'
import { testHall } from '#apps/hall/testing.ts'

const hall = await testHall('portal-site')
const { send, world } = hall
const get = (url: string, cookie = '') => send('GET', url, { headers: cookie ? { cookie } : {} })

test('站内查找按词、按拼音首字母找到事项、材料、计算器和表格；没有的说怎么办；写进来的不会变成标记（1.2）', async () => {
  for (const q of ['失业登记', 'sydj', 'SYDJ', 'JY01']) {
    const { status, text } = await get(`/search?q=${encodeURIComponent(q)}`)
    assert.equal(status, 200)
    assert.ok(text.includes('href="/services/JY01"'), q)
  }
  const material = await get(`/search?q=${encodeURIComponent('营业执照')}`)
  assert.ok(material.text.includes('/services/JY'), '材料里的词')
  const form = await get(`/search?q=${encodeURIComponent('申请认定表')}`)
  assert.ok(form.text.includes('<h2>表格</h2>'))
  const two = await get(`/search?q=${encodeURIComponent('灵活 补贴')}`)
  assert.ok(two.text.includes('/services/JY13') && !two.text.includes('/services/JY09'))
  const none = await get(`/search?q=${encodeURIComponent('没有这样的词𠮷')}`)
  assert.ok(none.text.includes('没有找到') && none.text.includes('第一位接待您的人'))
  const long = await get(`/search?q=${encodeURIComponent('失业登记'.repeat(400))}`)
  assert.ok(long.status === 200 && long.text.includes('查找内容最多50个字') && !none.text.includes('最多50个字'))
  assert.ok(!(await get('/search?q=%3Cscript%3E')).text.includes('<script>'))
})

test('站内查找找不到任何人，写姓名、证件号码和手机号都一样（6.3）', async () => {
  const plain = (await get('/search?q=zzzz')).text.replaceAll('zzzz', '')
  for (const q of ['220202199001010012', '13800000000', '测试甲'])
    assert.equal((await get(`/search?q=${encodeURIComponent(q)}`)).text.replaceAll(q, ''), plain, q)
})

test('办公日历写明休息、调休上班，没公布放假安排的月份照实说（7.4）', async () => {
  const { status, text } = await get('/calendar')
  assert.equal(status, 200)
  for (const words of [
    '2026年11月',
    '2026年12月',
    '2027年1月（放假安排待国家公布）',
    'aria-current="date"',
    '09:00—12:00',
  ])
    assert.ok(text.includes(words), words)
  const saturday = /<td class="(\w+)"><time datetime="2026-11-28"/.exec(text)?.[1]
  assert.equal(saturday, 'rest')
  assert.ok((await get('/calendar?office=ybjd')).text.includes('样本街道'))
})

test('站点地图只列公开的页面，每一个都打得开；办自己事的页面不让收录（1.2）', async () => {
  const { text, status } = await get('/sitemap.xml')
  assert.equal(status, 200)
  const paths = [...text.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, url]) => url!.slice(world.address.length))
  assert.ok(paths.length > 25 && paths.includes('/services/JY15') && paths.includes('/services'))
  for (const path of paths) assert.equal((await get(path)).status, 200, path)
  const robots = (await get('/robots.txt')).text
  const kept = [...robots.matchAll(/^Disallow: (.+)$/gm)].map(([, path]) => path!)
  for (const path of ['/track', '/desk/', '/api/', '/hall/', '/rate', '/verify']) assert.ok(kept.includes(path), path)
  assert.ok(robots.includes(`Sitemap: ${world.address}/sitemap.xml`))
  assert.deepEqual(
    paths.filter((path) => kept.some((one) => path.startsWith(one))),
    [],
  )
})

test('长辈版、大字版、高对比度用链接切换，不用脚本，各管各的，换回来一样', async () => {
  const back = await get('/look?set=simple&back=/')
  assert.equal(back.status, 303)
  const simple = await get('/', 'shouwen-look=simple')
  for (const words of ['<html lang="zh-CN" class="simple">', 'href="tel:', '我的事办到哪了', '失业登记', '恢复完整版'])
    assert.ok(simple.text.includes(words), words)
  assert.ok(!simple.text.includes('计算器'))
  const both = await get('/look?set=large&back=/', 'shouwen-look=simple.contrast')
  assert.equal(both.cookie, 'shouwen-look=large.contrast.simple')
  const off = await get('/look?set=normal-simple&back=/', 'shouwen-look=large.contrast.simple')
  assert.equal(off.cookie, 'shouwen-look=large.contrast')
  assert.equal((await get('/', 'shouwen-look=evil')).text, (await get('/')).text)
})

test('每一页都有说明和图标，转发出去看得懂；不请求别的网站', async () => {
  for (const path of ['/', '/services', '/calendar', '/promises', '/search', '/tools', '/services/JY01', '/nothing']) {
    const { text } = await get(path)
    assert.equal(text.match(/<meta name="description" content="[^"]{10,}">/g)?.length, 1, path)
    assert.equal(text.match(/<meta property="og:(title|description|type)" content="[^"]+">/g)?.length, 3, path)
    assert.ok(/<link rel="icon" type="image\/svg\+xml" href="\/static\/icon-[0-9a-f]+\.svg">/.test(text), path)
    assert.deepEqual([...text.matchAll(/(?:src|href)="(https?:)?\/\/[^"]+"/g)], [], path)
  }
  for (const path of ['/open', '/news'])
    assert.ok((await get(path)).text.includes(`type="application/atom+xml" title=`), `${path}能订阅`)
})

test('全部事项在一页，各有面向和时限，点开是指南 (1.3, 6.2)', async () => {
  const { text, status } = await get('/services')
  assert.equal(status, 200)
  // Nothing is said to be free whose own page says more.
  assert.match(text, /共15项，其中12项不收费，其余3项的收费说明见各事项/)
  for (const { code, name } of world.catalogue.list())
    assert.ok(text.includes(`<a href="/services/${code}">${name}</a>`), code)
  assert.ok((await get('/services/JY99')).text.includes('href="/services"'))
})

test('传出去的网页有一张自己的图：标题和单位，自己画的，没有签过的字不画，找过什么不写上去', async () => {
  const image = async (url: string) => {
    const { text } = await hall.send('GET', url)
    const found = /og:image" content="([^"]*)"/.exec(text)?.[1]?.replaceAll('&#38;', '&') ?? ''
    assert.ok(found.startsWith('http://hall.test/card.png?'), url)
    return found.slice('http://hall.test'.length)
  }
  const bytes = async (url: string) => {
    const { statusCode, headers, rawPayload } = await hall.app.inject({ url })
    assert.deepEqual([statusCode, headers['content-type']], [200, 'image/png'])
    const { width, height } = await sharp(rawPayload).metadata()
    assert.deepEqual([width, height], [1200, 630])
    assert.ok(rawPayload.length < 60_000, `${rawPayload.length}`)
    return rawPayload
  }
  const [front, guide, found, job] = await Promise.all(
    ['/', '/services/JY02?office=sljd', '/search?q=秘密', '/track'].map(image),
  )
  assert.equal(new URLSearchParams(guide!.split('?')[1]).get('title'), '就业困难人员认定办事指南')
  assert.equal(found, job, '找过的字不在图里')
  assert.ok(!decodeURIComponent(found!).includes('秘密'))
  const own = await bytes(guide!)
  assert.ok(own.equals(await bytes(guide!)))
  assert.ok(!own.equals(await bytes(front!)))
  const forged = guide!.replace(/title=[^&]*/, `title=${encodeURIComponent('快来领钱')}`)
  assert.ok((await bytes(forged)).equals(await bytes('/card.png')), '改了字的，只画单位')
})
