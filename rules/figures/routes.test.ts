import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { unzipSync } from 'fflate'
import { contactForm, reviewOf } from '#apps/server/forms.ts'
import { testServer } from '#apps/server/testing.ts'
import { complaintInput, formOf } from '#house/forms.ts'
import { places } from '#matter/jobs.ts'
import { demoOffice, demoTenant } from '#office/seed.ts'
import { rowsOf } from '#platform/sheets/reading.ts'
import { saidIn } from '#platform/sheets/testing.ts'
import type { Figures } from './contract.ts'
import { refresh } from './jobs.ts'

// 测试数据

const s = await testServer('figure_routes', '2026-10-29T09:00:00+08:00')
const street = demoOffice('sljd')
const place = async () => (await places(s.world)).find((one) => one.scope.tenant === demoTenant)!
const count = async () => refresh(s.world, await place())

async function given(minutes: number): Promise<void> {
  const made = await s.open('wang', 'case', { service: 'JY01', form: formOf('JY01') })
  s.pass(minutes)
  const checked = await s.move('wang', made, 'check', reviewOf(await s.look('wang', made)))
  assert.equal((await s.move('wang', checked, 'finish')).status, 200)
}

before(async () => {
  await given(5)
  await s.open('wang', 'contact', contactForm)
  for (const day of ['2026-11-02', '2026-11-03', '2026-11-04']) {
    s.setClock(`${day}T10:00:00+08:00`)
    await given(7)
    await s.open('wang', 'contact', contactForm)
  }
  await s.open('wang', 'complaint', complaintInput)
  await s.open('qian', 'contact', contactForm)
  s.setClock('2026-11-23T09:30:00+08:00')
  await count()
})

const november = 'from=2026-11-01&until=2026-11-23'
type Answer = Figures & { readonly status: number; readonly clause: string | null; readonly says: string }
const ask = (who: string, query: string) => s.call<Answer>(who, 'GET', `/api/figures/sums?${query}`)

test('只有负责人和上级能看，只看得到本单位和下级（6.6）', async () => {
  const own = await ask('head', `by=office&${november}`)
  assert.deepEqual(
    own.rows.map(({ key, sums }) => [key, sums.opened]),
    [[street, 6]],
  )
  assert.equal(own.offices[0]?.id, street)
  const all = await ask('city', `by=office&${november}`)
  assert.equal(all.total.sums.opened, 7)
  assert.deepEqual((await ask('city', `by=day&${november}&office=${street}`)).total, {
    ...own.total,
  })
  for (const who of ['wang', 'li', 'auditor']) {
    const { status, clause } = await ask(who, 'by=day')
    assert.equal(status, 403, who)
    if (who !== 'auditor') assert.equal(clause, '6.6')
  }
  assert.equal((await ask('head', `by=day&office=${demoOffice('ybjd')}`)).status, 404)
  const wrong = await ask('head', 'by=day&from=2026-11-23&until=2026-11-01')
  assert.deepEqual([wrong.status, wrong.clause, wrong.says], [422, '6.6', '结束日期不能早于开始日期'])
  assert.equal((await ask('head', 'by=day&from=2020-01-01&until=2026-11-01')).status, 422)
})

test('怎么分都是同一个数；岗位和事项不说整个单位才有的数；没有发生的日子也列出来（6.6）', async () => {
  for (const by of ['office', 'post', 'service', 'month', 'day'] as const) {
    const { rows, total } = await ask('city', `by=${by}&${november}`)
    assert.equal(
      rows.reduce((sum, { sums }) => sum + (sums.opened ?? 0), 0),
      total.sums.opened,
      by,
    )
    assert.equal(
      rows.every(({ sums }) => 'complaints' in sums),
      by !== 'post' && by !== 'service',
      by,
    )
    if (by === 'day') assert.equal(rows.length, 23)
  }
  const one = await ask('head', `by=day&${november}&service=JY01`)
  assert.deepEqual([one.total.sums.opened, one.total.sums.complaints, one.total.shares.kept], [3, undefined, 100])
})

test('和上期比：上月同样的日子；统计到什么时候写出来（6.6）', async () => {
  const { before: past, total, counted } = await ask('head', `by=day&${november}`)
  assert.deepEqual([past.from, past.until, past.sums.opened], ['2026-10-01', '2026-10-23', 0])
  assert.deepEqual([total.sums.opened, total.sums.closed, total.sums.kept, total.sums.complaints], [6, 3, 3, 1])
  assert.equal(counted, '2026-11-23T09:30:00.000+08:00')
  const whole = await ask('head', 'by=day&from=2026-11-01&until=2026-11-30')
  assert.deepEqual([whole.before.until, whole.before.sums.opened], ['2026-10-31', 2])
})

const fetched = async (who: string, url: string) =>
  s.app.inject({ method: 'GET', url, headers: { cookie: await s.signIn(who) } })

async function cellsOf(bytes: Buffer): Promise<string[][]> {
  const lines: string[][] = []
  for await (const { cells } of rowsOf(bytes))
    lines.push([...cells.values()].map((cell) => String(Object.values(cell).at(-1))))
  return lines
}

