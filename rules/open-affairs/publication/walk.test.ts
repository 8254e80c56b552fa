import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testServer } from '#apps/server/testing.ts'
import { dayOf } from '#core/day.ts'
import { type DeskWalk, desks, type Person } from '#house/desk.ts'
import { demoOffice } from '#office/seed.ts'

// 按条款手写：王一、李二是示例街道所的窗口人员，周四是所长，冯七是区里的局长，孙十三是旁边样本街道所的所长。
// 2026年3月2日是星期一。网上看到什么，由没有登录的人去看；到日子的公开和撤下没有人去点。

const server = await testServer('publication-walk', '2026-03-02T08:00:00+08:00')
const { of, walks, alarms } = desks(server)

type Item = {
  readonly id: string
  readonly version: number
  readonly title: string
  readonly stageLabel: string
  readonly meanwhile: string | null
  readonly waits: { readonly reviewer: { readonly name: string } | null } | null
  readonly versions: readonly object[]
  readonly history: readonly { readonly says: string }[]
}

const topics: Readonly<Record<string, string>> = {
  政策: 'policy',
  岗位: 'jobs',
  培训: 'training',
  创业: 'startup',
  档案: 'archive',
  公告: 'notice',
}
const ids = new Map<string, string>()
const id = (title: string) => {
  const found = ids.get(title)
  assert.ok(found, `没有起草过“${title}”`)
  return found
}
const draft = (topic: string, title: string, more: object = {}) => ({
  ...{ topic: topics[topic], title, text: '详情到窗口咨询（测试数据）', from: dayOf(server.now()) },
  ...more,
})
async function written(by: Person, topic: string, title: string, more: object = {}) {
  const made = await by.post<Item>('/api/publications', draft(topic, title, more))
  if (made.status === 201) ids.set(title, made.id)
  return made
}
const seen = (title: string) => of('周四').get<Item>(`/api/publications/${id(title)}`)
const onIt = async (by: Person, title: string, act: string, more: object = {}) =>
  by.post(`/api/publications/${id(title)}/${act}`, more)
/** What the public reads at an address, the marks of the page left out. */
const read = async (url: string) => {
  const { body, statusCode } = await server.app.inject({ url })
  return statusCode === 404 ? '没有这个页面' : body.replaceAll(/<[^>]*>/g, ' ')
}

const deeds: DeskWalk['deeds'] = {
  '起草某“某”，公开到某': (by, topic = '', title = '', until = '') => written(by, topic, title, { until }),
  '起草某“某”，自某公开到某': (by, topic = '', title = '', from = '', until = '') =>
    written(by, topic, title, { from, until }),
  '起草某“某”，不写公开到哪天': (by, topic = '', title = '') => written(by, topic, title),
  '起草某“某”，正文写某': (by, topic = '', title = '', text = '') => written(by, topic, title, { text }),
  '改“某”为“某”，公开到某': (by, title = '', other = '', until = '') =>
    onIt(by, title, 'edit', draft('岗位', other, { until })),
  '改“某”为“某”': (by, title = '', other = '') => onIt(by, title, 'edit', draft('创业', other)),
  '提交“某”': (by, title = '') => onIt(by, title, 'submit'),
  '撤回“某”': (by, title = '') => onIt(by, title, 'recall'),
  '批准“某”': async (by, title = '') => onIt(by, title, 'approve', { version: (await seen(title)).version }),
  '凭看过的第某版批准“某”': (by, version = '', title = '') => onIt(by, title, 'approve', { version: Number(version) }),
  '退回“某”，不写原因': async (by, title = '') =>
    onIt(by, title, 'return', { version: (await seen(title)).version, reason: ' ' }),
  '退回“某”：某': async (by, title = '', reason = '') =>
    onIt(by, title, 'return', { version: (await seen(title)).version, reason }),
  '撤下“某”，不写原因': (by, title = '') => onIt(by, title, 'withdraw', { reason: ' ' }),
  '撤下“某”：某': (by, title = '', reason = '') => onIt(by, title, 'withdraw', { reason }),
  '看“某”': (by, title = '') => by.look(`/api/publications/${id(title)}`),
  看示例街道所的台账: (by) => by.look(`/api/publications?office=${demoOffice('sljd')}`),
}

