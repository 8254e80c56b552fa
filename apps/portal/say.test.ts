import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { testHall } from '#apps/hall/testing.ts'
import { replayMatters } from '#matter/replay.ts'
import { current } from '#office/current.ts'
import { demoStaff, demoTenant } from '#office/seed.ts'

const hall = await testHall('say')
const { post, send, as, owner } = hall
const code = (text: string) => /查询码 <span class="code">([0-9A-Z]{8})</.exec(text)?.[1] ?? ''
const number = (text: string) => /编号 <span class="code">([\w-]+)</.exec(text)?.[1] ?? ''

/** What the page's form sends, with its own word by which it is done once. */
async function filled(fields: Record<string, string>): Promise<Record<string, string>> {
  const { text } = await send('GET', '/say?office=sljd')
  const [, once = ''] = /name="once" value="([0-9a-f-]{36})"/.exec(text) ?? []
  return { office: 'sljd', once, site: '', ...fields }
}

const signed = {
  cause: 'attitude',
  matter: '窗口说话很冲（测试数据）',
  signed: 'yes',
  name: '测试甲',
  phone: '13800000000',
}

test('先选服务点；要写明对谁、什么事，实名的留电话，匿名的不留（10.5.2）', async () => {
  const all = await send('GET', '/say')
  assert.ok(all.text.includes('/say?office=sljd') && all.text.includes('/say?office=ybjd'))
  const form = await send('GET', '/say?office=sljd')
  for (const word of ['1号综合窗口', '王一', '服务态度', '匿名']) assert.ok(form.text.includes(word), word)
  const cases: readonly (readonly [Record<string, string>, string])[] = [
    [{}, '请选择对谁提出'],
    [{ ...signed, target: 'window' }, '请写明投诉的是哪个窗口'],
    [{ ...signed, target: 'window', window: '99号窗口' }, '没有这个窗口'],
    [{ ...signed, target: 'person' }, '请写明投诉的是哪一位工作人员'],
    [{ ...signed, target: 'person', staff: demoStaff('qian') }, '这个单位没有这位工作人员'],
    [{ ...signed, target: 'office', name: '' }, '请填写投诉人姓名'],
    [{ ...signed, target: 'office', phone: '12' }, '投诉人电话'],
    [{ ...signed, target: 'office', signed: '' }, '请选择实名还是匿名'],
    [{ ...signed, target: 'office', site: 'x' }, '没有提交成功'],
  ]
  for (const [fields, says] of cases) {
    const no = await post('/say', await filled(fields))
    assert.equal(no.status, 422, says)
    assert.ok(
      no.text.includes(says),
      `${says}\n${no.text.slice(no.text.indexOf('<h1>'), no.text.indexOf('<h1>') + 600)}`,
    )
  }
  assert.equal((await owner.query(`select 1 from matter where kind = 'complaint'`)).rowCount, 0)
})

test('投诉从网上来，由单位负责人首问；同一页提交两次只有一件；凭编号和查询码能查（10.5.2、10.5.3）', async () => {
  const fields = await filled({ ...signed, target: 'window', window: '1号综合窗口' })
  const twice = await Promise.all([post('/say', fields), post('/say', fields)])
  assert.deepEqual(
    twice.map(({ status }) => status),
    [201, 201],
    twice[0].text,
  )
  assert.equal(number(twice[0].text), number(twice[1].text))
  assert.ok(twice[0].text.includes('周四（工号'), '由负责人')
  const { rows } = await owner.query(`select id, facts from matter where kind = 'complaint'`)
  assert.equal(rows.length, 1)
  assert.deepEqual([rows[0].facts.channel, rows[0].facts.isAnonymous], ['web', false])
  assert.ok(!JSON.stringify(rows[0].facts).includes('13800000000'), '电话加密')
  const desk = await as('head', 'GET', '/api/desk?kind=complaint')
  assert.ok(desk.body.rows.some((row: { id: string }) => row.id === rows[0].id))
  const found = await post('/track', { number: number(twice[0].text), code: code(twice[0].text) })
  assert.deepEqual([found.status, found.text.includes('收到待核实')], [200, true])
  assert.ok(!found.text.includes('很冲'), '查询页不写投诉的内容')
})

test('投诉单位负责人的，由上级首问；匿名的不留姓名电话（10.5.3、10.5.4）', async () => {
  const made = await post('/say', await filled({ ...signed, target: 'person', staff: demoStaff('head'), signed: 'no' }))
  assert.equal(made.status, 201, made.text)
  assert.ok(made.text.includes('冯七（工号'), made.text)
  const { rows } = await owner.query(`select facts from matter where number = $1`, [number(made.text)])
  assert.deepEqual([rows[0].facts.isAnonymous, rows[0].facts.name, rows[0].facts.isAboutHead], [true, undefined, true])
  const district = await as('district', 'GET', '/api/desk?kind=complaint')
  assert.equal(district.body.rows.length, 1)
})

