import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reviewOf } from '#apps/server/forms.ts'
import { type Page, type Refused, testServer } from '#apps/server/testing.ts'
import { addDays, dayOf } from '#core/day.ts'
import type { DeskPage } from '#core/view.ts'
import { stepFormsOn } from '#house/cases.ts'
import { postNamed } from '#house/desk.ts'
import { formOf } from '#house/forms.ts'
import { registerEffect } from '#matter/effect.ts'
import { testNumber } from '#programs/training/testing.ts'
import { enrolmentJobs } from './jobs.ts'
import type { EnrolmentLine } from './store.ts'

/** The register through its requests: who sees whom, what is covered, what leaves a trace. 测试数据. */

const s = await testServer('enrolment-routes', '2026-03-02T09:00:00+08:00')
type List = { readonly rows: readonly EnrolmentLine[]; readonly next: string | null }

async function finished(code: string, more: object = {}, who = 'wang'): Promise<Page> {
  const form = { ...formOf(code), ...more }
  const opened = await s.call<Page>(who, 'POST', '/api/matters', { kind: 'case', input: { service: code, form } })
  assert.equal(opened.status, 201, JSON.stringify(opened))
  const path = `/api/matters/${opened.matter.id}/moves`
  const judged = await s.call<Page>(who, 'POST', `${path}/check`, { version: 1, ...reviewOf(opened) })
  const done = await s.call<Page>(who, 'POST', `${path}/finish`, { version: judged.matter.version })
  assert.equal(done.status, 200, JSON.stringify(done))
  return done
}
const search = (who: string, wanted: object = {}) => s.call<List>(who, 'POST', '/api/enrolments/search', wanted)

// One after the other: what falls due together stands in the order in which it was opened.
const first = await finished('JY01')
s.pass(1)
const people = ['220202199001010012', '220204198512310023', '220203197512311017']
await finished('JY01', { name: '测试乙', idNumber: people[1], mobile: '13800138001' })
s.pass(1)
await finished('JY12', { name: '测试丙', idNumber: people[2], mobile: '13800138002' })

test('每项事项的台账有多少人、几个到期，一看就知道 (1.3)', async () => {
  const { rows } = await s.call<{ rows: readonly { service: string; open: number }[] }>(
    'wang',
    'GET',
    '/api/enrolments',
  )
  assert.deepEqual(
    rows.map(({ service, open }) => `${service} ${open}`),
    ['JY01 2', 'JY02 0', 'JY05 0', 'JY12 1'],
  )
})

test('按到期先后列出，号码遮盖；按事项、姓名、整个号码都能找到', async () => {
  const all = await search('wang')
  assert.deepEqual(
    all.rows.map(({ name }) => name),
    ['测试甲', '测试乙', '测试丙'],
  )
  assert.equal(all.rows[0]?.idNumber, '220202********0012')
  assert.ok(!JSON.stringify(all).includes(people[0]!))
  const one = async (wanted: object) => (await search('wang', wanted)).rows.map(({ name }) => name)
  assert.deepEqual(await one({ service: 'JY12' }), ['测试丙'])
  assert.deepEqual(await one({ q: '测试乙' }), ['测试乙'])
  assert.deepEqual(await one({ q: people[1] }), ['测试乙'])
  assert.deepEqual(await one({ q: '13800138002' }), ['测试丙'])
  assert.deepEqual(await one({ due: 'late' }), [])
  assert.deepEqual(await one({ due: '2026-04-02' }), ['测试甲', '测试乙'])
  assert.deepEqual(await one({ due: '2026-04-01' }), [])
  assert.deepEqual(await one({ state: 'left' }), [])
  assert.deepEqual(await one({ service: 'JY12', category: 'platform' }), ['测试丙'])
})

test('一页一页翻，不重不漏', async () => {
  const names: string[] = []
  let cursor: string | null = null
  do {
    const page: List = await search('wang', { limit: 1, ...(cursor && { cursor }) })
    names.push(...page.rows.map(({ name }) => name))
    cursor = page.next
  } while (cursor)
  assert.deepEqual(names, ['测试甲', '测试乙', '测试丙'])
})

