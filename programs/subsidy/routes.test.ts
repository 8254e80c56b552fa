import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { type Page, type Refused, testServer } from '#apps/server/testing.ts'
import { fen } from '#core/sums/money.ts'
import { desks } from '#house/desk.ts'
import { demoOffice, demoPath, demoTenant } from '#office/seed.ts'
import { type Cell, rowsOf } from '#platform/sheets/reading.ts'
import { wordsIn } from '#platform/sheets/testing.ts'
import type { Payable } from './contract.ts'
import { payables } from './payables.ts'
import { moved, numbers, subsidyForm } from './testing.ts'

const server = await testServer('subsidy-routes', '2026-03-02T08:00:00+08:00')
const { of } = desks(server)
const { db, owner } = server
const on = (time: string) => server.setClock(`2026-${time}:00+08:00`)

type Row = {
  id: string
  number: string
  name: string
  account: string
  state: string
  matter: string
  amount: number
  shares?: boolean
}
type Batch = {
  id: string
  number: string
  stateLabel: string
  count: number
  amount: number
  hash: string
  rows: Row[]
}

async function granted(name: string, from: string, to: string): Promise<string> {
  const form = subsidyForm(name, from, to, name === '测试丁' ? { nearRetirement: true } : {})
  const { matter } = await of('王一').post<Page>('/api/matters', { kind: 'case', input: { service: 'JY13', form } })
  assert.equal((await moved(of('王一'), matter.id, 'check', 'accept', 'pass-firstReview')).status, 200)
  assert.equal((await moved(of('赵三'), matter.id, 'pass-secondReview')).status, 200)
  return matter.id
}
const ids = [await granted('测试甲', '2025-07', '2025-12'), await granted('测试戊', '2025-01', '2025-06')]
on('03-10T09:00')
for (const id of ids) {
  await moved(of('王一'), id, 'close-notice')
  assert.equal((await moved(of('冯七'), id, 'pass-approval')).status, 200)
}
const made = await of('陈八').post<Batch>('/api/subsidies/batches', {
  kind: 'insurance',
  until: '2026-03-10',
  due: '2026-03-31',
})
assert.equal(made.status, 201)
const address = `/api/subsidies/batches/${made.id}`

const file = async (who: Parameters<typeof server.signIn>[0], method: 'GET' | 'POST', url: string, payload?: object) =>
  server.app.inject({ method, url, headers: { cookie: await server.signIn(who) }, ...(payload && { payload }) })

test('拨付名册默认遮盖；完整账号只给承办人和负责人，审批以后，写明理由，记入审计 (6.3)', async () => {
  const seen = await of('冯七').get<Batch>(address)
  assert.deepEqual(
    seen.rows.map(({ name, account, shares }) => [name, account, shares]),
    [
      ['测试甲', '************0000', true],
      ['测试戊', '************0000', true],
    ],
  )
  assert.ok(!JSON.stringify(seen).includes(numbers['测试甲']!) && !JSON.stringify(seen).includes('6222020000000000'))
  for (const url of [`${address}/list.xlsx`, `${address}/list.pdf`])
    assert.equal((await file('chen', 'GET', url)).statusCode, 200)
  const reason = '报财政拨付（测试数据）'
  const early = await of('陈八').post<Refused>(`${address}/whole.xlsx`, { reason })
  assert.deepEqual([early.status, early.clause], [422, '6.3'])
  await of('陈八').post(`${address}/freeze`)
  await of('冯七').post(`${address}/check`, { rows: seen.rows.map(({ id }) => id) })
  const { hash } = await of('褚九').get<Batch>(address)
  assert.equal((await of('褚九').post(`${address}/approve`, { hash, opinion: '同意（测试数据）' })).status, 200)
  const blank = await of('陈八').post<Refused>(`${address}/whole.xlsx`, { reason: ' ' })
  assert.deepEqual([blank.status, blank.clause], [422, '6.3'])
  for (const ext of ['xlsx', 'pdf'])
    assert.equal((await file('chen', 'POST', `${address}/whole.${ext}`, { reason })).statusCode, 200)
  const cellsOf = async (answer: { rawPayload: Buffer }) => {
    const cells: Cell[] = []
    for await (const line of rowsOf(answer.rawPayload)) cells.push(...line.cells.values())
    return JSON.stringify(cells)
  }
  // The bank pays by the whole number; the list for looking never shows it.
  assert.ok(
    (await cellsOf(await file('chen', 'POST', `${address}/whole.xlsx`, { reason }))).includes(numbers['测试甲']!),
  )
  assert.ok(!(await cellsOf(await file('chen', 'GET', `${address}/list.xlsx`))).includes(numbers['测试甲']!))
  const stranger = await of('孙十三').post<Refused>(`${address}/whole.xlsx`, { reason })
  assert.equal(stranger.status, 404)
  const lines = await owner.query<{ says: string }>(`select says from audit where says like '%完整账号%' order by seq`)
  assert.equal(lines.rows.length, 3)
  for (const { says } of lines.rows) assert.match(says, /导出拨付名册.*完整账号和公民身份号码.*理由：报财政拨付/)
})

