import { test } from 'node:test'
import { testServer } from '#apps/server/testing.ts'
import type { DeskPage, MatterPage } from '#core/view.ts'
import { type DeskWalk, desks, postNamed } from '#house/desk.ts'
import { contactInput } from '#house/forms.ts'
import { demoOffice } from '#office/seed.ts'
import { deputyJobs } from '#rules/deputies/jobs.ts'

// 按条款手写：示例街道所9:00开门、12:00至13:30休息、17:00下班，提前5分钟到岗。王一是综合窗口一的A角、李二是B角，综合窗口二反过来；
// 赵三是复核岗A角、李二是B角，吴五是就业援助岗A角、赵三是B角；周四是所长、赵三是B角；冯七是区里的局长。2026年3月2日是星期一。
// 每一句结果都另发一次请求去看；“时限”来时，到点自己做的事都做一遍。

const server = await testServer('deputies-walk', '2026-03-02T08:00:00+08:00')
const { of, walks } = desks(server)

type Mark = { readonly time: string; readonly minutes: number } | null
type Today = {
  readonly windows: readonly { readonly number: number; readonly says: string | null }[]
  readonly board: readonly {
    readonly staff: { readonly name: string }
    readonly label: string
    readonly in: Mark
    readonly out: Mark
  }[]
}
type Office = {
  readonly posts: readonly {
    readonly name: string
    readonly shut: string | null
    readonly onDuty: { readonly staff: { readonly name: string } }
  }[]
}
type Leave = {
  readonly id: string
  readonly staff: { readonly name: string }
  readonly stateLabel: string
  readonly kindLabel: string
  readonly reason: string | null
}
type Month = {
  readonly rows: readonly (Record<'due' | 'late' | 'lateMinutes' | 'early' | 'absent' | 'corrected', number> & {
    readonly staff: { readonly name: string }
  })[]
}
type Brief = {
  readonly posts: readonly {
    readonly post: { readonly name: string }
    readonly A: { readonly name: string }
    readonly acting: boolean
    readonly matters: readonly { readonly title: string; readonly changed: { readonly says: string } | null }[]
    readonly closed: readonly { readonly title: string; readonly stateLabel: string }[]
  }[]
}

const rowOf = async (name: string) =>
  (await of('周四').get<Today>('/api/office/attendance/today')).board.find(({ staff }) => staff.name === name)!
const saidOf = (mark: Mark, word: string) =>
  mark === null ? '没有' : mark.minutes === 0 ? '按时' : `${word}${mark.minutes}分钟`
const leaves = async (who: string) =>
  (await of(who).get<{ absences: readonly Leave[] }>('/api/office/absences')).absences
/** The last leave of somebody, as those see it who may see all. */
const leaveOf = async (name: string) => (await leaves(name)).find(({ staff }) => staff.name === name)!
const contacts = new Map<string, MatterPage>()

const leave = (from: string, until: string, reason = '私事（测试）') => ({
  kind: 'leave',
  reason,
  from: `2026-${from}`,
  until: `2026-${until}`,
})