test('导出的表和页面是同样的数，留在审计里（6.6）', async () => {
  const { total } = await ask('head', `by=day&${november}`)
  const book = await fetched('head', `/api/figures/sums.xlsx?by=day&${november}`)
  const lines = await cellsOf(book.rawPayload)
  const titles = lines.findIndex((line) => line.includes('收件（件）'))
  const at = lines[titles]!.indexOf('收件（件）')
  assert.equal(lines.at(-1)![0], '合计')
  assert.equal(lines.at(-1)![at], String(total.sums.opened))
  const list = await fetched('head', `/api/figures/sums.csv?by=day&${november}`)
  const all = list.body.trim().split('\r\n')
  assert.equal(all.at(-1)!.split(',')[all[0]!.split(',').indexOf('"收件（件）"')], '6')
  assert.equal((await fetched('wang', `/api/figures/sums.xlsx?by=day`)).statusCode, 403)
  const { rows } = await s.owner.query(`select says from audit where what = 'figures-export' order by at`)
  assert.match(rows[0]?.says, /导出示例街道人力资源和社会保障所的统计（按日期，2026年11月1日至2026年11月23日）/)
})

const monthOf = (month: string) => `office=${street}&month=${month}`

/** All that stands in the three files, as text without spaces. */
async function files(month: string) {
  const [pdf, docx, xlsx] = await Promise.all(
    ['pdf', 'docx', 'xlsx'].map((ending) => fetched('head', `/api/figures/monthly.${ending}?${monthOf(month)}`)),
  )
  for (const file of [pdf, docx, xlsx]) assert.equal(file!.statusCode, 200, file!.body.slice(0, 200))
  const parts = unzipSync(xlsx!.rawPayload)
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
  return {
    pdf: saidIn(pdf!.rawPayload),
    docx: text(unzipSync(docx!.rawPayload)['word/document.xml']!).replaceAll(/<[^>]+>/g, ''),
    xlsx: Object.entries(parts)
      .filter(([name]) => name.includes('sheet'))
      .map(([, part]) => text(part).replaceAll(/<[^>]+>/g, ''))
      .join(''),
    bytes: pdf!.rawPayload,
  }
}

test('月报三种文件里是同样的数；没有结束的月份不能定稿，写明截至什么时候（6.6）', async () => {
  const { total } = await ask('head', 'by=office&from=2026-11-01&until=2026-11-30')
  const said = await files('2026-11')
  for (const [kind, words] of [
    ['pdf', said.pdf],
    ['docx', said.docx],
    ['xlsx', said.xlsx],
  ] as const) {
    for (const [label, unit, value, last] of [
      ['收件', '件', total.sums.opened, 2],
      ['按期', '件', total.sums.kept, 1],
      ['按期办结率', '%', total.shares.kept, 100],
      ['投诉', '件', total.sums.complaints, 0],
    ] as const)
      assert.ok(words.includes(`${label}${unit}${value}${last}`), `${kind}: ${label}${unit}${value}${last}`)
    assert.ok(words.includes('未定稿，数据截至2026年11月23日 09:30'), kind)
  }
  const open = await s.call<{ status: number; says: string; clause: string }>('head', 'POST', '/api/figures/reports', {
    office: street,
    month: '2026-11',
  })
  assert.deepEqual([open.status, open.clause], [422, '6.6'])
  assert.match(open.says, /还没有结束/)
})

test('定稿以后，补登了数字，取出的还是那一版；重新定稿是下一版（6.6）', async () => {
  const setDown = (who: string, office = street) =>
    s.call<{ edition: number; status: number }>(who, 'POST', '/api/figures/reports', { office, month: '2026-10' })
  assert.deepEqual([(await setDown('head')).status, (await setDown('wang')).status], [201, 403])
  assert.equal((await setDown('head', demoOffice('ybjd'))).status, 404)
  const first = await files('2026-10')
  assert.match(first.pdf, /本月收件2件/)
  await s.owner.query(`update figure_place_month set opened = opened + 40 where office = $1 and day = '2026-10-01'`, [
    street,
  ])
  const again = await files('2026-10')
  assert.deepEqual(again.bytes, first.bytes)
  assert.equal((await setDown('head')).edition, 2)
  assert.match((await files('2026-10')).pdf, /本月收件42件/)
  const { rows } = await s.call<{ rows: readonly { month: string; edition: number }[] }>(
    'head',
    'GET',
    '/api/figures/reports',
  )
  assert.deepEqual(
    rows.map(({ month, edition }) => [month, edition]),
    [
      ['2026-10', 2],
      ['2026-10', 1],
    ],
  )
  await assert.rejects(
    s.db.transaction({ tenant: demoTenant, paths: ['cs'] }, (tx) =>
      tx.all({ name: 'x', text: `update figure_report set edition = 9 where tenant_id = $1 returning id` } as never, [
        demoTenant,
      ]),
    ),
    /permission denied/,
  )
})

test('统计还没有算到月底的月份不能定稿（6.6）', async () => {
  await s.owner.query(`update figure_mark set at = '2026-10-31T12:00:00+08:00'`)
  const early = await s.call<{ says: string; status: number }>('head', 'POST', '/api/figures/reports', {
    office: street,
    month: '2026-10',
  })
  assert.deepEqual([early.status, early.says], [422, '统计还没有算到月底，请过几分钟再定稿'])
  await count()
})
