import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reviewOf } from '#apps/server/forms.ts'
import { type Page, testServer } from '#apps/server/testing.ts'
import type { DeskPage } from '#core/view.ts'
import { type DeskWalk, desks } from '#house/desk.ts'
import { formOf, writtenOf } from '#house/forms.ts'
import { replayMatters } from '#matter/replay.ts'
import { sweep } from '#matter/sweep.ts'
import { demoOffice, demoPath, demoTenant } from '#office/seed.ts'
import { defineJob } from '#platform/jobs/worker.ts'
import type { LoanFacts } from './contract.ts'
import { loanDesk } from './testing.ts'

// 手写：王一是综合窗口一A角、李二是B角；赵三是复核岗A角、李二是B角；周四是所长；冯七是区里的局长。2026年3月2日是星期一。
// 额度个人30万元、小微400万元、合伙110%；期限个人36个月；利率不超过LPR加1.5个百分点；贴息二分之一；最多3次；展期最长12个月。
// 担保机构、经办银行各15个工作日答复，本单位转办5个工作日，其间停表。测试数据。

const server = await testServer('loan-walk', '2026-02-25T08:00:00+08:00')
const { of, walks, alarms } = desks(server)
const { pages, outside, seen, move, opened, papered, other, deeds } = loanDesk(server, of)
const time = defineJob({
  name: 'sweep',
  every: { minutes: 1 },
  run: async () => void (await sweep(server.world, { tenant: demoTenant, path: demoPath('cs'), at: server.now() })),
})
type Figures = Record<'count' | 'sum' | 'owed' | 'open' | 'overdue' | 'subsidy' | 'paid', number>
type Rows = {
  readonly rows: readonly {
    readonly number: string
    readonly name: string
    readonly sum: number
    readonly payment: string
    readonly lacks: boolean
    readonly batch: string | null
    readonly why: string | null
  }[]
}
type Accounts = { readonly rows: readonly { readonly account: string; readonly stateLabel: string }[] }
type Found = { readonly rows: readonly { readonly values: Record<string, string>; readonly stateLabel: string }[] }
type Choices = { readonly 'x-widget': string; readonly oneOf: readonly { readonly title: string }[] }
const claims: DeskWalk['claims'] = {
  某状态: async (name = '') => (await seen(name)).matter.stateLabel,
  某文书: async (name = '') => (await seen(name)).sheets.map(({ title }) => title),
  某经过: async (name = '') =>
    (await seen(name)).journal.map(({ says, actingFor }) => `${says}${actingFor ? `（代${actingFor.name}）` : ''}`),
  某期限: async (name = '') =>
    (await seen(name)).clocks.map(
      ({ label, is, dueAt, late }) => `${label}${is === 'running' ? dueAt?.slice(5, 10) : is}${late ? '超期' : ''}`,
    ),
  某可选的单位: async (name = '') =>
    (await of('王一').get<Page>(`/api/matters/${pages.get(name)?.matter.id}`)).offers.flatMap(({ input }) => {
      const { properties } = input as { properties?: { to?: Choices } }
      return properties?.to?.['x-widget'] === 'body' ? [properties.to.oneOf.map(({ title }) => title).join('、')] : []
    }),
  某被告知: async (who = '') =>
    (await of(who).get<{ rows: readonly { says: string }[] }>('/api/alarms')).rows.map(({ says }) => says),
  某的工作台: async (who = '') => (await of(who).get<DeskPage>('/api/desk')).rows.map(({ title }) => title),
  某贴息: async (name = '') =>
    ((await seen(name)).matter.facts as LoanFacts).subsidies.map(
      ({ quarter, amount, state, days }) => `${quarter} ${days}天 ${amount / 100}元 ${state}`,
    ),
  某的贴息表: async (name = '') =>
    (await of('王一').get<Page>(`/api/matters/${pages.get(name)?.matter.id}`)).offers
      .filter((offer) => offer.move === 'subsidise')
      .map(({ input }) =>
        String((input as { properties: { taken: { 'x-hint': string } } }).properties.taken['x-hint']),
      ),
  名册上某的原因: async (name = '') =>
    (await of('周四').get<Rows>('/api/loans/subsidies')).rows
      .filter((row) => row.name.startsWith(name))
      .map(({ why }) => why ?? '没有写'),
  贴息的拨付: async () =>
    (await of('周四').get<Rows>('/api/loans/subsidies')).rows.map(
      ({ name, sum, payment, lacks }) => `${name} ${sum}元 ${payment}${lacks ? '，缺账户' : ''}`,
    ),
  经办银行的账户: async () =>
    (await of('周四').get<Accounts>('/api/subsidies/accounts')).rows.map(
      ({ account, stateLabel }) => `${account} ${stateLabel}`,
    ),
  某的提醒: (who = '') => alarms(who, '7.4'),
  台账合计: async () => {
    const f = await of('周四').get<Figures>('/api/loans/figures?from=2026-01-01&until=2026-12-31')
    return `放款${f.count}笔${f.sum}元，尚欠${f.owed}元，逾期${f.overdue}笔，贴息${f.subsidy}元，拨付${f.paid}元`
  },
  台账里某: async (name = '') => {
    const found = await of('周四').post<Found>('/api/registers/loan/search', { q: name })
    return found.rows.map(
      ({ values, stateLabel }) => `${values['granted'] ?? '没有放款'} ${values['bank'] ?? ''} ${stateLabel}`,
    )
  },
}
const walk = walks({ deeds, claims, jobs: [time] })
const walked = (title: string, table: string) => test(title, () => walk(table))