const deeds: DeskWalk['deeds'] = {
  签到: (by) => by.post('/api/office/attendance/in'),
  签退: (by) => by.post('/api/office/attendance/out'),
  登记某缺岗: (by, who = '') => by.post('/api/office/attendance/absences', { staff: of(who).id }),
  '更正某的签到为某：某': (by, who = '', time = '', why = '') =>
    by.post('/api/office/attendance/corrections', { staff: of(who).id, day: '2026-03-03', what: 'in', time, why }),
  '更正某的签到为某，不写理由': (by, who = '', time = '') =>
    by.post('/api/office/attendance/corrections', { staff: of(who).id, day: '2026-03-03', what: 'in', time, why: ' ' }),
  定下开门后某分钟自动登记缺岗: (by, minutes = '') =>
    by.post(`/api/ground/offices/${demoOffice('sljd')}/settings`, { key: 'absent.automatic', amount: Number(minutes) }),
  请假某到某: (by, from = '', until = '') => by.post('/api/office/absences', leave(from, until)),
  '请假某到某，不写事由': (by, from = '', until = '') => by.post('/api/office/absences', leave(from, until, ' ')),
  为某登记病假某到某: (by, who = '', from = '', until = '') =>
    by.post('/api/office/absences', { ...leave(from, until, '突发疾病'), kind: 'sick', staff: of(who).id }),
  批准某的假: async (by, who = '') =>
    by.post(`/api/office/absences/${(await leaveOf(who)).id}/decision`, { approve: true }),
  '批准某的假，某和某由某代办': async (by, who = '', one = '', two = '', whom = '') => {
    const named = [one, two].map((post) => ({ post: postNamed(post), staff: of(whom).id }))
    return by.post(`/api/office/absences/${(await leaveOf(who)).id}/decision`, { approve: true, named })
  },
  '不批准某的假，不写理由': async (by, who = '') =>
    by.post(`/api/office/absences/${(await leaveOf(who)).id}/decision`, { approve: false }),
  '不批准某的假：某': async (by, who = '', says = '') =>
    by.post(`/api/office/absences/${(await leaveOf(who)).id}/decision`, { approve: false, says }),
  为某销假: async (by, who = '') => by.post(`/api/office/absences/${(await leaveOf(who)).id}/return`),
  '报备离岗某分钟：某': (by, minutes = '', why = '') => by.post('/api/office/away', { minutes: Number(minutes), why }),
  '报备离岗某分钟，不写去向': (by, minutes = '') => by.post('/api/office/away', { minutes: Number(minutes), why: ' ' }),
  返岗: (by) => by.post('/api/office/away/return'),
  登记某的首问: async (by, name = '') => {
    const made = await by.post<MatterPage>('/api/matters', { kind: 'contact', input: { ...contactInput, name } })
    if (made.status === 201) contacts.set(name, made)
    return made
  },
  当场答复某: (by, name = '') => {
    const { id, version } = contacts.get(name)!.matter
    return by.post(`/api/matters/${id}/moves/answer`, { version, result: '已说明（测试数据）' })
  },
  由某任某的某角: (by, who = '', post = '', role = '') =>
    by.post(`/api/office/posts/${postNamed(post)}/assignment`, { role, staff: of(who).id }),
  免去某的某角: (by, post = '', role = '') =>
    by.post(`/api/office/posts/${postNamed(post)}/assignment`, { role, staff: null }),
  提出某离职: (by, who = '') => by.post(`/api/ground/people/${of(who).id}/move`, { to: null }),
  确认某的移交: async (by, who = '') => {
    type Departures = {
      readonly departures: readonly { readonly id: string; readonly staff: { readonly name: string } }[]
    }
    const { departures } = await of('周四').get<Departures>('/api/ground/departures')
    return by.post(`/api/ground/departures/${departures.find(({ staff }) => staff.name === who)!.id}/confirm`)
  },
  为某号窗口配对评价器: (by, window = '') => by.post('/api/hall/pairings', { window: Number(window) }),
  确认收到交回: async (by) => {
    const { handbacks } = await of('王一').get<{ handbacks: readonly { id: string }[] }>('/api/office/handbacks')
    return by.post(`/api/office/handbacks/${handbacks[0]?.id}/acknowledgement`)
  },
  确认AB角名单: (by) => by.post('/api/office/scheme/confirmation'),
}

