import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testHall } from '#apps/hall/testing.ts'
import { replayMatters } from '#matter/replay.ts'
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
