import assert from 'node:assert/strict'
import { randomUUIDv7 } from 'node:crypto'
import { test } from 'node:test'
import { isWorkingDay, openingsOn } from '#core/calendar.ts'
import { day, type Instant, instantAt } from '#core/day.ts'
import type { Refusal } from '#core/refusal.ts'
import { isRefusal } from '#core/refusal.ts'
import { duty, gaps, type StaffId } from '#core/roster.ts'
import { changeAssignment } from '#office/assignment.ts'
import { calendarOfVersion } from '#office/calendar.ts'
import { type Change, change } from '#office/change.ts'
import { closeOffice } from '#office/closure.ts'
import { current } from '#office/current.ts'
import { broken } from '#office/journal.ts'
import { askLeave, decideLeave, endAbsence, recordAbsence } from '#office/leave.ts'
import { importNotice } from '#office/notice.ts'
import { demoOffice, demoPath, demoPost, demoStaff, demoTenant, seedOffice } from '#office/seed.ts'
import type { By, Leave, OfficeSnapshot } from '#office/snapshot.ts'
import { nameStandIn } from '#office/stand-in.ts'
import { journalLines } from '#office/store.ts'
import type { Username } from '#office/story.ts'
import { codeOf } from '#platform/db/outage.ts'
import { testDatabase } from '#platform/db/testing.ts'

const { db, owner } = await testDatabase('office_commands')
const scope = { tenant: demoTenant, paths: [demoPath('cs')] }
const at = (text: string, hour = 9) => instantAt(day(text), hour * 60)
const monday = at('2026-11-23')
await seedOffice(db, { passwordHash: null, at: monday })

type Judge<Ask, R> = (office: OfficeSnapshot, by: By, ask: Ask) => Refusal | Change<R>
const run = <Ask, R>(username: Username, when: Instant, judge: Judge<Ask, R>, ask: Ask) =>
  db.transaction(scope, (tx) => change(tx, { tenant: demoTenant, staff: demoStaff(username), at: when }, judge, ask))
const done = async <Ask, R>(username: Username, when: Instant, judge: Judge<Ask, R>, ask: Ask): Promise<R> => {
  const result = await run(username, when, judge, ask)
  if (isRefusal(result)) assert.fail(`${result.clause} ${result.says}`)
  return result
}
const refused = async <Ask, R>(username: Username, when: Instant, judge: Judge<Ask, R>, ask: Ask): Promise<string> => {
  const result = await run(username, when, judge, ask)
  if (!isRefusal(result)) assert.fail('not refused')
  return `${result.refused} ${result.clause}`
}
const now = (when: Instant) => db.read(scope, (tx) => current(tx, demoTenant, when))
const who = async (post: string, when: Instant) => {
  const d = duty((await now(when)).roster, demoPost(post), when)
  return [d.staff, d.as]
}
const leave = (from: Instant, until: Instant) => ({
  id: randomUUIDv7(),
  kind: 'leave' as const,
  from,
  until,
  reason: '事假',
})
const approve = (id: string, named: { post: string; staff: Username }[] = []) => ({
  ...{ id, approve: true, says: '' },
  named: named.map((n) => ({ id: randomUUIDv7(), post: demoPost(n.post), staff: demoStaff(n.staff) })),
})

