import { test } from 'node:test'
import { walk } from '#house/walk.ts'
import { demoOffice, demoPost, demoStaff } from '#office/seed.ts'
import type { Unit } from '#regulation/checks.ts'
import { checksOf } from '#regulation/checks.ts'
import type { Answer, InspectionFacts, Plan } from './contract.ts'
import { inspection } from './process.ts'
import { linesOf } from './review.ts'

const [counter2, li, wang, zhao] = [demoPost('sljd.counter2'), demoStaff('li'), demoStaff('wang'), demoStaff('zhao')]
const photo = '01900000-0000-7000-8000-0000000000f1'
const whole = { office: demoOffice('sljd'), mode: 'spot', template: 'window', people: [], windows: [counter2] } as const

/** Every line of a plan answered as in order; measured ones at a value far inside the bound, but those named. */
type Scope = {
  readonly template: Plan['template']
  readonly people: readonly string[]
  readonly windows: readonly string[]
}

function answersFor(plan: Scope, but: Readonly<Record<string, Partial<Answer>>> = {}): { answers: Answer[] } {
  const { template, people, windows } = plan
  const lines = linesOf({ template, people, windows, version: 1, own: [], off: [] })
  const answers = lines.map(({ item, of }): Answer => {
    const { kind } = item
    const good =
      kind.is === 'seen'
        ? { result: 'pass' as const }
        : {
            value: {
              amount: 'atLeast' in kind.bound ? 900 : 0,
              unit: kind.unit,
              ...(kind.unit === 'share' && { of: 6 }),
            },
          }
    return { item: item.id, ...(of && { of }), ...(but[item.id] ?? good) }
  })
  return { answers }
}

const measured = (amount: number, unit: Unit, of?: number): Partial<Answer> => ({
  value: { amount, unit, ...(of && { of }) },
})
const facts = ({ facts: found }: { readonly facts: unknown }) => found as InspectionFacts
const see = {
  得分: (m: { facts: unknown }) => facts(m).score?.score,
  不合格: (m: { facts: unknown }) =>
    facts(m)
      .findings.map(({ item }) => item)
      .join('、'),
  未整改: (m: { facts: unknown }) => facts(m).findings.filter(({ rectifiedAt }) => !rectifiedAt).length,
  复查: (m: { facts: unknown }) => facts(m).rechecks.length,
  项数: (m: { facts: unknown }) => Object.keys(facts(m).answers).length,
  撤销: (m: { facts: unknown }) => facts(m).cancelled,
  异议: (m: { facts: unknown }) =>
    facts(m)
      .objections.map(({ settled }) => settled ?? '未答复')
      .join('、'),
}
const walked = (name: string, table: string, inputs: Readonly<Record<string, object>>, away = '') =>
  test(name, () => {
    walk({
      process: inspection,
      table,
      see,
      away,
      inputs: inputs as Readonly<Record<string, Readonly<Record<string, unknown>>>>,
    })
  })

const plan = { ...whole, mode: 'planned', date: '2026-03-04' } as const
const stack = answersFor(plan, { '4.3.2.b': measured(11, 'cm') })
const order = { to: counter2, days: 2, demand: '清理台面（测试数据）' }
const report = { says: '已清理（测试数据）', photos: [photo] }

