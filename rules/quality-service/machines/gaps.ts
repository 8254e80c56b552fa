import { isWorkingDay } from '#core/calendar.ts'
import { addDays, type Day, dayOf, type Instant, instantAt } from '#core/day.ts'
import { assignedTo, nameOf, type OfficeId } from '#core/roster.ts'
import type { Stand } from '#office/register.ts'
import type { Tx } from '#platform/db/db.ts'
import type { ClauseId } from '#regulation/clauses.ts'
import { labelOf } from './change.ts'
import { type DayRow, daysOf, type FaultRow, faultsOf, livingMachines, type Row } from './store.ts'

export type Gap = { readonly clause: ClauseId; readonly says: string }

/** What the equipment of an office lacks (10.3.1): clerks without the employment network, an office without the Internet. */
export function lackings({ office, org, at }: Stand, machines: readonly Row[]): readonly Gap[] {
  const computers = machines.filter(({ kind }) => kind === 'computer')
  const inside = new Set(computers.filter(({ network }) => network === 'employment').map(({ holder }) => holder))
  const clerks = (office.windows.get(org.id) ?? []).flatMap(({ name, post }) => {
    const staff = assignedTo(office.roster, post, 'A', at)
    return staff === null || inside.has(staff) ? [] : [{ name, staff }]
  })
  const named = clerks.map(({ name, staff }) => `${name}的${nameOf(office.roster, staff)}`)
  const without: readonly Gap[] =
    named.length === 0 ? [] : [{ clause: '10.3.1', says: `${named.join('、')}没有接入就业专网的计算机` }]
  const outside = computers.some(({ network }) => network === 'internet')
  return outside ? without : [...without, { clause: '10.3.1', says: '至少要有一台接入互联网的计算机，现在一台也没有' }]
}

/** All that the head of the office has to put right about its machines. */
export async function machineGaps(tx: Tx, stand: Stand): Promise<readonly Gap[]> {
  const machines = await livingMachines(tx, stand.tenant, stand.org.id)
  return (await gapsOf(tx, [stand], machines)).get(stand.org.id) ?? []
}

/** The same of many offices, whose machines were read already: two more looks, however many they are. */
export async function gapsOf(tx: Tx, stands: readonly Stand[], machines: readonly Row[]) {
  const days = stands.map(lastWorkingDay).sort()
  const [first] = stands
  const [from, until] = [days[0], days.at(-1)]
  if (!first || !from || !until) return new Map<OfficeId, readonly Gap[]>()
  const ids = machines.map(({ id }) => id)
  const [faults, checked] = await Promise.all([
    faultsOf(tx, first.tenant, ids, instantAt(from, 0), (first.at + 1) as Instant),
    daysOf(tx, first.tenant, ids, from, until),
  ])
  const own = Map.groupBy(machines, ({ office }) => office)
  const known = { faults: Map.groupBy(faults, of), checked: Map.groupBy(checked, of) }
  return new Map(
    stands.map((stand): readonly [OfficeId, readonly Gap[]] => {
      const rows = own.get(stand.org.id) ?? []
      return [stand.org.id, [...lackings(stand, rows), ...overdue(stand, rows, known)]]
    }),
  )
}

const of = ({ machine }: { readonly machine: string }): string => machine
type Known = {
  readonly faults: ReadonlyMap<string, readonly FaultRow[]>
  readonly checked: ReadonlyMap<string, readonly DayRow[]>
}

/** What runs late (10.3.3): repairs past their time, machines that nobody looked at on the last working day. */
function overdue(stand: Stand, machines: readonly Row[], known: Known): readonly Gap[] {
  const day = lastWorkingDay(stand)
  const began = instantAt(day, 0)
  const faults = machines.flatMap(({ id }) => known.faults.get(id) ?? [])
  const late = faults.filter((fault) => fault.repaired_at === null && fault.due_at.getTime() < stand.at)
  // What was broken on that day had been looked at enough, although it may work again by now.
  const broken = new Set(
    faults.filter(({ repaired_at }) => repaired_at === null || repaired_at.getTime() > began).map(of),
  )
  const looked = ({ id }: Row) => (known.checked.get(id) ?? []).some((one) => one.day === day)
  const unseen = machines.filter((row) => !looked(row) && !broken.has(row.id) && row.registered_at.getTime() < began)
  return [
    ...late.flatMap((fault) => lateGap(machines, fault)),
    ...(unseen.length > 0
      ? [{ clause: '10.3.3' as const, says: `上个工作日有${unseen.length}台设备没有检查：${listed(unseen)}` }]
      : []),
  ]
}

function lateGap(machines: readonly Row[], { machine }: FaultRow): readonly Gap[] {
  const row = machines.find(({ id }) => id === machine)
  return row ? [{ clause: '10.3.3', says: `${labelOf(row)}超过修复期限还没有修好` }] : []
}

function listed(rows: readonly Row[]): string {
  const names = rows.slice(0, 3).map(({ asset }) => asset)
  return rows.length > 3 ? `${names.join('、')}等` : names.join('、')
}

function lastWorkingDay({ office, org, at }: Stand): Day {
  const calendar = office.calendar(org.id)
  let day = addDays(dayOf(at), -1)
  for (let back = 0; back < 30 && !isWorkingDay(calendar, day); back++) day = addDays(day, -1)
  return day
}
