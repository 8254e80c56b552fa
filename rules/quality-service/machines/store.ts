import { type Day, type Instant, iso } from '#core/day.ts'
import { likeWords } from '#office/register.ts'
import { lastId, sql, type Tx } from '#platform/db/db.ts'
import type { MachineKind, Network } from './contract.ts'

export type Row = {
  readonly id: string
  readonly office: string
  readonly kind: MachineKind
  readonly name: string
  readonly asset: string
  readonly serial: string | null
  readonly network: Network
  readonly holder: string | null
  readonly manager: string
  readonly window_number: number | null
  readonly note: string
  readonly registered_at: Date
  readonly seen_at: Date | null
  readonly retired_at: Date | null
}
export type DayRow = {
  readonly machine: string
  readonly day: Day
  readonly ok: boolean
  readonly checked_by: string | null
}
export type FaultRow = {
  readonly id: string
  readonly machine: string
  readonly says: string
  readonly reported_at: Date
  readonly reported_by: string
  readonly due_at: Date
  readonly repaired_at: Date | null
  readonly repair: string | null
}

const columns =
  'id, office, kind, name, asset, serial, network, holder, manager, window_number, note, registered_at, seen_at, retired_at'
const insert = sql<Row>(
  'machine.insert',
  `insert into machine (tenant_id, id, org_path, office, kind, name, asset, serial, network, holder, manager, window_number, note,
     registered_at, registered_by)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) on conflict do nothing returning ${columns}`,
)
const twin = sql<Row>(
  'machine.twin',
  `select ${columns} from machine where tenant_id = $1 and retired_at is null and (asset = $2 or serial = $3) limit 1`,
)
const update = sql<Row>(
  'machine.update',
  `update machine set name = $3, network = $4, holder = $5, manager = $6, window_number = $7, note = $8
   where tenant_id = $1 and id = $2 returning ${columns}`,
)
const retire = sql<Row>(
  'machine.retire',
  `update machine set retired_at = $3 where tenant_id = $1 and id = $2 returning ${columns}`,
)
const lock = sql<Row>('machine.lock', `select ${columns} from machine where tenant_id = $1 and id = $2 for update`)
const byId = sql<Row>('machine.by-id', `select ${columns} from machine where tenant_id = $1 and id = $2`)
const page = sql<Row>(
  'machine.page',
  `select ${columns} from machine
   where tenant_id = $1 and office = $2 and (asset, id) > ($3, $9::uuid) and ($4::text is null or network = $4) and ($5::text is null or kind = $5)
     and (retired_at is null) = $6 and ($7::text[] is null or concat_ws(' ', asset, name) ilike all($7))
   order by asset, id limit $8`,
)
const living = sql<Row>(
  'machine.living',
  `select ${columns} from machine where tenant_id = $1 and office = $2 and retired_at is null order by asset`,
)
const livingIn = sql<Row>(
  'machine.living-in',
  `select ${columns} from machine where tenant_id = $1 and office = any($2::uuid[]) and retired_at is null order by asset`,
)
const days = sql<DayRow>(
  'machine.days',
  `select machine, day, ok, checked_by from machine_day where tenant_id = $1 and machine = any($2::uuid[]) and day between $3 and $4`,
)
const faults = sql<FaultRow>(
  'machine.faults',
  `select id, machine, says, reported_at, reported_by, due_at, repaired_at, repair from machine_fault
   where tenant_id = $1 and machine = any($2::uuid[]) and reported_at < $4 and (repaired_at is null or repaired_at > $3)
   order by reported_at desc`,
)
const check = sql(
  'machine.check',
  `insert into machine_day (tenant_id, machine, day, org_path, ok, checked_by, first_at, last_at)
   values ($1, $2, $3, $4, $5, $6, $7, $7)
   on conflict (tenant_id, machine, day) do update set ok = $5, checked_by = $6, last_at = $7`,
)
const beat = sql(
  'machine.beat',
  `insert into machine_day (tenant_id, machine, day, org_path, ok, beats, first_at, last_at)
   values ($1, $2, $3, $4, true, 1, $5, $5)
   on conflict (tenant_id, machine, day) do update set beats = machine_day.beats + 1, last_at = $5`,
)
const seen = sql('machine.seen', `update machine set seen_at = $3 where tenant_id = $1 and id = $2`)
const fault = sql<FaultRow>(
  'machine.fault',
  `insert into machine_fault (tenant_id, id, machine, org_path, says, reported_at, reported_by, due_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing
   returning id, machine, says, reported_at, reported_by, due_at, repaired_at, repair`,
)
const repair = sql<FaultRow>(
  'machine.repair',
  `update machine_fault set repaired_at = $3, repaired_by = $4, repair = $5
   where tenant_id = $1 and machine = $2 and repaired_at is null
   returning id, machine, says, reported_at, reported_by, due_at, repaired_at, repair`,
)

