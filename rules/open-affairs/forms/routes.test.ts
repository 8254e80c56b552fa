import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { contactForm, hardship, reviewOf } from '#apps/server/forms.ts'
import { type Refused, testServer } from '#apps/server/testing.ts'
import { chartOf } from '#core/chart.ts'
import { eightOpens } from '#core/service/opens.ts'
import { closePress } from '#platform/sheets/render.ts'
import { pagesIn, wordsIn } from '#platform/sheets/testing.ts'

const s = await testServer('forms')
after(closePress)

/** A paper as somebody gets it: its status, type, words in reading order. */
async function paper(url: string, who: string | null = null) {
  const cookie = who ? { cookie: await s.signIn(who) } : {}
  const { statusCode: status, headers, rawPayload } = await s.app.inject({ url, headers: cookie })
  const type = String(headers['content-type'])
  return { status, type, bytes: rawPayload, words: type === 'application/pdf' ? wordsIn(rawPayload) : null }
}
const says = (words: string | null, text: string) => words === null || words.includes(text.replaceAll(/\s/g, ''))

test('everybody may take the blank form and the guide of each of the 15 services, under the heading of an office (2.3.1, 6.2)', async () => {
  for (const { code, name } of s.world.catalogue.list()) {
    const form = await paper(`/api/services/${code}/form.pdf`)
    assert.deepEqual([form.status, form.type], [200, 'application/pdf'], code)
    assert.ok((pagesIn(form.bytes) ?? 9) <= 3, `${code}: ${pagesIn(form.bytes)} pages`)
    assert.ok(says(form.words, '示例街道人力资源和社会保障所') && says(form.words, '测试数据'), code)
    const guide = await paper(`/api/services/${code}/guide.pdf?office=ybjd`)
    assert.equal(guide.status, 200, code)
    assert.ok(says(guide.words, `${name}办事指南`) && says(guide.words, '监督投诉电话'), code)
  }
  assert.equal((await paper('/api/services/JY99/form.pdf')).status, 404)
  assert.equal((await paper('/api/services/JY01/guide.pdf?office=nowhere')).status, 404)
})

test('the same paper twice is the same to the bit, and other words are another paper', async () => {
  const [one, two, other] = await Promise.all([
    paper('/api/services/JY01/form.pdf'),
    paper('/api/services/JY01/form.pdf'),
    paper('/api/services/JY01/form.pdf?office=ybjd'),
  ])
  assert.ok(one.bytes.equals(two.bytes))
  assert.ok(!one.bytes.equals(other.bytes))
})