walked(
  '推荐、答复、转送、放款的日期按先后，写反的不收 (1.3)',
  `
  02-25 09:10 | 王一 | 登记测试丁的贷款 | 测试丁状态：待推荐担保机构
  02-25 09:11 | 王一 | 推荐测试丁，不勾选补录，写日期12-01 | 不能（1.3）：不是补录的
  02-25 09:12 | 王一 | 推荐测试丁 | 测试丁状态：担保机构审核中
  02-26 09:00 | 王一 | 测试丁同意担保200000.01元 | 不能（1.3）：不能超过推荐金额
  02-26 09:01 | 王一 | 测试丁同意担保200000元，答复日02-24 | 不能（1.3）：答复日期不能早于推荐给担保机构的日期2026年2月25日；测试丁状态：担保机构审核中
  02-26 09:02 | 王一 | 测试丁不同意担保，答复日02-24 | 不能（1.3）：答复日期不能早于推荐给担保机构的日期2026年2月25日
  02-26 09:03 | 王一 | 测试丁同意担保200000元，答复日02-26 | 测试丁状态：已同意担保待转银行；测试丁可选的单位：测试银行示例支行；测试丁可选的单位：不含担保中心；测试丁期限：本单位转办期限03-03
  02-27 09:00 | 王一 | 转送测试丁给测试市创业担保中心 | 不能（1.3）：没有登记这个经办银行
  02-27 09:01 | 王一 | 转送测试丁的银行 | 测试丁状态：经办银行审核中；测试丁期限：本单位转办期限paused
  03-02 08:30 | 王一 | 银行不给测试丁放款，答复日02-26 | 不能（1.3）：答复日期不能早于转送经办银行的日期2026年2月27日
  03-02 08:31 | 王一 | 测试丁放款，放款日02-26 | 不能（1.3）：放款日期不能早于转送经办银行的日期2026年2月27日；测试丁状态：经办银行审核中
`,
)

