import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { testServer } from '#apps/server/testing.ts'
import { type DeskWalk, desks, type Person } from '#house/desk.ts'
import { demoOffice, demoStaff } from '#office/seed.ts'

// 按JY04手写：周四是示例街道所的所长，王一、李二是所里的工作人员，蒋十一在示例社区服务站，冯七是区里的局长，孙十三是旁边样本街道所的所长。
// 2026年3月2日是星期一。住户、单位和号码都是编的测试数据。

const server = await testServer('survey-walk', '2026-03-02T08:00:00+08:00')
const { of, walks } = desks(server)

const kinds: Readonly<Record<string, string>> = { 住户: 'household', 单位: 'enterprise' }
const areas: Readonly<Record<string, string>> = {
  街道所: demoOffice('sljd'),
  示例社区: demoOffice('slsq'),
  样本街道所: demoOffice('ybjd'),
}
const staffOf: Readonly<Record<string, string>> = {
  王一: demoStaff('wang'),
  李二: demoStaff('li'),
  蒋十一: demoStaff('jiang'),
  周四: demoStaff('head'),
  孙十三: demoStaff('sun'),
  赵三: demoStaff('zhao'),
}

type Round = { readonly id: string; readonly status: number }
type Entry = {
  readonly id: string
  readonly version: number
  readonly outcomeLabel: string
  readonly name: string
  readonly address: string | null
  readonly members: readonly {
    readonly answers: Readonly<Record<string, unknown>>
    readonly contact: { readonly number: string } | null
  }[]
  readonly check: { readonly label: string } | null
  readonly history: readonly { readonly says: string }[]
}
const rounds = new Map<string, string>()
const entries = new Map<string, string>()
const round = (title: string) => rounds.get(title) ?? assert.fail(`没有开始过“${title}”`)
const entry = (number: string) => entries.get(number) ?? assert.fail(`没有登记过${number}`)

async function begin(by: Person, title: string, more: object = {}) {
  const made = await by.post<Round>('/api/surveys', {
    ...{ title, from: '2026-03-02', until: '2026-03-31', basis: '示例街道调查方案（测试数据）' },
    ...{ notice: '了解就业情况，安排服务；标明可以不填的由您决定', checker: staffOf['赵三'], checkShare: 50 },
    ...more,
  })
  if (made.status === 201) rounds.set(title, made.id)
  return made
}

const person = (name: string, relation: string, more: object = {}) => ({
  ...{ name, relation, sex: 'male', bornMonth: '1990-01', workedLastWeek: true, status: 'employed' },
  ...more,
})
const head = (name: string, more: object = {}) => person(name, 'head', more)
const family = (population: number, ...members: object[]) => ({
  answers: { informed: true, householdKind: 'family', population },
  members,
})
const whole = (by: Person, number: string, more: object = {}) => ({
  ...{ entry: randomUUID(), area: areas['示例社区'], kind: 'household', number, outcome: 'answered', method: 'visit' },
  ...{ address: `幸福里${number}号`, surveyedOn: today(), ...family(1, head(`住户${by.name[0]}`)) },
  ...more,
})
const today = () => new Date(server.now() + 8 * 3_600_000).toISOString().slice(0, 10)

async function enter(by: Person, number: string, more: object = {}) {
  const made = await by.post<Entry>(`/api/surveys/${round('一季度')}/entries`, whole(by, number, more))
  if (made.status === 201) entries.set(number, made.id)
  return made
}
const look = (number: string) => of('周四').get<Entry>(`/api/survey-entries/${entry(number)}`)
const onEntry = async (by: Person, number: string, act: string, more: object = {}) =>
  by.post(`/api/survey-entries/${entry(number)}/${act}`, { version: (await look(number)).version, ...more })
const correction = (number: string, more: object = {}) => ({
  ...{ why: '回访核对', outcome: 'answered', method: 'call', surveyedOn: today(), address: `幸福里${number}号` },
  ...family(1, head('住户改')),
  ...more,
})

