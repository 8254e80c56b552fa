import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { before, test } from 'node:test'
import { unzipSync } from 'fflate'
import { spokenAt } from '#core/day.ts'
import { complaintInput } from '#house/forms.ts'
import { demoStaff } from '#office/seed.ts'
import { leaves } from '#platform/sheets/book.ts'
import { type Cell, rowsOf } from '#platform/sheets/reading.ts'
import { account, everywhere, idNumber, masks, name, phone, places } from './samples.ts'
import { type Refused, testServer } from './testing.ts'

// 测试数据。Every export there is, read from the API document: a new one fails here until somebody has said what it covers.

const s = await testServer('exports', '2026-03-02T09:00:00+08:00')
const { owner } = s
const covered = '=***'
const reason = '上级要求报送（测试）'

type Method = 'GET' | 'POST'
/** What stands in the book covered, and what instead of it when it is had whole. */
type Personal = { readonly clause: string; readonly url?: string; readonly ask?: object; readonly open: Pairs }
type Pairs = readonly (readonly [mask: string, whole: string])[]

const ofName = [[covered, name]] as const
const ofCase: Pairs = [
  ['测**', '测试满'],
  [masks.id, idNumber],
  [masks.phone, phone],
]
const ofList: Pairs = [...ofName, [masks.id, idNumber]]

/** Lists of persons: each has the same door. */
const personal: Readonly<Record<string, Personal>> = {
  '/api/registers/{kind}/export': {
    clause: '2.1',
    url: '/api/registers/contact/export',
    open: [
      ['测**', '测试满'],
      [masks.phone, phone],
    ],
  },
  '/api/enrolments/export': { clause: '1.3', open: ofCase },
  '/api/due/export': {
    clause: '7.4',
    ask: { scope: 'office' },
    open: [['测**：就业困难人员认定', '测试满：就业困难人员认定']],
  },
  '/api/lateness/export': { clause: '7.4', open: [['测**：失业登记', '测试满：失业登记']] },
  '/api/ratings/national/export': { clause: '10.5.1', open: ofCase },
  '/api/market/seekers/export': { clause: '1.3', open: [...ofName, [masks.phone, phone]] },
  '/api/market/referrals/export': { clause: '1.3', open: ofName },
  '/api/reliefs/export': { clause: '8.2', open: ofList },
  '/api/loans/subsidies/export': { clause: '1.3', ask: { quarter: '2026-Q1' }, open: ofName },
  '/api/subsidies/claims/export': { clause: '8.2', open: ofList },
  '/api/surveys/{id}/entries/export': {
    clause: '1.3',
    url: `/api/surveys/${places.round}/entries/export`,
    open: ofName,
  },
  '/api/training/classes/{id}/roll.xlsx': {
    ...{ clause: '1.3', url: `/api/training/classes/${places.class}/roll.xlsx` },
    open: [...ofList, [masks.phone, phone]],
  },
  '/api/training/subsidies/{id}/list.xlsx': {
    clause: '1.3',
    url: `/api/training/subsidies/${places.list}/list.xlsx`,
    open: ofList,
  },
}

/** Lists that nobody but a head takes, covered or not. */
const headsOnly: readonly string[] = ['/api/due/export', '/api/ratings/national/export']

