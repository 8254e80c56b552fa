import { test } from 'node:test'
import { samplingInput } from '#house/forms.ts'
import { walk } from '#house/walk.ts'
import { demoOffice, demoPost } from '#office/seed.ts'
import { answerKey } from '#rules/standard-conduct/drawing.ts'
import { questionsOf, type SamplingFacts } from '#rules/standard-conduct/drawn.ts'
import { sampling } from '#rules/standard-conduct/sampling.ts'

const [a, b] = ['01900000-0000-7000-8000-00000000000a', '01900000-0000-7000-8000-00000000000b'] as const
const seed = '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0'
const item = (id: string, number: string) => ({
  id,
  matter: id,
  number,
  office: demoOffice('sljd'),
  stratum: '',
  key: `${id.at(-1)}0`,
})
const two = { ...samplingInput, amount: 2 }
const lot = { seed, items: [item(a, '测试-B-1'), item(b, '测试-B-2')] }

/** Everything in order, but what is named. */
function answers(
  plan: { readonly source: string; readonly way: string },
  but: Readonly<Record<string, object>> = {},
  of: readonly string[] = [a, b],
) {
  return {
    answers: of.flatMap((one) =>
      questionsOf(plan as Pick<SamplingFacts, 'source' | 'way'>).map(({ id }) => ({
        item: id,
        of: one,
        result: 'pass',
        ...but[answerKey(id, one)],
      })),
    ),
  }
}

const facts = ({ facts: found }: { readonly facts: unknown }) => found as SamplingFacts
const see = {
  抽中: (m: { facts: unknown }) => facts(m).items.length,
  已填: (m: { facts: unknown }) => Object.keys(facts(m).answers).length,
  已处理: (m: { facts: unknown }) => facts(m).settled.length,
  应抽: (m: { facts: unknown }) => facts(m).size,
  种子日: (m: { facts: unknown }) => facts(m).seedDay,
}
const walked = (name: string, table: string, inputs: Readonly<Record<string, object>>) =>
  test(name, () => {
    walk({
      process: sampling,
      table,
      see,
      away: '',
      inputs: inputs as Readonly<Record<string, Readonly<Record<string, unknown>>>>,
    })
  })

const missing = { [answerKey('notice', b)]: { result: 'fail', note: '照片第二次才要（测试数据）' } }

walked(
  '抽查：先公布、后有种子、再抽取；查出一个问题，处理了才能办结 (6.6)',
  `
  03-02 09:00 | 王一 | 公布抽查方案 | 不能（6.6）：应由单位负责人
  03-02 09:00 | 周四 | 公布抽查方案 | 已公布待抽取；周四负责；抽中=0；种子日=2026-03-03；抽取期限至03-09 17:00
  03-03 16:00 | 周四 | 抽取 | 不能（6.6）：2026年3月4日零时十分以后才能抽取
  03-04 00:05 | 周四 | 抽取 | 不能（6.6）：零时十分以后
  03-04 09:00 | 王一 | 抽取 | 不能（6.6）：应由承办人
  03-04 09:05 | 周四 | 抽取：少抽一件 | 不能（6.6）：应抽2件
  03-04 09:10 | 周四 | 抽取 | 已抽取复查中；抽中=2；抽取期限已停；复查期限至03-18 17:00
  03-04 09:15 | 周四 | 撤销抽查 | 不能（6.6）：已抽取复查中
  03-04 09:20 | 周四 | 完成复查 | 不能（6.6）：还有8项没有填好
  03-04 10:00 | 周四 | 填写复查结果：一件 | 已抽取复查中；已填=4
  03-04 10:30 | 周四 | 填写复查结果：没写说明 | 已抽取复查中；已填=8
  03-04 10:31 | 周四 | 完成复查 | 不能（6.6）：须写说明
  03-04 10:40 | 周四 | 填写复查结果：写了说明 | 已抽取复查中
  03-04 10:45 | 周四 | 完成复查 | 查出问题待处理；复查期限已停；问题处理期限至03-11 17:00；出抽查记录
  03-04 10:50 | 周四 | 办结抽查 | 不能（6.6）：还有1个问题没有处理
  03-04 11:00 | 周四 | 处理查出的问题：不在其中 | 不能（6.6）：应为下列之一
  03-04 11:05 | 周四 | 处理查出的问题：没有转出 | 不能（6.6）：由系统转出
  03-04 11:10 | 周四 | 处理查出的问题 | 查出问题待处理；已处理=1
  03-04 11:15 | 周四 | 办结抽查 | 已办结；问题处理期限已停
`,
  {
    公布抽查方案: two,
    抽取: lot,
    '抽取：少抽一件': { seed, items: lot.items.slice(1) },
    撤销抽查: { reason: '抽得不好（测试数据）' },
    '填写复查结果：一件': answers(two, {}, [a]),
    '填写复查结果：没写说明': answers(two, { [answerKey('notice', b)]: { result: 'fail' } }, [b]),
    '填写复查结果：写了说明': answers(two, missing, [b]),
    '处理查出的问题：不在其中': { finding: answerKey('limit', b), lead: 'none', says: '测试' },
    '处理查出的问题：没有转出': { finding: answerKey('notice', b), lead: 'task', says: '测试' },
    处理查出的问题: { finding: answerKey('notice', b), lead: 'none', says: '当面提醒，已经改正（测试数据）' },
  },
)

