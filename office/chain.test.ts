import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { day, type Instant, instantAt } from '#core/day.ts'
import { isRefusal } from '#core/refusal.ts'
import { absenceAt, assignedTo, duty, type PostId, postsOf, type StaffId } from '#core/roster.ts'
import { stage } from '#house/stage.ts'
import { leavePost } from '#office/away.ts'
import { askLeave, decideLeave, effective, endAbsence, recordAbsence } from '#office/leave.ts'
import { type Out, withOuts } from '#office/out.ts'
import { demoPost, demoStaff, demoTenant } from '#office/seed.ts'
import type { By, Leave, OfficeSnapshot } from '#office/snapshot.ts'
import { nameStandIn, type StandIn } from '#office/stand-in.ts'
import type { Username } from '#office/story.ts'

/** The office, changed step by step by the very commands that the routes call; nothing is written anywhere. */
type World = { readonly leaves: readonly Leave[]; readonly standIns: readonly StandIn[]; readonly outs: readonly Out[] }

const ground = stage()
const start = instantAt(day('2026-03-02'), 600)
const hour = (n: number): Instant => (start + n * 3_600_000) as Instant
const people: readonly Username[] = ['wang', 'li', 'zhao', 'head', 'wu', 'zheng', 'district', 'chen', 'city']
const posts: readonly PostId[] = ['counter', 'counter2', 'aid', 'review', 'collect', 'head'].map((code) =>
  demoPost(`sljd.${code}`),
)

function placeOf({ leaves, standIns, outs }: World): OfficeSnapshot {
  const absences = leaves.flatMap((leave) => effective(leave) ?? [])
  const base: OfficeSnapshot = {
    ...ground,
    leaves: new Map(leaves.map((leave) => [leave.id, leave])),
    leavesOf: Map.groupBy(leaves, ({ staff }) => staff),
    roster: {
      ...ground.roster,
      absencesOf: Map.groupBy(absences, ({ staff }) => staff),
      arrangementsOf: Map.groupBy(standIns, ({ post }) => post),
      postsWith: new Map(
        [...ground.roster.staff.keys()].map((staff) => [
          staff,
          [
            ...new Set([
              ...(ground.roster.postsWith.get(staff) ?? []),
              ...standIns.filter((one) => one.staff === staff).map(({ post }) => post),
            ]),
          ],
        ]),
      ),
    },
  }
  return withOuts(base, outs)
}

const who = fc.constantFrom(...people)
const times = fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 30 }))
const command = fc.oneof(
  fc.record({ do: fc.constant('leave' as const), who, times, named: fc.array(who, { maxLength: 3 }) }),
  fc.record({ do: fc.constant('ill' as const), who, times }),
  fc.record({ do: fc.constant('name' as const), who, post: fc.constantFrom(...posts), times }),
  fc.record({ do: fc.constant('out' as const), who }),
  fc.record({ do: fc.constant('back' as const), who }),
)
type Command = typeof command extends fc.Arbitrary<infer C> ? C : never

/** Whoever may decide does: the head, for the head the district, for the district the city. */
const above: Partial<Record<Username, Username>> = {
  head: 'district',
  district: 'city',
  chen: 'district',
  city: 'district',
}