walked(
  '额度、期限、次数和号码登记时就核对；合伙按各人额度之和的110% (1.3)',
  `
  03-02 09:00 | 王一 | 登记测试甲的贷款，申请300000.01元 | 不能（1.3）：个人创业最高300,000.00元
  03-02 09:00 | 王一 | 登记测试甲的贷款，37个月 | 不能（1.3）：最长36个月
  03-02 09:00 | 王一 | 登记测试甲的贷款，以前3次 | 不能（1.3）：累计不超过3次
  03-02 09:00 | 王一 | 登记测试甲的贷款，没有资格审核 | 不能（1.3）：没有资格审核的不能推荐
  03-02 09:00 | 王一 | 登记测试甲的贷款，说是没有的办件转来 | 不能（8.2）：没有找到这件已办结的资格审核
  03-02 09:00 | 王一 | 登记测试甲的贷款，代码写错 | 不能（1.3）：统一社会信用代码
  03-02 09:00 | 王一 | 登记测试甲的合伙贷款，不写人数 | 不能（1.3）：请填写合伙人数
  03-02 09:00 | 王一 | 登记测试乙的合伙贷款，2人申请660000.01元 | 不能（1.3）：2人，各人额度之和的110%为660,000.00元
  03-02 09:01 | 王一 | 登记测试乙的合伙贷款，2人申请660000元 | 测试乙状态：待推荐担保机构
  03-02 09:02 | 王一 | 测试乙撤回 | 测试乙状态：本人撤回；王一的工作台：不含测试乙
`,
)

walked(
  '转出去等谁，就停自己的表、走对方的表；对方没按期答复记在对方，提醒催办；不同意的告知本人 (7.4, 8.4)',
  `
  03-02 09:10 | 王一 | 登记测试丙的贷款，另一人 | 测试丙期限：本单位转办期限03-09；测试丙可选的单位：测试市创业担保中心；测试丙可选的单位：不含派出所
  03-02 09:11 | 王一 | 推荐测试丙，没有核实其他贷款 | 不能（1.3）：没有其他未结清贷款
  03-02 09:11 | 王一 | 推荐测试丙，金额200000.01元 | 不能（1.3）：不能超过资格审核同意的金额200,000.00元
  03-02 09:11 | 王一 | 推荐测试丙，25个月 | 不能（1.3）：不能超过资格审核同意的期限24个月
  03-02 09:11 | 王一 | 推荐测试丙给一个系统内单位 | 不能（1.3）：系统外单位
  03-02 09:11 | 王一 | 推荐测试丙给示例派出所 | 不能（1.3）：没有登记这个担保机构
  03-02 09:11 | 王一 | 推荐测试丙给测试银行示例支行 | 不能（1.3）：没有登记这个担保机构
  03-02 09:11 | 赵三 | 推荐测试丙 | 不能（1.3）：应由承办人、B角办理
  03-02 09:12 | 王一 | 推荐测试丙 | 测试丙状态：担保机构审核中；测试丙文书：担保机构推荐函；测试丙期限：本单位转办期限paused；测试丙期限：担保机构答复期限03-23
  03-02 09:13 | 王一 | 转送测试丙的银行 | 不能（1.3）：现在是“担保机构审核中”
  03-24 08:00 | 时限 | 没有答复 | 测试丙状态：担保机构审核中；测试丙经过：不计为本单位超期；王一被告知：担保机构没有在约定的日期前答复，请催办；周四被告知：担保机构没有在约定；李二被告知：无；测试丙期限：担保机构答复期限03-23；测试丙期限：不含超期
  03-24 09:00 | 王一 | 催办测试丙 | 测试丙期限：担保机构答复期限04-1
  03-25 09:00 | 王一 | 测试丙不同意担保，不写理由 | 不能（1.3）：理由
  03-25 09:01 | 王一 | 测试丙不同意担保 | 测试丙状态：待告知本人；测试丙期限：本单位转办期限03-31
  03-25 09:02 | 王一 | 转送测试丙的银行 | 不能（8.2）：还没有担保机构同意担保
  03-25 09:03 | 王一 | 告知测试丙没有贷成 | 测试丙状态：没有贷成，已告知；台账里测试丙：没有放款  没有贷成，已告知
`,
)