const deeds: DeskWalk['deeds'] = {
  '开始“某”调查': (by, title = '') => begin(by, title),
  '开始“某”调查，复核人某': (by, title = '', who = '') => begin(by, title, { checker: staffOf[who] }),
  '开始“某”调查，某截止': (by, title = '', until = '') => begin(by, title, { until }),
  '某的某定某名额，某前完成': (by, area = '', kind = '', amount = '', due = '') =>
    by.post(`/api/surveys/${round('一季度')}/quota`, {
      area: areas[area],
      kind: kinds[kind],
      amount: Number(amount),
      due,
    }),
  '某的某分给某，共某': (by, area = '', kind = '', who = '', amount = '') =>
    by.post(`/api/surveys/${round('一季度')}/share`, {
      area: areas[area],
      kind: kinds[kind],
      staff: staffOf[who],
      amount: Number(amount),
    }),
  登记住户某: (by, number = '') => enter(by, number),
  在某登记住户某: (by, area = '', number = '') => enter(by, number, { area: areas[area] }),
  '登记住户某，住址同某': (by, number = '', other = '') => enter(by, number, { address: `幸福里 ${other} 号` }),
  '登记住户某，某': (by, number = '', what = '') => enter(by, number, said[what] ?? assert.fail(what)),
  登记单位某: (by, number = '') => enter(by, number, company),
  '登记单位某，某': (by, number = '', what = '') => enter(by, number, { ...company, ...said[what] }),
  '更正某：某': (by, number = '', what = '') =>
    onEntry(by, number, 'correct', correction(number, said[what] ?? assert.fail(what))),
  抽取复核: (by) => by.post(`/api/surveys/${round('一季度')}/draw`),
  '复核某：某': (by, number = '', result = '') => onEntry(by, number, 'check', { result: results[result] }),
  '复核某：某，写明某': (by, number = '', result = '', note = '') =>
    onEntry(by, number, 'check', { result: results[result], note }),
  '复核抽中的：某': async (by, result = '') => {
    const { rows } = await of('周四').get<{ rows: readonly (Entry & { number: string })[] }>(
      `/api/surveys/${round('一季度')}/entries?check=drawn`,
    )
    return by.post(`/api/survey-entries/${rows[0]?.id}/check`, { version: rows[0]?.version, result: results[result] })
  },
  '某的第某人转窗口，某同意': (by, number = '', nth = '', word = '') =>
    by.post(`/api/survey-entries/${entry(number)}/help`, {
      nth: Number(nth) - 1,
      consent: word === '本人',
      wish: '想找一份工作',
    }),
  '看某的住址，理由某': (by, number = '', reason = '') =>
    by.post(`/api/survey-entries/${entry(number)}/reveal`, { reason }),
  '看“某”': (by, title = '') => by.look(`/api/surveys/${round(title)}`),
  看某: (by, number = '') => by.look(`/api/survey-entries/${entry(number)}`),
  '结束“某”': (by, title = '') => by.post(`/api/surveys/${round(title)}/close`),
  '结束“某”：某': (by, title = '', reason = '') => by.post(`/api/surveys/${round(title)}/close`, { reason }),
}
const results: Readonly<Record<string, string>> = { 一致: 'agrees', 不一致: 'differs', 未联系上: 'unreached' }
const nobody = { answers: undefined, members: undefined }
const company = {
  ...{ kind: 'enterprise', name: '测试商行（测试数据）', address: undefined, members: undefined },
  answers: {
    ...{ informed: true, industry: 'F', staffCount: 12, shortage: 0, planHire: 1, planCut: 0 },
    ...{ contact: '联系人甲', phone: '0432-6000001' },
  },
}
const said: Readonly<Record<string, object>> = {
  拒访: { ...nobody, outcome: 'refused', reason: '本人表示不愿接受调查' },
  空户: { ...nobody, outcome: 'empty', reason: '邻居说已半年无人' },
  '拒访，不写情况': { ...nobody, outcome: 'refused' },
  拒访还填了内容: { outcome: 'refused', reason: '不愿意' },
  没有住址: { address: undefined },
  没有告知: { ...family(1, head('住户甲')), answers: { informed: false, householdKind: 'family', population: 1 } },
  没有户主: family(1, person('住户甲', 'spouse')),
  两个户主: family(2, head('住户甲'), head('住户乙')),
  人口填少: family(1, head('住户甲'), person('住户乙', 'spouse')),
  没有成员: family(1),
  上周工作与状况不一致: family(1, head('住户甲', { status: 'unemployed' })),
  出生年月写错: family(1, head('住户甲', { bornMonth: '1990-13' })),
  还没出生: family(1, head('住户甲', { bornMonth: '2030-01' })),
  手机号写错: family(1, head('住户甲', { mobile: '123' })),
  表上没有的: family(1, head('住户甲', { income: 3000 })),
  明天的: { surveyedOn: '2026-03-11' },
  上月的: { surveyedOn: '2026-02-27' },
  代码错: {},
  裁得比在岗多: { answers: { ...company.answers, planCut: 13 } },
  缺工没写岗位: { answers: { ...company.answers, shortage: 3 } },
  两人: family(
    2,
    head('住户甲', { mobile: '13800000001' }),
    person('住户乙', 'spouse', { workedLastWeek: false, status: 'unemployed', wantsJob: true, mobile: '13800000002' }),
  ),
  改为失业: family(1, head('住户改', { workedLastWeek: false, status: 'unemployed' })),
  补访成功: {},
}

