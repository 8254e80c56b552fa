import assert from 'node:assert/strict'
import { randomUUIDv7 } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { testServer } from '#apps/server/testing.ts'
import { type Day, parseInstant } from '#core/day.ts'
import { demoOffice, demoPath, demoPost, demoStaff, demoTenant } from '#office/seed.ts'
import type { Tx } from '#platform/db/db.ts'
import { seekerSide, vacancySide } from './book.ts'
import type { SeekerData, VacancyData } from './contract.ts'
import { type Place, seekersFor, vacanciesFor } from './matching.ts'
import { criteria, isProposed, match, ranked, type SeekerSide, type VacancySide, type Weights } from './policy.ts'
import { addSeeker } from './store.ts'
import { addVacancy } from './vacancies.ts'

// 测试数据。The ranking in SQL against the pure one, and what it may never depend on.

const server = await testServer('labour-matching')
const today = '2026-11-23' as Day
const at = parseInstant('2026-11-23T09:00:00+08:00')
const scope = { tenant: demoTenant, paths: [demoPath('cs')] }
const weights: Weights = { job: 40, pay: 20, place: 15, kind: 10, education: 5, skill: 5, start: 5 }

const trades = [
  '电工',
  '维修电工',
  '焊工',
  '电焊工',
  '缝纫工',
  '保洁',
  '保洁员',
  '焊',
  '服务员',
  '业务员',
  'CNC操作工',
  '',
]
const places = ['示例区', '测试市示例区测试路1号', '测试市样本区', '不限', '样本区和平路', '永吉县', '']
const trade = fc.constantFrom(...trades)
const job = fc.constantFrom(...trades.filter((word) => word !== ''))
const pay = fc.constantFrom(0, 2700, 3000, 3500, 4500.5, 9000)

const wishes: fc.Arbitrary<SeekerData> = fc.record({
  name: fc.constant('测试甲'),
  phoneMasked: fc.constant('138****8000'),
  wantedJob: job,
  otherJobs: fc.array(trade, { maxLength: 3 }),
  skills: fc.array(trade, { maxLength: 3 }),
  workPlace: fc.constantFrom(...places),
  kinds: fc.subarray(['full', 'part', 'temporary'], { minLength: 1 }),
  payLow: pay,
  startFrom: fc.constantFrom('2026-11-24', '2027-03-01'),
  education: fc.constantFrom('primary', 'college', 'master'),
  skillLevel: fc.constantFrom('none', '5', '3', 'title'),
})
const offers: fc.Arbitrary<VacancyData> = fc.record({
  jobTitle: job,
  jobType: trade,
  workPlace: fc.constantFrom(...places),
  workKind: fc.constantFrom('full', 'part', 'temporary'),
  educationAtLeast: fc.constantFrom('any', 'secondary', 'bachelor'),
  skillAtLeast: fc.constantFrom('none', '4', '1', 'title'),
  payUnit: fc.constantFrom('month', 'hour', 'piece'),
  payLow: pay,
  payTop: pay,
  publishFrom: fc.constant('2026-11-01'),
  publishUntil: fc.constantFrom('2026-11-30', '2027-02-01'),
  headcount: fc.constant(2),
})

function book(tx: Tx, data: SeekerData): { readonly id: string; readonly grams: readonly string[] } & SeekerSide {
  const id = randomUUIDv7()
  const side = seekerSide(data)
  const where = { id, org_path: demoPath('sljd'), office: demoOffice('sljd'), case_id: id, number: 'B', person: id }
  const owner = { post: demoPost('sljd.counter'), staff: demoStaff('wang') }
  addSeeker(
    tx,
    demoTenant,
    { ...where, ...owner, ...side, data, shares: true, months: 3, valid_until: '2027-01-01' as Day },
    at,
  )
  return { id, ...side }
}