test('别的街道看不到，上级看得到 (6.3)', async () => {
  assert.deepEqual((await search('qian')).rows, [])
  assert.equal((await search('district')).rows.length, 3)
})

test('敏感的类别要写理由才能筛选，并留下记录 (6.3)', async () => {
  const refused = await s.call<Refused>('wang', 'POST', '/api/enrolments/search', {
    service: 'JY02',
    category: 'disabled',
  })
  assert.equal(refused.status, 422)
  assert.equal(refused.problems[0]?.at, '/why')
  assert.equal((await search('wang', { service: 'JY02', category: 'disabled', why: '安排年度复核' })).status, 200)
  const { rows } = await s.owner.query<{ says: string }>(`select says from audit where what = 'enrolment-category'`)
  assert.equal(rows.length, 1)
  assert.match(rows[0]!.says, /类别为残疾人；理由：安排年度复核/)
})

test('在册台账按编号的一段、号码末四位和几个词都查得到 (1.3, 8.2)', async () => {
  const by = async (q: string) =>
    (await s.call<List>('wang', 'POST', '/api/enrolments/search', { q })).rows.map(({ number }) => number)
  const [one] = (await s.call<List>('wang', 'POST', '/api/enrolments/search', { service: 'JY12' })).rows
  assert.ok(one)
  for (const q of [
    one.number,
    one.number.slice(-6),
    one.number.slice(0, 9),
    people[2]!,
    people[2]!.slice(-4),
    `${one.name} ${one.number.slice(-6)}`,
  ])
    assert.ok((await by(q)).includes(one.number), q)
  assert.deepEqual(await by(`${one.name} 信访`), [])
})

test('此人在册情况：按办件或按号码，按号码查的留下记录', async () => {
  const beside = await s.call<List>('wang', 'POST', '/api/enrolments/person', { matter: first.matter.id })
  assert.deepEqual(
    beside.rows.map(({ title, stateLabel }) => `${title} ${stateLabel}`),
    ['失业人员在册 在册'],
  )
  const typed = await s.call<List>('wang', 'POST', '/api/enrolments/person', { number: people[2] })
  assert.deepEqual(
    typed.rows.map(({ title }) => title),
    ['灵活就业人员在册'],
  )
  const wrong = await s.call<Refused>('wang', 'POST', '/api/enrolments/person', { number: '220202199001010013' })
  assert.equal(wrong.problems[0]?.at, '/number')
  const { rows } = await s.owner.query<{ says: string }>(`select says from audit where what = 'enrolment-person'`)
  assert.equal(rows.length, 1)
  assert.ok(!rows[0]!.says.includes(people[2]!))
})

test('导出要写理由，姓名和号码遮盖', async () => {
  const none = await s.call<Refused>('wang', 'POST', '/api/enrolments/export', {})
  assert.equal(none.status, 422)
  const book = await s.call<{ text: string }>('wang', 'POST', '/api/enrolments/export', { reason: '月度上报' })
  assert.equal(book.status, 200)
  const { rows } = await s.owner.query<{ says: string }>(`select says from audit where what = 'enrolment-export'`)
  assert.match(rows[0]!.says, /导出在册台账 3 条（号码和姓名已遮盖）；条件：全部；理由：月度上报/)
})

test('没有人能绕过办件直接列入在册、也不能冒充办件让人退出 (1.3)', async () => {
  const input = {
    service: 'JY01',
    case: first.matter.id,
    caseNumber: 'B',
    name: '测试丁',
    since: '2026-03-02',
    card: {},
  }
  const opened = await s.call<Refused>('wang', 'POST', '/api/matters', { kind: 'enrolment', input })
  assert.equal(opened.status, 403)
  const { rows } = await search('wang', { q: '测试甲' })
  const path = `/api/matters/${rows[0]!.id}/moves`
  const ending = { version: 1, case: first.matter.id, caseNumber: 'B', on: '2026-03-02', reason: 'employed' }
  for (const [move, body] of [
    ['end-by-case', ending],
    ['suggest', { version: 1 }],
    ['warn', { version: 1 }],
  ] as const)
    assert.equal((await s.call<Refused>('wang', 'POST', `${path}/${move}`, body)).status, 403, move)
})

