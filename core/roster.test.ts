import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Instant } from '#core/day.ts'
import {
  type Absence,
  absenceAt,
  assignedTo,
  duty,
  gaps,
  headOf,
  isHeadOf,
  isSuperiorOf,
  lineOf,
  type OfficeId,
  type PostId,
  postsOf,
  type RosterData,
  rosterOf,
  type StaffId,
} from '#core/roster.ts'

const at = (n: number) => n as Instant
const always = { from: at(0), until: null }
const office = (id: string) => id as OfficeId
const staff = (id: string) => id as StaffId
const post = (id: string) => id as PostId

/** One street office under one district under one city; wang A and li B at the counter. */
function story(change: Partial<RosterData> = {}): RosterData {
  const place = (id: string, parent: string | null, level: 'city' | 'district' | 'street') => ({
    id: office(id),
    code: id,
    name: id,
    short: id,
    level,
    places: [{ ...always, parent: parent === null ? null : office(parent) }],
  })
  const person = (id: string, where: string) => ({
    id: staff(id),
    username: id,
    name: id,
    number: id,
    active: true,
    administrator: false,
    places: [{ ...always, office: office(where) }],
  })
  const seat = (id: string, where: string, head: boolean) => ({
    id: post(id),
    office: office(where),
    code: id,
    name: id,
    services: [],
    head,
  })
  const put = (p: string, role: 'A' | 'B', s: string) => ({ ...always, post: post(p), role, staff: staff(s) })
  return {
    offices: [
      place('city', null, 'city'),
      place('district', 'city', 'district'),
      place('street', 'district', 'street'),
    ],
    staff: [
      person('mayor', 'city'),
      person('chief', 'district'),
      person('head', 'street'),
      person('wang', 'street'),
      person('li', 'street'),
      person('zhao', 'street'),
    ],
    posts: [
      seat('mayor', 'city', true),
      seat('chief', 'district', true),
      seat('head', 'street', true),
      seat('counter', 'street', false),
    ],
    assignments: [
      put('mayor', 'A', 'mayor'),
      put('chief', 'A', 'chief'),
      put('head', 'A', 'head'),
      put('head', 'B', 'zhao'),
      put('counter', 'A', 'wang'),
      put('counter', 'B', 'li'),
    ],
    absences: [],
    arrangements: [],
    answerable: staff('mayor'),
    ...change,
  }
}

const away = (who: string, from: number, until: number | null): Absence => ({
  id: `${who}${from}`,
  staff: staff(who),
  kind: 'leave',
  from: at(from),
  until: until === null ? null : at(until),
})

const counter = (data: RosterData, n: number) => duty(rosterOf(data), post('counter'), at(n))

test('B acts exactly while A is away, for A, and hands back by itself (5.1)', () => {
  const data = story({ absences: [away('wang', 10, 20)] })
  assert.deepEqual(counter(data, 9), { staff: 'wang', as: 'A', standsFor: null, alarm: null })
  assert.deepEqual(counter(data, 10), { staff: 'li', as: 'B', standsFor: 'wang', alarm: null })
  assert.deepEqual(counter(data, 19), { staff: 'li', as: 'B', standsFor: 'wang', alarm: null })
  assert.deepEqual(counter(data, 20), { staff: 'wang', as: 'A', standsFor: null, alarm: null })
})

test('both away: the one named, else the head with an alarm; the one named steps back by themselves (5.4)', () => {
  const absences = [away('wang', 10, 20), away('li', 12, 18)]
  const fell = counter(story({ absences }), 12)
  assert.deepEqual([fell.staff, fell.as, fell.standsFor, fell.alarm?.clause], ['head', 'head', 'wang', '5.4'])
  const arrangements = [{ post: post('counter'), staff: staff('zhao'), by: staff('head'), from: at(11), until: at(30) }]
  const named = story({ absences, arrangements })
  assert.deepEqual(counter(named, 12), { staff: 'zhao', as: 'named', standsFor: 'wang', alarm: null })
  assert.equal(counter(named, 11).staff, 'li')
  assert.equal(counter(named, 18).staff, 'li')
  assert.equal(counter(named, 20).staff, 'wang')
})

