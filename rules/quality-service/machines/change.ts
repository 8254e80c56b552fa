import { randomUUIDv7 } from 'node:crypto'
import { endOf, workingDaysAfter } from '#core/calendar.ts'
import { dayOf, instant, spokenAt } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { nameOf, officeOf, type StaffId } from '#core/roster.ts'
import { badInput, notMet, notSeen, notYours } from '#office/refusals.ts'
import { entered, onlyHead, type Stand, standOf } from '#office/register.ts'
import type { Tx } from '#platform/db/db.ts'
import { defaultLimit } from '#regulation/limits.ts'
import { type MachineAsk, type MachineChange, machineKinds, type Network, networks } from './contract.ts'
import {
  addMachine,
  changeMachine,
  closeFault,
  faultsOf,
  livingMachines,
  lockMachine,
  markBeat,
  markChecked,
  openFault,
  type Row,
  retireMachine,
  twinOf,
} from './store.ts'

/** Puts a machine on the register: one network (10.3.1), one manager and, for a computer, one holder (10.3.3). */
export async function register(tx: Tx, stand: Stand, ask: MachineAsk): Promise<Row | Refusal> {
  const network = networkOf(ask.networks)
  const refused = onlyHead(stand, '10.3.3', '设备登记') ?? wrong(stand, ask, ask.kind)
  if (refused) return refused
  if (isRefusal(network)) return network
  const asset = ask.asset.normalize('NFKC').trim().toUpperCase()
  const serial =
    ask.serial
      ?.normalize('NFKC')
      .toUpperCase()
      .replaceAll(/[^0-9A-Z]/g, '') || null
  const thing = { kind: ask.kind, name: ask.name, asset, serial, network }
  const people = { holder: ask.holder ?? null, manager: ask.manager, window_number: ask.window ?? null }
  const row = {
    id: randomUUIDv7(),
    path: stand.org.path,
    office: stand.org.id,
    ...thing,
    ...people,
    note: ask.note ?? '',
  }
  const made = await addMachine(tx, stand.tenant, row, stand.staff, stand.at)
  if (!made) return sameThing(await twinOf(tx, stand.tenant, asset, serial), asset, network)
  tell(tx, stand, made, 'register', `登记${labelOf(made)}，${networks[network]}，${peopleOf(stand, made)}`)
  return made
}

function sameThing(had: Row | null, asset: string, network: Network): Refusal {
  const at = had && had.asset !== asset ? '/serial' : '/asset'
  if (had && had.network !== network && (had.network === 'none' || network === 'none'))
    return badInput(
      '10.3.1',
      at,
      `这台设备已经登记过（${had.asset} ${had.name}，${networks[had.network]}）；要改为${networks[network]}，请在这条登记上办理变更`,
    )
  if (had && had.network !== network)
    return badInput(
      '10.3.1',
      at,
      `这台设备已登记接入${networks[had.network]}（${had.asset}），不能再登记到${networks[network]}：内外网要物理隔离`,
    )
  return badInput(
    '10.3.1',
    at,
    had ? `这台设备已经登记过（${had.asset} ${had.name}）` : '这个编号的设备已由其他单位登记',
  )
}

/** Another network, holder, manager or window for a machine. */
export async function alter(tx: Tx, at: Stand, id: string, ask: MachineChange): Promise<Row | Refusal> {
  const found = await held(tx, at, id)
  if (isRefusal(found)) return found
  const { row, stand } = found
  const network = networkOf(ask.networks)
  const refused = onlyHead(stand, '10.3.3', '设备变更') ?? wrong(stand, ask, row.kind)
  if (refused) return refused
  if (isRefusal(network)) return network
  const people = { holder: ask.holder ?? null, manager: ask.manager, window_number: ask.window ?? null }
  const done = await changeMachine(tx, stand.tenant, {
    ...row,
    name: ask.name,
    network,
    ...people,
    note: ask.note ?? '',
  })
  tell(tx, stand, done, 'change', `变更${labelOf(done)}：${networks[network]}，${peopleOf(stand, done)}`)
  return done
}

export async function retire(tx: Tx, at: Stand, id: string, reason: string): Promise<Row | Refusal> {
  const found = await held(tx, at, id)
  if (isRefusal(found)) return found
  const refused = onlyHead(found.stand, '10.3.3', '设备停用')
  if (refused) return refused
  const done = await retireMachine(tx, at.tenant, id, at.at)
  tell(tx, found.stand, done, 'retire', `停用${labelOf(done)}：${reason}`)
  return done
}

/** Today's look at one machine, by anybody of its office; what does not work is reported broken with the same click. */
export async function check(tx: Tx, at: Stand, id: string, ok: boolean, says: string): Promise<Row | Refusal> {
  const found = await held(tx, at, id)
  if (isRefusal(found)) return found
  const { row, stand } = found
  if (!ok && !says.trim()) return badInput('10.3.3', '/says', '不能使用的，写明故障现象')
  if (ok && (await isBroken(tx, stand, id)))
    return notMet('10.3.3', `${labelOf(row)}已经报修，还没有修好；修好后请先登记修复`)
  const mark = { machine: id, day: dayOf(stand.at), path: stand.org.path, at: stand.at }
  markChecked(tx, stand.tenant, mark, ok, stand.staff)
  tell(tx, stand, row, 'check', `检查${labelOf(row)}：${ok ? '能正常使用' : `不能使用，${says}`}`)
  if (ok) return row
  const broken = await breakDown(tx, stand, row, says)
  return isRefusal(broken) && broken.refused !== 'not-met' ? broken : row
}

async function isBroken(tx: Tx, { tenant, at }: Stand, id: string): Promise<boolean> {
  const faults = await faultsOf(tx, tenant, [id], at, instant(at + 1))
  return faults.some(({ repaired_at }) => repaired_at === null)
}

