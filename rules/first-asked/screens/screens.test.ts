import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadCatalogue } from '#matter/catalogue.ts'
import { channels, Registration } from '#rules/first-asked/contract.ts'
import { adapted, keysOf } from '#rules/first-asked/screens/adapt.ts'
import { servicesMeant } from '#rules/first-asked/screens/suggest.ts'
import type { Schema } from '#ui/form/schema.ts'

const schema = Registration as Schema
const fields = (channel: string) => Object.keys(adapted(schema, channel).properties ?? {})

test('表单随来源变：来信、传真、电子邮件问收到日期和来件编号，别的不问（2.1）', () => {
  for (const channel of Object.keys(channels)) {
    const asks = ['letter', 'fax', 'email'].includes(channel)
    assert.equal(fields(channel).includes('receivedOn'), asks, channel)
    assert.equal(adapted(schema, channel).required?.includes('receivedOn'), asks, channel)
  }
  assert.deepEqual(fields('call'), ['channel', 'inquiry', 'matter', 'name', 'unit', 'phone'])
})

test('来电边听边记：除了文字，按键不超过12下（2.1）', () => {
  const keys = keysOf(adapted(schema, 'call'))
  assert.deepEqual(keys, ['N', '来源方式：一个数字', '诉求类别：一个数字', 'Ctrl+Enter'])
  assert.ok(keys.length <= 12)
})

test('听到什么，想到哪一项：名称优先，俗称也认，认不出就不猜（2.2）', () => {
  const all = loadCatalogue().list()
  const meant = (words: string) => servicesMeant(all, words).map(({ code }) => code)
  for (const { code, name } of all) assert.equal(meant(`我想问问${name}怎么办`)[0], code, name)
  assert.equal(meant('想办小额担保贷款')[0], 'JY09')
  assert.equal(meant('单位倒闭了，想办失业证')[0], 'JY01')
  assert.equal(meant('想找工作')[0], 'JY07')
  assert.equal(meant('jy02')[0], 'JY02')
  assert.deepEqual(meant('问一下几点下班'), [])
  assert.ok(meant('失业补贴培训创业贷款').length <= 3)
})