walked(
  '放款不超过担保、推荐、额度和利率上限；还款每季查；逾期的天不贴息 (1.3, 7.4)',
  `
  03-30 09:00 | 王一 | 测试丁放款，利率0 | 不能（1.3）：0.01
  03-30 09:00 | 王一 | 测试丁放款，利率4.5001 | 不能（1.3）：贷款市场报价利率3%加1.5个百分点，为4.5%
  03-30 09:00 | 王一 | 测试丁放款200001元 | 不能（1.3）：不能超过同意担保的金额
  03-30 09:00 | 王一 | 测试丁放款，放款日写到03-31 | 不能（1.3）：日期不能晚于今天
  03-30 09:01 | 王一 | 测试丁放款，放款日03-01 | 测试丁状态：还款中；台账里测试丁：200,000.00元 测试银行示例支行 还款中；台账合计：放款1笔200000元，尚欠200000元，逾期0笔，贴息0元，拨付0元
  03-30 09:01 | 王一 | 更正测试丁的放款为利率4.4，放款日03-02 | 不能（6.3）
  03-30 09:01 | 周四 | 更正测试丁的放款为利率4.6，放款日03-02 | 不能（6.3）：年利率超过上限
  03-30 09:01 | 周四 | 更正测试丁的放款为利率4.4，放款日03-02 | 测试丁经过：更正放款为200,000.00元，24个月，年利率4.4%，2026年3月2日放款，合同CS-001
  03-30 09:01 | 周四 | 更正测试丁的放款为利率4.5，放款日03-01 | 不能（6.3）：由登记的人以外的负责人更正
  03-30 09:01 | 冯七 | 更正测试丁的放款为利率4.5，放款日03-01 | 测试丁状态：还款中
  03-30 09:01 | 王一 | 登记测试丁到期还清 | 不能（1.3）：还没有到期
  03-30 09:02 | 王一 | 登记测试戊的贷款 | 不能（8.2）：还没有还清
  03-30 09:03 | 王一 | 提出测试丁的2026-Q1贴息，银行收750元 | 不能（7.4）：没有已经结束
  04-01 09:00 | 王一 | 提出测试丁的2026-Q2贴息，银行收750元 | 不能（1.3）：季度
  04-01 09:00 | 王一 | 提出测试丁的2026-Q1贴息，银行收7500元 | 不能（1.3）：全部本金按合同年利率4.5%计息，银行这一季最多能收1,550.00元；测试丁的贴息表：2026年第1季度按合同应付750.00元（31天）
  04-01 09:00 | 王一 | 提出测试丁的2026-Q1贴息，银行收1000元 | 不能（1.3）：银行实收多250.00元，请写明原因；测试丁状态：还款中
  04-01 09:00 | 王一 | 提出测试丁的2026-Q1贴息，银行收750元，因为按日计息 | 不能（1.3）：没有明显高于应付利息
  04-01 09:01 | 王一 | 提出测试丁的2026-Q1贴息，银行收750元 | 测试丁状态：贴息待复核；赵三的工作台：测试丁；测试丁贴息：2026-Q1 31天 375元 proposed
  04-01 09:02 | 王一 | 复核测试丁的贴息 | 不能（6.3）：应由本环节经办人
  04-01 09:03 | 赵三 | 退回测试丁的贴息 | 测试丁状态：还款中；测试丁贴息：2026-Q1 31天 375元 returned
  04-01 09:04 | 王一 | 提出测试丁的2026-Q1贴息，银行收700.01元 | 测试丁贴息：2026-Q1 31天 350元 proposed
  04-01 09:05 | 赵三 | 复核测试丁的贴息 | 测试丁状态：贴息待审批；周四的工作台：测试丁；贴息的拨付：无
  04-01 09:06 | 赵三 | 批准测试丁的贴息 | 不能（6.3）：应由本环节经办人
  04-01 09:07 | 周四 | 批准测试丁的贴息 | 测试丁状态：还款中；贴息的拨付：测试丁 350元 待入批，缺账户
  04-01 09:07 | 冯七 | 更正测试丁的放款为利率4.4，放款日03-02 | 不能（6.3）
  04-01 09:07 | 周四 | 更正测试丁的放款为利率4.4，放款日03-02 | 不能（6.3）：贴息已按原放款计算
  04-01 09:08 | 王一 | 提出测试丁的2026-Q1贴息，银行收750元 | 不能（7.4）：没有已经结束
  04-02 09:00 | 王一 | 编制贴息批次 | 不能（7.4）：还缺账户
  04-02 09:01 | 王一 | 登记经办银行的6217000000000000004账户 | 不能（7.4）：负责人
  04-02 09:02 | 周四 | 登记经办银行的6217000000000000004账户 | 贴息的拨付：测试丁 350元 待入批
  04-02 09:03 | 王一 | 编制贴息批次 | 贴息的拨付：测试丁 350元 已入批
  04-02 09:04 | 王一 | 编制贴息批次 | 不能（7.4）：没有待入批的
  04-02 09:05 | 周四 | 停用经办银行的账户 | 贴息的拨付：已入批
  04-02 09:06 | 王一 | 提交贴息批次 | 不能（7.4）：账户已停用
  04-02 09:07 | 王一 | 解散贴息批次 | 贴息的拨付：测试丁 350元 待入批
  04-02 09:08 | 周四 | 登记经办银行的6217000000000000012账户 | 贴息的拨付：测试丁 350元 待入批
  04-02 09:09 | 王一 | 编制贴息批次 | 贴息的拨付：测试丁 350元 已入批
  04-02 09:10 | 王一 | 提交贴息批次 | 贴息的拨付：已入批
  04-02 09:11 | 王一 | 审批贴息批次 | 不能（7.4）：由其他人复核审批
  04-02 09:12 | 周四 | 审批贴息批次 | 贴息的拨付：已入批
  04-02 09:13 | 王一 | 登记贴息拨付 | 贴息的拨付：测试丁 350元 已拨付；台账合计：放款1笔200000元，尚欠200000元，逾期0笔，贴息350元，拨付350元
  04-02 09:14 | 王一 | 登记贴息被银行退回 | 贴息的拨付：测试丁 350元 银行退回；台账合计：放款1笔200000元，尚欠200000元，逾期0笔，贴息350元，拨付0元；经办银行的账户：银行退回，待核对；周四的提醒：1个单位账户被银行退回
  04-02 09:15 | 周四 | 登记经办银行的6217000000000000012账户 | 不能（7.4）：与退回的账号相同
  04-02 09:16 | 王一 | 不再拨付测试丁的贴息 | 不能（7.4）：负责人
  04-02 09:17 | 周四 | 不再拨付测试丁的贴息 | 贴息的拨付：测试丁 350元 已撤回
  04-02 09:18 | 王一 | 编制贴息批次 | 不能（7.4）：没有待入批的
  04-10 09:00 | 王一 | 登记测试丁自03-20起逾期 | 不能（1.3）：贴息已经提出
  04-10 09:01 | 王一 | 登记测试丁自04-05起恢复 | 不能（1.3）：没有登记过逾期
  05-01 09:00 | 王一 | 登记测试丁自05-01起逾期 | 台账合计：放款1笔200000元，尚欠200000元，逾期1笔，贴息350元，拨付0元
  05-02 09:00 | 王一 | 登记测试丁展期6个月 | 不能（1.3）：正在逾期
  06-02 09:00 | 王一 | 登记测试丁自06-01起恢复 | 台账合计：放款1笔200000元，尚欠200000元，逾期0笔，贴息350元，拨付0元
  06-02 09:01 | 王一 | 登记测试丁展期12个月 | 测试丁经过：展期12个月，不贴息
  06-02 09:02 | 王一 | 登记测试丁展期6个月 | 不能（7.4）：展期只能一次
  07-01 09:00 | 李二 | 提出测试丁的2026-Q2贴息，银行收1500元 | 不能（1.3）：应由承办人
  07-01 09:01 | 王一 | 提出测试丁的2026-Q2贴息，银行收1500元 | 测试丁贴息：2026-Q2 60天 750元 proposed
  07-01 09:02 | 赵三 | 复核测试丁的贴息 | 测试丁状态：贴息待审批
  07-01 09:03 | 冯七 | 批准测试丁的贴息 | 测试丁状态：还款中；贴息的拨付：测试丁 750元 待入批，缺账户
  07-01 09:04 | 王一 | 编制贴息批次 | 不能（7.4）：还缺账户
  07-01 09:05 | 周四 | 登记经办银行的6217000000000000012账户 | 不能（7.4）：与退回的账号相同
  07-01 09:06 | 王一 | 核实经办银行的账户 | 不能（7.4）：负责人
  07-01 09:07 | 周四 | 核实经办银行的账户 | 经办银行的账户：在用；贴息的拨付：测试丁 750元 待入批；贴息的拨付：不含缺账户；周四的提醒：不含单位账户
  07-01 09:08 | 周四 | 核实经办银行的账户 | 不能（7.4）：不用核实
  07-01 09:09 | 周四 | 停用经办银行的账户 | 经办银行的账户：已停用；贴息的拨付：测试丁 750元 待入批，缺账户
`,
)