test('台账和待拨付清单按姓名、姓名首字母和编号尾号查找 (1.3)', async () => {
  const named = async (who: Parameters<typeof of>[0], path: string, q: string) =>
    (await of(who).get<{ rows: Row[] }>(`/api/subsidies/${path}?q=${encodeURIComponent(q)}`)).rows.map(
      ({ name }) => name,
    )
  const { rows } = await of('王一').get<{ rows: (Row & { number: string })[] }>('/api/subsidies/claims')
  const { number } = rows.find(({ name }) => name === '测试戊')!
  const end = `2026-${Number(number.slice(-6))}`
  for (const [who, path] of [
    ['陈八', 'payables'],
    ['王一', 'claims'],
  ] as const) {
    for (const q of [
      '测试戊',
      '试戊',
      '戊',
      'csw',
      number,
      number.slice(-9),
      end,
      `试戊　${number.slice(-6)}`,
      '戊 测试',
    ])
      assert.deepEqual(await named(who, path, q), ['测试戊'], q)
    assert.deepEqual(await named(who, path, '测试乙丙'), [])
    for (const q of ['csx', '测试戊 测试乙', '%', '戊 _']) assert.deepEqual(await named(who, path, q), [], q)
  }
})

test('看得到办件的人，各张工作清单上看到姓名和单位全称；没有待入批的，批次清单写明', async () => {
  type Shown = { rows: { name: string; idNumber: string; office: { name: string } }[]; waiting?: number }
  for (const [who, path] of [
    ['陈八', '/api/subsidies/payables'],
    ['王一', '/api/subsidies/claims'],
  ] as const) {
    const { rows } = await of(who).get<Shown>(path)
    assert.deepEqual([...new Set(rows.map((row) => row.name))].toSorted(), ['测试戊', '测试甲'].toSorted(), path)
    assert.deepEqual([...new Set(rows.map((row) => row.office.name))], ['示例街道人力资源和社会保障所'], path)
    for (const { idNumber } of rows) assert.match(idNumber, /\*{8}/)
  }
  assert.equal((await of('陈八').get<Shown>('/api/subsidies/batches')).waiting, 0)
})

test('别的区看不到这里的人和批次，只知道月份已被哪件办件占用', async () => {
  const sun = of('孙十三')
  assert.equal((await sun.look(address)).status, 404)
  assert.equal((await sun.look(`/api/subsidies/claims/${ids[0]}`)).status, 404)
  assert.equal((await sun.look(`/api/subsidies/cases/${ids[0]}`)).status, 404)
  const found = await sun.post<{ rows: Row[]; months: { number: string; span: string }[] }>(
    '/api/subsidies/persons/search',
    {
      idNumber: numbers['测试甲'],
    },
  )
  assert.deepEqual([found.rows.length, found.months.map(({ span }) => span)], [0, ['2025年7月至2025年12月']])
  assert.ok(!JSON.stringify(found).includes('测试甲'))
  assert.deepEqual((await sun.get<{ rows: Row[] }>('/api/subsidies/payables')).rows, [])
})