const claims: DeskWalk['claims'] = {
  某今天: async (who = '') => (await rowOf(who)).label,
  某签到: async (who = '') => saidOf((await rowOf(who)).in, '晚到'),
  某签退: async (who = '') => saidOf((await rowOf(who)).out, '早退'),
  某的当月: async (who = '') => {
    const month = await of('周四').get<Month>('/api/office/attendance?month=2026-03')
    const row = month.rows.find(({ staff }) => staff.name === who)!
    return `应到${row.due}天，晚到${row.late}次${row.lateMinutes}分钟，早退${row.early}次，更正${row.corrected}次`
  },
  某由谁办: async (post = '') =>
    (await of('周四').get<Office>('/api/office')).posts.find(({ name }) => name === post)!.onDuty.staff.name,
  某的窗口: async (post = '') =>
    (await of('周四').get<Office>('/api/office')).posts.find(({ name }) => name === post)!.shut ?? '可以开窗',
  某可开的窗口: async (who = '') =>
    (await of(who).get<Today>('/api/office/attendance/today')).windows.map(({ number, says }) => says ?? `${number}号`),
  某的假: async (who = '') => (await leaveOf(who)).stateLabel,
  某看某的假: async (who = '', whom = '') =>
    (await leaves(who))
      .filter(({ staff }) => staff.name === whom)
      .map(({ kindLabel, reason }) => `${kindLabel}${reason ? `（${reason}）` : ''}`),
  某的工作台: async (who = '') => (await of(who).get<DeskPage>('/api/desk')).rows.map(({ title }) => title),
  某的简报: async (who = '') =>
    (await of(who).get<Brief>('/api/office/brief')).posts.flatMap(({ post, A, acting, matters, closed }) => [
      ...(acting ? [`正在代${A.name}办${post.name}`] : []),
      ...matters.map(
        ({ title, changed }) => `${post.name}${A.name}在办${title}${changed ? `：${changed.says}` : '：没有变化'}`,
      ),
      ...closed.map(({ title, stateLabel }) => `${post.name}${title}${stateLabel}`),
    ]),
  某离岗记录: async (who = '') => {
    type Away = { rows: readonly { minutes: number | null; empty: boolean; staff: { name: string } }[] }
    const { rows } = await of('周四').get<Away>('/api/office/away')
    return rows
      .filter(({ staff }) => staff.name === who)
      .map(({ minutes, empty }) => `${minutes === null ? '还没回来' : `${minutes}分钟`}${empty ? '，空岗' : ''}`)
  },
  公示的某B角: async (post = '') => {
    type Posts = { readonly posts: readonly { readonly post: string; readonly B: { readonly name: string } | null }[] }
    const { posts } = await of('服务对象').get<Posts>('/api/public/scheme/sljd')
    return posts.find((one) => one.post === post)!.B?.name ?? '空缺'
  },
  名单版本: async () =>
    String((await of('王一').get<{ versions: readonly object[] }>('/api/office/scheme')).versions.length),
}

const walk = walks({ deeds, claims, jobs: deputyJobs(server.world) })
const walked = (title: string, table: string) => test(title, () => walk(table))

walked(
  '请假事先提出，写明事由和起止；负责人审批，谁也不批自己的；批准以后、假期开始时才由B角代行 (3.2.3)',
  `
  03-02 09:00 | 王一 | 请假03-01到03-04 | 不能（3.2.3）：请假应当事先提出
  03-02 09:00 | 王一 | 请假03-05到03-06，不写事由 | 不能（3.2.3）：事由
  03-02 09:00 | 王一 | 请假03-06到03-05 | 不能（3.2.3）：结束时间须晚于开始时间；周四的3.2.3提醒：不含王一请假
  03-02 09:01 | 王一 | 请假03-05到03-06 | 王一的假：待审批；周四的3.2.3提醒：王一请假待您审批；冯七的3.2.3提醒：不含王一；李二看王一的假：无
  03-02 09:02 | 王一 | 请假03-06到03-09 | 不能（3.2.3）：与已有的
  03-02 09:03 | 王一 | 批准王一的假 | 不能（3.2.3）：不能审批或登记本人的请假；王一的假：待审批
  03-02 09:03 | 李二 | 批准王一的假 | 不能（3.2.3）：由单位负责人或上级审批；王一的假：待审批
  03-02 09:03 | 孙十三 | 批准王一的假 | 不能：没有这条请假申请；王一的假：待审批
  03-02 09:04 | 周四 | 不批准王一的假，不写理由 | 不能（3.2.3）：理由；王一的假：待审批
  03-02 09:05 | 周四 | 批准王一的假 | 王一的假：已批准；周四的3.2.3提醒：不含王一请假；综合窗口一由谁办：王一
  03-02 09:06 | 周四 | 批准王一的假 | 不能（3.2.3）：已经处理过
  03-02 09:07 | 时限 | 各人看各人该看的 | 周四看王一的假：请假（私事（测试））；李二看王一的假：离岗；李二看王一的假：不含私事
`,
)

