import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { excel } from '#platform/sheets/excel.ts'
import { machine } from './machine.ts'
import { cpuSeconds, freshFolder, startServer } from './place.ts'

/**
 * How long a table of so many people takes from upload to the last row, and what a clerk waits meanwhile: the good ones chunk by
 * chunk, or all in one transaction. The last figures of each mode and size of household are kept in `bench/import.json`.
 *
 *   node bench/import.ts [--rows 50000] [--mode all|good] [--per 4]
 */
const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '50000' },
    mode: { type: 'string', default: 'good' },
    per: { type: 'string', default: '4' },
  },
})
const rows = Number(values.rows)
const perHousehold = Number(values.per)
const mode = values.mode === 'all' ? 'all' : 'good'

type Body = { readonly [name: string]: unknown }
type Job = {
  readonly id: string
  readonly state: string
  readonly done: number
  readonly bad: number
  readonly units: number
  readonly says: string | null
}

const folder = freshFolder()
const server = await startServer(folder)
const base = `http://127.0.0.1:${server.port}`
const json = { 'content-type': 'application/json', accept: 'application/json' }

async function signIn(username: string): Promise<string> {
  const headers = { ...json, 'idempotency-key': crypto.randomUUID() }
  const body = JSON.stringify({ username, password: 'shouwen-demo' })
  const answer = await fetch(`${base}/api/session`, { method: 'POST', headers, body })
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
}

async function call<T = Body>(cookie: string, path: string, body?: object): Promise<T> {
  const headers = { ...json, cookie, ...(body && { 'idempotency-key': crypto.randomUUID() }) }
  const answer = await fetch(
    `${base}${path}`,
    body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers },
  )
  const read = (await answer.json()) as T & { readonly says?: string }
  if (!answer.ok) throw new Error(`${path}: ${read.says}`)
  return read
}

/** A round in which one surveyor has room for all of them. */
async function ground(
  head: string,
): Promise<{ readonly round: string; readonly area: string; readonly today: string }> {
  type Page = {
    suggested: { from: string; notice: string }
    forms: { add: { properties: { checker: { oneOf: { const: string; title: string }[] } } } }
  }
  const { suggested, forms } = await call<Page>(head, '/api/surveys')
  const checker = forms.add.properties.checker.oneOf[0]?.const ?? ''
  const [from, until] = [suggested.from, `${Number(suggested.from.slice(0, 4)) + 1}-12-31`]
  const made = {
    title: '压力（测试数据）',
    from,
    until,
    basis: '测试数据',
    notice: suggested.notice,
    checker,
    checkShare: 0,
  }
  const { id } = await call<{ id: string }>(head, '/api/surveys', made)
  type One = { forms: { quota: { properties: { area: { oneOf: { const: string; title: string }[] } } } } }
  const { const: place = '', title = '' } =
    (await call<One>(head, `/api/surveys/${id}`)).forms.quota.properties.area.oneOf[0] ?? {}
  await call(head, `/api/surveys/${id}/quota`, { area: place, kind: 'household', amount: rows, due: until })
  return { round: id, area: title, today: from }
}

function bookOf(area: string, today: string): Promise<Buffer> {
  const titles = [
    ...['说明', '社区', '户编号', '住址', '调查结果', '情况说明', '调查方式', '调查日期'],
    ...[
      '已说明调查目的、用途和可以不填的内容',
      '备注',
      '户别',
      '户人口',
      '姓名',
      '与户主关系',
      '性别',
      '出生年月',
      '户口登记地',
      '学历',
      '婚姻状况',
    ],
    ...[
      '上周是否为取得收入而工作',
      '就业状况',
      '工作单位',
      '职业',
      '培训经历',
      '技能等级',
      '是否想就业或换工作',
      '是否想创业',
      '是否想参加培训',
      '想学什么',
      '手机号码',
    ],
  ]
  const lines = Array.from({ length: rows }, (_, n): Readonly<Record<string, string | number>> => {
    const house = Math.floor(n / perHousehold)
    const first = n % perHousehold === 0
    const own = {
      住址: `测试路${house}号`,
      调查方式: '上门',
      调查日期: today,
      户别: '家庭户',
      户人口: perHousehold,
      '已说明调查目的、用途和可以不填的内容': '是',
    }
    const person = {
      姓名: `测试${n}`,
      与户主关系: first ? '户主' : '子女',
      性别: '男',
      出生年月: '1990-01',
      上周是否为取得收入而工作: '是',
      就业状况: '在单位就业',
    }
    return {
      社区: area,
      户编号: `T${house}`,
      ...(first && own),
      ...person,
      手机号码: `138${String(n).padStart(8, '0')}`,
    }
  })
  const columns = titles.map((title) => ({
    title,
    value: (line: Readonly<Record<string, string | number>>) => line[title] ?? null,
  }))
  return excel({ sheet: '表', columns, rows: lines })
}