test('网上来的投诉，按流水重做，结果一样', async () => {
  const { rows } = await owner.query<{ id: string }>(`select id from matter where kind = 'complaint'`)
  assert.equal(rows.length, 2)
  const ids = rows.map(({ id }) => id)
  const found = await hall.db.read({ tenant: demoTenant, paths: ['cs'] }, (tx) =>
    replayMatters(hall.world, tx, demoTenant, ids),
  )
  assert.deepEqual(found, [])
})

const shown = (text: string) => text.slice(text.indexOf('<main'), text.indexOf('</main>'))
const picture = '窗口说话很冲😀（测试数据）'

test('印不出来的字、看不见的控制符、太长的话：还是那张表，填的都在，问题写在那一格旁边，什么也没有存（8.1）', async () => {
  const count = async () =>
    Number((await owner.query('select (select count(*) from matter) + (select count(*) from rating) as n')).rows[0].n)
  const before = await count()
  const cases: readonly (readonly [url: string, fields: Record<string, string>, kept: string, says: string])[] = [
    ['/say', await filled({ ...signed, target: 'office', matter: picture }), picture, '印不出来，请改用文字'],
    ['/say', await filled({ ...signed, target: 'office', name: '测试\u202e甲' }), '说话很冲', '看不见的控制符'],
    ['/say', await filled({ ...signed, target: 'office', name: '测试\0甲' }), 'value="测试甲"', '无法识别的字符'],
    [
      '/say',
      await filled({ ...signed, target: 'office', matter: '长'.repeat(2_001) }),
      '长'.repeat(2_001),
      '最多2000个字',
    ],
    [
      '/say',
      await filled({ ...signed, target: 'office', wish: '长'.repeat(9_000) }),
      '长'.repeat(9_000),
      '现在有9000个字',
    ],
    [
      '/apply/JY04/ask',
      { office: 'sljd', name: '测试甲', phone: '13800000000', words: picture, once: randomUUID() },
      picture,
      '印不出来',
    ],
    [
      '/rate',
      { number: 'sljd-S-2026-000001', code: 'AAAAAAAA', level: '2', items: '214', words: picture },
      picture,
      '印不出来',
    ],
  ]
  for (const [url, fields, kept, says] of cases) {
    const { status, text } = await post(url, fields)
    const main = shown(text)
    assert.equal(status, 422, `${url} ${says} ${main}`)
    assert.ok(main.includes('<form') && main.includes(kept), `${url} ${says}: 填的还在`)
    assert.match(main, new RegExp(`class="wrong">[^<]*${says}`), url)
    assert.match(main, /class="alert" role="alert" tabindex="-1" autofocus/, '从说明问题的地方读起')
  }
  const rated = shown((await post('/rate', cases.at(-1)![1])).text)
  assert.ok(/id="level-2" required checked/.test(rated) && /value="214" checked/.test(rated), '选的也还在')
  assert.equal(await count(), before)
  assert.ok(shown((await send('GET', '/say?office=sljd')).text).includes('最多2000个字'), '多长，先说清')
})

/** An application begun by this browser: its cookie, and what its page says of itself. */
async function begun() {
  const { cookie } = await post('/apply/JY01', { office: 'sljd', site: '' })
  return { cookie, ...(await draftOf(cookie)) }
}
async function draftOf(cookie: string) {
  const { text } = await send('GET', '/apply/form', { headers: { cookie } })
  const field = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? ''
  const marks = { 'draft-number': field('draft-number'), 'draft-seen': field('draft-seen') }
  return { text, marks, code: code(text), number: marks['draft-number'] }
}

test('申请表上印不出来的字：还是那张表，填的都在，只有这一项没有存（8.1）', async () => {
  const { cookie, marks } = await begun()
  const no = await post('/apply/form', { ...marks, name: '测试😀', address: '测试路1号', go: 'save' }, { cookie })
  assert.equal(no.status, 422)
  assert.match(no.text, /id="name-wrong">“😀”印不出来/)
  for (const word of ['value="测试😀"', 'value="测试路1号"']) assert.ok(no.text.includes(word), word)
  assert.ok((await draftOf(cookie)).text.includes('测试路1号'), '别的都存了')
})

