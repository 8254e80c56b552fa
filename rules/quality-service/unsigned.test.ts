import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testServer } from '#apps/server/testing.ts'
import { complaintInput } from '#house/forms.ts'
import { type Walk, walk } from '#house/walk.ts'
import { demoOffice, demoStaff } from '#office/seed.ts'
import type { ComplaintFacts } from './complaint.ts'
import { complaint } from './process.ts'

// 按条款手写：2026年3月2日是星期一。王一在综合窗口一，周四是所长，冯七是区局局长。匿名的没有人可以联系、可以答复。

const one = {
  office: demoOffice('sljd'),
  cause: 'attitude',
  matter: '问话不理睬（测试数据）',
  isAnonymous: true,
} as const
const inputs: NonNullable<Walk['inputs']> = {
  '登记：匿名来信投诉窗口': { ...one, channel: 'letter', target: 'window', window: '3号就业援助窗口' },
  '登记：匿名来信投诉周四': { ...one, channel: 'letter', target: 'person', staff: demoStaff('head') },
  '登记：现场不肯留姓名': { ...one, channel: 'onsite', target: 'office' },
  联系投诉人了解情况: { way: 'face', said: '当面说了经过（测试数据）' },
  记录联系未果: { way: 'call', said: '没有电话（测试数据）' },
  经解释自愿撤回: { explanation: '说明了排队规则（测试数据）', isOwnWish: true },
  '不属受理范围：核查过': { explanation: '属劳动仲裁（测试数据）' },
  '材料不真实：核查过': { explanation: '当日该窗口未开，查无此事（测试数据）' },
  按现场协调受理: { opinion: '请负责人当面协调（测试数据）' },
  按立案处理受理: { opinion: '有时间有地点，请上级督办（测试数据）' },
  按意见反映受理: { opinion: '建议增设座椅（测试数据）' },
  说明情况并取得谅解: { finding: 'partly', explanation: '已道歉（测试数据）', understanding: true },
  签发督办表: { opinion: '查清并整改（测试数据）', days: 3 },
  再次督办: { opinion: '整改不到位（测试数据）', days: 2 },
  答复投诉人: { way: 'call', said: '已处理（测试数据）', content: 'yes' },
  书面回报结果和整改: { result: '已批评教育（测试数据）', corrections: '增加引导员（测试数据）' },
  审核合格并办结: { finding: 'upheld', opinion: '符合要求（测试数据）' },
  '审核合格并办结：公布': { finding: 'upheld', opinion: '符合要求（测试数据）', notice: 'posted' },
  '直接查处并答复：存档': { finding: 'upheld', opinion: '已约谈（测试数据）', notice: 'kept' },
  用于改进工作: { use: '增设座椅（测试数据）' },
}
const see: NonNullable<Walk['see']> = {
  督办次数: ({ facts }) => (facts as ComplaintFacts).orders?.length ?? 0,
  结果去向: ({ facts }) => (facts as ComplaintFacts).notice,
  记着: (_matter, { says }) => says,
  事项: ({ facts }) => (facts as ComplaintFacts).matter,
}
const walked = (title: string, table: string) =>
  test(title, () => void walk({ process: complaint, table, inputs, see }))

walked(
  '匿名投诉照样核查：有线索的立案督办，没有人可答复的，不用答复，结果公布 (10.5.4、10.5.5.b)',
  `
  03-02 09:00 | 王一 | 登记：匿名来信投诉窗口 | 收到待核实；王一负责；核实受理期限至03-05 17:00
  03-02 09:05 | 王一 | 联系投诉人了解情况 | 不能（10.5.4）：没有人可以联系
  03-02 09:05 | 王一 | 记录联系未果 | 不能（10.5.5.b）
  03-02 09:06 | 王一 | 经解释自愿撤回 | 不能（10.5.4）：没有人可以联系
  03-02 09:07 | 王一 | 按现场协调受理 | 不能（10.5.4）：没有人可以联系
  03-03 09:20 | 王一 | 按立案处理受理 | 已立案待督办；出投诉登记表；轮到冯七；核实受理期限已停
  03-03 14:10 | 冯七 | 签发督办表 | 督办办理中；轮到周四；督办回复期限至03-06 17:00
  03-04 09:00 | 王一 | 答复投诉人 | 不能（10.5.5.b）：没有人可以答复
  03-04 10:00 | 周四 | 书面回报结果和整改 | 已回报待审核；督办回复期限已停
  03-04 11:00 | 冯七 | 再次督办 | 督办办理中；督办次数=2
  03-05 10:00 | 周四 | 书面回报结果和整改 | 已回报待审核
  03-05 11:00 | 冯七 | 审核合格并办结 | 不能（10.5.5.b）：结果怎样公开
  03-05 11:01 | 冯七 | 审核合格并办结：公布 | 督办办结；结果去向=posted
`,
)