walked(
  '还清登记，没有提出的季度写明才结案；超过查询期限就是超期；还清以后才可以再贷，累计次数照算 (7.4, 8.2)',
  `
  09-03 08:00 | 时限 | 三个月没有查询 | 测试丁期限：超期；测试丁经过：没有按期
  09-03 09:00 | 王一 | 登记测试丁正常还款 | 测试丁期限：查询还款期限12-0
  09-04 09:00 | 王一 | 登记测试丁还清，写成到期以前的明天 | 不能（1.3）：日期不能晚于今天
  09-04 09:01 | 王一 | 登记测试丁还清 | 测试丁状态：已还清待结案；台账合计：放款1笔200000元，尚欠0元，逾期0笔，贴息1100元，拨付0元
  09-04 09:02 | 王一 | 测试丁结案 | 不能（1.3）：2026年第3季度还没有提出贴息
  09-04 09:03 | 王一 | 提出测试丁的2026-Q3贴息，银行收1600元 | 测试丁贴息：2026-Q3 65天 787.5元 proposed
  09-04 09:04 | 赵三 | 复核测试丁的贴息 | 测试丁状态：贴息待审批
  09-04 09:05 | 周四 | 批准测试丁的贴息 | 测试丁状态：已还清待结案
  09-04 09:06 | 王一 | 测试丁结案 | 测试丁状态：已结案；王一的工作台：不含测试丁
  09-04 09:07 | 王一 | 登记测试己的贷款，以前2次 | 测试己状态：待推荐担保机构
  09-04 09:08 | 王一 | 推荐测试己 | 测试己状态：担保机构审核中
  09-04 09:09 | 王一 | 测试己同意担保100000元 | 测试己状态：已同意担保待转银行
  09-04 09:10 | 王一 | 转送测试己的银行 | 测试己状态：经办银行审核中
  09-04 09:11 | 王一 | 银行不给测试己放款 | 测试己状态：待告知本人
  09-04 09:12 | 王一 | 转送测试己的银行 | 测试己状态：经办银行审核中
  09-04 09:13 | 王一 | 测试己放款100000元 | 测试己状态：还款中
  09-04 09:14 | 王一 | 登记测试庚的贷款，以前1次 | 不能（8.2）：累计不超过3次，记录中已有3次
`,
)

