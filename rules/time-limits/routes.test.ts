import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hardship, reviewOf, unemployed } from '#apps/server/forms.ts'
import { type Page, testServer } from '#apps/server/testing.ts'
import { sweep } from '#matter/sweep.ts'
import { visitorCode } from '#matter/visitor.ts'
import { demoPath, demoTenant } from '#office/seed.ts'

const s = await testServer('limits', '2026-11-02T09:30:00+08:00')
const tick = () => sweep(s.world, { tenant: demoTenant, path: demoPath('cs'), at: s.now() })

type Due = {
  readonly rows: readonly {
    id: string
    number: string
    lamp: string
    late: boolean
    clock: string | null
    paused: string | null
    lawAt: string | null
    holder: { name: string }
  }[]
  readonly next: string | null
  readonly counts: Record<string, number>
  readonly places: readonly { name: string; all: number }[]
  readonly posts: readonly { id: string; name: string }[]
}
type Lateness = {
  readonly rows: readonly {
    number: string
    kind: string
    clause: string
    posts: string
    who: string
    explainedAt: string | null
    owes: boolean
  }[]
  readonly counts: readonly { kind: string; count: number; owed: number }[]
}
const due = (who: string, query = '') => s.call<Due>(who, 'GET', `/api/due?${query}`)
const accepted = async (name: string): Promise<Page> => {
  const opened = await s.open('wang', 'case', { service: 'JY02', form: { ...hardship, name } })
  assert.equal(opened.status, 201, JSON.stringify(opened))
  return s.move('wang', await s.move('wang', opened, 'check', reviewOf(opened)), 'accept')
}

test('限时清单：今天、下一工作日、本周、超期、暂停，各有多少件（7.4）', async () => {
  const one = await accepted('测试甲')
  const two = await s.open('wang', 'case', { service: 'JY02', form: { ...hardship, name: '测试乙' } })
  const now = await due('wang')
  assert.equal(now.status, 200, JSON.stringify(now))
  assert.deepEqual([now.counts['all'], now.counts['late'], now.counts['today']], [2, 0, 0])
  assert.deepEqual(
    now.rows.map(({ id }) => id),
    [two.matter.id, one.matter.id],
    '先到期的在前',
  )
  s.setClock('2026-11-09T09:00:00+08:00')
  assert.deepEqual(
    (await due('wang', 'when=today')).rows.map(({ id }) => id),
    [two.matter.id],
  )
  s.setClock('2026-11-06T09:00:00+08:00')
  assert.deepEqual(
    (await due('wang', 'when=tomorrow')).rows.map(({ id }) => id),
    [two.matter.id],
    '星期五的下一工作日是星期一',
  )
  assert.deepEqual((await due('wang', 'when=week')).rows, [])
  const told = await s.move('wang', await s.move('wang', two, 'check', reviewOf(two, ['household'])), 'notify')
  assert.equal(told.status, 200)
})

test('全单位的清单由负责人看，可以按岗位看；上级按单位看；经办人只看自己的', async () => {
  const own = await due('wang', 'scope=office')
  assert.deepEqual([own.status, (own as unknown as { clause: string }).clause], [403, '7.4'])
  const head = await due('head', 'scope=office')
  assert.equal(head.status, 200, JSON.stringify(head))
  assert.equal(head.rows.length, 2)
  assert.equal(new Set(head.rows.map(({ id }) => id)).size, 2, '一件事只列一次')
  const post = head.posts.find(({ name }) => name.includes('复核'))!
  assert.deepEqual((await due('head', `scope=office&holder=${post.id}`)).rows, [])
  const below = await due('district', 'scope=below')
  assert.ok(
    below.places.some(({ name, all }) => name.includes('街道') && all >= 2),
    JSON.stringify(below.places),
  )
})

test('翻页不漏不重，按种类和事项筛选', async () => {
  s.setClock('2026-11-02T10:00:00+08:00')
  for (let i = 0; i < 5; i++)
    await s.open('wang', 'contact', {
      channel: 'visit',
      inquiry: 'service',
      matter: `咨询${i}`,
      name: `测试${i}`,
      phone: '13800000000',
    })
  const seen: string[] = []
  for (let cursor = ''; ; ) {
    const found = await due('wang', `limit=3${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`)
    assert.equal(found.status, 200, JSON.stringify(found))
    seen.push(...found.rows.map(({ id }) => id))
    if (!found.next) break
    cursor = found.next
  }
  assert.equal(new Set(seen).size, seen.length)
  assert.equal(seen.length, 7)
  assert.equal((await due('wang', 'kind=contact')).rows.length, 5)
  assert.equal((await due('wang', 'service=JY02&kind=case')).rows.length, 2)
})