walked(
  '回访抽查：没有接通的不再问别的，也不算单位的问题；没有问题的直接办结 (6.6)',
  `
  03-02 09:00 | 周四 | 公布抽查方案 | 已公布待抽取
  03-04 09:00 | 周四 | 抽取 | 已抽取复查中；抽中=2
  03-04 10:00 | 周四 | 填写复查结果：接通的 | 已抽取复查中；已填=6
  03-04 10:10 | 周四 | 填写复查结果：没接通 | 已抽取复查中；已填=7
  03-04 10:20 | 周四 | 完成复查 | 已办结；出抽查记录
`,
  {
    公布抽查方案: { ...two, way: 'callback' },
    抽取: lot,
    '填写复查结果：接通的': answers({ ...two, way: 'callback' }, {}, [a]),
    '填写复查结果：没接通': { answers: [{ item: 'reached', of: b, result: 'fail', note: '两次无人接听（测试数据）' }] },
  },
)

walked(
  '抽取以前可以撤销，写明原因；过期不抽，记为超期；可以指定别的岗位复查 (6.6)',
  `
  03-02 09:00 | 周四 | 公布抽查方案 | 已公布待抽取；抽取期限至03-09 17:00
  03-02 09:10 | 周四 | 指定复查人 | 已公布待抽取；赵三负责；首问周四
  03-09 17:01 | 时限 | 超期记录 | 已公布待抽取；抽取期限超期
  03-10 09:00 | 赵三 | 撤销抽查 | 已撤销；抽取期限超期
`,
  { 公布抽查方案: two, 指定复查人: { to: demoPost('sljd.review') }, 撤销抽查: { reason: '改为下月抽（测试数据）' } },
)

walked(
  '公布时要把话说全：时段、份额、偏重 (6.6)',
  `
  03-02 09:00 | 周四 | 公布抽查方案：将来的 | 不能（6.6）：只能抽到今天为止
  03-02 09:01 | 周四 | 公布抽查方案：倒的 | 不能（6.6）：截止日期不能早于开始日期
  03-02 09:02 | 周四 | 公布抽查方案：一成二 | 不能（6.6）：不能超过100%
  03-02 09:03 | 周四 | 公布抽查方案：偏重没说几倍 | 不能（6.6）：请写明给几倍机会
  03-02 09:04 | 周四 | 公布抽查方案：没有总体 | 不能（6.6）：由系统冻结总体
  03-02 09:05 | 周四 | 公布抽查方案：一成 | 已公布待抽取；应抽=1
`,
  {
    '公布抽查方案：将来的': { ...two, until: '2026-03-03' },
    '公布抽查方案：倒的': { ...two, until: '2026-01-03' },
    '公布抽查方案：一成二': { ...two, measure: 'percent', amount: 120 },
    '公布抽查方案：偏重没说几倍': { ...two, favour: 'late' },
    '公布抽查方案：一成': { ...two, measure: 'percent', amount: 10, favour: 'late', times: 3 },
    '公布抽查方案：没有总体': { ...two, population: undefined },
  },
)
