import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { processesOf } from '#apps/server/processes.ts'
import { chartOf } from '#core/chart.ts'
import { day } from '#core/day.ts'
import { reviewConditions } from '#core/service/condition.ts'
import { eightOpens } from '#core/service/opens.ts'
import { scopeOf } from '#core/service/scope.ts'
import { whenSays } from '#core/service/when.ts'
import { loadCatalogue } from '#matter/catalogue.ts'
import { blankForm } from '#platform/sheets/blank.ts'
import { printLeaf } from '#platform/sheets/leaf.ts'
import { pictureOf } from '#platform/sheets/picture.ts'
import { closePress, renderPicture } from '#platform/sheets/render.ts'
import { outside, pagesIn, wordsIn, wordsOf } from '#platform/sheets/testing.ts'
import { sampleAnswers, sampleResult } from './invented.ts'
import { allSpecimens, sampleGuide, specimenIssuer } from './specimens.ts'

after(closePress)

const catalogue = loadCatalogue()
const processes = processesOf(catalogue)
const services = catalogue.list().flatMap(({ code }) => catalogue.get(code)?.service ?? [])
const all = allSpecimens({ catalogue, processes })
const files = new Map<string, Promise<Uint8Array>>()
/** A specimen's file, printed once for all that is asked of it. */
function printed(key: string, pdf: () => Promise<Uint8Array>): Promise<Uint8Array> {
  const file = files.get(key) ?? pdf()
  files.set(key, file)
  return file
}
/** The badges are cut out of their page. */
const edge = (key: string) => (key === 'badge' || key === 'plate' ? 0 : 5)
const most: Readonly<Record<string, number>> = { service: 4, guide: 6, result: 4, notice: 4, empty: 2, plate: 1 }

/** What every document prints: unit, number, date, page of pages, who handles it, whom to call and whom to complain to. */
const parts = {
  unit: /测试街道公共就业服务中心/,
  number: /编号[：:]/,
  date: /2026年11月23日印制/,
  page: /第1页共\d+页/,
  handler: /承办人/,
  phone: /联系电话：000-0000/,
  supervision: /监督电话：000-00000110/,
} as const satisfies Readonly<Record<string, RegExp>>
const issued = /日期：2026年11月23日|测试街道公共就业服务中心2026年11月23日/
/** Where a kind of paper says it in its own way; null: it has no place for it. */
const own: Readonly<Record<string, Partial<Record<keyof typeof parts, RegExp | null>>>> = {
  notice: { date: issued },
  result: { date: issued },
  guide: { number: /JY\d\d第\d+版/ },
  'form-rating': { handler: /工作人员编号/ },
  'form-handover': { handler: /交出人.*接收人/ },
  scheme: { handler: /A角（主办）.*B角（代行）/ },
  plate: {
    ...{ number: /编号T001/, supervision: /监督电话000-00000110/, date: /有效期至2027年12月31日/ },
    ...{ page: null, handler: null, phone: null },
  },
}
/** Stays in the house or hangs on the wall; everything else is handed out in two copies, sealed and signed for. */
const oneCopy = [
  'accountability',
  'ab-scheme',
  'complaint-register',
  'handback-brief',
  'handover-slip',
  'inspection-record',
  'leave-handover',
  'public-notice',
  'rectification-notice',
  'supervision-order',
  'supervision-reply',
  'training-certificate',
  'warning-notice',
  'warning-reply',
].map((kind) => `sheet-${kind}`)

for (const { key, group, title, pdf } of all)
  test(`样张 ${title}（${key}）: prints what every document prints, in the copies it is handed out in`, async (t) => {
    const file = await printed(key, pdf)
    const words = wordsIn(file, 'set')
    if (words === null) return t.skip('no pdftotext here')
    const lost = Object.entries({ ...parts, ...own[group], ...own[key] }).flatMap(([part, says]) =>
      says === null || says.test(words) ? [] : [part],
    )
    assert.deepEqual(lost, [], words)
    if (group === 'plate') return
    assert.equal(words.match(/第\d+页共\d+页/g)?.length, pagesIn(file), 'each page is counted')
    const copies = ['送达联', '存根联', '签收人', '（公章）'].filter((part) => words.includes(part))
    const isLetter = (group === 'notice' || group === 'result') && !oneCopy.includes(key)
    if (isLetter) assert.equal(copies.length, 4, copies.join())
    else assert.ok(!copies.includes('存根联'), 'no stub of what nobody is given')
  })

test('every kind of paper has one specimen, and all 15 services their blank, guide and result', () => {
  const keys = all.map(({ key }) => key)
  assert.equal(new Set(keys).size, keys.length)
  assert.equal(services.length, 15)
  for (const { code } of services)
    for (const part of ['blank', 'guide', 'result']) assert.ok(keys.includes(`${part}-${code}`), `${part}-${code}`)
})

