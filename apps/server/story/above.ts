import type { Instant } from '#core/day.ts'
import type { Matter } from '#core/matter.ts'
import { demoOffice, demoPost, demoStaff, demoTenant } from '#office/seed.ts'
import type { Answer, InspectionFacts } from '#rules/standard-conduct/contract.ts'
import { arrange, type Wish } from '#rules/standard-conduct/plan.ts'
import { keyOf, type Line, linesOf } from '#rules/standard-conduct/review.ts'
import { done, type Scene, type Who } from './teller.ts'

type Scope = Omit<Wish, 'office'>

/** Tasks set from above: one under way, one late, one that waits to be taken up (5.3). */
export async function tasks({ open, move, lapse, at }: Scene): Promise<void> {
  const to = (post: string) => ({ office: demoOffice('sljd'), to: demoPost(post) })
  const survey = { title: '人力资源市场供求季度调查（测试数据）', content: '走访二十家单位，汇总缺工情况', days: 6 }
  let running = await open('head', 'task', { ...to('sljd.collect'), ...survey }, at(3, 9, 30))
  running = await move('zheng', running, 'accept', {}, at(3, 10))
  await move('zheng', running, 'progress', { done: '已走访十二家', percent: 60 }, at(1, 15))
  const visits = { title: '就业援助对象走访记录补齐（测试数据）', content: '补齐上月缺的走访记录', days: 3 }
  let late = await open('head', 'task', { ...to('sljd.aid'), ...visits }, at(7, 9, 40))
  late = await move('wu', late, 'accept', {}, at(7, 11))
  late = await lapse(late, at(2, 17))
  await move('wu', late, 'progress', { done: '还差三户外出未见', percent: 80 }, at(2, 15))
  const drive = { title: '核对本窗口办事指南是否最新（测试数据）', content: '逐项核对，过期的撤下', days: 3 }
  await open('head', 'task', { ...to('sljd.counter'), ...drive }, at(0, 8, 50))
  const training = { title: '组织窗口人员学习服务制度（测试数据）', content: '学习第三、四章并报送签到表', days: 5 }
  await open('district', 'task', { ...to('sljd.head'), ...training }, at(0, 9))
}

/** Inspections: all in order, something to be put right, planned for the day after tomorrow (6.6). */
export async function inspections(scene: Scene): Promise<void> {
  const { move, at, ahead } = scene
  const hall = await inspected(
    scene,
    'head',
    { mode: 'spot', template: 'venue', people: [], windows: [] },
    at(6, 14),
    {},
  )
  const shown = await move('head', hall, 'finish', { remark: '场所整洁，设施完好（测试数据）' }, at(6, 14, 40))
  await move('li', shown, 'agree', {}, at(6, 16))

  const posts = ['sljd.counter', 'sljd.counter2', 'sljd.aid'].map(demoPost)
  const second = demoPost('sljd.counter2')
  const faults = {
    [keyOf('4.3.4.a', second)]: '座椅没有归位（测试数据）',
    [keyOf('9.0.b', second)]: '座牌被纸张遮住（测试数据）',
  }
  const visit: Scope = { mode: 'spot', template: 'window', people: [], windows: posts, company: '陈八' }
  let conduct = await inspected(scene, 'district', visit, at(4, 10), faults)
  conduct = await move('district', conduct, 'finish', { remark: '总体规范，两处要改（测试数据）' }, at(4, 11))
  conduct = await move('head', conduct, 'confirm', {}, at(4, 15))
  const demand = { to: second, days: 6, demand: '座椅归位，座牌朝外；拍照报整改情况' }
  await move('district', conduct, 'order', demand, at(3, 9, 30))

  const people = [demoStaff('wang'), demoStaff('li'), demoStaff('wu')]
  const early: Scope = { mode: 'planned', date: ahead(2), template: 'early', people, windows: posts }
  await planned(scene, 'head', early, at(1, 16, 40))
}

async function planned({ world, tx }: Scene, who: Who, wish: Scope, at: Instant): Promise<Matter> {
  const ask = { tenant: demoTenant, staff: demoStaff(who), at, wish: { office: demoOffice('sljd'), ...wish } }
  return done(await arrange(world, tx, ask), 'inspection').held.matter
}

/** Begun and filled in: everything passes but the lines that have a fault. */
async function inspected(scene: Scene, who: Who, wish: Scope, at: Instant, faults: Readonly<Record<string, string>>) {
  const begun = await planned(scene, who, wish, at)
  const lines = linesOf(begun.facts as InspectionFacts)
  return scene.move(who, begun, 'record', { answers: lines.map((line) => answer(line, faults[line.key])) }, at)
}

function answer({ item, of }: Line, fault: string | undefined): Answer {
  const about = { item: item.id, ...(of && { of }) }
  if (item.kind.is === 'seen') return { ...about, ...(fault ? { result: 'fail', note: fault } : { result: 'pass' }) }
  const { bound, unit } = item.kind
  const amount = 'atMost' in bound ? bound.atMost : bound.atLeast
  return { ...about, value: { amount, unit, ...(unit === 'share' && { of: bound.of ?? 6 }) } }
}
