import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reviewOf } from '#apps/server/forms.ts'
import { type Page, testServer } from '#apps/server/testing.ts'
import { chartOf, mermaidOf } from '#core/chart.ts'
import { day } from '#core/day.ts'
import { type Answer, type DeskWalk, desks, type Person, postNamed } from '#house/desk.ts'
import { formOf, writtenOf } from '#house/forms.ts'
import { replayDay } from '#matter/replay.ts'
import { demoPath, demoTenant } from '#office/seed.ts'

// 按制度手写：入户核查由两名工作人员一起去（5.2）：两个人都写明，是不同的人，都签字。王一是综合窗口A角、李二是B角，
// 赵三是复核岗A角、李二是B角；周四是所长。人都是测试数据。

const server = await testServer('together-visit', '2026-03-02T08:30:00+08:00')
const { of, walks } = desks(server)
let page: Page
const seen = async (by = '王一'): Promise<Page> => {
  page = await of(by).get<Page>(`/api/matters/${page.matter.id}`)
  return page
}
const move = async (by: Person, name: string, input: object = {}): Promise<Answer> => {
  const { matter } = await seen()
  return by.post(`/api/matters/${matter.id}/moves/${name}`, { version: matter.version, ...input })
}
const visit = writtenOf(['visit'])['visit'] as object
const fill = (by: Person, post: string, more: object = {}) =>
  move(by, 'pass-visit', { visit: { ...visit, ...more }, opinion: '情况属实（测试数据）', with: postNamed(post) })

type Step = {
  readonly step: string
  readonly by: string
  readonly form?: Readonly<Record<string, unknown>>
  readonly with?: { readonly by?: string; readonly opinion?: string }
  readonly undone?: true
}
const steps = async () => ((await seen()).matter.facts['steps'] ?? []) as readonly Step[]
const nameOf = (id: string | undefined) => (id === undefined ? '无' : (page.matter.names?.[id] ?? id))

const walk: DeskWalk = {
  deeds: {
    受理零就业家庭认定: async (by) => {
      const opened = await by.post<Page>('/api/matters', {
        kind: 'case',
        input: { service: 'JY05', form: formOf('JY05') },
      })
      page = opened
      await move(by, 'check', reviewOf(opened))
      return move(by, 'accept')
    },
    填写入户核查并请某签字: (by, post = '') => fill(by, post),
    '填写入户核查，入户日期某': (by, on = '') => fill(by, '复核岗', { visitedOn: on }),
    '填写入户核查，不写看到的情况': (by) => fill(by, '复核岗', { found: '' }),
    '填写入户核查，写核查记录以外的栏目': (by) => fill(by, '复核岗', { other: '1' }),
    '填写入户核查，没有记录': (by) => move(by, 'pass-visit', { opinion: '属实', with: postNamed('复核岗') }),
    签字: (by) => move(by, 'sign-visit', { opinion: '看到的与记录一致（测试数据）' }),
    签字不写看到的情况: (by) => move(by, 'sign-visit', { opinion: ' ' }),
    退回: (by) => move(by, 'return-visit', { reason: '当天没有看到小儿子（测试数据）' }),
    收回另请第二人: (by) => move(by, 'rename-visit', { reason: '赵三出差（测试数据）' }),
    受理创业担保贷款: async (by) => {
      const opened = await by.post<Page>('/api/matters', {
        kind: 'case',
        input: { service: 'JY09', form: formOf('JY09') },
      })
      page = opened
      await move(by, 'check', reviewOf(opened))
      await move(by, 'accept')
      return move(by, 'pass-firstReview', { opinion: '符合（测试数据）' })
    },
    同意推荐某元某个月: (by, amount = '', term = '') =>
      move(by, 'pass-qualification', {
        ...{ qualification: { amount: Number(amount), term: Number(term) }, opinion: '同意（测试数据）' },
      }),
    办结: (by) => move(by, 'finish'),
    数据比对通过: (by) => move(by, 'pass-compare', { opinion: '一致（测试数据）' }),
  },
  claims: {
    状态: async () => (await seen()).matter.stateLabel,
    等谁: async () => (await seen()).matter.turns.map(({ name, post }) => `${name}（${post}）`),
    两人: async () => {
      const done = (await steps()).filter(({ step, undone }) => step === 'visit' && !undone)
      return done.map((one) => `${nameOf(one.by)}、${nameOf(one.with?.by)}`)
    },
    结果: async () => [String((await seen()).matter.facts['outcome'] ?? '')],
    作废: async () => (await steps()).filter(({ undone }) => undone).map(({ step }) => step),
    经过: async () => (await seen()).journal.map(({ says }) => says),
  },
}
const play = walks(walk)