test('受理前台账核对结果就在旁边：重复、剩余、各险种上限', async () => {
  const form = subsidyForm('测试甲', '2025-12', '2026-01')
  const { matter } = await of('李二').post<Page>('/api/matters', { kind: 'case', input: { service: 'JY13', form } })
  type Seen = {
    says: string
    left: number | null
    parts: { label: string; most: number; local: number | null }[]
    localSays: string
  }
  const twice = await of('李二').get<Seen>(`/api/subsidies/cases/${matter.id}`)
  assert.match(twice.says ?? '', /2025年12月已批准待拨付/)
  assert.deepEqual([twice.parts[0]?.most, twice.parts[0]?.local], [1333.33, 1000])
  assert.match(twice.localSays, /待本单位确认/)
  const whole = await of('李二').get<Seen & { claim: { left: number } }>(`/api/subsidies/cases/${ids[0]}`)
  assert.deepEqual([whole.says, whole.claim.left], [null, 30])
})

test('申报时间由本单位按月设定：没设定的问人，不在时间内的不符合 (6.2)', async () => {
  const row = async () => {
    const form = subsidyForm('测试丙', '2025-07', '2025-09')
    const page = await of('王一').post<Page>('/api/matters', { kind: 'case', input: { service: 'JY13', form } })
    const check = page.offers.find(({ move }) => move === 'check')?.input as {
      properties: { conditions: { 'x-rows': { id: string; machine: string | null }[] } }
    }
    return check.properties.conditions['x-rows'].find(({ id }) => id === 'inTime')?.machine
  }
  assert.equal(await row(), null)
  const set = (key: string, value: number) =>
    of('周四').post('/api/policy-figures', {
      service: 'JY13',
      key,
      value,
      from: '2026-03-10',
      source: '测试文件〔2026〕1号',
    })
  assert.equal((await set('windowFrom', 13)).status, 422)
  assert.equal((await set('windowFrom', 4)).status, 200)
  assert.equal((await set('windowTo', 12)).status, 200)
  assert.equal(await row(), 'no')
  assert.equal((await set('windowFrom', 3)).status, 200)
  assert.equal(await row(), null, 'within the months a person confirms it')
})

test('别的补贴从自己的门进来，进自己种类的批次；同一件不能放两次，入批以后不能撤回', async () => {
  const scope = { tenant: demoTenant, paths: [demoPath('cs')] }
  const one: Payable = {
    ...{
      kind: 'training' as const,
      matter: randomUUID(),
      number: '测试培训1',
      office: demoOffice('sljd'),
      path: demoPath('sljd'),
    },
    ...{ person: 'p', name: '测试机构', masked: '', span: null, count: 12, fen: fen(1_200_000), on: '2026-03-10' },
    account: { name: '测试机构', bank: '测试银行', number: { sealed: 'form.account', masked: '****0001', blind: 'b' } },
  }
  const put = () => db.transaction(scope, (tx) => payables.put(tx, demoTenant, one))
  assert.equal(await put(), null)
  assert.match((await put())?.says ?? '', /不能重复拨付/)
  const batch = await of('陈八').post<Batch>('/api/subsidies/batches', {
    kind: 'training',
    until: '2026-03-10',
    due: '2026-03-31',
  })
  assert.deepEqual([batch.status, batch.count, batch.amount], [201, 1, 12_000])
  const back = await db.transaction(scope, (tx) => payables.withdraw(tx, demoTenant, 'training', one.matter))
  assert.match(back?.says ?? '', /已经入批或拨付，不能撤回/)
  await of('陈八').post(`/api/subsidies/batches/${batch.id}/dissolve`)
  assert.equal(await db.transaction(scope, (tx) => payables.withdraw(tx, demoTenant, 'training', one.matter)), null)
  const again = await of('陈八').post<Refused>('/api/subsidies/batches', {
    kind: 'training',
    until: '2026-03-10',
    due: '2026-03-31',
  })
  assert.match(again.says, /没有待入批的职业培训补贴/)
})