test("the head's seat goes A, B, then the superior's head, up the tree, then the one who answers for all", () => {
  const absences = [away('wang', 1, 9), away('li', 1, 9), away('head', 2, 9), away('zhao', 3, 9), away('chief', 4, 9)]
  const who = (n: number) => counter(story({ absences: [...absences, away('mayor', 5, 9)] }), n).staff
  assert.deepEqual([1, 2, 3, 4, 5, 9].map(who), ['head', 'zhao', 'chief', 'mayor', 'mayor', 'wang'])
  const roster = rosterOf(story({ absences }))
  assert.equal(isHeadOf(roster, staff('chief'), office('street'), at(3)), true)
  assert.equal(isHeadOf(roster, staff('head'), office('street'), at(3)), false)
  assert.equal(isSuperiorOf(roster, staff('chief'), office('street'), at(1)), true)
  assert.equal(isSuperiorOf(roster, staff('mayor'), office('street'), at(1)), true)
  assert.equal(isSuperiorOf(roster, staff('head'), office('street'), at(1)), false)
})

test('with nobody named and no head up the tree, duty reaches a person and nobody has the powers of a head (5.0)', () => {
  const base = story()
  const bare = { answerable: null, assignments: base.assignments.filter((a) => ['wang', 'li'].includes(a.staff)) }
  const keeper = { ...base.staff[0]!, id: staff('keeper'), administrator: true }
  const roster = rosterOf(story({ ...bare, staff: [keeper, ...base.staff.filter((s) => s.id !== 'mayor')] }))
  const first = staff('chief')
  assert.equal(headOf(roster, office('street'), at(1)), first, 'never nobody, and no administrator')
  assert.equal(duty(roster, post('head'), at(1)).staff, first)
  const places = ['city', 'district', 'street'].map(office)
  const leads = [roster, rosterOf(story({ ...bare, answerable: staff('mayor') }))].flatMap((one) =>
    [...one.staff.keys()].flatMap((who) =>
      places.filter((o) => isHeadOf(one, who, o, at(1)) || isSuperiorOf(one, who, o, at(1))),
    ),
  )
  assert.deepEqual(leads, [])
})

test('a leaver, a mover and a disabled account leave a gap that falls to the head (5.5)', () => {
  const base = story()
  const wang = base.staff.find((s) => s.id === 'wang')!
  const rest = base.staff.filter((s) => s !== wang)
  const changed = (places: typeof wang.places, active = true) =>
    story({ staff: [...rest, { ...wang, places, active }], absences: [away('li', 0, null)] })
  const left = changed([{ from: at(0), until: at(5), office: office('street') }])
  assert.equal(counter(left, 4).staff, 'wang')
  const fell = counter(left, 5)
  assert.deepEqual([fell.staff, fell.standsFor, fell.alarm?.clause], ['head', null, '5.5'])
  const moved = changed([
    { from: at(0), until: at(5), office: office('street') },
    { from: at(5), until: null, office: office('elsewhere') },
  ])
  assert.equal(counter(moved, 5).staff, 'head')
  assert.equal(counter(changed(wang.places, false), 5).staff, 'head')
})

test('gaps: nobody appointed, both away, and nothing when all is well', () => {
  const kinds = (data: RosterData, n: number) =>
    gaps(rosterOf(data), office('street'), at(n)).map((g) => `${g.post} ${g.kind}`)
  assert.deepEqual(kinds(story(), 1), [])
  assert.deepEqual(kinds(story({ assignments: story().assignments.filter((a) => a.staff !== 'li') }), 1), [
    'counter no-b',
  ])
  assert.deepEqual(kinds(story({ assignments: [] }), 1), ['head no-a', 'head no-b', 'counter no-a', 'counter no-b'])
  assert.deepEqual(kinds(story({ absences: [away('wang', 1, 9), away('li', 1, 9)] }), 1), ['counter both-away'])
})