const claims: DeskWalk['claims'] = {
  '“某”': async (title = '') => (await seen(title)).stageLabel,
  '“某”原稿': async (title = '') => (await seen(title)).meanwhile ?? '没有',
  '“某”等谁审': async (title = '') => (await seen(title)).waits?.reviewer?.name ?? '没有人',
  '“某”留有': async (title = '') => `${(await seen(title)).versions.length}版`,
  '“某”的经历': async (title = '') => (await seen(title)).history.map(({ says }) => says),
  '“某”的网页': async (title = '') => [await read(`/news/${id(title)}`)],
  网上: async () => [await read('/news')],
  订阅: async () => [await read('/news.atom')],
  台账: async () =>
    (await of('周四').get<{ readonly rows: readonly Item[] }>('/api/publications')).rows.map(({ title }) => title),
  某的提醒: (who = '') => alarms(who, '10.3.2'),
}

const walk = walks({ deeds, claims })
const walked = (title: string, table: string) => test(title, () => walk(table))

walked(
  '岗位信息由工作人员起草，负责人看过才上网；退回写明原因，看过旧稿的不能批准新稿；到期自动撤下 (10.3.2)',
  `
  03-02 09:00 | 王一 | 起草岗位“缝纫工”，公开到2026-03-10 | “缝纫工”：草稿；网上：不含缝纫工
  03-02 09:01 | 孙十三 | 看“缝纫工” | 不能：没有这条信息
  03-02 09:01 | 孙十三 | 看示例街道所的台账 | 不能：没有这个单位
  03-02 09:01 | 周四 | 批准“缝纫工” | 不能（10.3.2）：没有在等待审核；“缝纫工”：草稿
  03-02 09:02 | 王一 | 提交“缝纫工” | “缝纫工”：待审核；“缝纫工”等谁审：周四；“缝纫工”的网页：没有这个页面
  03-02 09:03 | 王一 | 批准“缝纫工” | 不能（10.3.2）：负责人或上级审核；“缝纫工”：待审核
  03-02 09:03 | 李二 | 批准“缝纫工” | 不能（10.3.2）：负责人或上级审核
  03-02 09:03 | 李二 | 撤回“缝纫工” | 不能（10.3.2）：由起草、修改或提交的人撤回；“缝纫工”：待审核
  03-02 09:04 | 王一 | 改“缝纫工”为“缝纫工，月薪3000元”，公开到2026-03-10 | 不能（10.3.2）：先撤回再修改
  03-02 09:05 | 周四 | 退回“缝纫工”，不写原因 | 不能（10.3.2）：退回原因；“缝纫工”：待审核
  03-02 09:05 | 周四 | 退回“缝纫工”：写明工资 | “缝纫工”：草稿；“缝纫工”的经历：写明工资
  03-02 09:06 | 王一 | 改“缝纫工”为“缝纫工，月薪3000元”，公开到2026-03-10 | 台账：缝纫工，月薪3000元；网上：不含缝纫工
  03-02 09:07 | 王一 | 提交“缝纫工” | “缝纫工”留有：2版
  03-02 09:08 | 周四 | 凭看过的第1版批准“缝纫工” | 不能（10.3.2）：重新看过再审核；网上：不含缝纫工
  03-02 09:09 | 周四 | 凭看过的第2版批准“缝纫工” | “缝纫工”：已发布；网上：缝纫工，月薪3000元；订阅：缝纫工，月薪3000元；“缝纫工”的网页：详情到窗口咨询
  03-10 23:59 | 时限 | 最后一天 | 网上：缝纫工，月薪3000元
  03-11 00:00 | 时限 | 过了这一天 | “缝纫工”：到期撤下；网上：不含缝纫工；“缝纫工”的网页：没有这个页面；台账：缝纫工；“缝纫工”的经历：到期自动撤下
`,
)

walked(
  '自己写的、自己改过的都不能自己审，由上级审；别的单位看不见 (10.3.2)',
  `
  03-12 09:00 | 周四 | 起草公告“所长写的公告”，公开到2026-03-31 | “所长写的公告”：草稿
  03-12 09:01 | 周四 | 提交“所长写的公告” | “所长写的公告”等谁审：冯七
  03-12 09:02 | 周四 | 批准“所长写的公告” | 不能（10.3.2）：不能自己审核；网上：不含所长写的公告
  03-12 09:03 | 孙十三 | 批准“所长写的公告” | 不能：没有这条信息
  03-12 09:04 | 冯七 | 批准“所长写的公告” | 网上：所长写的公告
  03-12 09:05 | 王一 | 起草岗位“所长改过的”，公开到2026-03-31 | “所长改过的”：草稿
  03-12 09:06 | 周四 | 改“所长改过的”为“所长改过的一稿”，公开到2026-03-31 | 台账：所长改过的一稿
  03-12 09:07 | 王一 | 提交“所长改过的” | “所长改过的”等谁审：冯七
  03-12 09:08 | 周四 | 批准“所长改过的” | 不能（10.3.2）：不能自己审核；网上：不含所长改过的
`,
)

