import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { type Page, type Refused, testServer } from '#apps/server/testing.ts'
import { contactInput } from '#house/forms.ts'
import { places } from '#matter/jobs.ts'
import { replayMatters } from '#matter/replay.ts'
import { verify } from '#matter/verify.ts'
import { demoOffice, demoPath, demoStaff, demoTenant } from '#office/seed.ts'
import { lookIntoOverlooked } from './jobs.ts'
import { keeperOf } from './open.ts'

const server = await testServer('handling')
const { open, move, refused, look, call, app, owner, world, setClock } = server

type Desk = { rows: { id: string; kind: string; title: string }[] }
const opinion = { opinion: '查过记录（测试数据）' }

/** A visit finished by `by`, and rated from outside with number and code. 测试数据. */
async function ratedVisit(level: number, by = 'wang', more: object = {}, said: object = {}) {
  const page = await open(by, 'contact', { ...contactInput, ...more })
  const done = await move(by, page, 'answer', { result: '已说明（测试数据）' })
  assert.equal(done.status, 200, JSON.stringify(done))
  const { number } = done.matter
  const answer = await app.inject({
    ...{ method: 'POST', url: '/api/visitor/ratings', headers: { 'idempotency-key': randomUUID() } },
    payload: { number, code: page.visitorCode, level, ...said },
  })
  assert.equal(answer.statusCode, 201, answer.body)
  return done
}

async function handlingOf({ matter }: Page): Promise<{ id: string; number: string; org_path: string }> {
  const { rows } = await owner.query(
    'select matter_id as id, number, org_path::text from rating_handling where visit = $1',
    [matter.id],
  )
  return rows[0]
}
const at = (who: string, id: string) => call<Page>(who, 'GET', `/api/matters/${id}`)
async function step(who: string, page: Page, name: string, input: object = {}): Promise<Page> {
  const moved = await move(who, page, name, input)
  assert.equal(moved.status, 200, `${name}: ${JSON.stringify(moved)}`)
  return moved
}
async function verified(who: string, id: string): Promise<Page> {
  let page = await at(who, id)
  page = await step(who, page, 'reach', { way: 'call', said: '说等得太久（测试数据）' })
  return step(who, page, 'verify', { finding: 'upheld', found: '属实（测试数据）' })
}
const appealFor = (who: string, handling: string, more: object = {}) =>
  call<Refused & { id: string }>(who, 'POST', '/api/ratings/appeals', {
    ...{ handling, ground: 'mistaken', says: '评价人说按错了（测试数据）' },
    ...more,
  })

test('a bad rating lies on the head’s desk at once; whom it concerns finds nothing of it (10.5.1)', async () => {
  const visit = await ratedVisit(1, 'wang', {}, { items: ['115'], words: '态度不好（测试数据）' })
  const { id, number } = await handlingOf(visit)
  assert.match(number, /-C-2026-000001$/)
  const desk = await call<Desk>('head', 'GET', '/api/desk')
  assert.ok(desk.rows.some((row) => row.id === id && row.title === '差评核查：非常不满意'))
  const page = await at('head', id)
  assert.equal(page.matter.holder.name, '周四')
  assert.equal(page.matter.facts['words'], '态度不好（测试数据）')
  for (const who of ['wang', 'zhao', 'li']) assert.equal((await at(who, id)).status, 404, who)
  assert.equal((await refused('wang', page, 'reach', { way: 'call', said: '试试' })).status, 404)
  const found = await call<{ rows: { id: string }[] }>('wang', 'GET', `/api/search?q=${encodeURIComponent(number)}`)
  assert.ok(!JSON.stringify(found).includes(id), 'the search finds nothing of it either')
  const rated = JSON.stringify(await look('wang', visit))
  assert.ok(!rated.includes(id) && !rated.includes('态度不好') && !rated.includes('非常不满意'))
})

