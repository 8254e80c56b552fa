import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testServer } from '#apps/server/testing.ts'
import { dayOf } from '#core/day.ts'
import type { MatterPage } from '#core/view.ts'
import { type DeskWalk, desks, type Person, postNamed } from '#house/desk.ts'
import { matterJobs } from '#matter/jobs.ts'
import { demoOffice, demoPath, demoTenant } from '#office/seed.ts'
import { channels } from '#rules/open-affairs/contract.ts'
import { disclosureJobs } from './compare.ts'
import { openItem, openList } from './public.ts'

// 按条款手写：王一、李二是示例街道所的窗口人员，周四是所长，冯七是区里的局长，褚九是市局局长，孙十三是旁边样本街道所的所长。
// 2026年3月2日是星期一。“时限”是系统自己来：把应公开的和已公开的对一遍，到期的撤下，超期的记下。公众读到什么，不经过工作台去看。

const server = await testServer('disclosure-walk', '2026-03-02T08:00:00+08:00')
const { of, walks, alarms } = desks(server)
const quiet = { info() {}, error() {} }
const jobs = [...matterJobs(server.world, quiet).jobs.slice(0, 1), ...disclosureJobs(server.world)]

type Gap = {
  readonly office: { readonly id: string }
  readonly label: string
  readonly standingLabel: string
  readonly clause: string
  readonly matter: { readonly id: string } | null
}
const street = demoOffice('sljd')
const community = demoOffice('slsq')
const asked = new Map<string, string>()
const board = async (who = '褚九') =>
  (await of(who).get<{ readonly rows: readonly Gap[] }>('/api/disclosures/gaps?all=true')).rows
async function gap(topic: string): Promise<Gap> {
  const at = topic.startsWith('社区的') ? community : street
  const found = (await board()).find(({ office, label }) => office.id === at && label === topic.replace('社区的', ''))
  assert.ok(found, `没有应公开的“${topic}”`)
  return found
}
async function idOf(topic: string): Promise<string> {
  const id = asked.get(topic) ?? (await gap(topic)).matter?.id
  assert.ok(id, `“${topic}”还没有登记`)
  return id
}
const seen = async (topic: string) => of('周四').get<MatterPage>(`/api/matters/${await idOf(topic)}`)
async function move(by: Person, topic: string, name: string, input: object = {}) {
  const { matter } = await seen(topic)
  return by.post(`/api/matters/${matter.id}/moves/${name}`, { version: matter.version, ...input })
}
async function ask(by: Person, body: { readonly topic: string; readonly name?: string; readonly until?: string }) {
  const made = await by.post<{ readonly id: string }>('/api/disclosures', { office: street, ...body })
  if (made.status === 201) asked.set(body.name ?? '', made.id)
  return made
}
const codeOf = (label: string) => Object.entries(channels).find(([, one]) => one.label === label)?.[0]
const place = { tenant: demoTenant, path: demoPath('cs') }
const read = () => openList(server.db, place, street, server.now())

