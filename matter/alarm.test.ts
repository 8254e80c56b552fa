import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testServer } from '#apps/server/testing.ts'
import { contactInput } from '#house/forms.ts'
import { sweep } from '#matter/sweep.ts'
import { demoPath, demoPost, demoTenant } from '#office/seed.ts'

type Alarms = {
  readonly unseen: number
  readonly rows: readonly { id: string; says: string; matter: string; clause: string }[]
}

const server = await testServer('alarm')
const { call, open, move, setClock } = server
const runTime = () => sweep(server.world, { tenant: demoTenant, path: demoPath('cs'), at: server.now() })
const alarmsOf = (who: string) => call<Alarms>(who, 'GET', '/api/alarms')

test('a hand-over that is not accepted in time alarms the receiver and the head, once, and not the giver (2.4.1)', async () => {
  const contact = await open('wang', 'contact', contactInput)
  assert.equal(contact.status, 201)
  const to = demoPost('sljd.review')
  const offered = await move('wang', contact, 'hand-over', { to, why: 'absent' })
  assert.equal(offered.status, 200, JSON.stringify(offered))
  const before = await alarmsOf('head')
  assert.equal(before.unseen, 0)
  setClock('2026-11-26T10:00:00+08:00')
  await runTime()
  await runTime()
  const head = await alarmsOf('head')
  assert.equal(head.rows.filter(({ matter }) => matter === contact.matter.id).length, 1)
  assert.match(head.rows[0]!.says, /接收移交期限已超期/)
  const receiver = await alarmsOf('zhao')
  assert.equal(receiver.rows.length, 1, '赵三 is on duty for the reviewing post')
  const giver = (await alarmsOf('wang')).rows.filter(({ says }) => says.includes('接收移交期限'))
  assert.deepEqual(giver, [])
})

test('who takes note of an alarm no longer sees it among the new ones; nobody takes note for another', async () => {
  const { rows } = await alarmsOf('head')
  const ids = rows.map(({ id }) => id)
  const strange = await call<{ seen: string[] }>('zhao', 'POST', '/api/alarms/seen', { ids })
  assert.deepEqual(strange.seen, [])
  const seen = await call<{ seen: string[] }>('head', 'POST', '/api/alarms/seen', { ids })
  assert.deepEqual(seen.seen.toSorted(), ids.toSorted())
  assert.equal((await alarmsOf('head')).unseen, 0)
  const all = await call<Alarms>('head', 'GET', '/api/alarms?all=true')
  assert.equal(all.rows.length, ids.length)
})
