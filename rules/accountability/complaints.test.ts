import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contactForm, hardship } from '#apps/server/forms.ts'
import { type Page, testServer } from '#apps/server/testing.ts'
import { sweep } from '#matter/sweep.ts'
import { demoOffice, demoPath, demoStaff, demoTenant } from '#office/seed.ts'
import { joinComplaints } from './complaints.ts'
import { propose } from './propose.ts'

const s = await testServer('accountability-complaints', '2026-03-02T09:00:00+08:00')
const { world } = s
const scope = { tenant: demoTenant, paths: [demoPath('cs')] }
type Upheld = { rows: readonly { number: string; staff: { name: string } | null }[] }
const upheld = async (who: string) => (await s.call<Upheld>(who, 'GET', '/api/accountability/upheld')).rows
const page = (who: string, id: string) => s.call<Page>(who, 'GET', `/api/matters/${id}`)

/** A complaint, taken up on the spot and settled with what was found. */
async function complaint(finding: 'upheld' | 'unfounded' | null, more: object): Promise<Page> {
  let at = await s.open('li', 'complaint', {
    ...{ office: demoOffice('sljd'), channel: 'onsite', target: 'person', staff: demoStaff('wu'), cause: 'attitude' },
    ...{ matter: '反映态度生硬（测试数据）', name: '测试戊', phone: '13800000000', ...more },
  })
  assert.equal(at.status, 201, JSON.stringify(at))
  at = await s.move('li', at, 'reach', { way: 'face', said: '已了解情况（测试数据）' })
  at = await s.move('li', at, 'take-onsite', { opinion: '现场协调（测试数据）' })
  assert.equal(at.matter?.state, 'onsite', JSON.stringify(at))
  if (finding === null) return at
  const settled = { finding, explanation: '已向投诉人说明（测试数据）', understanding: true }
  at = await s.move('head', await page('head', at.matter.id), 'settle', settled)
  assert.equal(at.matter?.state, 'settled', JSON.stringify(at))
  return at
}

test('投诉属实而没有提出的，列给负责人并提醒；不属实的、没核实的不能据以提出 (2.4.2)', async () => {
  const open = await complaint(null, {})
  const untrue = await complaint('unfounded', {})
  const right = await complaint('upheld', {})
  assert.deepEqual(
    (await upheld('head')).map(({ number, staff }) => [number, staff?.name]),
    [[right.matter.number, '吴五']],
  )
  assert.deepEqual(await upheld('li'), [])
  const { alarms } = await s.call<{ alarms: { says: string }[] }>('head', 'GET', '/api/office/alarms')
  assert.ok(
    alarms.some(({ says }) => says.includes('1件属实的投诉')),
    JSON.stringify(alarms),
  )
  const body = (number: string) => ({ staff: demoStaff('wu'), breach: 'cold', number, verified: '核实（测试数据）' })
  for (const one of [open, untrue]) {
    const refused = await s.call<{ clause: string; problems: { at: string }[] }>(
      ...(['head', 'POST', '/api/accountability/proposals', body(one.matter.number)] as const),
    )
    assert.deepEqual([refused.status, refused.clause, refused.problems[0]?.at], [422, '2.4.2', '/number'])
  }
  const made = await s.call('head', 'POST', '/api/accountability/proposals', body(right.matter.number))
  assert.equal(made.status, 201, JSON.stringify(made))
  assert.deepEqual(await upheld('head'), [])
})

test('对超期办件的投诉经核实属实：自己并入那件追究，改按7.6，重新告知，只并一次 (7.6)', async () => {
  const late = await s.open('wang', 'case', { service: 'JY02', form: { ...hardship, name: '测试己' } })
  await s.open('wang', 'contact', contactForm)
  s.setClock('2026-03-11T09:00:00+08:00')
  await sweep(world, { tenant: demoTenant, path: demoPath('cs'), at: s.now() })
  await propose(world, scope)
  assert.equal(await joinComplaints(world, scope), 0)
  await complaint('upheld', { staff: demoStaff('wang'), cause: 'pace', case: late.matter.id })
  assert.equal(await joinComplaints(world, scope), 1)
  assert.equal(await joinComplaints(world, scope), 0)
  const { rows } = await s.owner.query(`select matter_id from breach where source = $1 and clock = 'review'`, [
    late.matter.id,
  ])
  const shown = await page('head', rows[0].matter_id)
  assert.deepEqual(
    [shown.matter.state, shown.matter.facts['clause'], shown.matter.facts['rung']],
    ['proposed', '7.6', 'circulated'],
  )
  assert.match(JSON.stringify(shown.matter.facts['evidence']), /收到.*投诉|投诉人/)
  assert.equal(shown.journal.at(-1)?.as, 'time')
})
