import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Refused, testServer } from '#apps/server/testing.ts'
import { demoOffice } from '#office/seed.ts'

type Item = {
  readonly id: string
  readonly version: number
  readonly stage: string
  readonly stageLabel: string
  readonly meanwhile: string | null
  readonly page: string | null
  readonly returned: string | null
  readonly offers: readonly string[]
  readonly waits: {
    readonly days: number
    readonly due: string
    readonly overdueDays: number
    readonly reviewer: { readonly name: string } | null
  } | null
  readonly versions: readonly { readonly version: number; readonly title: string }[]
  readonly history: readonly { readonly clause: string; readonly says: string; readonly staff: unknown }[]
}
type List = {
  readonly rows: readonly Item[]
  readonly next: string | null
  readonly counts: { readonly waiting: number; readonly published: number; readonly ended: number }
}

const server = await testServer('publication')
const { app, owner } = server
const base = '/api/publications'
const post = <Body = Item>(who: string, url: string, body: object = {}) =>
  server.call<Body>(who, 'POST', `${base}${url}`, body)
const refused = (who: string, url: string, body: object = {}) => post<Refused>(who, url, body)
const look = (who: string, id: string) => server.call<Item>(who, 'GET', `${base}/${id}`)
const list = (who: string, query = '') => server.call<List>(who, 'GET', `${base}${query}`)
const jobs = (title: string, more: object = {}) => ({
  ...{
    topic: 'jobs',
    title,
    text: '岗位两名（测试数据）\n\n 工作地点：示例街道 ',
    from: '2026-11-23',
    until: '2026-11-30',
  },
  ...more,
})
const written = async (title: string, more: object = {}, who = 'wang') => {
  const made = await post(who, '', jobs(title, more))
  assert.equal(made.status, 201, JSON.stringify(made))
  return made
}
const published = async (title: string, more: object = {}) => {
  const { id } = await written(title, more)
  await post('wang', `/${id}/submit`)
  const done = await post('head', `/${id}/approve`, { version: (await look('head', id)).version })
  assert.equal(done.status, 200, JSON.stringify(done))
  return done
}
const publicly = async (url: string) => {
  const { statusCode: status, body: text, headers } = await app.inject({ url })
  return { status, text, headers }
}
const isListed = async (title: string) => (await publicly('/news')).text.includes(title)
const rowsKept = async () => (await owner.query('select count(*)::int as n from publication')).rows[0].n as number

test('起草、提交、退回、改后再提交、批准，每步一行经历，版本都留着 (10.3.2)', async () => {
  const draft = await written('缝纫工招聘')
  assert.deepEqual([draft.stageLabel, draft.offers, draft.page], ['草稿', ['submit', 'edit', 'copy'], null])
  const sent = await post('wang', `/${draft.id}/submit`)
  assert.deepEqual([sent.stageLabel, sent.waits?.reviewer?.name, sent.waits?.days], ['待审核', '周四', 0])
  assert.equal(sent.waits?.due, '2026-12-21')
  assert.equal((await refused('wang', `/${draft.id}/edit`, jobs('改'))).says, '正在等待审核，先撤回再修改')
  assert.equal(await isListed('缝纫工招聘'), false)
  const back = await post('head', `/${draft.id}/return`, { version: 1, reason: '写明工资' })
  assert.deepEqual([back.stage, back.returned, back.version], ['draft', '写明工资', 2])
  await post('wang', `/${draft.id}/edit`, jobs('缝纫工招聘（月薪3000元）'))
  await post('wang', `/${draft.id}/submit`)
  const done = await post('head', `/${draft.id}/approve`, { version: 2 })
  assert.deepEqual([done.stageLabel, done.page], ['已发布', `/news/${draft.id}`])
  const { versions, history } = await look('wang', draft.id)
  assert.deepEqual(
    versions.map(({ version, title }) => [version, title]),
    [
      [2, '缝纫工招聘（月薪3000元）'],
      [1, '缝纫工招聘'],
    ],
  )
  assert.deepEqual(
    history.map(({ says }) => says),
    [
      '起草招聘岗位“缝纫工招聘”',
      '提交招聘岗位“缝纫工招聘”审核（第1版），应在2026年12月21日前审核',
      '退回招聘岗位“缝纫工招聘”（第1版）：写明工资',
      '修改招聘岗位“缝纫工招聘（月薪3000元）”',
      '提交招聘岗位“缝纫工招聘（月薪3000元）”审核（第2版），应在2026年12月21日前审核',
      '批准招聘岗位“缝纫工招聘（月薪3000元）”（第2版），2026年11月23日起公开，公开到2026年11月30日',
    ],
  )
  assert.ok(history.every(({ clause }) => clause === '10.3.2'))
})