test('超期：当场记下情形、条款、责任岗位，要说明原因；负责人同意后公布给服务对象，出具告知书（7.4、7.5）', async () => {
  s.setClock('2026-11-02T10:00:00+08:00')
  const page = await accepted('测试丙')
  const code = visitorCode(s.world.keys, page.matter.id)
  type Public = { readonly delay: { readonly reason: string; readonly expected: string } | null }
  const seen = () => s.call<Public>(null, 'GET', `/api/visitor/matters?number=${page.matter.number}&code=${code}`)
  s.setClock('2026-11-16T17:05:00+08:00')
  await tick()
  const late = await s.look('wang', page)
  assert.match(late.journal.at(-1)?.says ?? '', /期限届满没有办结/)
  assert.equal(late.clocks.find(({ name }) => name === 'explain')?.is, 'running')
  const rows = await s.call<Lateness>('wang', 'GET', '/api/lateness?kind=past-due')
  const mine = rows.rows.find(({ number }) => number === page.matter.number)!
  assert.deepEqual([mine.kind, mine.clause, mine.who, mine.explainedAt], ['past-due', '7.4', '王一', null])

  const empty = await s.refused('wang', late, 'explain-delay', {
    reason: 'share',
    words: '比对晚到',
    doing: '正在催办',
  })
  assert.deepEqual([empty.status, empty.problems[0]?.at], [422, '/expected'])
  const past = await s.refused('wang', late, 'explain-delay', {
    reason: 'share',
    words: '比对晚到',
    doing: '正在催办',
    expected: '2026-11-01',
  })
  assert.deepEqual([past.status, past.problems[0]?.at], [422, '/expected'])
  const words = { reason: 'share', words: '比对晚到', doing: '正在催办', expected: '2026-11-20' }
  const asked = await s.move('wang', late, 'explain-delay', words)
  assert.equal(asked.status, 200, JSON.stringify(asked))
  assert.equal((await seen()).delay, null, '同意之前不公布')
  assert.equal((await s.refused('wang', asked, 'publish-delay', { opinion: '同意' })).status, 403)
  const told = await s.move('head', asked, 'publish-delay', { opinion: '情况属实' })
  assert.equal(told.status, 200, JSON.stringify(told))
  assert.equal(told.sheets.at(-1)?.title, '超期说明告知书')
  const { delay } = await seen()
  assert.deepEqual([delay?.reason, delay?.expected], ['部门数据比对没有按时反馈', '2026-11-20'])
  const shown = await s.app.inject({
    method: 'POST',
    url: '/track',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ number: page.matter.number, code }).toString(),
  })
  assert.match(shown.body, /超期说明.*部门数据比对没有按时反馈/s)
  assert.equal(told.clocks.find(({ name }) => name === 'explain')?.is, 'stopped')
  const after = await s.call<Lateness>('wang', 'GET', '/api/lateness?owed=true')
  assert.ok(after.rows.every(({ number }) => number !== page.matter.number))
})

test('清单和超期情况可以导出，姓名遮盖，留下审计记录', async () => {
  const cookie = await s.signIn('head')
  for (const [url, payload] of [
    ['/api/due/export', { scope: 'office', reason: '月度核对' }],
    ['/api/lateness/export', { reason: '月度核对' }],
  ] as const) {
    const reply = await s.app.inject({ method: 'POST', url, headers: { cookie }, payload })
    assert.equal(reply.statusCode, 200, reply.body)
    assert.match(String(reply.headers['content-type']), /spreadsheetml/)
  }
  const { rows } = await s.owner.query(`select says from audit where what in ('due-export', 'lateness-export')`)
  assert.equal(rows.length, 2)
  for (const { says } of rows) assert.match(says, /号码和姓名已遮盖.*理由：月度核对/)
})

test('各环节耗时（7.2）', async () => {
  s.setClock('2026-11-16T17:10:00+08:00')
  const opened = await s.open('wang', 'case', { service: 'JY01', form: unemployed })
  assert.equal(opened.status, 201, JSON.stringify(opened))
  s.setClock('2026-11-17T09:10:00+08:00')
  const checked = await s.move('wang', opened, 'check', reviewOf(opened))
  const done = await s.move('wang', checked, 'finish')
  assert.equal(done.status, 200, JSON.stringify(done))
  const steps = await s.call<{
    rows: readonly { service: string; stateLabel: string; cases: number; average: number }[]
  }>('head', 'GET', '/api/figures/steps')
  assert.deepEqual(
    steps.rows.map(({ service, stateLabel, cases }) => [service, stateLabel, cases]),
    [['JY01', '审查材料', 1]],
  )
  const wrong = await s.call<{ problems: readonly { at: string }[] }>(
    'head',
    'GET',
    '/api/figures/steps?from=2026-12-01&until=2026-11-01',
  )
  assert.deepEqual([wrong.status, wrong.problems[0]?.at], [422, '/until'])
})

test('没有说明的超期一直提醒：责任岗位和负责人都看得到，办结以后也还在（7.5）', async () => {
  s.setClock('2026-11-17T10:00:00+08:00')
  const told = async (who: string) =>
    (await s.call<{ alarms: readonly { clause: string; says: string }[] }>(who, 'GET', '/api/office/alarms')).alarms
      .filter(({ says }) => says.includes('没有向服务对象说明'))
      .map(({ says }) => says)
  const owed = await s.call<Lateness>('head', 'GET', '/api/lateness?owed=true')
  assert.ok(owed.rows.length > 0)
  assert.deepEqual(await told('head'), [`有${owed.rows.length}件超期还没有向服务对象说明原因`])
  assert.equal((await told('wang')).length, 1)
  assert.deepEqual(await told('sun'), [])
})
