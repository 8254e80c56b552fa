import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { rotateKeyring } from '#platform/crypto/keyring.ts'
import { hidden, mask, type PersonalKind } from '#platform/crypto/personal.ts'
import { type Field, openKeys, SealBroken } from '#platform/crypto/seal.ts'
import { keepSecret, secretOf } from '#platform/crypto/secret.ts'
import { sm3 } from '#platform/crypto/sm3.ts'

const folder = mkdtempSync(join(tmpdir(), 'shouwen-keys-'))
after(() => rmSync(folder, { recursive: true }))
const keys = openKeys(folder)
const field: Field = { tenant: 't1', matter: 'm1', field: 'idNumber' }

test('SM3 of the standard', () => {
  assert.equal(sm3('abc'), '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0')
  assert.equal(sm3('abcd'.repeat(16)), 'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732')
})

test('the key file is outside the database and for its owner alone', () => {
  assert.equal(statSync(join(folder, 'secret')).mode & 0o777, 0o700)
  assert.equal(statSync(join(folder, 'secret/keys.json')).mode & 0o777, 0o600)
})

test('what is sealed opens in its place', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (plain) => keys.open(field, keys.seal(field, plain)) === plain),
  )
  assert.notEqual(keys.seal(field, 'a'), keys.seal(field, 'a'))
})

test('and nowhere else', () => {
  const sealed = keys.seal(field, '220202199001010012')
  for (const place of [{ tenant: 't2' }, { matter: 'm2' }, { field: 'phone' }, { tenant: 't1m', matter: '1' }])
    assert.throws(() => keys.open({ ...field, ...place }, sealed), SealBroken)
})

test('any changed sign breaks the seal', () => {
  const sealed = keys.seal(field, '220202199001010012')
  for (let at = 0; at < sealed.length; at++) {
    const changed = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1)
    // The last sign of base64 may carry spare bits; then it is the same value.
    if (
      Buffer.from(changed.split('.')[2] ?? '', 'base64url').equals(
        Buffer.from(sealed.split('.')[2] ?? '', 'base64url'),
      ) &&
      at > 4
    )
      continue
    assert.throws(() => keys.open(field, changed), SealBroken, `sign ${at}`)
  }
  for (const wrong of ['', '1.k1.', 'plain', sealed.slice(0, -30)])
    assert.throws(() => keys.open(field, wrong), SealBroken)
})

test('rotation: the new key seals, the old ones still open, also for a process that was running', () => {
  const before = keys.seal(field, 'old')
  const id = rotateKeyring(folder)
  const rotated = openKeys(folder)
  const sealed = rotated.seal(field, 'new')
  assert.equal(sealed.split('.')[1], id)
  assert.equal(rotated.open(field, before), 'old')
  assert.equal(keys.open(field, sealed), 'new')
  assert.equal(rotated.blind('idNumber', 'x'), keys.blind('idNumber', 'x'), 'the blind index outlives rotation')
})

test('without its key nothing opens, and a damaged ring is not replaced by a new one', () => {
  const stranger = mkdtempSync(join(tmpdir(), 'shouwen-keys-'))
  after(() => rmSync(stranger, { recursive: true }))
  const other = openKeys(stranger)
  assert.throws(() => other.open(field, keys.seal(field, 'x')), SealBroken)
  assert.notEqual(other.blind('phone', '1'), keys.blind('phone', '1'))
  writeFileSync(
    join(stranger, 'secret/keys.json'),
    readFileSync(join(folder, 'secret/keys.json'), 'utf8').replace(/"blind":"..../, '"blind":"'),
  )
  assert.throws(() => openKeys(stranger), /damaged/)
})

test('the blind index finds one value however it was typed', () => {
  const same: readonly [PersonalKind, readonly string[]][] = [
    [
      'idNumber',
      ['11010519491231002X', '11010519491231002x', ' 110105 19491231 002X', '１１０１０５１９４９１２３１００２Ｘ'],
    ],
    ['phone', ['13800001234', '138 0000 1234', '+8613800001234', '0086-138-0000-1234']],
    ['name', ['欧阳 修', '欧阳　修']],
  ]
  for (const [kind, spellings] of same)
    assert.equal(new Set(spellings.map((each) => keys.blind(kind, each))).size, 1, kind)
  assert.notEqual(keys.blind('phone', '13800001234'), keys.blind('idNumber', '13800001234'))
})

test('masks', () => {
  const shown: readonly [PersonalKind, string, string][] = [
    ['idNumber', '220202199001010012', '220202********0012'],
    ['idNumber', 'E12345678', '*****5678'],
    ['phone', '13800001234', '138****1234'],
    ['phone', '0432-6234567', '043****4567'],
    ['phone', '623456', '****56'],
    ['bankCard', '6222 0200 0000 0001234', '***************1234'],
    ['householdNumber', '0123 4567', '******67'],
    ['name', '张三丰', '张**'],
    ['name', '𠮷野', '𠮷*'],
    ['text', '任何内容', '***'],
  ]
  for (const [kind, plain, masked] of shown) assert.equal(mask(kind, plain), masked)
})

test('a mask never shows more than a kind allows', () => {
  const most: Readonly<Record<PersonalKind, number>> = {
    idNumber: 10,
    phone: 7,
    bankCard: 4,
    householdNumber: 4,
    name: 1,
    text: 0,
  }
  for (const kind of Object.keys(most) as PersonalKind[])
    fc.assert(
      fc.property(
        fc.stringMatching(/^[0-9A-Z]{0,30}$/),
        (plain) => mask(kind, plain).replaceAll('*', '').length <= most[kind],
      ),
    )
})

test('of two that make a secret at once, both read the first', () => {
  const first = keepSecret(folder, 'raced', () => {
    keepSecret(folder, 'raced', () => 'inner')
    return 'outer'
  })
  assert.equal(first, 'inner')
  assert.equal(secretOf(folder, 'again'), secretOf(folder, 'again'))
})

test('words that leave the house keep the sound code of an undertaking and no number of a person', () => {
  for (const [text, told] of [
    ['测试商店92220204MA0000001G的贷款', '测试商店92220204MA0000001G的贷款'],
    // One sign is wrong: it may be anything.
    ['92220204MA0000002G', '922****04MA000****02G'],
    ['22020219900101001X', '220****1X'],
    ['卡号622202000000000012', '卡号622****12'],
    ['922202040000000012', '922****12'],
    ['92220204MA0000001G13800138000', '922****04MA000****01G138****00'],
  ] as const)
    assert.equal(hidden(text), told)
})