walked(
  '开门前5分钟到岗：晚到的分钟当场记下，没来的报负责人，负责人没来报上级；早走记早退 (4.2.1)',
  `
  03-03 08:54 | 王一 | 签到 | 王一签到：按时；王一今天：在岗；王一可开的窗口：1号；周四的4.2.1提醒：无
  03-03 08:54 | 王一 | 签到 | 不能（4.2.1）：今天已经签到
  03-03 08:54 | 系统管理员 | 签到 | 不能：没有使用此项功能的权限
  03-03 08:55 | 时限 | 到了该到岗的时间 | 周四的4.2.1提醒：李二、赵三、吴五、郑六、蒋十一未在08:55前签到；赵三的4.2.1提醒：无；冯七的4.2.1提醒：周四未在08:55前签到
  03-03 08:58 | 李二 | 签到 | 李二签到：晚到3分钟；周四的4.2.1提醒：不含李二
  03-03 08:59 | 周四 | 签到 | 周四签到：晚到4分钟；冯七的4.2.1提醒：不含周四
  03-03 09:20 | 李二 | 更正李二的签到为08:52：机器故障 | 不能（4.2.1）：不能更正本人；李二签到：晚到3分钟
  03-03 09:20 | 王一 | 更正李二的签到为08:52：机器故障 | 不能（4.2.1）：由单位负责人或上级更正；李二签到：晚到3分钟
  03-03 09:20 | 周四 | 更正周四的签到为08:52：机器故障 | 不能（4.2.1）：不能更正本人；周四签到：晚到4分钟
  03-03 09:20 | 周四 | 更正李二的签到为08:52，不写理由 | 不能（4.2.1）：理由；李二签到：晚到3分钟
  03-03 09:20 | 周四 | 更正李二的签到为10:52：机器故障 | 不能（4.2.1）：还没有到的时间
  03-03 09:21 | 周四 | 更正李二的签到为08:52：机器故障 | 李二签到：按时
  03-03 09:30 | 赵三 | 签退 | 不能（4.2.1）：今天还没有签到；赵三签退：没有
  03-03 16:40 | 王一 | 签退 | 王一签退：早退20分钟；王一今天：已签退
  03-03 17:00 | 李二 | 签退 | 李二签退：按时
  03-03 17:01 | 时限 | 下班 | 王一的当月：应到1天，晚到0次0分钟，早退1次，更正0次；李二的当月：应到1天，晚到0次0分钟，早退0次，更正1次；周四的当月：应到1天，晚到1次4分钟，早退0次，更正0次
`,
)

walked(
  '没来也没请假的，过了15分钟由负责人登记缺岗，B角即时代行；本人来了签到，缺岗就此结束 (3.2.3, 5.0)',
  `
  03-04 08:50 | 李二 | 签到 | 李二今天：在岗
  03-04 09:14 | 周四 | 登记王一缺岗 | 不能（3.2.3）：还没有到登记缺岗的时间；综合窗口一由谁办：王一
  03-04 09:15 | 时限 | 过了15分钟 | 周四的3.2.3提醒：王一、赵三、吴五、郑六、蒋十一未到岗且未请假；李二的3.2.3提醒：无
  03-04 09:15 | 李二 | 登记王一缺岗 | 不能（3.2.3）：由单位负责人或上级登记；王一今天：未签到
  03-04 09:15 | 周四 | 登记周四缺岗 | 不能（3.2.3）：不能登记本人
  03-04 09:16 | 周四 | 登记王一缺岗 | 王一今天：缺岗；综合窗口一由谁办：李二；周四的3.2.3提醒：不含王一
  03-04 09:17 | 周四 | 登记王一缺岗 | 不能（3.2.3）：已请假
  03-04 10:00 | 王一 | 签到 | 王一签到：晚到65分钟；王一今天：在岗；综合窗口一由谁办：王一；周四看王一的假：缺岗
  03-04 10:01 | 李二 | 定下开门后5分钟自动登记缺岗 | 不能：没有使用此项功能的权限；郑六今天：未签到
  03-04 10:02 | 周四 | 定下开门后5分钟自动登记缺岗 | 郑六今天：未签到
  03-04 10:02 | 吴五 | 签到 | 吴五签到：晚到67分钟
  03-04 10:03 | 周四 | 签到 | 周四今天：在岗
  03-04 10:04 | 时限 | 系统自动登记 | 郑六今天：缺岗；信息采集岗由谁办：吴五；周四今天：在岗
  03-04 10:05 | 周四 | 定下开门后0分钟自动登记缺岗 | 郑六今天：缺岗
`,
)

