import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { type Refused, testServer } from '#apps/server/testing.ts'
import { demoOffice, demoStaff } from '#office/seed.ts'
import { type Cell, rowsOf } from '#platform/sheets/reading.ts'

type Entry = {
  readonly id: string
  readonly version: number
  readonly address: string
  readonly members: readonly { readonly nth: number; readonly answers: Readonly<Record<string, unknown>> }[]
  readonly history: readonly { readonly says: string }[]
}
type Table = {
  readonly lines: readonly { readonly name: string; readonly cells: readonly (number | null)[] }[]
  readonly total: readonly (number | null)[]
}
type Figures = {
  readonly people: Table
  readonly enterprises: Table
  readonly compared: { readonly title: string; readonly people: { readonly change: readonly (number | null)[] } } | null
}

const s = await testServer('survey', '2026-03-10T09:00:00+08:00')
const street = demoOffice('sljd')
const community = demoOffice('slsq')

async function begun(title: string, more: object = {}) {
  const round = await s.call<{ id: string } & Refused>('head', 'POST', '/api/surveys', {
    ...{ title, from: '2026-03-02', until: '2026-03-31', basis: '方案（测试数据）', notice: '告知' },
    ...{ checker: demoStaff('zhao'), checkShare: 0, ...more },
  })
  assert.equal(round.status, 201, round.says)
  for (const [area, who] of [
    [community, 'jiang'],
    [street, 'wang'],
  ] as const) {
    await s.call('head', 'POST', `/api/surveys/${round.id}/quota`, {
      area,
      kind: 'household',
      amount: 50,
      due: '2026-03-20',
    })
    await s.call('head', 'POST', `/api/surveys/${round.id}/share`, {
      area,
      kind: 'household',
      staff: demoStaff(who),
      amount: 50,
    })
  }
  return round.id
}
const head = (name: string, more: object = {}) => ({
  ...{ name, relation: 'head', sex: 'female', bornMonth: '1985-06', workedLastWeek: true, status: 'employed' },
  ...more,
})
const household = (area: string, number: string, member: object = {}) => ({
  ...{ entry: randomUUID(), area, kind: 'household', number, address: `幸福里${number}号`, outcome: 'answered' },
  ...{ method: 'visit', surveyedOn: '2026-03-10', answers: { informed: true, householdKind: 'family', population: 1 } },
  members: [head(`住户${number}`, member)],
})
const enter = (who: string, round: string, body: object, key?: string) =>
  s.call<Entry & Refused>(who, 'POST', `/api/surveys/${round}/entries`, body, key)

test('应答丢了再送、换一个编号再送，都还是那一份；内容变了的不收 (1.3)', async () => {
  const round = await begun('送两遍')
  const body = household(street, 'A1')
  const key = randomUUID()
  const first = await enter('wang', round, body, key)
  assert.equal(first.status, 201)
  assert.equal((await enter('wang', round, body, key)).id, first.id)
  const again = await enter('wang', round, body)
  assert.equal(again.id, first.id)
  assert.equal(again.history.length, 1)
  const other = await enter('wang', round, { ...body, surveyedOn: '2026-03-09' })
  assert.equal(other.code, 'stale')
  const both = await Promise.all([1, 2, 3].map(() => enter('wang', round, household(street, 'A2'))))
  assert.deepEqual(both.map(({ status }) => status).toSorted(), [201, 422, 422])
  const list = await s.call<{ rows: readonly object[] }>('wang', 'GET', `/api/surveys/${round}/entries`)
  assert.equal(list.rows.length, 2)
})

test('已收的调查表按户主、姓名首字母和编号的一部分查找；电话和住址不能从检索词读出 (1.3)', async () => {
  const round = await begun('查找')
  const made = await enter('wang', round, household(street, 'QX77', { mobile: '13812345678', name: '测验甲' }))
  assert.equal(made.status, 201, made.says)
  await enter('wang', round, household(street, 'QX78', { name: '试调乙' }))
  const found = async (q: string) =>
    (
      await s.call<{ rows: readonly { number: string }[] }>(
        ...(['wang', 'GET', `/api/surveys/${round}/entries?q=${encodeURIComponent(q)}`] as const),
      )
    ).rows.map(({ number }) => number)
  for (const q of ['测验甲', '验甲', '验', 'cyj', 'QX77', 'x77', '测验 qx', '77　甲'])
    assert.deepEqual(await found(q), ['QX77'], q)
  assert.deepEqual(await found('QX'), ['QX78', 'QX77'])
  for (const q of ['13812345678', '5678', '幸福里', '测验 QX78', '%', '测验 _']) assert.deepEqual(await found(q), [], q)
  const words = await s.owner.query<{ words: string[] }>('select words from list_word where entry = $1', [made.id])
  assert.ok(!words.rows.some(({ words }) => words.some((word) => /幸福|1381|567|138/.test(word))))
})