const claims: DeskWalk['claims'] = {
  某的记录: async (number = '') => (await look(number)).outcomeLabel,
  某的经历: async (number = '') => (await look(number)).history.map(({ says }) => says),
  某的复核: async (number = '') => (await look(number)).check?.label ?? '没有抽中',
  某的电话: async (number = '') =>
    (await look(number)).members.map(({ answers }) => String(answers['mobile'] ?? '没有')),
  某的住址: async (number = '') => (await look(number)).address ?? '没有',
  某的第某人的首问登记: async (number = '', nth = '') =>
    (await look(number)).members[Number(nth) - 1]?.contact?.number.slice(-3) ?? '没有',
  某的某进度: async (area = '', kind = '') => {
    type Row = {
      readonly area: string
      readonly kind: string
      readonly done: number
      readonly amount: number
      readonly tried: number
      readonly lamp: string
    }
    const { progress } = await of('周四').get<{ progress: readonly Row[] }>(`/api/surveys/${round('一季度')}`)
    const row = progress.find((one) => one.area === areas[area] && one.kind === kinds[kind])
    return row ? `${row.done}/${row.amount}，未成${row.tried}，${lamps[row.lamp]}` : '没有名额'
  },
  已收份数: async () =>
    String((await of('周四').get<{ rows: readonly object[] }>(`/api/surveys/${round('一季度')}/entries`)).rows.length),
}
const lamps: Readonly<Record<string, string>> = { done: '完成', green: '绿', yellow: '黄', red: '红' }

const walked = (title: string, table: string) => test(title, () => walks({ deeds, claims })(table))

walked(
  '轮次由负责人开始，名额不超、分工不超，看不见的人看不见 (1.3)',
  `
  03-02 09:00 | 王一 | 开始“一季度”调查 | 不能（1.3）：负责人
  03-02 09:00 | 周四 | 开始“一季度”调查，2026-02-28截止 | 不能（1.3）：截止日期不能早于开始日期
  03-02 09:00 | 周四 | 开始“一季度”调查，复核人孙十三 | 不能（1.3）：复核人应是本轮单位的在岗人员
  03-02 09:01 | 周四 | 开始“一季度”调查 | 周四的1.3提醒：还没有定名额
  03-02 09:02 | 周四 | 开始“一季度”调查 | 不能（1.3）：已经有了
  03-02 09:03 | 孙十三 | 看“一季度” | 不能：没有这一轮调查
  03-02 09:03 | 蒋十一 | 看“一季度” |
  03-02 09:04 | 王一 | 示例社区的住户定5名额，2026-03-20前完成 | 不能（1.3）：负责人
  03-02 09:04 | 周四 | 样本街道所的住户定5名额，2026-03-20前完成 | 不能（1.3）：不是本轮单位和它的下级
  03-02 09:04 | 周四 | 示例社区的住户定5名额，2026-04-20前完成 | 不能（1.3）：完成日期应在
  03-02 09:05 | 周四 | 示例社区的住户分给蒋十一，共3 | 不能（1.3）：还没有住户名额
  03-02 09:06 | 周四 | 示例社区的住户定5名额，2026-03-20前完成 | 示例社区的住户进度：0/5，未成0，绿；周四的1.3提醒：有名额没有分到人
  03-02 09:07 | 周四 | 示例社区的住户分给孙十三，共3 | 不能（1.3）：调查员应是
  03-02 09:08 | 周四 | 示例社区的住户分给蒋十一，共6 | 不能（1.3）：最多还能分5
  03-02 09:09 | 周四 | 示例社区的住户分给蒋十一，共3 |
  03-02 09:10 | 周四 | 示例社区的住户分给王一，共3 | 不能（1.3）：最多还能分2
  03-02 09:11 | 周四 | 示例社区的住户分给王一，共2 | 周四的1.3提醒：无
  03-02 09:12 | 周四 | 示例社区的住户定4名额，2026-03-20前完成 | 不能（1.3）：已经分出5户
  03-02 09:13 | 周四 | 示例社区的单位定1名额，2026-03-20前完成 |
  03-02 09:14 | 周四 | 示例社区的单位分给王一，共1 |
  `,
)

