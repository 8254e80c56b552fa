import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reviewOf } from '#apps/server/forms.ts'
import { type Page, testServer } from '#apps/server/testing.ts'
import { dayOf } from '#core/day.ts'
import { type Answer, type DeskWalk, desks, type Person } from '#house/desk.ts'
import { formOf, writtenOf } from '#house/forms.ts'

/** Each of the 15 services of clause 1.3 from application to result, through the requests that the desk makes. 测试数据. */

const server = await testServer('journeys', '2026-03-02T08:00:00+08:00')
const { of, walks } = desks(server)
const codeOf = (name: string) => server.world.catalogue.list().find((one) => one.name === name)?.code ?? name
const walked = new Set<string>()
let page: Page

const seen = async (): Promise<Page> => {
  page = await of('王一').get<Page>(`/api/matters/${page.matter.id}`)
  return page
}

/** The move that a button of this name makes, filled in as everything being in order. */
async function press(by: Person, label: string): Promise<Answer> {
  const shown = await by.get<Page>(`/api/matters/${page.matter.id}`)
  const offer = shown.offers.find((one) => one.label === label)
  assert.ok(offer, `${by.name} sees no ${label}: ${shown.offers.map((one) => one.label).join(' ')}`)
  const { properties = {} } = offer.input as { properties?: Readonly<Record<string, unknown>> }
  const input =
    offer.move === 'check'
      ? reviewOf(shown)
      : 'opinion' in properties
        ? {
            ...writtenOf(Object.keys(properties), dayOf(server.now())),
            opinion: '符合条件，不低于最低工资（测试数据）',
          }
        : {}
  const { version } = shown.matter
  return by.post(`/api/matters/${page.matter.id}/moves/${offer.move}`, { version, ...input })
}

const walk: DeskWalk = {
  deeds: {
    登记某: async (by, name = '') => {
      const code = codeOf(name)
      walked.add(code)
      const input = { service: code, form: formOf(code, dayOf(server.now())) }
      const opened = await by.post<Page>('/api/matters', { kind: 'case', input })
      if (opened.status < 400) page = opened
      return opened
    },
    某: press,
  },
  claims: {
    状态: async () => (await seen()).matter.stateLabel,
    文书: async () => (await seen()).sheets.map(({ title }) => title),
    结果: async () => [String((await seen()).matter.facts['outcome'] ?? '')],
    重印: async () => {
      const { url } = (await seen()).sheets.at(-1)!
      const printed = await of('王一').look<{ text: string }>(url)
      return printed.status === 200 && printed.text.startsWith('%PDF') ? '成' : `不成 ${printed.status}`
    },
  },
}
const play = walks(walk)

