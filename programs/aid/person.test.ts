import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reviewOf } from '#apps/server/forms.ts'
import { type Page, testServer } from '#apps/server/testing.ts'
import { addDays, dayOf } from '#core/day.ts'
import { desks, type Person } from '#house/desk.ts'
import { aidInput, formOf } from '#house/forms.ts'
import { testNumber } from '#programs/training/testing.ts'

// 手写：王一在所里的综合窗口，周四是所长；钱十二在另一个单位的窗口。2026年3月2日是星期一。全部测试数据。

const server = await testServer('aid-person', '2026-03-02T09:00:00+08:00')
const { of } = desks(server)
const today = () => dayOf(server.now())
const [wang, zhou] = [of('王一'), of('周四')]

const caseFor = (by: Person, n: number, more: object = {}) =>
  by.post<Page>('/api/matters', {
    ...{ kind: 'case' },
    input: {
      service: 'JY06',
      form: {
        ...formOf('JY06', today()),
        idNumber: testNumber(n),
        ...(by.name === '钱十二' && { helper: by.id }),
        ...more,
      },
    },
  })
const aidFor = (by: Person, n: number) =>
  by.post<Page>('/api/matters', { kind: 'aid', input: { ...aidInput, idNumber: testNumber(n) } })

/** One press on a case as it stands now; what it answers, refused or not. */
async function press(by: Person, id: string, label: string, input: object = {}) {
  const page = await by.get<Page>(`/api/matters/${id}`)
  const offer = page.offers.find((one) => one.move === label || one.label === label)
  assert.ok(offer, `${label}: ${page.offers.map((one) => one.label).join(' ')}`)
  const given = offer.move === 'check' ? reviewOf(page) : input
  return by.post<Page>(`/api/matters/${id}/moves/${offer.move}`, { version: page.matter.version, ...given })
}
async function pressed(by: Person, id: string, label: string, input: object = {}) {
  const done = await press(by, id, label, input)
  assert.ok(done.status < 400, JSON.stringify(done))
  return done
}
async function untilMeeting(n: number, more: object = {}): Promise<string> {
  const opened = await caseFor(wang, n, more)
  assert.equal(opened.status, 201, JSON.stringify(opened))
  const { id } = opened.matter
  for (const label of ['check', '开始办理']) await pressed(wang, id, label)
  return id
}
const opinion = '同意（测试数据）'
const says = ({ status, clause, says, problems = [] }: Awaited<ReturnType<typeof press>>) =>
  `${status} ${clause} ${says} ${problems.map((one) => one.says).join(' ')}`

test('同一人只有一件就业援助：第二件当场退回，说明在哪一件里办；别的单位也一样；退出以后可以再办（8.2）', async () => {
  const first = await caseFor(wang, 701)
  assert.equal(first.status, 201, JSON.stringify(first))
  for (let n = 0; n < 6; n++)
    assert.match(
      says(await caseFor(wang, 701)),
      new RegExp(`^422 8\\.2 .*正在办理（.*${first.matter.number}.*请在那一件里继续`),
    )
  assert.match(says(await aidFor(wang, 701)), /^422 8\.2 .*本人另有一件就业援助正在办理/)
  const beyond = of('钱十二')
  const there = await caseFor(beyond, 701)
  assert.match(says(there), new RegExp(`^422 8\\.2 .*${first.matter.number}，2026年3月2日起`))
  await pressed(wang, first.matter.id, 'withdraw', { reason: '本人改日再来（测试数据）', confirmed: 'call' })
  assert.equal((await aidFor(wang, 701)).status, 201)
  assert.match(says(await caseFor(beyond, 701)), /^422 8\.2 .*本人已在就业援助中/)
})

test('两个窗口同一刻为同一人开始，只有一件成立（8.2）', async () => {
  const all = await Promise.all([
    caseFor(wang, 702),
    caseFor(of('李二'), 702),
    aidFor(wang, 702),
    caseFor(of('钱十二'), 702),
  ])
  assert.deepEqual(all.map(({ status }) => status).toSorted(), [201, 422, 422, 422], JSON.stringify(all.map(says)))
})

test('以前重复开的两件，受理时拦住一件；都已批准的，同一刻发结果也只成立一件（8.2）', async () => {
  const agreed = async () => {
    const id = await untilMeeting(703, { firstMeeting: addDays(today(), 7) })
    await pressed(wang, id, '当面商定通过', { opinion, meeting: { firstOn: addDays(today(), 7) } })
    await pressed(zhou, id, '负责人批准计划同意', { opinion })
    await server.owner.query('delete from aided where matter_id = $1', [id])
    return id
  }
  const ids = [await agreed(), await agreed()]
  const done = await Promise.all(ids.map((id) => press(wang, id, '办结并发放结果')))
  assert.deepEqual(done.map(({ status }) => status).toSorted(), [200, 422], done.map(says).join())
  assert.match(done.map(says).join(), /422 8\.2 .*(本人已在就业援助中|本人已有没有结束的就业援助)/)
})

test('约定的第一次援助日期过了，批准和发结果都拦住，写上新约的日期才办，文书上是新的日期（7.4）', async () => {
  const soon = addDays(today(), 2)
  const id = await untilMeeting(704, { firstMeeting: soon })
  server.setClock(`${addDays(soon, 1)}T09:00:00+08:00`)
  const late = await press(wang, id, '当面商定通过', { opinion, meeting: { firstOn: soon } })
  assert.match(says(late), /^422 .*第一次援助的日期：不能早于今天/)
  const next = addDays(today(), 3)
  await pressed(wang, id, '当面商定通过', { opinion, meeting: { firstOn: next } })
  server.setClock(`${addDays(next, 1)}T09:00:00+08:00`)
  const unapproved = await press(zhou, id, '负责人批准计划同意', { opinion })
  assert.match(says(unapproved), /^422 7\.4 .*原来约定2026年3月8日，已经过了，请与本人重新约定/)
  const again = addDays(today(), 1)
  await pressed(zhou, id, '负责人批准计划同意', { opinion, meeting: { firstOn: again } })
  server.setClock(`${addDays(again, 1)}T09:00:00+08:00`)
  assert.match(says(await press(wang, id, '办结并发放结果')), /^422 7\.4 .*原来约定2026年3月10日，已经过了/)
  await pressed(wang, id, '办结并发放结果', { meeting: { firstOn: today() } })
  const page = await wang.get<Page>(`/api/matters/${id}`)
  assert.match(page.journal.map((line) => line.says).join('；'), /第一次援助的日期由2026年3月10日改约2026年3月11日/)
  const { rows } = await server.owner.query(`select data::text from sheet where matter_id = $1 and kind = 'result'`, [
    id,
  ])
  assert.match(JSON.stringify(rows), /第一次援助日期.*2026年3月11日/)
  const [link] = page.matter.links.filter(({ kind }) => kind === 'aid')
  const aid = await wang.get<Page>(`/api/matters/${link?.id}`)
  assert.deepEqual((aid.matter.facts as { appointment?: object }).appointment, { on: '2026-03-11', says: '第一次援助' })
})

test('首次援助的时限已经过了的，只能约当天，不会再也办不了（7.4）', async () => {
  const id = await untilMeeting(705)
  server.setClock(`${addDays(today(), 40)}T09:00:00+08:00`)
  const far = await press(wang, id, '当面商定通过', { opinion, meeting: { firstOn: addDays(today(), 1) } })
  assert.match(says(far), /超过本地首次援助的时限/)
  await pressed(wang, id, '当面商定通过', { opinion, meeting: { firstOn: today() } })
})
