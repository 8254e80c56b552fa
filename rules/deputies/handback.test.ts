import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testServer } from '#apps/server/testing.ts'
import type { DeskPage, MatterPage } from '#core/view.ts'
import { type DeskWalk, desks } from '#house/desk.ts'
import { contactInput } from '#house/forms.ts'
import { current } from '#office/current.ts'
import { demoOffice, demoPath, demoTenant } from '#office/seed.ts'
import { handBack } from '#rules/deputies/brief.ts'
import { deputyJobs } from '#rules/deputies/jobs.ts'

// 按条款手写：示例街道所9:00开门、12:00至13:30休息、17:00下班。王一是综合窗口一的A角，李二是B角，赵三与这个岗位无关，周四是所长。
// 2026年3月2日是星期一。每一句结果都另发一次请求去看。

const s = await testServer('handback', '2026-03-02T08:00:00+08:00')
const { of, walks } = desks(s)

type Handback = {
  readonly id: string
  readonly why: string
  readonly b: string
  readonly account: string
  readonly matters: readonly { readonly id: string | null; readonly number: string; readonly done: string }[]
  readonly explained: readonly { readonly by: string; readonly says: string }[]
  readonly acknowledgedAt: string | null
  readonly papers: string | null
  readonly url: string | null
  readonly late: boolean
  readonly maySign: boolean
  readonly mayExplain: boolean
}
type Chores = { readonly alarms: readonly { readonly clause: string; readonly says: string; readonly to: string }[] }

const contacts = new Map<string, string>()
/** Each time another unit: what changes nothing is refused. */
const completed = async (who: string, name: string) => {
  const { matter } = await of(who).get<MatterPage>(`/api/matters/${contacts.get(name)}`)
  const body = { version: matter.version, unit: `测试单位${matter.version}` }
  return { matter, ...(await of(who).post(`/api/matters/${matter.id}/moves/complete`, body)) }
}
const listOf = async (who: string) =>
  (await of(who).get<{ handbacks: readonly Handback[] }>('/api/office/handbacks')).handbacks
/** The newest brief of 王一 that still waits; else the newest of all. */
const lastId = async () => {
  const all = await listOf('王一')
  return (all.find(({ acknowledgedAt }) => acknowledgedAt === null) ?? all[0])?.id
}

const signed = { 资料已收回: { papers: 'returned' }, 没有资料要交还: { papers: 'none' }, 不提资料: {} } as const

const deeds: DeskWalk['deeds'] = {
  签到: (by) => by.post('/api/office/attendance/in'),
  返岗: (by) => by.post('/api/office/away/return'),
  '报备离岗某分钟：某': (by, minutes = '', why = '') => by.post('/api/office/away', { minutes: Number(minutes), why }),
  登记某缺岗: (by, who = '') => by.post('/api/office/attendance/absences', { staff: of(who).id }),
  登记某的首问: async (by, name = '') => {
    const made = await by.post<MatterPage>('/api/matters', { kind: 'contact', input: { ...contactInput, name } })
    if (made.status === 201) contacts.set(name, made.matter.id)
    return made
  },
  补全某的单位: (by, name = '') => completed(by.name, name),
  '说明：某': async (by, says = '') => by.post(`/api/office/handbacks/${await lastId()}/explanation`, { says }),
  '签收：某': async (by, papers = '') =>
    by.post(`/api/office/handbacks/${await lastId()}/acknowledgement`, signed[papers as keyof typeof signed]),
}

const claims: DeskWalk['claims'] = {
  某的交接单: async (who = '') =>
    (await listOf(who)).map(
      ({ why, b, matters, explained, acknowledgedAt, papers, late }) =>
        `${why}：${b}代办${matters.length}件，${explained.map(({ says }) => `${says}，`).join('')}` +
        (acknowledgedAt ? `已签收${papers ? `，${papers}` : ''}` : late ? '逾期未签收' : '待签收'),
    ),
  某的提醒: async (who = '') =>
    (await of(who).get<Chores>('/api/office/alarms')).alarms
      .filter((one) => one.clause === '5.1.c')
      .map((one) => one.says),
  某的工作台: async (who = '') => (await of(who).get<DeskPage>('/api/desk')).rows.map(({ title }) => title),
}

