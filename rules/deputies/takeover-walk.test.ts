import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testServer } from '#apps/server/testing.ts'
import { iso } from '#core/day.ts'
import type { DeskPage } from '#core/view.ts'
import { type DeskWalk, desks, postNamed } from '#house/desk.ts'
import { contactInput } from '#house/forms.ts'
import { deputyJobs } from '#rules/deputies/jobs.ts'

// 按条款手写：离岗前的交接，和一个接一个的代办。王一是综合窗口一的A角、李二是B角，综合窗口二反过来；周四是所长，赵三是他的B角；
// 吴五、郑六是所里的人。2026年3月2日是星期一。每一句结果都另发一次请求去看。

const server = await testServer('takeover-walk', '2026-03-02T08:00:00+08:00')
const { of, walks } = desks(server)

type Takeover = {
  readonly id: string
  readonly staff: { readonly name: string }
  readonly takenAt: string | null
  readonly filled: {
    readonly matters: readonly { readonly title: string }[]
    readonly things: readonly { readonly name: string; readonly count?: string }[]
  } | null
}
type Leave = { readonly id: string; readonly staff: { readonly name: string }; readonly stateLabel: string }
type Office = {
  readonly posts: readonly { readonly name: string; readonly onDuty: { readonly staff: { readonly name: string } } }[]
}

/** The last leave of somebody, as the head sees it. */
const leaveOf = async (name: string) => {
  const { absences } = await of('周四').get<{ readonly absences: readonly Leave[] }>('/api/office/absences')
  const found = absences.find(({ staff }) => staff.name === name)
  assert.ok(found, `${name}没有请过假`)
  return found
}
const takeoverOf = async (name: string) => {
  const { takeovers } = await of('周四').get<{ readonly takeovers: readonly Takeover[] }>('/api/office/takeovers')
  return takeovers.find(({ staff }) => staff.name === name)
}
const onLeave = async (name: string, what: string) => `/api/office/absences/${(await leaveOf(name)).id}/${what}`
const both = (whom: string) =>
  ['综合窗口一', '综合窗口二'].map((post) => ({ post: postNamed(post), staff: of(whom).id }))

const deeds: DeskWalk['deeds'] = {
  登记某的首问: (by, name = '') => by.post('/api/matters', { kind: 'contact', input: { ...contactInput, name } }),
  请假某到某: (by, from = '', until = '') =>
    by.post('/api/office/absences', {
      kind: 'leave',
      reason: '私事（测试）',
      from: `2026-${from}`,
      until: `2026-${until}`,
    }),
  '为某登记病假，到某': (by, who = '', until = '') => {
    const from = iso(server.now())
    return by.post('/api/office/absences', {
      staff: of(who).id,
      kind: 'sick',
      reason: '突发疾病',
      from,
      until: `2026-${until}`,
    })
  },
  批准某的假: async (by, who = '') => by.post(await onLeave(who, 'decision'), { approve: true, named: [] }),
  '批准某的假，两个窗口由某代办': async (by, who = '', whom = '') =>
    by.post(await onLeave(who, 'decision'), { approve: true, named: both(whom) }),
  '填某的交接单：某，交出某': async (by, who = '', brief = '', thing = '') =>
    by.post(await onLeave(who, 'takeover'), { brief, things: [{ name: thing, count: '1枚' }] }),
  '填某的交接单，不写要点': async (by, who = '') => by.post(await onLeave(who, 'takeover'), { brief: ' ', things: [] }),
  签收某的交接: async (by, who = '') => by.post(await onLeave(who, 'takeover/receipt'), { says: '已清点' }),
}

const claims: DeskWalk['claims'] = {
  某的假: async (who = '') => (await leaveOf(who)).stateLabel,
  某的交接: async (who = '') => {
    const found = await takeoverOf(who)
    if (!found) return '不需要'
    return found.takenAt ? '已签收' : found.filled ? '待签收' : '待填写'
  },
  某交接单上的事: async (who = '') => (await takeoverOf(who))?.filled?.matters.map(({ title }) => title) ?? [],
  某交接单上的物: async (who = '') =>
    (await takeoverOf(who))?.filled?.things.map(({ name, count }) => `${name}${count}`) ?? [],
  某由谁办: async (post = '') =>
    (await of('周四').get<Office>('/api/office')).posts.find(({ name }) => name === post)!.onDuty.staff.name,
  某的工作台: async (who = '') => (await of(who).get<DeskPage>('/api/desk')).rows.map(({ title }) => title),
}

const walk = walks({ deeds, claims, jobs: deputyJobs(server.world) })
const walked = (title: string, table: string) => test(title, () => walk(table))

