import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testHall } from '#apps/hall/testing.ts'

const hall = await testHall('tools')
const get = (url: string) => hall.send('GET', url)
const tool = (name: string, typed: Record<string, string>) => get(`/tools/${name}?${new URLSearchParams(typed)}`)

test('the calculators for everybody: a list, and a plain form each that needs no JavaScript', async () => {
  const { text } = await get('/tools')
  for (const name of [
    ...['retirement', 'insurance-subsidy', 'hiring-tax', 'self-employed-tax', 'startup-loan', 'deadline'],
  ]) {
    assert.ok(text.includes(`/tools/${name}`), name)
    const page = await get(`/tools/${name}`)
    assert.equal(page.status, 200)
    assert.ok(page.text.includes('method="get"') && !page.text.includes('<script'), name)
    assert.ok(!page.text.includes('id="result"'), name)
  }
  assert.equal((await get('/tools/nothing')).status, 404)
})

test('a result with its formula, its steps and its sources; what is not verified waits for the office', async () => {
  const { status, text } = await tool('retirement', { worker: 'man60', birth: '1976-09-10' })
  assert.equal(status, 200)
  for (const word of [
    '2039年9月达到法定退休年龄',
    '怎么算的',
    '代入的数',
    '依据',
    '2024年9月13日',
    '测算日期：2026年11月23日',
  ])
    assert.ok(text.includes(word), word)
  const loan = { borrower: 'person', amount: '30万', months: '36', rate: '4.5%', way: 'level' }
  assert.ok((await tool('startup-loan', loan)).text.includes('“贷款金额（元）”应为数字'))
  const lent = await tool('startup-loan', { ...loan, amount: '300,000元' })
  assert.ok(lent.text.includes('8,924.08') && lent.text.includes('待本单位确认'))
})

test('a date without its day is refused in words, not guessed at (8.1)', async () => {
  for (const birth of ['1984-12', '1984.12', '1984年12月', '198412', '1984-123', '1984123']) {
    const { status, text } = await tool('retirement', { worker: 'man60', birth })
    assert.equal(status, 422, birth)
    assert.ok(text.includes('id="birth-wrong"') && !text.includes('id="result"'), birth)
  }
  for (const birth of ['1984-12-05', '1984.12.5', '1984年12月5日', '19841205'])
    assert.equal((await tool('retirement', { worker: 'man60', birth })).status, 200, birth)
})

test('months are read as people write them, a line for each row', async () => {
  const roll = '2026年3月\r\n2024-01 至 2026/10\n202306'
  const { text } = await tool('hiring-tax', { year: '2026', roll })
  assert.ok(text.includes('3人共25个月，扣减限额12,500.00元'), text)
  const asked = { kind: 'difficult', worker: 'woman55', birth: '1985-03-01', from: '2026年1月', to: '2026.6' }
  const paid = { ...asked, pension: '800', other: '0' }
  assert.ok((await tool('insurance-subsidy', paid)).text.includes('这次可补6个月'))
  const twice = await tool('insurance-subsidy', { ...paid, enjoyed: '2025-12 2026-02' })
  assert.equal(twice.status, 422)
  assert.ok(twice.text.includes('href="#from"') && twice.text.includes('同一个月不能重复享受'))
})

test('what is wrong stands beside its field, with what was typed; nothing typed becomes markup', async () => {
  const evil = '"><script>alert(1)</script>'
  const { status, text } = await tool('hiring-tax', { year: evil, roll: evil })
  assert.equal(status, 422)
  assert.ok(text.includes('aria-invalid="true"') && text.includes('id="year-wrong"') && !text.includes('<script>'))
  assert.ok(text.includes('&#34;&#62;&#60;script&#62;'))
})

test('the deadline by the calendar of the office that is chosen', async () => {
  const limit = { from: '2026-02-13', amount: '10', unit: 'workingDays' }
  const { text } = await tool('deadline', limit)
  for (const word of ['2026年3月5日（周四）到期', '放假', '调休上班日', '不计入', '<option'])
    assert.ok(text.includes(word), word)
  assert.ok((await tool('deadline', { ...limit, office: 'ybjd' })).text.includes('selected'))
  assert.equal((await tool('deadline', { ...limit, office: 'nowhere' })).status, 404)
})
