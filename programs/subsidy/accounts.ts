import { randomUUIDv7 } from 'node:crypto'
import { type Day, dayOf, type Instant, iso } from '#core/day.ts'
import { creditProblems, tidyCard, tidyCredit } from '#core/numbers.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { badInput, notMet, notSeen, notYours } from '#office/refusals.ts'
import { entered, type Stand, standOf } from '#office/register.ts'
import { mask } from '#platform/crypto/personal.ts'
import type { Keys } from '#platform/crypto/seal.ts'
import { orLast, sql, type Tx } from '#platform/db/db.ts'
import { accountStates, type UnitAsk } from './contract.ts'

const clause = '7.4'
export type AccountState = keyof typeof accountStates
/** To which account an institution or a bank is paid, as an office has it. */
export type UnitAccount = {
  readonly id: string
  readonly org_path: string
  readonly office: string
  readonly unit: string
  readonly name: string
  readonly credit_code: string
  readonly bank: string
  readonly masked: string
  readonly blind: string
  readonly cipher: string
  readonly state: AccountState
  readonly note: string
  readonly set_at: Date
  readonly set_by: string
}

const columns =
  'id, org_path::text as org_path, office, unit, name, credit_code, bank, masked, blind, cipher, state, note, set_at, set_by'
const ofUnit = sql<UnitAccount>(
  'payee-account.of-unit',
  `select ${columns} from payee_account where tenant_id = $1 and office = $2 and unit = $3`,
)
const lock = sql<UnitAccount>(
  'payee-account.lock',
  `select ${columns} from payee_account where tenant_id = $1 and id = $2 for update`,
)
const byId = sql<UnitAccount>(
  'payee-account.by-id',
  `select ${columns} from payee_account where tenant_id = $1 and id = $2`,
)
const keep = sql<UnitAccount>(
  'payee-account.keep',
  `insert into payee_account (tenant_id, id, org_path, office, unit, name, credit_code, bank, masked, blind, cipher, state, note, set_at, set_by)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'open', $12, $13, $14)
   on conflict (tenant_id, office, unit) do update set name = excluded.name, credit_code = excluded.credit_code, bank = excluded.bank,
     masked = excluded.masked, blind = excluded.blind, cipher = excluded.cipher, state = 'open', note = excluded.note, set_at = excluded.set_at,
     set_by = excluded.set_by
   returning ${columns}`,
)
const end = sql<UnitAccount>(
  'payee-account.close',
  `update payee_account set state = 'closed', note = $3, set_at = $4, set_by = $5 where tenant_id = $1 and id = $2 returning ${columns}`,
)
/** The bank has sent a payment back that went there: it is looked at before it is used again. */
const back = sql<UnitAccount>(
  'payee-account.back',
  `update payee_account set state = 'returned', note = $5, set_at = $6, set_by = $7
   where tenant_id = $1 and office = $2 and unit = $3 and blind = $4 and state = 'open' returning ${columns}`,
)
const goOn = sql<UnitAccount>(
  'payee-account.confirm',
  `update payee_account set state = 'open', note = $3, set_at = $4, set_by = $5 where tenant_id = $1 and id = $2 returning ${columns}`,
)
const doubted = sql<UnitAccount>(
  'payee-account.doubted',
  `select ${columns} from payee_account where tenant_id = $1 and state = 'returned' order by set_at, id limit 200`,
)
/** Each office's list is a walk of one index for each state, newest first; the walks are merged. */
const page = sql<UnitAccount>(
  'payee-account.page',
  `select r.* from unnest($2::uuid[]) as o(office) cross join unnest($5::text[]) as s(state) cross join lateral (
     select ${columns} from payee_account where tenant_id = $1 and office = o.office and state = s.state and id < ${orLast('$3')}
     order by id desc limit $4
   ) r order by r.id desc limit $4`,
)
/** What waits for this unit, or came back from its bank, waits with the account that holds now. */
const spread = sql<{ id: string }>(
  'payable.unit-account',
  `update payable set account_name = $4, bank = $5, account_masked = $6, account_blind = $7, account_cipher = $8, account_field = null,
     state = 'waiting', due_day = null
   where tenant_id = $1 and office = $2 and unit = $3 and (state = 'waiting' or (state = 'returned' and $7::text is not null)) returning id`,
)

export const findAccount = (tx: Tx, tenant: string, id: string) => tx.maybe(byId, [tenant, id])
/** Null: this office has none of the unit. A closed one is answered too. */
export const unitAccount = (tx: Tx, tenant: string, office: string, unit: string) =>
  tx.maybe(ofUnit, [tenant, office, unit])
type Wanted = { readonly state?: string; readonly after?: string }
/** The accounts of these offices, newest first, a page at a time. */
export function accountPage(tx: Tx, tenant: string, offices: readonly string[], wanted: Wanted, limit: number) {
  const { state, after } = wanted
  return tx.all(page, [tenant, offices, after || null, limit, state ? [state] : Object.keys(accountStates)])
}
/** Those from which a payment came back and at which nobody has looked, in this scope. */
export const doubtedAccounts = (tx: Tx, tenant: string) => tx.all(doubted, [tenant])

/** Under which name a unit's number is sealed. */
export const accountField = 'payable.account'
type Place = Pick<UnitAccount, 'unit' | 'name'> & { readonly back: string | null }