test('leave: asked, approved by the head, in the roster by itself, ended by the return (3.2.3, 5.1)', async () => {
  const { id } = await done('wang', monday, askLeave, leave(at('2026-11-24'), at('2026-11-27')))
  assert.deepEqual(await who('sljd.counter', at('2026-11-25')), [demoStaff('wang'), 'A'], 'asking changes nothing')
  assert.equal(await refused('wang', monday, decideLeave, approve(id)), 'not-yours 3.2.3')
  assert.equal(await refused('li', monday, decideLeave, approve(id)), 'not-yours 3.2.3')
  assert.equal(await refused('sun', monday, decideLeave, approve(id)), 'not-seen null')
  await done('head', monday, decideLeave, approve(id))
  assert.equal(await refused('head', monday, decideLeave, approve(id)), 'not-from-here 3.2.3')
  assert.deepEqual(await who('sljd.counter', monday), [demoStaff('wang'), 'A'])
  assert.deepEqual(await who('sljd.counter', at('2026-11-24')), [demoStaff('li'), 'B'])
  assert.deepEqual(await who('sljd.counter', at('2026-11-27')), [demoStaff('wang'), 'A'])
  assert.equal(await refused('li', at('2026-11-25'), endAbsence, { id }), 'not-yours 3.2.3')
  await done('wang', at('2026-11-25'), endAbsence, { id })
  assert.deepEqual(await who('sljd.counter', at('2026-11-25')), [demoStaff('wang'), 'A'])
  assert.deepEqual(await who('sljd.counter', at('2026-11-24')), [demoStaff('li'), 'B'], 'what was, was')
  assert.equal(await refused('wang', at('2026-11-25'), endAbsence, { id }), 'not-from-here 3.2.3')
})

test('while B is away A may only go when somebody is named; the named one acts, then steps back (5.4)', async () => {
  const li = await done('li', monday, askLeave, leave(at('2026-12-01'), at('2026-12-04')))
  const office = await now(monday)
  assert.ok(office.leaves.has(li.id))
  await done('head', monday, decideLeave, approve(li.id))
  const wang = await done('wang', monday, askLeave, leave(at('2026-12-02'), at('2026-12-10')))
  assert.equal(await refused('head', monday, decideLeave, approve(wang.id)), 'not-met 5.4')
  const named = (staff: Username) => [
    { post: 'sljd.counter', staff },
    { post: 'sljd.counter2', staff },
  ]
  assert.equal(await refused('head', monday, decideLeave, approve(wang.id, named('li'))), 'bad-input 5.4')
  assert.equal(await refused('head', monday, decideLeave, approve(wang.id, named('qian'))), 'bad-input 5.4')
  assert.equal(await refused('head', monday, decideLeave, approve(wang.id, named('sysadmin'))), 'bad-input 5.4')
  await done('head', monday, decideLeave, approve(wang.id, named('zhao')))
  assert.deepEqual(await who('sljd.counter', at('2026-12-01')), [demoStaff('wang'), 'A'])
  assert.deepEqual(await who('sljd.counter', at('2026-12-03')), [demoStaff('zhao'), 'named'])
  assert.deepEqual(await who('sljd.counter', at('2026-12-04')), [demoStaff('li'), 'B'])
})

test('illness is recorded by the head without a deputy; the roster falls to the head and alarms until one is named', async () => {
  const ill = (username: Username) => ({
    ...leave(at('2026-12-14'), at('2026-12-18')),
    kind: 'sick' as const,
    staff: demoStaff(username),
    named: [],
  })
  const when = at('2026-12-14', 10)
  assert.equal(await refused('li', when, recordAbsence, ill('wang')), 'not-yours 3.2.3')
  assert.equal(await refused('head', when, recordAbsence, ill('head')), 'not-yours 3.2.3')
  assert.equal(await refused('head', when, recordAbsence, ill('qian')), 'not-seen null')
  await done('head', when, recordAbsence, ill('wang'))
  assert.equal(await refused('head', when, recordAbsence, ill('wang')), 'not-met 3.2.3')
  const early = {
    id: randomUUIDv7(),
    post: demoPost('sljd.counter'),
    staff: demoStaff('wu'),
    from: when,
    until: at('2026-12-18'),
  }
  assert.equal(await refused('head', when, nameStandIn, early), 'not-met 5.4')
  await done('head', when, recordAbsence, ill('li'))
  assert.deepEqual(await who('sljd.counter', when), [demoStaff('head'), 'head'])
  const open = gaps((await now(when)).roster, demoOffice('sljd'), when)
  assert.deepEqual(
    open.map((g) => `${g.kind} ${g.clause}`),
    ['both-away 5.4', 'both-away 5.4'],
  )
  assert.equal(await refused('zhao', when, nameStandIn, early), 'not-yours 5.4')
  assert.equal(await refused('sun', when, nameStandIn, early), 'not-seen null')
  await done('head', when, nameStandIn, early)
  assert.deepEqual(await who('sljd.counter', when), [demoStaff('wu'), 'named'])
})

