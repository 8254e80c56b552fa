import { iso } from '#core/day.ts'
import type { Refusal } from '#core/refusal.ts'
import { nameOf, type OfficeId } from '#core/roster.ts'
import type { Change } from '#office/change.ts'
import { keeps } from '#office/keeper.ts'
import { badInput, notSeen } from '#office/refusals.ts'
import type { By, OfficeSnapshot } from '#office/snapshot.ts'
import type { Write } from '#office/store.ts'
import { sql } from '#platform/db/db.ts'
import { serverProblem } from '#platform/messages/mail.ts'
import { addressProblem } from '#platform/messages/post.ts'
import { type Occasion, occasions, type ReceiverAsk, strangeBlanks, ways } from './contract.ts'
import type { Config, ReceiverRow } from './store.ts'

const clause = '10.3.2'

type Ask = { readonly id: string; readonly ask: ReceiverAsk; readonly secret: string | null }
const insert = sql(
  'receiver.insert',
  `insert into receiver (tenant_id, id, org, way, name, address, secret, config, is_on, made_at) values ($1, $2, $3, $4, $5, $6, $7, $8, false, $9)`,
)

/** Sets up somebody outside who is to hear of what happens; switched off until it was tried. */
export function addReceiver(
  office: OfficeSnapshot,
  by: By,
  { id, ask, secret }: Ask,
): Refusal | Change<{ id: string }> {
  const org = ask.office as OfficeId
  const refused = kept(office, by, org) ?? wrongIn(ask)
  if (refused) return refused
  const values = [by.tenant, id, org, ask.way, ask.name.trim(), ask.address.trim(), secret, configOf(ask), iso(by.at)]
  return changed(
    office,
    by,
    org,
    [{ statement: insert, values }],
    'receiver.add',
    `设置外发“${ask.name.trim()}”（${ways[ask.way].label}），先不启用`,
    id,
  )
}

const save = sql(
  'receiver.save',
  `update receiver set name = $3, address = $4, secret = coalesce($5, secret), config = $6 where tenant_id = $1 and id = $2`,
)
type Found = { readonly row: ReceiverRow | null }

/** Puts another address, other events or other words. What waits goes to the new address. */
export function changeReceiver(office: OfficeSnapshot, by: By, { row, ask, secret }: Found & Omit<Ask, 'id'>) {
  const refused = unseenBy(office, by, row) ?? wrongIn(ask)
  if (refused || !row) return refused ?? unseen
  const values = [by.tenant, row.id, ask.name.trim(), ask.address.trim(), secret, configOf(ask)]
  return changed(
    office,
    by,
    row.org,
    [{ statement: save, values }],
    'receiver.change',
    `修改外发“${ask.name.trim()}”`,
    row.id,
  )
}

const turn = sql('receiver.turn', `update receiver set is_on = $3 where tenant_id = $1 and id = $2`)
export function turnReceiver(
  office: OfficeSnapshot,
  by: By,
  { row, on, reason }: Found & { on: boolean; reason: string },
) {
  const refused = unseenBy(office, by, row)
  if (refused || !row) return refused ?? unseen
  if (row.is_on === on) return badInput(clause, '/on', on ? '已经启用' : '已经停用')
  const says = on ? `启用外发“${row.name}”` : `停用外发“${row.name}”：${reason}`
  return changed(
    office,
    by,
    row.org,
    [{ statement: turn, values: [by.tenant, row.id, on] }],
    'receiver.turn',
    says,
    row.id,
  )
}

const rekey = sql('receiver.rekey', `update receiver set secret = $3 where tenant_id = $1 and id = $2`)
export function rekeyReceiver(
  office: OfficeSnapshot,
  by: By,
  { row, secret }: Found & { readonly secret: string | null },
) {
  const refused = unseenBy(office, by, row)
  if (refused || !row) return refused ?? unseen
  if (row.way === 'mail') return badInput(clause, '/', '电子邮件没有签名密钥')
  return changed(
    office,
    by,
    row.org,
    [{ statement: rekey, values: [by.tenant, row.id, secret] }],
    'receiver.rekey',
    `更换外发“${row.name}”的签名密钥`,
    row.id,
  )
}

/** A message by hand: to see whether it arrives at all. */
export function tryReceiver(office: OfficeSnapshot, by: By, { row }: Found) {
  const refused = unseenBy(office, by, row)
  if (refused || !row) return refused ?? unseen
  return changed(office, by, row.org, [], 'receiver.test', `向外发“${row.name}”发测试消息`, row.id)
}

/** One that was given up, once more from the beginning. */
export function repeatMessage(office: OfficeSnapshot, by: By, { row }: Found) {
  const refused = unseenBy(office, by, row)
  if (refused || !row) return refused ?? unseen
  return changed(office, by, row.org, [], 'receiver.repeat', `重发外发“${row.name}”的一条消息`, row.id)
}

const drop = sql(
  'receiver.drop',
  `update receiver set is_on = false, secret = null, removed_at = $3 where tenant_id = $1 and id = $2`,
)
export function dropReceiver(office: OfficeSnapshot, by: By, { row, reason }: Found & { readonly reason: string }) {
  const refused = unseenBy(office, by, row)
  if (refused || !row) return refused ?? unseen
  const writes = [{ statement: drop, values: [by.tenant, row.id, iso(by.at)] }]
  return changed(office, by, row.org, writes, 'receiver.drop', `撤销外发“${row.name}”：${reason}`, row.id)
}

function changed(
  { roster }: OfficeSnapshot,
  { staff }: By,
  office: OfficeId,
  writes: readonly Write[],
  act: string,
  words: string,
  id: string,
): Change<{ id: string }> {
  const says = `${nameOf(roster, staff)}${words}`
  return { writes, line: { act, clause, office, says, what: { receiver: id } }, result: { id } }
}

const unseen = notSeen('没有这个接收方')
const kept = (office: OfficeSnapshot, by: By, org: OfficeId): Refusal | null =>
  office.organizations.has(org) && keeps(office, by, org) ? null : notSeen('没有这个单位')
const unseenBy = (office: OfficeSnapshot, by: By, row: ReceiverRow | null): Refusal | null =>
  row && keeps(office, by, row.org) ? null : unseen

function wrongIn(ask: ReceiverAsk): Refusal | null {
  const problem = ask.way === 'mail' ? serverProblem(ask.address.trim()) : addressProblem(ask.address.trim())
  if (problem) return badInput(clause, '/address', problem)
  if (ask.way === 'mail') {
    if ((ask.user ?? '') === '' && (ask.password ?? '') !== '')
      return badInput(clause, '/user', '填了密码的，也要填用户名')
    return null
  }
  if (ask.way !== 'sms') return null
  for (const occasion of Object.keys(occasions) as Occasion[]) {
    const [strange] = strangeBlanks(ask[occasion] ?? '')
    if (strange !== undefined) return badInput(clause, `/${occasion}`, `短信里没有“{${strange}}”这一项`)
  }
  return null
}

function configOf(ask: ReceiverAsk): string {
  if (ask.way === 'sms') {
    const words = Object.fromEntries(
      (Object.keys(occasions) as Occasion[]).flatMap((key) => (ask[key]?.trim() ? [[key, ask[key].trim()]] : [])),
    )
    return JSON.stringify({ events: ask.occasions, words })
  }
  const told = { kinds: ask.kinds, events: ask.events }
  if (ask.way === 'webhook') return JSON.stringify(told)
  const { from, to, user } = ask
  return JSON.stringify({ ...told, from, to, ...(user?.trim() && { user: user.trim() }) } satisfies Config)
}
