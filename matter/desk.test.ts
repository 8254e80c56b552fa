import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testServer } from '#apps/server/testing.ts'
import { complaintInput, contactInput } from '#house/forms.ts'

type Desk = {
  readonly rows: readonly { readonly id: string; readonly why: string }[]
  readonly counts: { readonly green: number; readonly yellow: number; readonly red: number }
}
type Opening = { readonly input: { readonly properties: Readonly<Record<string, { readonly examples?: string[] }>> } }

const { open, move, call } = await testServer('desk')

test('what waits for the head’s word is asked for by itself, and counted (7.4)', async () => {
  const own = await open('head', 'contact', { ...contactInput, matter: '本人接待（测试数据）' })
  const reported = await open('wang', 'contact', { ...contactInput, matter: '不清楚由谁办理（测试数据）' })
  const escalated = await move('wang', reported, 'escalate', { why: 'unclear', note: '涉及两个部门（测试数据）' })
  assert.equal(escalated.status, 200, JSON.stringify(escalated))
  const all = await call<Desk>('head', 'GET', '/api/desk')
  assert.ok(all.rows.some(({ id, why }) => id === own.matter.id && why === 'hold'))
  const { rows, counts } = await call<Desk>('head', 'GET', '/api/desk?decide=true')
  assert.deepEqual(
    rows.map(({ id, why }) => [id, why]),
    [[reported.matter.id, 'turn']],
  )
  assert.equal(counts.green + counts.yellow + counts.red, 1)
})

test('the windows of the office are proposed to whoever writes a complaint down; another word is as good (10.5.2)', async () => {
  const { input } = await call<Opening>('wang', 'GET', '/api/openings/complaint')
  assert.deepEqual(input.properties['window']?.examples, ['1号综合窗口', '2号综合窗口', '3号就业援助窗口'])
  const page = await open('wang', 'complaint', { ...complaintInput, window: '进门左手第一个，不清楚几号' })
  assert.equal(page.status, 201, JSON.stringify(page))
})