const tables: Readonly<Record<string, string>> = {
  '失业登记：当场办成': `
    03-02 09:00 | 王一 | 登记失业登记 | 状态：审查材料
    03-02 09:05 | 王一 | 逐项审查 | 状态：审查材料
    03-02 09:10 | 王一 | 即时办结 | 状态：已办结；文书：失业登记凭证；结果：测试甲的失业登记已于2026年3月2日办结
  `,
  '企业用工服务：核对需求、对接': `
    03-02 09:15 | 王一 | 登记企业用工服务 | 状态：审查材料
    03-02 09:20 | 王一 | 逐项审查 | 状态：审查材料
    03-02 09:25 | 王一 | 受理 | 状态：核对需求；文书：受理通知书
    03-02 10:00 | 王一 | 核对需求通过 | 状态：对接服务
    03-03 09:00 | 王一 | 对接服务通过 | 状态：待发结果
    03-03 09:05 | 王一 | 办结并发放结果 | 状态：已办结；结果：测试公司的用工服务需求
  `,
  '人力资源调查：没有人申请，不出受理通知书': `
    03-03 09:10 | 王一 | 登记人力资源调查 | 状态：审查材料
    03-03 09:15 | 王一 | 逐项审查 | 状态：审查材料
    03-03 09:20 | 王一 | 开始办理 | 状态：核对填报；文书：无
    03-03 09:30 | 王一 | 核对填报通过 | 状态：抽查复核
    03-04 09:00 | 赵三 | 抽查复核通过 | 状态：待发结果
    03-04 09:05 | 王一 | 办结并发放结果 | 状态：已办结；结果：测试甲的本次调查；文书：人力资源调查回执
  `,
  '就业援助：工作人员主动联系': `
    03-04 09:10 | 王一 | 登记就业援助 | 状态：审查材料
    03-04 09:15 | 王一 | 逐项审查 | 状态：审查材料
    03-04 09:20 | 王一 | 开始办理 | 状态：当面商定；文书：无
    03-04 09:30 | 王一 | 当面商定通过 | 状态：负责人批准计划
    03-04 10:00 | 周四 | 负责人批准计划同意 | 状态：待发结果
    03-04 10:05 | 王一 | 办结并发放结果 | 状态：已办结；结果：测试甲的就业援助计划
  `,
  '求职登记：当场办成': `
    03-04 10:10 | 王一 | 登记求职登记 | 状态：审查材料
    03-04 10:15 | 王一 | 逐项审查 | 状态：审查材料
    03-04 10:20 | 王一 | 即时办结 | 状态：已办结；结果：测试甲的求职登记已于2026年3月4日办结
  `,
  '岗位信息采集：另一人审核后发布': `
    03-04 10:25 | 王一 | 登记岗位信息采集 | 状态：审查材料
    03-04 10:30 | 王一 | 逐项审查 | 状态：审查材料
    03-04 10:35 | 王一 | 受理 | 状态：核实岗位；文书：受理通知书
    03-04 10:40 | 王一 | 核实岗位通过 | 状态：发布前审核
    03-04 14:00 | 赵三 | 发布前审核通过 | 状态：待发结果
    03-04 14:05 | 王一 | 办结并发放结果 | 状态：已办结；结果：测试公司提交的岗位信息
  `,
  '创业担保贷款：上级审核资格': `
    03-04 14:10 | 王一 | 登记创业担保贷款 | 状态：审查材料
    03-04 14:15 | 王一 | 逐项审查 | 状态：审查材料
    03-04 14:20 | 王一 | 受理 | 状态：初审
    03-04 14:30 | 王一 | 初审通过 | 状态：资格审核
    03-05 09:00 | 冯七 | 资格审核同意 | 状态：待发结果
    03-05 09:10 | 王一 | 办结并发放结果 | 状态：已办结；结果：测试甲符合创业担保贷款申请条件
  `,
  '企业吸纳失业人员税收优惠：上级核实核发': `
    03-05 09:15 | 王一 | 登记企业吸纳失业人员税收优惠 | 状态：审查材料
    03-05 09:20 | 王一 | 逐项审查 | 状态：审查材料
    03-05 09:25 | 王一 | 受理 | 状态：初审
    03-05 09:30 | 王一 | 初审通过 | 状态：核实核发
    03-05 10:00 | 冯七 | 核实核发同意 | 状态：待发结果
    03-05 10:10 | 王一 | 办结并发放结果 | 状态：已办结；结果：测试公司招用重点群体人员符合规定
  `,
  '自主创业人员税收优惠：上级核实注明': `
    03-05 10:15 | 王一 | 登记自主创业人员税收优惠 | 状态：审查材料
    03-05 10:20 | 王一 | 逐项审查 | 状态：审查材料
    03-05 10:25 | 王一 | 受理 | 状态：初审
    03-05 10:30 | 王一 | 初审通过 | 状态：核实注明
    03-05 14:00 | 冯七 | 核实注明同意 | 状态：待发结果
    03-05 14:10 | 王一 | 办结并发放结果 | 状态：已办结；结果：测试甲符合自主创业税收政策条件
  `,
  '灵活就业登记：当场办成': `
    03-05 14:15 | 王一 | 登记灵活就业登记 | 状态：审查材料
    03-05 14:20 | 王一 | 逐项审查 | 状态：审查材料
    03-05 14:25 | 王一 | 即时办结 | 状态：已办结；结果：测试甲申请的灵活就业登记事项
  `,
  '就业困难人员认定：两人审核、公示、上级核准': `
    03-06 09:00 | 王一 | 登记就业困难人员认定 | 状态：审查材料
    03-06 09:05 | 王一 | 逐项审查 | 状态：审查材料
    03-06 09:10 | 王一 | 受理 | 状态：初审；文书：受理通知书；文书：不含公示
    03-06 09:20 | 王一 | 初审通过 | 状态：复核比对；文书：不含公示
    03-06 10:00 | 赵三 | 复核比对通过 | 状态：公示；文书：就业困难人员认定公示；重印：成
    03-13 09:00 | 王一 | 公示期满 | 不能（1.5）：公示期还没有届满；状态：公示
    03-16 09:00 | 王一 | 公示期满 | 状态：核准
    03-16 09:10 | 冯七 | 核准同意 | 状态：待发结果
    03-16 09:20 | 王一 | 办结并发放结果 | 状态：已办结；结果：测试乙符合就业困难人员认定条件
  `,
  '零就业家庭认定：入户、公示、上级认定': `
    03-16 10:00 | 王一 | 登记零就业家庭认定 | 状态：审查材料
    03-16 10:05 | 王一 | 逐项审查 | 状态：审查材料
    03-16 10:10 | 王一 | 受理 | 状态：入户核查
    03-16 14:00 | 王一 | 入户核查：填写并交第二人签字 | 状态：入户核查：待第二人签字
    03-16 14:05 | 赵三 | 入户核查：第二人签字 | 状态：数据比对
    03-16 14:10 | 赵三 | 数据比对通过 | 状态：街道审核
    03-16 14:20 | 周四 | 街道审核通过 | 状态：公示；文书：零就业家庭认定公示
    03-24 09:00 | 王一 | 公示期满 | 状态：认定
    03-24 09:10 | 冯七 | 认定同意 | 状态：待发结果
    03-24 09:20 | 王一 | 办结并发放结果 | 状态：已办结；结果：测试甲家庭符合零就业家庭认定条件
  `,
  '灵活就业人员社会保险补贴：两人审核、公示、上级审批': `
    03-24 10:00 | 王一 | 登记灵活就业人员社会保险补贴 | 状态：审查材料
    03-24 10:05 | 王一 | 逐项审查 | 状态：审查材料
    03-24 10:10 | 王一 | 受理 | 状态：初审
    03-24 10:20 | 王一 | 初审通过 | 状态：复核
    03-24 14:00 | 赵三 | 复核通过 | 状态：公示；文书：灵活就业人员社会保险补贴公示
    04-01 09:00 | 王一 | 公示期满 | 状态：审批
    04-01 09:10 | 冯七 | 审批同意 | 状态：待发结果
    04-01 09:20 | 王一 | 办结并发放结果 | 状态：已办结；结果：同意给予测试甲灵活就业人员社会保险补贴
  `,
  '职业培训：两人审核、公示、上级核准': `
    04-07 09:00 | 王一 | 登记职业培训 | 状态：审查材料
    04-07 09:05 | 王一 | 逐项审查 | 状态：审查材料
    04-07 09:10 | 王一 | 受理 | 状态：初审
    04-07 09:20 | 王一 | 初审通过 | 状态：复核
    04-07 10:00 | 赵三 | 复核通过 | 状态：公示；文书：职业培训补贴对象公示
    04-15 09:00 | 王一 | 公示期满 | 状态：核准
    04-15 09:10 | 冯七 | 核准同意 | 状态：待发结果
    04-15 09:20 | 王一 | 办结并发放结果 | 状态：已办结；结果：测试甲参加职业培训的申请
  `,
  '创业培训：两人审核、公示、上级核准': `
    04-15 10:00 | 王一 | 登记创业培训 | 状态：审查材料
    04-15 10:05 | 王一 | 逐项审查 | 状态：审查材料
    04-15 10:10 | 王一 | 受理 | 状态：初审
    04-15 10:20 | 王一 | 初审通过 | 状态：复核
    04-15 14:00 | 赵三 | 复核通过 | 状态：公示；文书：创业培训补贴对象公示
    04-23 09:00 | 王一 | 公示期满 | 状态：核准
    04-23 09:10 | 冯七 | 核准同意 | 状态：待发结果
    04-23 09:20 | 王一 | 办结并发放结果 | 状态：已办结；结果：测试甲参加创业培训的申请
  `,
}

for (const [title, table] of Object.entries(tables)) test(`${title} (1.3)`, () => play(table))

test('all services of clause 1.3 have been walked', () => {
  const codes = server.world.catalogue.list().map(({ code }) => code)
  assert.deepEqual([...walked].sort(), codes)
})

test('the public notice shortens the name, says until when it hangs, and carries no code of the visitor (1.5)', async () => {
  const { rows } = await server.owner.query(
    `select head, data from sheet where kind = 'public-notice' order by issued_at`,
  )
  const [first] = rows as { head: { visitorCode?: string }; data: Record<string, string> }[]
  assert.equal(rows.length, 5)
  assert.match(
    first?.data['says'] ?? '',
    /^测试社区居民测\*乙申请就业困难人员认定，.*公示时间：2026年3月6日至2026年3月13日。$/,
  )
  assert.match(first?.data['objection'] ?? '', /请在公示期内向.+反映，电话.+。$/)
  for (const { head, data } of rows) {
    assert.equal(head.visitorCode, undefined)
    assert.doesNotMatch(JSON.stringify(data), /测试甲|测试乙|220202|138/)
  }
})