const deeds: DeskWalk['deeds'] = {
  '起草某：某': (by, topic = '', text = '') => move(by, topic, 'draft', { title: `示例街道所${topic}`, text }),
  '起草某，公开到某：某': (by, topic = '', until = '', text = '') =>
    move(by, topic, 'draft', { title: `示例街道所${topic}`, text, until }),
  核对某: (by, topic = '') => move(by, topic, 'draft'),
  '核对某，补充：某': (by, topic = '', note = '') => move(by, topic, 'draft', { note }),
  指定综合窗口一办理某: (by, topic = '') => move(by, topic, 'assign', { to: postNamed('综合窗口一') }),
  提交某: (by, topic = '') => move(by, topic, 'submit'),
  批准某: (by, topic = '') => move(by, topic, 'approve'),
  '退回某：某': (by, topic = '', reason = '') => move(by, topic, 'return', { reason }),
  '撤下原来的某：某': async (by, topic = '', reason = '') => {
    const live = (await read()).find(({ label }) => label === topic)
    const { matter } = await of('周四').get<MatterPage>(`/api/matters/${live?.id}`)
    return by.post(`/api/matters/${matter.id}/moves/withdraw`, { version: matter.version, reason })
  },
  '撤下某：某': (by, topic = '', reason = '') => move(by, topic, 'withdraw', { reason }),
  '取消某：某': (by, topic = '', reason = '') => move(by, topic, 'drop', { reason }),
  '某已在某公开：某': (by, topic = '', channel = '', how = '') =>
    move(by, topic, 'show', { channel: codeOf(channel), on: dayOf(server.now()), how }),
  '登记临时信息“某”': (by, name = '') => ask(by, { topic: 'news', name }),
  '登记临时信息“某”，公开到某': (by, name = '', until = '') => ask(by, { topic: 'news', name, until }),
  '替示例街道所登记临时信息“某”，公开到某': (by, name = '', until = '') => ask(by, { topic: 'news', name, until }),
  登记岗位职责: (by) => by.post('/api/disclosures', { office: street, topic: 'posts' }),
  把首问答复改为某个工作日: (by, days = '') =>
    by.post(`/api/ground/offices/${street}/settings`, { key: 'contact.answer', amount: Number(days) }),
  看示例街道所的缺项: (by) => by.look(`/api/disclosures/gaps?office=${street}`),
  把综合窗口一的B角改为吴五: (by) =>
    by.post(`/api/office/posts/${postNamed('综合窗口一')}/assignment`, { role: 'B', staff: of('吴五').id }),
}

const claims: DeskWalk['claims'] = {
  某: async (topic = '') => (await gap(topic)).standingLabel,
  某的状态: async (topic = '') => (await seen(topic)).matter.stateLabel,
  某由谁办: async (topic = '') => (await seen(topic)).matter.holder.name,
  某的期限: async (topic = '') =>
    (await seen(topic)).clocks.map(({ label, dueAt }) => `${label}${dueAt?.slice(0, 10) ?? '已停'}`),
  某的经过: async (topic = '') => (await seen(topic)).journal.map(({ says }) => says),
  网上: async () => (await read()).map(({ label }) => label),
  网上的某: async (topic = '') => {
    const found = (await read()).find(({ label, title }) => label === topic || title.includes(topic))
    const whole = found && (await openItem(server.db, place, found.id, server.now()))
    return whole ? [whole.text] : []
  },
  缺项: async () =>
    (await board())
      .filter(({ office, standingLabel }) => office.id === street && standingLabel !== '已公开')
      .map(({ label }) => label),
  某看到的样本街道所: async (who = '') =>
    (await board(who)).filter(({ office }) => office.id === demoOffice('ybjd')).map(({ label }) => label),
  某的提醒: (who = '') => alarms(who, '1.'),
}

const walk = walks({ deeds, claims, jobs })
const walked = (title: string, table: string) => test(title, () => walk(table))

walked(
  '应公开的八项由系统逐项提出，当天起二十个工作日；负责人和上级都看得到缺什么 (1.2.a, 1.2.g, 1.5)',
  `
  03-02 09:00 | 时限 | 对一遍 | 单位职责和权限：还没有公开；岗位职责：还没有公开；在岗人员：还没有公开；服务范围：还没有公开；服务承诺：还没有公开；工作制度：还没有公开；工作纪律：还没有公开；投诉和监督渠道：还没有公开；工作纪律的期限：公开期限2026-03-30；工作纪律由谁办：周四；网上：无
  03-02 09:01 | 孙十三 | 看示例街道所的缺项 | 不能：没有这个单位
  03-02 09:01 | 冯七 | 看示例街道所的缺项 | 缺项：工作纪律；冯七看到的样本街道所：无
  03-02 09:02 | 王一 | 登记岗位职责 | 不能（1.5）
  03-02 09:03 | 孙十三 | 替示例街道所登记临时信息“招聘会”，公开到2026-03-20 | 不能：只能登记本单位
`,
)

