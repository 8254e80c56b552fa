import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Page, testServer } from '#apps/server/testing.ts'
import { type Answer, type DeskWalk, desks, type Person } from '#house/desk.ts'
import { demoStaff } from '#office/seed.ts'
import { type Form, moved, numbers, subsidyForm } from './testing.ts'

// 按条款和JY13手写：王一、李二在示例街道所窗口，赵三复核；孙十三、钱十二在另一个区的样本街道所；冯七是示例区局长，陈八是区局工作人员，
// 褚九是市局局长。批次由陈八编制、冯七复核、褚九审批。2026年3月2日是星期一。

const server = await testServer('subsidy-walk', '2026-03-02T08:00:00+08:00')
const { of, walks } = desks(server)

type Row = {
  id: string
  number: string
  name: string
  state: string
  stateLabel: string
  amount: number
  account: string
  kind?: string
  checked?: { name: string } | null
}
type Batch = Answer & {
  id: string
  number: string
  stateLabel: string
  count: number
  amount: number
  hash: string | null
  rows: Row[]
}
const cases = new Map<string, string>()
const caseId = (word: string) => cases.get(word) ?? assert.fail(`没有登记${word}`)
let batch = ''

async function opened(by: Person, word: string, name: string, from: string, to: string, more: Form = {}) {
  const page = await by.post<Page>('/api/matters', {
    kind: 'case',
    input: { service: 'JY13', form: subsidyForm(name, from, to, more) },
  })
  if (page.status < 400) cases.set(word, page.matter.id)
  return page
}
const read = (who = '冯七') => of(who).get<Batch>(`/api/subsidies/batches/${batch}`)
const rowIn = async (name: string) => {
  const { rows } = await read()
  const id = caseId(name)
  const found = (rows as (Row & { matter: string })[]).find(({ matter }) => matter === id)
  return found ?? assert.fail(`批次里没有${name}`)
}
const act = (by: Person, word: string, body: object = {}) =>
  by.post<Batch>(`/api/subsidies/batches/${batch}/${word}`, body)
const payable = async (name: string) => {
  const { rows } = await of('褚九').get<{ rows: (Row & { matter: string })[] }>('/api/subsidies/payables')
  return rows.find(({ matter }) => matter === caseId(name)) ?? assert.fail(`没有${name}的补贴`)
}
const account = {
  bank: '测试银行二支行',
  account: '6217000000000000004',
  statement: '2026年4月10日书面说明（测试数据）',
}