walked(
  '系统启用以前的贷款写明补录、原件日期和原因才收，先后照样核对；利息明显偏高的写明原因，原因上名册 (1.3)',
  `
  09-04 10:00 | 王一 | 登记测试辛的贷款，系统启用以前的 | 测试辛状态：待推荐担保机构
  09-04 10:01 | 王一 | 推荐测试辛，勾选补录，不写日期和原因 | 不能（1.3）：补录的，请填写原件日期；测试辛状态：待推荐担保机构
  09-04 10:02 | 王一 | 推荐测试辛，补录原件日期10-09 | 测试辛状态：担保机构审核中；测试辛经过：补录，原件日期2025年10月9日，原因：推荐函原件
  09-04 10:03 | 王一 | 测试辛同意担保200000元，去年10-08答复 | 不能（1.3）：答复日期不能早于推荐给担保机构的日期2025年10月9日
  09-04 10:04 | 王一 | 测试辛同意担保200000元，去年10-15答复 | 测试辛状态：已同意担保待转银行
  09-04 10:05 | 王一 | 转送测试辛的银行，补录原件日期10-14 | 不能（1.3）：原件日期不能早于担保机构答复的日期2025年10月15日
  09-04 10:06 | 王一 | 转送测试辛的银行，补录原件日期10-20 | 测试辛状态：经办银行审核中；测试辛经过：补录，原件日期2025年10月20日
  09-04 10:07 | 王一 | 测试辛放款，去年10-17放款 | 不能（1.3）：放款日期不能早于转送经办银行的日期2025年10月20日
  09-04 10:08 | 王一 | 测试辛放款，去年11-01放款 | 测试辛状态：还款中
  09-04 10:09 | 王一 | 提出测试辛的2025-Q4贴息，银行收2000元 | 不能（1.3）：银行实收多500.00元，请写明原因
  09-04 10:10 | 王一 | 提出测试辛的2025-Q4贴息，银行收2000元，因为含上月结息日以后的利息 | 测试辛贴息：2025-Q4 61天 750元 proposed；测试辛经过：实收高于合同应付500.00元，原因：含上月结息日以后的利息
  09-04 10:11 | 赵三 | 复核测试辛的贴息 | 测试辛状态：贴息待审批
  09-04 10:12 | 周四 | 批准测试辛的贴息 | 名册上测试辛的原因：含上月结息日以后的利息；名册上测试丁的原因：没有写
`,
)

