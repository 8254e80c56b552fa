import assert from 'node:assert/strict'
import { test } from 'node:test'
import { confidences } from '#regulation/confidence.ts'
import { defaultLimit, defaultSetting, type LimitKey, limits, type SettingKey, settings } from '#regulation/limits.ts'

const limitKeys = Object.keys(limits) as LimitKey[]
const settingKeys = Object.keys(settings) as SettingKey[]

test('every default names its source, its region and how sure it is', () => {
  for (const one of [...limitKeys.map(defaultLimit), ...settingKeys.map(defaultSetting)]) {
    assert.ok(one.label && one.source && one.region, one.key)
    assert.ok(confidences.includes(one.confidence), one.key)
    assert.ok(one.since === null || /^\d{4}-\d{2}-\d{2}$/.test(one.since), one.key)
    assert.ok(one.amount >= 0, one.key)
  }
})

test('what is a habit, from memory or a proposal waits to be confirmed; a law or the regulation does not', () => {
  assert.equal(defaultLimit('handover.contact').toConfirm, true)
  assert.equal(defaultLimit('case.review').toConfirm, true)
  assert.equal(defaultLimit('disclosure.publish').toConfirm, false)
  assert.equal(defaultSetting('arrive.early').toConfirm, false)
  assert.equal(defaultSetting('yellow.used').toConfirm, true)
})

test('working days and natural days are kept apart: a petition runs on natural days, a disclosure on working days', () => {
  assert.deepEqual([limits['petition.solve'].amount, limits['petition.solve'].unit], [60, 'naturalDays'])
  assert.deepEqual([limits['disclosure.publish'].amount, limits['disclosure.publish'].unit], [20, 'workingDays'])
})