test('自己写的不能自己审：负责人起草的由上级审，窗口人员不能审 (10.3.2)', async () => {
  const own = await written('所长写的公告', { topic: 'notice' }, 'head')
  const sent = await post('head', `/${own.id}/submit`)
  assert.deepEqual([sent.waits?.reviewer?.name, sent.offers.includes('approve')], ['冯七', false])
  const self = await refused('head', `/${own.id}/approve`, { version: 1 })
  assert.deepEqual([self.code, self.clause], ['not-yours', '10.3.2'])
  assert.match(self.says, /不能自己审核/)
  assert.equal((await refused('zhao', `/${own.id}/approve`, { version: 1 })).code, 'not-yours')
  assert.equal((await post('district', `/${own.id}/approve`, { version: 1 })).stage, 'public')
  const helped = await written('所长改过的', {})
  await post('head', `/${helped.id}/edit`, jobs('所长改过的一稿'))
  await post('wang', `/${helped.id}/submit`)
  assert.equal((await refused('head', `/${helped.id}/approve`, { version: 1 })).code, 'not-yours')
  assert.equal((await post('district', `/${helped.id}/approve`, { version: 1 })).stage, 'public')
})

test('旁边单位看不见、动不了；上级看得见；没登录的进不来 (6.3)', async () => {
  const item = await written('墙内的草稿')
  for (const url of ['submit', 'recall', 'withdraw', 'approve', 'return', 'edit']) {
    const body = {
      ...{ submit: {}, recall: {}, withdraw: { reason: '越界' }, approve: { version: 1 } },
      ...{ return: { version: 1, reason: '越界' }, edit: jobs('越界') },
    }[url]
    assert.equal((await refused('sun', `/${item.id}/${url}`, body)).code, 'not-seen', url)
  }
  assert.equal((await look('sun', item.id)).status, 404)
  assert.equal((await list('sun', `?office=${demoOffice('sljd')}`)).status, 404)
  assert.equal((await refused('sun', `?office=${demoOffice('sljd')}`, jobs('越界'))).code, 'not-seen')
  assert.ok((await list('district', `?office=${demoOffice('sljd')}`)).rows.some(({ id }) => id === item.id))
  assert.equal((await look('wang', item.id)).stage, 'draft')
  assert.equal((await app.inject({ url: base })).statusCode, 401)
})

