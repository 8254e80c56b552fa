import type { Instant } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import type { World } from '#matter/world.ts'
import { current } from '#office/current.ts'
import { type Stand, standOf } from '#office/register.ts'
import { demoOffice, demoPath, demoStaff, demoTenant } from '#office/seed.ts'
import type { Tx } from '#platform/db/db.ts'
import { approve, submit, write } from '#programs/training/classes.ts'
import { addInstitution } from '#programs/training/institution.ts'
import type { Days } from './teller.ts'

type Who = Parameters<typeof demoStaff>[0]

/** A school, a class that takes people in and one that waits for the head (1.3, JY14 and JY15). 测试数据. */
export async function tellTraining({ db, catalogue }: World, { at, ahead }: Days): Promise<void> {
  const as = <T>(who: Who, when: Instant, work: (tx: Tx, stand: Stand) => Promise<T | Refusal>): Promise<T> =>
    db.transaction({ tenant: demoTenant, paths: [demoPath('cs')] }, async (tx) => {
      const by = { tenant: demoTenant, staff: demoStaff(who), at: when }
      return done(await work(tx, done(standOf(await current(tx, demoTenant, when), by, demoOffice('sljd')))))
    })
  const school = await as('head', at(6, 9), (tx, stand) =>
    addInstitution(tx, stand, {
      ...{
        name: '测试职业培训学校（测试数据）',
        services: ['JY14', 'JY15'],
        qualification: '定点机构公布文号（测试数据）',
      },
      ...{ validUntil: ahead(200), phone: '0432-62000001', contact: '测试许' },
    }),
  )
  const place = {
    institution: school.id,
    place: '测试路9号2楼（测试数据）',
    phone: '0432-62000002',
    keeper: demoStaff('wang'),
  }
  const plan = (from: number, topics: readonly string[]) =>
    topics.map((topic, i) => `${ahead(from + i)} 6 ${topic}`).join('\n')
  const care = {
    service: 'JY14',
    trade: '养老护理员',
    level: '5',
    name: '养老护理员第1期（测试数据）',
    places: 20,
  } as const
  const start = { service: 'JY15', course: 'syb', name: '创办你的企业第1期（测试数据）', places: 30 } as const
  await as('wang', at(5, 10), async (tx, stand) => {
    const desk = { stand, catalogue }
    const topics = ['安全与职业道德', '生活照护', '基础照护', '康复服务', '心理支持']
    const first = done(await write(tx, desk, { ...care, ...place, plan: plan(8, topics) }))
    done(await submit(tx, desk, first.id))
    const second = done(
      await write(tx, desk, { ...start, ...place, plan: plan(12, ['企业构思', '市场调查', '利润计划']) }),
    )
    return done(await submit(tx, desk, second.id)) && first
  }).then((first) =>
    as('head', at(4, 15), (tx, stand) =>
      approve(tx, { stand, catalogue }, first.id, { opinion: '同意开班（测试数据）', theory: 60, practice: 60 }),
    ),
  )
}

function done<T>(made: T | Refusal): T {
  if (isRefusal(made)) throw new Error(`the demonstration was refused: ${made.says}`)
  return made
}
