import assert from 'node:assert/strict'
import { test } from 'node:test'
import { day } from '#core/day.ts'
import { complaintInput, formOf } from '#house/forms.ts'
import { reword } from '#matter/rewording.ts'
import { fillTails, tailOf, tailsOf } from '#matter/tail.ts'
import { demoPath, demoTenant } from '#office/seed.ts'
import { contactForm, hardship, reviewOf } from './forms.ts'
import { testServer } from './testing.ts'

const s = await testServer('search', '2026-11-23T09:30:00+08:00')

type Answer = {
  readonly rows: readonly { readonly number: string; readonly foundBy: string | null }[]
  readonly others: readonly { readonly group: string; readonly label: string; readonly says: string }[]
}
type Office = { readonly posts: readonly { readonly name: string; readonly A: { readonly name: string } | null }[] }
const find = (who: string, q: string) => s.call<Answer>(who, 'GET', `/api/search?q=${encodeURIComponent(q)}`)

const visitor = (await s.open('wang', 'contact', { ...contactForm, name: '曾测试' })).matter.number
const other = (await s.open('qian', 'contact', { ...contactForm, name: '曾测验' })).matter.number

/** What is typed, by whom, and the matter that is found: by words, by initials of the name (both readings of the surname), by any end of its number. */
const table: readonly (readonly [string, string, string | null])[] = [
  ['wang', '曾测试', visitor],
  ['wang', '测试', visitor],
  ['wang', 'zcs', visitor],
  ['wang', 'ZCS', visitor],
  ['wang', 'ccs', visitor],
  ['wang', 'zc', visitor],
  ['wang', '曾测试 失业登记', visitor],
  ['wang', '失业登记　测试', visitor],
  ['wang', `zcs ${visitor.slice(-4)}`, visitor],
  ['wang', '曾测试 信访', null],
  ['wang', '曾测试 首问', visitor],
  ['wang', '曾测试　首问登记　业', visitor],
  ['wang', '曾测试 投诉', null],
  ['wang', '曾测试 JY13', null],
  ['wang', 'cs', null],
  ['wang', visitor, visitor],
  ['wang', visitor.slice(5), visitor],
  ['wang', visitor.slice(7), visitor],
  ['wang', visitor.slice(-4), visitor],
  ['wang', 'zcy', null],
  ['wang', '曾测验', null],
  ['wang', other, null],
  ['qian', 'zcy', other],
]

for (const [who, q, number] of table)
  test(`${who} finds ${number ?? 'nothing'} by ${q}`, async () => {
    const { rows } = await find(who, q)
    assert.equal(rows.find((row) => row.number === number)?.number ?? null, number, JSON.stringify(rows))
    if (number === null) assert.ok(rows.every((row) => row.number !== visitor || who === 'qian'))
  })

test('姓名加事项代码，中间用空格或全角空格隔开，找到这个人的这件事；只有符号的什么也找不到（8.2）', async () => {
  const form = { ...hardship, name: '邹测试', idNumber: '220203197512311017' }
  const { number } = (await s.open('wang', 'case', { service: 'JY02', form })).matter
  for (const q of ['邹测试 JY02', 'jy02　测试', 'JY02 zcs', '邹测试 就业困难 认定', `邹 ${number.slice(-6)}`])
    assert.ok(
      (await find('wang', q)).rows.some((row) => row.number === number),
      q,
    )
  for (const q of ['邹测试 JY01', '邹测试 %', '% _', '_ %']) assert.deepEqual((await find('wang', q)).rows, [], q)
})

test('单位按拼音首字母中的任意连续三个以上、信用代码中的一段查得到，文书按字号查得到，括号怎么写都行（8.2）', async () => {
  const name = '吉林示例商贸有限公司'
  const hired: Readonly<Record<string, unknown>> = { ...formOf('JY10', day('2026-11-23')), company: name }
  const { matter } = await s.open('wang', 'case', { service: 'JY10', form: hired })
  const code = String(hired['creditCode'])
  const looked = [...['jls', 'slsm', 'JLSLSMYXGS', 'smyxgs', '示例商贸'], ...[code.slice(8), code.slice(6, 11), code]]
  const has = async (who: string, q: string) => (await find(who, q)).rows.some(({ number }) => number === matter.number)
  for (const q of looked) assert.ok(await has('wang', q), q)
  for (const q of ['jlx', 'smjl', 'ls', `${code.slice(8, 12)}W`]) assert.ok(!(await has('wang', q)), q)
  for (const q of looked) assert.ok(!(await has('qian', q)), q)
  const rows = async (q: string) =>
    (await s.call<{ rows: { number: string }[] }>('wang', 'POST', '/api/registers/case/search', { q })).rows
  for (const q of ['slsm', 'slsmyx', code.slice(8)])
    assert.deepEqual(
      (await rows(q)).map(({ number }) => number),
      [matter.number],
      q,
    )
  const page = await s.open('wang', 'case', { service: 'JY02', form: { ...hardship, name: '韦测试' } })
  const done = await s.move('wang', await s.move('wang', page, 'check', reviewOf(page)), 'accept')
  const paper = done.sheets[0]!.number
  for (const q of [paper, paper.replace('〔', '[').replace('〕', ']'), paper.replace('〔', '（').replace('〕', '）')])
    assert.deepEqual(
      (await find('wang', q)).rows.map(({ number, foundBy }) => [number, foundBy]),
      [[page.matter.number, '文书字号相符']],
      q,
    )
  assert.deepEqual((await find('qian', paper)).rows, [])
})

