import type { Calendar } from '#core/calendar.ts'
import { type Day, dayOf, instant } from '#core/day.ts'
import { usedDays } from '#rules/commitments/policy.ts'
import { visitOf } from '#rules/quality-service/policy.ts'
import { type PlaceMeasure, type PlaceSums, placeKeys, type WindowMeasure, windowKeys } from './contract.ts'
import { bucketOf, tookBounds, waitBounds } from './policy.ts'
import type { Closed, DayRecord, DayRows, WindowRow } from './store.ts'

/** Sums that begin at nought. */
type Sums<Key extends string> = Record<Key, number>
const nought = <Key extends string>(keys: readonly Key[]) =>
  Object.fromEntries(keys.map((key) => [key, 0])) as Sums<Key>

/** An office's day as sums, from what the record says of it (6.6). */
export function countDay(calendar: Calendar, day: Day, record: DayRecord): DayRows {
  const windows = windowsOf(calendar, record)
  return { windows, place: { ...added(windows), ...placeOf(day, record) } }
}

/** What the posts of an office did, in one. */
function added(rows: readonly WindowRow[]): Sums<WindowMeasure> {
  const sums = nought(windowKeys)
  for (const row of rows) for (const key of windowKeys) sums[key] += row[key]
  return sums
}

function windowsOf(calendar: Calendar, { opened, closed, rated }: DayRecord): readonly WindowRow[] {
  const found = new Map<string, WindowRow & Sums<WindowMeasure>>()
  const at = (post: string, service: string | null) => {
    const key = `${post} ${service ?? ''}`
    const row = found.get(key) ?? { post, service: service ?? '', ...nought(windowKeys) }
    found.set(key, row)
    return row
  }
  for (const { post, service, count } of opened) at(post, service).opened += count
  for (const one of closed) addClosed(at(one.post, one.service), calendar, one)
  for (const { post, service, level, excluded, count } of rated) {
    const row = at(post, service)
    if (excluded) {
      row.excluded += count
      continue
    }
    row.rated += count
    row[`level${level}`] += count
  }
  return [...found.values()].filter((row) => windowKeys.some((key) => row[key] !== 0))
}

function addClosed(row: Sums<WindowMeasure>, calendar: Calendar, one: Closed): void {
  const { id, kind, state, contact, hands, started_at, stopped_at } = one
  const openedAt = instant(one.opened_at.getTime())
  const closedAt = instant(one.closed_at.getTime())
  if (visitOf({ id: id as never, openedAt, closedAt, contact }) === id) row.visits += 1
  if (kind === 'complaint') return
  if (state === 'withdrawn') {
    row.withdrawn += 1
    return
  }
  row.closed += 1
  const links = { 1: 'hands1', 2: 'hands2', 3: 'hands3' } as const
  row[links[hands as 1] ?? 'hands4'] += 1
  const minutes = Math.floor((closedAt - openedAt) / 60_000)
  row.minutes += minutes
  row[bucketOf<WindowMeasure>(tookBounds, 'tookmore', minutes)] += 1
  if (kind !== 'case' || one.service === null || !started_at || !stopped_at) return
  row.done += 1
  row[one.kept ? 'kept' : 'late'] += 1
  row.used += usedDays(calendar, { started_at, stopped_at, pauses: one.pauses })
}

const causes = ['attitude', 'pace', 'formality', 'fee', 'result', 'other'] as const
const findings = ['upheld', 'partly', 'unfounded'] as const
/** The class is read from where a complaint is: it may be moved to another (10.5.2). */
const classes: Readonly<Record<string, PlaceMeasure>> = {
  ...{ onsite: 'spot', settled: 'spot' },
  ...{ filed: 'filed', ordered: 'filed', replied: 'filed', concluded: 'filed' },
  ...{ opinion: 'opinions', adopted: 'opinions', passed: 'opinions', raised: 'opinions' },
}
const unregistered = { withdrawn: 'withdrawnsaid', outside: 'outside', untrue: 'untrue' } as const

function placeOf(day: Day, { visitors, tickets, heard }: DayRecord): PlaceSums {
  const sums: Sums<PlaceMeasure> = { ...nought(placeKeys), ...visitors }
  const one = (key: PlaceMeasure | undefined) => {
    if (key) sums[key] += 1
  }
  for (const { state, passes, waited, served } of tickets) {
    sums.tickets += 1
    if (state === 'done') sums.finished += 1
    if (state === 'absent') sums.absent += 1
    if (passes > 0) sums.passed += 1
    sums.serving += served ?? 0
    sums.waited += waited ?? 0
    if (waited !== null) one(bucketOf<PlaceMeasure>(waitBounds, 'waitmore', waited))
  }
  for (const { opens, closes, state, cause, finding, orders, late } of heard) {
    if (opens) {
      sums.complaints += 1
      one(causes.find((key) => key === cause))
      one(classes[state])
    }
    if (closes) {
      one(unregistered[state as 'outside'])
      one(findings.find((key) => key === finding))
    }
    orders.forEach((at, round) => {
      if (dayOf(instant(at)) !== day) return
      sums.orders += 1
      if (round > 0) sums.again += 1
    })
    sums.lateorders += late.filter((at) => dayOf(instant(at)) === day).length
  }
  return sums
}
