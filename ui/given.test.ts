import assert from 'node:assert/strict'
import { test } from 'node:test'
import { given } from '#ui/given.ts'

type Wanted = { readonly q?: string; readonly from?: string; readonly late?: boolean }

test('what was emptied is left out, what says no stays', () => {
  const wanted: Wanted = given<Wanted>({ q: '', from: undefined, late: false })
  assert.deepEqual(wanted, { late: false })
  assert.deepEqual(given<Wanted>({ q: '社保', late: true }), { q: '社保', late: true })
})