test('JY10 样张的月数和数额前后一致：按名单逐人核对，没有一项不符合，证明上写的就是算出来的数 (6.3)', () => {
  const jy10 = services.find(({ code }) => code === 'JY10')!
  const found = reviewConditions(jy10, scopeOf(sampleAnswers(jy10), day('2026-11-23')))
  assert.deepEqual(
    found.filter(({ is }) => is === 'failed').map(({ id, says }) => `${id}：${says}`),
    [],
  )
  assert.match(JSON.stringify(sampleResult(jy10)), /2026年度共1人10个月，按每人每年6,000.00元测算扣减限额5,000.00元/)
})

for (const { key, title, group, pdf, drawn } of all)
  test(`样张 ${title}（${key}）: printed whole, within its pages and its margins, seen as a picture`, async () => {
    const file = await printed(key, pdf)
    const pages = pagesIn(file) ?? 0
    assert.ok(pages >= 1 && pages <= (most[group] ?? 1), `${pages} pages`)
    const words = wordsIn(file)
    assert.ok(words === null || !words.includes('〓'), 'a character without a glyph')
    assert.ok(words === null || /测试/.test(words), 'marked as artificial')
    assert.ok(words === null || !/undefined|\[object|null|NaN/.test(words), words ?? '')
    assert.deepEqual(outside(file, edge(key)) ?? [], [])
    const picture = await pictureOf(await renderPicture(drawn))
    assert.ok(picture.length > 4_000 && picture.length < 200_000, `${picture.length} bytes`)
  })

for (const service of services) {
  test(`${service.code} 空白表: every field, option and material of the file stands on it, each condition of a field in words`, async () => {
    for (const { when, name } of service.form)
      if (when) assert.ok(whenSays(service, when), `${name}: ${when} can't be said on paper`)
    const words = wordsIn(await printLeaf(blankForm(service, specimenIssuer), day('2026-11-23')))
    const flat = (text: string) => text.replaceAll(/\s/g, '')
    const wanted = [
      ...service.form.flatMap(({ label, options = [], columns = [] }) => [
        label,
        ...options.map((option) => option.label),
        ...columns.map((column) => column.label),
      ]),
      ...service.materials.map(({ name }) => name),
    ]
    const seen = new Set(words ?? '')
    const lost = wanted.filter((text) => words !== null && [...flat(text)].some((sign) => !seen.has(sign)))
    assert.deepEqual(lost, [])
  })

  test(`${service.code} 办理结果: called by the service's own name, facts filled, nothing left open`, () => {
    const { title, facts = [], notes = [], outcome } = sampleResult(service)
    assert.ok(title && title !== '办理结果通知书', 'a title of its own')
    assert.ok(facts.length > 0 && notes.length > 0)
    assert.ok(outcome.includes('测试'))
    assert.doesNotMatch(JSON.stringify([facts, outcome]), /[{}]\w+[{}]|undefined|未填写/)
  })

  test(`${service.code} 八公开完整 (6.2), the chart is the table node for node (1.2.i)`, () => {
    const opens = eightOpens(service)
    assert.deepEqual(
      opens.map(({ label }) => label),
      ['服务项目', '办理程序', '申报材料', '收费标准', '办结时限', '政策依据', '行政许可', '承办人员'],
    )
    for (const { says } of opens) assert.ok(says.length > 0 && says.every((line) => line.trim() !== ''))
    const process = processes.opening('case', service.code)?.process
    assert.ok(process)
    const chart = chartOf(process)
    assert.deepEqual(
      chart.states.map(({ id }) => id),
      Object.keys(process.states),
    )
    const runs = Object.entries(process.moves).flatMap(([move, { from, to }]) => {
      const ends = to === undefined ? [] : typeof to === 'string' ? [to] : [to.leads, to.otherwise]
      return from.flatMap((a) => ends.map((b) => `${move}: ${a}>${b}`))
    })
    const ways = chart.moves.flatMap(({ move, from, to }) =>
      from.flatMap((a) => (to ?? []).map(({ state }) => `${move}: ${a}>${state}`)),
    )
    assert.deepEqual(ways.sort(), runs.sort())
    const leaf = wordsOf(sampleGuide(processes, service).blocks).join('\n')
    for (const { key, says } of opens)
      for (const line of key === 'materials' ? service.materials.map(({ name }) => name) : says)
        assert.ok(leaf.includes(line), `the printed guide lacks ${key}: ${line}`)
    for (const { label } of chart.states) assert.ok(leaf.includes(label), `the printed flow lacks ${label}`)
  })
}