/** Puts down the account of a unit: everything that waits for it is paid there from then on. */
export async function setAccount(tx: Tx, stand: Stand, keys: Keys, of: Place, ask: UnitAsk) {
  if (!stand.leads) return notYours(clause, `单位账户由${stand.org.name}负责人或上级登记`)
  const name = ask.name.trim()
  if (name !== of.name) return badInput(clause, '/name', `户名要与单位名称一致：${of.name}`)
  const credit_code = tidyCredit(ask.creditCode)
  const [wrong] = creditProblems(credit_code)
  if (wrong) return badInput(clause, '/creditCode', wrong)
  const number = tidyCard(ask.account)
  const blind = keys.blind('bankCard', number)
  const { tenant, org, at, staff } = stand
  const had = await unitAccount(tx, tenant, org.id, of.unit)
  if (of.back === blind || (had?.state === 'returned' && had.blind === blind))
    return badInput(clause, '/account', '与退回的账号相同，请核对；仍可使用的，由负责人在“单位账户”里核实后恢复')
  const note = ask.statement.trim()
  const cipher = keys.seal({ tenant, matter: of.unit, field: accountField }, number)
  const masked = mask('bankCard', number)
  const made = await tx.one(keep, [
    ...[tenant, randomUUIDv7(), org.path, org.id, of.unit, name, credit_code, ask.bank.trim(), masked, blind, cipher],
    ...[note, iso(at), staff],
  ])
  const rows = await tx.all(spread, [tenant, org.id, of.unit, name, made.bank, masked, blind, cipher])
  tell(
    tx,
    stand,
    made,
    'set',
    `登记${name}的账户${masked}（${made.bank}），${rows.length}笔待入批的按此拨付；依据：${note}`,
  )
  return made
}

/** An account under lock, before whoever leads its office; `done` completes the sentence for who doesn't. */
async function ledAccount(tx: Tx, at: Stand, id: string, done: string) {
  const row = await tx.maybe(lock, [at.tenant, id])
  if (!row) return unseenAccount
  const stand = standOf(at.office, at, row.office)
  if (isRefusal(stand)) return stand
  return stand.leads ? { row, stand } : notYours(clause, `单位账户由${stand.org.name}负责人或上级${done}`)
}

/** The account is closed: what waits for it waits for another one; what is approved already was approved with it. */
export async function closeAccount(tx: Tx, at: Stand, id: string, reason: string): Promise<UnitAccount | Refusal> {
  const found = await ledAccount(tx, at, id, '停用')
  if (isRefusal(found)) return found
  const { row, stand } = found
  if (row.state === 'closed') return notMet(clause, '账户已经停用')
  const done = await tx.one(end, [stand.tenant, id, reason.trim(), iso(stand.at), stand.staff])
  const rows = await tx.all(spread, [stand.tenant, row.office, row.unit, null, null, null, null, null])
  tell(
    tx,
    stand,
    done,
    'close',
    `停用${row.name}的账户${row.masked}，${rows.length}笔待入批的等新账户：${reason.trim()}`,
  )
  return done
}

type Back = { readonly office: string; readonly unit: string | null; readonly account_blind: string | null }

/** The bank has sent back what was paid to a unit: its account is in doubt, and nothing more goes there until somebody has looked. */
export async function doubtAccount(tx: Tx, at: Stand, { office, unit, account_blind }: Back, reason: string) {
  if (unit === null) return
  const row = await tx.maybe(back, [at.tenant, office, unit, account_blind, reason, iso(at.at), at.staff])
  if (!row) return
  const rows = await tx.all(spread, [at.tenant, office, unit, null, null, null, null, null])
  const seen = standOf(at.office, at, office)
  const says = `银行退回，${row.name}的账户${row.masked}待核对，${rows.length}笔待入批的等核对：${reason}`
  tell(tx, isRefusal(seen) ? at : seen, row, 'back', says)
}

/** The account was right after all, as the head found out: what waits for it, or came back from it, is paid there again. */
export async function confirmAccount(tx: Tx, at: Stand, id: string, reason: string): Promise<UnitAccount | Refusal> {
  const found = await ledAccount(tx, at, id, '核实')
  if (isRefusal(found)) return found
  const { row, stand } = found
  if (row.state !== 'returned') return notMet(clause, `账户${accountStates[row.state]}，不用核实`)
  const note = reason.trim()
  const done = await tx.one(goOn, [stand.tenant, id, note, iso(stand.at), stand.staff])
  const { office, unit, name, bank, masked, blind, cipher } = row
  const rows = await tx.all(spread, [stand.tenant, office, unit, name, bank, masked, blind, cipher])
  tell(tx, stand, done, 'confirm', `核实${name}的账户${masked}仍可使用，${rows.length}笔按此拨付：${note}`)
  return done
}

function tell(tx: Tx, stand: Stand, row: UnitAccount, act: string, says: string): void {
  const what = { unit: row.unit, state: row.state, blind: row.blind }
  entered(tx, stand, { register: 'payee-account', entry: row.id, clause, act, says, what })
}

/** As lists show it: no number in the open. */
export function accountView(at: Stand, row: UnitAccount) {
  const stand = standOf(at.office, at, row.office)
  const mine = !isRefusal(stand) && stand.leads
  const { id, unit, name, bank, masked, state, note } = row
  return {
    ...{ id, unit, name, bank, account: masked, creditCode: row.credit_code, state, note },
    ...{ stateLabel: accountStates[state], since: sinceOf(row) },
    office: at.office.organizations.get(row.office as Stand['org']['id'])?.name ?? '',
    offers: mine ? offers[state] : [],
  }
}

const offers: Readonly<Record<AccountState, readonly string[]>> = {
  ...{ open: ['close'], returned: ['confirm', 'close'], closed: [] },
}
const sinceOf = ({ set_at }: UnitAccount): Day => dayOf(set_at.getTime() as Instant)
export const unseenAccount = notSeen('没有这个单位账户，或者它不属于您可以查看的单位')