walked(
  '一户一表：不该收的逐项说清，编号和住址一轮只收一次，拒访、空户要写情况 (1.3)',
  `
  03-10 09:00 | 李二 | 登记住户A01 | 不能（1.3）：没有分给您
  03-10 09:00 | 王一 | 在样本街道所登记住户A01 | 不能（1.3）：不在本轮范围内
  03-10 09:00 | 蒋十一 | 在街道所登记住户A01 | 不能（1.3）：只能登记本单位和下级社区
  03-10 09:00 | 王一 | 登记住户A01，没有住址 | 不能（1.3）：请填写住址
  03-10 09:00 | 王一 | 登记住户A01，没有告知 | 不能（1.3）：请告知后再填表
  03-10 09:00 | 王一 | 登记住户A01，没有成员 | 不能（1.3）：请至少登记一名家庭成员
  03-10 09:00 | 王一 | 登记住户A01，没有户主 | 不能（1.3）：户主应当有一人
  03-10 09:00 | 王一 | 登记住户A01，两个户主 | 不能（1.3）：现为2人
  03-10 09:00 | 王一 | 登记住户A01，人口填少 | 不能（1.3）：户人口不能少于
  03-10 09:00 | 王一 | 登记住户A01，上周工作与状况不一致 | 不能（1.3）：请再核实一次
  03-10 09:00 | 王一 | 登记住户A01，出生年月写错 | 不能（1.3）：出生年月请写成
  03-10 09:00 | 王一 | 登记住户A01，还没出生 | 不能（1.3）：不晚于本月
  03-10 09:00 | 王一 | 登记住户A01，手机号写错 | 不能（1.3）：手机号码
  03-10 09:00 | 王一 | 登记住户A01，表上没有的 | 不能（1.3）：调查表上没有的内容
  03-10 09:00 | 王一 | 登记住户A01，明天的 | 不能（1.3）：不能晚于今天
  03-10 09:00 | 王一 | 登记住户A01，上月的 | 不能（1.3）：本轮从
  03-10 09:00 | 王一 | 登记住户A01，拒访，不写情况 | 不能（1.3）：拒访的，写明情况
  03-10 09:00 | 王一 | 登记住户A01，拒访还填了内容 | 不能（1.3）：拒访的不填调查内容
  03-10 09:01 | 王一 | 登记住户A01，两人 | 已收份数：1；某的电话A01：x
  `.replace('；某的电话A01：x', '；A01的电话：138****0001；A01的住址：***'),
)

walked(
  '重复的户不收，没有调查成的不算完成，补访在原记录上 (1.3)',
  `
  03-10 10:00 | 王一 | 登记住户A01 | 不能（1.3）：不再重复
  03-10 10:00 | 蒋十一 | 登记住户A02，住址同A01 | 不能（1.3）：不再重复；已收份数：1
  03-10 10:01 | 蒋十一 | 登记住户A02，拒访 | 示例社区的住户进度：1/5，未成1，绿；A02的经历：拒访：本人表示不愿接受调查
  03-10 10:02 | 蒋十一 | 登记住户A03，空户 | 示例社区的住户进度：1/5，未成2，绿
  03-10 10:03 | 蒋十一 | 登记住户A03 | 不能（1.3）：补访请在原记录上更正
  03-10 10:04 | 王一 | 更正A03：补访成功 | 不能（1.3）：由调查员蒋十一或负责人更正
  03-10 10:05 | 蒋十一 | 更正A03：补访成功 | A03的记录：已调查；A03的经历：调查结果由空户改为已调查；示例社区的住户进度：2/5，未成1，绿
  03-10 10:06 | 蒋十一 | 更正A03：改为失业 | A03的经历：就业状况由在单位就业改为失业，想找工作
  03-10 10:07 | 孙十三 | 看A03 | 不能：没有这条调查记录
  `,
)

