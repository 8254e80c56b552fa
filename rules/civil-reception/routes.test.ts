import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Refused, testServer } from '#apps/server/testing.ts'
import { sweep } from '#matter/sweep.ts'
import { demoPath, demoPost, demoTenant } from '#office/seed.ts'

const s = await testServer('reception', '2026-11-23T09:30:00+08:00')

const form = {
  channel: 'visit',
  matter: '社保补贴没有按时到账（测试数据）',
  demand: '请核实并补发',
  important: false,
  name: '测试丁',
  phone: '13800000004',
  address: '测试路9号',
  people: 1,
}
const contact = { channel: 'visit', inquiry: 'complaint', matter: '反映补贴问题', name: '测试丁', phone: '13800000004' }
const confirmed = { points: '补贴迟发', confirmed: true, way: 'face' }
const decision = { outcome: 'upheld', findings: '经查属实', reply: '已补发', basis: '就业促进法', told: 'face' }
type Register = { rows: { number: string; stateLabel: string; late: boolean }[]; next: string | null }
const find = (who: string, body: object = {}) => s.call<Register>(who, 'POST', '/api/registers/petition/search', body)

test('首问转来访来信：首问人不变，首问办结为“已转来访来信” (3.3.2)', async () => {
  const first = await s.open('wang', 'contact', contact)
  const petition = await s.open('wang', 'petition', { ...form, contact: first.matter.id })
  assert.equal(petition.status, 201, JSON.stringify(petition))
  assert.match(petition.matter.number, /F/)
  assert.equal(petition.matter.firstResponsible.name, '王一')
  assert.deepEqual(
    petition.matter.links.map(({ number }) => number),
    [first.matter.number],
  )
  assert.equal((await s.look('wang', first)).matter.stateLabel, '已转来访来信')
  assert.equal((petition.matter.facts.phone as { masked: string }).masked, '138****0004')
})

test('来信收到日期早于一年前的不收 (3.3.1)', async () => {
  const sent = (receivedOn: string) =>
    s.call<Refused>('wang', 'POST', '/api/matters', {
      kind: 'petition',
      input: { ...form, channel: 'letter', name: '测试来信', receivedOn },
    })
  for (const old of ['0001-01-01', '1999-01-01', '2025-11-22']) {
    const { status, problems } = await sent(old)
    assert.deepEqual([status, problems[0]?.at], [422, '/receivedOn'], old)
  }
})

test('超过五名代表：拒绝并写明条款和法规，什么也没写下 (3.3.1)', async () => {
  const before = (await find('wang')).rows.length
  const many = { ...form, people: 9, representatives: ['甲', '乙', '丙', '丁', '戊', '己'] }
  const refused = await s.call<{ clause: string; problems: { at: string; says: string }[] }>(
    'wang',
    'POST',
    '/api/matters',
    {
      kind: 'petition',
      input: many,
    },
  )
  assert.deepEqual([refused.status, refused.clause, refused.problems[0]?.at], [422, '3.3.1', '/representatives'])
  assert.match(refused.problems[0]?.says ?? '', /信访工作条例/)
  assert.equal((await find('wang')).rows.length, before)
})

test('没有确认要点不能往下办；忌语指出条款和字段；改过就能发出，答复书写明复查 (3.3.1、2.4.2、3.3.2)', async () => {
  let page = await s.open('wang', 'petition', { ...form, name: '测试戊' })
  const unread = await s.refused('wang', page, 'read-back', { ...confirmed, confirmed: false })
  assert.deepEqual([unread.status, unread.clause, unread.problems[0]?.at], [422, '3.3.1', '/confirmed'])
  page = await s.move('wang', page, 'read-back', confirmed)
  page = await s.move('wang', page, 'accept', { told: 'face' })
  assert.equal(page.sheets.at(-1)?.title, '信访事项告知书')
  const rude = await s.refused('wang', page, 'decide', { ...decision, reply: '这事不归我管' })
  assert.deepEqual([rude.status, rude.clause, rude.problems[0]?.at], [422, '2.4.2', '/reply'])
  assert.match(rude.says, /不归我管/)
  page = await s.move('wang', page, 'decide', decision)
  assert.equal(page.matter.stateLabel, '已书面答复')
  const sheet = page.sheets.at(-1)!
  const pdf = await s.app.inject({ method: 'GET', url: sheet.url, headers: { cookie: await s.signIn('wang') } })
  assert.deepEqual([sheet.title, pdf.statusCode], ['信访事项答复意见书', 200])
})

