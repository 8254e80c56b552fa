import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contactForm, hardship, unemployed } from '#apps/server/forms.ts'
import { testServer } from '#apps/server/testing.ts'

const s = await testServer('sitting', '2026-11-02T09:30:00+08:00')

type Row = {
  readonly id: string
  readonly required?: boolean
  readonly exempt?: boolean
  readonly machine?: string | null
  readonly services?: readonly string[]
}
type Sitting = {
  readonly id: string
  readonly receipt: { readonly number: string; readonly url: string } | null
  readonly cases: readonly {
    readonly id: string
    readonly version: number
    readonly service: string
    readonly stateLabel: string
    readonly closed: boolean
    readonly next: string | null
    readonly visitorCode: string | null
    readonly materials: readonly Row[]
    readonly conditions: readonly Row[]
    readonly sheets: readonly { readonly title: string }[]
  }[]
  readonly papers: readonly Row[]
}
type Refused = {
  readonly clause: string
  readonly says: string
  readonly problems: readonly { readonly at: string; readonly says: string }[]
}
type Form = {
  readonly shared: { schema: { properties: object } }
  readonly services: readonly { code: string; schema: { properties: object } }[]
}

const shared = { name: '测试甲', idNumber: hardship.idNumber, mobile: '13900000000', address: '示例街道测试路2号' }
const without = (form: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(form).filter(([key]) => !(key in shared)))
const asked = {
  shared,
  services: [
    { service: 'JY01', form: without(unemployed) },
    { service: 'JY02', form: without(hardship) },
  ],
}
const open = (body: object = asked) => s.call<Sitting & Refused>('wang', 'POST', '/api/sittings', body)
const count = async () => Number((await s.owner.query('select count(*) from matter')).rows[0].count)

const judged = (page: Sitting, missing: readonly string[] = []) => ({
  papers: page.papers.map(({ id }) =>
    missing.includes(id) ? { paper: id, result: 'missing', reason: '没有带来' } : { paper: id, result: 'ok' },
  ),
  cases: page.cases.map(({ id, version, materials, conditions }) => ({
    ...{ id, version },
    materials: materials.map((row) =>
      missing.includes(row.id) ? { id: row.id, result: 'missing', reason: '没有带来' } : { id: row.id, result: 'ok' },
    ),
    conditions: conditions.filter(({ machine }) => !machine).map(({ id: one }) => ({ id: one, result: 'yes' })),
  })),
})

test('共用的信息只问一次，各项只问自己的', async () => {
  const form = await s.call<Form>('wang', 'GET', '/api/sittings/form?services=JY01,JY02')
  assert.deepEqual(Object.keys(form.shared.schema.properties), ['name', 'idNumber', 'mobile', 'address'])
  for (const { schema } of form.services) assert.ok(Object.keys(schema.properties).every((key) => !(key in shared)))
  const one = await s.call<Refused>('wang', 'GET', '/api/sittings/form?services=JY01')
  assert.deepEqual([one.status, one.clause], [422, '6.4'])
})

test('一次登记两项：同一个首问责任人，各自成件，共用材料看一次，一张回执（6.4、10.1.2）', async () => {
  const contact = await s.open('wang', 'contact', contactForm)
  const opened = await open({ ...asked, contact: contact.matter.id })
  assert.equal(opened.status, 201, JSON.stringify(opened))
  assert.deepEqual(
    opened.cases.map(({ service, stateLabel }) => [service, stateLabel]),
    [
      ['JY01', '审查材料'],
      ['JY02', '审查材料'],
    ],
  )
  assert.ok(opened.papers.some(({ id, services }) => id === 'identity' && services?.length === 2))
  assert.ok(opened.cases.every(({ materials }) => materials.every(({ id }) => id !== 'identity')))
  assert.equal((await s.look('wang', contact)).matter.stateLabel, '已转办件')

  const early = await s.call<Refused>('wang', 'POST', `/api/sittings/${opened.id}/conclusion`, {})
  assert.deepEqual([early.status, early.clause], [422, '8.2'])
  const looked = await s.call<Sitting>(
    'wang',
    'POST',
    `/api/sittings/${opened.id}/review`,
    judged(opened, ['household']),
  )
  assert.equal(looked.status, 200, JSON.stringify(looked))
  assert.deepEqual(
    looked.cases.map(({ next }) => next),
    ['finish', 'notify'],
  )
  const done = await s.call<Sitting>('wang', 'POST', `/api/sittings/${opened.id}/conclusion`, {})
  assert.equal(done.status, 200, JSON.stringify(done))
  assert.deepEqual(
    done.cases.map(({ stateLabel }) => stateLabel),
    ['已办结', '待补正'],
  )
  assert.deepEqual(
    done.cases.map(({ sheets }) => sheets.map(({ title }) => title)),
    [['失业登记凭证'], ['一次性告知书']],
  )
  assert.ok(done.receipt?.number)
  const { rows } = await s.owner.query(`select data from sheet where kind = 'sitting-receipt'`)
  const { received, missing, cases } = rows[0].data
  assert.deepEqual(received.find(({ name }: { name: string }) => name.includes('身份证')).services, [
    '失业登记',
    '就业困难人员认定',
  ])
  assert.deepEqual([missing.length, cases.length], [1, 2])
  const list = await s.call<{ rows: readonly { id: string; open: number; all: number }[] }>(
    'li',
    'GET',
    '/api/sittings',
  )
  assert.deepEqual(
    list.rows.map(({ open: left, all }) => [left, all]),
    [[1, 2]],
  )
})

