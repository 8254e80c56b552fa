import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reviewOf } from '#apps/server/forms.ts'
import { testServer } from '#apps/server/testing.ts'
import { dayOf } from '#core/day.ts'
import { formOf } from '#house/forms.ts'
import { sharedFields } from './shared.ts'

/** 测试数据. */
const s = await testServer('undertaking', '2026-11-23T09:30:00+08:00')
const code = String(formOf('JY08')['creditCode'])
type Earlier = { readonly rows: readonly { readonly number: string }[] }

test('a company is named on its papers with its whole code, and its earlier case is found by it (8.3)', async () => {
  const opened = await s.open('wang', 'case', { service: 'JY08', form: formOf('JY08') })
  await s.move('wang', await s.move('wang', opened, 'check', reviewOf(opened)), 'accept')
  const { rows } = await s.owner.query(`select data from sheet where kind = 'acceptance'`)
  assert.deepEqual(rows[0].data.applicant, { name: '测试公司', creditCode: code, phone: '138****8000' })
  const found = (creditCode: string, service = 'JY08') =>
    s.call<Earlier>('li', 'POST', '/api/cases/earlier', { service, creditCode })
  const spaced = `${code.slice(0, 8)} ${code.slice(8).toLowerCase()}`
  for (const typed of [code, spaced])
    assert.deepEqual(
      (await found(typed)).rows.map(({ number }) => number),
      [opened.matter.number],
    )
  assert.deepEqual((await found(code, 'JY03')).rows, [])
  assert.deepEqual((await found('91350100M000100Y43')).rows, [])
  const searched = await s.call<{ rows: readonly { number: string }[] }>('li', 'GET', `/api/search?q=${code}`)
  assert.ok(JSON.stringify(searched).includes(opened.matter.number), JSON.stringify(searched))
})

test('two who serve the same company on one day are told of each other', async () => {
  const again = await s.open('li', 'case', { service: 'JY08', form: formOf('JY08') })
  assert.match(JSON.stringify(again), /此人或此单位（同一电话或证件）今天已有同类登记/)
})

test('where nobody applied no paper says so; where somebody did, they are answered as an applicant (8.3, 8.4)', async () => {
  const titles = async (openedBy: string, idNumber: string) => {
    const opened = await s.open('wang', 'case', {
      service: 'JY06',
      form: { ...formOf('JY06', dayOf(s.now())), openedBy, idNumber },
    })
    const accepted = await s.move('wang', await s.move('wang', opened, 'check', reviewOf(opened)), 'accept')
    return [accepted.journal[0]?.says, accepted.sheets.map(({ title }) => title)]
  }
  assert.deepEqual(await titles('office', formOf('JY06')['idNumber'] as string), ['向测试甲开展就业援助', []])
  assert.deepEqual(await titles('person', '220203197512311017'), ['测试甲申请就业援助', ['受理通知书']])
})

test('two services share a question only when they ask it on the same ground, and what it hangs on is shared too (6.4)', () => {
  const service = s.world.catalogue.get('JY01')!.service
  const asks = (when?: string) => ({
    ...service,
    form: service.form.map((field) => (field.name === 'address' && when ? { ...field, when } : field)),
  })
  assert.ok(sharedFields([asks(), asks()]).includes('address'))
  assert.ok(sharedFields([asks('form.wantsWork'), asks('form.wantsWork')]).includes('address'))
  assert.ok(!sharedFields([asks(), asks('form.wantsWork')]).includes('address'))
  const alone = asks('form.remark != ""')
  assert.ok(!sharedFields([alone, alone]).includes('address'))
})
