import { isWorkingDay } from '#core/calendar.ts'
import { addDays, type Day, dayOf, type Instant, instant, instantAt } from '#core/day.ts'
import { isRefusal } from '#core/refusal.ts'
import { absenceAt, type StaffId } from '#core/roster.ts'
import { complaintInput, contactInput, formOf, petitionInput } from '#house/forms.ts'
import { type Chance, chance } from '#house/week/chance.ts'
import { handsOf } from '#house/week/hands.ts'
import { scriptOf } from '#house/week/script.ts'
import { freshlyLate, look, unmarked, untold, wrongs } from '#house/week/watch.ts'
import { recompute } from '#matter/recompute.ts'
import { sweep } from '#matter/sweep.ts'
import type { World } from '#matter/world.ts'
import { demoOffice, demoPath, demoStaff, demoTenant } from '#office/seed.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import type { Username } from '#office/story.ts'
import { handBack } from '#rules/deputies/brief.ts'

/** What a week came to. `wrong` holds every breach with its minute; an empty list is the proof. */
export type Week = {
  days: { day: Day; arrivals: number; moves: number; late: number; closed: number }[]
  minutes: number
  matters: number
  late: number
  told: number
  events: string[]
  wrong: string[]
}

export type Plan = {
  readonly world: World
  readonly monday: Day
  readonly seed: number
  readonly setClock: (at: Instant) => void
  readonly tell?: (line: string) => void
}

const window: readonly Username[] = ['wang', 'li', 'wu', 'zheng']
const everybody: readonly Username[] = ['wang', 'li', 'zhao', 'wu', 'zheng', 'head', 'district', 'chen', 'jiang']
const opens = 8 * 60 + 30
const shuts = 17 * 60 + 15

/** Plays a week minute by minute: who comes, who works, who is away; and looks at each minute whether all is as it must be. */
export async function playWeek({ world, monday, seed, setClock, tell = () => {} }: Plan): Promise<Week> {
  const luck = chance(seed)
  const hands = handsOf(world, luck)
  const { events, idle } = scriptOf(monday)
  const week: Week = { days: [], minutes: 0, matters: 0, late: 0, told: 0, events: [], wrong: [] }
  const known = new Set<string>()
  for (let n = 0; n < 5; n += 1) {
    const day = addDays(monday, n)
    const today = { day, arrivals: 0, moves: 0, late: 0, closed: 0 }
    week.days.push(today)
    for (let minute = opens; minute <= shuts; minute += 1) {
      const at = instantAt(day, minute)
      setClock(at)
      week.minutes += 1
      let isChanged = false
      for (const event of events.filter((one) => one.at === at)) {
        const done = await event.happens(hands)
        if (isRefusal(done as object)) throw new Error(`week: ${event.says}: ${JSON.stringify(done)}`)
        week.events.push(`${day} ${event.says}`)
        tell(`${day} ${event.says}`)
        isChanged = true
      }
      const office = await hands.office(at)
      if (isChanged) await recompute(world, { tenant: demoTenant, path: demoPath('cs'), at })
      const isOpen = minute >= 9 * 60 && minute < 17 * 60 && !(minute >= 12 * 60 && minute < 13 * 60 + 30)
      const here = isOpen && !isShut(office, at) ? present(office, idle, at) : []
      if (luck.percent(here.length > 0 ? 9 : 0)) today.arrivals += await arrives(hands, luck, here, at)
      for (const { who, leaves } of here) {
        if (!luck.percent(22)) continue
        const done = await hands.work(demoStaff(who), at, leaves)
        if (!done) continue
        today.moves += 1
        if (done.after.closedAt === at) today.closed += 1
      }
      await sweep(world, { tenant: demoTenant, path: demoPath('cs'), at })
      await world.db.transaction({ tenant: demoTenant, paths: [demoPath('cs')] }, (tx) =>
        handBack(world, tx, demoTenant, office, at),
      )
      today.late += await check(world, week, known, office, at)
    }
    tell(`${day} 来访${today.arrivals}　办理${today.moves}步　办结${today.closed}　新超期${today.late}`)
  }
  return week
}

type Present = { readonly who: Username; readonly leaves: readonly string[] }

/** Who is in their place and working: neither away by the roster nor gone without a word. */
function present(
  { roster }: OfficeSnapshot,
  idle: ReturnType<typeof scriptOf>['idle'],
  at: Instant,
): readonly Present[] {
  return everybody.flatMap((who): Present[] => {
    if (absenceAt(roster, demoStaff(who) as StaffId, at)) return []
    const lazy = idle.filter((one) => one.who === who && at >= one.from && at < one.until)
    if (lazy.some(({ leaves }) => leaves === undefined)) return []
    return [{ who, leaves: lazy.flatMap(({ leaves = [] }) => leaves) }]
  })
}

function isShut(office: OfficeSnapshot, at: Instant): boolean {
  const place = demoOffice('sljd')
  if (!isWorkingDay(office.calendar(place), dayOf(at))) return true
  const minute = Math.floor((at - instantAt(dayOf(at), 0)) / 60_000)
  return (office.closures.get(place) ?? []).some(
    (one) => one.day === dayOf(at) && minute >= (one.from ?? 0) && minute < (one.to ?? 1440),
  )
}

let people = 0

/** A visitor comes, calls or writes to whoever serves at a window. */
async function arrives(
  hands: ReturnType<typeof handsOf>,
  luck: Chance,
  here: readonly Present[],
  at: Instant,
): Promise<number> {
  const clerk = luck.one(here.filter(({ who }) => window.includes(who)))
  if (!clerk) return 0
  people += 1
  const name = `测试来人${people}`
  const mobile = `1390000${String(people % 10_000).padStart(4, '0')}`
  const [kind, input] = brought(luck, name, mobile)
  const opened = await hands.open(clerk.who, kind, input, at)
  if (isRefusal(opened)) throw new Error(`week: ${opened.says} ${JSON.stringify(opened.problems ?? [])}`)
  return 1
}

/** What somebody comes with: mostly a question or an application, now and then a petition or a complaint. */
function brought(luck: Chance, name: string, mobile: string): readonly [string, Readonly<Record<string, unknown>>] {
  const wish = luck.weighed(['contact', 'case', 'petition', 'complaint'] as const, (one) => often[one])
  switch (wish) {
    case 'petition':
      return ['petition', { ...petitionInput, name, phone: mobile }]
    case 'complaint':
      return ['complaint', { ...complaintInput, name, phone: mobile }]
    case 'case': {
      const service = luck.percent(50) ? 'JY01' : 'JY02'
      return ['case', { service, form: { ...formOf(service), name, mobile } }]
    }
    default:
      return ['contact', { ...contactInput, matter: '询问办事（测试数据）', name, phone: mobile }]
  }
}
const often = { contact: 50, case: 35, petition: 8, complaint: 7 }

async function check(
  world: World,
  week: Week,
  known: Set<string>,
  office: OfficeSnapshot,
  at: Instant,
): Promise<number> {
  const sight = await look(world)
  week.matters = sight.held.length
  const late = freshlyLate(world, sight, known)
  for (const one of late) {
    known.add(one.about)
    week.late += 1
    week.told += sight.told.get(one.about)?.length ?? 0
  }
  const wrong = [
    ...wrongs(world, sight, office, at),
    ...unmarked(world, sight, at),
    ...late.flatMap((one) => untold(sight, office, one, at)),
  ]
  week.wrong.push(...wrong.map((says) => `${new Date(instant(at + 8 * 3_600_000)).toISOString().slice(0, 16)} ${says}`))
  return late.length
}
