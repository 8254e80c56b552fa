import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Paper, type SheetData, type SheetKind, sheetTitle, sheetTitles } from '#core/sheet.ts'
import { drawable } from './fonts.ts'
import { closePress, pressPid, renderSheet, unprintable } from './render.ts'
import { specimenHead, specimens } from './specimens.ts'
import { lettersIn, opened, pagesIn, wordsIn, wordsOf } from './testing.ts'

after(closePress)

const kinds = Object.keys(sheetTitles) as SheetKind[]
const rare = '䶮㙍喆頔𠮷𬭊𪨶𫖯𬱖'

function printSpecimen<K extends SheetKind>(kind: K, data: SheetData[K] = specimens[kind]): Promise<Uint8Array> {
  return renderSheet(kind, data, specimenHead(kind))
}

const pages: Record<SheetKind, number> = {
  'one-time-notice': 4,
  acceptance: 2,
  refusal: 4,
  denial: 2,
  'public-notice': 1,
  'extension-notice': 2,
  result: 2,
  'handback-brief': 1,
  'handover-slip': 1,
  'delay-explanation': 2,
  'sitting-receipt': 2,
  'ab-scheme': 1,
  'leave-handover': 1,
  'referral-letter': 2,
  accountability: 1,
  'inspection-record': 1,
  'sampling-record': 1,
  'rectification-notice': 1,
  'petition-notice': 2,
  'petition-reply': 2,
  'materials-list': 2,
  'complaint-register': 1,
  'supervision-order': 1,
  'supervision-reply': 1,
  'warning-notice': 1,
  'warning-reply': 1,
  'training-certificate': 1,
  'aid-plan': 2,
  'aid-exit': 2,
  'loan-referral': 2,
}

for (const kind of kinds)
  test(`${sheetTitles[kind]}: a tagged PDF/A-2a in Chinese, fonts inside, every word to be found`, async () => {
    const pdf = await printSpecimen(kind)
    const file = opened(pdf)
    assert.match(file, /^%PDF-1\.7/)
    assert.equal(pagesIn(pdf), pages[kind])
    for (const mark of ['<pdfaid:part>2', '<pdfaid:conformance>A', '/StructTreeRoot', '/Lang (zh-CN)', '/Marked true'])
      assert.ok(file.includes(mark), mark)
    assert.match(file, /\/FontName \/[A-Z]{6}\+NotoSerifSC-Regular/)
    assert.ok(pdf.length < (pagesIn(pdf) === 4 ? 128 : 100) * 1024, `${pdf.length} bytes`)
    const letters = lettersIn(pdf)
    const { head, data } = { head: specimenHead(kind), data: specimens[kind] }
    const title = sheetTitle({ kind, data } as Paper)
    const lost = [title, head.number, head.code, head.verifyUrl, ...wordsOf(head.office), ...wordsOf(data)]
      .flatMap((words) => [...words])
      .filter((letter) => !/\s/.test(letter) && !letters.has(letter))
    assert.deepEqual(lost, [])
    const words = wordsIn(pdf)
    for (const word of [title, head.number, head.code, head.office.supervisionPhone])
      assert.ok(words === null || words.includes(word.replaceAll(' ', '')), word)
  })

test('the same data and head give the same bytes, from a new press too', async () => {
  const first = await printSpecimen('acceptance')
  const second = await printSpecimen('acceptance')
  closePress()
  const third = await printSpecimen('acceptance')
  assert.ok(Buffer.from(first).equals(second))
  assert.ok(Buffer.from(first).equals(third))
  const other = await renderSheet('acceptance', specimens.acceptance, { ...specimenHead('acceptance'), number: '13' })
  assert.ok(!Buffer.from(first).equals(other))
})

test('markup in a name is printed, never run', async () => {
  const name = '#panic("x") *bold* _it_ $x$ = @ref <lab> \\ // `raw` [b] #{1}'
  const data = specimens['handover-slip']
  const pdf = await printSpecimen('handover-slip', { ...data, visitor: { name }, subject: `${name}\n${name}` })
  const letters = lettersIn(pdf)
  assert.deepEqual(
    [...name].filter((letter) => letter !== ' ' && !letters.has(letter)),
    [],
  )
  const words = wordsIn(pdf)
  assert.ok(words === null || words.includes(name.replaceAll(' ', '')))
})

test('a long list goes over the pages, with its head on each', async () => {
  const line = specimens.acceptance.materials[1]
  assert.ok(line)
  const pdf = await printSpecimen('acceptance', { ...specimens.acceptance, materials: Array(70).fill(line) })
  assert.equal(pagesIn(pdf), 10)
  const heads = wordsIn(pdf)?.match(/材料名称/g)?.length
  assert.ok(heads === undefined || heads >= 8, `${heads}`)
})

test('long words are never cut: over pages in a text, over lines in a cell', async () => {
  const brief = specimens['handback-brief']
  const account = '代行期间办理情况如下。'.repeat(400)
  assert.equal(pagesIn(await printSpecimen('handback-brief', { ...brief, account })), 5)
  const [line] = specimens.acceptance.materials
  assert.ok(line)
  const name = '很长的材料名称A1'.repeat(300)
  const pdf = await printSpecimen('acceptance', { ...specimens.acceptance, materials: [{ ...line, name }] })
  assert.equal(pagesIn(pdf), 8)
  const words = wordsIn(pdf)
  assert.ok(words === null || words.includes('JY02-2026-000012'), 'a number can be searched')
})

test('a character that no font has stands as 〓, to be written in; rare ones that they have stand as they are', async () => {
  assert.deepEqual(unprintable(rare), [])
  assert.deepEqual(unprintable('第一行\n第二行 A-1〔2026〕□'), [])
  assert.deepEqual(unprintable({ name: '王🙂', list: ['\ue000', '王🙂'], n: 1 }), ['🙂', '\ue000'])
  assert.deepEqual(unprintable('a\u0007b\ufe00\ud842'), ['\u0007', '\ufe00', '\ud842'])
  const data = { ...specimens['handover-slip'], subject: '🙂' }
  const words = wordsIn(await printSpecimen('handover-slip', data))
  assert.ok(words === null || (words.includes('〓') && words.includes('手写补正')), 'the paper says what 〓 stands for')
  assert.deepEqual(drawable({ a: '好\ufe0f🙂', n: 1 }), { drawn: { a: '好〓', n: 1 }, isWhole: false })
  assert.deepEqual(drawable(['葛\u{e0100}城']), { drawn: ['葛城'], isWhole: true })
})

test('a date that is not spoken is refused before anything is printed', async () => {
  const head = { ...specimenHead('result'), issuedAt: '2026-11-23' }
  await assert.rejects(renderSheet('result', specimens.result, head), RangeError)
})

test('a press that dies is replaced, and the sheets on their way are printed', async () => {
  const before = await printSpecimen('denial')
  const dead = pressPid()
  assert.ok(dead)
  const onTheWay = Promise.all([printSpecimen('denial'), printSpecimen('denial')])
  process.kill(dead, 'SIGKILL')
  for (const pdf of await onTheWay) assert.ok(Buffer.from(before).equals(pdf))
  assert.notEqual(pressPid(), dead)
})
