import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hardship, unemployed } from '#apps/server/forms.ts'
import { type Page, testServer } from '#apps/server/testing.ts'
import { complaintInput, petitionInput } from '#house/forms.ts'

const s = await testServer('onward', '2026-11-23T09:30:00+08:00')
const phone = '13911112222'
const masked = '139****2222'
const told = { channel: 'call', inquiry: 'consult', matter: '反映窗口问题（测试数据）', name: '测试转', phone }
type Node = Readonly<Record<string, unknown>>
type Form = { readonly input: { readonly properties: Readonly<Record<string, Node>> } }
const form = (kind: string, contact: Page, more = '') =>
  s.call<Form>('wang', 'GET', `/api/openings/${kind}?contact=${contact.matter.id}${more}`)
const audited = async () => {
  const { lines } = await s.call<{ lines: { what: string; says: string }[] }>('auditor', 'GET', '/api/audit')
  return lines.filter(({ what }) => what === 'number-carried').map(({ says }) => says)
}
const plainOf = async (page: Page, field: string) => {
  const ask = { field, reason: '联系本人（测试数据）' }
  return (await s.call<{ value: string }>('wang', 'POST', `/api/matters/${page.matter.id}/reveal`, ask)).value
}

test('转为投诉：姓名、事由、来路和电话都带过去；电话只见星号，原样交回就带真号码，审计有一条（2.1、10.5.2）', async () => {
  const contact = await s.open('wang', 'contact', told)
  const { input } = await form('complaint', contact)
  const { name, matter, channel, phone: number } = input.properties
  assert.deepEqual([name?.['default'], matter?.['default'], channel?.['default']], [told.name, told.matter, 'hotline'])
  assert.equal(number?.['x-masked'], masked)
  assert.match(String(number?.['x-hint']), /不用重填/)
  assert.ok(!JSON.stringify(input).includes(phone), 'the number itself is never shown')
  const page = await s.open('wang', 'complaint', {
    ...{ ...complaintInput, channel: 'hotline', name: told.name, matter: told.matter },
    ...{ phone: masked, contact: contact.matter.id },
  })
  assert.equal(page.status, 201, JSON.stringify(page))
  assert.deepEqual(page.matter.facts['phone'], { masked, field: 'phone' })
  assert.ok(!JSON.stringify(page).includes(phone))
  assert.equal(await plainOf(page, 'phone'), phone)
  assert.equal((await s.look('wang', page)).journal.at(-1)?.says, '查看联系电话，理由：联系本人（测试数据）')
  assert.deepEqual(await audited(), [
    `${contact.matter.number} 转为 ${page.matter.number}，随单带入号码 ${masked}，没有显示号码`,
  ])
  const found = await s.call<{ rows: { id: string }[] }>('wang', 'POST', '/api/registers/complaint/search', {
    ...{ q: phone, limit: 5 },
  })
  assert.deepEqual(
    found.rows.map(({ id }) => id),
    [page.matter.id],
    'found by the whole number, like any other',
  )
})

test('电话可以改成别的号码，也可以不留；星号不是别件的，不认（2.1）', async () => {
  const before = (await audited()).length
  const open = async (number: string | undefined) => {
    const contact = await s.open('wang', 'contact', { ...told, matter: '反映补贴（测试数据）' })
    const { phone: _phone, ...rest } = petitionInput
    return s.open('wang', 'petition', { ...rest, ...(number && { phone: number }), contact: contact.matter.id })
  }
  const changed = await open('13733334444')
  assert.equal(await plainOf(changed, 'phone'), '13733334444')
  const without = await open(undefined)
  assert.deepEqual([without.status, without.matter.facts['phone']], [201, undefined])
  const other = (await open('138****0000')) as Page & { problems?: { at: string }[] }
  assert.deepEqual([other.status, other.problems?.map(({ at }) => at)], [422, ['/phone']])
  const alone = await s.call<{ problems: { at: string }[] }>('wang', 'POST', '/api/matters', {
    ...{ kind: 'petition', input: { ...petitionInput, phone: masked } },
  })
  assert.deepEqual([alone.status, alone.problems.map(({ at }) => at)], [422, ['/phone']])
  assert.equal((await audited()).length, before, 'nothing was carried')
})

test('转为来访来信：来路照旧（来电就是来电），来件的收到日期也带过去（3.3.1）', async () => {
  const letter = { ...told, channel: 'email', receivedOn: '2026-11-20', matter: '反映补贴迟发（测试数据）' }
  const contact = await s.open('wang', 'contact', letter)
  const { input } = await form('petition', contact)
  assert.deepEqual(
    ['channel', 'receivedOn'].map((field) => input.properties[field]?.['default']),
    ['email', '2026-11-20'],
  )
  const ask = { ...petitionInput, channel: 'email', receivedOn: '2026-11-20', contact: contact.matter.id }
  const page = await s.open('wang', 'petition', { ...ask, phone: masked })
  assert.equal(page.status, 201, JSON.stringify(page))
  assert.equal(await plainOf(page, 'phone'), phone)
  const call = await s.open('wang', 'contact', { ...told, matter: '电话里反映（测试数据）' })
  assert.equal((await form('petition', call)).input.properties['channel']?.['default'], 'call')
  const heard = await s.open('wang', 'petition', { ...petitionInput, channel: 'call', contact: call.matter.id })
  const back = { points: '补贴迟发', confirmed: true, way: 'call' }
  assert.equal((await s.move('wang', heard, 'read-back', back)).matter.state, 'confirmed')
})

