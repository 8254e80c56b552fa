import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { day } from '#core/day.ts'
import type { Field } from '#core/service/format.ts'
import { sample } from '#core/service/sample.ts'
import { formSchema } from '#core/service/schema.ts'
import { columnOf, masked, sealInput, uncovered } from '#matter/seal.ts'
import { openKeys } from '#platform/crypto/seal.ts'

const folder = mkdtempSync(join(tmpdir(), 'shouwen-keys-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const keys = openKeys(folder)
const today = day('2026-11-23')
const field = (name: string, type: Field['type'], more: Partial<Field> = {}): Field => ({
  ...{ name, label: name, type, required: true, purpose: '测试', personal: true },
  ...more,
})
const service = sample({
  form: [
    field('account', 'bankCard', { sensitive: true }),
    field('members', 'rows', {
      columns: [
        { ...field('idNumber', 'idNumber'), type: 'idNumber' },
        { ...field('mobile', 'mobile'), type: 'mobile' },
        { ...field('illness', 'text', { sensitive: true }), type: 'text' },
      ],
    }),
  ],
})
// 测试数据: a sound check digit and nobody behind it.
const row = { idNumber: '220202199001010012', mobile: '13800138000', illness: '测试' }
const seal = (matter: string, input: object) =>
  sealInput(keys, formSchema(service), input as Record<string, unknown>, { tenant: 't', matter }, today)

test('a number in a row lies under a name of its own, once, wherever its row stands; a mask stays a mask', () => {
  const { input, secrets } = seal('a', {
    account: '6222 0200 0000 0000',
    members: [row, { ...row, mobile: '138****8000' }],
  })
  const text = JSON.stringify([input, secrets])
  for (const plain of [row.idNumber, row.mobile, '6222020000000000']) assert.ok(!text.includes(plain))
  assert.deepEqual(secrets.map(({ field: one }) => one.replace(/[0-9a-f]{16}$/, '#')).sort(), [
    'account',
    'members.idNumber.#',
    'members.mobile.#',
  ])
  const [first, second] = (input as { members: { idNumber: { sealed: string }; mobile: unknown }[] }).members
  assert.deepEqual(first!.idNumber, second!.idNumber)
  assert.equal(second!.mobile, '138****8000')
  const moved = seal('a', { members: [{ ...row, mobile: '13900139000' }, row] })
  assert.ok(moved.secrets.some((one) => one.field === first!.idNumber.sealed))
  // The name tells nothing of the number to who looks at two matters.
  assert.ok(!seal('b', { members: [row] }).secrets.some((one) => one.field === first!.idNumber.sealed))
  const card = secrets.find((one) => one.field === 'account')!
  assert.equal(keys.open({ tenant: 't', matter: 'a', field: 'account' }, card.cipher), '6222020000000000')
})

test('a sensitive column is covered in every row, and each cell is looked at by itself', () => {
  const { input } = seal('a', { members: [row, { ...row, illness: '测试二' }] })
  const facts = { form: input }
  const shown = masked(facts, '', new Set(['form.members.illness'])) as {
    form: { members: { illness: { masked: string; field: string }; mobile: { masked: string } }[] }
  }
  const [, second] = shown.form.members
  assert.equal(second!.illness.field, 'form.members.1.illness')
  assert.ok(!JSON.stringify(shown).includes('测试二'))
  assert.equal(second!.mobile.masked, '138****8000')
  assert.equal(uncovered(facts, second!.illness.field), '测试二')
  assert.equal(columnOf('form.members.1.illness'), 'form.members.illness')
  assert.equal(uncovered(facts, 'form.members'), null)
  assert.equal(uncovered(facts, 'form.members.9.illness'), null)
})