const walk = walks({ deeds, claims, jobs: deputyJobs(s.world) })

test('短时离岗、空岗、缺岗期间B角办了事的，A角一返岗就有交接单，当天签收；B角什么也没办的，没有单子（5.1.c）', () =>
  walk(`
  03-02 08:50 | 王一 | 签到 | 王一的交接单：无
  03-02 09:00 | 王一 | 登记测试甲的首问 | 王一的工作台：测试甲
  03-02 09:05 | 王一 | 报备离岗5分钟：洗手间 | 王一的工作台：不含测试甲；李二的工作台：测试甲
  03-02 09:08 | 王一 | 返岗 | 王一的工作台：测试甲；李二的工作台：不含测试甲；王一的交接单：无；王一的提醒：无
  03-02 09:30 | 王一 | 报备离岗10分钟：取件 | 王一的交接单：无
  03-02 09:33 | 李二 | 补全测试甲的单位 | 王一的交接单：无
  03-02 09:40 | 王一 | 返岗 | 王一的交接单：短时离岗（取件）：李二代办1件，待签收；王一的提醒：李二代您办理了事项，代行交接单等您确认，请在2026年3月2日 17:00前签收；李二的提醒：无；周四的提醒：无
  03-02 09:41 | 时限 | 再过一分钟也不会有第二份 | 李二的交接单：李二代办1件，待签收；周四的交接单：待签收；赵三的交接单：无
  03-02 09:42 | 李二 | 签收：没有资料要交还 | 不能（5.1.c）：应由返岗的A角本人确认；王一的交接单：待签收
  03-02 09:43 | 赵三 | 说明：我也在 | 不能（5.1.c）：应由代行的人说明
  03-02 09:43 | 李二 | 说明：单位名称以营业执照为准 | 王一的交接单：单位名称以营业执照为准，待签收
  03-02 09:45 | 王一 | 签收：没有资料要交还 | 王一的交接单：已签收，没有要交还的资料；王一的提醒：无
  03-02 09:46 | 李二 | 说明：再补一句 | 不能（5.1.c）：已经确认过
  03-02 10:00 | 王一 | 报备离岗20分钟：送文件 | 王一的提醒：无
  03-02 10:05 | 李二 | 补全测试甲的单位 | 王一的提醒：无
  03-02 10:31 | 时限 | 过了半小时 | 王一的交接单：不含空岗
  03-02 10:40 | 王一 | 返岗 | 王一的交接单：短时离岗（送文件），记为空岗：李二代办1件，待签收
  03-02 17:00 | 时限 | 到点还没签 | 李二的提醒：无；周四的提醒：无
  03-02 17:01 | 时限 | 过了当天 | 王一的交接单：记为空岗：李二代办1件，逾期未签收；王一的提醒：已过签收期限；李二的提醒：王一还没有签收您的代行交接；周四的提醒：王一的代行交接单应在2026年3月2日 17:00前签收；冯七的提醒：无；赵三的提醒：无
  03-02 17:02 | 王一 | 签收：资料已收回 | 王一的交接单：记为空岗：李二代办1件，已签收，资料已收回；李二的提醒：无；周四的提醒：无
  03-03 16:45 | 王一 | 报备离岗15分钟：送文件 | 李二的工作台：测试甲
  03-03 16:50 | 李二 | 补全测试甲的单位 | 王一的交接单：不含待签收
  03-03 17:00 | 时限 | 下班自动结束，没人点返岗 | 王一的交接单：短时离岗（送文件）：李二代办1件，待签收；王一的提醒：请在2026年3月4日 17:00前签收
  03-04 09:16 | 周四 | 登记王一缺岗 | 李二的工作台：测试甲
  03-04 09:20 | 李二 | 补全测试甲的单位 | 王一的交接单：不含缺岗
  03-04 10:00 | 王一 | 签到 | 王一的交接单：缺岗：李二代办1件，待签收；王一的提醒：2份代行交接单等您确认
`))