test('审批表、台账导出、各笔经历；没有批次的承办人不在册的不收', async () => {
  const form = await file('wang', 'GET', `/api/subsidies/claims/${ids[0]}/approval.pdf`)
  assert.equal(form.statusCode, 200)
  const words = wordsIn(form.rawPayload)
  for (const word of [
    '承办人：王一',
    '联系电话：',
    '监督电话：',
    '初审意见',
    '符合条件（测试数据）',
    '赵三签名：',
    '冯七签名：',
  ])
    assert.ok(words === null || words.includes(word), word)
  const book = await file('wang', 'POST', '/api/subsidies/claims/export', { reason: '核对（测试数据）' })
  assert.equal(book.statusCode, 200)
  const cells: Cell[] = []
  for await (const row of rowsOf(book.rawPayload)) cells.push(...row.cells.values())
  const written = JSON.stringify(cells)
  assert.ok(written.includes('测**') && !written.includes('测试甲'), 'what leaves the house is masked')
  const { history } = await of('王一').get<{ history: { says: string }[] }>(`/api/subsidies/claims/${ids[0]}`)
  assert.match(history.at(-1)?.says ?? '', /批准6个月，累计后还剩30个月/)
  const nobody = await of('陈八').post<Refused>(`${address}/hand`, {
    owner: randomUUID(),
    due: '2026-03-31',
    reason: '测试',
  })
  assert.deepEqual([nobody.status, nobody.problems[0]?.at], [422, '/owner'])
})

test('两个窗口同时点受理：只成一件，另一件告知月份和办件编号', async () => {
  const open = async (who: string, from: string, to: string) => {
    const input = { service: 'JY13', form: subsidyForm('测试丙', from, to) }
    const { matter } = await of(who).post<Page>('/api/matters', { kind: 'case', input })
    assert.equal((await moved(of(who), matter.id, 'check')).status, 200)
    return matter
  }
  await of('周四').post('/api/policy-figures', {
    ...{ service: 'JY13', key: 'windowFrom', value: null, from: '2026-03-10', source: '测试文件〔2026〕2号' },
  })
  const matters = [await open('王一', '2025-01', '2025-06'), await open('孙十三', '2025-06', '2025-08')]
  const said = await Promise.all([of('王一'), of('孙十三')].map((by, n) => moved(by, matters[n]!.id, 'accept')))
  assert.deepEqual(said.map(({ status }) => status).toSorted(), [200, 422])
  const won = said.findIndex(({ status }) => status === 200)
  const lost = said[1 - won]!
  assert.match(lost.says ?? '', new RegExp(`2025年6月正在审核（${matters[won]!.number}，`))
  assert.equal(lost.clause, '8.2')
  const { months } = await of('王一').post<{ months: { number: string }[] }>('/api/subsidies/persons/search', {
    idNumber: numbers['测试丙'],
  })
  assert.deepEqual(new Set(months.map(({ number }) => number)), new Set([matters[won]!.number]))
})

test('登记拨付时一笔也没有选中的不收；按月统计与各笔合计相符；有一分对不上就看得出来 (7.4)', async () => {
  const empty = await of('陈八').post<Refused>(`${address}/pay`, { rows: [], on: '2026-03-10', voucher: '凭证1' })
  assert.deepEqual([empty.status, empty.problems[0]?.at], [422, '/rows'])
  assert.equal(
    (await of('陈八').post(`${address}/pay`, { on: '2026-03-10', voucher: '凭证1（测试数据）' })).status,
    200,
  )
  type Sums = {
    rows: { month: string; persons: number; count: number; amount: number }[]
    total: number
    agrees: boolean
  }
  const read = () => of('冯七').get<Sums>('/api/subsidies/figures?year=2026')
  const { rows, total, agrees } = await read()
  assert.deepEqual(
    [rows.map(({ month, persons, count }) => [month, persons, count]), total, agrees],
    [[['2026-03', 2, 12]], 6000, true],
  )
  assert.equal((await of('冯七').get<Sums>('/api/subsidies/figures?year=2025')).total, 0)
  assert.deepEqual((await of('孙十三').get<Sums>('/api/subsidies/figures?year=2026')).rows, [])
  await owner.query('update payable set fen = fen + 1 where matter = $1', [ids[0]])
  assert.equal((await read()).agrees, false)
})