test('个人信息、忌语、网页标记、日期不对的，指出哪一栏第几段第几字，什么也不写 (10.3.2, 2.4.2)', async () => {
  const before = await rowsKept()
  const cases: readonly [more: object, at: string, clause: string | null, says: RegExp][] = [
    [{ text: '第一段\n报名找张某13900000031' }, '/text', '10.3.2', /^正文第2段第6字的“139\*{6}31”像是个人手机号码/],
    [{ title: '公示220203197512311017' }, '/title', '10.3.2', /^标题第3字的“220\*{13}17”像是公民身份号码/],
    [{ text: '汇入6222 0202 0011 2345 678' }, '/text', '10.3.2', /银行卡号/],
    [{ source: '电话139 0000 0031' }, '/source', '10.3.2', /个人手机号码/],
    [{ phone: '13900000031' }, '/phone', '10.3.2', /办公电话/],
    [{ phone: '123' }, '/phone', '10.3.2', /联系电话/],
    [{ text: '第一段\n这事爱办不办' }, '/text', '2.4.2', /^正文第2段第3字的“爱办不办”/],
    [{ text: '<b>粗</b>' }, '/text', '10.3.2', /网页标记/],
    [{ text: ' \n ' }, '/text', '10.3.2', /请填写正文/],
    [{ until: undefined }, '/until', '10.3.2', /招聘岗位有期限/],
    [{ until: '2026-11-22' }, '/until', '10.3.2', /早于发布日期/],
    [{ from: '2026-11-01', until: '2026-11-22' }, '/until', '10.3.2', /已经过了/],
    [{ from: '2028-01-01', until: '2028-02-01' }, '/from', '10.3.2', /一年/],
    [{ service: 'JY99' }, '/service', '10.3.2', /没有这个服务事项/],
    [{ from: '2027-02-30' }, '/from', '10.3.2', /./],
    [{ topic: 'gossip' }, '/topic', '10.3.2', /./],
    [{ extra: 1 }, '/extra', '10.3.2', /./],
  ]
  for (const [more, at, clause, says] of cases) {
    const said = await refused('wang', '', jobs('招聘', more))
    assert.deepEqual([said.code, said.clause], ['bad-input', clause], JSON.stringify([more, said]))
    const problem = said.problems.find((one) => one.at === at)
    assert.match(problem?.says ?? '', says, JSON.stringify(said.problems))
    assert.ok(!JSON.stringify(said).includes('13900000031'))
  }
  assert.equal(await rowsKept(), before)
  const draft = await written('好的草稿')
  assert.equal((await refused('wang', `/${draft.id}/edit`, jobs('坏的', { phone: '13900000031' }))).code, 'bad-input')
  assert.equal((await look('wang', draft.id)).history.length, 1)
})

test('到日零时自动公开，公开到的那天24时自动撤下，按上海的日子，不靠任务 (10.3.2)', async () => {
  const item = await published('午夜的讲座', { topic: 'training', from: '2026-11-25', until: '2026-11-26' })
  assert.deepEqual([item.stageLabel, item.page], ['待发布', null])
  const on = async (time: string) => {
    server.setClock(time)
    return [
      await isListed('午夜的讲座'),
      (await publicly(`/news/${item.id}`)).status,
      (await look('wang', item.id)).stage,
    ]
  }
  assert.deepEqual(await on('2026-11-24T23:59:59+08:00'), [false, 404, 'coming'])
  assert.match(String((await publicly('/news')).headers['cache-control']), /max-age=1$/)
  assert.deepEqual(await on('2026-11-25T00:00:00+08:00'), [true, 200, 'public'])
  assert.deepEqual(await on('2026-11-26T23:59:59+08:00'), [true, 200, 'public'])
  assert.deepEqual(await on('2026-11-27T00:00:00+08:00'), [false, 404, 'ended'])
  const { history } = await look('wang', item.id)
  assert.deepEqual(
    history.slice(-2).map(({ says, staff }) => [says, staff]),
    [
      ['2026年11月25日零时起自动公开', null],
      ['公开到2026年11月26日，到期自动撤下，转入存档', null],
    ],
  )
  assert.ok(
    (await list('wang', '?stage=ended')).rows.some(({ id }) => id === item.id),
    'the archive keeps it',
  )
  server.setClock('2026-11-23T09:30:00+08:00')
})

test('改已发布的：批准新稿前公开原稿，批准后换新稿；看过旧稿的审核不算 (10.3.2)', async () => {
  const { id } = await published('创业补贴', { topic: 'startup', until: undefined })
  const edited = await post('wang', `/${id}/edit`, jobs('创业补贴（二）', { topic: 'startup', until: undefined }))
  assert.deepEqual([edited.stage, edited.meanwhile, edited.version], ['draft', '原稿已发布', 2])
  await post('wang', `/${id}/submit`)
  assert.ok(!(await publicly(`/news/${id}`)).text.includes('创业补贴（二）'))
  const stale = await refused('head', `/${id}/approve`, { version: 1 })
  assert.deepEqual([stale.code, stale.problems[0]?.at], ['bad-input', '/version'])
  await post('head', `/${id}/approve`, { version: 2 })
  assert.ok((await publicly(`/news/${id}`)).text.includes('创业补贴（二）'))
  const later = await refused(
    'wang',
    `/${id}/edit`,
    jobs('以后', { topic: 'startup', from: '2026-12-01', until: '2026-12-31' }),
  )
  assert.equal(later.problems[0]?.at, '/from')
})