test('转为办件和一站式：手机号码不用重填；座机不放进手机栏（2.3.1、6.4）', async () => {
  const contact = await s.open('wang', 'contact', { ...told, matter: '办失业登记（测试数据）' })
  const { input } = await form('case', contact, '&service=JY01')
  const fields = (input.properties['form'] as { properties: Readonly<Record<string, Node>> }).properties
  assert.equal(fields['mobile']?.['x-masked'], masked)
  const answers = { ...unemployed, mobile: masked }
  const page = await s.open('wang', 'case', { service: 'JY01', form: answers, contact: contact.matter.id })
  assert.equal(page.status, 201, JSON.stringify(page))
  assert.equal(await plainOf(page, 'form.mobile'), phone)
  assert.match((await s.look('wang', page)).journal.at(-1)!.says, /^查看手机号码，/)

  const landline = await s.open('wang', 'contact', { ...told, phone: '0432-62012345' })
  const plain = await form('case', landline, '&service=JY01')
  const own = (plain.input.properties['form'] as { properties: Readonly<Record<string, Node>> }).properties
  assert.equal(own['mobile']?.['x-masked'], undefined)

  const sat = await s.open('wang', 'contact', { ...told, matter: '办两项（测试数据）' })
  type Shared = { shared: { schema: { properties: Readonly<Record<string, Node>> } } }
  const url = `/api/sittings/form?services=JY01,JY02&contact=${sat.matter.id}`
  const whole = await s.call<Shared>('wang', 'GET', url)
  assert.equal(whole.shared.schema.properties['mobile']?.['x-masked'], masked)
  const services = [
    { service: 'JY01', form: { ...unemployed, mobile: masked } },
    { service: 'JY02', form: { ...hardship, mobile: masked } },
  ]
  const opened = await s.call<{ cases: { id: string }[] }>('wang', 'POST', '/api/sittings', {
    ...{ contact: sat.matter.id, shared: {}, services },
  })
  assert.equal(opened.status, 201, JSON.stringify(opened))
  for (const { id } of opened.cases) assert.equal(await plainOf({ matter: { id } } as Page, 'form.mobile'), phone)
  assert.equal((await audited()).filter((says) => says.startsWith(sat.matter.number)).length, 1)
})

test('不是自己承办的首问，带不走号码；不是首问的，不给带（2.3.1）', async () => {
  const contact = await s.open('wang', 'contact', { ...told, matter: '别人承办（测试数据）' })
  const ask = { ...complaintInput, phone: masked, contact: contact.matter.id }
  const no = await s.open('zhao', 'complaint', ask)
  assert.equal(no.status, 403, JSON.stringify(no))
  const petition = await s.open('wang', 'petition', petitionInput)
  const wrong = await s.call<{ says: string }>('wang', 'GET', `/api/openings/complaint?contact=${petition.matter.id}`)
  assert.deepEqual([wrong.status, wrong.says], [404, '没有找到所关联的首问登记'])
  const nowhere = await s.call('qian', 'GET', `/api/openings/complaint?contact=${contact.matter.id}`)
  assert.equal(nowhere.status, 404)
})

test('同一个人同一天再登记同类事项，登记照常，提醒核对；同一时刻点两次也提醒（2.1）', async () => {
  const hintOf = (page: Page) => (page as Page & { hint?: string }).hint
  const twice = { ...told, phone: '13555556666', matter: '重复来电（测试数据）' }
  const first = await s.open('wang', 'contact', twice)
  assert.equal(hintOf(first), undefined)
  s.pass(5)
  const second = await s.open('li', 'contact', { ...twice, matter: '另一种说法（测试数据）' })
  assert.match(
    hintOf(second) ?? '',
    new RegExp(`此人（同一电话或证件）今天已有同类登记：\\d\\d:\\d\\d登记的 ${first.matter.number}（首问接待中）`),
  )
  const both = { channel: 'visit', inquiry: 'consult', matter: '没留电话，点了两次（测试数据）' }
  const [a, b] = await Promise.all([s.open('wang', 'contact', both), s.open('wang', 'contact', both)])
  assert.deepEqual([a.status, b.status], [201, 201])
  const hints = [hintOf(a!), hintOf(b!)].filter((one) => one !== undefined)
  assert.equal(hints.length, 1, 'of two at one instant exactly the second is told')
  assert.match(hints[0] ?? '', /刚刚登记过相同的内容/)
  assert.equal(hintOf(await s.open('li', 'contact', both)), undefined, 'another hand, another person')
  s.setClock('2026-11-24T09:30:00+08:00')
  assert.equal(hintOf(await s.open('wang', 'contact', twice)), undefined, 'the next day is another visit')
})
