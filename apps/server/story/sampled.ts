import { dayOf, type Instant } from '#core/day.ts'
import { demoOffice, demoStaff, demoTenant } from '#office/seed.ts'
import { announce, type Wish } from '#rules/standard-conduct/sampling/announce.ts'
import { done, type Scene } from './teller.ts'

/** A spot check that the head announced some days ago, ready to be drawn now that the day of its seed is over (6.6). */
export async function samplings({ world, tx, at }: Scene): Promise<void> {
  const when: Instant = at(2, 16, 20)
  const wish: Wish = {
    office: demoOffice('sljd'),
    source: 'matter',
    way: 'file',
    from: dayOf(at(9, 9)),
    until: dayOf(when),
    state: 'any',
    strata: 'none',
    measure: 'count',
    amount: 2,
    favour: 'none',
    why: '近两周办结事项抽查，重点看登记和一次性告知（测试数据）',
  }
  done(await announce(world, tx, { tenant: demoTenant, staff: demoStaff('head'), at: when }, wish), 'sampling')
}
