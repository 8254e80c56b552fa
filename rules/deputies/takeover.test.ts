import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contactForm } from '#apps/server/forms.ts'
import { testServer } from '#apps/server/testing.ts'
import { linesOf } from '#office/ledger.ts'
import { demoOffice, demoPath, demoPost, demoStaff, demoTenant } from '#office/seed.ts'
import type { Username } from '#office/story.ts'

const s = await testServer('takeover', '2026-11-23T09:30:00+08:00')
const scope = { tenant: demoTenant, paths: [demoPath('cs')] }

type Refused = { clause: string; says: string; problems: { at: string }[] }
type Takeover = {
  id: string
  late: boolean
  dueBy: string
  mayFill: boolean
  mayTake: boolean
  takenAt: string | null
  url: string | null
  filled: { matters: { title: string }[]; things: unknown[] } | null
  receivers: { post: { name: string }; staff: { name: string } }[]
}
type List = { takeovers: Takeover[] } & Refused

const leave = (from: string, until: string) => ({ kind: 'leave', reason: '私事（测试）', from, until })
const ask = (who: Username, from: string, until: string) =>
  s.call<{ id: string } & Refused>(who, 'POST', '/api/office/absences', leave(from, until))
const approve = (who: Username, id: string, named: object[] = []) =>
  s.call<Refused>(who, 'POST', `/api/office/absences/${id}/decision`, { approve: true, named })
const list = async (who: Username) => (await s.call<List>(who, 'GET', '/api/office/takeovers')).takeovers
const says = async (who: Username) =>
  (await s.call<{ alarms: { clause: string; says: string }[] }>(who, 'GET', '/api/office/alarms')).alarms
    .filter(({ clause }) => clause === '5.1.b')
    .map(({ says }) => says)

test('离岗前交接：离岗人填写，系统列出在办事项，B角签收后出离岗交接单；逾期双方和负责人都有提醒 (5.1.b, 5.1.a)', async () => {
  await s.open('wang', 'contact', contactForm)
  const { id } = await ask('wang', '2026-11-25', '2026-11-26')
  await approve('head', id)
  assert.match((await says('wang')).join(), /请在2026年11月25日 00:00离岗前填写离岗交接单/)
  assert.deepEqual([await says('li'), await says('head')], [[], []])
  s.setClock('2026-11-25T09:00:00+08:00')
  assert.match((await says('wang')).join(), /已过交接时间/)
  assert.match((await says('li')).join(), /王一.*还没有交接给您/)
  assert.match((await says('head')).join(), /王一.*交接尚未办理/)

  const [mine] = await list('wang')
  assert.deepEqual([mine?.mayFill, mine?.late, mine?.receivers.map(({ staff }) => staff.name)], [true, true, ['李二']])
  const path = `/api/office/absences/${id}/takeover`
  const body = { brief: '一件失业登记等本人补材料', things: [{ name: '受理专用章', count: '1枚' }] }
  assert.equal((await s.call('li', 'POST', path, body)).status, 404)
  const wrong = await s.call<Refused>('wang', 'POST', path, { ...body, things: [{ name: ' ' }] })
  assert.deepEqual([wrong.status, wrong.problems[0]?.at], [422, '/things/0/name'])
  const filled = await s.call<List>('wang', 'POST', path, body)
  assert.equal(filled.status, 201, JSON.stringify(filled))
  assert.deepEqual(
    filled.takeovers[0]?.filled?.matters.map(({ title }) => title),
    ['测试甲：想办理失业登记'],
  )
  assert.match((await says('li')).join(), /王一的离岗交接等您签收/)

  assert.equal((await s.call('zhao', 'POST', `${path}/receipt`, {})).status, 403)
  const taken = await s.call<List>('li', 'POST', `${path}/receipt`, { says: '已清点' })
  assert.equal(taken.status, 201, JSON.stringify(taken))
  assert.ok(taken.takeovers[0]?.takenAt)
  assert.deepEqual([await says('wang'), await says('li'), await says('head')], [[], [], []])
  const pdf = await s.app.inject({
    method: 'GET',
    url: taken.takeovers[0]!.url!,
    headers: { cookie: await s.signIn('wang') },
  })
  assert.deepEqual([pdf.statusCode, pdf.headers['content-type']], [200, 'application/pdf'])
  assert.equal((await s.call('wang', 'POST', path, body)).status, 409, 'signed for is signed for')
  const lines = await s.db.read(scope, (tx) => linesOf(tx, demoTenant, 'takeover', id))
  assert.deepEqual(
    lines.map(({ act }) => act),
    ['takeover.hand', 'takeover.take'],
  )
})

test('A角已批假，B角再请假也须先指定人员；被指定的人再请假同样须另行指定 (5.4)', async () => {
  s.setClock('2026-11-27T09:30:00+08:00')
  const wang = await ask('wang', '2026-12-07', '2026-12-09')
  assert.equal((await approve('head', wang.id)).status, 200)
  const li = await ask('li', '2026-12-08', '2026-12-08')
  const both = await approve('head', li.id)
  assert.deepEqual([both.status, both.clause], [422, '5.4'])
  const named = ['sljd.counter', 'sljd.counter2'].map((post) => ({ post: demoPost(post), staff: demoStaff('wu') }))
  assert.equal((await approve('head', li.id, named)).status, 200)
  const wu = await ask('wu', '2026-12-08', '2026-12-08')
  const third = await approve('head', wu.id)
  assert.deepEqual([third.status, third.clause], [422, '5.4'], JSON.stringify(third))
  const circle = await approve(
    'head',
    wu.id,
    named.map((one) => ({ ...one, staff: demoStaff('wang') })),
  )
  assert.equal(circle.clause, '5.4', 'who is away stands in for nobody: no circle')
  const other = await approve(
    'head',
    wu.id,
    named.map((one) => ({ ...one, staff: demoStaff('zheng') })),
  )
  assert.equal(other.status, 200, JSON.stringify(other))
})

