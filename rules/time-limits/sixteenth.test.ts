import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { reviewOf } from '#apps/server/forms.ts'
import { testServer } from '#apps/server/testing.ts'
import { sixteenthFile } from '#house/samples/sample.ts'
import { loadCatalogue, servicesFolder } from '#matter/catalogue.ts'

/** A 16th service is one file: nothing else is told of it. 测试数据. */

const folder = mkdtempSync(join(tmpdir(), 'shouwen-services-'))
after(() => rmSync(folder, { recursive: true, force: true }))
cpSync(servicesFolder, folder, { recursive: true })
cpSync(sixteenthFile, join(folder, 'JY16.yaml'))

const s = await testServer('sixteenth', '2026-03-02T09:00:00+08:00', loadCatalogue(folder))
const form = { name: '测试甲', idNumber: '220202199001010012', trade: 'a', on: '2026-05-06', prize: 1200 }
const opinion = { opinion: '符合' }
const looked = async (more: object = {}) => {
  const opened = await s.open('wang', 'case', { service: 'JY16', form: { ...form, ...more } })
  assert.equal(opened.status, 201, JSON.stringify(opened))
  const accepted = await s.move('wang', await s.move('wang', opened, 'check', reviewOf(opened)), 'accept')
  return s.move('wang', accepted, 'pass-look', opinion)
}

test('a 16th service goes to its end, and its result says every answer in words (6.2, 1.2.i)', async () => {
  const noticed = await looked()
  assert.deepEqual(
    noticed.sheets.map(({ title }) => title),
    ['受理通知书', '技能竞赛参赛公示'],
  )
  s.setClock('2026-03-05T09:00:00+08:00')
  const closed = await s.move('wang', noticed, 'close-notice')
  const approved = await s.move('head', closed, 'pass-decide', opinion)
  const done = await s.move('wang', approved, 'finish')
  assert.equal(done.matter.stateLabel, '已办结', JSON.stringify(done))
  const office = done.matter.office.name
  const outcome = String(done.matter.facts['outcome'])
  const wanted = `测试甲（220202********0012）参加电工比赛，2026年5月6日到场，奖金1200元，队名（未填写）；参赛证由${office}核发，电话`
  assert.ok(outcome.startsWith(wanted), outcome)
})

test('its denial is called as its file calls it: button, state, sentence and paper (8.4)', async () => {
  const noticed = await looked()
  s.setClock('2026-03-09T09:00:00+08:00')
  const closed = await s.move('wang', noticed, 'close-notice')
  const denied = await s.move('head', closed, 'deny-decide', { reason: '名额已满（测试数据）', basis: '测试办法' })
  assert.equal(denied.matter.stateLabel, '不予录取')
  assert.equal(denied.sheets.at(-1)?.title, '不予录取通知书')
  assert.equal(denied.matter.facts['outcome'], '不予录取：名额已满（测试数据）')
  const { offers } = await s.look('head', closed)
  assert.ok(!offers.some(({ label }) => label.includes('认定')))
})

test('an extension is asked for, said and printed in the unit of the limit (7.5)', async () => {
  const noticed = await looked()
  const asking = { reason: '场地未定（测试数据）', taken: '已联系（测试数据）' }
  const tooMuch = await s.refused('wang', noticed, 'ask-extension', { amount: 15, ...asking })
  assert.deepEqual(
    tooMuch.problems.map(({ says }) => says),
    ['延期最多 14 日'],
  )
  const asked = await s.move('wang', noticed, 'ask-extension', { amount: 3, ...asking })
  assert.match(asked.journal.at(-1)!.says, /申请延期 3 日/)
  const granted = await s.move('head', asked, 'extend', { ...opinion, told: 'call' })
  const { rows } = await s.owner.query(`select data from sheet where kind = 'extension-notice'`)
  assert.equal(granted.status, 200, JSON.stringify(granted))
  assert.equal(rows[0].data.extendedBy, '3日')
})

test('put right, an answer to a question that no longer applies goes, and what then applies is asked for (3.4.1)', async () => {
  const opened = await s.open('wang', 'case', { service: 'JY16', form: { ...form, trade: 'b', welds: '氩弧焊' } })
  assert.deepEqual((opened.matter.facts['form'] as Record<string, unknown>)['welds'], '氩弧焊')
  const electric = await s.move('wang', opened, 'amend', { form: { trade: 'a' } })
  assert.equal('welds' in (electric.matter.facts['form'] as object), false, JSON.stringify(electric.matter.facts))
  const welder = await s.refused('wang', electric, 'amend', { form: { trade: 'b' } })
  assert.deepEqual(
    welder.problems.map(({ at }) => at),
    ['/form/welds'],
  )
  const stray = await s.open('wang', 'case', { service: 'JY16', form: { ...form, welds: '多写的' } })
  assert.equal('welds' in (stray.matter.facts['form'] as object), false)
})