/** What somebody at a desk waits, asked again and again until it is over. */
async function waits(cookie: string, over: () => boolean): Promise<readonly number[]> {
  const found: number[] = []
  while (!over()) {
    const from = performance.now()
    await call(cookie, '/api/desk')
    found.push(performance.now() - from)
    await sleep(50)
  }
  return found.toSorted((a, b) => a - b)
}

async function rested(cookie: string, id: string): Promise<Job> {
  for (;;) {
    const job = await call<Job>(cookie, `/api/imports/${id}`)
    if (!['reading', 'checking', 'running'].includes(job.state)) return job
    await sleep(200)
  }
}

type Figures = { readonly mode: string; readonly rows: number; readonly perHousehold: number }

/** Beside those of other modes and sizes; in the place of an earlier one alike. */
async function keep(figures: Figures): Promise<void> {
  const file = join(import.meta.dirname, 'import.json')
  const { runs = [] } = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as { readonly runs?: readonly Figures[] })
    : {}
  const word = (one: Figures) => `${one.mode} ${one.perHousehold} ${one.rows}`
  const all = [...runs.filter((one) => word(one) !== word(figures)), figures].toSorted((a, b) =>
    word(a) < word(b) ? -1 : 1,
  )
  writeFileSync(file, `${JSON.stringify({ machine: await machine(null), runs: all }, null, 2)}\n`)
}

try {
  const [head, wang] = await Promise.all([signIn('head'), signIn('wang')])
  const { round, area, today } = await ground(head)
  const book = await bookOf(area, today)
  const form = new FormData()
  form.append('file', new Blob([new Uint8Array(book)]), '测试.xlsx')
  let over = false
  const desk = waits(wang, () => over)
  const from = performance.now()
  const idle = cpuSeconds(server.pid) ?? 0
  const sent = await fetch(`${base}/api/imports/upload/survey-households?target=${round}`, {
    method: 'POST',
    headers: { cookie: head },
    body: form,
  })
  const { id } = (await sent.json()) as Job
  const checked = await rested(head, id)
  const tried = performance.now()
  const dryCpu = (cpuSeconds(server.pid) ?? 0) - idle
  if (checked.bad > 0) throw new Error(`bad: ${checked.bad} ${checked.says}`)
  await call(head, `/api/imports/${id}/run`, { mode })
  const done = await rested(head, id)
  const end = performance.now()
  const cpu = (cpuSeconds(server.pid) ?? 0) - idle - dryCpu
  over = true
  const each = await desk
  const at = (share: number) => Math.round(each[Math.floor(each.length * share)] ?? 0)
  const seconds = (ms: number) => Math.round(ms / 100) / 10
  const figures = {
    mode,
    rows,
    perHousehold,
    households: done.done,
    bookMb: Math.round(book.length / 1e5) / 10,
    drySeconds: seconds(tried - from),
    runSeconds: seconds(end - tried),
    serverCpuSeconds: { dry: seconds(dryCpu * 1000), run: seconds(cpu * 1000) },
    deskMs: { p50: at(0.5), p95: at(0.95), most: at(0.999) },
    asked: each.length,
    load: Math.round((loadavg()[0] ?? 0) * 10) / 10,
  }
  process.stdout.write(`${JSON.stringify(figures)}\n`)
  if (done.state !== 'done') throw new Error(`${done.state}: ${done.says}`)
  await keep(figures)
} finally {
  await server.stop()
  folder.remove()
}