function offer(
  tx: Tx,
  data: VacancyData,
  code = 'sljd',
): { readonly id: string; readonly grams: readonly string[] } & VacancySide {
  const id = randomUUIDv7()
  const side = vacancySide(data, today)
  const where = {
    id,
    org_path: demoPath(code),
    office: demoOffice(code),
    service: 'JY08',
    case_id: id,
    line: 0,
    number: 'B',
  }
  const state = { state: 'published', submitted_at: new Date(at), due_day: null, opinion: '' } as const
  const who = { post: demoPost('sljd.counter'), authors: [demoStaff('wang')], reviewer: demoStaff('zhao') }
  addVacancy(tx, demoTenant, { ...where, ...state, ...who, ...side, data, reviewed_at: new Date(at) }, at)
  return { id, ...side }
}

class Enough extends Error {}
/** In a transaction that leaves nothing. */
async function tried(work: (tx: Tx) => Promise<void>): Promise<void> {
  await server.db
    .transaction(scope, async (tx) => {
      await work(tx)
      throw new Enough()
    })
    .catch((error) => {
      if (!(error instanceof Enough)) throw error
    })
}

test('the ranking of the database is the pure one, page by page, from either side; total and stable (1.3)', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(wishes, { minLength: 1, maxLength: 8 }),
      fc.array(offers, { minLength: 1, maxLength: 8 }),
      (ws, os) =>
        tried(async (tx) => {
          const all = { seekers: ws.map((data) => book(tx, data)), vacancies: os.map((data) => offer(tx, data)) }
          for (const seeker of all.seekers) {
            const wanted = all.vacancies
              .filter((one) => isProposed(seeker, one))
              .map((one) => ({ id: one.id, score: match(seeker, one, weights).score }))
            assert.deepEqual(
              await paged((after) =>
                vacanciesFor(tx, demoTenant, { id: seeker.id, grams: seeker.grams, today, weights, after, limit: 3 }),
              ),
              ranked(wanted).map((one) => ({ ...one, far: 0 })),
            )
          }
          for (const vacancy of all.vacancies) {
            const wanted = all.seekers
              .filter((one) => isProposed(one, vacancy))
              .map((one) => ({ id: one.id, score: match(one, vacancy, weights).score }))
            assert.deepEqual(
              await paged((after) =>
                seekersFor(tx, demoTenant, { id: vacancy.id, grams: vacancy.grams, today, weights, after, limit: 3 }),
              ),
              ranked(wanted).map((one) => ({ ...one, far: 0 })),
            )
          }
        }),
    ),
    { numRuns: 30 },
  )
})

type Found = readonly Place[]
/** All pages one after another. */
async function paged(read: (after: Found[number] | null) => Promise<Found>): Promise<Found> {
  const all: Found[number][] = []
  for (;;) {
    const page = await read(all.at(-1) ?? null)
    if (page.length === 0) return all
    all.push(...page)
  }
}

test('a match reads neither sex, age, origin, nation, marriage nor health: there is nothing of it to read (1.3)', () => {
  const sides = seekerSide({
    ...{ name: '测试甲', phoneMasked: '', wantedJob: '电工', otherJobs: [], skills: [], workPlace: '示例区' },
    ...{ kinds: ['full'], payLow: 3000, startFrom: '2026-11-24' },
  })
  const read = [
    'areas',
    'education',
    'grams',
    'kinds',
    'others',
    'pay_low',
    'place',
    'skill',
    'skills',
    'start_from',
    'wanted',
    'words',
  ]
  assert.deepEqual(Object.keys(sides).sort(), read)
  fc.assert(
    fc.property(wishes, offers, fc.string(), fc.string(), (wish, data, name, extra) => {
      const vacancy = { ...vacancySide(data, today) }
      const plain = match(seekerSide(wish), vacancy, weights)
      const told = {
        ...wish,
        name,
        sex: extra,
        born: extra,
        marriage: extra,
        nation: extra,
        remark: extra,
      } as SeekerData
      assert.deepEqual(match(seekerSide(told), vacancy, weights), plain)
    }),
  )
})