const walk: DeskWalk = {
  deeds: {
    '登记某：某申请某至某': (by, word = '', name = '', from = '', to = '') => opened(by, word, name, from, to),
    '登记某：某申请某至某，以前某个月': (by, word = '', name = '', from = '', to = '', n = '') =>
      opened(by, word, name, from, to, { enjoyedMonths: Number(n) }),
    '登记某：某申请某至某，近退休': (by, word = '', name = '', from = '', to = '') =>
      opened(by, word, name, from, to, { nearRetirement: true }),
    '登记某：某申请某至某，养老补某元': (by, word = '', name = '', from = '', to = '', sum = '') =>
      opened(by, word, name, from, to, { pensionAsked: Number(sum), totalAsked: Number(sum) }),
    受理某: (by, word = '') => moved(by, caseId(word), 'check', 'accept'),
    初审某: (by, word = '') => moved(by, caseId(word), 'pass-firstReview'),
    复核某: (by, word = '') => moved(by, caseId(word), 'pass-secondReview'),
    公示期满某: (by, word = '') => moved(by, caseId(word), 'close-notice'),
    审批某: (by, word = '') => moved(by, caseId(word), 'pass-approval'),
    不予补贴某: async (by, word = '') => {
      const { matter } = await by.get<Page>(`/api/matters/${caseId(word)}`)
      const input = { version: matter.version, reason: '材料不实（测试数据）', basis: '测试依据' }
      return by.post(`/api/matters/${matter.id}/moves/deny-approval`, input)
    },
    登记某在外地享受某至某: (by, name = '', from = '', to = '') =>
      by.post('/api/subsidies/claims', {
        ...{ name, idNumber: numbers[name], from, to, source: '外地经办机构证明（测试数据）' },
      }),
    把某核定为某元: (by, word = '', sum = '') =>
      by.post(`/api/subsidies/claims/${caseId(word)}/correct`, {
        ...{ pension: Number(sum), medical: 0, other: 0, reason: '按实际缴费核算（测试数据）' },
      }),
    '编制批次，某前拨付完': async (by, due = '') => {
      const made = await by.post<Batch>('/api/subsidies/batches', {
        ...{ kind: 'insurance', until: '2026-04-30', due },
        until: new Date(server.now() + 8 * 3_600_000).toISOString().slice(0, 10),
      })
      if (made.status < 400) batch = made.id
      return made
    },
    提交复核: (by) => act(by, 'freeze'),
    '剔除某，退回待入批': async (by, word = '') =>
      act(by, 'strike', { row: (await rowIn(word)).id, after: 'next', reason: '缴费凭证待核（测试数据）' }),
    '剔除某，不予拨付': async (by, word = '') =>
      act(by, 'strike', { row: (await rowIn(word)).id, after: 'refuse', reason: '不符合条件（测试数据）' }),
    逐笔复核某: async (by, word = '') => act(by, 'check', { rows: [(await rowIn(word)).id] }),
    审批批次: async (by) =>
      act(by, 'approve', { hash: (await read()).hash ?? '00000000', opinion: '同意拨付（测试数据）' }),
    凭旧校验码审批批次: (by) => act(by, 'approve', { hash: '0123456789abcdef', opinion: '同意（测试数据）' }),
    退回批次: (by) => act(by, 'send-back', { reason: '请重新核对（测试数据）' }),
    再汇集到今天: (by) =>
      act(by, 'gather', { until: new Date(server.now() + 8 * 3_600_000).toISOString().slice(0, 10) }),
    解散批次: (by) => act(by, 'dissolve'),
    '登记拨付，日期某': (by, on = '') => act(by, 'pay', { on, voucher: '凭证1（测试数据）' }),
    登记某被银行退回: async (by, word = '') =>
      act(by, 'return', { row: (await rowIn(word)).id, reason: '账号户名不符（测试数据）', due: '2026-05-20' }),
    '更正某的账户，户名某': async (by, word = '', accountName = '') =>
      by.post(`/api/subsidies/payables/${(await payable(word)).id}/account`, { ...account, accountName }),
    '追回某的某元，某至某': async (by, word = '', amount = '', from = '', to = '') =>
      by.post(`/api/subsidies/payables/${(await payable(word)).id}/recovery`, {
        ...{ amount: Number(amount), from, to, reason: '死亡后多发（测试数据）', due: '2026-06-30' },
      }),
    不再拨付某: async (by, word = '') =>
      by.post(`/api/subsidies/payables/${(await payable(word)).id}/withdraw`, { reason: '本人死亡（测试数据）' }),
    收到退回某元: async (by, amount = '') => {
      const { rows } = await by.get<{ rows: Row[] }>('/api/subsidies/recoveries')
      return by.post(`/api/subsidies/recoveries/${rows[0]!.id}/receive`, { amount: Number(amount), voucher: '入账1' })
    },
    批次交给吴五: (by) => act(by, 'hand', { owner: demoStaff('wu'), due: '2026-05-20', reason: '调整（测试数据）' }),
  },
  claims: {
    某的台账: async (name = '') => {
      const seen = await of('王一').post<Answer & { months: { span: string; stateLabel: string }[] }>(
        '/api/subsidies/persons/search',
        { idNumber: numbers[name] },
      )
      return seen.months.map(({ span, stateLabel }) => `${span}${stateLabel}`)
    },
    批次: async () => {
      const { stateLabel, count, amount } = await read()
      return `${stateLabel}${count}笔${amount}元`
    },
    某的复核人: async (word = '') => (await rowIn(word)).checked?.name ?? '无',
    某的补贴: async (word = '') => {
      const { stateLabel, amount } = await payable(word)
      return `${stateLabel}${amount}元`
    },
    核对: async () => {
      const sum = await of('冯七').get<{ total: number; agrees: boolean }>('/api/subsidies/figures?year=2026')
      return `${sum.total}元${sum.agrees ? '相符' : '不符'}`
    },
    还剩: async () => {
      const { rows } = await of('王一').get<{ rows: { left: number }[] }>('/api/subsidies/claims?state=granted')
      return String(rows[0]?.left)
    },
  },
}
const play = walks(walk)