walked(
  '假期一到B角就代行，一天请假不要求签到；提前回来销假，岗位当场收回，代办了什么交回给他，由他本人签收 (3.2.3, 5.1.c)',
  `
  03-04 16:00 | 王一 | 登记测试丙的首问 | 王一的工作台：测试丙；李二的工作台：不含测试丙
  03-04 23:59 | 时限 | 假前一分钟 | 综合窗口一由谁办：王一
  03-05 00:00 | 时限 | 假期开始 | 综合窗口一由谁办：李二；综合窗口二由谁办：李二
  03-05 08:50 | 王一 | 签到 | 不能（3.2.3）：您今天请假；王一今天：请假
  03-05 09:10 | 李二 | 当场答复测试丙 | 李二的工作台：不含测试丙
  03-05 09:30 | 时限 | 缺岗时间已过 | 周四的3.2.3提醒：不含王一；王一今天：请假
  03-06 14:00 | 李二 | 为王一销假 | 不能（3.2.3）：只有本人或单位负责人可以销假；综合窗口一由谁办：李二
  03-06 14:01 | 王一 | 为王一销假 | 综合窗口一由谁办：王一
  03-06 14:02 | 王一 | 为王一销假 | 不能（3.2.3）：已经结束
  03-06 14:03 | 时限 | 代行结束 | 王一的5.1.c提醒：代行交接单等您确认；李二的5.1.c提醒：无
  03-06 14:04 | 李二 | 确认收到交回 | 不能（5.1.c）：应由返岗的A角本人确认；王一的5.1.c提醒：等您确认
  03-06 14:05 | 王一 | 确认收到交回 | 王一的5.1.c提醒：无
`,
)

walked(
  '来不了也开不了口的，由负责人登记；负责人的假由上级批；超过10个工作日的由上级批 (3.2.3)',
  `
  03-09 09:00 | 李二 | 为吴五登记病假03-09到03-10 | 不能（3.2.3）：由单位负责人或上级审批；就业援助岗由谁办：吴五
  03-09 09:01 | 周四 | 为钱十二登记病假03-09到03-10 | 不能：没有这位工作人员
  03-09 09:01 | 周四 | 为吴五登记病假03-09到03-10 | 吴五的假：已登记；就业援助岗由谁办：赵三；李二看吴五的假：离岗
  03-09 09:02 | 周四 | 请假03-12到03-12 | 周四的假：待审批；冯七的3.2.3提醒：周四请假待您审批；赵三的3.2.3提醒：无
  03-09 09:03 | 周四 | 批准周四的假 | 不能（3.2.3）：不能审批或登记本人的请假
  03-09 09:03 | 赵三 | 批准周四的假 | 不能（3.2.3）：由单位负责人或上级审批；周四的假：待审批
  03-09 09:04 | 冯七 | 批准周四的假 | 周四的假：已批准；所长由谁办：周四
  03-12 09:00 | 时限 | 所长请假 | 所长由谁办：赵三；冯七的4.2.1提醒：不含周四
  03-13 09:00 | 郑六 | 请假03-16到04-10 | 郑六的假：待审批；冯七的3.2.3提醒：郑六请假待您审批；周四的3.2.3提醒：不含郑六请假
  03-13 09:01 | 周四 | 批准郑六的假 | 不能（3.2.3）：超过10个工作日的请假由上级审批：冯七；郑六的假：待审批
  03-13 09:02 | 冯七 | 不批准郑六的假：人手不足 | 郑六的假：未批准；信息采集岗由谁办：郑六
`,
)