test('更正账户以后，原批次的页面、打印和完整名册仍是审批时的账户，经历写明谁、为什么、从哪个改成哪个；下一批是新的 (7.4)', async () => {
  await owner.query('update payable set fen = fen - 1 where matter = $1', [ids[0]])
  const row = (await of('陈八').get<Batch>(address)).rows.find(({ matter }) => matter === ids[1])!
  const back = { row: row.id, reason: '账号户名不符（测试数据）', due: '2026-03-20' }
  assert.equal((await of('陈八').post(`${address}/return`, back)).status, 200)
  const printed = async (batch: string, who: 'chen' | 'district' = 'chen') => {
    const [book, whole] = await Promise.all([
      file(who, 'POST', `${batch}/whole.xlsx`, { reason: '核对（测试数据）' }),
      file(who, 'POST', `${batch}/whole.pdf`, { reason: '核对（测试数据）' }),
    ])
    const cells: Cell[] = []
    for await (const line of rowsOf(book.rawPayload)) cells.push(...line.cells.values())
    return { book: JSON.stringify(cells), words: wordsIn(whole.rawPayload) ?? '' }
  }
  const before = { seen: (await of('冯七').get<Batch>(address)).rows, ...(await printed(address)) }
  const account = '6217000000000000004'
  const ask = { accountName: '测试戊', bank: '测试银行二支行', account, statement: '2026年3月10日书面说明（测试数据）' }
  assert.equal((await of('王一').post(`/api/subsidies/payables/${row.id}/account`, ask)).status, 200)
  const after = await of('冯七').get<Batch & { history: { says: string; staff: { name: string } }[] }>(address)
  assert.deepEqual([after.rows, await printed(address)], [before.seen, { book: before.book, words: before.words }])
  assert.ok(before.book.includes('6222020000000000') && !before.book.includes(account))
  const { says, staff } = after.history.at(-1)!
  assert.equal(staff.name, '王一')
  assert.match(says, /更正测试戊.*，\*+0000改为\*+0004，本人说明：2026年3月10日书面说明/)

  const next = await of('陈八').post<Batch>('/api/subsidies/batches', {
    ...{ kind: 'insurance', until: '2026-03-10', due: '2026-03-31' },
  })
  const second = `/api/subsidies/batches/${next.id}`
  // Another hands it in: who put it together stands on the paper all the same.
  await of('冯七').post(`${second}/freeze`)
  const sent = wordsIn((await file('chen', 'GET', `${second}/list.pdf`)).rawPayload)
  for (const word of ['陈八签名：', '由冯七提交复核审批'])
    assert.ok(sent === null || sent.includes(word), `${word}: ${sent}`)
  assert.equal((await of('褚九').post(`${second}/send-back`, { reason: '由编制人提交（测试数据）' })).status, 200)
  await of('陈八').post(`${second}/freeze`)
  await of('冯七').post(`${second}/check`, { rows: [row.id] })
  const { hash, rows } = await of('冯七').get<Batch>(second)
  assert.deepEqual(
    rows.map((one) => one.account),
    ['***************0004'],
  )
  assert.equal((await of('褚九').post(`${second}/approve`, { hash, opinion: '同意（测试数据）' })).status, 200)
  const { book, words } = await printed(second)
  assert.ok(book.includes(account) && book.includes('测试银行二支行'))
  for (const word of ['承办人：陈八', '编制人陈八', '复核人冯七', '审批人', '联系电话：', '监督电话：', account])
    assert.ok(words === '' || words.includes(word), word)
  await assert.rejects(
    owner.query(`update payment_row set account_blind = null where payable = $1 and state = 'returned'`, [row.id]),
    /check/,
  )
})