walked(
  '写的人不能自己审，退回写明原因；个人信息不能公开；批准的同时网站和电子屏已公开，公告栏由人张贴后登记 (1.2.g, 1.4, 1.6)',
  `
  03-02 09:10 | 王一 | 起草工作纪律：准时到岗 | 不能（1.5）：应由
  03-02 09:11 | 周四 | 指定综合窗口一办理工作纪律 | 工作纪律由谁办：王一；工作纪律的状态：待起草
  03-02 09:12 | 王一 | 起草工作纪律：违者找张某13900000031 | 不能（1.4）：个人手机号码；工作纪律的状态：待起草
  03-02 09:12 | 王一 | 起草工作纪律：李某确诊肝病请病假 | 不能（1.4）：个人病史；工作纪律的状态：待起草
  03-02 09:13 | 王一 | 起草工作纪律：上班时间爱办不办的 | 不能（2.4.2）；工作纪律的状态：待起草
  03-02 09:14 | 王一 | 起草工作纪律：准时到岗 | 工作纪律的状态：已起草待提交；网上：无
  03-02 09:15 | 王一 | 提交工作纪律 | 工作纪律的状态：待审核
  03-02 09:16 | 王一 | 批准工作纪律 | 不能（1.5）：应由；网上：无
  03-02 09:17 | 周四 | 退回工作纪律：写上不得擅自离岗 | 工作纪律的状态：已起草待提交；工作纪律的经过：写上不得擅自离岗
  03-02 09:18 | 王一 | 起草工作纪律：准时到岗，不得擅自离岗 | 工作纪律的状态：已起草待提交
  03-02 09:19 | 王一 | 提交工作纪律 | 工作纪律的状态：待审核
  03-02 09:20 | 周四 | 批准工作纪律 | 工作纪律：公开中，渠道待补；网上：工作纪律；网上的工作纪律：不得擅自离岗；工作纪律的期限：渠道公开期限2026-03-09
  03-02 09:30 | 李二 | 工作纪律已在公告栏公开：大厅东侧公告栏，有照片 | 工作纪律：已公开；工作纪律的状态：公开中；工作纪律的经过：大厅东侧公告栏
`,
)

walked(
  '所长自己写的由上级审；取自系统的内容随实际变动，变了就另起一件，旧的公开到新的批准为止 (1.2.e, 1.5)',
  `
  03-03 09:00 | 周四 | 核对服务承诺 | 服务承诺的状态：已起草待提交
  03-03 09:01 | 周四 | 提交服务承诺 | 服务承诺的状态：待审核
  03-03 09:02 | 周四 | 批准服务承诺 | 不能（1.5）；网上：不含服务承诺
  03-03 09:03 | 冯七 | 批准服务承诺 | 网上的服务承诺：5个工作日内答复
  03-03 09:10 | 周四 | 服务承诺已在公告栏公开：公告栏 | 服务承诺：已公开
  03-04 09:00 | 周四 | 把首问答复改为3个工作日 | 服务承诺：已公开
  03-04 09:10 | 时限 | 对一遍 | 服务承诺：公开中，待更新；网上的服务承诺：5个工作日内答复
  03-04 09:20 | 周四 | 核对服务承诺，补充：节假日顺延 | 服务承诺的状态：已起草待提交
  03-04 09:21 | 周四 | 把首问答复改为4个工作日 | 服务承诺的状态：已起草待提交
  03-04 09:30 | 时限 | 对一遍 | 服务承诺的状态：待起草；服务承诺的经过：内容又有变动
  03-04 09:40 | 周四 | 指定综合窗口一办理服务承诺 | 服务承诺由谁办：王一
  03-04 09:41 | 王一 | 核对服务承诺，补充：遇紧急情况即时答复 | 服务承诺的状态：已起草待提交
  03-04 09:42 | 王一 | 提交服务承诺 | 网上的服务承诺：5个工作日内答复
  03-04 09:43 | 周四 | 批准服务承诺 | 网上的服务承诺：4个工作日内答复
  03-04 09:44 | 王一 | 服务承诺已在公告栏公开：换上新的 | 服务承诺：已公开
  03-04 09:50 | 时限 | 对一遍 | 服务承诺：已公开；网上的服务承诺：遇紧急情况即时答复
`,
)

