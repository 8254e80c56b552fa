import { randomUUID } from 'node:crypto'
import { dayOf, type Instant } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import type { World } from '#matter/world.ts'
import { current } from '#office/current.ts'
import { type Stand, standOf } from '#office/register.ts'
import { demoOffice, demoPath, demoStaff, demoTenant } from '#office/seed.ts'
import type { Tx } from '#platform/db/db.ts'
import { begin, setQuota, setShare } from '#programs/survey/change.ts'
import { versionsOf } from '#programs/survey/questions.ts'
import { record } from '#programs/survey/record.ts'
import type { Days, Who } from './teller.ts'

/** A round of the survey of people and enterprises (1.3, JY04): one community's households, two visited. 测试数据. */
export async function tellSurvey({ db, keys, catalogue }: World, { at, ahead }: Days): Promise<void> {
  const service = versionsOf({ catalogue })
  const area = demoOffice('slsq')
  const from = dayOf(at(10, 9))
  const as = <T>(who: Who, when: Instant, work: (tx: Tx, stand: Stand) => Promise<T | Refusal>): Promise<T> =>
    db.transaction({ tenant: demoTenant, paths: [demoPath('cs')] }, async (tx) => {
      const by = { tenant: demoTenant, staff: demoStaff(who), at: when }
      return done(await work(tx, done(standOf(await current(tx, demoTenant, when), by, undefined))))
    })
  const round = await as('head', at(10, 9), async (tx, stand) => {
    const text = {
      title: '季度调查（测试数据）',
      basis: '示例街道调查方案（测试数据）',
      notice: service().consent.purpose,
    }
    const days = { from, until: ahead(40), checker: demoStaff('zhao'), checkShare: 10 }
    const made = done(await begin(tx, stand, { ...text, ...days }, service()))
    done(await setQuota(tx, stand, made.id, { area, kind: 'household', amount: 20, due: ahead(30) }))
    return setShare(tx, stand, made.id, { area, kind: 'household', staff: demoStaff('wang'), amount: 20 })
  })
  await as('wang', at(2, 15), async (tx, stand) => {
    const visit = { area, kind: 'household', method: 'visit', surveyedOn: dayOf(at(2, 15)) } as const
    const head = { relation: 'head', sex: 'female', bornMonth: '1988-04', workedLastWeek: false, status: 'unemployed' }
    const person = { ...head, name: '测试住户甲', wantsJob: true, mobile: '13800000031' }
    const own = { number: 'C001', address: '幸福里1号（测试数据）', outcome: 'answered' } as const
    const answers = { informed: true, householdKind: 'family', population: 1 }
    const needs = { keys, service }
    done(
      await record(needs, tx, stand, round.id, { ...visit, ...own, entry: randomUUID(), answers, members: [person] }),
    )
    const shut = {
      number: 'C002',
      address: '幸福里2号（测试数据）',
      outcome: 'empty',
      reason: '邻居说已半年无人（测试数据）',
    } as const
    return record(needs, tx, stand, round.id, { ...visit, ...shut, entry: randomUUID() })
  })
}

function done<T>(made: T | Refusal): T {
  if (isRefusal(made)) throw new Error(`the story: ${made.says}`)
  return made
}