test('同一人再办同一事项，不在册两次：后一件记在原来那条上 (1.3)', async () => {
  const again = await finished('JY01', { mobile: '13800138009' })
  const { rows } = await s.call<List>('wang', 'POST', '/api/enrolments/person', { matter: again.matter.id })
  assert.equal(rows.length, 1)
  const entry = await s.call<Page>('wang', 'GET', `/api/matters/${rows[0]!.id}`)
  assert.equal(entry.journal.at(-1)?.move, 'again')
  assert.equal(entry.journal.at(-1)?.actor?.name, '王一')
  assert.equal((entry.matter.facts['phone'] as { masked: string }).masked, '138****8009')
})

test('同一号码换了姓名：登记时提醒核对，办结时在册改用新姓名，原来的留在经过里 (7.4)', async () => {
  s.pass(1)
  const form = { ...formOf('JY01'), name: '测新名', idNumber: people[1], mobile: '13800138001' }
  const opened = await s.call<Page & { readonly hint?: string }>('wang', 'POST', '/api/matters', {
    kind: 'case',
    input: { service: 'JY01', form },
  })
  assert.match(opened.hint ?? '', /^同一证件号码在册姓名为测\*+（\S+-D-2026-\d+），请核对/)
  const beside = await s.call<List>('wang', 'POST', '/api/enrolments/person', { matter: opened.matter.id })
  assert.deepEqual(
    beside.rows.map((row) => [row.name, (row as { own?: boolean }).own]),
    [['测试乙', true]],
  )
  const path = `/api/matters/${opened.matter.id}/moves`
  const judged = await s.call<Page>('wang', 'POST', `${path}/check`, { version: 1, ...reviewOf(opened) })
  const done = await s.call<Page>('wang', 'POST', `${path}/finish`, { version: judged.matter.version })
  assert.equal(done.status, 200, JSON.stringify(done))
  const { rows } = await search('wang', { q: people[1] })
  assert.deepEqual(
    rows.map(({ name }) => name),
    ['测新名'],
  )
  const entry = await s.call<Page>('wang', 'GET', `/api/matters/${rows[0]!.id}`)
  assert.equal(entry.matter.facts['name'], '测新名')
  assert.equal(entry.matter.title, '测新名：失业人员在册')
  assert.match(entry.journal.at(-1)?.says ?? '', /姓名由“测试乙”改为“测新名”/)
  assert.match(entry.journal[0]?.says ?? '', /^测试乙由/)
  for (const q of ['测新名', '测试乙']) assert.equal((await search('wang', { q })).rows[0]?.name, '测新名', q)
  const other = { ...formOf('JY01'), name: '测试丁', idNumber: '220202199303030019' }
  const plain = await s.call<Page & { readonly hint?: string }>('wang', 'POST', '/api/matters', {
    kind: 'case',
    input: { service: 'JY01', form: other },
  })
  assert.equal(plain.status, 201, JSON.stringify(plain))
  assert.doesNotMatch(plain.hint ?? '', /在册姓名/)
})

test('入户核查的记录不能自相矛盾：谁在场、几个人、什么结论，逐项指出 (5.2)', async () => {
  const input = { service: 'JY05', form: formOf('JY05') }
  const opened = await s.call<Page>('wang', 'POST', '/api/matters', { kind: 'case', input })
  assert.equal(opened.status, 201, JSON.stringify(opened))
  const judged = await s.move('wang', opened, 'check', reviewOf(opened))
  const accepted = await s.move('wang', judged, 'accept')
  const visited = (wrong: object) => ({
    visit: { ...(stepFormsOn(dayOf(s.now()))['visit'] as object), ...wrong },
    opinion: '属实（测试数据）',
    with: postNamed('复核岗'),
  })
  const impossible = [
    [{ visitedOn: addDays(dayOf(s.now()), 1) }, '/visit/visitedOn'],
    [{ visitedOn: addDays(dayOf(s.now()), -1) }, '/visit/visitedOn'],
    [{ present: ['nobody', 'applicant'], conclusion: 'differs', difference: '再约时间（测试数据）' }, '/visit/present'],
    [{ members: 0, conclusion: 'differs', difference: '都搬走了（测试数据）' }, '/visit/members'],
    [{ members: 1 }, '/visit/conclusion'],
    [{ present: ['nobody'] }, '/visit/conclusion'],
    [{ conclusion: 'differs' }, '/visit/difference'],
  ] as const
  for (const [wrong, at] of impossible) {
    const refused = await s.refused('wang', accepted, 'pass-visit', visited(wrong))
    const found = [refused.status, refused.clause, refused.problems.map((one) => one.at)]
    assert.deepEqual(found, [422, '5.2', [at]], JSON.stringify(refused))
  }
  const explained = { members: 1, conclusion: 'differs', difference: '儿子在外地上学（测试数据）' }
  const done = await s.move('wang', accepted, 'pass-visit', visited(explained))
  assert.equal(done.status, 200, JSON.stringify(done))
})