test("a head's own leave goes to the superior; their deputy leads meanwhile", async () => {
  const { id } = await done('head', monday, askLeave, leave(at('2027-01-11'), at('2027-01-15')))
  assert.equal(await refused('head', monday, decideLeave, approve(id)), 'not-yours 3.2.3')
  assert.equal(await refused('zhao', monday, decideLeave, approve(id)), 'not-yours 3.2.3')
  assert.equal(await refused('han', monday, decideLeave, approve(id)), 'not-seen null')
  await done('district', monday, decideLeave, approve(id))
  assert.deepEqual(await who('sljd.head', at('2027-01-12')), [demoStaff('zhao'), 'B'])
})

test('an absence known in advance asks for names as an approval does; illness of today does not (5.4)', async () => {
  const ahead = (staff: Username, named: { post: string; staff: Username }[] = []) => ({
    ...leave(at('2027-03-08'), at('2027-03-12')),
    ...{ kind: 'training' as const, staff: demoStaff(staff), named: approve('', named).named },
  })
  await done('head', monday, recordAbsence, ahead('li'))
  assert.equal(await refused('head', monday, recordAbsence, ahead('wang')), 'not-met 5.4')
  const named = [
    { post: 'sljd.counter', staff: 'zhao' as const },
    { post: 'sljd.counter2', staff: 'zhao' as const },
  ]
  const wang = await done('head', monday, recordAbsence, ahead('wang', named))
  assert.deepEqual(await who('sljd.counter', at('2027-03-09')), [demoStaff('zhao'), 'named'])
  await done('head', monday, endAbsence, { id: wang.id })
  const lines = await db.read(scope, (tx) => journalLines(tx, demoTenant))
  assert.match(lines.at(-1)?.says ?? '', /^周四取消.+培训$/, 'who cancelled, whose, and what kind')
  assert.match(lines.at(-1)?.says ?? '', new RegExp((await now(monday)).roster.staff.get(demoStaff('wang'))!.name))
})

test("a head's own leave asks about every post that rests on the head meanwhile (5.4)", async () => {
  const today = at('2027-04-05', 10)
  const ill = (staff: Username) => ({
    ...leave(at('2027-04-05'), at('2027-04-09')),
    ...{ kind: 'sick' as const, staff: demoStaff(staff), named: [] },
  })
  await done('head', today, recordAbsence, ill('wang'))
  await done('head', today, recordAbsence, ill('li'))
  assert.deepEqual(await who('sljd.counter', today), [demoStaff('head'), 'head'])
  const { id } = await done('head', today, askLeave, leave(at('2027-04-06'), at('2027-04-08')))
  assert.equal(await refused('district', today, decideLeave, approve(id)), 'not-met 5.4')
  const named = ['sljd.counter', 'sljd.counter2'].map((post) => ({ post, staff: 'wu' as const }))
  await done('district', today, decideLeave, approve(id, named))
  assert.deepEqual(await who('sljd.counter', at('2027-04-07')), [demoStaff('wu'), 'named'])
  assert.deepEqual(await who('sljd.counter', at('2027-04-08')), [demoStaff('head'), 'head'])
})

test('leave: wrong periods, overlaps, and a refusal without a reason', async () => {
  const ask = (from: Instant, until: Instant) => refused('zheng', monday, askLeave, leave(from, until))
  assert.equal(await ask(at('2026-11-25'), at('2026-11-24')), 'bad-input 3.2.3')
  assert.equal(await ask(at('2026-11-20'), at('2026-11-24')), 'not-met 3.2.3')
  assert.equal(await ask(at('2026-11-20'), at('2026-11-21')), 'bad-input 3.2.3')
  assert.equal(await ask(at('2026-11-25'), at('2028-11-25')), 'bad-input 3.2.3')
  const { id } = await done('zheng', monday, askLeave, leave(at('2026-11-25'), at('2026-11-27')))
  assert.equal(await ask(at('2026-11-26'), at('2026-11-28')), 'not-met 3.2.3')
  assert.equal(await refused('head', monday, decideLeave, { ...approve(id), approve: false }), 'bad-input 3.2.3')
  await done('head', monday, decideLeave, { ...approve(id), approve: false, says: '当日全所盘点' })
  assert.deepEqual(await who('sljd.collect', at('2026-11-25')), [demoStaff('zheng'), 'A'])
})