export type Filter = {
  readonly network?: string
  readonly kind?: string
  readonly q?: string
  readonly after?: string
  /** Of those with this number, which: a number may come again after its machine was retired. */
  readonly afterId?: string
  readonly retired?: boolean
}
export const pageSize = 50

export function machinePage(tx: Tx, tenant: string, office: string, filter: Filter, limit: number) {
  const { network = null, kind = null, after = '', afterId = lastId, retired = false } = filter
  return tx.all(page, [tenant, office, after, network, kind, !retired, likeWords(filter.q), limit, afterId])
}

export const livingMachines = (tx: Tx, tenant: string, office: string) => tx.all(living, [tenant, office])
/** The same of many offices at once. */
export const livingMachinesIn = (tx: Tx, tenant: string, offices: readonly string[]) =>
  tx.all(livingIn, [tenant, offices])
export const findMachine = (tx: Tx, tenant: string, id: string) => tx.maybe(byId, [tenant, id])
export const lockMachine = (tx: Tx, tenant: string, id: string) => tx.maybe(lock, [tenant, id])
/** The living record of the same thing, if this scope sees it. */
export const twinOf = (tx: Tx, tenant: string, asset: string, serial: string | null) =>
  tx.maybe(twin, [tenant, asset, serial])

type Fresh = Omit<Row, 'registered_at' | 'seen_at' | 'retired_at'> & { readonly path: string }

/** Null where a living record of this asset number or serial stands already, seen or unseen from here. */
export function addMachine(tx: Tx, tenant: string, m: Fresh, by: string, at: Instant): Promise<Row | null> {
  const thing = [m.kind, m.name, m.asset, m.serial, m.network, m.holder, m.manager, m.window_number, m.note]
  return tx.maybe(insert, [tenant, m.id, m.path, m.office, ...thing, iso(at), by])
}

export function changeMachine(tx: Tx, tenant: string, m: Row): Promise<Row> {
  return tx.one(update, [tenant, m.id, m.name, m.network, m.holder, m.manager, m.window_number, m.note])
}

export const retireMachine = (tx: Tx, tenant: string, id: string, at: Instant) => tx.one(retire, [tenant, id, iso(at)])

export function daysOf(tx: Tx, tenant: string, ids: readonly string[], from: Day, until: Day) {
  return tx.all(days, [tenant, ids, from, until])
}
/** Faults that touch the period, newest first. */
export function faultsOf(tx: Tx, tenant: string, ids: readonly string[], from: Instant, until: Instant) {
  return tx.all(faults, [tenant, ids, iso(from), iso(until)])
}

type Mark = { readonly machine: string; readonly day: Day; readonly path: string; readonly at: Instant }

export function markChecked(tx: Tx, tenant: string, { machine, day, path, at }: Mark, ok: boolean, by: string): void {
  tx.write(check, [tenant, machine, day, path, ok, by, iso(at)])
  if (ok) tx.write(seen, [tenant, machine, iso(at)])
}
export function markBeat(tx: Tx, tenant: string, { machine, day, path, at }: Mark): void {
  tx.write(beat, [tenant, machine, day, path, iso(at)])
  tx.write(seen, [tenant, machine, iso(at)])
}

type Fault = { readonly id: string; readonly machine: string; readonly path: string; readonly says: string }

/** Null where one is open already. */
export function openFault(tx: Tx, tenant: string, f: Fault, at: Instant, by: string, due: Instant) {
  return tx.maybe(fault, [tenant, f.id, f.machine, f.path, f.says, iso(at), by, iso(due)])
}
export function closeFault(tx: Tx, tenant: string, machine: string, at: Instant, by: string, says: string) {
  return tx.maybe(repair, [tenant, machine, iso(at), by, says])
}
