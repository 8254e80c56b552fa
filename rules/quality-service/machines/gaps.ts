import { isWorkingDay } from '#core/calendar.ts'
import { addDays, type Day, dayOf, type Instant, instantAt } from '#core/day.ts'
import { assignedTo, nameOf } from '#core/roster.ts'
import type { Stand } from '#office/register.ts'
import type { Tx } from '#platform/db/db.ts'
import type { ClauseId } from '#regulation/clauses.ts'
import { labelOf } from './change.ts'
import { daysOf, type FaultRow, faultsOf, livingMachines, type Row } from './store.ts'

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

/** What runs late (10.3.3): repairs past their time, machines that nobody looked at on the last working day. */
export async function overdue(tx: Tx, stand: Stand, machines: readonly Row[]): Promise<readonly Gap[]> {
  const ids = machines.map(({ id }) => id)
  const day = lastWorkingDay(stand)
  const [faults, days] = await Promise.all([
    faultsOf(tx, stand.tenant, ids, instantAt(day, 0), (stand.at + 1) as Instant),
    daysOf(tx, stand.tenant, ids, day, day),
  ])
  const late = faults.filter((fault) => fault.repaired_at === null && fault.due_at.getTime() < stand.at)
  const looked = new Set(days.map(({ machine }) => machine))
  // What was broken on that day had been looked at enough, although it may work again by now.
  const broken = new Set(faults.map(({ machine }) => machine))
  const unseen = machines.filter(
    (row) => !looked.has(row.id) && !broken.has(row.id) && row.registered_at.getTime() < instantAt(day, 0),
  )
  return [
    ...late.flatMap((fault) => lateGap(machines, fault)),
    ...(unseen.length > 0
      ? [{ clause: '10.3.3' as const, says: `上个工作日有${unseen.length}台设备没有检查：${listed(unseen)}` }]
      : []),
  ]
}

/** All that the head of the office has to put right about its machines. */
export async function machineGaps(tx: Tx, stand: Stand): Promise<readonly Gap[]> {
  const machines = await livingMachines(tx, stand.tenant, stand.org.id)
  return [...lackings(stand, machines), ...(await overdue(tx, stand, machines))]
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