test('留下的材料转交复核岗，清单有编号；退回后记为差错退回 (3.3.2、3.2.2)', async () => {
  let page = await s.open('wang', 'petition', { ...form, name: '测试己' })
  page = await s.move('wang', page, 'read-back', confirmed)
  page = await s.move('wang', page, 'pass-papers', {
    items: [{ name: '工资条', copies: 2 }],
    to: demoPost('sljd.review'),
  })
  assert.equal(page.sheets.at(-1)?.title, '材料转交清单')
  page = await s.move('zhao', page, 'send-back', { reason: '不属本岗' })
  page = await s.move('wang', page, 'hand-over', { to: demoPost('sljd.review'), note: '请再看' })
  page = await s.move('zhao', page, 'take-over')
  page = await s.move('zhao', page, 'correct', { demand: '请说明原因' })
  s.setClock('2026-12-14T09:30:00+08:00')
  await sweep(s.world, { tenant: demoTenant, path: demoPath('cs'), at: s.now() })
  type Figures = { rows: Record<string, unknown>[]; events: { whatLabel: string; number: string; post: string }[] }
  const seen = await s.call<Figures>('head', 'GET', '/api/figures/errors')
  assert.equal(seen.status, 200, JSON.stringify(seen))
  const row = (name: string) => seen.rows.find(({ post }) => (post as { name: string }).name.includes(name))
  assert.deepEqual([row('综合窗口一')?.['returned'], row('综合窗口一')?.['handed']], [1, 1], JSON.stringify(seen.rows))
  assert.deepEqual([row('复核')?.['corrected'], row('复核')?.['late']], [1, 1])
  assert.ok(seen.events.some(({ whatLabel, number }) => whatLabel === '超期' && number === page.matter.number))
  const own = await s.call<Figures>('wu', 'GET', '/api/figures/errors')
  assert.ok(own.events.every(({ post }) => !post.includes('综合窗口一')))
  const wrong = await s.call<{ problems: unknown[] }>(
    'head',
    'GET',
    '/api/figures/errors?from=2026-12-01&until=2026-11-01',
  )
  assert.equal(wrong.status, 422)
})

test('登记簿：按姓名、电话、情况查找，翻页；别的单位看不到；导出脱敏并留痕 (3.3.1)', async () => {
  const all = await find('wang', { limit: 2 })
  assert.equal(all.rows.length, 2)
  assert.equal((await find('wang', { cursor: all.next, limit: 2 })).rows.length, 1)
  assert.deepEqual(
    (await find('wang', { q: '测试戊' })).rows.map(({ stateLabel }) => stateLabel),
    ['已书面答复'],
  )
  assert.equal((await find('wang', { q: '13800000004' })).rows.length, 3)
  assert.equal((await find('wang', { state: 'closed' })).rows.length, 1)
  assert.equal((await find('wang', { late: true })).rows.length, 2)
  assert.equal((await find('wang', { is: { channel: 'letter' } })).rows.length, 0)
  assert.equal((await find('qian')).rows.length, 0)
  assert.equal((await find('wang', { from: '2026-12-02', until: '2026-12-01' })).status, 422)
  assert.ok(!JSON.stringify(await find('wang')).includes('13800000004'))
  const cookie = await s.signIn('wang')
  const book = await s.app.inject({
    method: 'POST',
    url: '/api/registers/petition/export',
    headers: { cookie },
    payload: { reason: '季度检查' },
  })
  assert.equal(book.statusCode, 200)
  assert.match(String(book.headers['content-type']), /spreadsheetml/)
  const { rows } = await s.owner.query(`select says from audit where what = 'petition-export'`)
  assert.match(rows[0]?.says, /导出来访来信登记簿 3 条/)
})

type Phrases = {
  canEdit: boolean
  situations: { situation: string; say: string[]; own: boolean; needs: string[] }[]
  values: Record<string, { value: string; hint?: string }[]>
  unkind: { own: boolean; words: { word: string }[] }
  changes: { says: string }[]
}
const phrasesOf = (who: string) => s.call<Phrases>(who, 'GET', '/api/phrases')
const setPhrase = (who: string, situation: string, say: readonly string[] | null) =>
  s.call<Phrases & { clause: string; says: string; problems: { at: string; says: string }[] }>(
    who,
    'POST',
    '/api/phrases',
    { situation, say },
  )

