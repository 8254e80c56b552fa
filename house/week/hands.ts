import { dayOf, type Instant } from '#core/day.ts'
import { shapeOf } from '#core/offer.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import type { StaffId } from '#core/roster.ts'
import { fillings } from '#house/fill.ts'
import type { Chance } from '#house/week/chance.ts'
import { type Asker, advance, type Moved } from '#matter/advance.ts'
import { deskPage } from '#matter/desk.ts'
import { openMatter } from '#matter/open.ts'
import { pageOf } from '#matter/page.ts'
import { recordsFor } from '#matter/records.ts'
import { settingOf } from '#matter/setting.ts'
import { readMatter } from '#matter/store.ts'
import type { World } from '#matter/world.ts'
import { type Change, change } from '#office/change.ts'
import { current } from '#office/current.ts'
import { demoPath, demoStaff, demoTenant } from '#office/seed.ts'
import type { By, OfficeSnapshot } from '#office/snapshot.ts'
import type { Username } from '#office/story.ts'

const scope = { tenant: demoTenant, paths: [demoPath('cs')] }
type Input = Readonly<Record<string, unknown>>

/** What people of the simulated office do, through the same doors as everybody: nothing here writes by itself. */
export function handsOf(world: World, chance: Chance) {
  const office = (at: Instant): Promise<OfficeSnapshot> => world.db.read(scope, (tx) => current(tx, demoTenant, at))

  const open = async (who: Username, kind: string, input: Input, at: Instant): Promise<Moved | Refusal> =>
    world.db
      .transaction(scope, async (tx) =>
        orBack(await openMatter(world, tx, { tenant: demoTenant, staff: demoStaff(who), kind, input, at })),
      )
      .catch(refusalOf)

  const move = async (by: Asker, matter: string, name: string, input: Input, at: Instant): Promise<Moved | Refusal> =>
    world.db
      .transaction(scope, async (tx) =>
        orBack(await advance(world, tx, { tenant: demoTenant, by, matter, move: name, version: null, input, at })),
      )
      .catch(refusalOf)

  /** A change of the place: leave, stand-in, assignment, closure. Refused is a fault of the script. */
  const command = async <Ask, R>(
    who: Username,
    judge: (office: OfficeSnapshot, by: By, ask: Ask) => Refusal | Change<R>,
    ask: Ask,
    at: Instant,
  ): Promise<R> =>
    world.db.transaction(scope, async (tx) => {
      const done = await change(tx, { tenant: demoTenant, staff: demoStaff(who), at }, judge, ask)
      if (isRefusal(done)) throw new Error(`week: ${done.says} ${JSON.stringify(done.problems ?? [])}`)
      return done
    })

  /** Takes the most urgent matter of one's desk that something can be done about, and does it. */
  const work = async (staff: StaffId, at: Instant, idle: readonly string[]): Promise<Moved | null> => {
    const rows = await world.db.read(scope, async (tx) => {
      const place = await current(tx, demoTenant, at)
      const ask = { tenant: demoTenant, staff, at, lamp: null, kind: null, cursor: null, limit: 12 }
      return (await deskPage(world, tx, place, ask)).rows
    })
    const mine = rows.filter(({ why }) => why !== 'owe' && !idle.includes(why))
    const row = chance.percent(80) ? mine[0] : chance.one(mine)
    return row ? act(staff, row.id, at) : null
  }

  const act = async (staff: StaffId, id: string, at: Instant): Promise<Moved | null> => {
    const seen = await world.db.read(scope, async (tx) => {
      const [held, place] = [await readMatter(tx, demoTenant, id), await current(tx, demoTenant, at)]
      const process = held && world.processes.of(held.matter.kind, held.matter.service)
      if (!held || !process) throw new Error(`week: a desk shows what is not there: ${id}`)
      const record = await recordsFor(tx, demoTenant, process, held.matter)
      const beside = { custody: [], journal: [], sheets: [], links: [], ...(record && { record }) }
      const page = pageOf(held, process, place, { staff, at }, beside)
      return { held, process, place, record, offers: page.offers.filter(({ refusal }) => refusal === null) }
    })
    const offer = chance.weighed(seen.offers, ({ main, move: name }) => (main ? 12 : (weights[name] ?? 1)))
    if (!offer) return null
    const { matter } = seen.held
    const setting = settingOf(seen.process, { office: seen.place, place: matter.office, at }, null, null, seen.record)
    const tries = fillings(shapeOf(seen.process.moves[offer.move]!, matter, setting), seen.place, dayOf(at))
    const rest = tries.slice(1)
    const first = chance.percent(75) ? [tries[0]!] : [chance.one(rest) ?? tries[0]!, tries[0]!]
    for (const input of [...first, ...rest]) {
      const done = await move({ staff }, id, offer.move, input, at)
      if (!isRefusal(done)) return done
    }
    return null
  }

  return { office, open, move, command, work }
}

/** What people do rarely though it is always on offer. */
const weights: Readonly<Record<string, number>> = {
  'hand-over': 1.5,
  recall: 0.2,
  decline: 0.6,
  'send-back': 0.4,
  withdraw: 0.2,
  refuse: 0.3,
  join: 0.3,
  part: 0.2,
}

class Back extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.says)
    this.refusal = refusal
  }
}

/** A refusal rolls the transaction back, as the routes do it. */
function orBack<T>(done: T | Refusal): T {
  if (isRefusal(done)) throw new Back(done)
  return done
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof Back) return error.refusal
  throw error
}
