import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { attached, bookOf, excel, excelOf, harmless } from './excel.ts'

/** The book's parts by name: a zip's local files, in order. */
function partsOf(book: Buffer): ReadonlyMap<string, string> {
  const parts = new Map<string, string>()
  const directory = book.readUInt32LE(book.length - 22 + 16)
  for (let at = directory; book.readUInt32LE(at) === 0x02014b50; ) {
    const [packed, name, extra, comment] = [
      book.readUInt32LE(at + 20),
      book.readUInt16LE(at + 28),
      book.readUInt16LE(at + 30),
      book.readUInt16LE(at + 32),
    ]
    const local = book.readUInt32LE(at + 42)
    const from = local + 30 + book.readUInt16LE(local + 26) + book.readUInt16LE(local + 28)
    const bytes = book.subarray(from, from + packed)
    const text = book.readUInt16LE(at + 10) === 8 ? inflateRawSync(bytes) : bytes
    parts.set(book.toString('utf8', at + 46, at + 46 + name), text.toString('utf8'))
    at += 46 + name + extra + comment
  }
  return parts
}

const columns = [
  { title: '编号', width: 16, value: (row: { readonly a: string }) => row.a },
  { title: '数量', value: () => 7 },
  { title: '备注', value: () => null },
]

test('titles, rows and numbers stand in the book, and the name of the sheet', async () => {
  const parts = partsOf(await excel({ sheet: '胸牌/桌牌*台账', columns, rows: [{ a: '测城-001' }, { a: '䶮㙍&<x>' }] }))
  const all = [...parts.values()].join('\n')
  for (const word of ['编号', '数量', '测城-001', '䶮㙍&amp;&lt;x&gt;', '胸牌 桌牌 台账'])
    assert.ok(all.includes(word), word)
  assert.match(all, /<v>7<\/v>/)
})

test('nothing is a formula, and what a spreadsheet might run is led by an apostrophe', async () => {
  const evil = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '＝1']
  const parts = partsOf(await excel({ sheet: '表', columns, rows: evil.map((a) => ({ a })) }))
  const all = [...parts.values()].join('\n')
  assert.ok(!/<f[ >]/.test(all))
  for (const text of evil) assert.equal(harmless(text), `'${text}`)
  assert.equal(harmless('2026年11月23日'), '2026年11月23日')
  assert.equal(harmless('138-0000'), '138-0000')
})

test('whatever text comes, the book is written and its parts are well-formed', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.string({ unit: 'binary', maxLength: 40 }), { maxLength: 5 }), async (texts) => {
      const parts = partsOf(await excel({ sheet: texts[0] ?? '', columns, rows: texts.map((a) => ({ a })) }))
      for (const text of parts.values())
        for (const char of text) assert.ok(char >= ' ' || '\t\n\r'.includes(char), `XML forbids ${char.codePointAt(0)}`)
    }),
    { numRuns: 30 },
  )
})

test('only some of the rows are ever in memory', async () => {
  let drawn = 0
  function* rows() {
    for (; drawn < 50_000; drawn += 1) yield { a: '' }
  }
  const ahead: number[] = []
  for await (const _ of bookOf({ sheet: '长表', columns: [{ title: '数', value: () => 1 }], rows: rows() }))
    ahead.push(drawn)
  assert.ok(
    (ahead[0] ?? drawn) < 10_000 && ahead.length > 20,
    `${ahead[0]} rows before the first of ${ahead.length} pieces`,
  )
})

test('more lines than a sheet holds go on on the next, under the same titles', async () => {
  const lines = [['数'], [1], [2], [{ marked: null }], [4]]
  const parts = partsOf(await excelOf([{ sheet: '长表', widths: [9], lines, most: 3 }]))
  assert.match(parts.get('xl/workbook.xml') ?? '', /name="长表".*name="长表 \(2\)"/)
  const [one = '', two = ''] = [1, 2].map((n) => parts.get(`xl/worksheets/sheet${n}.xml`))
  assert.deepEqual(
    [one, two].map((xml) => xml.match(/<row /g)?.length),
    [3, 3],
  )
  for (const xml of [one, two]) assert.match(xml, /<row r="1"><c r="A1" s="1"/)
  assert.match(two, /<c r="A2" s="2"\/>/)
})

test('whose copy it is stands above the titles of each sheet, stays in sight, and is printed under each page', async () => {
  const heading = '=王一&李二于2026年3月2日导出'
  const parts = partsOf(await excel({ sheet: '表', columns, rows: [{ a: '一' }], heading }))
  const xml = parts.get('xl/worksheets/sheet1.xml') ?? ''
  assert.match(xml, /ySplit="2" topLeftCell="A3"/)
  assert.match(
    xml,
    /<row r="1"><c r="A1" s="1"[^>]*><is><t[^>]*>'=王一&amp;李二于.*<row r="2"><c r="A2" s="1".*编号.*<row r="3">/s,
  )
  assert.match(xml, /<\/sheetData><headerFooter><oddFooter>&amp;L'=王一&amp;&amp;李二于2026年3月2日导出<\/oddFooter>/)
  const lines = [['数'], [1], [2], [3]]
  const long = partsOf(await excelOf([{ sheet: '长表', widths: [9], lines, heading, most: 3 }]))
  for (const n of [1, 2, 3].slice(0, 2))
    assert.match(
      long.get(`xl/worksheets/sheet${n}.xml`) ?? '',
      /<row r="1">.*导出.*<row r="2"><c r="A2" s="1".*数.*<row r="3">/s,
    )
})

test('an underscore that Excel would take for a sign by its number stays what it is', async () => {
  const parts = partsOf(await excel({ sheet: '表', columns, rows: [{ a: 'a_x0041_b' }] }))
  assert.match(parts.get('xl/worksheets/sheet1.xml') ?? '', /a_x005F_x0041_b/)
})

test('a file name in Chinese is told in both ways', () => {
  assert.equal(attached('胸牌.xlsx'), `attachment; filename="__.xlsx"; filename*=UTF-8''%E8%83%B8%E7%89%8C.xlsx`)
})