walked(
  '计划检查：一项不合格，限期整改，超期才报，复查两次才合格 (4.3.2)',
  `
  03-02 09:00 | 周四 | 安排检查 | 已安排待检查；周四负责；计划检查日至03-04 17:00
  03-02 09:05 | 周四 | 指定检查人 | 已安排待检查；赵三负责；首问周四
  03-03 09:00 | 赵三 | 开始检查 | 不能（6.6）：计划于2026-03-04检查
  03-04 09:00 | 王一 | 开始检查 | 不能（6.6）：应由承办人
  03-04 09:05 | 赵三 | 开始检查 | 检查中；计划检查日已停；检查完成期限至03-05 17:00
  03-04 09:30 | 赵三 | 填写检查结果：一半 | 检查中；项数=3
  03-04 09:31 | 赵三 | 完成检查 | 不能（6.6）：还有3项没有填好
  03-04 09:40 | 赵三 | 填写检查结果：全部 | 检查中；项数=6
  03-04 09:45 | 赵三 | 完成检查 | 待被检查单位确认；得分=80；不合格=4.3.2.b；确认期限至03-06 17:00；出检查记录表
  03-04 10:00 | 赵三 | 确认检查结果 | 不能（6.6）：应由单位负责人
  03-04 10:05 | 周四 | 确认检查结果 | 待下达整改通知；确认期限已停；下达整改期限至03-05 17:00
  03-04 10:30 | 赵三 | 下达整改通知 | 整改中；轮到李二；赵三负责；整改期限至03-06 17:00；出整改通知书
  03-05 09:00 | 赵三 | 报告整改情况 | 不能（6.6）：应由本环节经办人
  03-06 17:01 | 时限 | 超期记录 | 整改中；整改期限超期
  03-09 09:00 | 李二 | 报告整改情况 | 待复查；轮到赵三；整改期限超期；复查期限至03-11 17:00
  03-09 09:30 | 李二 | 复查合格 | 不能（6.6）：应由承办人
  03-09 10:00 | 赵三 | 复查不合格，再次整改 | 整改中；轮到李二；复查=1；未整改=1；复查期限已停；整改期限至03-10 17:00；出整改通知书
  03-10 09:00 | 李二 | 报告整改情况 | 待复查；整改期限已停
  03-10 10:00 | 赵三 | 复查合格 | 整改合格；复查=2；未整改=0；复查期限已停
`,
  {
    安排检查: plan,
    指定检查人: { to: demoPost('sljd.review') },
    '填写检查结果：一半': { answers: stack.answers.slice(0, 3) },
    '填写检查结果：全部': stack,
    下达整改通知: order,
    报告整改情况: report,
    '复查不合格，再次整改': { says: '仍有11厘米（测试数据）', still: [`4.3.2.b@${counter2}`], days: 1 },
    复查合格: { says: '已整改到位（测试数据）' },
  },
)

walked(
  '随机抽查：当场开始，全部合格，由在岗人员确认，不能由检查人代为确认 (4.3)',
  `
  03-02 09:00 | 周四 | 安排检查 | 已安排待检查；计划检查日至03-02 17:00
  03-02 09:01 | 周四 | 开始检查 | 检查中
  03-02 09:30 | 周四 | 填写检查结果 | 检查中；项数=6
  03-02 09:31 | 周四 | 完成检查 | 待在岗人员确认；轮到李二；得分=100；不合格=；出检查记录表
  03-02 09:32 | 周四 | 确认检查结果 | 不能（6.3）：检查人不能代被检查单位确认
  03-02 09:35 | 李二 | 确认检查结果 | 检查合格；确认期限已停
`,
  { 安排检查: whole, 填写检查结果: answersFor(whole) },
)

walked(
  '界限本身算合格，差一点就不合格：六分之一、10厘米 (4.3.2)',
  `
  03-02 09:00 | 冯七 | 安排检查 | 已安排待检查；冯七负责
  03-02 09:01 | 冯七 | 开始检查 | 检查中
  03-02 09:10 | 冯七 | 填写检查结果：正好 | 检查中
  03-02 09:11 | 冯七 | 填写检查结果：小数正好 | 检查中
  03-02 09:12 | 冯七 | 完成检查 | 待被检查单位确认；得分=100；不合格=
`,
  {
    安排检查: whole,
    '填写检查结果：正好': answersFor(whole, { '4.3.2.a': measured(1, 'share', 6), '4.3.2.b': measured(10, 'cm') }),
    // 0.4 of 2.4 square metres is a sixth although binary fractions make it a little more.
    '填写检查结果：小数正好': {
      answers: [{ item: '4.3.2.a', of: counter2, value: { amount: 0.4, of: 2.4, unit: 'share' } }],
    },
  },
)

walked(
  '超过一点：六分之一多一毫、10.1厘米 (4.3.2)',
  `
  03-02 09:00 | 冯七 | 安排检查 | 已安排待检查
  03-02 09:01 | 冯七 | 开始检查 | 检查中
  03-02 09:10 | 冯七 | 填写检查结果 | 检查中
  03-02 09:12 | 冯七 | 完成检查 | 待被检查单位确认；得分=60；不合格=4.3.2.a、4.3.2.b
`,
  {
    安排检查: whole,
    填写检查结果: answersFor(whole, { '4.3.2.a': measured(0.401, 'share', 2.4), '4.3.2.b': measured(10.1, 'cm') }),
  },
)

const venue = { ...whole, template: 'venue', windows: [] } as const
const venueAt = (service: number, archive: number, minutes: number) =>
  answersFor(venue, {
    '10.1.1.a': measured(service, 'm2'),
    '10.1.1.b': measured(archive, 'm2'),
    '10.2.3.a': measured(minutes, 'minutes'),
  })