test('each criterion is between 0 and 100, is said in words, and the whole is their weighted sum', () => {
  fc.assert(
    fc.property(wishes, offers, (wish, data) => {
      const { fits, score, percent } = match(seekerSide(wish), vacancySide(data, today), weights)
      assert.deepEqual(
        fits.map(({ criterion }) => criterion),
        Object.keys(criteria),
      )
      for (const { fit, says } of fits) assert.ok(fit >= 0 && fit <= 100 && says !== '', says)
      assert.equal(
        score,
        fits.reduce((sum, { criterion, fit }) => sum + weights[criterion] * fit, 0),
      )
      assert.ok(percent >= 0 && percent <= 100)
    }),
  )
})

test('the weights are figures of the service: with all on the wage the better paid comes first', async () => {
  const only: Weights = { job: 0, pay: 100, place: 0, kind: 0, education: 0, skill: 0, start: 0 }
  await tried(async (tx) => {
    const data = {
      jobTitle: '电工',
      jobType: '电工',
      workPlace: '',
      payUnit: 'month',
      publishFrom: '2026-11-01',
      publishUntil: '2026-11-30',
    } as const
    const low = offer(tx, { ...data, payLow: 2000, payTop: 2000, headcount: 1 })
    const high = offer(tx, { ...data, payLow: 6000, payTop: 6000, headcount: 1 })
    const { id, grams } = book(tx, {
      ...{ name: '', phoneMasked: '', wantedJob: '电工', otherJobs: [], skills: [], workPlace: '', kinds: ['full'] },
      ...{ payLow: 5000, startFrom: '2026-11-24' },
    })
    const found = await vacanciesFor(tx, demoTenant, { id, grams, today, weights: only, after: null, limit: 5 })
    assert.deepEqual(
      found.map((one) => one.id),
      [high.id, low.id],
    )
  })
})

test('what a vacancy asks is named as its form names it: 高级工 is not 中级工', () => {
  const asks = (skillAtLeast: 'none' | '5' | '3' | '1' | 'title', skillLevel: string) =>
    match(
      seekerSide({
        ...{ name: '', phoneMasked: '', wantedJob: '电工', otherJobs: [], skills: [], workPlace: '', kinds: ['full'] },
        ...{ payLow: 0, startFrom: '2026-11-24', skillLevel, education: 'college' },
      }),
      vacancySide({ jobTitle: '电工', skillAtLeast, educationAtLeast: 'bachelor' }, today),
      weights,
    ).fits.flatMap(({ criterion, says }) => (criterion === 'skill' || criterion === 'education' ? [says] : []))
  assert.deepEqual(asks('none', 'none'), ['没有达到要求的本科', '不限技能等级'])
  assert.equal(asks('5', '3')[1], '达到要求的初级工')
  assert.equal(asks('3', '4')[1], '没有达到要求的高级工')
  assert.equal(asks('1', 'title')[1], '要求高级技师，求职人没有填写相应等级')
  assert.equal(asks('title', '1')[1], '没有达到要求的专业技术职称')
})

test('of the whole city the own office comes first, then its district, then the others, however well they fit (1.3)', async () => {
  await tried(async (tx) => {
    const data = {
      jobTitle: '电工',
      jobType: '电工',
      payUnit: 'month',
      payLow: 9000,
      payTop: 9000,
      headcount: 1,
    } as const
    const days = { publishFrom: '2026-11-01', publishUntil: '2026-11-30' }
    const [far, own, below, near] = ['ybjd', 'sljd', 'slsq', 'slq'].map(
      (code) => offer(tx, { ...data, ...days, workPlace: code === 'ybjd' ? '示例区' : '' }, code).id,
    )
    const { id, grams } = book(tx, {
      ...{
        name: '',
        phoneMasked: '',
        wantedJob: '电工',
        otherJobs: [],
        skills: [],
        workPlace: '示例区',
        kinds: ['full'],
      },
      ...{ payLow: 5000, startFrom: '2026-11-24' },
    })
    const found = await paged((after) => vacanciesFor(tx, demoTenant, { id, grams, today, weights, after, limit: 1 }))
    assert.deepEqual(
      found.map((one) => [one.id, one.far]),
      [
        // Alike in all else: the newest first, and ids of one millisecond come as they come.
        ...[below, own]
          .toSorted()
          .reverse()
          .map((one) => [one, 0]),
        [near, 1],
        [far, 2],
      ],
    )
  })
})