test('提前撤下只有负责人能办，要写原因，立即看不到，存档里还在，不能再改 (10.3.2)', async () => {
  const { id } = await published('要撤的岗位')
  assert.equal((await refused('wang', `/${id}/withdraw`, { reason: '招满' })).code, 'not-yours')
  assert.equal((await refused('head', `/${id}/withdraw`, {})).code, 'bad-input')
  const gone = await post('head', `/${id}/withdraw`, { reason: '招满' })
  assert.deepEqual([gone.stageLabel, gone.offers], ['提前撤下', ['copy']])
  assert.equal((await publicly(`/news/${id}`)).status, 404)
  assert.equal((await refused('wang', `/${id}/edit`, jobs('再来'))).code, 'not-met')
  assert.ok((await list('wang', '?stage=withdrawn')).rows.some((row) => row.id === id))
})

test('撤回由写的人办，撤回后能改能再提交；同一次请求重发只算一次 (10.3.2)', async () => {
  const { id } = await written('要撤回的')
  const key = '5d4cbb0e-5a2d-4f0e-9a51-0d0a4f1f0001'
  for (let i = 0; i < 2; i++) await server.call<Item>('wang', 'POST', `${base}/${id}/submit`, {}, key)
  assert.equal((await look('wang', id)).versions.length, 1)
  assert.equal((await refused('li', `/${id}/recall`)).code, 'not-yours')
  assert.ok(!(await look('head', id)).offers.includes('recall'))
  assert.equal((await post('wang', `/${id}/recall`)).stage, 'draft')
  assert.equal((await post('wang', `/${id}/edit`, jobs('改好了'))).version, 2)
  assert.equal((await refused('head', `/${id}/approve`, { version: 2 })).code, 'not-met')
})

test('台账按状态、栏目、词筛选，一页一页翻，能导出并记入审计 (10.3.2)', async () => {
  for (let i = 0; i < 52; i++) await written(`批量${i}`, { topic: 'archive', until: undefined })
  const first = await list('wang', '?topic=archive&stage=draft')
  const second = await list('wang', `?topic=archive&stage=draft&after=${first.next}`)
  assert.deepEqual([first.rows.length, second.rows.length, second.next], [50, 2, null])
  assert.equal((await list('wang', `?q=${encodeURIComponent('批量5')}`)).rows.length, 3)
  assert.equal((await list('wang', `?q=${encodeURIComponent('批量 5')}`)).rows.length, 7)
  assert.equal((await list('wang', `?q=${encodeURIComponent('批量5 没有的词')}`)).rows.length, 0)
  assert.equal((await list('wang', '?q=%25')).rows.length, 0)
  const book = await app.inject({ url: `${base}.xlsx`, headers: { cookie: await server.signIn('head') } })
  assert.equal(book.statusCode, 200)
  const { rows } = await owner.query(`select says from audit where what = 'register-export'`)
  assert.deepEqual(
    rows.map(({ says }) => says),
    ['导出示例街道人力资源和社会保障所的信息发布台账'],
  )
})

test('等审核超过期限，提醒能审的人，不提醒写的人 (10.3.2)', async () => {
  const { id } = await written('没人审的公告', { topic: 'notice', until: '2027-06-30' })
  await post('wang', `/${id}/submit`)
  const told = async (who: string) => {
    type Alarms = { readonly alarms: readonly { readonly says: string }[] }
    const { alarms } = await server.call<Alarms>(who, 'GET', '/api/office/alarms')
    return alarms.filter(({ says }) => says.includes('没人审的公告')).length
  }
  assert.equal(await told('head'), 0)
  server.setClock('2026-12-22T09:30:00+08:00')
  assert.equal((await look('head', id)).waits?.overdueDays, 1)
  assert.deepEqual([await told('head'), await told('district'), await told('wang'), await told('sun')], [1, 1, 0, 0])
  server.setClock('2026-11-23T09:30:00+08:00')
})
