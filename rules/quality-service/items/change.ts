import { randomUUIDv7 } from 'node:crypto'
import { isWorkingDay } from '#core/calendar.ts'
import { addDays, type Day, dayOf } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { nameOf, officeOf, type StaffId } from '#core/roster.ts'
import { badInput, notMet, notSeen, notYours } from '#office/refusals.ts'
import { entered, onlyHead, type Stand, standOf } from '#office/register.ts'
import type { Tx } from '#platform/db/db.ts'
import { type ItemAsk, type ItemChange, type ItemCheck, itemKinds } from './contract.ts'
import { addItem, itemNamed, lockItem, type Row, saveItem } from './store.ts'

/** Puts something for those who come on the list: how many there must be, who keeps it, how often it is looked at (10.4). */
export async function add(tx: Tx, stand: Stand, ask: ItemAsk): Promise<Row | Refusal> {
  const { clause, label } = itemKinds[ask.kind]
  const refused = onlyHead(stand, clause, '便民用品的配备') ?? stranger(stand, ask.keeper, clause)
  if (refused) return refused
  const { kind, name, place, required, quantity, keeper, intervalDays: interval_days } = ask
  const next_on = nextLook(stand, dayOf(stand.at), interval_days)
  const row = { id: randomUUIDv7(), path: stand.org.path, office: stand.org.id, kind, name, place, required, quantity }
  const made = await addItem(
    tx,
    stand.tenant,
    { ...row, keeper, interval_days, next_on, note: '' },
    stand.staff,
    stand.at,
  )
  if (!made) return badInput(clause, '/name', `${label}“${name}”已经在清单上`)
  tell(
    tx,
    stand,
    made,
    'add',
    `配备${name}${quantity}件（应有${required}件），放在${place}，由${keeperOf(stand, made)}保管`,
  )
  return made
}

export async function alter(tx: Tx, at: Stand, id: string, ask: ItemChange): Promise<Row | Refusal> {
  const found = await held(tx, at, id)
  if (isRefusal(found)) return found
  const { row, stand } = found
  const { clause, label } = itemKinds[row.kind]
  const refused = onlyHead(stand, clause, '便民用品的调整') ?? stranger(stand, ask.keeper, clause)
  if (refused) return refused
  const twin = await itemNamed(tx, stand.tenant, row.office, row.kind, ask.name)
  if (twin && twin.id !== id) return badInput(clause, '/name', `${label}“${ask.name}”已经在清单上`)
  const next_on = nextLook(stand, row.checked_on ?? dayOf(stand.at), ask.intervalDays)
  const { name, place, required, keeper, intervalDays: interval_days } = ask
  const done = await saveItem(tx, stand.tenant, { ...row, name, place, required, keeper, interval_days, next_on })
  tell(tx, stand, done, 'change', `调整${name}：应有${required}件，放在${place}，由${keeperOf(stand, done)}保管`)
  return done
}

/** A look at it by its keeper, or the head: how many there are and whether they are whole; from today runs the next. */
export async function check(tx: Tx, at: Stand, id: string, { quantity, ok, says }: ItemCheck): Promise<Row | Refusal> {
  const found = await mine(tx, at, id, '检查')
  if (isRefusal(found)) return found
  const { row, stand } = found
  const told = says?.trim() ?? ''
  if (!ok && !told) return badInput(itemKinds[row.kind].clause, '/says', '不完好的，写明情况')
  const today = dayOf(stand.at)
  const note = ok ? '' : told
  const done = await saveItem(tx, stand.tenant, {
    ...{ ...row, quantity, note },
    ...{ checked_on: today, next_on: nextLook(stand, today, row.interval_days) },
  })
  const state = ok ? '完好' : `不完好，${told}`
  tell(tx, stand, done, 'check', `检查${row.name}：现有${quantity}件（应有${row.required}件），${state}`)
  return done
}

/** Stock that comes or goes between two looks: leaflets above all (10.4.3). */
export async function restock(tx: Tx, at: Stand, id: string, change: number, says: string): Promise<Row | Refusal> {
  const found = await mine(tx, at, id, '补货')
  if (isRefusal(found)) return found
  const { row, stand } = found
  const { clause } = itemKinds[row.kind]
  const quantity = row.quantity + change
  if (change === 0) return badInput(clause, '/change', '增减数量不能是0')
  if (quantity < 0) return badInput(clause, '/change', `现有${row.quantity}件，不够减`)
  const done = await saveItem(tx, stand.tenant, { ...row, quantity })
  tell(
    tx,
    stand,
    done,
    'stock',
    `${row.name}${change > 0 ? '补充' : '减少'}${Math.abs(change)}件，现有${quantity}件：${says}`,
  )
  return done
}

export async function remove(tx: Tx, at: Stand, id: string, reason: string): Promise<Row | Refusal> {
  const found = await held(tx, at, id)
  if (isRefusal(found)) return found
  const { row, stand } = found
  const refused = onlyHead(stand, itemKinds[row.kind].clause, '便民用品的撤除')
  if (refused) return refused
  const done = await saveItem(tx, stand.tenant, { ...row, removed_at: new Date(stand.at) })
  tell(tx, stand, done, 'remove', `撤除${row.name}：${reason}`)
  return done
}

/** So many days on; where the office is shut then, the day on which it opens again. */
function nextLook({ office, org }: Stand, from: Day, days: number): Day {
  const calendar = office.calendar(org.id)
  let next = addDays(from, days)
  for (let on = 0; on < 30 && !isWorkingDay(calendar, next); on++) next = addDays(next, 1)
  return next
}

async function held(tx: Tx, at: Stand, id: string): Promise<{ row: Row; stand: Stand } | Refusal> {
  const row = await lockItem(tx, at.tenant, id)
  if (!row) return notSeen('没有这件用品，或者它不属于您可以查看的单位')
  if (row.removed_at) return notMet(itemKinds[row.kind].clause, `${row.name}已经撤除`)
  const stand = standOf(at.office, at, row.office)
  return isRefusal(stand) ? stand : { row, stand }
}

async function mine(tx: Tx, at: Stand, id: string, what: string) {
  const found = await held(tx, at, id)
  if (isRefusal(found)) return found
  const { row, stand } = found
  if (stand.leads || row.keeper === stand.staff) return found
  return notYours(itemKinds[row.kind].clause, `${row.name}的${what}由保管人${keeperOf(stand, row)}或负责人登记`)
}

function stranger({ office, org, at }: Stand, keeper: string, clause: (typeof itemKinds)[Row['kind']]['clause']) {
  const ours = officeOf(office.roster, keeper as StaffId, at) === org.id
  return ours ? null : badInput(clause, '/keeper', '保管人不是本单位人员')
}

function keeperOf({ office }: Stand, { keeper }: Row): string {
  return nameOf(office.roster, keeper as StaffId)
}

function tell(tx: Tx, stand: Stand, row: Row, act: string, says: string): void {
  const { quantity, required, keeper } = row
  const { clause } = itemKinds[row.kind]
  entered(tx, stand, { register: 'item', entry: row.id, clause, act, says, what: { quantity, required, keeper } })
}