walked(
  '界限：服务场所50平方米、档案室10平方米、提前10分钟打扫 (10.1.1、10.2.3)',
  `
  03-02 08:40 | 冯七 | 安排检查 | 已安排待检查
  03-02 08:41 | 冯七 | 开始检查 | 检查中
  03-02 09:10 | 冯七 | 填写检查结果：正好 | 检查中
  03-02 09:12 | 冯七 | 完成检查 | 待被检查单位确认；得分=100；不合格=
  03-02 09:20 | 周四 | 提出异议 | 有异议待答复；异议答复期限至03-05 17:00；异议=未答复
  03-02 09:30 | 冯七 | 采纳异议，更正 | 检查中；异议=corrected
  03-02 09:40 | 冯七 | 填写检查结果：差一点 | 检查中
  03-02 09:41 | 冯七 | 完成检查 | 待被检查单位确认；不合格=10.1.1.a、10.1.1.b、10.2.3.a
  03-02 09:50 | 周四 | 提出异议 | 有异议待答复
  03-02 10:00 | 周四 | 维持检查结果 | 不能（6.6）：应由承办人
  03-02 10:01 | 冯七 | 维持检查结果 | 待下达整改通知；异议=corrected、upheld
`,
  {
    安排检查: venue,
    '填写检查结果：正好': venueAt(50, 10, 10),
    '填写检查结果：差一点': venueAt(49.999, 9.999, 9),
    提出异议: { says: '面积应以房产证为准（测试数据）' },
    '采纳异议，更正': { says: '重新丈量（测试数据）' },
    维持检查结果: { says: '丈量两次，结果一致（测试数据）' },
  },
)

const people = { ...whole, template: 'people', windows: [], people: [wang] } as const
const personAt = (minutes: number, rings: number) =>
  answersFor(people, { '4.2.1.a': measured(minutes, 'minutes'), '2.3.4.a': measured(rings, 'rings') })
walked(
  '界限：提前5分钟到岗、铃响三声；过两天没有异议，按确认处理 (4.2.1、2.3.4)',
  `
  03-02 08:40 | 冯七 | 安排检查 | 已安排待检查
  03-02 08:41 | 冯七 | 开始检查 | 检查中
  03-02 09:10 | 冯七 | 填写检查结果：正好 | 检查中
  03-02 09:11 | 冯七 | 填写检查结果：差一点 | 检查中
  03-02 09:12 | 冯七 | 完成检查 | 待被检查单位确认；不合格=2.3.4.a、4.2.1.a；确认期限至03-04 17:00
  03-04 17:01 | 时限 | 逾期未提出异议，按确认处理 | 待下达整改通知；确认期限已停；下达整改期限至03-05 17:00
`,
  { 安排检查: people, '填写检查结果：正好': personAt(5, 3), '填写检查结果：差一点': personAt(4, 4) },
)

test('exactly five minutes and three rings leave no finding', () => {
  walk({
    process: inspection,
    see,
    inputs: { 安排检查: people, 填写检查结果: personAt(5, 3) },
    table: `
  03-02 08:40 | 冯七 | 安排检查 | 已安排待检查
  03-02 08:41 | 冯七 | 开始检查 | 检查中
  03-02 09:10 | 冯七 | 填写检查结果 | 检查中
  03-02 09:12 | 冯七 | 完成检查 | 待被检查单位确认；得分=100；不合格=`,
  })
})

walked(
  '谁也不能检查自己、复查自己；计划日期过了不能改期 (6.3、6.6)',
  `
  03-02 09:00 | 周四 | 安排检查：查自己 | 不能（6.6）：不能检查自己
  03-02 09:00 | 王一 | 安排检查：两人 | 不能（6.6）：应由单位负责人、上级主管部门
  03-02 09:00 | 周四 | 安排检查：无日期 | 不能（6.6）：计划日期
  03-02 09:00 | 周四 | 安排检查：周六 | 不能（6.6）：工作日
  03-02 09:00 | 周四 | 安排检查：没有人 | 不能（6.6）：请选择被检查人员
  03-02 09:00 | 周四 | 安排检查：两人 | 已安排待检查
  03-02 09:01 | 周四 | 指定检查人 | 不能（6.6）：不能检查自己
  03-02 09:02 | 周四 | 改期 | 已安排待检查；计划检查日至03-06 17:00
  03-06 17:01 | 时限 | 超期记录 | 已安排待检查；计划检查日超期
  03-09 09:00 | 周四 | 改期 | 不能（6.6）：不能改期
  03-09 09:01 | 王一 | 撤销检查 | 不能（6.6）：应由
  03-09 09:02 | 周四 | 撤销检查 | 已撤销；计划检查日超期；撤销=人员抽调（测试数据）
`,
  {
    '安排检查：查自己': { ...people, mode: 'planned', date: '2026-03-04', people: [demoStaff('head')] },
    '安排检查：无日期': { ...people, mode: 'planned' },
    '安排检查：周六': { ...people, mode: 'planned', date: '2026-03-07' },
    '安排检查：没有人': { ...people, mode: 'planned', date: '2026-03-04', people: [] },
    '安排检查：两人': { ...people, mode: 'planned', date: '2026-03-04', people: [li, zhao] },
    指定检查人: { to: demoPost('sljd.review') },
    改期: { date: '2026-03-06', reason: '周三全区开会（测试数据）' },
    撤销检查: { reason: '人员抽调（测试数据）' },
  },
)

