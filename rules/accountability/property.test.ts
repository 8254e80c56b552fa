import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { contactForm } from '#apps/server/forms.ts'
import { type Page, testServer } from '#apps/server/testing.ts'
import { type Instant, instant, iso } from '#core/day.ts'
import type { Matter } from '#core/matter.ts'
import { shapeOf } from '#core/offer.ts'
import { isRefusal } from '#core/refusal.ts'
import { fillings } from '#house/fill.ts'
import { accountInput } from '#house/forms.ts'
import { asked, opened, type Player, relationsOf, settingFor, stage } from '#house/stage.ts'
import { instantOf } from '#house/walk.ts'
import { sweep } from '#matter/sweep.ts'
import { demoPath, demoPost, demoStaff, demoTenant } from '#office/seed.ts'
import { accountability } from '#rules/accountability/process.ts'
import type { AccountFacts } from './contract.ts'
import { propose } from './propose.ts'

const process = accountability
const staff = ['wang', 'zhao', 'head', 'wu', 'district', 'chen', 'city'] as const
const players: readonly Player[] = [...staff, 'time']
const moves = Object.keys(process.moves)

const steps = fc.array(
  fc.record({ who: fc.nat(), move: fc.nat(), fill: fc.nat(), hours: fc.integer({ min: 1, max: 60 }) }),
  { minLength: 5, maxLength: 120 },
)
const aways = fc.array(
  fc.record({
    who: fc.constantFrom('head', 'zhao', 'district', 'chen'),
    from: fc.nat(1000),
    hours: fc.integer({ min: 1, max: 600 }),
  }),
  { maxLength: 4 },
)

test('怎么走都一样：陈述只由当事人作，决定和申诉都不由当事人作，也不由同一个人作两次 (2.4)', () => {
  const begun = instantOf('03-02 09:00')
  const reached = new Set<string>()
  const hour = (count: number): Instant => instant(begun + count * 3_600_000)
  fc.assert(
    fc.property(fc.constantFrom(...staff), steps, aways, (whom, way, absent) => {
      const office = stage(
        absent.map(({ who, from, hours }) => ({ who: who as 'head', from: hour(from), until: hour(from + hours) })),
      )
      const concerned = demoStaff(whom)
      const first = opened({ process, office, who: 'time', at: begun }, { ...accountInput, staff: concerned })
      assert.ok(!isRefusal(first), JSON.stringify(first))
      let matter: Matter = first.after
      let at = begun
      for (const { who, move, fill, hours } of way) {
        at = instant(at + hours * 3_600_000)
        // Mostly a move that starts here, so that the walks get somewhere.
        const here = moves.filter((name) => process.moves[name as 'notify']?.from.includes(matter.state as 'proposed'))
        if (here.length === 0) break
        const name = here[move % here.length]!
        const { by } = process.moves[name as 'notify']
        const able = players.filter((one) =>
          by.some((relation) => relationsOf({ process, office, who: one, at }, matter).has(relation)),
        )
        // Three times in four somebody who may, else anybody.
        const some = who % 4 > 0 && able.length > 0 ? able : players
        const scene = { process, office, who: some[who % some.length]!, at }
        const forms = fillings(shapeOf(process.moves[name as 'notify'], matter, settingFor(scene)), office)
        const stepped = asked(scene, matter, name, forms[fill % forms.length] ?? {})
        if (isRefusal(stepped)) continue
        const before = matter
        matter = stepped.after
        reached.add(name)
        holds(name, before, matter, scene.who === 'time' ? null : demoStaff(scene.who as 'head'), concerned)
      }
    }),
    { numRuns: 1500 },
  )
  // The walks get everywhere that matters: else the property would hold of nothing.
  for (const name of ['confirm', 'dismiss', 'appeal', 'raise', 'silent']) assert.ok(reached.has(name), name)
  assert.ok(
    ['maintain', 'withdraw', 'lower'].some((name) => reached.has(name)),
    'no appeal was decided',
  )
})

const own = ['state', 'waive', 'add', 'correct', 'appeal', 'accept']

function holds(move: string, before: Matter, after: Matter, actor: string | null, concerned: string): void {
  const facts = after.facts as AccountFacts
  if (actor !== null) assert.equal(actor === concerned, own.includes(move), `${move} by ${actor}`)
  assert.notEqual(facts.decision?.by, concerned)
  assert.notEqual(facts.dismissal?.by, concerned)
  const review = facts.appeal?.decided
  if (review && before.state !== after.state) {
    assert.notEqual(review.by, concerned)
    assert.notEqual(review.by, facts.decision?.by)
  }
  assert.equal(after.concerns, concerned)
  if (facts.decision) assert.ok((facts.statements?.length ?? 0) > 0, 'decided without being heard')
}

const s = await testServer('accountability-property', '2026-03-02T09:00:00+08:00')
const scope = { tenant: demoTenant, paths: [demoPath('cs')] }
const deed = fc.record({
  by: fc.constantFrom('wang', 'li', 'wu'),
  does: fc.constantFrom('hand-over', 'accept', 'decline', 'escalate', 'reply', 'answer', 'none'),
  hours: fc.integer({ min: 0, max: 100 }),
})

test('随便怎么办：记录里每一件单位的超期恰好一条，一条至多一件在办，两处同时跑也一样 (2.4.1)', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 1, maxLength: 8 }), async (deeds) => {
      let contact: Page = await s.open('wang', 'contact', contactForm)
      for (const { by, does, hours } of deeds) {
        await act(contact, by, does)
        contact = await s.look('wang', contact)
        forward(hours)
        const at = s.now()
        await Promise.all([
          sweep(s.world, { tenant: demoTenant, path: demoPath('cs'), at }),
          sweep(s.world, { tenant: demoTenant, path: demoPath('cs'), at }),
        ])
        await Promise.all([propose(s.world, scope), propose(s.world, scope)])
      }
      const { rows } = await s.owner.query(
        `select (select count(*)::int from clock where late_since is not null and name not in ('statement', 'appeal')) as late,
           (select count(*)::int from breach where clock is not null) as kept, (select count(*)::int from breach where looked_at is null) as waiting,
           (select count(*)::int from breach where matter_id is not null) as linked, (select count(distinct matter_id)::int from breach) as proposals,
           (select count(*)::int from matter where kind = 'accountability') as matters`,
      )
      const { late, kept, waiting, linked, proposals, matters } = rows[0]
      assert.deepEqual([kept, waiting, linked, proposals], [late, 0, matters, matters])
    }),
    { numRuns: 8 },
  )
})

function forward(hours: number): void {
  s.setClock(iso(instant(s.now() + hours * 3_600_000)))
}

async function act(contact: Page, by: string, does: string): Promise<void> {
  const inputs: Record<string, object> = {
    'hand-over': { to: demoPost('sljd.review'), why: 'duty', note: '测试' },
    decline: { reason: '不归我管（测试数据）' },
    escalate: { why: 'unclear', note: '责任不清（测试数据）' },
    reply: { way: 'call', said: '正在办（测试数据）' },
    answer: { result: '已答复（测试数据）' },
  }
  if (does === 'none') return
  const who = does === 'accept' || does === 'decline' ? 'zhao' : by
  await s.move(who, contact, does, inputs[does] ?? {})
}