const scope = { tenant: demoTenant, paths: [demoPath('cs')] }
const write = async () =>
  s.db.transaction(scope, async (tx) =>
    handBack(s.world, tx, demoTenant, await current(tx, demoTenant, s.now()), s.now()),
  )
const paperOf = async (url: string | null) => {
  const id = /sheets\/(.+)\.pdf/.exec(url ?? '')?.[1] ?? ''
  const { rows } = await s.owner.query<{ data: { account: string; papers?: string; signed?: string } }>(
    'select data from sheet where id = $1',
    [id],
  )
  return rows[0]?.data
}

test('交接单签收后才出，只写说过的话：没说资料的不写资料；返岗的答复里就说有几份（5.1.c）', async () => {
  const wang = of('王一')
  s.setClock('2026-03-05T09:30:00+08:00')
  await wang.post('/api/office/away', { minutes: 10, why: '取件' })
  const { matter } = await completed('李二', '测试甲')
  s.pass(5)
  const back = await wang.post<{ handed: number }>('/api/office/away/return')
  assert.deepEqual([back.status, back.handed, await write()], [201, 1, 0], JSON.stringify(back))
  const [brief] = (await listOf('王一')).filter(({ why }) => why.includes('取件'))
  assert.deepEqual(
    [brief?.url, brief?.maySign, brief?.mayExplain, brief?.matters[0]?.id],
    [null, true, false, matter.id],
  )
  assert.match(brief?.matters[0]?.done ?? '', /^2026年3月5日 09:30 /)
  const path = `/api/office/handbacks/${brief?.id}/acknowledgement`
  assert.equal((await wang.post(path, { papers: 'lost' })).status, 422)
  assert.equal((await wang.post(path, { says: '看过' })).status, 200)
  assert.equal((await wang.post(path)).status, 409)
  const [done] = (await listOf('王一')).filter(({ id }) => id === brief?.id)
  const paper = await paperOf(done?.url ?? null)
  assert.deepEqual([paper?.papers, paper?.signed], [undefined, '2026年3月5日 09:35'])
  assert.doesNotMatch(paper?.account ?? '', /资料/)
  assert.match(paper?.account ?? '', /李二代行，共办理 1 件事项、1 个步骤，详见上表。 A角意见：看过$/)
  const told = (await listOf('王一')).find(({ papers }) => papers === '资料已收回')
  assert.equal((await paperOf(told?.url ?? null))?.papers, 'returned')
})

test('请假期间代行的交接单同样签收；离岗时移交的印章列在单上（5.1.c）', async () => {
  s.setClock('2026-03-05T10:00:00+08:00')
  const [wang, li] = [of('王一'), of('李二')]
  const leave = { kind: 'leave', reason: '私事（测试）', from: '2026-03-06', until: '2026-03-06' }
  const { id } = await wang.post<{ id: string }>('/api/office/absences', leave)
  await of('周四').post(`/api/office/absences/${id}/decision`, { approve: true })
  const things = [{ name: '受理专用章', count: '1枚' }]
  await wang.post(`/api/office/absences/${id}/takeover`, { brief: '一件待补', things })
  assert.equal((await li.post(`/api/office/absences/${id}/takeover/receipt`)).status, 201)
  s.setClock('2026-03-06T09:30:00+08:00')
  assert.equal((await completed('李二', '测试甲')).status, 200)
  s.setClock('2026-03-09T08:50:00+08:00')
  assert.equal(await write(), 1)
  const brief = (await listOf('王一')).find((one) => one.id === id) as Handback & { things: unknown; dueBy: string }
  assert.deepEqual([brief.why, brief.things, brief.dueBy], ['请假', things, '2026-03-09T17:00:00.000+08:00'])
  const path = `/api/office/handbacks/${id}/acknowledgement`
  const none = await wang.post(path, { papers: 'none' })
  assert.deepEqual([none.status, none.clause], [422, '5.1.c'], '受理专用章 is still with 李二')
  assert.equal((await wang.post(path, { papers: 'returned' })).status, 200)
  const { rows } = await s.owner.query<{ office: string }>('select office from handback where absence = $1', [id])
  assert.equal(rows[0]?.office, demoOffice('sljd'))
})
