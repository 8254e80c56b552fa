import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { placeholders } from '#core/service/template.ts'
import { findUnkind, unkindFor, unkindKey, unkindWords } from '#regulation/forbidden.ts'
import {
  faultsIn,
  inChinese,
  inCode,
  type Phrase,
  phrases,
  type Situation,
  saying,
  slots,
  wordsFor,
} from '#regulation/phrases.ts'

const situations = Object.keys(phrases) as Situation[]

test('系统用语自己也合规：占位词都认得，不能少的都在，没有忌语 (3.4.1)', () => {
  for (const situation of situations) {
    assert.deepEqual(faultsIn(situation, phrases[situation].say), [], situation)
    assert.deepEqual(
      phrases[situation].say.flatMap((text) => findUnkind(text).filter(({ how }) => how === 'hard')),
      [],
      situation,
    )
    const { needs = [], knows = [] }: Phrase = phrases[situation]
    for (const name of phrases[situation].say.flatMap(placeholders))
      assert.ok(
        [...needs, ...knows].some((one) => one === name),
        `${situation} ${name}`,
      )
  }
})

test('中文占位词和内部占位词来回不变', () => {
  for (const situation of situations)
    for (const text of phrases[situation].say) assert.equal(inCode(inChinese(text)), text)
  assert.equal(new Set(Object.values(slots)).size, Object.keys(slots).length)
})

test('不认识的、别的场合的占位词和不成对的括号都指出是第几句', () => {
  assert.match(faultsIn('wrongWindow', ['到{窗口}', '找{窗户}'])[0]?.says ?? '', /窗户/)
  assert.equal(faultsIn('wrongWindow', ['到{窗口}', '找{窗户}'])[0]?.line, 1)
  assert.equal(faultsIn('thanked', ['请补{缺少的材料}']).length, 1)
  assert.equal(faultsIn('wrongWindow', ['请到{窗口}{']).length, 1)
  assert.match(faultsIn('missing', ['还缺{项数}项'])[0]?.says ?? '', /缺少的材料/)
})

test('本单位没有改、改坏了的，用系统用语', () => {
  assert.deepEqual(wordsFor('thanked'), phrases.thanked.say)
  assert.deepEqual(wordsFor('thanked', { [saying('thanked')]: [] }), phrases.thanked.say)
  assert.deepEqual(wordsFor('thanked', { [saying('thanked')]: [1] }), phrases.thanked.say)
  assert.deepEqual(wordsFor('thanked', { [saying('thanked')]: ['不客气'] }), ['不客气'])
  assert.equal(unkindFor({ [unkindKey]: [{ word: '' }] }), unkindWords)
})

const word = fc.constantFrom(...unkindWords.map((one) => one.word))
const noise = fc.stringMatching(/^[ ，。！、*·\u3000-]{0,3}$/)

test('忌语藏不住：字间插空格标点、换全角都找得到，标出的正是那几个字 (2.4.2)', () => {
  fc.assert(
    fc.property(word, fc.array(noise, { minLength: 20, maxLength: 20 }), (hidden, gaps) => {
      const spread = [...hidden].map((letter, i) => `${letter}${i < hidden.length - 1 ? (gaps[i] ?? '') : ''}`).join('')
      const text = `关于您的事：${spread}！`
      const [found] = findUnkind(text)
      assert.ok(found, text)
      assert.ok(
        text
          .slice(found.from, found.to)
          .replaceAll(/[^\p{L}]/gu, '')
          .includes(found.word.replaceAll(/[^\p{L}]/gu, '')),
      )
    }),
  )
})

test('任何文字都不会出错；找到的互不重叠、按先后排列', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.array(word), (text, more) => {
      const whole = [text, ...more].join('')
      const found = findUnkind(whole)
      for (const [i, one] of found.entries()) {
        assert.ok(one.from < one.to && one.to <= whole.length)
        const next = found[i + 1]
        if (next) assert.ok(one.to <= next.from)
      }
    }),
  )
})

test('平常的话不误伤', () => {
  const usual =
    '您的申请已滚动办理，规定见《就业促进法》；活动室该收拾了。请您放心，材料收到后三日内答复，笨重物品请勿带入。'
  assert.deepEqual(findUnkind(usual), [])
})