test('A/B are changed by the head, never the same person, and the past stays (5.5)', async () => {
  const put = (role: 'A' | 'B', staff: Username | null) => ({
    post: demoPost('sljd.collect'),
    role,
    staff: staff && demoStaff(staff),
    from: monday,
  })
  const later = at('2026-11-23', 10)
  assert.equal(await refused('zheng', later, changeAssignment, put('A', 'li')), 'not-yours 5.5')
  assert.equal(await refused('sun', later, changeAssignment, put('A', 'qian')), 'not-seen null')
  assert.equal(await refused('head', later, changeAssignment, put('A', 'wu')), 'not-met 5.1.a')
  assert.equal(await refused('head', later, changeAssignment, put('A', 'qian')), 'bad-input 5.5')
  const past = { ...put('A', 'li'), from: at('2026-11-22') }
  assert.equal(await refused('head', later, changeAssignment, past), 'bad-input 5.5', 'not from a day that is over')
  await done('head', later, changeAssignment, put('A', 'li'))
  assert.deepEqual(await who('sljd.collect', monday), [demoStaff('zheng'), 'A'])
  assert.deepEqual(await who('sljd.collect', later), [demoStaff('li'), 'A'])
  await done('head', at('2026-11-23', 11), changeAssignment, put('A', null))
  const open = gaps((await now(monday)).roster, demoOffice('sljd'), at('2026-11-23', 11))
  assert.deepEqual(
    open.map((g) => `${g.kind} ${g.clause}`),
    ['no-a 5.5'],
  )
  await done('head', at('2026-11-23', 12), changeAssignment, put('A', 'zheng'))
})

test('a closure and a notice change the calendar; the old one can still be counted with', async () => {
  const before = (await now(monday)).calendar(demoOffice('sljd'))
  const shut = (office: string, from: number | null, to: number | null) => ({
    id: randomUUIDv7(),
    office: demoOffice(office),
    day: day('2026-11-30'),
    from,
    to,
    why: '停电检修',
  })
  assert.equal(await refused('wang', monday, closeOffice, shut('sljd', null, null)), 'not-yours 7.4')
  assert.equal(await refused('head', monday, closeOffice, shut('ybjd', null, null)), 'not-seen null')
  await done('head', monday, closeOffice, shut('sljd', 810, 1020))
  assert.equal(await refused('head', monday, closeOffice, shut('sljd', null, null)), 'not-met 7.4')
  await done('sun', monday, closeOffice, shut('ybjd', null, null))
  const office = await now(monday)
  assert.deepEqual(openingsOn(office.calendar(demoOffice('sljd')), day('2026-11-30')), [[540, 720]])
  assert.equal(isWorkingDay(office.calendar(demoOffice('ybjd')), day('2026-11-30')), false)
  assert.equal(office.calendar(demoOffice('slq')).version, before.version)
  const file = { year: 2027, source: '测试通知', issued: null, off: [['2027-01-01', '2027-01-03']], work: [] }
  assert.equal(await refused('head', monday, importNotice, { file }), 'not-yours 7.4')
  assert.equal(await refused('sysadmin', monday, importNotice, { file: { year: 1 } }), 'bad-input 7.4')
  assert.equal((await done('sysadmin', monday, importNotice, { file })).notice.year, 2027)
  assert.equal(await refused('city', monday, importNotice, { file }), 'not-met 7.4')
  const after = (await now(monday)).calendar(demoOffice('slq'))
  assert.notEqual(after.version, before.version)
  const { rows } = await owner.query<{ version: string }>('select version from calendar_version')
  for (const { version } of [before, after, office.calendar(demoOffice('sljd'))])
    assert.ok(rows.some((r) => r.version === version))
  assert.equal(
    (await db.read(scope, (tx) => calendarOfVersion(tx, demoTenant, before.version)))?.version,
    before.version,
  )
})

