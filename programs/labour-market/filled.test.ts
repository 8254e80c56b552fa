import assert from 'node:assert/strict'
import { randomUUIDv7 } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Page, testServer } from '#apps/server/testing.ts'
import { type Day, dayOf } from '#core/day.ts'
import { demoOffice, demoPath, demoPost, demoStaff, demoTenant } from '#office/seed.ts'
import { seekerSide, vacancySide } from './book.ts'
import type { VacancyData } from './contract.ts'
import { marketJobs } from './jobs.ts'
import { addSeeker } from './store.ts'
import { addVacancy } from './vacancies.ts'

// 测试数据。Many at once for few places.

const s = await testServer('labour-filled')
const scope = { tenant: demoTenant, paths: [demoPath('cs')] }
const place = { org_path: demoPath('sljd'), office: demoOffice('sljd'), number: 'B', post: demoPost('sljd.counter') }

const job: VacancyData = {
  ...{
    company: '测试公司',
    jobTitle: '电工',
    jobType: '电工',
    workPlace: '示例区',
    payUnit: 'month',
    payLow: 3500,
    payTop: 4500,
  },
  ...{ applyBy: '电话预约', hotline: '0432-62012345', publishFrom: '2026-11-01', publishUntil: '2026-12-31' },
}

/** A vacancy of so many places and so many seekers for it. */
function ground(places: number, seekers: number): Promise<{ vacancy: string; people: string[] }> {
  return s.db.transaction(scope, async (tx) => {
    const vacancy = randomUUIDv7()
    const side = vacancySide({ ...job, headcount: places }, dayOf(s.now()))
    const reviewed = {
      authors: [demoStaff('wang')],
      reviewer: demoStaff('zhao'),
      reviewed_at: new Date(s.now()),
      opinion: '',
    }
    const row = { ...place, ...side, ...reviewed, id: vacancy, service: 'JY08', case_id: vacancy, line: 0, data: job }
    addVacancy(tx, demoTenant, { ...row, state: 'published', submitted_at: null, due_day: null }, s.now())
    const people = Array.from({ length: seekers }, () => {
      const id = randomUUIDv7()
      const data = {
        ...{
          name: '测试甲',
          phoneMasked: '138****8000',
          wantedJob: '电工',
          otherJobs: [],
          skills: [],
          workPlace: '示例区',
        },
        ...{ kinds: ['full'], payLow: 3000, startFrom: '2026-11-23' },
      }
      const own = { id, case_id: id, person: id, staff: demoStaff('wang'), data, shares: true, months: 3 }
      addSeeker(tx, demoTenant, { ...place, ...seekerSide(data), ...own, valid_until: '2027-02-01' as Day }, s.now())
      return id
    })
    return { vacancy, people }
  })
}

test('however many are sent and hired at once, no more are on the way than places allow, and a filled vacancy takes no more (1.3)', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 2 }), fc.integer({ min: 1, max: 8 }), async (places, count) => {
      const { vacancy, people } = await ground(places, count)
      const sent = await Promise.all(
        people.map((seeker) =>
          s.call<{ id?: string; clause?: string }>('wang', 'POST', '/api/market/referrals', {
            seeker,
            vacancy,
            agrees: true,
          }),
        ),
      )
      const made = sent.filter(({ status }) => status === 201)
      assert.equal(made.length, Math.min(count, places * 3))
      assert.ok(sent.every(({ status, clause }) => status === 201 || clause === '1.3'))
      const hired = await Promise.all(
        made.map(async ({ id }) => {
          const { matter } = await s.call<Page>('wang', 'GET', `/api/matters/${id}`)
          const input = { version: matter.version, startsOn: '2026-11-30', contract: 'signed' }
          return s.call<{ clause?: string }>('wang', 'POST', `/api/matters/${id}/moves/hire`, input)
        }),
      )
      assert.equal(hired.filter(({ status }) => status === 200).length, Math.min(made.length, places))
      assert.ok(hired.every(({ status, clause }) => status === 200 || clause === '1.3'))
      const { rows } = await s.owner.query('select filled, headcount, state from vacancy where id = $1', [vacancy])
      const [row] = rows as { filled: number; headcount: number; state: string }[]
      assert.equal(row?.filled, Math.min(made.length, places))
      assert.equal(row?.state, row?.filled === row?.headcount ? 'filled' : 'published')
    }),
    { numRuns: 8 },
  )
})