/** Any tree, even one that went in a circle; any people, any absences: the roster answers all the same. */
const anyRoster = fc
  .record({
    parents: fc.array(fc.option(fc.nat(4)), { minLength: 1, maxLength: 5 }),
    places: fc.array(fc.record({ office: fc.nat(4), until: fc.option(fc.nat(20)), active: fc.boolean() }), {
      minLength: 1,
      maxLength: 7,
    }),
    posts: fc.array(fc.record({ office: fc.nat(4), head: fc.boolean() }), { minLength: 1, maxLength: 8 }),
    put: fc.array(
      fc.record({ post: fc.nat(7), b: fc.boolean(), staff: fc.nat(6), from: fc.nat(20), until: fc.option(fc.nat(20)) }),
      { maxLength: 20 },
    ),
    away: fc.array(fc.record({ staff: fc.nat(6), from: fc.nat(20), until: fc.option(fc.nat(20)) }), { maxLength: 10 }),
    named: fc.array(fc.record({ post: fc.nat(7), staff: fc.nat(6), from: fc.nat(20), until: fc.nat(20) }), {
      maxLength: 5,
    }),
  })
  .map((r): RosterData => {
    const somewhere = (n: number) => office(`o${n % r.parents.length}`)
    const span = (x: { from: number; until: number | null }) => ({
      from: at(x.from),
      until: x.until === null ? null : at(x.until),
    })
    return {
      offices: r.parents.map((p, i) => ({
        ...{ id: office(`o${i}`), code: `o${i}`, name: `o${i}`, short: `o${i}`, level: 'street' as const },
        places: [{ ...always, parent: p === null || p === i ? null : office(`o${p}`) }],
      })),
      staff: r.places.map((p, i) => ({
        ...{
          id: staff(`s${i}`),
          username: `s${i}`,
          name: `s${i}`,
          number: `s${i}`,
          active: p.active || i === 0,
          administrator: i === 6,
        },
        places: [{ from: at(0), until: p.until === null ? null : at(p.until), office: office(`o${p.office}`) }],
      })),
      posts: r.posts.map((p, i) => ({
        ...{ id: post(`p${i}`), office: somewhere(p.office), code: `p${i}`, name: `p${i}`, services: [] },
        head: p.head && !r.posts.slice(0, i).some((q) => q.head && somewhere(q.office) === somewhere(p.office)),
      })),
      assignments: r.put.map((a) => ({
        ...span(a),
        post: post(`p${a.post}`),
        role: a.b ? 'B' : 'A',
        staff: staff(`s${a.staff}`),
      })),
      absences: r.away.map((a, i) => ({ ...span(a), id: `${i}`, staff: staff(`s${a.staff}`), kind: 'leave' })),
      arrangements: r.named.map((n) => ({
        ...span(n),
        post: post(`p${n.post}`),
        staff: staff(`s${n.staff}`),
        by: staff('s0'),
      })),
      answerable: staff('s0'),
    }
  })

const instant = fc.nat(20).map(at)

test('property: never nobody, and always a person of the roster (5.0)', () => {
  fc.assert(
    fc.property(anyRoster, instant, (data, now) => {
      const roster = rosterOf(data)
      for (const p of data.posts) assert.ok(roster.staff.has(duty(roster, p.id, now).staff))
      for (const o of data.offices) assert.ok(roster.staff.has(headOf(roster, o.id, now)))
    }),
    { numRuns: 1000 },
  )
})

test('property: who acts is there, B only while A is not, the head only with an alarm', () => {
  fc.assert(
    fc.property(anyRoster, instant, (data, now) => {
      const roster = rosterOf(data)
      for (const p of data.posts) {
        const d = duty(roster, p.id, now)
        const a = assignedTo(roster, p.id, 'A', now)
        const b = assignedTo(roster, p.id, 'B', now)
        const there = (s: StaffId | null) => s !== null && !absenceAt(roster, s, now)
        assert.equal(d.as === 'A', there(a))
        assert.equal(d.as === 'B', !there(a) && there(b))
        if (d.as === 'named') assert.ok(there(d.staff) && !there(a) && !there(b))
        assert.equal(d.alarm !== null, d.as === 'head')
        assert.equal(d.standsFor, d.as === 'A' ? null : a)
        if (d.as === 'head' && d.staff !== data.answerable) assert.ok(there(d.staff))
      }
    }),
    { numRuns: 1000 },
  )
})

test('property: hand-back by itself: without the absences of others the same post is with A again', () => {
  fc.assert(
    fc.property(anyRoster, instant, (data, now) => {
      const back = rosterOf({ ...data, absences: [] })
      for (const p of data.posts) {
        const a = assignedTo(back, p.id, 'A', now)
        if (a !== null) assert.deepEqual(duty(back, p.id, now), { staff: a, as: 'A', standsFor: null, alarm: null })
      }
    }),
  )
})

test('property: "my desk" and "who is on duty" are the same fact read from two ends', () => {
  fc.assert(
    fc.property(anyRoster, instant, (data, now) => {
      const roster = rosterOf(data)
      for (const s of data.staff) {
        const mine = new Set(postsOf(roster, s.id, now).map((p) => p.post))
        for (const p of data.posts)
          assert.equal(mine.has(p.id), duty(roster, p.id, now).staff === s.id, `${s.id} ${p.id}`)
      }
    }),
    { numRuns: 1000 },
  )
})

test('property: the line of superiors ends, names no office twice', () => {
  fc.assert(
    fc.property(anyRoster, instant, (data, now) => {
      for (const o of data.offices) {
        const line = lineOf(rosterOf(data), o.id, now)
        assert.equal(new Set(line).size, line.length)
      }
    }),
  )
})