test('every command left one line, chained; a changed, a removed and a swapped line are found', async () => {
  const lines = await db.read(scope, (tx) => journalLines(tx, demoTenant))
  const { version } = await now(monday)
  assert.equal(lines.length, version)
  assert.equal(broken(lines), null)
  assert.equal(broken(lines.with(3, { ...lines[3]!, says: '改过的话' }))?.seq, 4)
  assert.equal(broken(lines.toSpliced(3, 1))?.seq, 5)
  assert.equal(broken(lines.with(3, lines[4]!).with(4, lines[3]!))?.seq, 5)
})

test('planted: the serving role can neither change nor remove a line of the journal, a closure or a notice', async () => {
  for (const text of [
    'update office_journal set says = $1',
    'update closure set reason = $1',
    'update holiday_notice set source = $1',
  ]) {
    await assert.rejects(
      db.transaction(scope, async (tx) => tx.write({ name: '', text }, ['x'])),
      (error) => codeOf(error) === '42501',
    )
  }
  await assert.rejects(
    db.transaction(scope, async (tx) => tx.write({ name: '', text: 'delete from office_journal' }, [])),
    (error) => codeOf(error) === '42501',
  )
  const other = { tenant: '01900000-0000-7000-8000-000000000099', paths: [] }
  const seen = await db.read(other, (tx) => tx.all({ name: '', text: 'select 1 from office_journal' }, []))
  assert.equal(seen.length, 0, 'another tenant reads none of it')
})

test('two who decide at once: the second waits, then is told that it is decided; no version is lost', async () => {
  const { id } = await done('wu', monday, askLeave, leave(at('2026-12-21'), at('2026-12-22')))
  const before = (await now(monday)).version
  const late: Promise<Refusal | Leave>[] = []
  const by = { tenant: demoTenant, staff: demoStaff('head'), at: monday }
  const first = await db.transaction(scope, async (tx) => {
    const decided = await change(tx, by, decideLeave, approve(id))
    late.push(run('district', monday, decideLeave, approve(id)))
    await waitsForLock()
    return decided
  })
  assert.ok(!isRefusal(first))
  const [second] = await Promise.all(late)
  assert.equal(isRefusal(second) && second.refused, 'not-from-here')
  assert.equal((await now(monday)).version, before + 1)
})

/** Until somebody stands at the version's row; without the lock nobody ever does, and this fails. */
async function waitsForLock(): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const { rowCount } = await owner.query(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%office_version%for update%'`,
    )
    if (rowCount) return
    await owner.query('select pg_sleep(0.01)')
  }
  assert.fail('the second did not wait')
}

test('planted: the database itself refuses one person as A and B, two As at once, and leave granted by oneself', async () => {
  const refuses = (text: string, values: unknown[]) =>
    assert.rejects(owner.query(text, values), (e) => ['23P01', '23514'].includes(codeOf(e) ?? ''))
  const put = `insert into post_assignment (tenant_id, post, role, staff, valid_from) values ($1, $2, $3, $4, now() + interval '1 year')`
  await refuses(put, [demoTenant, demoPost('sljd.counter'), 'A', demoStaff('wu')])
  await owner.query(
    `update post_assignment set valid_until = now() + interval '1 month' where post = $1 and role = 'A' and valid_until is null`,
    [demoPost('sljd.aid')],
  )
  await refuses(put, [demoTenant, demoPost('sljd.aid'), 'A', demoStaff('zhao') satisfies StaffId])
  await refuses(
    `update absence set state = 'approved', decided_by = staff, decided_at = now() where state = 'approved'`,
    [],
  )
})