walked(
  '单位一个一表：代码、缺工和裁减对得上 (1.3)',
  `
  03-10 11:00 | 王一 | 登记单位9122 | 不能（1.3）：统一社会信用代码
  03-10 11:00 | 王一 | 登记单位91220201MA00000005，裁得比在岗多 | 不能（1.3）：计划裁减人数多于在岗人数
  03-10 11:00 | 王一 | 登记单位91220201MA00000005，缺工没写岗位 | 不能（1.3）：请按岗位写明缺工情况
  03-10 11:01 | 王一 | 登记单位91220201MA00000005 | 示例社区的单位进度：1/1，未成0，完成
  `,
)

walked(
  '有愿望的人经本人同意转窗口，首问登记里有姓名电话；住址要写理由才看得到 (1.3)',
  `
  03-10 14:00 | 王一 | A01的第2人转窗口，没有同意 | 不能（1.3）：本人没有同意
  03-10 14:00 | 王一 | A02的第1人转窗口，本人同意 | 不能（1.3）：只有已调查的家庭成员
  03-10 14:01 | 王一 | A01的第2人转窗口，本人同意 | A01的第2人的首问登记：001
  03-10 14:02 | 王一 | A01的第2人转窗口，本人同意 | 不能（1.3）：已经转给窗口
  03-10 14:03 | 孙十三 | 看A01的住址，理由核对 | 不能：没有这条调查记录
  03-10 14:04 | 王一 | 看A01的住址，理由回访核对 |
  `,
)

walked(
  '按比例抽查，由别人复核；没完成的结束要写原因，结束以后不再收 (1.3)',
  `
  03-11 09:00 | 李二 | 抽取复核 | 不能（1.3）：抽取由复核人赵三或负责人办理
  03-11 09:01 | 赵三 | 抽取复核 | 赵三的1.3提醒：份调查表等您复核
  03-11 09:02 | 赵三 | 抽取复核 | 不能（1.3）：没有要再抽的
  03-11 09:03 | 王一 | 复核91220201MA00000005：一致 | 不能（1.3）：自己调查的不能自己复核
  03-11 09:04 | 赵三 | 复核91220201MA00000005：不一致 | 不能（1.3）：不一致的，写明情况
  03-11 09:05 | 赵三 | 复核91220201MA00000005：不一致，写明在岗10人 | 91220201MA00000005的复核：不一致
  03-11 09:06 | 赵三 | 复核91220201MA00000005：一致 | 不能（1.3）：已经复核过了
  03-11 09:07 | 赵三 | 复核抽中的：一致 | 赵三的1.3提醒：无
  03-18 09:00 | 王一 | 看“一季度” | 示例社区的住户进度：2/5，未成1，黄；王一的1.3提醒：还有1户
  03-23 09:00 | 王一 | 看“一季度” | 示例社区的住户进度：2/5，未成1，红；王一的1.3提醒：已经过期；周四的1.3提醒：过了完成日期还没完成
  04-01 09:00 | 周四 | 结束“一季度” | 不能（1.3）：还差3户；周四的1.3提醒：请结束本轮
  04-01 09:01 | 周四 | 结束“一季度”：三户多次上门无人 | 周四的1.3提醒：无
  04-01 09:02 | 周四 | 结束“一季度”：再一次 | 不能（1.3）：已经结束
  04-01 09:03 | 王一 | 登记住户A09 | 不能（1.3）：已经结束
  04-01 09:04 | 蒋十一 | 更正A03：改为失业 | 不能（1.3）：已经结束
  `,
)
