import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deflateSync } from 'node:zlib'
import { day } from '#core/day.ts'
import { isPdf, pdfProblem } from '#platform/files/pdf.ts'
import { printLeaf } from '#platform/sheets/leaf.ts'

const paper = Buffer.from(
  await printLeaf(
    {
      ...{ title: '测试数据', office: '测试单位', number: null, contact: [], foot: '', mark: null },
      blocks: [{ is: 'text', text: '一份材料' }],
    },
    day('2026-11-23'),
  ),
)

/** A small file in the form that readers take; its objects as they are given. */
const file = (...objects: readonly (string | Buffer)[]) =>
  Buffer.concat([
    Buffer.from('%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n', 'latin1'),
    ...objects.map((one) => (typeof one === 'string' ? Buffer.from(`${one}\n`, 'latin1') : one)),
    Buffer.from('trailer << /Root 1 0 R >>\n%%EOF\n', 'latin1'),
  ])
const stream = (dict: string, data: Buffer) =>
  Buffer.concat([
    Buffer.from(`7 0 obj\n<< ${dict} /Length ${data.length} >>\nstream\n`, 'latin1'),
    data,
    Buffer.from('\nendstream\nendobj\n'),
  ])
const packed = (dict: string, words: string) => stream(`${dict} /Filter /FlateDecode`, deflateSync(Buffer.from(words)))
const says = async (bytes: Buffer) => (await pdfProblem(bytes))?.says ?? '收下'

test('a paper of our own and a plain file are taken; what only is called one is not', async () => {
  assert.equal(await says(paper), '收下')
  assert.equal(await says(file()), '收下')
  assert.equal(await says(file(packed('', 'BT (about JavaScript) Tj ET'))), '收下')
  assert.ok(!isPdf(Buffer.from('<html>%PDF-1.7</html>')))
  assert.match(await says(Buffer.from('%PDF-1.7 hello')), /没有传完/)
  assert.match(await says(file().subarray(0, -12)), /没有传完/)
})

test('what acts by itself, brings files along or is locked is refused, however it is spelled or packed', async () => {
  for (const one of [
    '3 0 obj << /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> >> endobj',
    '3 0 obj << /S /J#61vaScript /J#53 4 0 R >> endobj',
    '3 0 obj << /AA << /O << /JS (x) >> >> >> endobj',
    '3 0 obj << /S /Launch /F (cmd.exe) >> endobj',
    '3 0 obj << /Type /EmbeddedFile >> endobj',
    '3 0 obj << /Names << /EmbeddedFiles 5 0 R >> >> endobj',
    '3 0 obj << /AcroForm << /XFA 5 0 R >> >> endobj',
    packed('/Type /ObjStm /N 1 /First 4', '5 0 << /S /JavaScript /JS (x) >>'),
    packed('/Subtype /Image /N 1 /First 4', '5 0 << /S /#4aavaScript >>'),
    packed('', '<< /S /Launch >>'),
  ])
    assert.match(await says(file(one)), /为了安全不收/, String(one))
  assert.match(await says(file('trailer << /Encrypt 9 0 R >>')), /加了密码/)
})

test('what cannot be looked into is not kept: other packings of objects, and what unpacks without end', async () => {
  const hex = Buffer.from('35203020>')
  assert.match(await says(file(stream('/Type /ObjStm /N 1 /First 4 /Filter /ASCIIHexDecode', hex))), /没法检查/)
  const twice = deflateSync(Buffer.from(`${hex}`))
  const both = '/Type /ObjStm /N 1 /First 4 /Filter [/FlateDecode /ASCIIHexDecode]'
  assert.match(await says(file(stream(both, twice))), /没法检查/)
  assert.match(await says(file(packed('/Type /ObjStm /N 1 /First 4', 'x'.repeat(40_000_000)))), /没法检查/)
  const large = packed('', 'y'.repeat(20_000_000))
  assert.equal(await says(file(large)), '收下')
  assert.match(await says(file(large, large)), /没法检查/, 'many together are no more than one')
})