test('有一项填错，各项都不登记；错在哪里一次说全', async () => {
  const before = await count()
  const bad = await open({
    shared: { ...shared, mobile: '123' },
    services: [
      { service: 'JY01', form: { ...without(unemployed), unemployedSince: '1960-01-01' } },
      { service: 'JY02', form: { ...without(hardship), category: 'nothing' } },
    ],
  })
  assert.equal(bad.status, 422)
  assert.ok(bad.problems.some(({ at }) => at === '/services/1/form/category'))
  assert.ok(bad.problems.some(({ at }) => at === '/shared/mobile'))
  assert.equal(await count(), before, '什么都没有留下')
  assert.equal(Number((await s.owner.query('select count(*) from sitting')).rows[0].count), 1)
})

test('失业日期早于出生日期的，不能登记（JY01）', async () => {
  const early = await s.open('wang', 'case', {
    service: 'JY01',
    form: { ...unemployed, unemployedSince: '1980-01-01' },
  })
  assert.deepEqual(
    [early.status, (early as unknown as Refused).problems.map(({ at }) => at)],
    [422, ['/form/unemployedSince']],
  )
  const opened = await s.open('wang', 'case', { service: 'JY01', form: unemployed })
  const amended = await s.refused('wang', opened, 'amend', { form: { unemployedSince: '1980-01-01' } })
  assert.deepEqual([amended.status, amended.problems.map(({ at }) => at)], [422, ['/form/unemployedSince']])
})

test('更正申请表后，名称、文书、查找都跟着改，记录写明改了哪几项；同时改姓名和号码的是另一个人（8.2、3.4.1）', async () => {
  const typed = { ...unemployed, name: '测试戍辰' }
  const opened = await s.open('wang', 'case', { service: 'JY01', form: typed })
  const other = await s.refused('wang', opened, 'amend', { form: { name: '测试别人', idNumber: '220204198512310023' } })
  assert.deepEqual([other.status, other.problems.map(({ at }) => at)], [422, ['/form/idNumber']])
  const amended = await s.move('wang', opened, 'amend', { form: { name: '测试戌辰' } })
  assert.equal(amended.status, 200, JSON.stringify(amended))
  assert.ok(amended.matter.title.startsWith('测试戌辰：'), amended.matter.title)
  assert.equal(amended.matter.facts['applicant'], '测试戌辰')
  assert.equal(amended.journal.at(-1)?.says, '更正申请表：姓名')
  const finds = async (q: string) => {
    const found = await s.call<{ rows: readonly { id: string; title: string }[] }>('wang', 'GET', `/api/search?q=${q}`)
    return found.rows.filter(({ id }) => id === opened.matter.id).map(({ title }) => title)
  }
  assert.deepEqual([await finds('戌辰'), await finds('戍辰')], [[amended.matter.title], []])
  const same = await s.move('wang', amended, 'amend', { form: { idNumber: '220204198512310023' } })
  assert.equal(same.journal.at(-1)?.says, '更正申请表：公民身份号码')
})

test('同一个人同一事项已有在办的，登记时提示，不拦', async () => {
  const found = await s.call<{ rows: readonly { service: string; closed: boolean }[] }>(
    'wang',
    'POST',
    '/api/cases/earlier',
    { service: 'JY01', idNumber: unemployed.idNumber },
  )
  assert.equal(found.status, 200, JSON.stringify(found))
  assert.ok(found.rows.length > 0 && found.rows.every(({ service }) => service === 'JY01'))
  const none = await s.call<{ rows: readonly object[] }>('wang', 'POST', '/api/cases/earlier', {
    service: 'JY02',
    idNumber: '220202199001010012',
  })
  assert.deepEqual(none.rows, [])
  const again = await s.open('wang', 'case', { service: 'JY01', form: unemployed })
  assert.equal(again.status, 201)
})