test('入户核查：第一人填写并请另一人，另一人签字；自己不能请自己，也不能替签 (5.2)', () =>
  play(`
    03-02 09:00 | 王一 | 受理零就业家庭认定 | 状态：入户核查
    03-02 10:00 | 王一 | 填写入户核查，没有记录 | 不能（5.2）：必填；状态：入户核查
    03-02 10:01 | 王一 | 填写入户核查，入户日期2026-03-03 | 不能（5.2）：入户日期；状态：入户核查
    03-02 10:01 | 王一 | 填写入户核查，入户日期2026-03-01 | 不能（5.2）：入户日期早于申请的那天；状态：入户核查
    03-02 10:02 | 王一 | 填写入户核查，不写看到的情况 | 不能（5.2）：看到的情况
    03-02 10:03 | 王一 | 填写入户核查，写核查记录以外的栏目 | 不能（5.2）：other
    03-02 10:04 | 王一 | 填写入户核查并请综合窗口一签字 | 不能（5.2）：两名不同的工作人员；状态：入户核查
    03-02 10:05 | 王一 | 填写入户核查并请复核岗签字 | 状态：入户核查：待第二人签字；等谁：赵三（复核岗）；两人：王一、无
    03-02 10:06 | 王一 | 签字 | 不能（5.2）：应由
    03-02 10:07 | 赵三 | 签字不写看到的情况 | 不能（5.2）：
    03-02 10:10 | 赵三 | 退回 | 状态：入户核查；作废：visit；两人：无
    03-02 10:20 | 王一 | 填写入户核查并请就业援助岗签字 | 状态：入户核查：待第二人签字；等谁：吴五
    03-02 10:21 | 王一 | 收回另请第二人 | 状态：入户核查；经过：收回另请第二人
    03-02 10:30 | 王一 | 填写入户核查并请复核岗签字 | 等谁：赵三
    03-02 10:40 | 赵三 | 签字 | 状态：数据比对；两人：王一、赵三；经过：第二人签字：看到的与记录一致
    03-02 10:41 | 王一 | 数据比对通过 | 不能（7.4）：应由
    03-02 10:42 | 赵三 | 数据比对通过 | 状态：街道审核
  `))

test('核查记录留在办件里：敏感的盖住，说明理由才能看；按记录重新办理结果相同 (5.2, 2.4.1)', async () => {
  const [, , record] = await steps()
  assert.equal(record?.form?.['members'], 2)
  assert.deepEqual(record?.form?.['found'], { masked: '（敏感信息，说明理由后查看）', field: 'steps.2.form.found' })
  const { matter } = await seen()
  const revealed = await server.call<{ value: string }>('wang', 'POST', `/api/matters/${matter.id}/reveal`, {
    ...{ version: matter.version, field: 'steps.2.form.found', reason: '核对入户情况（测试数据）' },
  })
  assert.equal(revealed.value, '与申请一致（测试数据）')
  const scope = { tenant: demoTenant, paths: [demoPath('cs')] }
  assert.deepEqual((await replayDay(server.world, scope, day('2026-03-02'))).differences, [])
})

test('资格审核写明同意的金额和期限，不能超过申请的；结果照此写明 (6.2, 8.2)', () =>
  play(`
    03-03 09:00 | 王一 | 受理创业担保贷款 | 状态：资格审核
    03-03 09:10 | 冯七 | 同意推荐300000元24个月 | 不能（7.4）：同意推荐的金额不能超过申请金额；状态：资格审核
    03-03 09:11 | 冯七 | 同意推荐150000元30个月 | 不能（7.4）：同意推荐的期限不能超过申请期限
    03-03 09:12 | 冯七 | 同意推荐0元12个月 | 不能（7.4）：同意推荐的金额
    03-03 09:13 | 冯七 | 同意推荐150000元12个月 | 状态：待发结果
    03-03 09:20 | 王一 | 办结 | 结果：同意推荐金额150000元、期限12个月
  `))

test('流程图画出等第二人签字的一步，和实际办理的一样 (1.2.i, 5.2)', () => {
  const service = server.world.catalogue.get('JY05')!
  const process = server.world.processes.of('case', { code: 'JY05', version: String(service.version) })!
  const chart = chartOf(process)
  assert.ok(chart.states.some(({ id, label }) => id === 'with-visit' && label === '入户核查：待第二人签字'))
  assert.match(mermaidOf(chart), /第二人签字/)
  assert.deepEqual(Object.keys(chart.written ?? {}), ['visit'])
})