walked(
  'AB两人不能同时准假，除非先指定由谁代办；被指定的人也不在的，报负责人 (3.2.3, 5.4)',
  `
  03-16 09:00 | 王一 | 请假03-18到03-18 | 王一的假：待审批
  03-16 09:01 | 周四 | 批准王一的假 | 王一的假：已批准
  03-16 09:02 | 李二 | 请假03-18到03-18 | 李二的假：待审批
  03-16 09:03 | 周四 | 批准李二的假 | 不能（5.4）：请指定代为办理的人；李二的假：待审批
  03-16 09:04 | 周四 | 批准李二的假，综合窗口一和综合窗口二由王一代办 | 不能（5.4）：A角或B角；李二的假：待审批
  03-16 09:05 | 周四 | 批准李二的假，综合窗口一和综合窗口二由吴五代办 | 李二的假：已批准；综合窗口一由谁办：王一
  03-18 09:00 | 时限 | 两人都不在 | 综合窗口一由谁办：吴五；综合窗口二由谁办：吴五；周四的5.4提醒：无
  03-18 09:10 | 周四 | 为吴五登记病假03-18到03-18 | 综合窗口一由谁办：周四；周四的5.4提醒：综合窗口一的A角、B角都不在岗，请指定人员代办
  03-19 00:00 | 时限 | 都回来了 | 综合窗口一由谁办：王一；周四的5.4提醒：无
`,
)

walked(
  '短时离开先说几时回来、去哪里，B角代行；半小时没回来记为空岗，报负责人，不报同事 (4.2.3)',
  `
  03-20 08:40 | 王一 | 报备离岗10分钟：取件 | 不能（4.2.3）：现在不是办公时间
  03-20 09:30 | 王一 | 报备离岗10分钟，不写去向 | 不能（4.2.3）：去向；综合窗口一由谁办：王一
  03-20 09:30 | 王一 | 报备离岗40分钟：取件 | 不能（4.2.3）：请按请假办理；王一离岗记录：无
  03-20 09:31 | 王一 | 报备离岗10分钟：取件 | 综合窗口一由谁办：李二；王一今天：报备离岗；王一离岗记录：还没回来
  03-20 09:32 | 王一 | 报备离岗5分钟：再取一件 | 不能（4.2.3）：已经报备离岗
  03-20 09:38 | 王一 | 返岗 | 综合窗口一由谁办：王一；王一离岗记录：7分钟
  03-20 09:39 | 王一 | 返岗 | 不能（4.2.3）：没有未结束的离岗报备
  03-20 10:00 | 王一 | 报备离岗20分钟：送文件 | 综合窗口一由谁办：李二
  03-20 10:30 | 时限 | 半小时整 | 周四的4.2.3提醒：无
  03-20 10:31 | 时限 | 过了半小时 | 周四的4.2.3提醒：王一；李二的4.2.3提醒：无；王一离岗记录：还没回来，空岗
  03-20 10:35 | 王一 | 返岗 | 综合窗口一由谁办：王一；王一离岗记录：35分钟，空岗；周四的4.2.3提醒：无
`,
)

walked(
  'B角每天看得到A角在办的事和变化，只能看，不能替在岗的A角办；A角离岗，同一件事就到B角台面上 (5.1.a)',
  `
  03-23 09:00 | 王一 | 登记测试甲的首问 | 王一的工作台：测试甲；李二的工作台：不含测试甲；李二的简报：综合窗口一王一在办测试甲
  03-23 09:01 | 时限 | 不是B角的没有 | 赵三的简报：不含测试甲；周四的简报：无；钱十二的简报：不含测试甲
  03-23 09:02 | 李二 | 当场答复测试甲 | 不能（2.3.1）：应由承办人、B角
  03-25 09:00 | 时限 | 两天没动 | 李二的简报：综合窗口一王一在办测试甲：想了解失业登记怎么办：没有变化
  03-25 09:30 | 王一 | 报备离岗10分钟：取件 | 李二的工作台：测试甲；李二的简报：正在代王一办综合窗口一；王一的工作台：不含测试甲
  03-25 09:35 | 李二 | 当场答复测试甲 | 李二的工作台：不含测试甲；李二的简报：综合窗口一测试甲：想了解失业登记怎么办已答复办结
  03-25 09:36 | 王一 | 返岗 | 综合窗口一由谁办：王一
  03-30 09:00 | 时限 | 过了几天 | 李二的简报：不含测试甲
`,
)

