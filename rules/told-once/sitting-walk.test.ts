import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hardship, unemployed } from '#apps/server/forms.ts'
import { testServer } from '#apps/server/testing.ts'
import { dayOf, instant, spoken } from '#core/day.ts'
import type { DeskPage } from '#core/view.ts'
import { type DeskWalk, desks } from '#house/desk.ts'
import { places } from '#matter/jobs.ts'
import type { Figures } from '#rules/figures/contract.ts'
import { refresh } from '#rules/figures/jobs.ts'

// 按条款手写：一个人来一次，几件事在一个窗口一起办，问过的不再问，看过的不再看，缺什么一次说全，带一张回执走。
// 王一是综合窗口一的A角，李二是B角，钱十二是旁边样本街道所的窗口人员。2026年11月2日是星期一。来的人是测试数据。

const server = await testServer('sitting-walk', '2026-11-02T08:00:00+08:00')
const { of, walks } = desks(server)

type Row = { readonly id: string; readonly machine?: string | null }
type Sitting = {
  readonly id: string
  readonly receipt: { readonly url: string } | null
  readonly papers: readonly (Row & { readonly label: string; readonly services: readonly string[] })[]
  readonly cases: readonly {
    readonly id: string
    readonly version: number
    readonly serviceName: string
    readonly stateLabel: string
    readonly promised: { readonly at: string } | null
    readonly materials: readonly Row[]
    readonly conditions: readonly Row[]
    readonly sheets: readonly { readonly title: string }[]
  }[]
}

const shared = { name: '测试丙', idNumber: hardship.idNumber, mobile: '13900000000', address: '示例街道测试路2号' }
const own = (form: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(form).filter(([key]) => !(key in shared)))
const forms: Readonly<Record<string, object>> = {
  失业登记: { service: 'JY01', form: own(unemployed) },
  就业困难人员认定: { service: 'JY02', form: own(hardship) },
}
let sitting = ''
const seen = () => of('王一').get<Sitting>(`/api/sittings/${sitting}`)
const caseOf = async (name: string) => {
  const found = (await seen()).cases.find(({ serviceName }) => serviceName === name)
  assert.ok(found, `这一次没有办${name}`)
  return found
}
/** Every row in order but those papers that were left at home. */
const judged = ({ papers, cases }: Sitting, left: readonly string[]) => {
  const absent = { result: 'missing', reason: '没有带来' }
  const isLeft = (id: string) => left.includes(id)
  return {
    papers: papers.map(({ id, label }) => ({ paper: id, ...(isLeft(label) ? absent : { result: 'ok' }) })),
    cases: cases.map(({ id, version, materials, conditions }) => ({
      ...{ id, version },
      materials: materials.map((row) => ({ id: row.id, ...(isLeft(row.id) ? absent : { result: 'ok' }) })),
      conditions: conditions.filter(({ machine }) => !machine).map((row) => ({ id: row.id, result: 'yes' })),
    })),
  }
}

const deeds: DeskWalk['deeds'] = {
  一次登记某和某: async (by, one = '', two = '') => {
    const made = await by.post<Sitting>('/api/sittings', { shared, services: [forms[one], forms[two]] })
    if (made.status === 201) sitting = made.id
    return made
  },
  '一次登记某和某，手机号码填错': (by, one = '', two = '') =>
    by.post('/api/sittings', { shared: { ...shared, mobile: '123' }, services: [forms[one], forms[two]] }),
  一次只登记某: (by, one = '') => by.post('/api/sittings', { shared, services: [forms[one]] }),
  单独办某: (by, one = '') => {
    const form = one === '失业登记' ? unemployed : { ...hardship, idNumber: unemployed.idNumber }
    const service = one === '失业登记' ? 'JY01' : 'JY02'
    return by.post('/api/matters', { kind: 'case', input: { service, form } })
  },
  看这一次办理: (by) => by.look(`/api/sittings/${sitting}`),
  '审查：都带齐了': async (by) => by.post(`/api/sittings/${sitting}/review`, judged(await seen(), [])),
  '审查：没带户口簿': async (by) => by.post(`/api/sittings/${sitting}/review`, judged(await seen(), ['household'])),
  一次办结: (by) => by.post(`/api/sittings/${sitting}/conclusion`),
}