walked(
  '匿名投诉不予受理的，由负责人核查后决定，经手人自己不能了结；只留核查情况 (10.5.4)',
  `
  03-02 09:00 | 王一 | 登记：匿名来信投诉窗口 | 收到待核实
  03-02 09:10 | 王一 | 不属受理范围：核查过 | 不能（10.5.4）：由单位负责人或上级
  03-02 09:11 | 王一 | 材料不真实：核查过 | 不能（10.5.4）：单位负责人
  03-02 09:30 | 周四 | 不属受理范围：核查过 | 不属受理范围；事项=未登记；核实受理期限已停；记着=不属受理范围：属劳动仲裁（测试数据）
`,
)

walked(
  '匿名投诉查无此事、没有线索的，由负责人写明核查情况后不予受理 (10.5.4)',
  `
  03-02 09:00 | 王一 | 登记：匿名来信投诉窗口 | 收到待核实
  03-04 09:30 | 周四 | 材料不真实：核查过 | 不属实，不予受理；事项=未登记；核实受理期限已停
`,
)

walked(
  '匿名投诉负责人的，负责人自己不能了结，由上级查处，结果存档可查 (10.5.3)',
  `
  03-02 09:00 | 王一 | 登记：匿名来信投诉周四 | 收到待核实
  03-02 09:30 | 周四 | 不属受理范围：核查过 | 不能（10.5.4）
  03-02 09:40 | 王一 | 按立案处理受理 | 已立案待督办；轮到冯七
  03-02 10:10 | 冯七 | 直接查处并答复：存档 | 督办办结；结果去向=kept
`,
)

walked(
  '匿名的意见用于改进；没有核查的，到期就是超期 (10.5.5.d、10.5.4)',
  `
  03-02 09:00 | 王一 | 登记：匿名来信投诉窗口 | 收到待核实；核实受理期限至03-05 17:00
  03-05 17:01 | 时限 | 超期记录 | 收到待核实；核实受理期限超期
  03-06 09:20 | 王一 | 按意见反映受理 | 意见办理中；轮到周四
  03-06 10:00 | 周四 | 用于改进工作 | 意见已采纳
`,
)

walked(
  '人就在窗口、只是不肯留姓名的，当面听、当面协调、可以自愿撤回 (10.5.4、10.5.5.a)',
  `
  03-02 09:00 | 王一 | 登记：现场不肯留姓名 | 收到待核实；核实受理期限至03-03 17:00
  03-02 09:05 | 王一 | 联系投诉人了解情况 | 收到待核实
  03-02 09:06 | 王一 | 记录联系未果 | 不能（10.5.5.b）
  03-02 09:10 | 王一 | 按现场协调受理 | 现场协调中；轮到周四
  03-02 10:10 | 周四 | 说明情况并取得谅解 | 现场协调办结
`,
)

const s = await testServer('unsigned')

test('匿名来信投诉的页面上，没有联系、答复、谅解的按钮；表单也不问答复（10.5.4）', async () => {
  const { name: _name, phone: _phone, ...rest } = complaintInput
  const page = await s.open('wang', 'complaint', { ...rest, channel: 'letter', isAnonymous: true })
  assert.equal(page.status, 201, JSON.stringify(page))
  const labels = page.offers.map(({ label }) => label)
  for (const owed of ['联系投诉人了解情况', '记录联系未果', '经解释自愿撤回', '按现场协调受理'])
    assert.ok(!labels.includes(owed), owed)
  for (const due of ['按立案处理受理', '按意见反映受理', '不属受理范围', '材料不真实'])
    assert.ok(labels.includes(due), due)
  const taken = await s.move('wang', page, 'take-case', { opinion: '有线索（测试数据）' })
  let next = await s.move('district', taken, 'order', { opinion: '查清（测试数据）', days: 3 })
  assert.ok(!next.offers.some(({ move }) => move === 'answer'))
  next = await s.move('head', next, 'report', { result: '已处理（测试数据）', corrections: '已整改（测试数据）' })
  const refused = await s.refused('district', next, 'conclude', { finding: 'upheld', opinion: '好（测试数据）' })
  assert.deepEqual([refused.status, refused.problems[0]?.at], [422, '/notice'])
  const done = await s.move('district', next, 'conclude', {
    finding: 'upheld',
    opinion: '好（测试数据）',
    notice: 'posted',
  })
  assert.equal(done.matter.closed, true)
  assert.match(done.journal.at(-1)!.says, /匿名投诉，结果在公示栏或网站公布$/)
})