test('过了一小时再点：刚才填的密封在页面上，重新输入编号和查询码就接着填；别人的编号打不开（6.3）', async () => {
  const { cookie, marks, number: own, code: secret } = await begun()
  hall.pass(61)
  const out = await post('/apply/form', { ...marks, name: '测试晚归', go: 'save' }, { cookie })
  assert.deepEqual([out.status, out.text.includes('刚才填的也没有丢')], [401, true])
  assert.ok(out.text.includes(`value="${own}"`) && !out.text.includes('测试晚归'), '页面上读不出填了什么')
  const [, sealed = ''] = /name="typed" value="([^"]+)"/.exec(out.text) ?? []
  const wrong = await post('/apply/resume', { number: own, code: 'AAAAAAAA', typed: sealed })
  assert.ok(wrong.status === 404 && wrong.text.includes(sealed), '输错一次也不丢')
  const other = await begun()
  const foreign = await post('/apply/resume', { number: other.number, code: other.code, typed: sealed })
  assert.ok(!(await draftOf(foreign.cookie)).text.includes('测试晚归'), '换一份申请打不开')
  const back = await post('/apply/resume', { number: own, code: secret, typed: sealed })
  assert.equal(back.status, 303, back.text)
  assert.ok((await draftOf(back.cookie)).text.includes('value="测试晚归"'))
  const bare = await send('GET', '/apply/form', { headers: { cookie } })
  assert.ok(bare.text.includes('已经保存的内容没有丢') && !bare.text.includes('name="typed"'))
  hall.pass(-61)
})

test('两台设备填同一份：后保存的被告知，两边的都看得到，没有悄悄盖掉（6.3）', async () => {
  const { cookie, marks } = await begun()
  const save = (fields: Record<string, string>) => post('/apply/form', { ...fields, go: 'save' }, { cookie })
  assert.equal((await save({ ...marks, name: '测试前', address: '测试路1号' })).status, 303)
  assert.equal((await save({ ...marks, name: '测试前', address: '测试路1号' })).status, 303, '同样的再按一次不算')
  const second = await save({ ...marks, name: '测试后', address: '测试路1号' })
  assert.equal(second.status, 409, second.text)
  for (const word of ['还没有保存', 'value="测试后"', '那边填的是“测试前”']) assert.ok(second.text.includes(word), word)
  assert.ok((await draftOf(cookie)).text.includes('value="测试前"'))
  const [, seen = ''] = /name="draft-seen" value="([^"]*)"/.exec(second.text) ?? []
  assert.equal(
    (await save({ ...marks, 'draft-seen': seen, name: '测试后', address: '测试路1号' })).status,
    303,
    '看过再按',
  )
  assert.ok((await draftOf(cookie)).text.includes('value="测试后"'))
})

test('投诉的回执说投诉的话：谁、到什么时候、怎样答复；由上级处理的，写上级的单位和电话，进度里也写（10.5.3、10.5.4）', async () => {
  const own = await post('/say', await filled({ ...signed, target: 'office' }))
  for (const word of ['核实受理期限到', '打您留下的电话了解情况', '把结果答复您', 'href="tel:'])
    assert.ok(own.text.includes(word), word)
  for (const word of ['审查', '材料']) assert.ok(!shown(own.text).includes(word), word)
  const above = await post(
    '/say',
    await filled({ ...signed, target: 'person', staff: demoStaff('head'), signed: 'no' }),
  )
  const found = await post('/track', { number: number(above.text), code: code(above.text) })
  const { organizations } = await hall.db.read({ tenant: demoTenant, paths: ['cs'] }, (tx) =>
    current(tx, demoTenant, hall.now()),
  )
  const org = [...organizations.values()].find(({ name }) => found.text.includes(`上级单位${name}`))
  assert.ok(org && org.code !== 'sljd', found.text)
  for (const text of [above.text, found.text])
    assert.ok(text.includes(`上级单位${org.name}`) && text.includes(org.phone))
  assert.ok(above.text.includes('不会有人联系您') && !above.text.includes('您留下的电话'))
  assert.match(found.text, /核实受理期限<\/dt><dd>2026年11月/)
  hall.pass(30 * 24 * 60)
  const late = await post('/track', { number: number(above.text), code: code(above.text) })
  assert.match(late.text, /已超过期限，您可以拨打监督电话<a href="tel:[\d+]+">/)
  hall.pass(-30 * 24 * 60)
})

test('一个地址一小时最多收十件投诉，再多的说明电话，填的还在；换一个地址、过一小时照收（10.5.3）', async () => {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const say = async (address: string) => {
    const fields = await filled({ ...signed, target: 'office', signed: 'no', matter: '连着投诉（测试数据）' })
    return send('POST', '/say', { payload: new URLSearchParams(fields).toString(), headers, address })
  }
  for (let n = 0; n < 10; n += 1) assert.equal((await say('10.3.3.1')).status, 201)
  const more = await say('10.3.3.1')
  assert.equal(more.status, 429)
  for (const word of ['没有收下', '请过一小时', '连着投诉']) assert.ok(more.text.includes(word), word)
  const open311 = await send('POST', '/open311/v2/requests.json', {
    payload: 'service_code=other&address_id=sljd&description=x&attribute[target]=office',
    ...{ headers, address: '10.3.3.1' },
  })
  assert.equal(open311.status, 429, '另一扇门也一样')
  assert.equal((await say('10.3.3.2')).status, 201)
  hall.pass(60)
  assert.equal((await say('10.3.3.1')).status, 201)
  hall.pass(-60)
})