test('办结和列入在册同成同不成：列不进去，办结也收回 (7.4)', async () => {
  registerEffect(async (_tx, _tenant, { after }) =>
    after.kind === 'enrolment' && after.facts['name'] === '测试不列'
      ? { refused: 'not-met', clause: '7.4', says: '测试：列不进去' }
      : null,
  )
  const form = { ...formOf('JY01'), name: '测试不列', idNumber: '220211200002290038' }
  const opened = await s.call<Page>('wang', 'POST', '/api/matters', { kind: 'case', input: { service: 'JY01', form } })
  const path = `/api/matters/${opened.matter.id}`
  const judged = await s.call<Page>('wang', 'POST', `${path}/moves/check`, { version: 1, ...reviewOf(opened) })
  const done = await s.call<Refused>('wang', 'POST', `${path}/moves/finish`, { version: judged.matter.version })
  assert.equal(done.says, '测试：列不进去')
  const shown = await s.call<Page>('wang', 'GET', path)
  assert.equal(shown.matter.closed, false)
  assert.equal(shown.matter.version, judged.matter.version)
  assert.equal((await search('wang', { q: '测试不列' })).rows.length, 0)
})

test('两件开始灵活就业同时办结，只成一件；另一件说明原因，什么也没有写下 (7.4, 8.2)', async () => {
  const who = { name: '测试同', idNumber: '220202199305050056' }
  const opened = async (by: string) => {
    const input = { service: 'JY12', form: { ...formOf('JY12'), ...who } }
    const page = await s.call<Page>(by, 'POST', '/api/matters', { kind: 'case', input })
    assert.equal(page.status, 201, JSON.stringify(page))
    const path = `/api/matters/${page.matter.id}`
    const judged = await s.call<Page>(by, 'POST', `${path}/moves/check`, { version: 1, ...reviewOf(page) })
    assert.equal(judged.status, 200, JSON.stringify(judged))
    return { by, path, version: judged.matter.version }
  }
  for (const offices of [
    ['wang', 'wang'],
    ['wang', 'sun'],
  ] as const) {
    const both = [await opened(offices[0]), await opened(offices[1])]
    const answers = await Promise.all(
      both.map(({ by, path, version }) => s.call<Page & Refused>(by, 'POST', `${path}/moves/finish`, { version })),
    )
    const refused = answers.findIndex(({ status }) => status !== 200)
    assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 422], JSON.stringify(answers))
    assert.match(answers[refused]!.says, /没有结束/)
    const { by, path, version } = both[refused]!
    const left = await s.call<Page>(by, 'GET', path)
    assert.deepEqual([left.matter.closed, left.matter.version], [false, version])
    const standing = `select count(*)::int as n from enrolled e join matter m on m.id = e.matter_id where m.facts->>'name' = $1 and e.ended_on is null`
    assert.equal((await s.owner.query<{ n: number }>(standing, [who.name])).rows[0]?.n, 1)
    who.name = '测试时'
    who.idNumber = '22020219940404003X'
  }
})