test('services by name, code and initials; colleagues by name and post; bodies to send somebody to', async () => {
  const labels = async (who: string, q: string, group: string) =>
    (await find(who, q)).others.filter((one) => one.group === group).map(({ label }) => label)
  assert.deepEqual(await labels('wang', 'jyknry', '服务事项'), ['JY02 就业困难人员认定'])
  assert.deepEqual(await labels('wang', 'JY09', '服务事项'), ['JY09 创业担保贷款'])
  assert.deepEqual(await labels('wang', '小额', '服务事项'), ['JY09 创业担保贷款'])
  const { posts } = await s.call<Office>('wang', 'GET', '/api/office')
  const post = posts.find(({ A }) => A !== null)
  assert.ok((await labels('wang', post?.name ?? '', '工作人员')).includes(post?.A?.name ?? ''))
})

test('查找内容太长，用中文说清最多多少字、怎么改，几千字也一样 (8.1)', async () => {
  type No = { readonly says: string; readonly problems: readonly { readonly at: string; readonly says: string }[] }
  for (const length of [101, 5_000]) {
    const no = await s.call<No>('wang', 'GET', `/api/search?q=${encodeURIComponent('查'.repeat(length))}`)
    assert.equal(no.status, 422, JSON.stringify(no))
    assert.deepEqual(no.problems, [
      { at: '/q', says: '“查找内容”不能超过100个字符，请改短再查，只写编号、姓名或事项里的几个字' },
    ])
  }
  assert.equal((await find('wang', '查'.repeat(100))).status, 200)
})

test('colleagues of another district are not shown', async () => {
  const all = await s.call<Office>('qian', 'GET', '/api/office')
  const name = all.posts.flatMap(({ A }) => A?.name ?? [])[0] ?? ''
  assert.notEqual(name, '')
  assert.ok((await find('qian', name)).others.some(({ label }) => label === name))
  assert.ok((await find('wang', name)).others.every(({ label }) => label !== name))
})

// 测试数据: sound check digits and nobody behind them.
const called = (await s.open('wang', 'contact', { ...contactForm, name: '尾号甲', phone: '13800008642' })).matter.number
const applied = await s.open('wang', 'case', {
  service: 'JY02',
  form: { ...hardship, idNumber: '22020319751231906X', mobile: '13900009753' },
})
const beyond = (await s.open('qian', 'contact', { ...contactForm, name: '尾号乙', phone: '13700008642' })).matter.number
const byEnd = async (who: string, q: string) =>
  (await find(who, q)).rows.flatMap(({ number, foundBy }) => (foundBy ? [`${number} ${foundBy}`] : []))

test('the last four of a phone or citizen number find the matters of it, here and not elsewhere', async () => {
  assert.deepEqual(await byEnd('wang', '8642'), [`${called} 电话末四位相符`])
  assert.deepEqual(await byEnd('qian', '８６４２'), [`${beyond} 电话末四位相符`])
  const { number } = applied.matter
  for (const q of ['906X', '906x']) assert.deepEqual(await byEnd('wang', q), [`${number} 证件号码末四位相符`], q)
  assert.deepEqual(await byEnd('wang', '9753'), [`${number} 电话末四位相符`])
  for (const q of ['906X', '9753']) assert.deepEqual(await byEnd('qian', q), [], q)
  for (const q of ['642', '08642', '9060', 'X906', '864X']) assert.deepEqual(await byEnd('wang', q), [], q)
})

test('what the end of a number finds stands beside what the end of a phone finds, the newest first, each once, a page at most', async () => {
  const end = visitor.slice(-4)
  s.pass(1)
  const both = await s.open('wang', 'contact', { ...contactForm, name: '尾号丙', phone: `1360000${end}` })
  const numbers = async (limit: number) => {
    const q = `/api/search?q=${end}&limit=${limit}`
    return (await s.call<Answer>('wang', 'GET', q)).rows.map(({ number }) => number)
  }
  const found = await numbers(20)
  assert.equal(found[0], both.matter.number)
  assert.ok(found.includes(visitor))
  assert.equal(new Set(found).size, found.length)
  assert.deepEqual(await numbers(1), [both.matter.number])
})