function step(world: World, c: Command, at: Instant, n: number): World {
  const office = placeOf(world)
  const as = (username: Username): By => ({ tenant: demoTenant, staff: demoStaff(username), at })
  const id = `id-${n}`
  const span = 'times' in c ? { from: hour(c.times[0]), until: hour(c.times[0] + c.times[1]) } : null
  const leave = { id, kind: 'leave' as const, reason: '测试' }
  const chief = as(above[c.who] ?? 'head')
  if (c.do === 'out') {
    const out = leavePost(office, as(c.who), { id, minutes: 20, why: '测试' })
    return isRefusal(out) ? world : { ...world, outs: out.outs }
  }
  if (c.do === 'back') {
    const mine = world.leaves.find(({ staff, returnedAt }) => staff === demoStaff(c.who) && returnedAt === null)
    const done = mine && endAbsence(office, as(c.who), { id: mine.id })
    if (!done || isRefusal(done)) return world
    return { ...world, leaves: world.leaves.map((one) => (one.id === mine.id ? done.result : one)) }
  }
  if (c.do === 'name') {
    const done = nameStandIn(office, as('head'), { id, post: c.post, staff: demoStaff(c.who), ...span! })
    return isRefusal(done) ? world : { ...world, standIns: [...world.standIns, done.result] }
  }
  if (c.do === 'ill') {
    const done = recordAbsence(office, chief, { ...leave, ...span!, staff: demoStaff(c.who), named: [] })
    return isRefusal(done) ? world : { ...world, leaves: [...world.leaves, done.result] }
  }
  const asked = askLeave(office, as(c.who), { ...leave, ...span! })
  if (isRefusal(asked)) return world
  const waiting = { ...world, leaves: [...world.leaves, asked.result] }
  const named = c.named.flatMap((one, i) => posts.map((post) => ({ id: `${id}-${i}`, post, staff: demoStaff(one) })))
  const decided = decideLeave(placeOf(waiting), chief, { id, approve: true, says: '', named })
  if (isRefusal(decided)) return world
  const standIns = decided.writes.flatMap(({ statement, values }): StandIn[] => {
    if (statement.name !== 'office.arrangement.insert') return []
    const [, key, post, staff, from, until] = values as readonly string[]
    return [
      {
        id: key!,
        post: post as PostId,
        staff: staff as StaffId,
        from: Date.parse(from!) as Instant,
        until: Date.parse(until!) as Instant,
        by: chief.staff,
        at,
      },
    ]
  })
  return { ...world, leaves: [...world.leaves, decided.result], standIns: [...world.standIns, ...standIns] }
}

/** Every instant at which anything changes, and the millisecond before it. */
function turns({ leaves, standIns, outs }: World): readonly Instant[] {
  const ends = [
    ...leaves.flatMap((l) => {
      const e = effective(l)
      return e ? [e.from, e.until!] : []
    }),
    ...standIns.flatMap((s) => [s.from, s.until]),
    ...outs.flatMap((o) => [o.from, o.until]),
  ]
  return [...new Set(ends.flatMap((at) => [at, (at - 1) as Instant]))]
}

const runs = fc.array(command, { minLength: 1, maxLength: 24 })
const played = (commands: readonly Command[]): World =>
  commands.reduce<World>((world, c, n) => step(world, c, hour(n / 6), n), { leaves: [], standIns: [], outs: [] })

test('whatever is asked, granted, recorded, declared and named: each post has exactly one person at each instant (5.0)', () => {
  fc.assert(
    fc.property(runs, (commands) => {
      const world = played(commands)
      const { roster } = placeOf(world)
      for (const at of turns(world)) {
        const standing = new Map<string, StaffId[]>()
        for (const staff of roster.staff.keys())
          for (const { post } of postsOf(roster, staff, at)) standing.set(post, [...(standing.get(post) ?? []), staff])
        for (const post of posts) {
          const now = duty(roster, post, at)
          assert.deepEqual(standing.get(post), [now.staff], 'the desk and the roster name the same one person')
          const isThere = absenceAt(roster, now.staff, at) === null
          assert.ok(
            isThere || now.staff === roster.answerable,
            'who is away answers for nothing, unless nobody is there at all',
          )
        }
      }
    }),
    { numRuns: 120 },
  )
})

test('the chain A→B→the one named ends: nobody who stands in is stood in for at that instant (5.4)', () => {
  fc.assert(
    fc.property(runs, (commands) => {
      const world = played(commands)
      const { roster } = placeOf(world)
      for (const at of turns(world))
        for (const post of posts) {
          const { staff, as, standsFor } = duty(roster, post, at)
          if (as === 'head') continue
          assert.notEqual(standsFor, staff, 'nobody stands in for themselves')
          // Someone stands in for whoever stands in here only where that person is away, and then they don't stand here.
          const own = posts.filter((other) => assignedTo(roster, other, 'A', at) === staff)
          for (const other of own) assert.equal(duty(roster, other, at).staff, staff)
        }
    }),
    { numRuns: 120 },
  )
})

test('a granted leave never leaves a post to nobody named: A and B both away by permission only with somebody in their place (5.4)', () => {
  fc.assert(
    fc.property(runs, (commands) => {
      const granted = commands.filter((c) => c.do === 'leave')
      const world = played(granted)
      const { roster } = placeOf(world)
      for (const at of turns(world).filter((one) => one >= start))
        for (const post of posts) assert.notEqual(duty(roster, post, at).as, 'head')
    }),
    { numRuns: 150 },
  )
})