/** Exports in which nothing of a person is covered, or which another line stands for; and why. */
const others: Readonly<Record<string, string>> = {
  '/api/accountability/export': '工作人员的责任记录，只有负责人和上级',
  '/api/audit/export': '审计记录，写入时已经遮盖，只有审计管理员',
  '/api/badges.xlsx': '工作人员的证牌，本来就佩戴、公示',
  '/api/commendations/export': '工作人员受的表扬',
  '/api/disclosures.xlsx': '应公开的事项',
  '/api/figures/sums.csv': '汇总数',
  '/api/figures/sums.xlsx': '汇总数',
  '/api/figures/monthly.xlsx': '汇总数',
  '/api/imports/{id}/report': '本人送来的表，只有本人能取回',
  '/api/inspections/export': '检查，没有服务对象',
  '/api/scores/export': '汇总数',
  '/api/samplings/export': '随机抽查，没有服务对象',
  '/api/samplings/{id}/population.csv': '抽查总体，只有编号和杂凑值',
  '/api/items.xlsx': '便民用品',
  '/api/machines.xlsx': '设备',
  '/api/market/vacancies/export': '岗位，没有联系人',
  '/api/office/attendance/export': '工作人员的考勤，只有负责人',
  '/api/opinion-box.xlsx': '意见箱开箱登记；纸上写的不在其中',
  '/api/publications.xlsx': '公开的信息',
  '/api/queue/figures.csv': '汇总数',
  '/api/queue/figures.xlsx': '汇总数',
  '/api/ratings/export': '评价；谁评的不写（10.5.1）',
  '/api/ratings/national.jsonl': '评价；评价人的身份留空',
  '/api/subsidies/batches/{id}/list.xlsx': '遮盖的一份；完整的一份是下一行',
  '/api/subsidies/batches/{id}/whole.xlsx': '完整的一份：批次承办人和负责人，审批以后，写明理由（programs/subsidy）',
  '/api/supervision/export': '督办；谁投诉的不写（10.5.2）',
  '/api/supervision/chains/export': '已办结的督办；谁投诉的不写（10.5.2）',
  '/api/oversight/export': '监督总览，只有单位和数字',
  '/api/oversight/warnings/export': '监督通知书，只有单位、事由和期限',
  '/api/surveys/{id}/figures/export': '汇总数',
  '/api/training/classes.xlsx': '培训班，没有学员',
  '/api/training/institutions.xlsx': '机构和它对外的联系人',
}

type Schema = {
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, { readonly [key: string]: unknown }>>
}
type Operation = { readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> } }
type Document = { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> }

/** Every export of the document, with what it asks. */
function exportsIn({ paths }: Document): ReadonlyMap<string, Schema | undefined> {
  return new Map(
    Object.entries(paths).flatMap(([path, operations]) =>
      leaves.test(path)
        ? Object.values(operations).map(
            ({ requestBody }) => [path, requestBody?.content['application/json']?.schema] as const,
          )
        : [],
    ),
  )
}

/** What this table does not know, or knows otherwise than the document. */
function unknown(document: Document): readonly string[] {
  const found = exportsIn(document)
  const lost = [...Object.keys(personal), ...Object.keys(others)].filter((path) => !found.has(path))
  const wrong = [...found].flatMap(([path, schema]) => {
    const asksWhole = schema?.properties?.['whole']?.['type'] === 'boolean'
    const asksWhy = schema?.required?.includes('reason') && schema.properties?.['reason']?.['minLength'] === 2
    if (Object.hasOwn(personal, path))
      return asksWhole && asksWhy ? [] : [`${path} asks for no reason, or not for whole`]
    return Object.hasOwn(others, path) && !asksWhole ? [] : [`${path} stands in no table`]
  })
  return [...lost, ...wrong]
}

before(async () => {
  await everywhere(s)
  // A rating of the case that is done, by whoever brought it.
  await owner.query(
    `insert into rating (tenant_id, visit, matter_id, org_path, office, staff, post, level, items, words, channel, at)
     select tenant_id, id, id, org_path, office, holder_staff, holder_post, 4, '{413}', null, 'evaluator', closed_at
     from matter where kind = 'case' and service = 'JY01' and state = 'done' and facts->>'applicant' = '测试满'`,
  )
})

const send = async (who: string, method: Method, url: string, payload?: object) =>
  s.app.inject({ method, url, headers: { cookie: await s.signIn(who) }, ...(payload && { payload }) })
type Reply = Awaited<ReturnType<typeof send>>