test('the guide page on the portal: eight opens whole, and the chart drawn is the table that runs, node for node and way for way (1.2.i)', async () => {
  for (const { code } of s.world.catalogue.list()) {
    const { body, statusCode } = await s.app.inject({ url: `/services/${code}` })
    assert.equal(statusCode, 200, code)
    const text = body.replaceAll(/<[^>]*>/g, '').replaceAll(/&#(\d+);/g, (_, n) => String.fromCharCode(Number(n)))
    const service = s.world.catalogue.get(code)!.service
    for (const { label, says: lines } of eightOpens(service))
      assert.ok(
        text.includes(label) && (label === '申报材料' || lines.every((line) => text.includes(line))),
        `${code} ${label}`,
      )
    for (const { name } of service.materials) assert.ok(text.includes(name), `${code} ${name}`)
    const process = s.world.processes.opening('case', code)!.process
    const chart = chartOf(process)
    const drawn = [...body.matchAll(/data-state="([^"]+)"/g)].map(([, id]) => id)
    assert.deepEqual([...drawn].sort(), Object.keys(process.states).sort(), `${code}: states`)
    const ways = chart.moves.flatMap(({ from, to }) =>
      from.flatMap((a) => (to ?? []).flatMap(({ state: b }) => (a === b ? [] : [`${a}>${b}`]))),
    )
    const lines = [...body.matchAll(/data-way="([^"]+)"/g)].map(([, way]) => way?.replace('&#62;', '>'))
    assert.deepEqual([...lines].sort(), [...new Set(ways)].sort(), `${code}: ways`)
    const api = await s.call<ReturnType<typeof chartOf>>(null, 'GET', `/api/processes/case?service=${code}`)
    assert.deepEqual(
      api.states.map(({ id }) => id),
      Object.keys(process.states),
      `${code}: API`,
    )
  }
})

test('the gallery: each specimen as PDF and as a picture, on the desk and for everybody', async () => {
  type Gallery = {
    readonly groups: readonly {
      readonly title: string
      readonly rows: readonly { readonly pdf: string; readonly picture: string; readonly blank: string | null }[]
    }[]
  }
  const { groups } = await s.call<Gallery>(null, 'GET', '/api/forms')
  assert.deepEqual(
    groups.map(({ title }) => title),
    ['各事项的空白表', '办事指南', '各事项的办理结果文书', '告知、决定和流转文书', '手写登记表', '证牌'],
  )
  const rows = groups.flatMap((one) => one.rows)
  assert.ok(rows.length > 70)
  for (const { blank } of rows.filter((row) => row.blank !== null))
    assert.equal((await paper(blank!)).status, 200, blank!)
  const [some] = rows
  const picture = await paper(some!.picture)
  assert.deepEqual([picture.status, picture.type], [200, 'image/png'])
  const held = await s.app.inject({ url: some!.picture })
  assert.equal(held.headers['cache-control'], 'public, max-age=31536000, immutable')
  const plain = some!.picture.split('?')[0]!
  const asked = await s.app.inject({ url: plain, headers: { 'if-none-match': String(held.headers.etag) } })
  assert.deepEqual([asked.statusCode, asked.body], [304, ''], 'known already: nothing is sent again')
  const older = await s.app.inject({ url: `${plain}?v=older` })
  assert.deepEqual([older.statusCode, older.headers['cache-control']], [200, 'public, no-cache'])
  assert.equal(new Set(rows.map((row) => row.picture)).size, rows.length)
  assert.ok(says((await paper(some!.pdf)).words, '样张'))
  for (const lost of ['/api/specimens/none.pdf', '/api/specimens/none.png', '/api/forms/none.pdf'])
    assert.equal((await paper(lost)).status, 404, lost)
  const page = (await s.app.inject({ url: '/forms' })).body
  for (const { picture: one } of rows) assert.ok(page.includes(one), one)
})

test('延期办理审批表 from what was asked and decided, not for a case without an extension; on the audit (7.5)', async () => {
  const opened = await s.open('wang', 'case', { service: 'JY02', form: hardship })
  const accepted = await s.move('wang', await s.move('wang', opened, 'check', reviewOf(opened)), 'accept')
  const url = `/api/matters/${opened.matter.id}/forms/extension.pdf`
  const none = await s.call<Refused>('wang', 'GET', url)
  assert.deepEqual([none.status, none.clause], [422, '7.5'])
  const asked = await s.move('wang', accepted, 'ask-extension', {
    amount: 5,
    reason: '需要上门核实',
    taken: '已联系社区',
  })
  const open = await paper(url, 'wang')
  assert.ok(says(open.words, '需要上门核实') && !(open.words ?? '').includes('同意延长5个工作日'))
  const extended = await s.move('head', asked, 'extend', { opinion: '情况属实', told: 'call' })
  assert.equal(extended.status, 200, JSON.stringify(extended))
  const done = await paper(url, 'wang')
  for (const text of ['延期办理审批表', opened.matter.number, '已联系社区', '同意延长5个工作日', '情况属实', '■电话'])
    assert.ok(says(done.words, text), text)
  const { rows } = await s.owner.query(`select says from audit where what = 'form-print' order by seq`)
  assert.equal(rows.length, 2)

  const sheet = extended.sheets.at(-1)!
  const word = await paper(sheet.url.replace('.pdf', '.docx'), 'wang')
  assert.deepEqual([word.status, word.type.includes('wordprocessingml')], [200, true])
  const kept = await s.owner.query(`select about, says from audit where what = 'letter-export'`)
  assert.deepEqual(
    kept.rows.map(({ about }) => about),
    [opened.matter.number],
  )
  assert.match(kept.rows[0]?.says, /Word草稿/)
  assert.equal((await paper(sheet.url.replace('.pdf', '.docx'), 'qian')).status, 404)
})

test('首问负责登记表 with its receipt from a contact, AB角配备表 of the office; masked, and for those who may see it', async () => {
  const contact = await s.open('wang', 'contact', contactForm)
  assert.equal(contact.status, 201, JSON.stringify(contact))
  const url = `/api/matters/${contact.matter.id}/forms/first-asked.pdf`
  const made = await paper(url, 'wang')
  assert.equal(made.status, 200)
  for (const text of ['首问负责登记表', '首问登记回执', contact.matter.number, '王一', '■'])
    assert.ok(says(made.words, text), text)
  assert.ok(!/1[3-9]\d{9}/.test(made.words ?? ''), 'a phone number stands masked')
  assert.equal((await paper(url, 'qian')).status, 404)
  assert.equal((await paper(url.replace('first-asked', 'extension'), 'wang')).status, 422)
  const scheme = await paper('/api/office/scheme.pdf', 'head')
  assert.ok(says(scheme.words, 'AB角配备表') && says(scheme.words, '王一'))
})
