import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testHall } from '#apps/hall/testing.ts'
import { demoStaff } from '#office/seed.ts'

// A client of somebody who knows GeoReport v2 and nothing of ours: it reads what the endpoint says of itself, and goes on
// from there, in both formats.

const hall = await testHall('open311')
const { send, owner } = hall

type Node = string | { readonly [name: string]: Node } | readonly Node[]
type Found = ReturnType<typeof JSON.parse>

/** XML as the standard has it: elements with text or elements; a list is an element whose children all have its singular. */
function readXml(text: string): Found {
  assert.match(text, /^<\?xml version="1\.0" encoding="utf-8"\?>\n/)
  const tokens = text.slice(text.indexOf('?>') + 2).match(/<[^>]+>|[^<]+/g) ?? []
  let at = 0
  const plain = (raw: string) =>
    raw
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&amp;', '&')
  function node(): readonly [string, Node] {
    const name = tokens[at++]!.slice(1, -1)
    const children: (readonly [string, Node])[] = []
    let words = ''
    while (tokens[at] !== `</${name}>`) {
      if (tokens[at]!.startsWith('<')) children.push(node())
      else words += plain(tokens[at++]!)
    }
    at += 1
    const lists = ['services', 'service_requests', 'errors', 'attributes', 'values', 'endpoints', 'formats']
    if (lists.includes(name)) return [name, children.map(([, child]) => child)]
    return [name, children.length > 0 ? Object.fromEntries(children) : words]
  }
  while (!tokens[at]?.startsWith('<')) at += 1
  const [root, value] = node()
  return { root, value }
}

/** What both formats said of the same thing: JSON as it is, XML read; the same but that XML has words alone. */
async function both(path: string, status = 200, root = ''): Promise<Found> {
  const json = await send('GET', path.replace('.*', '.json'))
  const xml = await send('GET', path.replace('.*', '.xml'))
  assert.deepEqual([json.status, xml.status], [status, status], json.text)
  const read = readXml(xml.text)
  if (root) assert.equal(read.root, root)
  assert.deepEqual(read.value, inWords(json.body))
  return json.body
}

function inWords(value: Found): Found {
  if (value === null) return ''
  if (Array.isArray(value)) return value.map(inWords)
  if (typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, inWords(v)]))
  return String(value)
}

let caller = 0
/** From somewhere else each time: how much one address may send is not what is looked at here. */
function ask(fields: Readonly<Record<string, string>>, format = 'json', headers: Record<string, string> = {}) {
  caller += 1
  return send('POST', `/open311/v2/requests.${format}`, {
    payload: new URLSearchParams(fields).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    address: `10.3.1.${caller}`,
  })
}

const here = { lat: '30.0', long: '120.0', 'attribute[office]': 'sljd' }
const words = '等了很久没有人叫号 <b>&"（测试数据）'
let number = ''

test('按标准读：发现文件指路，事项清单逐项有定义，窗口和对象可以选（10.5.2、10.5.3）', async () => {
  const found = await both('/open311/discovery.*', 200, 'discovery')
  assert.deepEqual(found.endpoints[0].formats, ['text/xml', 'application/json'])
  assert.match(found.endpoints[0].url, /\/open311\/v2$/)
  const services = await both('/open311/v2/services.*', 200, 'services')
  assert.equal(services.length, 6)
  for (const one of services) {
    assert.deepEqual([one.metadata, one.type], [true, 'realtime'])
    const defined = await both(`/open311/v2/services/${one.service_code}.*`, 200, 'service_definition')
    assert.equal(defined.service_code, one.service_code)
    const required = defined.attributes.filter((each: Found) => each.required).map((each: Found) => each.code)
    assert.deepEqual(required, ['office', 'target'])
    const window = defined.attributes.find((each: Found) => each.code === 'window')
    assert.ok(window.values.some((each: Found) => each.key === '1号综合窗口'))
  }
  assert.deepEqual(await both('/open311/v2/services/nothing.*', 404, 'errors'), [
    { code: 404, description: '没有这个 service_code（事项代码）' },
  ])
})