const bare = (cell: string): string => cell.replace(/^\ufeff?"|"$/g, '')
const wordsOf = (cell: Cell): string => (cell.is === 'text' ? cell.text : cell.is === 'number' ? '' : cell.is)

/** The lines of a book as they are read, cell by cell; nothing in it may be run. */
async function linesOf(reply: Reply, of: string): Promise<string[][]> {
  assert.equal(reply.statusCode, 200, `${of}: ${reply.body.slice(0, 300)}`)
  const lines: string[][] = []
  if (of.endsWith('.jsonl'))
    return reply.body.split('\n').flatMap((line) => (line ? [Object.values(JSON.parse(line)).map(String)] : []))
  if (of.endsWith('.csv')) return reply.body.split('\r\n').map((line) => line.split(',').map(bare))
  for await (const { cells } of rowsOf(reply.rawPayload)) lines.push([...cells.values()].map(wordsOf))
  const parts = Object.values(unzipSync(reply.rawPayload)).map((part) => new TextDecoder().decode(part))
  assert.ok(!/<f[ >]/.test(parts.join('')), `${of} holds a formula`)
  for (const cell of lines.flat()) assert.doesNotMatch(cell, /^\s*[=+\-@＝＋－＠]/, `${of}: ${cell}`)
  return lines
}

const lastSaid = async (): Promise<{ says: string; staff_id: string }> => {
  const { rows } = await owner.query(`select says, staff_id from audit order by day desc, seq desc limit 1`)
  return rows[0]
}

test('每一个导出都写在表里：遮盖个人信息的，都能由负责人说明理由导出完整的 (6.3、10.3.2)', async () => {
  const document = await s.call<Document>(null, 'GET', '/api/openapi.json')
  assert.ok(exportsIn(document).size > 25)
  assert.deepEqual(unknown(document), [])
  // Planted: an export that nobody thought of, one that has the door without a line, and one that lost its door.
  const bare = (schema: Schema) => ({ post: { requestBody: { content: { 'application/json': { schema } } } } })
  const planted = (path: string, schema: Schema) => ({ paths: { ...document.paths, [path]: bare(schema) } })
  assert.deepEqual(unknown(planted('/api/new/export', {})), ['/api/new/export stands in no table'])
  assert.deepEqual(unknown(planted('/api/new.xlsx', { properties: { whole: { type: 'boolean' } } })), [
    '/api/new.xlsx stands in no table',
  ])
  assert.equal(unknown(planted('/api/enrolments/export', { required: ['reason'] })).length, 1)
})

for (const [path, { clause, url = path, ask = {}, open }] of Object.entries(personal)) {
  test(`完整导出${path}：没有权限的不给，不写理由的不给，给了的写明由谁、何时、为什么 （${clause}、6.3）`, async () => {
    const clerk = await send('wang', 'POST', url, { ...ask, reason, whole: true })
    const no: Refused = clerk.json()
    assert.deepEqual([clerk.statusCode, no.code, no.clause], [403, 'not-yours', clause])
    assert.match(no.says, /完整的姓名和号码由单位负责人说明理由后导出/)
    for (const blank of [{}, { reason: ' ' }, { reason: '因' }]) {
      const unsaid = await send('head', 'POST', url, { ...ask, ...blank, whole: true })
      assert.deepEqual([unsaid.statusCode, unsaid.json().problems[0]?.at], [422, '/reason'], unsaid.body)
    }
    const scoped = headsOnly.includes(path) ? 'head' : 'wang'
    const masked = (await linesOf(await send(scoped, 'POST', url, { ...ask, reason }), path)).flat().join('\n')
    assert.match((await lastSaid()).says, new RegExp(`号码和姓名已遮盖.*理由：${reason}`))
    const reply = await send('head', 'POST', url, { ...ask, reason, whole: true })
    const [heading, ...lines] = await linesOf(reply, path)
    const whole = lines.flat().join('\n')
    for (const [mask, plain] of open) {
      assert.ok(masked.includes(mask) && !masked.includes(plain), `${path} masked: ${mask}\n${masked}`)
      assert.ok(whole.includes(plain) && !whole.includes(mask), `${path} whole: ${plain}\n${whole}`)
    }
    for (const word of ['含完整个人信息', '周四', spokenAt(s.now()), reason])
      assert.ok(heading?.[0]?.includes(word), `${path}: ${heading}`)
    const line = await lastSaid()
    assert.equal(line.staff_id, demoStaff('head'))
    assert.match(line.says, new RegExp(`完整姓名和号码.*理由：${reason}`))
    assert.match(decodeURIComponent(String(reply.headers['content-disposition'])), /含个人信息/)
  })
}

