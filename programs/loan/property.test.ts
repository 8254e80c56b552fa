import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, dayOf, daysBetween, type Instant, instantAt, parseInstant } from '#core/day.ts'
import type { Matter } from '#core/matter.ts'
import { isRefusal } from '#core/refusal.ts'
import { instalments } from '#core/sums/instalments.ts'
import { grown, quarterDays } from '#core/sums/interest.ts'
import { fen, part, total } from '#core/sums/money.ts'
import { loanInput } from '#house/forms.ts'
import { asked, opened, type Player, stage } from '#house/stage.ts'
import { runningTables } from '#house/tables.ts'
import type { LoanFacts } from './contract.ts'
import { grantedOf, overOn, quartersOpen } from './policy.ts'

// Whatever is done with a loan in whatever order and at whatever time: no quarter twice, no day twice, never more than the
// share of what the bank took, and all together never more than the share of the plan's interest.

const process = runningTables().find(({ kind }) => kind === 'loan')!
const office = stage()
const ofRole = (asked: string) => office.outside.find(({ role }) => role === asked)?.id
const begun = parseInstant('2026-01-12T09:30:00+08:00')
const start = parseInstant('2026-03-02T09:30:00+08:00')

type Act = {
  readonly move: string
  readonly days: number
  readonly taken: number
  readonly back: boolean
  readonly pick: number
}
const acts = fc.array(
  fc.record<Act>({
    move: fc.constantFrom('subsidise', 'subsidise', 'subsidise', 'overdue', 'recovered', 'normal', 'extend', 'settle'),
    days: fc.integer({ min: 0, max: 120 }),
    taken: fc.integer({ min: 1, max: 400_000 }),
    back: fc.boolean(),
    pick: fc.integer({ min: 0, max: 9 }),
  }),
  { maxLength: 25 },
)

function lent(way: string, rate: number): Matter {
  const first = opened({ process, office, who: 'wang', at: begun }, loanInput)
  if (isRefusal(first)) throw new Error(first.says)
  const steps: readonly (readonly [string, object, Instant])[] = [
    ['refer', { to: ofRole('guarantor'), amount: 200_000, months: 24, checked: true }, begun],
    ['guaranteed', { amount: 200_000, number: '担001' }, parseInstant('2026-01-13T09:30:00+08:00')],
    ['forward', { to: ofRole('bank') }, parseInstant('2026-01-14T09:30:00+08:00')],
    [
      'granted',
      { amount: 200_000, months: 24, rate, lpr: 3, poor: false, way, contract: 'CS-1', from: '2026-01-15' },
      start,
    ],
  ]
  return steps.reduce((matter: Matter, [move, input, at]) => must(matter, 'wang', move, input, at), first.after)
}

function must(matter: Matter, who: Player, move: string, input: object, at: Instant): Matter {
  const done = asked({ process, office, who, at }, matter, move, { ...input })
  if (isRefusal(done)) throw new Error(`${move}: ${done.says}`)
  return done.after
}
const may = (matter: Matter, who: Player, move: string, input: object, at: Instant): Matter => {
  const done = asked({ process, office, who, at }, matter, move, { ...input })
  return isRefusal(done) ? matter : done.after
}

/** Reckoned here once more: the plan's interest of a quarter, and that of the whole sum with a month beside it. */
function borne(facts: LoanFacts, quarter: string) {
  const loan = grantedOf(facts)!
  const over = overOn(facts)!
  const { from, until } = quarterDays(quarter)
  const [first, end] = [from > loan.from ? from : loan.from, over < until ? over : until]
  const plan = grown(loan, end) - grown(loan, first)
  const days = Math.max(0, daysBetween(first, end)) + 31
  return { plan, most: Math.round((loan.amount * loan.rate * days) / 360 / 1_000_000) }
}

/** One act at its hour, through the judge; a refusal leaves everything as it was. */
function acted(matter: Matter, act: Act, at: Instant): Matter {
  const { move, taken, back, pick } = act
  if (move === 'subsidise') {
    const open = quartersOpen(matter.facts as LoanFacts, dayOf(at))
    const quarter = open[pick % Math.max(open.length, 1)] ?? '2026-Q1'
    const { most } = borne(matter.facts as LoanFacts, quarter)
    // Half of them within what the whole loan bears, half whatever came: more than that must be refused.
    const sum = pick % 2 === 0 ? taken : 1 + (taken % (most + 100))
    const input = { quarter, taken: sum / 100, voucher: '息1' }
    const bare = may(matter, 'wang', 'subsidise', input, at)
    const proposed = bare === matter ? may(matter, 'wang', 'subsidise', { ...input, why: '按日计息' }, at) : bare
    if (proposed === matter) return matter
    if (back) return must(proposed, 'zhao', 'send-back-sum', { reason: '不对' }, at)
    return must(must(proposed, 'zhao', 'check', { opinion: '对' }, at), 'head', 'approve', { opinion: '同意' }, at)
  }
  if (move === 'extend') return may(matter, 'wang', 'extend', { months: 12, number: '展1', known: true }, at)
  if (move === 'settle') return may(matter, 'wang', 'settle', { how: 'repaid', number: '清1' }, at)
  return may(matter, 'wang', 'status', { condition: move, owed: 1000, said: '查询' }, at)
}

test('怎样办都不会重复贴息：一季一次，各天不重，不超过银行实收和应付利息的规定比例', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('level', 'principal', 'end'),
      fc.integer({ min: 100, max: 45_000 }).map((one) => one / 10_000),
      acts,
      (way, rate, all) => {
        let matter = lent(way, rate)
        let on = dayOf(start)
        for (const act of all) {
          on = addDays(on, act.days)
          matter = acted(matter, act, instantAt(on, 600))
        }
        const facts = matter.facts as LoanFacts
        const counted = facts.subsidies.filter(({ state }) => state !== 'returned')
        assert.equal(new Set(counted.map(({ quarter }) => quarter)).size, counted.length)
        for (const { amount, taken, interest, quarter, why } of counted) {
          const { most, plan } = borne(facts, quarter)
          assert.ok(taken <= most + 100)
          assert.equal(why !== undefined, taken - plan > Math.max(Math.floor(plan / 20), 100))
          assert.ok(amount <= part(fen(taken), 1, 2, 'down'))
          assert.ok(amount <= part(fen(interest), 1, 2, 'down'))
        }
        const pieces = counted.flatMap((row) => row.pieces).toSorted((a, b) => (a.from < b.from ? -1 : 1))
        for (const [i, piece] of pieces.slice(1).entries()) assert.ok(piece.from >= (pieces[i]?.until ?? ''))
        const whole = total(instalments(grantedOf(facts)!).map((one) => one.interest))
        assert.ok(total(counted.map(({ amount }) => fen(amount))) <= part(whole, 1, 2, 'down'))
        // Overdue days that were known when a quarter was put in are in none of its pieces.
        for (const { from, until } of facts.overdue)
          for (const piece of pieces) assert.ok(piece.until <= from || (until !== undefined && piece.from >= until))
      },
    ),
    { numRuns: 200 },
  )
})