walked(
  '岗位、人员变了，公开的跟着变；二十个工作日过了，负责人和上级都得到提醒 (1.2.b, 1.2.c, 1.5)',
  `
  03-05 09:00 | 王一 | 核对在岗人员 | 不能（1.5）：应由
  03-05 09:00 | 周四 | 指定综合窗口一办理在岗人员 | 在岗人员由谁办：王一
  03-05 09:01 | 王一 | 核对在岗人员 | 在岗人员的状态：已起草待提交
  03-05 09:02 | 王一 | 提交在岗人员 | 在岗人员的状态：待审核
  03-05 09:03 | 周四 | 批准在岗人员 | 网上的在岗人员：综合窗口一：A角王一，B角李二
  03-05 09:04 | 王一 | 在岗人员已在公告栏公开：公告栏 | 在岗人员：已公开
  03-06 09:00 | 周四 | 把综合窗口一的B角改为吴五 | 在岗人员：已公开
  03-06 09:10 | 时限 | 对一遍 | 在岗人员：公开中，待更新；在岗人员的期限：公开期限2026-04-03
  03-30 23:00 | 时限 | 对一遍 | 岗位职责：超期未公开；周四的提醒：超过期限还没有公开；冯七的提醒：下级单位有；王一的提醒：无
  03-31 09:00 | 周四 | 指定综合窗口一办理岗位职责 | 岗位职责：超期未公开
  03-31 09:01 | 王一 | 核对岗位职责 | 岗位职责：超期未公开
  03-31 09:02 | 王一 | 提交岗位职责 | 岗位职责：超期未公开
  03-31 09:03 | 周四 | 批准岗位职责 | 网上的岗位职责：综合窗口一；岗位职责的期限：公开期限2026-03-30
`,
)

walked(
  '临时信息写明公开到哪一天，到期自动撤下、留在台账；撤下的必须公开内容要有新的 (1.4, 1.5, 1.2.g)',
  `
  04-01 09:00 | 王一 | 登记临时信息“春季招聘会停车” | 不能（1.5）：写明公开到哪一天
  04-01 09:00 | 王一 | 登记临时信息“春季招聘会停车”，公开到2026-03-31 | 不能（1.5）：已经过了
  04-01 09:01 | 王一 | 登记临时信息“春季招聘会停车”，公开到2026-04-10 | 春季招聘会停车的状态：待起草；春季招聘会停车由谁办：王一
  04-01 09:01 | 李二 | 登记临时信息“春季招聘会停车”，公开到2026-04-10 | 不能（1.5）：不用重复登记
  04-01 09:02 | 王一 | 起草春季招聘会停车：请停在东门 | 春季招聘会停车的状态：已起草待提交
  04-01 09:03 | 王一 | 提交春季招聘会停车 | 春季招聘会停车的状态：待审核
  04-01 09:04 | 周四 | 批准春季招聘会停车 | 春季招聘会停车的状态：公开中；网上的春季招聘会停车：请停在东门
  04-10 23:50 | 时限 | 最后一天 | 网上的春季招聘会停车：请停在东门
  04-11 00:05 | 时限 | 过了这一天 | 网上：不含临时信息；春季招聘会停车的状态：到期撤下；春季招聘会停车的经过：自动撤下，转入存档
  04-13 09:00 | 王一 | 撤下工作纪律：要重写 | 不能（1.5）：应由；网上：工作纪律
  04-13 09:01 | 周四 | 撤下工作纪律：要重写 | 网上：不含工作纪律；缺项：工作纪律
  04-13 09:10 | 时限 | 对一遍 | 工作纪律：已撤下，缺新的内容；周四的提醒：已经撤下，还没有新的内容
  04-13 09:11 | 周四 | 取消工作纪律：不想公开 | 不能（1.5）：不能取消
  04-13 09:20 | 周四 | 起草工作纪律，公开到2026-05-08：新的纪律 | 工作纪律的状态：已起草待提交
  04-13 09:21 | 周四 | 提交工作纪律 | 工作纪律的状态：待审核
  04-13 09:22 | 冯七 | 批准工作纪律 | 网上的工作纪律：新的纪律
  04-13 09:30 | 时限 | 对一遍 | 工作纪律：公开中，待更新；网上的工作纪律：新的纪律
`,
)