const tables: Readonly<Record<string, string>> = {
  '受理就占用月份，同一个月第二件受理不了，在哪个窗口都一样 (8.2)': `
    03-02 09:00 | 王一 | 登记甲一：测试甲申请2025-07至2025-12 | 测试甲的台账：无
    03-02 09:05 | 孙十三 | 登记甲二：测试甲申请2025-12至2026-01 | 测试甲的台账：无
    03-02 09:10 | 王一 | 受理甲一 | 测试甲的台账：2025年7月至2025年12月审核中
    03-02 09:15 | 孙十三 | 受理甲二 | 不能（8.2）：“申请的月份没有享受过社会保险补贴”与台账不符：申请的月份里2025年12月正在审核；测试甲的台账：不含2026年1月
    03-02 09:20 | 王一 | 登记甲三：测试甲申请2025-07至2025-07 | 测试甲的台账：2025年7月至2025年12月审核中
    03-02 09:25 | 王一 | 受理甲三 | 不能（8.2）：同一个月不能重复享受
  `,
  '外地享受的也算，申请表要与台账一致；超过36个月的受理不了 (8.2)': `
    03-02 10:00 | 李二 | 登记测试乙在外地享受2022-01至2024-08 | 测试乙的台账：2022年1月至2024年8月外地或单位
    03-02 10:05 | 李二 | 登记测试乙在外地享受2024-08至2024-09 | 不能（8.2）：2024年8月已在别处享受
    03-02 10:10 | 王一 | 登记乙一：测试乙申请2025-01至2025-04 | 测试乙的台账：2022年1月至2024年8月外地或单位
    03-02 10:15 | 王一 | 受理乙一 | 不能（8.2）：台账里是32个月
    03-02 10:20 | 王一 | 登记乙二：测试乙申请2025-01至2025-05，以前31个月 | 测试乙的台账：不含2025年
    03-02 10:25 | 王一 | 受理乙二 | 不能（8.2）：申请表写以前已享受31个月
    03-02 10:30 | 王一 | 登记乙三：测试乙申请2025-01至2025-04，以前32个月 | 测试乙的台账：不含2025年
    03-02 10:35 | 王一 | 受理乙三 | 测试乙的台账：2025年1月至2025年4月审核中
    03-02 10:40 | 王一 | 登记乙四：测试乙申请2025-06至2025-06，以前32个月 | 测试乙的台账：不含2025年6月
    03-02 10:45 | 王一 | 受理乙四 | 不能（8.2）：没有还能补贴的月份
    03-02 10:50 | 王一 | 登记丙一：测试丙申请2025-07至2025-09，以前5个月 | 测试丙的台账：无
    03-02 10:55 | 王一 | 受理丙一 | 不能（8.2）：台账里只有0个月；测试丙的台账：无
  `,
  '不足5年的可以补到退休，到龄以后的月份受理不了；是否不足5年由台账算 (8.2)': `
    03-02 11:00 | 王一 | 登记丁一：测试丁申请2024-07至2025-05 | 测试丁的台账：无
    03-02 11:05 | 王一 | 受理丁一 | 不能（8.2）：应为“是”
    03-02 11:10 | 王一 | 登记丁二：测试丁申请2024-07至2025-07，近退休 | 测试丁的台账：无
    03-02 11:15 | 王一 | 受理丁二 | 不能（8.2）：以后不能补贴；测试丁的台账：无
    03-02 11:20 | 王一 | 登记丁三：测试丁申请2024-07至2025-05，近退休 | 测试丁的台账：无
    03-02 11:25 | 王一 | 受理丁三 | 测试丁的台账：2024年7月至2025年5月审核中
  `,
  '不予补贴的，月份释放，可以再申请 (8.4)': `
    03-02 13:30 | 王一 | 初审乙三 | 测试乙的台账：2025年1月至2025年4月审核中
    03-02 13:35 | 赵三 | 复核乙三 | 测试乙的台账：2025年1月至2025年4月审核中
    03-02 13:40 | 王一 | 初审甲一 | 测试甲的台账：2025年7月至2025年12月审核中
    03-02 13:45 | 赵三 | 复核甲一 | 测试甲的台账：2025年7月至2025年12月审核中
    03-02 13:50 | 王一 | 初审丁三 | 测试丁的台账：审核中
    03-02 13:55 | 赵三 | 复核丁三 | 测试丁的台账：审核中
    03-10 09:00 | 王一 | 公示期满乙三 | 测试乙的台账：2025年1月至2025年4月审核中
    03-10 09:05 | 王一 | 公示期满甲一 | 测试甲的台账：审核中
    03-10 09:10 | 王一 | 公示期满丁三 | 测试丁的台账：审核中
    03-10 09:20 | 冯七 | 不予补贴乙三 | 测试乙的台账：不含2025年
    03-10 09:25 | 王一 | 登记乙五：测试乙申请2025-01至2025-04，以前32个月 | 测试乙的台账：不含2025年
    03-10 09:30 | 王一 | 受理乙五 | 测试乙的台账：2025年1月至2025年4月审核中
  `,
  '核算调整不能超过申请和比例，审批后由负责人办理；批准后告知剩余月数 (8.2)': `
    03-10 10:00 | 王一 | 把甲一核定为3000.01元 | 不能（8.2）：不能核给更多
    03-10 10:02 | 王一 | 把甲一核定为0元 | 不能（8.2）：核定总额为0，请按不予补贴办理
    03-10 10:05 | 钱十二 | 把甲一核定为2900元 | 不能：没有这条台账
    03-10 10:10 | 王一 | 把甲一核定为2900元 | 测试甲的台账：审核中
    03-10 10:15 | 冯七 | 审批甲一 | 甲一的补贴：待入批2900元；还剩：30；测试甲的台账：2025年7月至2025年12月已批准
    03-10 10:20 | 王一 | 把甲一核定为2800元 | 不能（8.2）：负责人或上级办理
    03-10 10:25 | 冯七 | 审批丁三 | 丁三的补贴：待入批5500元
  `,
  '批次由编制以外的人逐笔复核、审批；看过的是什么就批什么 (7.4)': `
    03-11 09:00 | 陈八 | 编制批次，2026-03-01前拨付完 | 不能（7.4）：已经过了
    03-11 09:05 | 陈八 | 编制批次，2026-03-31前拨付完 | 批次：汇集中2笔8400元；甲一的补贴：已入批2900元
    03-11 09:10 | 王一 | 编制批次，2026-03-31前拨付完 | 不能（7.4）：没有待入批的
    03-11 09:15 | 陈八 | 审批批次 | 不能（7.4）：只有提交了复核的批次
    03-11 09:20 | 陈八 | 提交复核 | 批次：待复核审批2笔8400元；冯七的7.4提醒：等待逐笔复核
    03-11 09:25 | 陈八 | 逐笔复核甲一 | 不能（7.4）：由其他人复核审批
    03-11 09:30 | 褚九 | 凭旧校验码审批批次 | 不能（7.4）：批次内容已经变动
    03-11 09:35 | 冯七 | 逐笔复核甲一 | 批次：待复核审批2笔8400元
    03-11 09:38 | 冯七 | 审批批次 | 不能（7.4）：编制、复核、审批应由不同的人办理，您复核过其中1笔
    03-11 09:40 | 褚九 | 审批批次 | 不能（7.4）：还有1笔没有逐笔复核
    03-11 09:45 | 冯七 | 剔除丁三，退回待入批 | 批次：待复核审批1笔2900元；丁三的补贴：待入批5500元
    03-11 09:50 | 冯七 | 退回批次 | 批次：汇集中1笔2900元
    03-11 09:55 | 陈八 | 再汇集到今天 | 批次：汇集中2笔8400元
    03-11 10:00 | 陈八 | 再汇集到今天 | 不能（7.4）：没有新的待入批的
    03-11 10:05 | 陈八 | 提交复核 | 批次：待复核审批2笔8400元
    03-11 10:10 | 褚九 | 审批批次 | 不能（7.4）：还有2笔没有逐笔复核
    03-11 10:15 | 冯七 | 逐笔复核甲一 | 批次：待复核审批2笔8400元
    03-11 10:20 | 冯七 | 逐笔复核丁三 | 批次：待复核审批2笔8400元；褚九的7.4提醒：等待审批；冯七的7.4提醒：不含批次
    03-11 10:22 | 褚九 | 逐笔复核甲一 | 甲一的复核人：冯七；褚九的7.4提醒：等待审批
    03-11 10:25 | 陈八 | 登记拨付，日期2026-03-11 | 不能（7.4）：审批同意以后
    03-11 10:28 | 冯七 | 审批批次 | 不能（7.4）：请由其他负责人或上级审批
    03-11 10:30 | 褚九 | 审批批次 | 批次：待拨付2笔8400元
    03-11 10:32 | 褚九 | 登记拨付，日期2026-03-11 | 不能（7.4）：由审批人以外的人办理
    03-11 10:35 | 冯七 | 剔除丁三，退回待入批 | 不能（7.4）：已经审批的批次不能再剔除
    03-11 10:40 | 王一 | 批次交给吴五 | 不能：没有这个批次
    03-11 10:45 | 陈八 | 批次交给吴五 | 不能（7.4）：承办人须是本单位的在职人员
  `,
  '拨付、银行退回、更正账户、再拨付；同一笔不会付两次 (7.4)': `
    03-16 09:00 | 陈八 | 登记拨付，日期2026-03-10 | 不能（7.4）：早于审批日期
    03-16 09:05 | 陈八 | 登记拨付，日期2026-03-17 | 不能（7.4）：还没有到
    03-16 09:07 | 陈八 | 登记甲一被银行退回 | 不能（7.4）：还没有登记拨付；批次：待拨付2笔8400元；甲一的补贴：已入批2900元
    03-16 09:10 | 陈八 | 登记拨付，日期2026-03-16 | 批次：已拨付完2笔8400元；测试甲的台账：2025年7月至2025年12月已拨付；核对：8400元相符
    03-16 09:15 | 陈八 | 登记拨付，日期2026-03-16 | 不能（7.4）：现为已拨付完
    03-18 09:00 | 陈八 | 登记甲一被银行退回 | 批次：已拨付，1笔退回2笔8400元；甲一的补贴：银行退回2900元；测试甲的台账：2025年7月至2025年12月已批准；核对：5500元相符
    03-18 09:05 | 陈八 | 登记甲一被银行退回 | 不能（7.4）：已经登记退回
    03-18 09:10 | 陈八 | 编制批次，2026-04-30前拨付完 | 不能（7.4）：没有待入批的
    03-18 09:15 | 王一 | 更正甲一的账户，户名测试乙 | 不能（7.4）：银行户名不是本人
    03-18 09:20 | 王一 | 更正甲一的账户，户名测试甲 | 甲一的补贴：待入批2900元
    03-18 09:25 | 陈八 | 编制批次，2026-04-30前拨付完 | 批次：汇集中1笔2900元
    03-18 09:30 | 陈八 | 解散批次 | 批次：已解散0笔0元；甲一的补贴：待入批2900元
    03-18 09:35 | 陈八 | 编制批次，2026-04-30前拨付完 | 批次：汇集中1笔2900元
    03-18 09:40 | 陈八 | 提交复核 | 批次：待复核审批1笔2900元
    03-18 09:45 | 冯七 | 逐笔复核甲一 | 批次：待复核审批1笔2900元
    03-18 09:50 | 褚九 | 审批批次 | 批次：待拨付1笔2900元
    03-20 09:00 | 陈八 | 登记拨付，日期2026-03-20 | 批次：已拨付完1笔2900元；核对：8400元相符
    03-20 09:05 | 孙十三 | 登记甲四：测试甲申请2025-09至2025-10，以前6个月 | 测试甲的台账：2025年7月至2025年12月已拨付
    03-20 09:10 | 孙十三 | 受理甲四 | 不能（8.2）：2025年9月至2025年10月已拨付
  `,
  '多发的追回：钱全部退回以后月份才释放 (7.4)': `
    03-23 09:00 | 王一 | 追回丁三的1000元，2025-04至2025-05 | 不能（7.4）：负责人或上级决定
    03-23 09:05 | 冯七 | 追回丁三的5500.01元，2025-04至2025-05 | 不能（7.4）：不能追回更多
    03-23 09:07 | 冯七 | 追回丁三的0元，2025-04至2025-05 | 不能（7.4）：金额
    03-23 09:10 | 冯七 | 追回丁三的1000元，2025-05至2025-06 | 不能（7.4）：没有拨付过其中的月份
    03-23 09:15 | 冯七 | 追回丁三的1000元，2025-04至2025-05 | 测试丁的台账：2024年7月至2025年5月已拨付
    03-23 09:20 | 冯七 | 追回丁三的1000元，2025-01至2025-02 | 不能（7.4）：正在追回
    03-23 09:22 | 冯七 | 不再拨付丁三 | 不能（7.4）：现为已拨付，不能撤回
    03-23 09:25 | 王一 | 收到退回400元 | 测试丁的台账：2024年7月至2025年5月已拨付
    03-23 09:30 | 王一 | 收到退回600.01元 | 不能（7.4）：还应退回600.00元
    03-23 09:35 | 王一 | 收到退回600元 | 测试丁的台账：2024年7月至2025年3月已拨付
    03-23 09:40 | 王一 | 收到退回1元 | 不能（7.4）：已追回
  `,
  '批准以后不再拨付的由负责人决定：月份释放，可以再申请，批次不再汇集 (7.4, 8.2)': `
    03-23 10:00 | 王一 | 登记戊一：测试戊申请2025-01至2025-02 | 测试戊的台账：无
    03-23 10:05 | 王一 | 受理戊一 | 测试戊的台账：2025年1月至2025年2月审核中
    03-23 10:10 | 王一 | 初审戊一 | 测试戊的台账：审核中
    03-23 10:15 | 赵三 | 复核戊一 | 测试戊的台账：审核中
    03-31 09:00 | 王一 | 公示期满戊一 | 测试戊的台账：审核中
    03-31 09:05 | 冯七 | 审批戊一 | 戊一的补贴：待入批1000元；测试戊的台账：2025年1月至2025年2月已批准
    03-31 09:10 | 王一 | 不再拨付戊一 | 不能（7.4）：不再拨付由示例街道人力资源和社会保障所负责人或上级决定；戊一的补贴：待入批1000元
    03-31 09:15 | 孙十三 | 不再拨付戊一 | 不能：没有这一笔补贴
    03-31 09:20 | 周四 | 不再拨付戊一 | 戊一的补贴：已撤回1000元；测试戊的台账：无
    03-31 09:25 | 周四 | 不再拨付戊一 | 不能（7.4）：现为已撤回
    03-31 09:30 | 陈八 | 编制批次，2026-04-30前拨付完 | 不能（7.4）：没有待入批的
    03-31 09:35 | 王一 | 更正戊一的账户，户名测试戊 | 不能（7.4）：现为已撤回
    03-31 09:40 | 王一 | 登记戊二：测试戊申请2025-02至2025-03 | 测试戊的台账：无
    03-31 09:45 | 王一 | 受理戊二 | 测试戊的台账：2025年2月至2025年3月审核中
  `,
}
for (const [title, table] of Object.entries(tables)) test(title, () => play(table))