test('超过10个工作日的请假由上级审批，负责人不能自批 (3.2.3)', async () => {
  const long = await ask('zheng', '2026-12-14', '2027-01-08')
  const head = await approve('head', long.id)
  assert.deepEqual([head.status, head.clause], [403, '3.2.3'])
  assert.match(head.says, /超过10个工作日的请假由上级审批：冯七/)
  assert.equal((await approve('district', long.id)).status, 200)
})

test('AB角名单有版本、可公示；半年复核，负责人确认留痕并出公示表，角色不齐不能确认 (5.5)', async () => {
  type Scheme = {
    versions: { until: string | null; rows: { post: { name: string }; A: { name: string } | null }[] }[]
    isDue: boolean
    confirmations: { url: string | null }[]
  } & Refused
  const path = '/api/office/scheme'
  const first = await s.call<Scheme>('wang', 'GET', path)
  assert.deepEqual([first.versions.length, first.isDue, first.confirmations.length], [1, true, 0])
  assert.equal((await s.call('wang', 'POST', `${path}/confirmation`, {})).status, 403)
  await s.call('head', 'POST', `/api/office/posts/${demoPost('sljd.aid')}/assignment`, { role: 'B', staff: null })
  s.pass(1)
  const open = await s.call<Refused>('head', 'POST', `${path}/confirmation`, {})
  assert.deepEqual([open.status, open.clause], [422, '5.5'])
  await s.call('head', 'POST', `/api/office/posts/${demoPost('sljd.aid')}/assignment`, {
    role: 'B',
    staff: demoStaff('zheng'),
  })
  s.pass(1)
  const done = await s.call<Scheme>('head', 'POST', `${path}/confirmation`, {})
  assert.deepEqual([done.status, done.isDue, done.versions.length], [201, false, 3], JSON.stringify(done))
  const pdf = await s.app.inject({
    method: 'GET',
    url: done.confirmations[0]!.url!,
    headers: { cookie: await s.signIn('wang') },
  })
  assert.equal(pdf.statusCode, 200)
  const shown = await s.app.inject({ method: 'GET', url: '/api/public/scheme/sljd' })
  const { posts } = shown.json<{ posts: { post: string; A: { name: string }; B: { name: string } }[] }>()
  assert.deepEqual([shown.statusCode, posts.find(({ post }) => post === '就业援助岗')?.B.name], [200, '郑六'])
  assert.equal((await s.app.inject({ method: 'GET', url: '/api/public/scheme/nowhere' })).statusCode, 404)
})

test('B角每日看到A角的在办事项和变化，只读不能办 (5.1.a)', async () => {
  type Brief = {
    posts: {
      post: { name: string }
      A: { name: string }
      acting: boolean
      matters: { id: string; title: string; changed: { says: string } | null }[]
    }[]
  }
  s.setClock('2026-11-30T09:30:00+08:00')
  const contact = await s.open('wang', 'contact', { ...contactForm, name: '测试辛' })
  const brief = await s.call<Brief>('li', 'GET', '/api/office/brief')
  const counter = brief.posts.find(({ post }) => post.name === '综合窗口一')
  assert.deepEqual([counter?.A.name, counter?.acting], ['王一', false])
  const row = counter?.matters.find(({ id }) => id === contact.matter.id)
  assert.match(row?.changed?.says ?? '', /登记首问/)
  const page = await s.look('li', contact)
  assert.equal(page.status, 200)
  assert.ok(
    page.offers.every(({ refusal, move }) => refusal !== null || ['recheck', 'reveal'].includes(move)),
    JSON.stringify(page.offers.filter(({ refusal }) => !refusal).map(({ move }) => move)),
  )
  assert.deepEqual((await s.call<Brief>('head', 'GET', '/api/office/brief')).posts, [])
})

test('交办任务：负责人交办到岗位，落在承办人桌上；不是负责人不能交办 (5.3)', async () => {
  const input = {
    office: demoOffice('sljd'),
    to: demoPost('sljd.counter'),
    title: '汇总（测试数据）',
    content: '按社区',
    days: 3,
  }
  assert.equal((await s.open('wang', 'task', input)).status, 403)
  const wrong = await s.call<Refused>('head', 'POST', '/api/matters', {
    kind: 'task',
    input: { ...input, by: '2026-12-04' },
  })
  assert.deepEqual([wrong.status, wrong.clause, wrong.problems[0]?.at], [422, '5.3', '/days'])
  const set = await s.open('head', 'task', input)
  assert.equal(set.status, 201, JSON.stringify(set))
  assert.match(set.matter.number, /R/)
  type Desk = { rows: { id: string; whyLabel: string }[] }
  const of = async (who: Username) =>
    (await s.call<Desk>(who, 'GET', '/api/desk')).rows.find(({ id }) => id === set.matter.id)?.whyLabel
  assert.deepEqual([await of('wang'), await of('head'), await of('li')], ['承办', '本人交办，跟踪结果', undefined])
  const done = await s.move('wang', set, 'accept')
  const told = await s.move('wang', done, 'report', { result: '已报' })
  const end = await s.move('head', told, 'confirm')
  assert.deepEqual([done.status, told.status, end.status, end.matter.closed], [200, 200, 200, true])
  const above = await s.open('district', 'task', { ...input, title: '上级交办（测试数据）' })
  assert.equal(above.status, 201, JSON.stringify(above))
  assert.equal(above.matter.office.id, demoOffice('sljd'))
})