test('a good rating opens nothing; a bad one once; one of the head goes to the superior (10.5.1)', async () => {
  assert.equal(await handlingOf(await ratedVisit(3)), undefined)
  const visit = await ratedVisit(2, 'head')
  const { id } = await handlingOf(visit)
  assert.equal((await at('head', id)).status, 404)
  const page = await at('district', id)
  assert.equal(page.matter.holder.name, '冯七')
  await step('district', page, 'reach', { way: 'call', said: '了解了情况（测试数据）' })
})

test('nobody but time opens one, and no form makes one up (10.5.1)', async () => {
  const visit = await ratedVisit(4)
  const form = {
    ...{ visit: visit.matter.id, case: visit.matter.id, staff: demoStaff('wang'), level: 1, items: [] },
    ...{ channel: 'code', ratedAt: 0, isReachable: true },
  }
  for (const who of ['wang', 'head', 'district']) assert.equal((await open(who, 'rating', form)).status, 403, who)
})

test('a number of whoever rated is not asked for where none was left (10.5.1)', async () => {
  const { name: _name, phone: _phone, ...nameless } = contactInput
  const page = await open('wang', 'contact', { ...nameless, inquiry: 'consult' })
  const done = await move('wang', page, 'answer', { result: '已说明（测试数据）' })
  const answer = await app.inject({
    ...{ method: 'POST', url: '/api/visitor/ratings', headers: { 'idempotency-key': randomUUID() } },
    payload: { number: done.matter.number, code: page.visitorCode, level: 1 },
  })
  assert.equal(answer.statusCode, 201, answer.body)
  const handling = await at('head', (await handlingOf(done)).id)
  assert.equal(handling.matter.facts['isReachable'], false)
  const offers = handling.offers.filter(({ refusal }) => refusal === null).map(({ move }) => move)
  assert.ok(offers.includes('skip') && !offers.includes('reach'), offers.join())
})

test('an appeal is decided by the district, never at home; a granted one stands in the row, once (10.5.1)', async () => {
  const visit = await ratedVisit(1)
  const { id, number } = await handlingOf(visit)
  const early = await appealFor('wang', number)
  assert.equal(early.status, 422, JSON.stringify(early))
  assert.match(early.says, /核实以后/)
  await verified('head', id)
  for (const who of ['zhao', 'li', 'sun', 'wu']) assert.equal((await appealFor(who, number)).status, 404, who)
  const filed = await appealFor('wang', number)
  assert.equal(filed.status, 201, JSON.stringify(filed))
  assert.equal((await appealFor('head', number)).status, 422, 'once')
  const mine = await at('wang', filed.id)
  assert.equal(mine.status, 200)
  const text = JSON.stringify(mine)
  for (const secret of [visit.matter.number, visit.matter.id, id, contactInput.name])
    assert.ok(!text.includes(secret), `not who rated: ${secret}`)
  assert.ok(JSON.stringify(await at('district', filed.id)).includes(id), 'who decides gets to what was found')
  for (const who of ['head', 'wang']) {
    const no = await refused(who, mine, 'grant', opinion)
    assert.equal(no.status, 403, who)
    assert.equal(no.clause, '10.5.1')
  }
  const done = await step('district', await at('district', filed.id), 'grant', opinion)
  assert.equal(done.matter.closed, true)
  const { rows } = await owner.query(
    'select excluded_by, excluded_why, appeal_state from rating_handling where visit = $1',
    [visit.matter.id],
  )
  assert.deepEqual(rows[0], {
    excluded_by: demoStaff('district'),
    excluded_why: opinion.opinion,
    appeal_state: 'granted',
  })
  const kept = await owner.query('select level from rating where visit = $1', [visit.matter.id])
  assert.equal(kept.rows[0].level, 1, 'the rating itself stays as it was')
})

test('whoever looked into a rating doesn’t decide its appeal: the city does (10.5.1)', async () => {
  const visit = await ratedVisit(1, 'head')
  const { id, number } = await handlingOf(visit)
  await verified('district', id)
  const filed = await appealFor('head', number)
  assert.equal(filed.status, 201, JSON.stringify(filed))
  assert.equal((await refused('district', await at('district', filed.id), 'grant', opinion)).status, 422)
  const page = await at('city', filed.id)
  await step('city', page, 'refuse', opinion)
})

