import assert from 'node:assert/strict'
import { randomUUIDv7 } from 'node:crypto'
import { test } from 'node:test'
import { testServer } from '#apps/server/testing.ts'
import { type Day, dayOf } from '#core/day.ts'
import { demoOffice, demoPath, demoPost, demoStaff, demoTenant } from '#office/seed.ts'
import { seekerSide, vacancySide } from './book.ts'
import { seekerColumns } from './columns.ts'
import type { VacancyData } from './contract.ts'
import { addSeeker } from './store.ts'
import { addVacancy } from './vacancies.ts'

// 测试数据。What leaves the house, and to whom.

const s = await testServer('labour-routes')
const place = { org_path: demoPath('sljd'), office: demoOffice('sljd'), number: 'B', post: demoPost('sljd.counter') }

async function published(more: VacancyData, code = 'sljd'): Promise<string> {
  const id = randomUUIDv7()
  const data: VacancyData = {
    ...{
      company: '测试公司',
      contact: '测试联系人',
      phoneMasked: '138****8000',
      hotline: '0432-62012345',
      applyBy: '电话预约',
    },
    ...{ jobTitle: '电工', jobType: '电工', workPlace: '示例区测试路1号', workKind: 'full', payUnit: 'month' },
    ...{ payLow: 3500, payTop: 4500, headcount: 2, publishFrom: '2026-11-01', publishUntil: '2026-12-31', ...more },
  }
  const reviewed = {
    authors: [demoStaff('wang')],
    reviewer: demoStaff('zhao'),
    reviewed_at: new Date(s.now()),
    opinion: '',
  }
  const row = {
    ...place,
    ...{ org_path: demoPath(code), office: demoOffice(code) },
    ...vacancySide(data, dayOf(s.now())),
    ...reviewed,
    id,
    service: 'JY08',
    case_id: id,
    line: 0,
    data,
  }
  await s.db.transaction({ tenant: demoTenant, paths: [demoPath('cs')] }, async (tx) =>
    addVacancy(tx, demoTenant, { ...row, state: 'published', submitted_at: null, due_day: null }, s.now()),
  )
  return id
}

const electrician = await published({})
await published({ jobTitle: '保洁员', jobType: '保洁', workPlace: '样本区和平路5号', workKind: 'part' })
await published({ jobTitle: '门卫', jobType: '门卫', publishFrom: '2026-12-24' })
const ended = await published({ jobTitle: '旧岗位', jobType: '旧岗位', publishUntil: '2026-11-22' })

type Jobs = { readonly rows: readonly { readonly jobTitle: string }[]; readonly next: string | null }
const jobs = async (query: string) =>
  (await s.call<Jobs>(null, 'GET', `/api/vacancies${query}`)).rows.map(({ jobTitle }) => jobTitle)
const of = (value: string) => encodeURIComponent(value)

test('the desk finds a published vacancy by words and initials, and none that has ended or not begun', async () => {
  const labels = async (q: string) => {
    type Found = { readonly others: readonly { readonly group: string; readonly label: string }[] }
    const { others } = await s.call<Found>('wang', 'GET', `/api/search?q=${of(q)}`)
    return others.filter(({ group }) => group === '在招岗位').map(({ label }) => label)
  }
  assert.deepEqual(await labels('电工'), ['电工'])
  assert.deepEqual(await labels('bjy'), ['保洁员'])
  assert.deepEqual(await labels('测试公司'), ['保洁员', '电工'])
  for (const q of ['门卫', '旧岗位', '没有']) assert.deepEqual(await labels(q), [], q)
})

test('everybody reads what is published now, by words, kind and place; of the employer what was given to be published (1.3)', async () => {
  assert.deepEqual(await jobs(''), ['保洁员', '电工'])
  assert.deepEqual(await jobs(`?q=${of('电工')}`), ['电工'])
  assert.deepEqual(await jobs(`?q=${of('测试公司')}&kind=part`), ['保洁员'])
  assert.deepEqual(await jobs(`?place=${of('样本区')}`), ['保洁员'])
  for (const q of ['电工 测试公司', '测试公司　电工', '公司 电工'])
    assert.deepEqual(await jobs(`?q=${of(q)}`), ['电工'], q)
  for (const sign of ['%', '_', '\\', '％', '%_', '。'])
    for (const asked of ['q', 'place']) assert.deepEqual(await jobs(`?${asked}=${of(sign)}`), [], `${asked} ${sign}`)
  assert.deepEqual(await jobs(`?q=${of('没有的工种')}`), [])
  const one = await s.call<Record<string, unknown>>(null, 'GET', `/api/vacancies/${electrician}`)
  assert.equal(one['hotline'], '0432-62012345')
  assert.doesNotMatch(JSON.stringify(one), /测试联系人|138[*\d]{8}/)
  assert.equal((await s.call(null, 'GET', `/api/vacancies/${randomUUIDv7()}`)).status, 404)
})

test('the pages are whole without JavaScript; a search that finds nothing says what to do; a wrong address is no error', async () => {
  const read = async (url: string) => (await s.app.inject({ url })).body
  assert.match(await read('/jobs'), /<form class="find" method="get" action="\/jobs"/)
  assert.doesNotMatch(await read('/jobs'), /<script/)
  assert.match(await read(`/jobs?q=${of('没有的工种')}`), /到窗口登记求职/)
  assert.match(await read(`/jobs/${electrician}`), /怎样应聘[\s\S]*tel:043262012345/)
  const old = (await s.app.inject({ url: `/jobs/${ended}` })) as { statusCode: number; body: string }
  assert.equal(old.statusCode, 410)
  assert.match(old.body, /旧岗位[\s\S]*测试公司的这个岗位已到期，2026年11月22日截止[\s\S]*href="\/jobs"/)
  for (const url of ['/jobs/x', `/jobs/${randomUUIDv7()}`]) assert.equal((await s.app.inject({ url })).statusCode, 404)
})