walked(
  '个人的号码不上网，有期限的写明哪天撤下，伤人的话改过再发；不收的什么也不留 (10.3.2)',
  `
  03-13 09:00 | 王一 | 起草政策“问路”，正文写联系张某13900000031 | 不能（10.3.2）：个人手机号码；台账：不含问路
  03-13 09:00 | 王一 | 起草政策“问路”，正文写公示220203197512311017 | 不能（10.3.2）：公民身份号码；台账：不含问路
  03-13 09:01 | 王一 | 起草岗位“普工”，不写公开到哪天 | 不能（10.3.2）：招聘岗位有期限；台账：不含普工
  03-13 09:01 | 王一 | 起草岗位“普工”，公开到2026-03-12 | 不能（10.3.2）：早于发布日期；台账：不含普工
  03-13 09:02 | 王一 | 起草政策“问路”，正文写这事爱办不办 | 不能（2.4.2）：爱办不办；台账：不含问路
  03-13 09:03 | 王一 | 起草档案“档案查询办法”，不写公开到哪天 | 台账：档案查询办法
`,
)

walked(
  '写明哪天开始的，当天零时自动公开；改已公开的，新稿批准之前还是原稿；提前撤下只由负责人办，写明原因 (10.3.2)',
  `
  03-16 09:00 | 王一 | 起草培训“电工班”，自2026-03-18公开到2026-03-25 | “电工班”：草稿
  03-16 09:01 | 王一 | 提交“电工班” | “电工班”：待审核
  03-16 09:02 | 周四 | 批准“电工班” | “电工班”：待发布；网上：不含电工班；“电工班”的网页：没有这个页面
  03-17 23:59 | 时限 | 前一天 | 网上：不含电工班
  03-18 00:00 | 时限 | 零时 | “电工班”：已发布；网上：电工班
  03-18 09:00 | 王一 | 撤下“电工班”：招满 | 不能（10.3.2）：负责人；网上：电工班
  03-18 09:01 | 周四 | 撤下“电工班”，不写原因 | 不能（10.3.2）：撤下原因；网上：电工班
  03-18 09:02 | 周四 | 撤下“电工班”：招满 | “电工班”：提前撤下；网上：不含电工班；台账：电工班；“电工班”的经历：招满
  03-18 09:03 | 王一 | 提交“电工班” | 不能（10.3.2）：已经撤下存档
  03-19 09:00 | 王一 | 起草创业“创业补贴”，不写公开到哪天 | “创业补贴”：草稿
  03-19 09:01 | 王一 | 提交“创业补贴” | “创业补贴”：待审核
  03-19 09:02 | 周四 | 批准“创业补贴” | 网上：创业补贴
  03-19 09:03 | 王一 | 改“创业补贴”为“创业补贴新办法” | “创业补贴”：草稿；“创业补贴”原稿：原稿已发布；网上：不含新办法；网上：创业补贴
  03-19 09:04 | 王一 | 提交“创业补贴” | 网上：不含新办法
  03-19 09:05 | 周四 | 批准“创业补贴” | 网上：创业补贴新办法；“创业补贴”留有：2版
`,
)

walked(
  '等着审核的过了二十个工作日，提醒能审的人，不提醒写的人 (10.3.2)',
  `
  03-20 09:00 | 王一 | 起草公告“没人审的公告”，公开到2026-12-31 | “没人审的公告”：草稿
  03-20 09:01 | 王一 | 提交“没人审的公告” | “没人审的公告”的经历：应在2026年4月20日前审核；周四的提醒：不含没人审
  04-20 23:59 | 时限 | 最后一天 | 周四的提醒：不含没人审
  04-21 00:00 | 时限 | 过了期限 | 周四的提醒：“没人审的公告”等待发布审核超过期限；冯七的提醒：没人审的公告；王一的提醒：无；孙十三的提醒：无
  04-21 09:00 | 周四 | 批准“没人审的公告” | 周四的提醒：不含没人审；网上：没人审的公告
`,
)