test('nothing is told of the numbers, and of one that is forgotten no end is left (10.5.4)', async () => {
  let page = await s.open('wang', 'complaint', { ...complaintInput, name: '尾号丁', phone: '13511117531' })
  const { number, id } = page.matter
  const answer = await find('wang', '7531')
  assert.ok(answer.rows.some((row) => row.number === number))
  assert.ok(!JSON.stringify(answer).includes('13511117531'))
  page = await s.move('wang', page, 'reach', { way: 'call', said: '说明了规则（测试数据）' })
  page = await s.move('wang', page, 'withdraw', { explanation: '说明了排队规则（测试数据）', isOwnWish: true })
  assert.equal(page.status, 200, JSON.stringify(page))
  for (const who of ['wang', 'head']) assert.deepEqual(await byEnd(who, '7531'), [], who)
  const { rows } = await s.owner.query('select distinct tail from secret where matter_id = $1', [id])
  assert.deepEqual(rows, [{ tail: '' }])
})

test('numbers sealed before there were tails get theirs by night, and what has none is not asked for again', async () => {
  const stored = async () =>
    (await s.owner.query('select matter_id, field, version, tail from secret order by 1, 2, 3')).rows
  const before = await stored()
  await s.owner.query('update secret set tail = null')
  assert.deepEqual(await byEnd('wang', '906X'), [])
  const scope = { tenant: demoTenant, paths: [demoPath('cs')] }
  assert.equal(await fillTails(s.world, scope), before.length)
  assert.deepEqual(await stored(), before)
  assert.equal(await fillTails(s.world, scope), 0)
})

test('更新以前登记的办件，也按企业简称的首字母和信用代码的一段找得到：补词逐批做，断了接着做，做完不再做', async () => {
  const form = { ...formOf('JY10', day('2026-11-23')), company: '测试补词商贸有限公司' }
  const opened = await s.open('wang', 'case', { service: 'JY10', form })
  assert.equal(opened.status, 201, JSON.stringify(opened))
  const { id } = opened.matter
  const scope = { tenant: demoTenant, paths: [demoPath('cs')] }
  const words = async () =>
    (await s.owner.query('select words from matter_word where matter_id = $1', [id])).rows[0].words as string[]
  const all = (await words()).toSorted()
  const found = async () => (await s.call<{ rows: { id: string }[] }>('wang', 'GET', '/api/search?q=bcsm')).rows
  assert.ok((await found()).some((one) => one.id === id))
  // As they were before: no initials of firms, no parts of codes; and a name of before, which stays.
  await s.owner.query(
    `update matter_word set words = array(select w from unnest(words || '{曾用}'::text[]) w where w !~ '^[~=]')`,
  )
  assert.ok(!(await found()).some((one) => one.id === id))
  const count = Number((await s.owner.query('select count(*) from matter')).rows[0].count)
  assert.equal(await reword(s.world, scope), count)
  assert.deepEqual((await words()).toSorted(), [...all, '曾用'].toSorted())
  assert.ok((await found()).some((one) => one.id === id))
  assert.equal(await reword(s.world, scope), 0)
  // Broken off before this one: it goes on after the mark, and does not begin anew.
  await s.owner.query(`update matter_word set words = '{}'`)
  await s.owner.query(
    'update word_mark set done_at = null, after = (select max(id::text)::uuid from matter where id < $1)',
    [id],
  )
  const left = Number((await s.owner.query('select count(*) from matter where id >= $1', [id])).rows[0].count)
  assert.ok(left < count)
  assert.equal(await reword(s.world, scope), left)
  assert.deepEqual((await words()).toSorted(), all)
  await s.owner.query('delete from word_mark')
  await reword(s.world, scope)
})

test('an end is stored neither in the open nor alike for a phone and a citizen number', async () => {
  const phone = '13400009069'
  const { id } = (await s.open('wang', 'contact', { ...contactForm, phone })).matter
  const { rows } = await s.owner.query<{ tail: string }>('select tail from secret where matter_id = $1', [id])
  const tails = tailsOf(s.world.keys, demoTenant, '9069').map(({ tail }) => tail)
  assert.ok(rows.some(({ tail }) => tail === tails[0]))
  assert.ok(rows.every(({ tail }) => !tail.includes('9069') && tail !== tails[1]))
  assert.notEqual(tailOf(s.world.keys, other, 'phone', phone), tails[0], 'nor alike in another tenant')
  for (const [kind, short] of [
    ['phone', '6234567'],
    ['bankCard', '6222020000000000'],
    ['idNumber', 'E1234567'],
  ] as const)
    assert.equal(tailOf(s.world.keys, demoTenant, kind, short), '', 'no more than the mask shows')
})