walked(
  '岗位缺A角或缺B角即报负责人，窗口不能开，补齐才能开；名单每改一次留一版，负责人确认后公示 (5.5)',
  `
  03-31 09:00 | 时限 | 改动之前 | 综合窗口一的窗口：可以开窗；周四的5.5提醒：不含综合窗口一；公示的综合窗口一B角：李二；名单版本：1
  03-31 09:01 | 李二 | 免去综合窗口一的B角 | 不能（5.5）；公示的综合窗口一B角：李二
  03-31 09:02 | 周四 | 免去综合窗口一的B角 | 综合窗口一的窗口：缺B角，不能开窗；周四的5.5提醒：综合窗口一没有B角；公示的综合窗口一B角：空缺；名单版本：2
  03-31 09:03 | 王一 | 签到 | 王一可开的窗口：1号窗口缺B角，不能开窗
  03-31 09:04 | 周四 | 为1号窗口配对评价器 | 不能（5.5）：1号窗口缺B角
  03-31 09:05 | 周四 | 确认AB角名单 | 不能（5.5）：综合窗口一的AB角不齐
  03-31 09:06 | 王一 | 登记测试乙的首问 | 王一的工作台：测试乙
  03-31 09:07 | 周四 | 由王一任综合窗口一的B角 | 不能（5.1.a）：A角和B角不能是同一人；综合窗口一的窗口：缺B角，不能开窗
  03-31 09:08 | 周四 | 由吴五任综合窗口一的B角 | 综合窗口一的窗口：可以开窗；周四的5.5提醒：不含综合窗口一；公示的综合窗口一B角：吴五；名单版本：3
  03-31 09:09 | 王一 | 确认AB角名单 | 不能（5.5）：由单位负责人确认；周四的5.5提醒：名单应在
  03-31 09:10 | 周四 | 确认AB角名单 | 周四的5.5提醒：不含名单应在
  09-29 09:00 | 时限 | 差一天半年 | 周四的5.5提醒：不含名单应在
  09-30 09:00 | 时限 | 满了半年 | 周四的5.5提醒：AB角名单应在2026年9月30日前复核确认；王一的5.5提醒：无
`,
)

walked(
  '要走的人手里还有岗位和事情的，负责人核对移交后才生效；留下的缺口报负责人，事情不会没人管 (5.5)',
  `
  10-12 09:00 | 系统管理员 | 提出王一离职 | 综合窗口一由谁办：王一；周四的5.5提醒：王一离职，请核对移交后确认；王一的5.5提醒：无
  10-12 09:01 | 李二 | 确认王一的移交 | 不能：没有使用此项功能的权限；综合窗口一由谁办：王一
  10-12 09:02 | 系统管理员 | 确认王一的移交 | 不能（5.5）：移交由其单位负责人确认；综合窗口一由谁办：王一
  10-12 09:03 | 周四 | 确认王一的移交 | 周四的5.5提醒：综合窗口一没有A角；周四的5.5提醒：综合窗口二没有B角；综合窗口一由谁办：吴五
  10-12 09:04 | 时限 | 事情跟着岗位走 | 吴五的工作台：测试乙；综合窗口一的窗口：缺A角，不能开窗；综合窗口二的窗口：缺B角，不能开窗
  10-12 09:05 | 周四 | 由李二任综合窗口一的A角 | 综合窗口一的窗口：可以开窗；周四的5.5提醒：不含综合窗口一没有
  10-12 09:06 | 周四 | 由吴五任综合窗口二的B角 | 综合窗口二的窗口：可以开窗；周四的5.5提醒：不含综合窗口二；李二的工作台：测试乙
`,
)