/** One click for all that I manage (the head: for all of the office) and that are not reported broken. */
export async function checkAll(
  tx: Tx,
  stand: Stand,
  broken: ReadonlySet<string>,
): Promise<{ checked: number } | Refusal> {
  const rows = (await livingMachines(tx, stand.tenant, stand.org.id)).filter(
    ({ id, manager }) => !broken.has(id) && (stand.leads || manager === stand.staff),
  )
  if (rows.length === 0) return notMet('10.3.3', '没有由您管理、可以一并检查的设备')
  for (const row of rows) {
    const mark = { machine: row.id, day: dayOf(stand.at), path: stand.org.path, at: stand.at }
    markChecked(tx, stand.tenant, mark, true, stand.staff)
    tell(tx, stand, row, 'check', `检查${labelOf(row)}：能正常使用`)
  }
  return { checked: rows.length }
}

/** A sign of life from the desk that runs on this machine. Only from its own office; written once a beat, not told of. */
export async function beat(tx: Tx, at: Stand, id: string): Promise<{ readonly id: string } | Refusal> {
  const found = await held(tx, at, id)
  if (isRefusal(found)) return found
  const own = officeOf(at.office.roster, at.staff, at.at)
  if (found.row.office !== own) return notYours('10.3.3', '这台设备不属于您所在的单位')
  markBeat(tx, at.tenant, { machine: id, day: dayOf(at.at), path: found.stand.org.path, at: at.at })
  return { id }
}

/** Reports a machine broken: from here runs the time in which it is to work again. */
export async function reportFault(tx: Tx, at: Stand, id: string, says: string): Promise<Row | Refusal> {
  const found = await held(tx, at, id)
  if (isRefusal(found)) return found
  const broken = await breakDown(tx, found.stand, found.row, says)
  return isRefusal(broken) ? broken : found.row
}

async function breakDown(tx: Tx, stand: Stand, row: Row, says: string) {
  const calendar = stand.office.calendar(stand.org.id)
  const { amount } = defaultLimit('machine.repair')
  const due = endOf(calendar, workingDaysAfter(calendar, dayOf(stand.at), amount).day)
  const fault = { id: randomUUIDv7(), machine: row.id, path: stand.org.path, says }
  const opened = await openFault(tx, stand.tenant, fault, stand.at, stand.staff, due)
  if (!opened) return notMet('10.3.3', `${labelOf(row)}已经报修，还没有修好`)
  tell(tx, stand, row, 'fault', `报修${labelOf(row)}：${says}；应于${spokenAt(due)}前修复`)
  return opened
}

export async function repaired(tx: Tx, at: Stand, id: string, says: string): Promise<Row | Refusal> {
  const found = await held(tx, at, id)
  if (isRefusal(found)) return found
  const { row, stand } = found
  if (!stand.leads && row.manager !== stand.staff) return notYours('10.3.3', '修复由设备管理人或负责人登记')
  const closed = await closeFault(tx, stand.tenant, id, stand.at, stand.staff, says)
  if (!closed) return { refused: 'not-from-here', clause: '10.3.3', says: `${labelOf(row)}没有待修的故障` }
  const late = stand.at > closed.due_at.getTime() ? '，超过修复期限' : ''
  tell(tx, stand, row, 'repaired', `修复${labelOf(row)}：${says}${late}`)
  return row
}

async function held(tx: Tx, at: Stand, id: string): Promise<{ row: Row; stand: Stand } | Refusal> {
  const row = await lockMachine(tx, at.tenant, id)
  if (!row) return notSeen('没有这台设备，或者它不属于您可以查看的单位')
  if (row.retired_at) return { refused: 'not-from-here', clause: '10.3.3', says: `${row.asset}已停用` }
  const stand = standOf(at.office, at, row.office)
  return isRefusal(stand) ? stand : { row, stand }
}

/** Inside and outside never meet in one machine (10.3.1). */
function networkOf(asked: readonly string[]): Network | Refusal {
  const lines = [...new Set(asked)]
  if (lines.length > 1) return badInput('10.3.1', '/networks', '就业专网和互联网要物理隔离，一台设备不能同时接入两张网')
  return (lines[0] ?? 'none') as Network
}

function wrong(stand: Stand, ask: MachineChange, kind: Row['kind']): Refusal | null {
  const { office, org, at } = stand
  const ours = (staff: string) => officeOf(office.roster, staff as StaffId, at) === org.id
  if (kind === 'computer' && !ask.holder) return badInput('10.3.3', '/holder', '计算机一机一人，写明使用人')
  if (ask.holder && !ours(ask.holder)) return badInput('10.3.3', '/holder', '使用人不是本单位人员')
  if (!ours(ask.manager)) return badInput('10.3.3', '/manager', '管理人不是本单位人员')
  const known = ask.window === undefined || office.windows.get(org.id)?.some(({ number }) => number === ask.window)
  return known ? null : badInput('10.3.1', '/window', '本单位没有这个窗口')
}

export function labelOf({ kind, name, asset }: Row): string {
  return `${machineKinds[kind]}${asset}（${name}）`
}

function peopleOf({ office: { roster } }: Stand, { holder, manager }: Row): string {
  const one = (id: string) => nameOf(roster, id as StaffId)
  return `${holder ? `使用人${one(holder)}，` : ''}管理人${one(manager)}`
}

function tell(tx: Tx, stand: Stand, row: Row, act: string, says: string): void {
  const { network, holder, manager, window_number } = row
  const clause = act === 'register' || act === 'change' ? '10.3.1' : '10.3.3'
  entered(tx, stand, {
    register: 'machine',
    entry: row.id,
    clause,
    act,
    says,
    what: { network, holder, manager, window_number },
  })
}