test('after five working days it is too late to appeal; a form that says otherwise than the record is refused (10.5.1)', async () => {
  const visit = await ratedVisit(2)
  const { id, number } = await handlingOf(visit)
  await verified('head', id)
  const forged = {
    ...{ handling: number, staff: demoStaff('wang'), level: 2, items: [] },
    ...{ month: '2026-11', ground: 'mistaken', says: '试试' },
  }
  assert.equal((await open('wang', 'appeal', forged)).status, 404, 'past the page of ratings')
  setClock('2026-12-01T09:30:00+08:00')
  const late = await appealFor('wang', number)
  assert.equal(late.status, 422)
  assert.match(late.says, /2026年11月30日/)
})

test('who stands in for the head finds nothing on the head’s desk of what was said about themselves (10.5.1)', async () => {
  setClock('2026-12-02T09:30:00+08:00')
  const about = await ratedVisit(1, 'zhao')
  const other = await ratedVisit(1, 'wang')
  const sick = { kind: 'sick', reason: '病假（测试数据）', from: '2026-12-02', until: '2026-12-03' }
  const made = await call<{ id: string }>('district', 'POST', '/api/office/absences', {
    ...sick,
    staff: demoStaff('head'),
  })
  assert.equal(made.status, 201, JSON.stringify(made))
  setClock('2026-12-02T10:00:00+08:00')
  const { rows } = await call<Desk>('zhao', 'GET', '/api/desk?limit=100')
  const ids = rows.map(({ id }) => id)
  assert.ok(ids.includes((await handlingOf(other)).id), 'stands in for the head')
  assert.ok(!ids.includes((await handlingOf(about)).id), 'and not about themselves')
})

test('a bad rating from before is looked into all the same, once; where only the head is concerned and nobody is above, nobody is asked (10.5.1)', async () => {
  const visit = await ratedVisit(5)
  await owner.query('delete from rating where visit = $1', [visit.matter.id])
  await owner.query(
    `insert into rating (tenant_id, visit, matter_id, org_path, office, staff, post, level, items, words, channel, at)
     select tenant_id, id, id, org_path, office, holder_staff, holder_post, 2, '{209}', null, 'code', closed_at from matter where id = $1`,
    [visit.matter.id],
  )
  const scope = { tenant: demoTenant, paths: [demoPath('cs')] }
  assert.equal(await lookIntoOverlooked(world, scope), 1)
  assert.equal(await lookIntoOverlooked(world, scope), 0)
  assert.equal((await at('district', (await handlingOf(visit)).id)).matter.stateLabel, '待联系评价人')
  const { office } = (await places(world))[0]!
  assert.equal(keeperOf(office, demoOffice('cs'), demoStaff('city'), world.now()), null)
  assert.equal(keeperOf(office, demoOffice('sljd'), demoStaff('head'), world.now())?.staff, demoStaff('district'))
  assert.equal(
    keeperOf(office, demoOffice('sljd'), demoStaff('district'), world.now())?.staff,
    demoStaff('city'),
    'never somebody below',
  )
})

test('all of it replays from the journal and its chain holds (10.5.1)', async () => {
  const scope = { tenant: demoTenant, paths: [demoPath('cs')] }
  const { rows } = await owner.query<{ id: string }>("select id from matter where kind in ('rating', 'appeal')")
  const ids = rows.map(({ id }) => id)
  assert.ok(ids.length > 5)
  assert.deepEqual(await world.db.read(scope, (tx) => replayMatters(world, tx, demoTenant, ids)), [])
  const faults: string[] = []
  await verify(world.db, scope, ({ what, matter }) => matter && ids.includes(matter) && faults.push(what))
  assert.deepEqual(faults, [])
})
