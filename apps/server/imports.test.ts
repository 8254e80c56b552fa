import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { importsOf } from '#apps/server/imports.ts'
import { type Refused, testServer } from '#apps/server/testing.ts'
import { accountsOf } from '#office/account.ts'
import { takeIn } from '#office/import/run.ts'
import { findJob, saveJob } from '#office/import/store.ts'
import { demoOffice, demoStaff, demoTenant } from '#office/seed.ts'
import { scopeOf } from '#platform/auth/who.ts'
import { excel } from '#platform/sheets/excel.ts'
import { type Cell, rowsOf } from '#platform/sheets/reading.ts'

type Job = {
  readonly id: string
  readonly status: number
  readonly state: string
  readonly rows: number
  readonly units: number
  readonly bad: number
  readonly done: number
  readonly says: string | null
  readonly offers: readonly string[]
  readonly problems: readonly { readonly row: number; readonly column: string | null; readonly says: string }[]
}

const s = await testServer('imports', '2026-03-10T09:00:00+08:00')
const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

type Table = readonly (readonly (string | number | null)[])[]
const bookOf = ([titles = [], ...rows]: Table) =>
  excel({
    sheet: '表',
    columns: titles.map((title, n) => ({
      title: String(title),
      value: (row: readonly (string | number | null)[]) => row[n] ?? null,
    })),
    rows,
  })