test('拨付名册：遮盖的一份没有完整的姓名和账号，完整的一份首行写明由谁、何时、为什么 (6.3)', async () => {
  const address = `/api/subsidies/batches/${places.batch}`
  const masked = (await linesOf(await send('head', 'GET', `${address}/list.xlsx`), address)).flat().join('\n')
  assert.ok(masked.includes(covered) && !masked.includes(name) && !masked.includes(account))
  const [heading, ...lines] = await linesOf(await send('head', 'POST', `${address}/whole.xlsx`, { reason }), address)
  assert.ok(
    heading?.[0]?.includes('周四') && heading[0].includes(reason) && heading[0].includes(spokenAt(s.now())),
    `${heading}`,
  )
  assert.ok(lines.flat().includes(account))
})

test('其余的导出里没有遮盖了的姓名和号码', async () => {
  const month = { month: '2026-03' }
  const asks: Readonly<Record<string, object>> = { '/api/office/attendance/export': month }
  const elsewhere = /\{id\}/
  for (const path of Object.keys(others).filter((one) => !elsewhere.test(one))) {
    const isGet = /\.(xlsx|csv)$/.test(path) || path === '/api/audit/export'
    const who = path === '/api/audit/export' ? 'auditor' : 'head'
    const payload = asks[path] ?? { reason }
    const reply = isGet
      ? await send(who, 'GET', path)
      : await s.app.inject({
          ...{ method: 'POST', url: path, payload },
          headers: { cookie: await s.signIn(who), 'idempotency-key': randomUUID() },
        })
    // The audit tells of what was covered, and so has masks in its sentences.
    if (path !== '/api/audit/export')
      for (const cell of (await linesOf(reply, path)).flat()) assert.doesNotMatch(cell, /\*{2,}/, path)
    else await linesOf(reply, path)
  }
})

test('谁投诉、谁举报的，完整导出里也不写姓名和号码 (10.5.2)', async () => {
  const who = '诉某某'
  const called = '13900139000'
  const came = { channel: 'visit', inquiry: 'complaint', matter: '反映窗口', name: who, phone: called }
  for (const [kind, input] of [
    ['complaint', { ...complaintInput, name: who, phone: called }],
    ['contact', came],
    ['contact', { ...came, inquiry: 'report' }],
  ] as const) {
    const opened = await s.open('wang', kind, input)
    assert.equal(opened.status, 201, JSON.stringify(opened))
  }
  for (const [url, ask] of [
    ['/api/registers/complaint/export', {}],
    ['/api/registers/contact/export', {}],
    ['/api/due/export', { scope: 'office' }],
    ['/api/supervision/export', {}],
    ['/api/supervision/chains/export', {}],
    ['/api/oversight/export', {}],
    ['/api/oversight/warnings/export', {}],
  ] as const) {
    const whole = /supervision|oversight/.test(url) ? {} : { whole: true }
    const said = (await linesOf(await send('head', 'POST', url, { ...ask, ...whole, reason }), url)).flat().join('\n')
    assert.ok(!said.includes(who) && !said.includes(called), url)
  }
})