const nothing = { ...whole, template: 'full', windows: [] } as const
walked(
  '全面检查至少选一个窗口或一名人员；点错了开始的，检查中也能撤销，原因留在记录里 (6.6、3.1)',
  `
  03-02 09:00 | 冯七 | 安排检查：什么也没选 | 不能（6.6）：至少选择一个被检查窗口或者一名被检查人员
  03-02 09:00 | 周四 | 安排检查：计划，什么也没选 | 不能（6.6）：至少选择一个被检查窗口或者一名被检查人员
  03-02 09:01 | 周四 | 安排检查：只选人员 | 已安排待检查；周四负责
  03-02 09:02 | 周四 | 指定检查人 | 已安排待检查；赵三负责；首问周四
  03-02 09:03 | 赵三 | 开始检查 | 检查中；检查完成期限至03-03 17:00
  03-02 09:04 | 赵三 | 填写检查结果 | 检查中；项数=1
  03-02 09:05 | 李二 | 撤销检查 | 不能（6.6）：应由承办人
  03-02 09:05 | 王一 | 撤销检查 | 不能（6.6）：应由承办人
  03-02 09:06 | 赵三 | 撤销检查：没有原因 | 不能（6.6）：撤销原因
  03-02 09:07 | 周四 | 撤销检查 | 已撤销；检查完成期限已停；撤销=点错了（测试数据）；得分=undefined；项数=1
  03-02 09:08 | 赵三 | 填写检查结果 | 不能（6.6）：已撤销
  03-02 09:09 | 冯七 | 撤销检查 | 不能（6.6）：已撤销
`,
  {
    '安排检查：什么也没选': nothing,
    '安排检查：计划，什么也没选': { ...nothing, mode: 'planned', date: '2026-03-04' },
    '安排检查：只选人员': { ...nothing, people: [wang] },
    指定检查人: { to: demoPost('sljd.review') },
    填写检查结果: { answers: [{ item: '4.1.1.a', of: wang, result: 'pass' }] },
    撤销检查: { reason: '点错了（测试数据）' },
    '撤销检查：没有原因': { reason: ' ' },
  },
)

walked(
  '上级安排的检查被检查单位不能撤销；结果记录以后谁也不能撤销，更正时也不能 (6.6)',
  `
  03-02 09:00 | 冯七 | 安排检查 | 已安排待检查
  03-02 09:01 | 周四 | 撤销检查 | 不能（6.6）：应由承办人、首问责任人、上级主管部门
  03-02 09:02 | 冯七 | 开始检查 | 检查中
  03-02 09:03 | 周四 | 撤销检查 | 不能（6.6）：应由承办人、首问责任人、上级主管部门
  03-02 09:10 | 冯七 | 填写检查结果 | 检查中；项数=6
  03-02 09:12 | 冯七 | 完成检查 | 待被检查单位确认
  03-02 09:13 | 冯七 | 撤销检查 | 不能（6.6）：待被检查单位确认
  03-02 09:20 | 周四 | 提出异议 | 有异议待答复
  03-02 09:21 | 冯七 | 撤销检查 | 不能（6.6）：有异议待答复
  03-02 09:30 | 冯七 | 采纳异议，更正 | 检查中
  03-02 09:31 | 冯七 | 撤销检查 | 不能（6.6）：检查结果已经记录，不能撤销
`,
  {
    安排检查: whole,
    填写检查结果: answersFor(whole),
    提出异议: { says: '座牌已经摆正（测试数据）' },
    '采纳异议，更正': { says: '重新查看（测试数据）' },
    撤销检查: { reason: '点错了（测试数据）' },
  },
)

walked(
  '被检查的人代行所长职责时，也不能撤销对自己的检查 (6.3)',
  `
  03-02 09:00 | 周四 | 安排检查 | 已安排待检查
  03-03 09:00 | 赵三 | 撤销检查 | 不能（6.3）：被检查的人员不能撤销检查
  03-05 09:00 | 周四 | 撤销检查 | 已撤销
`,
  {
    安排检查: { ...whole, template: 'full', windows: [], people: [zhao], mode: 'planned', date: '2026-03-06' },
    撤销检查: { reason: '改到下周（测试数据）' },
  },
  '周四 03-03 08:00 03-04 17:00',
)

