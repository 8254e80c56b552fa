import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testServer } from '#apps/server/testing.ts'
import { demoStaff } from '#office/seed.ts'

const s = await testServer('shut', '2026-11-23T09:30:00+08:00')
type Said = { readonly clause?: string | null; readonly problems?: readonly { at: string }[] }
const get = <B>(who: string, url: string) => s.call<B>(who, 'GET', url)
const post = (who: string, url: string, payload: object) => s.call<Said>(who, 'POST', url, payload)
const said = ({ status, clause, problems = [] }: Said & { status: number }) =>
  [status, clause, ...problems.map(({ at }) => at)].filter(Boolean).join(' ')

test('缺B角的岗位不开窗：在岗一览写明，评价器不能配对；来人照样登记 (5.5, 2.1)', async () => {
  type Row = { id: string; shut: string | null }
  type Place = { posts: Row[]; windows: { number: number; post: { id: string; A: { id: string } | null } }[] }
  const place = () => get<Place>('head', '/api/office')
  const shut = async () => (await place()).posts.find(({ id }) => id === window.post.id)?.shut
  const window = (await place()).windows.find(({ post }) => post.A?.id === demoStaff('wang'))!
  assert.equal(await shut(), null)
  const pair = () => post('head', '/api/hall/pairings', { window: window.number })
  assert.equal(said(await pair()), '201')
  s.pass(1)
  const seat = `/api/office/posts/${window.post.id}/assignment`
  assert.equal(said(await post('head', seat, { role: 'B', staff: null, from: '2026-11-01' })), '422 5.5 /from')
  assert.equal(said(await post('head', seat, { role: 'B', staff: null })), '200')
  assert.equal(await shut(), '缺B角，不能开窗')
  assert.equal(said(await pair()), '422 5.5')
  const input = { channel: 'visit', inquiry: 'consult', matter: '问失业登记', name: '测试来访', phone: '13900000001' }
  assert.equal(said(await post('wang', '/api/matters', { kind: 'contact', input })), '201')
})