test('nobody who has not signed in sees a seeker; an export asks why, masks names and is on the audit', async () => {
  const id = randomUUIDv7()
  const data = {
    ...{
      name: '测试某某',
      phoneMasked: '138****8000',
      wantedJob: '=电工',
      otherJobs: [],
      skills: [],
      workPlace: '示例区',
    },
    ...{ kinds: ['full'], payLow: 3000, startFrom: '2026-11-23' },
  }
  const own = { id, case_id: id, person: id, staff: demoStaff('wang'), data, shares: true, months: 3 }
  await s.db.transaction({ tenant: demoTenant, paths: [demoPath('cs')] }, async (tx) =>
    addSeeker(tx, demoTenant, { ...place, ...seekerSide(data), ...own, valid_until: '2027-02-01' as Day }, s.now()),
  )
  for (const url of ['/api/market/seekers', `/api/market/seekers/${id}`, `/api/market/seekers/${id}/matches`])
    assert.equal((await s.call(null, 'GET', url)).status, 401)
  assert.equal((await s.call('sun', 'GET', `/api/market/seekers/${id}`)).status, 404)
  const bare = await s.call<{ clause?: string }>('wang', 'POST', '/api/market/seekers/export', {})
  assert.deepEqual([bare.status, bare.clause], [422, '1.3'])
  const book = await s.call<{ text: string }>('wang', 'POST', '/api/market/seekers/export', { reason: '招聘会准备' })
  assert.equal(book.status, 200)
  const { rows } = await s.owner.query<{ says: string }>(`select says from audit where what = 'register-export'`)
  assert.match(rows.at(-1)?.says ?? '', /求职者名册 1 条（号码和姓名已遮盖）；理由：招聘会准备/)
  const list = await s.call<{ rows: readonly { name: string }[] }>(
    'wang',
    'GET',
    `/api/market/seekers?q=${of('测试某某')}`,
  )
  assert.deepEqual(
    list.rows.map(({ name }) => name),
    ['测试某某'],
  )
  const count = async (q: string) =>
    (await s.call<{ rows: readonly object[] }>('wang', 'GET', `/api/market/seekers?q=${of(q)}`)).rows.length
  assert.deepEqual(await Promise.all(['某某 测试', '测试　某某', '%', '_', '测试 没有'].map(count)), [1, 1, 0, 0, 0])
  assert.deepEqual(
    (await s.call<{ rows: readonly object[] }>('wang', 'GET', '/api/market/seekers?stage=expired')).rows,
    [],
  )
})

test('in the book that leaves the house a wage to be talked over is 面议，not 0', () => {
  const value = seekerColumns.find(({ title }) => title === '期望月薪（元）')?.value as (row: object) => unknown
  assert.deepEqual([value({ payLow: 0 }), value({ payLow: 3000 })], ['面议', 3000])
})

test('a seeker is matched with what is published in the whole city: of another office only what the public reads; its seekers stay its own (1.3)', async () => {
  const elsewhere = await published({ jobTitle: '瓦工', jobType: '瓦工' }, 'ybjd')
  const here = await published({ jobTitle: '瓦工', jobType: '瓦工' })
  const id = randomUUIDv7()
  const data = {
    ...{ name: '测试瓦', phoneMasked: '138****8000', wantedJob: '瓦工', otherJobs: [], skills: [], workPlace: '不限' },
    ...{ kinds: ['full'], payLow: 0, startFrom: '2026-11-23' },
  }
  const own = { id, case_id: id, person: id, staff: demoStaff('wang'), data, shares: true, months: 3 }
  await s.db.transaction({ tenant: demoTenant, paths: [demoPath('cs')] }, async (tx) =>
    addSeeker(tx, demoTenant, { ...place, ...seekerSide(data), ...own, valid_until: '2027-02-01' as Day }, s.now()),
  )
  type Pair = { readonly id: string; readonly elsewhere: { readonly name: string } | null }
  const { rows } = await s.call<{ rows: readonly Pair[] }>('wang', 'GET', `/api/market/seekers/${id}/matches`)
  assert.deepEqual(
    rows.map((one) => [one.id, one.elsewhere?.name ?? null]),
    [
      [here, null],
      [elsewhere, '样本街道人力资源和社会保障所'],
    ],
  )
  assert.doesNotMatch(JSON.stringify(rows), /测试联系人|138\*/)
  assert.equal((await s.call('sun', 'GET', `/api/market/seekers/${id}/matches`)).status, 404)
  const theirs = await s.call<{ rows: readonly object[] }>('sun', 'GET', `/api/market/vacancies/${elsewhere}/matches`)
  assert.deepEqual(theirs.rows, [])
  assert.equal((await s.call('wang', 'GET', `/api/market/vacancies/${elsewhere}`)).status, 404)
  const asked = { seeker: id, vacancy: elsewhere, agrees: true }
  assert.equal((await s.call('wang', 'POST', '/api/market/referrals', asked)).status, 422)
})
