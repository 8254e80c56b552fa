import { dayOf } from '#core/day.ts'
import { isRefusal } from '#core/refusal.ts'
import { openMatter } from '#matter/open.ts'
import type { World } from '#matter/world.ts'
import { demoOffice, demoTenant } from '#office/seed.ts'
import { type Demand, demandsOf } from '#rules/open-affairs/disclosure/demands.ts'
import { daysOf, done, type Scene, telling } from './teller.ts'

const street = demoOffice('sljd')
const powers = {
  title: '示例街道所职责和权限（测试数据）',
  text: '负责本街道的就业登记、就业援助和职业指导。\n受理、初审就业服务事项，按规定转报审批。\n不收费，不实施行政处罚。',
}

/** What the street office has made public: all that it must but its discipline, which is still to be written (1.2). */
export async function tellOpen(world: World, now: Scene['now']): Promise<void> {
  const days = await daysOf(world, now)
  const tell = telling(world, days)
  let demands: readonly Demand[] = []
  await tell(async ({ office }) => {
    const place = await office(now)
    const org = place.organizations.get(street)
    if (org) demands = demandsOf({ office: place, catalogue: world.catalogue, org, at: now })
  })
  for (const demand of demands) await tell((scene) => disclosed(scene, demand))
}

async function disclosed({ world, tx, move, at }: Scene, { topic, made }: Demand): Promise<void> {
  const input = { topic, cause: 'new', since: at(12, 9), ...(made && { made }) }
  const asked = { tenant: demoTenant, staff: 'time', kind: 'disclosure', office: street, input, at: at(12, 9) } as const
  const opened = await openMatter(world, tx, asked)
  const due = done(isRefusal(opened) ? opened : opened.held.matter, topic)
  if (topic === 'discipline') return
  const drafted = await move('head', due, 'draft', topic === 'powers' ? powers : {}, at(11, 9, 30))
  const sent = await move('head', drafted, 'submit', {}, at(11, 9, 40))
  const open = await move('district', sent, 'approve', {}, at(10, 10))
  if (open.state !== 'spreading') return
  const on = dayOf(at(10, 15))
  await move('head', open, 'show', { channel: 'board', on, how: '大厅公告栏张贴（测试数据）' }, at(10, 15))
}
