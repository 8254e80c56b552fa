import { addDays, addMonths, type Day, day, dayOf, type Instant, instant, instantAt } from '#core/day.ts'
import { type Stand, someone, timed } from '#office/register.ts'
import type { Tx } from '#platform/db/db.ts'
import { machineKinds, networks } from './contract.ts'
import { type DayRow, daysOf, type FaultRow, faultsOf, type Row } from './store.ts'
import { type Uptime, uptime } from './uptime.ts'

/** A month in office hours, cut off at this moment. */
export type Month = {
  readonly word: string
  readonly from: Instant
  readonly until: Instant
  readonly days: readonly [Day, Day]
}

/** `2026-11` as a stretch of time; the running month ends now. */
export function monthOf(word: string, at: Instant): Month {
  const first = day(`${word}-01`)
  const next = addMonths(first, 1)
  const until = Math.min(instantAt(next, 0), at)
  return { word, from: instantAt(first, 0), until: instant(until), days: [first, addDays(next, -1)] }
}

export type Seen = {
  readonly uptimes: ReadonlyMap<string, Uptime>
  readonly faults: ReadonlyMap<string, readonly FaultRow[]>
  readonly today: ReadonlyMap<string, DayRow>
}

/** How each machine worked in the month, what is broken, and whether it was seen today. */
export async function seenIn(tx: Tx, stand: Stand, rows: readonly Row[], month: Month): Promise<Seen> {
  const ids = rows.map(({ id }) => id)
  const today = dayOf(stand.at)
  const later = instant(Math.max(month.until, stand.at + 1))
  const [days, faults, now] = await Promise.all([
    daysOf(tx, stand.tenant, ids, ...month.days),
    faultsOf(tx, stand.tenant, ids, month.from, later),
    daysOf(tx, stand.tenant, ids, today, today),
  ])
  const daysBy = Map.groupBy(days, ({ machine }) => machine)
  const faultsBy = Map.groupBy(faults, ({ machine }) => machine)
  const calendar = stand.office.calendar(stand.org.id)
  const uptimes = rows.map((row) => {
    const from = instant(Math.max(month.from, row.registered_at.getTime()))
    const until = instant(Math.min(month.until, row.retired_at?.getTime() ?? month.until))
    const seen = new Set<string>((daysBy.get(row.id) ?? []).map((one) => one.day))
    const downs = (faultsBy.get(row.id) ?? []).map(({ reported_at, repaired_at }) => ({
      from: instant(reported_at.getTime()),
      until: repaired_at && instant(repaired_at.getTime()),
    }))
    return [row.id, uptime(calendar, { from, until }, seen, downs)] as const
  })
  return { uptimes: new Map(uptimes), faults: faultsBy, today: new Map(now.map((one) => [one.machine, one])) }
}

export function machineView(stand: Stand, row: Row, seen: Seen | null) {
  const { id, kind, name, asset, serial, network, window_number: number, note } = row
  const faults = seen?.faults.get(id) ?? []
  const broken = faults.find(({ repaired_at }) => repaired_at === null)
  const looked = seen?.today.get(id)
  const keeps = stand.leads || row.manager === stand.staff
  const window = stand.office.windows.get(stand.org.id)?.find((one) => one.number === number)
  return {
    ...{ id, kind, kindLabel: machineKinds[kind], name, asset, serial, note, network, networkLabel: networks[network] },
    ...{ holder: someone(stand.office, row.holder), manager: someone(stand.office, row.manager) },
    window: number === null ? null : { number, name: window?.name ?? `${number}号窗口（已撤销）` },
    ...{ registeredAt: timed(row.registered_at), seenAt: timed(row.seen_at), retiredAt: timed(row.retired_at) },
    today: looked ? (looked.ok ? 'ok' : 'bad') : null,
    fault: broken ? faultView(stand, broken) : null,
    uptime: seen?.uptimes.get(id) ?? null,
    offers: row.retired_at ? [] : offersOf(stand.leads, keeps, broken !== undefined),
  }
}

function offersOf(leads: boolean, keeps: boolean, broken: boolean): readonly string[] {
  return [
    ...(broken ? [] : ['check', 'fault']),
    ...(broken && keeps ? ['repair'] : []),
    ...(leads ? ['change', 'retire'] : []),
  ]
}

function faultView(stand: Stand, fault: FaultRow) {
  return {
    ...{ says: fault.says, reportedAt: timed(fault.reported_at), reportedBy: someone(stand.office, fault.reported_by) },
    ...{ dueAt: timed(fault.due_at), late: fault.due_at.getTime() < stand.at },
  }
}

/** The office as a whole: the sum of its machines' minutes. */
export function totalOf(seen: Seen): { readonly percent: number | null; readonly unseen: number } {
  const all = [...seen.uptimes.values()]
  const sum = (pick: (one: Uptime) => number) => all.reduce((total, one) => total + pick(one), 0)
  const [up, down, unseen] = [sum((one) => one.up), sum((one) => one.down), sum((one) => one.unseen)]
  return { percent: up + down === 0 ? null : Math.round((up / (up + down)) * 1000) / 10, unseen }
}
