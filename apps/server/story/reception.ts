import { addDays, dayOf, type Instant, instant } from '#core/day.ts'
import { readMatter } from '#matter/store.ts'
import type { World } from '#matter/world.ts'
import { demoOffice, demoStaff, demoTenant } from '#office/seed.ts'
import { linesAsEvidence } from '#rules/accountability/evidence.ts'
import { ownAccounts } from '#rules/accountability/list.ts'
import { propose } from '#rules/accountability/propose.ts'
import { keepEmptied } from '#rules/accountability/record.ts'
import { type Scene, scope, visitor } from './teller.ts'

const asked = { channel: 'visit', people: 1, important: false } as const
const face = { confirmed: true, way: 'face' } as const

/** Petitions: read back, waiting for the head's word, passed on with a day for the report, answered at once (3.3). */
export async function petitions({ open, move, at, office, now }: Scene): Promise<void> {
  const late = { matter: '技能培训补贴两个月没有到账（测试数据）', demand: '请核实并说明发放时间' }
  const fresh = await open(
    'wang',
    'petition',
    { ...asked, ...late, ...visitor('测试韩', 31), address: '示例街道测试路31号' },
    at(1, 15, 40),
  )
  await move('wang', fresh, 'read-back', { ...face, points: '培训补贴两个月没有到账，要求核实' }, at(1, 15, 50))

  const together = {
    matter: '多名保洁人员反映公益性岗位工资发放不及时（测试数据）',
    demand: '请按月足额发放',
    important: true,
  }
  const many = {
    people: 3,
    representatives: ['测试杨', '测试朱'],
    ...visitor('测试杨', 32),
    address: '示例街道测试路32号',
  }
  const weighty = await open('li', 'petition', { ...asked, ...together, ...many }, at(1, 10, 50))
  const points = { ...face, points: '公益性岗位工资上月迟发，三人要求按月发放' }
  const heard = await move('li', weighty, 'read-back', points, at(1, 11))
  await move('li', heard, 'submit', { opinion: '属重要事项，拟受理立案并会同用人单位核实' }, at(1, 11, 20))

  const sums = { matter: '养老保险缴费年限少记一年（测试数据）', demand: '请核对并更正' }
  const sent = await open(
    'wang',
    'petition',
    { ...asked, ...sums, ...visitor('测试秦', 33), address: '示例街道测试路33号' },
    at(6, 9, 40),
  )
  const known = await move('wang', sent, 'read-back', { ...face, points: '缴费年限少记一年，要求更正' }, at(6, 9, 50))
  const body = (await office(at(6, 10))).outside.find(({ name }) => name.includes('社会保险事业中心'))
  const report = { body: body?.id, by: addDays(dayOf(now), 9), note: '请核对缴费记录并反馈', told: 'face' }
  await move('wang', known, 'forward', report, at(6, 10, 10))

  const simple = { matter: '公益性岗位招聘信息看不懂（测试数据）', demand: '请说明怎么报名' }
  const easy = await open(
    'li',
    'petition',
    { ...asked, ...simple, ...visitor('测试许', 34), address: '示例街道测试路34号' },
    at(3, 9, 30),
  )
  const clear = await move('li', easy, 'read-back', { ...face, points: '想知道公益性岗位怎么报名' }, at(3, 9, 35))
  await move('li', clear, 'answer', { result: '已说明条件、时间和地点，并给了报名表' }, at(3, 9, 45))
}

/** Complaints: settled on the spot and found true, for which somebody answers; one in its second order (10.5, 2.4.2). */
export async function complaints(scene: Scene): Promise<void> {
  const { open, move, at, tx, office } = scene
  const place = { office: demoOffice('sljd') }
  const cold = {
    ...{ ...place, channel: 'onsite', target: 'person', staff: demoStaff('li'), cause: 'attitude' },
    ...{ matter: '询问时没有抬头，回答生硬（测试数据）', wish: '请改进态度', ...visitor('测试何', 41) },
  }
  let one = await open('wang', 'complaint', cold, at(11, 10))
  one = await move('wang', one, 'reach', { way: 'face', said: '来访人说明了当时的经过' }, at(11, 10, 5))
  one = await move('wang', one, 'take-onsite', { opinion: '由负责人当场协调' }, at(11, 10, 8))
  const said = { finding: 'upheld', explanation: '已向您致歉，当事人当场改正', understanding: true }
  one = await move('head', one, 'settle', said, at(11, 10, 40))

  const found = {
    found: '经核实，接待时态度冷淡，投诉属实（测试数据）',
    duty: '由周四核实，系李二本人所为。',
    earlier: [],
  }
  const evidence = await linesAsEvidence(tx, demoTenant, one, await office(at(11, 15)))
  const against = { ...place, staff: demoStaff('li'), breach: 'cold', case: one.id, ...found, evidence }
  let account = await open('head', 'accountability', against, at(11, 15))
  account = await move('head', account, 'notify', { note: '请在期限内陈述申辩' }, at(10, 9, 30))
  const words = { says: '当天排队的人多，语气确实急躁，已当面道歉，今后改正（测试数据）' }
  account = await move('li', account, 'state', words, at(9, 14))
  await move('head', account, 'confirm', { opinion: '听取陈述后，给予通报批评' }, at(8, 9, 20))

  const slow = {
    ...{ ...place, channel: 'hotline', target: 'window', window: '3号就业援助窗口', cause: 'pace' },
    ...{ matter: '排队一小时没有办上（测试数据）', wish: '请增加人手', ...visitor('测试吕', 42) },
  }
  let two = await open('wang', 'complaint', slow, at(9, 10))
  two = await move('wang', two, 'reach', { way: 'call', said: '电话了解了等候经过' }, at(9, 10, 20))
  two = await move('wang', two, 'take-case', { opinion: '等候时间过长，请上级督办' }, at(9, 10, 30))
  two = await move('district', two, 'order', { opinion: '查清等候原因，答复投诉人并整改', days: 3 }, at(8, 11))
  const first = { way: 'call', said: '已向您致歉，并增加一名引导员', content: 'no' }
  two = await move('head', two, 'answer', first, at(7, 15))
  const result = { result: '已核实，当日一人请假未及时补位', corrections: '增加一名引导员，调整午间排班' }
  two = await move('head', two, 'report', result, at(6, 16))
  await move('district', two, 'again', { opinion: '投诉人仍有意见，请说明怎样缩短等候时间', days: 5 }, at(4, 10))
}

/** What the record shows by then is proposed by time, as on every other day (2.4.1). */
export async function recorded(world: World, at: Instant): Promise<void> {
  const from = instant(at - 5 * 86_400_000)
  await world.db.transaction(scope, (tx) => keepEmptied(tx, demoTenant, from, at))
  await propose({ ...world, now: () => at }, scope)
}

/** Who was late with the task is told so, and is heard; the decision is still to come (2.4.1). */
export async function heard({ tx, move, at, office }: Scene): Promise<void> {
  const asked = { tenant: demoTenant, staff: demoStaff('wu'), office: await office(at(3, 10)), at: at(3, 10) }
  const [late] = await ownAccounts(tx, asked)
  const held = late && (await readMatter(tx, demoTenant, late.id))
  if (!held) throw new Error('story: no lateness on record')
  const told = await move('head', held.matter, 'notify', { note: '请说明走访记录没有按时补齐的情况' }, at(2, 9, 20))
  const words = { says: '有三户外出务工，电话约到本周才能见面，没有及时报告，今后先申请延期（测试数据）' }
  await move('wu', told, 'state', words, at(1, 10))
}