async function send(who: string, kind: string, bytes: Buffer, name = '表.xlsx', target = ''): Promise<Job & Refused> {
  const edge = 'planted-edge'
  const head = `--${edge}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: ${type}\r\n\r\n`
  const payload = Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${edge}--\r\n`)])
  const headers = { cookie: await s.signIn(who), 'content-type': `multipart/form-data; boundary=${edge}` }
  const url = `/api/imports/upload/${kind}${target ? `?target=${target}` : ''}`
  const reply = await s.app.inject({ method: 'POST', url, headers, payload })
  return { ...reply.json(), status: reply.statusCode }
}
/** Looks again until the job has come to rest. */
async function rest(who: string, { id }: { readonly id: string }): Promise<Job> {
  for (let n = 0; n < 600; n++) {
    const job = await s.call<Job>(who, 'GET', `/api/imports/${id}`)
    if (!['reading', 'checking', 'running'].includes(job.state)) return job
    await sleep(20)
  }
  return assert.fail('the import did not come to rest')
}
const tried = async (who: string, kind: string, table: Table, target = '') =>
  rest(who, await send(who, kind, await bookOf(table), '表.xlsx', target))
const run = async (who: string, job: { readonly id: string }, mode: string) => {
  const begun = await s.call<Job & Refused>(who, 'POST', `/api/imports/${job.id}/run`, { mode })
  return begun.status < 400 ? { ...(await rest(who, job)), code: 'done' } : begun
}
const told = ({ problems }: Job) => problems.map(({ row, column, says }) => `第${row}行 ${column ?? ''}：${says}`)
const outside = async () =>
  (await s.call<{ outside: readonly { name: string }[] }>('wang', 'GET', '/api/directory?q=')).outside?.map(
    ({ name }) => name,
  ) ?? []

const bodyTitles = ['说明', '名称', '本系统部门', '办理事项', '电话', '地址', '办公时间', '机构类别']
const body = (name: string, more: readonly (string | null)[] = []) => [null, name, '否', '营业执照办理', ...more]

test('模板：栏目、示例行、选项和填写说明都在；示例行不导入 (2.3.3)', async () => {
  const headers = { cookie: await s.signIn('head') }
  const reply = await s.app.inject({ url: '/api/imports/template/bodies', headers })
  assert.equal(reply.statusCode, 200)
  const rows: (readonly Cell[])[] = []
  for await (const { cells } of rowsOf(reply.rawPayload)) rows.push([...cells.values()])
  assert.deepEqual(
    rows[0]?.map((cell) => (cell.is === 'text' ? cell.text : '')),
    ['说明', '名称*', '本系统部门*', '办理事项*', '电话', '地址', '办公时间', '机构类别'],
  )
  assert.match(JSON.stringify(rows[1]), /示例/)
  const empty = await rest('head', await send('head', 'bodies', reply.rawPayload))
  assert.equal(empty.state, 'failed')
  assert.match(String(empty.says), /没有可以导入的行/)
  assert.match(reply.rawPayload.toString('latin1'), /sheet3\.xml/)
})

test('名录里已有的单位补记类别，只补这一项；系统内的、已有类别的不能 (2.3.3, 1.3)', async () => {
  const roleOf = async (name: string) => {
    const { outside } = await s.call<{ outside: readonly Body[] }>('wang', 'GET', '/api/directory?q=')
    return outside.find((one) => one.name === name)
  }
  type Body = { readonly name: string; readonly role: string | null; readonly phone: string }
  await run('head', await tried('head', 'bodies', [bodyTitles, body('测试信用合作联社', ['0432-6000009'])]), 'all')
  assert.deepEqual([(await roleOf('测试信用合作联社'))?.role], [null])
  const again = (role: string) => body('测试信用合作联社', [null, null, null, role])
  await run('head', await tried('head', 'bodies', [bodyTitles, again('经办银行')]), 'all')
  const { role, phone } = (await roleOf('测试信用合作联社')) ?? {}
  assert.deepEqual([role, phone], ['bank', '0432-6000009'])
  const wrong = await tried('head', 'bodies', [
    bodyTitles,
    again('担保机构'),
    [null, '测试系统内单位', '是', '办照', null, null, null, '担保机构'],
    body('测试单位未', [null, null, null, '派出所']),
  ])
  assert.match(
    told(wrong).join(),
    /名录里已有“测试信用合作联社”.*担保机构是系统外单位.*应为下列之一：担保机构、经办银行/,
  )
})

test('名称是图形符号、控制符或只有数字的，写明行和栏退回；生僻字、间隔号照收 (2.3.3, 2.1)', async () => {
  const bad = ['😀😀', '测试\u202e单位', '12345', '……', '★测试单位', '测试\u3164单位']
  const wrong = await tried('head', 'bodies', [bodyTitles, ...bad.map((name) => body(name))])
  assert.deepEqual(
    told(wrong).map((one) => one.slice(0, one.indexOf('：'))),
    bad.map((_, n) => `第${n + 2}行 名称`),
    told(wrong).join('\n'),
  )
  assert.match(told(wrong).join('\n'), /印不出来[\s\S]*看不见的控制符[\s\S]*只用文字/)
  const good = ['测试𠮷野商行', '测试买买提·艾力诊所', 'Anna Test Ltd（测试）']
  await run('head', await tried('head', 'bodies', [bodyTitles, ...good.map((name) => body(name))]), 'all')
  const names = await outside()
  for (const name of good) assert.ok(names.includes(name), name)
})

test('不是表格的、太大的、没有权限的，一开始就说清 (2.3.3)', async () => {
  const good = await bookOf([bodyTitles, body('测试单位甲')])
  assert.equal((await send('wang', 'bodies', good)).code, 'not-yours')
  assert.equal((await send('head', 'people', good)).code, 'not-yours')
  assert.equal((await send('head', 'nothing', good)).code, 'not-seen')
  assert.match((await send('head', 'bodies', Buffer.from('x'.repeat(200)))).says, /不是Excel工作簿/)
  assert.match((await send('head', 'bodies', good, '表.csv')).says, /只收\.xlsx/)
  assert.match((await send('head', 'survey-households', good)).says, /请选择导入到哪里/)
  const wrong = await tried('head', 'bodies', [
    ['说明', '名称', '办理事项', '备注'],
    [null, '甲单位', '办照', ''],
  ])
  assert.match(String(wrong.says), /缺少栏目：本系统部门、电话、地址、办公时间、机构类别；多出栏目：备注/)
})

test('试一遍什么也不改；问题写明行和栏；全部或全不、只导入好的，由人选 (2.3.3)', async () => {
  const before = await outside()
  const table = [
    bodyTitles,
    ['示例（不导入）', '示例单位', '否', '办照'],
    body('测试单位甲', ['0432-6000001']),
    [null, null, '否', '办照'],
    [null, '测试单位乙', '也许', '办照'],
    body('测试单位甲'),
    body('测试单位丙', ['打我手机']),
    body('测试单位丁'),
  ]
  const job = await tried('head', 'bodies', table)
  assert.equal(job.state, 'checked')
  assert.deepEqual([job.rows, job.bad], [6, 4])
  assert.deepEqual(
    told(job),
    [
      '第4行 名称：必填',
      '第5行 本系统部门：应为“是”或“否”',
      '第6行 名称：与第3行重复',
      '第7行 电话：“电话”格式不符',
    ].map((line, n) => (n === 3 ? (told(job)[3] ?? line) : line)),
  )
  assert.match(told(job)[3] ?? '', /^第7行 电话：/)
  assert.deepEqual(await outside(), before, 'nothing has changed')
  assert.deepEqual(job.offers, ['good', 'cancel'])
  assert.equal((await run('head', job, 'all')).code, 'not-met')
  const done = await run('head', job, 'good')
  assert.equal(done.state, 'done')
  assert.deepEqual([done.done, done.bad], [2, 4])
  type Earlier = { id: string; kindTitle: string; stateLabel: string; madeAt: string; madeBy: { name: string } | null }
  const { jobs } = await s.call<{ jobs: readonly Earlier[] }>('head', 'GET', '/api/imports')
  assert.deepEqual([jobs[0]?.id, jobs[0]?.stateLabel, typeof jobs[0]?.madeBy?.name], [job.id, '已导入', 'string'])
  assert.deepEqual(
    jobs.map(({ id }) => id),
    jobs
      .map(({ id }) => id)
      .toSorted()
      .toReversed(),
    'the newest first',
  )
  assert.deepEqual(
    (await outside()).filter((name) => !before.includes(name)).toSorted(),
    ['测试单位丁', '测试单位甲'].toSorted(),
  )
  assert.equal((await s.call<Refused>('head', 'POST', `/api/imports/${job.id}/run`, { mode: 'good' })).code, 'not-met')
})

test('同一份表再传，还是那一次；已在名录里的不再进 (2.3.3)', async () => {
  const table = [bodyTitles, body('测试单位戊')]
  // Made once: a book tells the second in which it was made.
  const book = await bookOf(table)
  const first = await rest('head', await send('head', 'bodies', book))
  const again = await send('head', 'bodies', book)
  assert.equal(again.id, first.id)
  assert.equal((await run('head', first, 'all')).state, 'done')
  assert.equal((await send('head', 'bodies', book)).id, first.id)
  const other = await tried('head', 'bodies', [bodyTitles, body('测试单位戊'), body('测试单位己')])
  assert.deepEqual(told(other), ['第2行 名称：名录里已有“测试单位戊”'])
})

test('结果表标出问题；只有本人看得到；可以取消 (2.3.3)', async () => {
  const job = await tried('head', 'bodies', [bodyTitles, body('测试单位庚'), [null, '测试单位辛', null, '办照']])
  assert.equal((await s.call<Refused>('wang', 'GET', `/api/imports/${job.id}`)).code, 'not-seen')
  const report = await s.app.inject({
    url: `/api/imports/${job.id}/report`,
    headers: { cookie: await s.signIn('head') },
  })
  const rows: (readonly (readonly [number, Cell])[])[] = []
  for await (const { cells } of rowsOf(report.rawPayload)) rows.push([...cells])
  assert.match(JSON.stringify(rows[2]), /有问题.*本系统部门：必填/)
  const cancelled = await s.call<Job>('head', 'POST', `/api/imports/${job.id}/cancel`, {})
  assert.equal(cancelled.state, 'cancelled')
  assert.equal((await run('head', job, 'good')).code, 'not-met')
})

test('人员：系统管理员导入，和手工登记同样检查 (1.2.c)', async () => {
  const titles = ['说明', '单位', '姓名', '工号', '用户名', '手机号']
  const street = '示例街道人力资源和社会保障所'
  const job = await tried('sysadmin', 'people', [
    titles,
    [null, street, '测试员一', 'T-0001', 'ceshi1', '13800000009'],
    [null, street, '测试员二', 'T-0002', 'wang', ''],
    [null, '没有的单位', '测试员三', 'T-0003', 'ceshi3', ''],
    [null, street, '测试员四', 'T-0001', 'Bad Name', ''],
  ])
  assert.equal(job.bad, 3, JSON.stringify(told(job)))
  assert.ok(
    told(job).some((line) => line.startsWith('第3行 用户名：这个用户名已有人使用')),
    JSON.stringify(told(job)),
  )
  assert.ok(told(job).some((line) => line.startsWith('第4行 单位：应为下列之一')))
  assert.ok(told(job).some((line) => line.startsWith('第5行 工号：与第2行重复')))
  const done = await run('sysadmin', job, 'good')
  assert.equal(done.done, 1)
})

test('调查住户：一户几行一起进，问题落在各人的行；中途拒绝的一行也不留 (1.3)', async () => {
  const round = await s.call<{ id: string }>('head', 'POST', '/api/surveys', {
    ...{ title: '导入轮', from: '2026-03-02', until: '2026-03-31', basis: '方案', notice: '告知' },
    ...{ checker: demoStaff('zhao'), checkShare: 0 },
  })
  const area = demoOffice('slsq')
  await s.call('head', 'POST', `/api/surveys/${round.id}/quota`, {
    area,
    kind: 'household',
    amount: 9,
    due: '2026-03-20',
  })
  await s.call('head', 'POST', `/api/surveys/${round.id}/share`, {
    area,
    kind: 'household',
    staff: demoStaff('wang'),
    amount: 9,
  })
  const headers = { cookie: await s.signIn('wang') }
  const template = await s.app.inject({ url: `/api/imports/template/survey-households?target=${round.id}`, headers })
  let titles: readonly string[] = []
  for await (const { row, cells } of rowsOf(template.rawPayload))
    if (row === 1) titles = [...cells.values()].map((cell) => (cell.is === 'text' ? cell.text : ''))
  const line = (values: Readonly<Record<string, string | number>>) =>
    titles.map((title) => values[title.replace('*', '')] ?? null)
  const first = {
    社区: '示例社区公共就业服务站',
    调查方式: '上门',
    调查日期: '2026-03-09',
    户别: '家庭户',
    户人口: 2,
    '已说明调查目的、用途和可以不填的内容': '是',
  }
  const person = { 性别: '男', 出生年月: '1990-01', 上周是否为取得收入而工作: '是', 就业状况: '在单位就业' }
  const table = (number: string, second: Readonly<Record<string, string>> = {}) => [
    line({ ...first, ...person, 户编号: number, 住址: `幸福里${number}号`, 姓名: '住户甲', 与户主关系: '户主' }),
    line({ ...{ 社区: first.社区, 户编号: number, 姓名: '住户乙', 与户主关系: '配偶' }, ...person, ...second }),
  ]
  const job = await tried(
    'wang',
    'survey-households',
    [titles, ...table('B1'), ...table('B2', { 上周是否为取得收入而工作: '否' }), ...table('B3')],
    round.id,
  )
  assert.deepEqual([job.rows, job.units, job.bad], [6, 3, 1], JSON.stringify(job))
  assert.match(told(job)[0] ?? '', /^第5行 .*请再核实一次/)
  const done = await run('wang', job, 'good')
  assert.equal(done.done, 2)
  const { rows } = await s.call<{ rows: readonly { number: string; people: number }[] }>(
    'wang',
    'GET',
    `/api/surveys/${round.id}/entries`,
  )
  assert.deepEqual(rows.map(({ number, people }) => `${number} ${people}`).toSorted(), ['B1 2', 'B3 2'])
  const twice = await tried('wang', 'survey-households', [titles, ...table('B1'), ...table('B4')], round.id)
  assert.match(told(twice)[0] ?? '', /^第2行 户编号：.*不再重复/)
  assert.equal((await run('wang', twice, 'good')).done, 1)
})

/** Takes a job in as the server does, which goes down after so many chunks. */
async function broken(job: Job, mode: 'all' | 'good', chunks: number): Promise<void> {
  const { db, world } = s
  const who = (await accountsOf(db).findStaff(demoTenant, demoStaff('head'), s.now()))!
  const kinds = importsOf(world)
  const running = await db.transaction(scopeOf(who), async (tx) => {
    const kept = (await findJob(tx, demoTenant, job.id))!
    saveJob(tx, demoTenant, { ...kept, state: 'running', mode, says: null }, s.now())
    return { ...kept, state: 'running', mode, says: null } as const
  })
  let asked = 0
  const needs = { db, now: s.now, keys: world.keys, kinds }
  await takeIn({ needs, who, kind: kinds.get('bodies')!, stopping: () => asked++ >= chunks }, running)
}
const many = (sign: string, count: number) =>
  Array.from({ length: count }, (_, n) => body(`测试单位${sign}${'甲乙丙丁戊己庚辛壬癸'[n % 10]}${n}号`))

test('服务器在中途停止：不说已取消，写明进了几项，一点就能重新开始或接着导入 (2.3.3)', async () => {
  const whole = await tried('head', 'bodies', [bodyTitles, ...many('全', 45)])
  await broken(whole, 'all', 1)
  const job = await s.call<Job>('head', 'GET', `/api/imports/${whole.id}`)
  assert.deepEqual([job.state, job.done, job.offers], ['checked', 0, ['all', 'cancel']])
  assert.equal(job.says, '导入时服务器停止，一行也没有导入；可以重新开始导入')
  assert.ok(!(await outside()).some((name) => name.includes('单位全')))
  const done = (await run('head', job, 'all')) as Job
  assert.deepEqual([done.state, done.done, done.says], ['done', 45, null])

  const good = await tried('head', 'bodies', [bodyTitles, ...many('好', 45), [null, null, '否', '办照']])
  await broken(good, 'good', 1)
  const half = await s.call<Job>('head', 'GET', `/api/imports/${good.id}`)
  assert.deepEqual([half.state, half.done, half.offers], ['checked', 20, ['good', 'cancel']])
  assert.equal(half.says, '导入时服务器停止，已导入20项；可以接着导入其余的')
  const rest = (await run('head', half, 'good')) as Job
  assert.deepEqual([rest.state, rest.done, rest.bad], ['done', 45, 1])
  assert.equal((await outside()).filter((name) => name.includes('单位好')).length, 45)
})

test('接着导入之前取消的，写明先前进了几项 (2.3.3)', async () => {
  const job = await tried('head', 'bodies', [bodyTitles, ...many('消', 25)])
  await broken(job, 'good', 1)
  const cancelled = await s.call<Job>('head', 'POST', `/api/imports/${job.id}/cancel`, {})
  assert.deepEqual([cancelled.state, cancelled.says], ['cancelled', '已取消，取消前导入了20项'])
})

test('服务器突然断电：两分钟没有动静，照实说，也能再开始；有人在中途取消的才说已取消 (2.3.3)', async () => {
  const job = await tried('head', 'bodies', [bodyTitles, ...many('断', 25)])
  await s.owner.query(`update import_job set state = 'running', mode = 'all', done = 20 where id = $1`, [job.id])
  const look = () => s.call<Job>('head', 'GET', `/api/imports/${job.id}`)
  assert.deepEqual([(await look()).state, (await look()).offers], ['running', ['cancel']])
  await s.owner.query(`update import_job set beat_at = beat_at - interval '3 minutes' where id = $1`, [job.id])
  const { state, done, says, offers } = await look()
  assert.deepEqual([state, done, offers], ['checked', 0, ['all', 'cancel']])
  assert.match(String(says), /服务器停止，一行也没有导入/)
  const cancelled = await s.call<Job>('head', 'POST', `/api/imports/${job.id}/cancel`, {})
  assert.deepEqual([cancelled.state, cancelled.says], ['cancelled', '已取消，一行也没有导入'])
})

test('结果表写出填错的原样，公式不会运行 (2.3.3)', async () => {
  const wrong: Table = [
    bodyTitles,
    [null, '测试单位错', '=HYPERLINK("http://x")', '办照'],
    [null, '测试单位误', '也许', '办照', 123456789012345680],
  ]
  // As somebody types it into a cell made of text; our own writer would lead it by an apostrophe.
  const parts = unzipSync(await bookOf(wrong))
  const typed = strFromU8(parts['xl/worksheets/sheet1.xml']!).replace(/>[^<=>]*=HYPERLINK/, '>=HYPERLINK')
  const book = Buffer.from(zipSync({ ...parts, 'xl/worksheets/sheet1.xml': strToU8(typed) }))
  const job = await rest('head', await send('head', 'bodies', book))
  const headers = { cookie: await s.signIn('head') }
  const report = await s.app.inject({ url: `/api/imports/${job.id}/report`, headers })
  const rows: string[][] = []
  for await (const { cells } of rowsOf(report.rawPayload))
    rows.push([...cells.values()].map((cell) => (cell.is === 'text' ? cell.text : cell.is)))
  const [titles = [], first = [], second = []] = rows
  assert.equal(first[titles.indexOf('本系统部门')], `'=HYPERLINK("http://x")`)
  assert.match(first[2] ?? '', /^本系统部门：应为“是”或“否”（填的是“=HYPERLINK/)
  assert.ok(second.includes('也许') && second.includes('123456789012345680'), second.join(' '))
})

test('公式和变了样的长数字不收 (1.3)', async () => {
  const long = await tried('head', 'bodies', [bodyTitles, [null, '测试单位壬', '否', '办照', 123456789012345680]])
  assert.match(told(long)[0] ?? '', /^第2行 电话：数字超过15位/)
})

test('全部或全不：试过以后情况变了，有一行过不去就一行也不进 (2.3.3)', async () => {
  const job = await tried('head', 'bodies', [bodyTitles, body('测试单位子'), body('测试单位丑'), body('测试单位寅')])
  const between = await tried('head', 'bodies', [bodyTitles, body('测试单位丑')])
  assert.equal((await run('head', between, 'all')).state, 'done')
  const done = (await run('head', job, 'all')) as Job
  assert.equal(done.state, 'failed')
  assert.equal(done.done, 0)
  assert.deepEqual(told(done), ['第3行 名称：名录里已有“测试单位丑”'])
  const now = await outside()
  assert.ok(now.includes('测试单位丑') && !now.includes('测试单位子') && !now.includes('测试单位寅'))
})