test('创业担保贷款资格审核办结，当场转为待推荐，号码随单带入 (1.3)', async () => {
  const by = of('王一')
  const form = { ...formOf('JY09'), name: '测试壬', idNumber: other, creditCode: '91220201MA00000005' }
  let page = await by.post<Page>('/api/matters', { kind: 'case', input: { service: 'JY09', form } })
  assert.equal(page.status, 201, JSON.stringify(page))
  const id = page.matter.id
  for (const [who, label] of [
    ['王一', '逐项审查'],
    ['王一', '受理'],
    ['王一', '初审通过'],
    ['冯七', '资格审核同意'],
    ['王一', '办结并发放结果'],
  ] as const) {
    page = await of(who).get<Page>(`/api/matters/${id}`)
    const offer = page.offers.find((one) => one.label === label)
    assert.ok(offer, `${label}: ${page.offers.map((one) => one.label).join(' ')}`)
    const { properties = {} } = offer.input as { properties?: Record<string, unknown> }
    const input =
      offer.move === 'check'
        ? reviewOf(page)
        : 'opinion' in properties
          ? { ...writtenOf(Object.keys(properties)), opinion: '同意（测试数据）' }
          : {}
    const done = await of(who).post(`/api/matters/${id}/moves/${offer.move}`, {
      version: page.matter.version,
      ...input,
    })
    assert.ok(done.status < 400, JSON.stringify(done))
  }
  const [link] = (await by.get<Page>(`/api/matters/${id}`)).matter.links.filter(({ kind }) => kind === 'loan')
  assert.ok(link)
  const loan = await by.get<Page>(`/api/matters/${link.id}`)
  assert.equal(loan.matter.stateLabel, '待推荐担保机构')
  assert.equal(loan.matter.facts['amount'], 20_000_000)
  assert.match(JSON.stringify(loan.matter.facts['idNumber']), /\*/)
  const sent = { to: await outside('测试市创业担保中心'), amount: 200_000, months: 24, checked: true }
  const early = await by.post<{ says: string }>(`/api/matters/${link.id}/moves/refer`, {
    ...{ version: loan.matter.version, ...sent, ...papered, on: '2025-12-01' },
  })
  assert.equal(early.status, 422)
  assert.match(early.says, /资格审核在本系统办理的不能补录/)
  const again = await opened(by, '测试壬', { idNumber: '220203197512311017', case: id })
  assert.match(String(again.says), /不能再登记一次/)
})