test('按标准提：错在哪里一次说全，什么也不写；写对了有编号和查询码，由单位负责人答（10.5.2、10.5.3）', async () => {
  const cases: readonly (readonly [Record<string, string>, number, readonly string[]])[] = [
    [{}, 400, ['service_code']],
    [{ service_code: 'nothing', ...here }, 404, ['services']],
    [{ service_code: 'pace', ...here, description: 'a\u0001b' }, 422, ['控制符']],
    [{ service_code: 'pace', lat: '30.0', long: '120.0' }, 400, ['attribute[office]']],
    [{ service_code: 'pace', ...here }, 400, ['description', 'attribute[target]']],
    [{ service_code: 'pace', ...here, description: words, 'attribute[target]': 'window' }, 400, ['attribute[window]']],
    [
      { service_code: 'pace', ...here, description: words, 'attribute[target]': 'person', 'attribute[staff]': '钱某' },
      400,
      ['attribute[staff]'],
    ],
    [
      { service_code: 'pace', ...here, description: words, 'attribute[target]': 'office', email: 'a@example.org' },
      400,
      ['phone'],
    ],
    [
      { service_code: 'pace', ...here, description: words, 'attribute[target]': 'office', first_name: '甲' },
      400,
      ['phone'],
    ],
    [
      {
        service_code: 'pace',
        ...here,
        description: words,
        'attribute[target]': 'office',
        first_name: '甲',
        phone: '12',
      },
      400,
      ['电话'],
    ],
    [{ service_code: 'pace', ...here, description: '长'.repeat(4001), 'attribute[target]': 'office' }, 400, ['4000']],
  ]
  for (const [fields, status, says] of cases) {
    const no = await ask(fields)
    assert.equal(no.status, status, no.text)
    for (const word of says) assert.ok(no.text.includes(word), `${word}: ${no.text}`)
    assert.ok(no.body.every((one: Found) => one.code === status && typeof one.description === 'string'))
  }
  assert.equal((await owner.query(`select 1 from matter where kind = 'complaint'`)).rowCount, 0)

  const fields = {
    ...{ service_code: 'pace', lat: '30.0', long: '120.0', address_id: 'sljd', description: words },
    ...{
      'attribute[target]': 'window',
      'attribute[window]': '1号综合窗口',
      last_name: '测',
      first_name: '试甲',
      phone: '13800000000',
    },
  }
  const made = await ask(fields, 'xml')
  assert.equal(made.status, 201, made.text)
  const [row] = readXml(made.text).value
  assert.match(row.service_notice, /查询码[0-9A-Z]{8}/)
  number = row.service_request_id
  const { rows } = await owner.query(`select facts, holder_staff from matter where number = $1`, [number])
  assert.deepEqual(
    [rows[0].facts.channel, rows[0].facts.cause, rows[0].facts.isAnonymous, rows[0].holder_staff],
    ['web', 'pace', false, demoStaff('head')],
  )
  assert.ok(!JSON.stringify(rows[0].facts).includes('13800000000'), '电话加密')
})

test('同一次请求重发只有一件；工作人员不能替群众提（10.5.3）', async () => {
  const fields = {
    service_code: 'other',
    ...here,
    description: '建议多放几把椅子（测试数据）',
    'attribute[target]': 'office',
  }
  const key = { 'idempotency-key': '11111111-2222-4333-8444-555555555555' }
  const twice = [await ask(fields, 'json', key), await ask(fields, 'json', key)]
  assert.equal(twice[0]!.body[0].service_request_id, twice[1]!.body[0].service_request_id)
  const staff = await send('POST', '/open311/v2/requests.json', {
    payload: new URLSearchParams(fields).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', cookie: await hall.cookieOf('wang') },
  })
  assert.equal(staff.status, 403, staff.text)
})

test('按编号查得到进度；没有受理的不在清单里，受理的只有日期、单位和进度，没有内容、对象、姓名（10.5.4）', async () => {
  const [one] = await both(`/open311/v2/requests/${number}.*`, 200, 'service_requests')
  assert.deepEqual(
    [one.status, one.status_notes, one.service_code, one.address_id, one.requested_datetime],
    ['open', '收到待核实', 'pace', 'sljd', '2026-11-23T00:00:00.000+08:00'],
  )
  assert.deepEqual(await both(`/open311/v2/tokens/${number}.*`), [{ service_request_id: number, token: number }])
  assert.equal((await both(`/open311/v2/requests.*?service_request_id=${number},sljd-T-2026-99999`)).length, 1)
  assert.deepEqual(await both('/open311/v2/requests.*'), [], '还没有受理')
  await both('/open311/v2/requests/sljd-T-2026-99999.*', 404, 'errors')

  const { rows } = await owner.query(`select id, version from matter where number = $1`, [number])
  const path = `/api/matters/${rows[0].id}/moves`
  const reached = await hall.as('head', 'POST', `${path}/reach`, {
    version: rows[0].version,
    way: 'call',
    said: '说等了一小时',
  })
  const taken = await hall.as('head', 'POST', `${path}/take-onsite`, {
    version: reached.body.matter.version,
    opinion: '现场协调',
  })
  assert.equal(taken.status, 200, taken.text)
  const list = await both('/open311/v2/requests.*?status=open&service_code=pace,fee')
  assert.deepEqual([list.length, list[0].service_request_id, list[0].status_notes], [1, number, '现场协调中'])
  assert.ok(list[0].expected_datetime)
  const text = JSON.stringify(list)
  for (const word of ['等了', '测试甲', '1380', '1号综合窗口', '09:00']) assert.ok(!text.includes(word), word)
  assert.deepEqual(await both('/open311/v2/requests.*?status=closed'), [])
  assert.deepEqual(await both('/open311/v2/requests.*?service_code=fee'), [])
  assert.deepEqual(await both('/open311/v2/requests.*?end_date=2026-11-22T00:00:00Z'), [])
  assert.equal((await both('/open311/v2/requests.*?start_date=2026-11-22T00:00:00%2B08:00')).length, 1)
  for (const wrong of [
    'start_date=2026-11-01',
    'status=late',
    'start_date=2026-11-23T00:00:00Z&end_date=2026-11-22T00:00:00Z',
  ])
    await both(`/open311/v2/requests.*?${wrong}`, 400, 'errors')
})
