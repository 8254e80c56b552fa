import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { processesOf } from '#apps/server/processes.ts'
import { chartOf } from '#core/chart.ts'
import { day } from '#core/day.ts'
import { eightOpens } from '#core/service/opens.ts'
import { whenSays } from '#core/service/when.ts'
import { loadCatalogue } from '#matter/catalogue.ts'
import { blankForm } from '#platform/sheets/blank.ts'
import { printLeaf } from '#platform/sheets/leaf.ts'
import { pictureOf } from '#platform/sheets/picture.ts'
import { closePress } from '#platform/sheets/render.ts'
import { outside, pagesIn, wordsIn } from '#platform/sheets/testing.ts'
import { sampleResult } from './invented.ts'
import { allSpecimens, specimenIssuer } from './specimens.ts'

after(closePress)

const catalogue = loadCatalogue()
const processes = processesOf(catalogue)
const services = catalogue.list().flatMap(({ code }) => catalogue.get(code)?.service ?? [])
const all = allSpecimens({ catalogue, processes })
/** The badges are cut out of their page. */
const edge = (key: string) => (key === 'badge' || key === 'plate' ? 0 : 5)
const most: Readonly<Record<string, number>> = { service: 4, guide: 6, result: 4, notice: 4, empty: 2, plate: 1 }

test('every kind of paper has one specimen, and all 15 services their blank, guide and result', () => {
  const keys = all.map(({ key }) => key)
  assert.equal(new Set(keys).size, keys.length)
  assert.equal(services.length, 15)
  for (const { code } of services)
    for (const part of ['blank', 'guide', 'result']) assert.ok(keys.includes(`${part}-${code}`), `${part}-${code}`)
})

for (const { key, title, group, pdf, svg } of all)
  test(`样张 ${title}（${key}）: printed whole, within its pages and its margins, seen as a picture`, async () => {
    const file = await pdf()
    const pages = pagesIn(file) ?? 0
    assert.ok(pages >= 1 && pages <= (most[group] ?? 1), `${pages} pages`)
    const words = wordsIn(file)
    assert.ok(words === null || !words.includes('〓'), 'a character without a glyph')
    assert.ok(words === null || /测试/.test(words), 'marked as artificial')
    assert.ok(words === null || !/undefined|\[object|null|NaN/.test(words), words ?? '')
    assert.deepEqual(outside(file, edge(key)) ?? [], [])
    const picture = await pictureOf(await svg())
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
  })
}