const claims: DeskWalk['claims'] = {
  某这一件: async (name = '') => (await caseOf(name)).stateLabel,
  某出具: async (name = '') => (await caseOf(name)).sheets.map(({ title }) => title),
  某承诺: async (name = '') => {
    const { promised } = await caseOf(name)
    return promised ? spoken(dayOf(instant(Date.parse(promised.at)))) : '没有'
  },
  共用材料: async () => (await seen()).papers.map(({ label, services }) => `${label}：${services.length}件事看一次`),
  回执: async () => ((await seen()).receipt ? '一张' : '还没有'),
  某的工作台: async (who = '') =>
    (await of(who).get<DeskPage>('/api/desk')).rows.map(({ title, stateLabel }) => `${title}${stateLabel}`),
  某看一站式办理率: async (who = '') => {
    for (const place of await places(server.world)) await refresh(server.world, place)
    const { total } = await of(who).get<Figures>('/api/figures/sums?by=office')
    const { visitors, served } = total.sums
    const share = total.shares.oneWindow ?? null
    return `${visitors}人次中${served}人次在一个窗口办完，${share ?? '没有'}${share === null ? '' : '%'}`
  },
  某看各环节耗时: async (who = '') => {
    type Steps = {
      readonly rows: readonly { serviceName: string; stateLabel: string; cases: number; average: number }[]
    }
    const { rows } = await of(who).get<Steps>('/api/figures/steps')
    return rows.map((row) => `${row.serviceName}${row.stateLabel}：${row.cases}件，平均${row.average}小时`)
  },
  一站式清单: async () => {
    type List = { readonly rows: readonly { applicant: string; open: number; all: number }[] }
    const { rows } = await of('李二').get<List>('/api/sittings')
    return rows.map(({ applicant, open, all }) => `${applicant}${all}件，${open}件在办`)
  },
}

const walk = walks({ deeds, claims })
const walked = (title: string, table: string) => test(title, () => walk(table))

walked(
  '一个人两件事一个窗口一次登记；填错一处，几件都不登记；别的单位看不见 (6.4)',
  `
  11-02 09:00 | 王一 | 一次只登记失业登记 | 不能（6.4）：至少选择两项服务；一站式清单：无；王一的工作台：无
  11-02 09:01 | 王一 | 一次登记失业登记和失业登记 | 不能（6.4）：选了两次；一站式清单：无
  11-02 09:02 | 王一 | 一次登记失业登记和就业困难人员认定，手机号码填错 | 不能：各项都没有登记；一站式清单：无；王一的工作台：无
  11-02 09:05 | 王一 | 一次登记失业登记和就业困难人员认定 | 失业登记这一件：审查材料；就业困难人员认定这一件：审查材料；一站式清单：2件，2件在办；共用材料：身份证
  11-02 09:06 | 钱十二 | 看这一次办理 | 不能（6.4）：没有找到
`,
)

walked(
  '共用的材料看一次；缺什么一次告知，不缺的当场办结，几件事一张回执，能办的不等不能办的 (6.4)',
  `
  11-02 09:10 | 王一 | 一次办结 | 不能（8.2）：审查；回执：还没有；失业登记这一件：审查材料
  11-02 09:11 | 李二 | 审查：没带户口簿 | 不能（8.2）：应由承办人；失业登记这一件：审查材料
  11-02 09:12 | 王一 | 审查：没带户口簿 | 失业登记这一件：审查材料；回执：还没有
  11-02 09:13 | 李二 | 一次办结 | 不能：应由承办人；回执：还没有
  11-02 09:14 | 王一 | 一次办结 | 失业登记这一件：已办结；失业登记出具：失业登记凭证；就业困难人员认定这一件：待补正；就业困难人员认定出具：一次性告知书；回执：一张；一站式清单：2件，1件在办
`,
)

walked(
  '都带齐的当场受理，承诺哪天办好，写在单子上 (6.4)',
  `
  11-03 09:00 | 王一 | 一次登记失业登记和就业困难人员认定 | 回执：还没有
  11-03 09:05 | 王一 | 审查：都带齐了 | 失业登记这一件：审查材料
  11-03 09:06 | 王一 | 一次办结 | 失业登记这一件：已办结；就业困难人员认定这一件：初审；就业困难人员认定出具：受理；就业困难人员认定承诺：2026年11月17日；回执：一张
`,
)

walked(
  '几件事跑了几个窗口，从记录里算得出来；每个环节用了多久，也算得出来，各看各的单位 (10.1.2, 7.2)',
  `
  11-04 09:00 | 时限 | 前两天都在一个窗口办完 | 周四看一站式办理率：2人次中2人次在一个窗口办完，100%；孙十三看一站式办理率：0人次中0人次在一个窗口办完，没有
  11-04 09:01 | 王一 | 单独办失业登记 | 周四看一站式办理率：3人次中3人次在一个窗口办完，100%
  11-04 09:10 | 李二 | 单独办就业困难人员认定 | 周四看一站式办理率：3人次中2人次在一个窗口办完，66.7%
  11-04 09:11 | 时限 | 失业登记两件：一件9分钟，一件6分钟 | 周四看各环节耗时：失业登记审查材料：2件，平均0.1小时；孙十三看各环节耗时：无
`,
)
