import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { excel, letters } from './excel.ts'
import { rowsOf } from './reading.ts'
import { BadZip } from './unzip.ts'

/** A ZIP of these files, as small as it can be. */
function zipOf(files: Readonly<Record<string, string>>): Buffer {
  const parts: Buffer[] = []
  const entries: Buffer[] = []
  let at = 0
  for (const [name, text] of Object.entries(files)) {
    const body = deflateRawSync(Buffer.from(text))
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(8, 8)
    local.writeUInt32LE(body.length, 18)
    local.writeUInt16LE(Buffer.byteLength(name), 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(8, 10)
    entry.writeUInt32LE(body.length, 20)
    entry.writeUInt16LE(Buffer.byteLength(name), 28)
    entry.writeUInt32LE(at, 42)
    parts.push(local, Buffer.from(name), body)
    entries.push(entry, Buffer.from(name))
    at += 30 + Buffer.byteLength(name) + body.length
  }
  const directory = Buffer.concat(entries)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(Object.keys(files).length, 8)
  end.writeUInt16LE(Object.keys(files).length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...parts, directory, end])
}

const bookOf = (sheet: string, more: Readonly<Record<string, string>> = {}) =>
  zipOf({
    'xl/workbook.xml': '<workbook><sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${sheet}</sheetData></worksheet>`,
    ...more,
  })

async function read(bytes: Buffer) {
  const rows = []
  for await (const { row, cells } of rowsOf(bytes)) rows.push([row, Object.fromEntries(cells)])
  return rows
}
const refused = (bytes: Buffer, says: RegExp) =>
  assert.rejects(read(bytes), (error) => error instanceof BadZip && says.test(error.says))

test('what we write we read: any words and numbers, in their places', async () => {
  const cell = fc.oneof(
    fc
      .stringMatching(/^[ -~一-龥&<>"']{1,20}$/)
      .filter((text) => text.trim() !== '' && !/^[\s]*[=+\-@']/.test(text) && !text.includes('_x')),
    fc.integer(),
    fc.constant(null),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 12 }), async (rows) => {
      const columns = [0, 1, 2].map((n) => ({
        title: `栏${n}`,
        value: (row: readonly (string | number | null)[]) => row[n] ?? null,
      }))
      const [, ...found] = await read(await excel({ sheet: '表', columns, rows }))
      const wanted = rows.flatMap((row, n) => {
        const cells = row.flatMap((value, c) =>
          value === null
            ? []
            : [[c, typeof value === 'number' ? { is: 'number', value } : { is: 'text', text: value }] as const],
        )
        return cells.length > 0 ? [[n + 2, Object.fromEntries(cells)]] : []
      })
      assert.deepEqual(found, wanted)
    }),
    { numRuns: 25 },
  )
})

test('days by their style, yes and no, formulas named and never worked out', async () => {
  const styles =
    '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>'
  const sheet =
    '<row r="3"><c r="A3" s="1"><v>46349</v></c><c r="B3" s="2"><v>46349.5</v></c><c r="C3"><v>46349</v></c><c r="D3" t="b"><v>1</v></c><c r="E3"><f>1+1</f><v>2</v></c><c r="F3" t="e"><v>#N/A</v></c><c r="AB3" t="inlineStr"><is><t>甲&amp;乙</t></is></c></row><row r="4"/><row r="5"><c r="A5"/></row>'
  assert.deepEqual(await read(bookOf(sheet, { 'xl/styles.xml': styles })), [
    [
      3,
      {
        0: { is: 'day', day: '2026-11-23' },
        1: { is: 'day', day: '2026-11-23' },
        2: { is: 'number', value: 46349 },
        3: { is: 'yes', value: true },
        4: { is: 'formula' },
        5: { is: 'error' },
        27: { is: 'text', text: '甲&乙' },
      },
    ],
  ])
  assert.deepEqual([0, 25, 26, 27, 701, 702].map(letters), ['A', 'Z', 'AA', 'AB', 'ZZ', 'AAA'])
})

test('what is no plain book is refused in words', async () => {
  await refused(Buffer.from('不是表格，只是一段文字，够长够长够长够长'), /不是Excel工作簿/)
  await refused(Buffer.from('d0cf11e0a1b11ae1', 'hex'), /旧格式/)
  await refused(zipOf({ 'a.txt': '你好' }), /不是Excel工作簿/)
  await refused(bookOf('', { 'xl/vbaProject.bin': 'x' }), /宏/)
  await refused(bookOf('', { 'xl/sharedStrings.xml': '<!DOCTYPE a [<!ENTITY b "c">]><sst/>' }), /不允许/)
  await refused(
    bookOf(`<row r="1"><c r="A1" t="inlineStr"><is><t>${'长'.repeat(4_100_000)}</t></is></c></row>`),
    /太长/,
  )
  const good = bookOf('<row r="1"><c r="A1"><v>1</v></c></row>')
  await refused(good.subarray(0, good.length - 30), /损坏/)
})