test('once filled, a referral that is still open offers no hiring, only what the employer or the seeker answers (1.3, 8.1)', async () => {
  const { vacancy, people } = await ground(1, 2)
  const sent = people.map((seeker) =>
    s.call<{ id: string }>('wang', 'POST', '/api/market/referrals', { seeker, vacancy, agrees: true }),
  )
  const [first, other] = (await Promise.all(sent)).map(({ id }) => id)
  const found = async (q: string) =>
    (
      await s.call<{ rows: { id: string }[] }>('wang', 'GET', `/api/market/referrals?q=${encodeURIComponent(q)}`)
    ).rows.map(({ id }) => id)
  const { matter: sentOne } = await s.call<Page & { matter: { number: string } }>(
    'wang',
    'GET',
    `/api/matters/${first}`,
  )
  for (const q of [sentOne.number, sentOne.number.slice(-9), `2026-${Number(sentOne.number.slice(-6))}`])
    assert.deepEqual(await found(q), [first], q)
  assert.deepEqual(await found('没有这样的人'), [])
  const look = (id?: string) => s.call<Page>('wang', 'GET', `/api/matters/${id}`)
  const offered = async () => (await look(other)).offers.map(({ move }) => move)
  const does = async (id: string | undefined, move: string, more: object) => {
    const { matter } = await look(id)
    const input = { version: matter.version, ...more }
    return s.call<{ clause?: string }>('wang', 'POST', `/api/matters/${id}/moves/${move}`, input)
  }
  const hired = { startsOn: '2026-11-30', contract: 'signed' }
  assert.ok((await offered()).includes('hire'))
  assert.equal((await does(first, 'hire', hired)).status, 200)
  assert.equal((await does(other, 'hire', hired)).clause, '1.3')
  for (const job of marketJobs(s.world)) {
    await job.run({})
    await job.run({})
  }
  const left = await offered()
  assert.deepEqual(
    ['hire', 'not-hired', 'decline', 'no-show', 'contact'].filter((move) => left.includes(move)),
    ['not-hired', 'decline', 'no-show', 'contact'],
  )
  const { matter } = await look(other)
  assert.equal((await does(other, 'hire', hired)).clause, '1.3')
  assert.equal((await look(other)).matter.version, matter.version)
  assert.equal((await does(other, 'not-hired', { why: 'full', reason: '已经招满' })).status, 200)
})

test('the database itself takes no more than there are places, and nobody reviews their own (planted)', async () => {
  const { vacancy } = await ground(1, 0)
  await assert.rejects(
    s.owner.query('update vacancy set filled = 2 where id = $1', [vacancy]),
    /vacancy_check|check constraint/,
  )
  await assert.rejects(
    s.owner.query('update vacancy set reviewer = authors[1] where id = $1', [vacancy]),
    /check constraint/,
  )
})

test('a referral whose names are not those of the books is refused, through the ordinary door too (1.3)', async () => {
  const { vacancy, people } = await ground(1, 1)
  const names = { name: '测试乙', company: '测试公司', job: '电工', place: '示例区', pay: '3,500至4,500元/月' }
  const input = {
    ...names,
    applyBy: '电话预约',
    hotline: '0432-62012345',
    shares: true,
    agrees: true,
    seeker: people[0],
    vacancy,
  }
  const made = await s.call<{ clause?: string; says?: string }>('wang', 'POST', '/api/matters', {
    kind: 'referral',
    input,
  })
  assert.deepEqual([made.status, made.clause], [422, '1.3'])
  assert.match(made.says ?? '', /与名册不一致/)
  const right = await s.call('wang', 'POST', '/api/matters', { kind: 'referral', input: { ...input, name: '测试甲' } })
  assert.equal(right.status, 201)
})
