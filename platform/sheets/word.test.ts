import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inflateRawSync } from 'node:zlib'
import { isLetter, type Letter, type SheetKind, sheetTitles } from '#core/sheet.ts'
import { specimenHead, specimens } from './specimens.ts'
import { wordsOf } from './testing.ts'
import { wordOf } from './word.ts'

const letters = (Object.keys(sheetTitles) as SheetKind[]).filter((kind): kind is Letter => isLetter(kind))
const draft = { matter: 'CS-B-2026-000012', at: '2026年11月23日', by: '测试王某' }

/** The files of a zip by its central directory: name and text. */
function unzipped(file: Buffer): ReadonlyMap<string, string> {
  const end = file.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'))
  const found = new Map<string, string>()
  let at = file.readUInt32LE(end + 16)
  for (let left = file.readUInt16LE(end + 10); left > 0; left--) {
    const [method, size] = [file.readUInt16LE(at + 10), file.readUInt32LE(at + 20)]
    const [name, extra, comment, local] = [28, 30, 32]
      .map((n) => file.readUInt16LE(at + n))
      .concat(file.readUInt32LE(at + 42))
    const start = local! + 30 + file.readUInt16LE(local! + 26) + file.readUInt16LE(local! + 28)
    const bytes = file.subarray(start, start + size)
    found.set(
      file.toString('utf8', at + 46, at + 46 + name!),
      (method === 8 ? inflateRawSync(bytes) : bytes).toString('utf8'),
    )
    at += 46 + name! + extra! + comment!
  }
  return found
}

const tag = /<(\/?)([\w:.-]+)(?:\s+[\w:.-]+\s*=\s*"[^"<]*")*\s*(\/?)>/g

/** Whether every element that opens is closed, in order: enough to know that a word processor will read it. */
function isWellFormed(xml: string): boolean {
  const open: string[] = []
  const body = xml.replaceAll(/<\?[^>]*\?>|<!--[\s\S]*?-->/g, '')
  for (const [, end, name = '', single] of body.matchAll(tag)) {
    if (end) {
      if (open.pop() !== name) return false
    } else if (!single) open.push(name)
  }
  const text = body.replaceAll(tag, '')
  return open.length === 0 && !/[<>]|&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/i.test(text)
}

const textOf = (xml: string) =>
  xml
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(
      /&(amp|lt|gt|quot|apos);/g,
      (_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" })[name] ?? '',
    )

for (const kind of letters)
  test(`${sheetTitles[kind]}: a Word draft that opens, with every word of the letter, the matter's number and no code`, async () => {
    const head = specimenHead(kind)
    const files = unzipped(await wordOf(kind, specimens[kind], head, draft))
    for (const [name, xml] of files) if (/\.(xml|rels)$/.test(name)) assert.ok(isWellFormed(xml), name)
    const body = textOf(files.get('word/document.xml') ?? '')
    const whole = [...files]
      .filter(([name]) => /word\/(document|footer\d*)\.xml/.test(name))
      .map(([, xml]) => textOf(xml))
      .join('')
    const seen = new Set(whole)
    const lost = wordsOf(specimens[kind]).filter((words) =>
      [...words].some((sign) => !/\s/.test(sign) && !seen.has(sign)),
    )
    assert.deepEqual(
      // Not every letter says where somebody lives.
      lost.filter((words) => !words.startsWith('测试区测试街道')),
      [],
    )
    const headers = [...files]
      .filter(([name]) => /word\/header\d*\.xml/.test(name))
      .map(([, xml]) => textOf(xml))
      .join('')
    assert.match(headers, /草稿　事项编号 CS-B-2026-000012/)
    const all = [...files.values()].join('')
    assert.ok(!all.includes(head.code) && !all.includes(head.verifyUrl), 'a draft can not be verified')
    assert.ok(!/\d{17}[\dX]/.test(body), 'no whole personal number')
  })

test('the checks see what is wrong: an element left open, a bare sign, a swapped end', () => {
  for (const bad of ['<a><b></a>', '<a>x < y</a>', '<a>&</a>', '<a><b></a></b>']) assert.ok(!isWellFormed(bad), bad)
  assert.ok(isWellFormed('<?xml version="1.0"?><w:a x="1"><w:b/>&amp;</w:a>'))
})

test('markup and signs that XML can not hold are text in the draft', async () => {
  const data = { ...specimens.refusal, applyTo: '<w:p>&\u0007"测试"' }
  const files = unzipped(await wordOf('refusal', data, specimenHead('refusal'), { ...draft, matter: null }))
  const xml = files.get('word/document.xml') ?? ''
  assert.ok(isWellFormed(xml))
  assert.ok(textOf(xml).includes('<w:p>&"测试"'))
})