walked(
  '离岗前写明在办的事和要交的印章资料，B角签收才算交清；过了时间没交，A角、B角和负责人都有提醒 (5.1.b)',
  `
  03-02 09:00 | 王一 | 登记测试甲的首问 | 王一的工作台：测试甲；李二的工作台：不含测试甲
  03-02 09:10 | 王一 | 请假03-05到03-06 | 王一的5.1.b提醒：无
  03-02 09:11 | 周四 | 批准王一的假 | 王一的交接：待填写；王一的5.1.b提醒：请在2026年3月5日 00:00离岗前填写离岗交接单；李二的5.1.b提醒：无；周四的5.1.b提醒：无
  03-02 09:12 | 李二 | 填王一的交接单：等材料，交出受理专用章 | 不能（5.1.b）：没有这条请假；王一的交接：待填写
  03-02 09:13 | 王一 | 填王一的交接单，不写要点 | 不能（5.1.b）：交代的要点；王一的交接：待填写
  03-02 09:14 | 李二 | 签收王一的交接 | 不能（5.1.b）：没有这份离岗交接单；王一的交接：待填写
  03-05 00:01 | 时限 | 没交就走了 | 王一的5.1.b提醒：已过交接时间；李二的5.1.b提醒：王一2026年3月5日 00:00离岗，还没有交接给您；周四的5.1.b提醒：交接尚未办理；赵三的5.1.b提醒：无
  03-05 00:02 | 时限 | 事情没有丢 | 综合窗口一由谁办：李二；李二的工作台：测试甲
  03-05 09:00 | 王一 | 填王一的交接单：一件等本人补材料，交出受理专用章 | 王一的交接：待签收；王一交接单上的事：测试甲；王一交接单上的物：受理专用章1枚；李二的5.1.b提醒：王一的离岗交接等您签收；周四的5.1.b提醒：交接尚未签收；王一的5.1.b提醒：无
  03-05 09:01 | 赵三 | 签收王一的交接 | 不能（5.1.b）；王一的交接：待签收
  03-05 09:01 | 钱十二 | 签收王一的交接 | 不能（5.1.b）：没有这份离岗交接单；王一的交接：待签收
  03-05 09:02 | 李二 | 签收王一的交接 | 王一的交接：已签收；王一的5.1.b提醒：无；李二的5.1.b提醒：无；周四的5.1.b提醒：无
  03-05 09:03 | 王一 | 填王一的交接单：改一改，交出公章 | 不能（5.1.b）；王一交接单上的物：受理专用章1枚
`,
)

walked(
  '代办的人也要走，须再指定；已经不在的人不能代办，转一圈回到不在的人不收；都没有了落到负责人 (5.4)',
  `
  03-09 09:00 | 王一 | 登记测试乙的首问 | 王一的工作台：测试乙
  03-09 09:01 | 王一 | 请假03-16到03-17 | 王一的假：待审批
  03-09 09:02 | 周四 | 批准王一的假 | 王一的假：已批准
  03-09 09:03 | 李二 | 请假03-16到03-16 | 李二的假：待审批
  03-09 09:04 | 周四 | 批准李二的假 | 不能（5.4）：请指定代为办理的人；李二的假：待审批
  03-09 09:05 | 周四 | 批准李二的假，两个窗口由钱十二代办 | 不能（5.4）：不在本单位或上级单位；李二的假：待审批
  03-09 09:06 | 周四 | 批准李二的假，两个窗口由吴五代办 | 李二的假：已批准
  03-09 09:07 | 吴五 | 请假03-16到03-16 | 吴五的假：待审批
  03-09 09:08 | 周四 | 批准吴五的假 | 不能（5.4）：请指定代为办理的人；吴五的假：待审批
  03-09 09:09 | 周四 | 批准吴五的假，两个窗口由王一代办 | 不能（5.4）；吴五的假：待审批
  03-09 09:10 | 周四 | 批准吴五的假，两个窗口由郑六代办 | 吴五的假：已批准
  03-16 09:00 | 时限 | 三个人都不在 | 综合窗口一由谁办：郑六；综合窗口二由谁办：郑六；郑六的工作台：测试乙；周四的5.4提醒：无
  03-16 10:00 | 周四 | 为郑六登记病假，到03-16 | 综合窗口一由谁办：周四；周四的工作台：测试乙；周四的5.4提醒：综合窗口一的A角、B角都不在岗，请指定人员代办
  03-17 09:00 | 时限 | 李二先回来 | 综合窗口一由谁办：李二；综合窗口二由谁办：李二；李二的工作台：测试乙；郑六的工作台：不含测试乙
  03-18 00:00 | 时限 | 王一回来 | 综合窗口一由谁办：王一；王一的工作台：测试乙
`,
)