test('电话和住址加密存放、遮盖显示；更正时遮盖的号码不变；查看整号要写理由并留痕 (1.3)', async () => {
  const round = await begun('号码')
  const made = await enter('wang', round, household(street, 'N1', { mobile: '13812345678' }))
  const text = JSON.stringify(made)
  assert.ok(!text.includes('13812345678') && !text.includes('幸福里N1'), text)
  const rows = await s.owner.query(
    'select address, facts, sealed::text from survey_entry union all select null, facts, sealed::text from survey_member',
  )
  assert.ok(!JSON.stringify(rows.rows).includes('13812345678') && !JSON.stringify(rows.rows).includes('幸福里'))
  const { answers } = made.members[0]!
  assert.equal(answers['mobile'], '138****5678')
  const correction = {
    why: '核对',
    outcome: 'answered',
    method: 'call',
    surveyedOn: '2026-03-10',
    address: made.address,
  }
  const members = [{ ...answers, status: 'flexible' }]
  const done = await s.call<Entry & Refused>('wang', 'POST', `/api/survey-entries/${made.id}/correct`, {
    ...{
      ...correction,
      version: made.version,
      members,
      answers: { informed: true, householdKind: 'family', population: 1 },
    },
  })
  assert.equal(done.status, 200, done.says)
  assert.match(
    done.history.at(-1)?.says ?? '',
    /^更正（核对）：第1名成员的就业状况由在单位就业改为灵活就业；调查方式由上门改为电话$/,
  )
  const stale = await s.call<Refused>('wang', 'POST', `/api/survey-entries/${made.id}/correct`, {
    ...correction,
    version: made.version,
  })
  assert.equal(stale.code, 'stale')
  const silent = await s.call<Refused>('wang', 'POST', `/api/survey-entries/${made.id}/reveal`, { reason: ' ' })
  assert.equal(silent.code, 'bad-input')
  type Seen = {
    readonly address: string
    readonly members: readonly { readonly numbers: Readonly<Record<string, string>> }[]
  }
  const seen = await s.call<Seen>('wang', 'POST', `/api/survey-entries/${made.id}/reveal`, { reason: '回访核对' })
  assert.equal(seen.address, '幸福里N1号')
  assert.equal(seen.members[0]?.numbers['mobile'], '13812345678')
  const kept = await s.owner.query(`select says from audit where what = 'survey-reveal'`)
  assert.match(JSON.stringify(kept.rows), /回访核对/)
})

test('社区的人只看到本社区的表；旁边的街道什么也看不到 (1.3)', async () => {
  const round = await begun('各看各的')
  await enter('wang', round, household(street, 'S1'))
  const own = await enter('jiang', round, household(community, 'C1'))
  const numbers = async (who: string) =>
    (
      await s.call<{ rows: readonly { number: string }[] } & Refused>(who, 'GET', `/api/surveys/${round}/entries`)
    ).rows?.map(({ number }) => number) ?? []
  assert.deepEqual((await numbers('head')).toSorted(), ['C1', 'S1'])
  assert.deepEqual(await numbers('jiang'), ['C1'])
  assert.deepEqual((await numbers('district')).toSorted(), ['C1', 'S1'])
  assert.deepEqual(await numbers('sun'), [])
  assert.equal((await s.call<Refused>('sun', 'GET', `/api/survey-entries/${own.id}`)).code, 'not-seen')
  // Another area's number and address are taken all the same, without telling whose they are.
  const elsewhere = await enter('jiang', round, { ...household(community, 'C2'), address: '幸福里S1号' })
  assert.match(elsewhere.says, /在别的社区/)
})

test('汇总、公开口径不写小数、与上一轮比较；导出要写理由，姓名遮盖 (1.3)', async () => {
  const before = await begun('上一轮')
  for (const n of [1, 2, 3]) await enter('wang', before, household(street, `P${n}`))
  const round = await begun('这一轮', { previous: before })
  for (let n = 0; n < 12; n++) await enter('wang', round, household(street, `Q${n}`, { wantsJob: n < 7 }))
  for (let n = 0; n < 9; n++)
    await enter(
      'jiang',
      round,
      household(community, `R${n}`, n < 2 ? { workedLastWeek: false, status: 'unemployed', wantsJob: true } : {}),
    )
  const whole = await s.call<Figures>('head', 'GET', `/api/surveys/${round}/figures`)
  assert.deepEqual(whole.people.total, [21, 19, 2, 0, 0, 9, 0, 0])
  assert.equal(whole.compared?.title, '上一轮')
  assert.equal(whole.compared?.people.change[0], 18)
  const open = await s.call<Figures>('head', 'GET', `/api/surveys/${round}/figures?public=true`)
  const shown = open.people.lines.flatMap(({ cells }) => cells)
  assert.ok(
    [...shown, ...open.people.total].every((count) => count === null || count === 0 || count >= 5),
    JSON.stringify(open.people),
  )
  assert.equal(open.people.total[2], null, 'two unemployed are nobody’s business')
  const headers = { cookie: await s.signIn('head') }
  const book = (payload: object) =>
    s.app.inject({ method: 'POST', url: `/api/surveys/${round}/entries/export`, headers, payload })
  assert.equal((await book({})).statusCode, 422)
  const rows: (readonly Cell[])[] = []
  for await (const { cells } of rowsOf((await book({ reason: '报送街道' })).rawPayload)) rows.push([...cells.values()])
  assert.equal(rows.length, 22)
  assert.ok(!JSON.stringify(rows).includes('住户Q0'))
  const figures = await s.app.inject({
    method: 'POST',
    url: `/api/surveys/${round}/figures/export`,
    headers,
    payload: { reason: '公布', public: true },
  })
  assert.equal(figures.rawPayload.subarray(0, 2).toString(), 'PK')
})