walked(
  '原来的到哪一天，新的就要在哪一天前公开；过了没有新的，当时就算超期，负责人和上级都得到提醒 (1.2.g, 1.5)',
  `
  05-11 08:30 | 时限 | 对一遍 | 工作纪律：超期未公开；网上：不含工作纪律；周四的提醒：超过期限还没有公开；冯七的提醒：下级单位有
  05-11 09:00 | 周四 | 起草工作纪律，公开到2026-05-13：短期的纪律 | 工作纪律的状态：已起草待提交
  05-11 09:01 | 周四 | 提交工作纪律 | 工作纪律的状态：待审核
  05-11 09:02 | 冯七 | 批准工作纪律 | 网上的工作纪律：短期的纪律；工作纪律的期限：渠道公开期限2026-05-13
  05-11 09:10 | 时限 | 对一遍 | 工作纪律：公开中，待更新；工作纪律的期限：公开期限2026-05-13；周四的提醒：5天内到期
  05-13 23:00 | 时限 | 最后一天 | 网上的工作纪律：短期的纪律；工作纪律：超期未公开
  05-14 00:10 | 时限 | 过了这一天 | 网上：不含工作纪律；工作纪律：超期未公开；周四的提醒：超过期限还没有公开；冯七的提醒：下级单位有
  05-14 09:00 | 周四 | 起草工作纪律：长期的纪律 | 工作纪律的状态：已起草待提交
  05-14 09:01 | 周四 | 提交工作纪律 | 工作纪律的状态：待审核
  05-14 09:02 | 冯七 | 批准工作纪律 | 网上的工作纪律：长期的纪律；工作纪律的期限：渠道公开期限2026-05-21
  05-14 09:03 | 周四 | 把首问答复改为6个工作日 | 服务承诺：已公开
  05-14 09:10 | 时限 | 对一遍 | 服务承诺：公开中，待更新；服务承诺的期限：公开期限2026-06-11
  05-14 09:20 | 周四 | 撤下原来的服务承诺：写错了 | 网上：不含服务承诺；服务承诺：已撤下，缺新的内容；周四的提醒：已经撤下，还没有新的内容
  05-14 09:30 | 时限 | 对一遍 | 服务承诺的期限：公开期限2026-05-14；服务承诺的经过：公开期限提前到那一天
  05-15 09:00 | 时限 | 第二天 | 服务承诺：超期未公开
`,
)

walked(
  '没有负责人岗位的单位，应公开的由上一级负责人负责，一样计时和提醒；写的人不能审，再上一级审 (1.2, 1.5, 5.4)',
  `
  05-15 09:30 | 时限 | 看社区的 | 社区的工作纪律由谁办：周四；社区的工作纪律：超期未公开；周四的提醒：示例社区公共就业服务站：有
  05-15 09:31 | 蒋十一 | 起草社区的工作纪律：准时开门 | 不能（1.5）：应由
  05-15 09:32 | 周四 | 起草社区的工作纪律：准时开门 | 社区的工作纪律的状态：已起草待提交
  05-15 09:33 | 周四 | 提交社区的工作纪律 | 社区的工作纪律的状态：待审核
  05-15 09:34 | 周四 | 批准社区的工作纪律 | 不能（1.5）：不能自己审核
  05-15 09:35 | 冯七 | 批准社区的工作纪律 | 社区的工作纪律的状态：公开中，渠道待补
`,
)

test('主动公开台账按几个词查，每个词都要有 (1.5)', async () => {
  const found = async (q: string) => {
    const page = await of('周四').get<{ rows: readonly object[] }>(`/api/disclosures?q=${encodeURIComponent(q)}`)
    return page.rows.length
  }
  assert.deepEqual([await found('停车 招聘'), await found('停车 秋季'), await found('春季招聘会停车')], [1, 0, 1])
})