test('在别的单位登记了灵活就业的，原单位的失业登记自己转为待核实：有承办、有期限、上桌，负责人看得到；决定以后不再提 (7.4, 8.4)', async () => {
  const own = { name: '测试辰', idNumber: testNumber(801), mobile: '13800138801' }
  await finished('JY01', own)
  const [entry] = (await search('wang', { service: 'JY01', q: own.name })).rows
  assert.ok(entry)
  s.pass(1)
  const there = await finished('JY12', own, 'qian')
  const seen = () => s.call<Page>('wang', 'GET', `/api/matters/${entry.id}`)
  assert.equal((await seen()).matter.state, 'kept', 'whoever entered them there touches nothing here')
  const [job] = enrolmentJobs(s.world)
  await job?.run({})
  const { matter, clocks, journal } = await seen()
  const [other] = (await search('qian', { service: 'JY12', q: own.name })).rows
  assert.deepEqual([matter.state, matter.holder.name], ['suggested', entry.holder.name])
  assert.match(journal.at(-1)?.says ?? '', new RegExp(`灵活就业登记（${other?.number}，在.+登记），建议退出`))
  assert.ok(!JSON.stringify(journal).includes(there.matter.number), 'nothing of the case at the other office')
  const verify = clocks.find(({ label }) => label === '核实退出期限')
  assert.equal(verify?.is, 'running')
  const { rows } = await s.call<DeskPage>('wang', 'GET', '/api/desk')
  const row = rows.find(({ id }) => id === entry.id)
  assert.deepEqual([row?.stateLabel, row?.clock, row?.lamp], ['建议退出待核实', '核实退出期限', 'green'])
  const waiting = async (who: string) => (await search(who, { state: 'suggested' })).rows.map(({ id }) => id)
  assert.deepEqual([await waiting('head'), await waiting('qian')], [[entry.id], []])
  const path = `/api/matters/${entry.id}/moves/keep`
  const kept = await s.call<Page>('wang', 'POST', path, {
    version: matter.version,
    says: '本人已停止灵活就业（测试数据）',
  })
  assert.equal(kept.status, 200, JSON.stringify(kept))
  await job?.run({})
  assert.equal((await seen()).matter.state, 'kept')
})

test('配偶的号码与申请人的相同，当场指出是哪一项，以后更正一项也一样 (8.2)', async () => {
  const form = { ...formOf('JY09'), married: true, spouseName: '测试偶' }
  const asked = (spouseIdNumber: string) =>
    s.call<Page & Refused>('wang', 'POST', '/api/matters', {
      kind: 'case',
      input: { service: 'JY09', form: { ...form, spouseIdNumber } },
    })
  const same = await asked(formOf('JY09')['idNumber'] as string)
  assert.equal(same.status, 422, JSON.stringify(same))
  assert.deepEqual(
    same.problems.map(({ at }) => at.split('/').at(-1)),
    ['spouseIdNumber'],
  )
  assert.match(same.problems[0]?.says ?? '', /是同一个号码/)
  const made = await asked(people[1]!)
  assert.equal(made.status, 201)
  // Put right later, field by field: held to the same, whichever of the two is typed anew.
  const amend = async (answers: object) => {
    const { matter } = await s.call<Page>('wang', 'GET', `/api/matters/${made.matter.id}`)
    const path = `/api/matters/${matter.id}/moves/amend`
    return s.call<Page & Refused>('wang', 'POST', path, { version: matter.version, form: answers })
  }
  const told = ({ status, problems }: Page & Refused) =>
    `${status} ${problems?.map(({ at, says }) => `${at.split('/').at(-1)}：${says}`).join()}`
  const own = String(formOf('JY09')['idNumber'])
  assert.match(told(await amend({ spouseIdNumber: own })), /^422 spouseIdNumber：与“.+”是同一个号码/)
  assert.match(told(await amend({ idNumber: people[1] })), /^422 idNumber：与“.+”是同一个号码/)
  assert.match(told(await amend({ idNumber: people[2], spouseIdNumber: people[2] })), /^422 spouseIdNumber：/)
  assert.equal((await amend({ spouseName: '测试侣' })).status, 200)
  assert.equal((await amend({ idNumber: people[1], spouseIdNumber: own })).status, 200)
})

test('一件办件带出第二条在册，数据库不收 (7.4)', async () => {
  const second = `insert into matter_following select tenant_id, matter_id, kind, gen_random_uuid(), org_path, at from matter_following limit 1`
  await assert.rejects(s.owner.query(second), /duplicate key/)
})