const bad = (answer: Answer) => ({ answers: [answer] })
const window2 = { of: counter2 }
walked(
  '填错了说明哪一项、错在哪里：没有单位、单位不对、超出范围、没有这一项 (4.3.2)',
  `
  03-02 09:00 | 冯七 | 安排检查 | 已安排待检查
  03-02 09:01 | 冯七 | 开始检查 | 检查中
  03-02 09:02 | 冯七 | 填写检查结果：无单位 | 不能（6.6）：单位
  03-02 09:02 | 冯七 | 填写检查结果：错单位 | 不能（6.6）：单位应为厘米
  03-02 09:02 | 冯七 | 填写检查结果：负数 | 不能（6.6）：不能小于0
  03-02 09:02 | 冯七 | 填写检查结果：过大 | 不能（6.6）：不能大于100000
  03-02 09:02 | 冯七 | 填写检查结果：半件 | 不能（6.6）：应为整数
  03-02 09:02 | 冯七 | 填写检查结果：没有整体 | 不能（6.6）：台面面积
  03-02 09:02 | 冯七 | 填写检查结果：部分大于整体 | 不能（6.6）：文件面积不能大于台面面积
  03-02 09:02 | 冯七 | 填写检查结果：自己说合格 | 不能（6.6）：按测量值判断
  03-02 09:02 | 冯七 | 填写检查结果：没有这一项 | 不能（6.6）：没有这一项
  03-02 09:02 | 冯七 | 填写检查结果：没有结果 | 不能（6.6）：请选择
  03-02 09:03 | 冯七 | 填写检查结果：不适用 | 检查中；项数=6
  03-02 09:04 | 冯七 | 完成检查 | 不能（6.6）：不适用须说明原因
`,
  {
    安排检查: whole,
    '填写检查结果：无单位': bad({ item: '4.3.2.b', ...window2, value: { amount: 3 } as never }),
    '填写检查结果：错单位': bad({ item: '4.3.2.b', ...window2, value: { amount: 3, unit: 'm2' } }),
    '填写检查结果：负数': bad({ item: '4.3.2.b', ...window2, value: { amount: -1, unit: 'cm' } }),
    '填写检查结果：过大': bad({ item: '4.3.2.b', ...window2, value: { amount: 1e9, unit: 'cm' } }),
    '填写检查结果：半件': bad({ item: '4.3.1.a', ...window2, value: { amount: 0.5, unit: 'pieces' } }),
    '填写检查结果：没有整体': bad({ item: '4.3.2.a', ...window2, value: { amount: 1, unit: 'share' } }),
    '填写检查结果：部分大于整体': bad({ item: '4.3.2.a', ...window2, value: { amount: 7, of: 6, unit: 'share' } }),
    '填写检查结果：自己说合格': bad({ item: '4.3.2.b', ...window2, result: 'pass' }),
    '填写检查结果：没有这一项': bad({ item: '4.3.6.a', result: 'pass' }),
    '填写检查结果：没有结果': bad({ item: '4.3.4.a', ...window2 }),
    '填写检查结果：不适用': answersFor(whole, { '4.3.4.a': { result: 'na' } }),
  },
)

/** One walk through each clause that inspection keeps: its item fails, and the finding names the clause. */
for (const item of checksOf().filter(({ optional }) => !optional)) {
  const { about, kind, clause, id } = item
  const scope = about === 'person' ? people : about === 'window' ? whole : venue
  const wrong: Partial<Answer> =
    kind.is === 'seen'
      ? { result: 'fail', note: '测试数据' }
      : measured('atLeast' in kind.bound ? 0 : 99, kind.unit, kind.unit === 'share' ? 100 : undefined)
  walked(
    `不符合就记为问题，写明条款 （${clause}） ${id}`,
    `
  03-02 08:40 | 冯七 | 安排检查 | 已安排待检查
  03-02 08:41 | 冯七 | 开始检查 | 检查中
  03-02 09:10 | 冯七 | 填写检查结果 | 检查中
  03-02 09:12 | 冯七 | 完成检查 | 待被检查单位确认；不合格=${id}
  03-02 09:20 | 周四 | 确认检查结果 | 待下达整改通知
`,
    { 安排检查: scope, 填写检查结果: answersFor(scope, { [id]: wrong }) },
  )
}
