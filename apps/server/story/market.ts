import { addDays, addMonths, dayOf } from '#core/day.ts'
import { newId } from '#matter/id.ts'
import { enter } from '#office/ledger.ts'
import { demoOffice, demoPath, demoPost, demoStaff, demoTenant } from '#office/seed.ts'
import { seekerSide, vacancySide } from '#programs/labour-market/book.ts'
import type { VacancyData } from '#programs/labour-market/contract.ts'
import { addSeeker } from '#programs/labour-market/store.ts'
import { addVacancy } from '#programs/labour-market/vacancies.ts'
import type { Scene } from './teller.ts'

const company = {
  ...{ company: '测试机械有限公司（测试数据）', companyIntro: '机械维修，约40人（测试数据）', contact: '测试何' },
  ...{
    phoneMasked: '139****0031',
    hotline: '0432-62012345',
    workKind: 'full',
    educationAtLeast: 'any',
    payUnit: 'month',
  },
  ...{ skillAtLeast: 'none', benefits: '参加社会保险，单休', hiringSteps: '面试、试工、签合同', headcount: 2 },
  applyBy: '电话预约后到单位面试',
} as const satisfies VacancyData

const jobs: readonly VacancyData[] = [
  {
    ...{ jobTitle: '维修电工', jobType: '电工', payLow: 3800, payTop: 5000, workPlace: '测试市示例区测试路31号' },
    ...{ requirement: '持电工证', duties: '维护厂内电气设备' },
  },
  {
    ...{ jobTitle: '保洁员', jobType: '保洁', payLow: 2600, payTop: 2800, workPlace: '测试市样本区和平路32号' },
    ...{ requirement: '做事仔细', duties: '办公楼保洁' },
  },
]

const wishes = [
  { name: '测试许', wantedJob: '电工', payLow: 4000 },
  { name: '测试何', wantedJob: '缝纫工', payLow: 3000 },
] as const

/**
 * A small labour market (1.3), as the registers hand it down from before: two vacancies that were reviewed and two seekers,
 * written straight into the books, since their cases would make every start slower.
 */
export async function market({ tx, at }: Scene): Promise<void> {
  const place = { org_path: demoPath('sljd'), office: demoOffice('sljd'), post: demoPost('sljd.counter') }
  const line = { tenant: demoTenant, path: demoPath('sljd'), clause: '1.3', act: 'enter', what: {} } as const
  jobs.forEach((job, n) => {
    const then = at(4, 14, n)
    const id = newId(then)
    const from = dayOf(then)
    const data = { ...company, ...job, publishFrom: from, publishUntil: addDays(from, 45) }
    const reviewed = { authors: [demoStaff('wang')], reviewer: demoStaff('zhao'), reviewed_at: new Date(then) }
    const own = {
      id,
      case_id: id,
      number: `测试岗位${n + 1}`,
      service: 'JY08',
      line: 0,
      data,
      state: 'published',
    } as const
    const opinion = '核实无误，薪资不低于最低工资（测试数据）'
    const out = { submitted_at: null, due_day: null, opinion }
    addVacancy(tx, demoTenant, { ...place, ...vacancySide(data, from), ...reviewed, ...own, ...out }, then)
    const says = `岗位“${job.jobTitle}”审核后发布（测试数据）`
    enter(tx, { ...line, register: 'vacancy', entry: id, at: then, staff: demoStaff('zhao'), says })
  })
  wishes.forEach((wish, n) => {
    const then = at(3, 10, n)
    const id = newId(then)
    const data = {
      ...{ ...wish, phoneMasked: `139****003${n + 3}`, otherJobs: ['保洁'], skills: ['电焊'], workPlace: '示例区' },
      ...{ kinds: ['full'], startFrom: dayOf(then) },
    }
    const own = {
      id,
      case_id: id,
      person: id,
      number: `测试求职${n + 1}`,
      staff: demoStaff('wang'),
      data,
      shares: true,
    }
    const valid_until = addMonths(dayOf(then), 3)
    addSeeker(tx, demoTenant, { ...place, ...seekerSide(data), ...own, months: 3, valid_until }, then)
    const says = `${wish.name}列入求职者名册（测试数据）`
    enter(tx, { ...line, register: 'seeker', entry: id, at: then, staff: demoStaff('wang'), says })
  })
}
