import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isAsked } from './when.ts'

test('a field is asked only when it applies; what is not understood is asked', () => {
  const form = { kind: 'a', flag: true, other: false }
  for (const [when, asked] of [
    [undefined, true],
    ['form.kind == "a"', true],
    ['form.kind == "b"', false],
    ['form.kind != "a"', false],
    ['form.kind in ["a", "b"]', true],
    ['form.kind in ["b"]', false],
    ['form.flag', true],
    ['!form.flag', false],
    ['form.other != true', true],
    ['form.missing != true', true],
    ['form.kind == "a" && !form.flag', false],
    ['form.kind == "b" || form.flag', true],
    ['age >= 60', true],
    ['form.kind == today', true],
  ] as const)
    assert.equal(isAsked(when, form), asked, when)
})