test('贴息名册导出留痕；别处的单位看不到 (6.3)', async () => {
  const book = await of('周四').post('/api/loans/subsidies/export', { quarter: '2026-Q1', reason: '拨付核对' })
  assert.equal(book.status, 200)
  const none = await of('周四').post('/api/loans/subsidies/export', { quarter: '2026-Q1' })
  assert.equal(none.clause, '1.3')
  const elsewhere = await of('孙十三').look(`/api/loans/figures?office=${demoOffice('sljd')}`)
  assert.equal(elsewhere.status, 404)
  const backwards = await of('周四').look('/api/loans/figures?from=2026-05-01&until=2026-04-01')
  assert.equal(backwards.status, 422)
})

test('同一季、同一次数，库里也写不进第二笔 (8.2)', async () => {
  const twice = (sql: string) =>
    server.owner.query(sql).then(
      () => 'written',
      ({ code }: { code: string }) => code,
    )
  const subsidy = await twice(`insert into loan_subsidy select * from loan_subsidy where quarter = '2026-Q1'`)
  const time = await twice(`insert into loan_time (tenant_id, borrower, nth, matter_id)
    select tenant_id, borrower, nth, '01900000-0000-7000-8009-000000000009' from loan_time limit 1`)
  const more = await twice(`update loan_subsidy set fen = taken + 1 where quarter = '2026-Q1'`)
  assert.deepEqual([subsidy, time, more], ['23505', '23505', '23514'])
})

test('承办人不在，由B角登记还款，写明代谁 (5.1.b)', async () => {
  server.setClock('2026-09-07T10:00:00+08:00')
  const sick = { kind: 'sick', reason: '测试病假', from: '2026-09-07', until: '2026-09-08', staff: of('王一').id }
  const made = await of('周四').post('/api/office/absences', sick)
  assert.equal(made.status, 201, JSON.stringify(made))
  server.setClock('2026-09-07T10:30:00+08:00')
  const input = { condition: 'normal', owed: 100_000, said: '向银行查询（测试数据）' }
  const away = await move(of('王一'), '测试己', 'status', input)
  assert.equal(away.clause, '5.1.b')
  const done = await move(of('李二'), '测试己', 'status', input)
  assert.ok(done.status < 400, JSON.stringify(done))
  assert.equal((await seen('测试己')).journal.at(-1)?.actingFor?.name, '王一')
})

test('照记录重新办一遍，和现在一样 (7.4)', async () => {
  const scope = { tenant: demoTenant, paths: [demoPath('cs')] }
  const ids = [...pages.values()].map(({ matter }) => matter.id)
  assert.ok(ids.length > 3)
  const found = await server.world.db.read(scope, (tx) => replayMatters(server.world, tx, demoTenant, ids))
  assert.deepEqual(found, [])
})

test('还有没还清的贷款，受理时就告知，不到最后才说 (8.2)', async () => {
  const by = of('李二')
  const form = { ...formOf('JY09'), name: '测试甲', idNumber: '220202199001010012' }
  const made = await by.post<Page>('/api/matters', { kind: 'case', input: { service: 'JY09', form } })
  assert.equal(made.status, 201, JSON.stringify(made))
  const path = `/api/matters/${made.matter.id}`
  const judged = await by.post<Page>(`${path}/moves/check`, { version: made.matter.version, ...reviewOf(made) })
  const accepted = await by.post<Page & { says: string }>(`${path}/moves/accept`, { version: judged.matter.version })
  assert.equal(accepted.status, 422)
  assert.match(accepted.says, /还没有还清/)
  assert.ok((await by.get<Page>(path)).offers.some(({ move, refusal }) => move === 'refuse' && !refusal))
})