test('用语：填的是本单位的窗口和人；负责人可改，占位词要对，改了留痕，可恢复 (3.4.1、3.4.2、4.2.6)', async () => {
  const seen = await phrasesOf('wang')
  assert.equal(seen.canEdit, false)
  assert.equal(seen.situations.length, 19)
  assert.ok(
    seen.values['窗口']?.some(({ value, hint }) => value.includes('2号') && hint?.includes('李二')),
    JSON.stringify(seen.values),
  )
  assert.equal((await setPhrase('wang', 'phonePickUp', ['您好，{本单位}。'])).status, 403)
  const unknown = await setPhrase('head', 'wrongWindow', ['请到{窗户}，再到{窗口}。'])
  assert.deepEqual([unknown.status, unknown.clause, unknown.problems[0]?.at], [422, '3.4.1', '/say/0'])
  assert.match(unknown.says, /窗户/)
  const absent = await setPhrase('head', 'onPhone', ['请稍等。'])
  assert.deepEqual([absent.status, absent.clause], [422, '4.2.6'])
  assert.match(absent.says, /窗口/)
  const rude = await setPhrase('head', 'thanked', ['少废话。'])
  assert.deepEqual([rude.status, rude.clause], [422, '2.4.2'])
  const done = await setPhrase('head', 'thanked', ['不用谢，欢迎您再来{本单位}。'])
  assert.equal(done.status, 200, JSON.stringify(done))
  assert.match(done.changes[0]?.says ?? '', /对方致谢/)
  const petition = await s.open('wang', 'petition', { ...form, name: '测试庚' })
  let page = await s.move('wang', petition, 'read-back', confirmed)
  page = await s.move('wang', page, 'answer', { result: '已说明' })
  assert.ok(
    page.matter.phrases.some((line) => /欢迎您再来示例街道/.test(line)),
    JSON.stringify(page.matter.phrases),
  )
  assert.equal(
    (await setPhrase('head', 'thanked', null)).situations.find(({ situation }) => situation === 'thanked')?.own,
    false,
  )
})

test('忌语清单由负责人改；首问答复也按它检查 (2.4.2)', async () => {
  const words = [{ word: '等通知吧', how: 'hard', instead: '写明日期' }]
  assert.equal((await s.call('wang', 'POST', '/api/phrases/unkind', { words })).status, 403)
  const short = await s.call<{ clause: string }>('head', 'POST', '/api/phrases/unkind', {
    words: [{ ...words[0], word: '等' }],
  })
  assert.deepEqual([short.status, short.clause], [422, '2.4.2'])
  const set = await s.call<Phrases>('head', 'POST', '/api/phrases/unkind', { words })
  assert.deepEqual([set.status, set.unkind.own, set.unkind.words.length], [200, true, 1])
  const page = await s.move(
    'wang',
    await s.open('wang', 'petition', { ...form, name: '测试辛' }),
    'read-back',
    confirmed,
  )
  assert.equal((await s.refused('wang', page, 'answer', { result: '等通知吧' })).clause, '2.4.2')
  const first = await s.open('wang', 'contact', contact)
  const rude = await s.refused('wang', first, 'answer', { result: '等 通 知 吧' })
  assert.deepEqual([rude.status, rude.clause, rude.problems[0]?.at], [422, '2.4.2', '/result'])
  const back = await s.call<Phrases>('head', 'POST', '/api/phrases/unkind', { words: null })
  assert.equal(back.unkind.own, false)
})

test('每一步的表单填坏了：说明条款和栏目，什么也没写下', async () => {
  const heard = await s.open('wang', 'petition', { ...form, name: '测试壬' })
  const read = await s.move('wang', heard, 'read-back', confirmed)
  const taken = await s.move(
    'wang',
    await s.move('wang', await s.open('wang', 'petition', { ...form, name: '测试癸' }), 'read-back', confirmed),
    'accept',
    { told: 'face' },
  )
  let tried = 0
  for (const page of [read, taken]) {
    for (const { move, input, refusal } of page.offers) {
      const fields = Object.keys((input as { properties?: object }).properties ?? {})
      if (refusal || fields.length === 0) continue
      tried++
      const bad = Object.fromEntries(fields.map((field) => [field, { not: 'this' }]))
      for (const filled of [bad, { ...bad, unknown: 1 }]) {
        const refused = await s.refused('wang', page, move, filled)
        assert.equal(refused.status, 422, move)
        assert.ok(refused.clause, move)
        assert.ok(
          refused.problems.length > 0 && refused.problems.every(({ at, says }) => at.startsWith('/') && says),
          move,
        )
      }
    }
    const now = await s.look('wang', page)
    assert.deepEqual(
      [now.matter.version, now.journal.length, now.sheets.length],
      [page.matter.version, page.journal.length, page.sheets.length],
    )
  }
  assert.ok(tried >= 14, String(tried))
})

test('接口收到的表单不成样子：说明条款和栏目', async () => {
  const tries = [
    ['/api/phrases', { situation: 'nowhere', say: ['x'] }, '3.4.1'],
    ['/api/phrases', { situation: 'thanked', say: [''] }, '3.4.1'],
    ['/api/phrases/unkind', { words: [{ word: '等通知吧', how: 'loud', instead: 'x' }] }, '2.4.2'],
  ] as const
  for (const [path, body, clause] of tries) {
    const refused = await s.call<{ clause: string; problems: { at: string }[] }>('head', 'POST', path, body)
    assert.deepEqual([refused.status, refused.clause], [422, clause], path)
    assert.ok(refused.problems[0]?.at.startsWith('/'), path)
  }
})
