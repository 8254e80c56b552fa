import { randomUUIDv7 } from 'node:crypto'
import type { Day } from '#core/day.ts'
import type { Refusal } from '#core/refusal.ts'
import type { Month } from '#core/sums/month.ts'
import { enlist, soughtIn, soughtPage } from '#matter/listing.ts'
import { notMet } from '#office/refusals.ts'
import { orLast, sql, type Tx } from '#platform/db/db.ts'
import { type UnitAccount, unitAccount } from './accounts.ts'
import {
  type Followed,
  type Payable,
  type PayableEvent,
  type PayableKind,
  type Payables,
  payableKinds,
  payableStates,
  type Standing,
} from './contract.ts'

export type PayableState = keyof typeof payableStates
export type PayableRow = {
  readonly id: string
  readonly org_path: string
  readonly office: string
  readonly kind: PayableKind
  readonly matter: string
  readonly claim: string
  readonly unit: string | null
  readonly subject: string
  readonly batch: string | null
  readonly batch_number: string | null
  readonly number: string
  readonly person: string
  readonly name: string
  readonly id_masked: string
  readonly from_month: Month | null
  readonly to_month: Month | null
  readonly count: number
  readonly fen: number
  /** Of the account all or nothing: null until somebody has told it. */
  readonly account_name: string | null
  readonly bank: string | null
  readonly account_masked: string | null
  readonly account_blind: string | null
  readonly account_field: string | null
  readonly account_cipher: string | null
  readonly state: PayableState
  readonly approved_on: Day
  readonly note: string | null
  readonly due_day: Day | null
  readonly recovered: number
}

const columns = `id, org_path::text as org_path, office, kind, matter, claim, unit, subject, batch, batch_number, number, person, name, id_masked,
  from_month, to_month, count, fen, account_name, bank, account_masked, account_blind, account_field, account_cipher, state, approved_on, note, due_day, recovered`
const accountColumns = ['account_name', 'bank', 'account_masked', 'account_blind', 'account_field', 'account_cipher']
/** Of a sum `p` as a row `r` of a batch has it: the account is the row's own from the freezing of the batch on. */
export const listedColumns = columns
  .split(/,\s+/)
  .map((name) =>
    accountColumns.includes(name)
      ? `case when r.account_blind is null then p.${name} else r.${name} end as ${name}`
      : `p.${name}`,
  )
  .join(', ')
/** What a row of a batch keeps of its sum's account. */
export const keepAccount = accountColumns.map((name) => `${name} = p.${name}`).join(', ')
/** And lets go of again. */
export const leaveAccount = accountColumns.map((name) => `${name} = null`).join(', ')
const insert = sql<{ id: string }>(
  'payable.insert',
  `insert into payable (tenant_id, id, org_path, office, kind, matter, number, person, name, id_masked, from_month, to_month, count, fen,
     account_name, bank, account_masked, account_blind, account_field, state, approved_on, claim, unit, subject, account_cipher)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, 'waiting', $20, $21, $22, $23, $24)
   on conflict (tenant_id, kind, matter, claim) do nothing returning id`,
)
const byId = sql<PayableRow>('payable.by-id', `select ${columns} from payable where tenant_id = $1 and id = $2`)
const lock = sql<PayableRow>(
  'payable.lock',
  `select ${columns} from payable where tenant_id = $1 and id = $2 for update`,
)
const ofMatter = sql<PayableRow>(
  'payable.of-matter',
  `select ${columns} from payable where tenant_id = $1 and kind = $2 and matter = $3 and claim = $4 for update`,
)
const lockSome = sql<PayableRow>(
  'payable.lock-some',
  `select ${columns} from payable where tenant_id = $1 and id = any($2::uuid[]) order by id for update`,
)
const update = sql<PayableRow>(
  'payable.update',
  `update payable set fen = $3, account_name = $4, bank = $5, account_masked = $6, account_blind = $7, account_field = $8, account_cipher = $9,
     state = $10, note = $11, due_day = $12, recovered = $13
   where tenant_id = $1 and id = $2 returning ${columns}`,
)
const has = "($4::text[] is null or concat_ws(' ', name, number) ilike all($4))"
/** Each office's list is a walk of one index, newest first; the walks are merged. */
const walk = (also: string) => `select r.* from unnest($2::uuid[]) as o(office) cross join lateral (
     select ${columns} from payable where tenant_id = $1 and office = o.office and id < ${orLast('$3')} and ${also} order by id desc limit $5
   ) r order by r.id desc limit $5`
/** And so is that of each kind and state. */
const walkOf = (
  also: string,
) => `select r.* from unnest($2::uuid[]) as o(office) cross join unnest($6::text[]) as k(kind) cross join unnest($7::text[]) as s(state) cross join lateral (
     select ${columns} from payable where tenant_id = $1 and office = o.office and kind = k.kind and state = s.state and id < ${orLast('$3')} and ${also}
     order by id desc limit $5
   ) r order by r.id desc limit $5`
const page = sql<PayableRow>('payable.page', walk(has))
const pageOf = sql<PayableRow>('payable.page-of', walkOf(has))
const own = `office = any($2::uuid[]) and id < ${orLast('$3')}`
/** Of a few offices each is looked up by itself in the index of the words; of many, all of them at once. */
const soughtBy = (name: string, scope: string) => {
  const sought = { list: 'payable', columns, has, scope, order: 'id desc' } as const
  return {
    page: soughtPage<PayableRow>(`payable.page-${name}`, { ...sought, own, walk, given: ['$6', '$7', '$5'] }),
    pageOf: soughtPage<PayableRow>(`payable.page-of-${name}`, {
      ...{ ...sought, walk: walkOf, given: ['$8', '$9', '$5'] },
      own: `${own} and kind = any($6::text[]) and state = any($7::text[])`,
    }),
  }
}
const few = soughtBy('found', '= any($2::uuid[])')
const many = soughtBy('found-widely', '= any($2::uuid[]) is true')
const fewOffices = 20
const ready = sql<PayableRow>(
  'payable.ready',
  `select ${columns} from payable where tenant_id = $1 and office = any($2::uuid[]) and kind = $3 and state = 'waiting' and approved_on <= $4
     and account_blind is not null order by id limit $5 for update`,
)
const late = sql<PayableRow>(
  'payable.late',
  `select ${columns} from payable where tenant_id = $1 and state = 'returned' and due_day <= $2 order by due_day, id limit 200`,
)
const sums = sql<{
  readonly kind: PayableKind
  readonly state: PayableState
  readonly count: number
  readonly fen: number
}>(
  'payable.sums',
  `select kind, state, count(*)::int as count, sum(fen)::bigint as fen from payable
   where tenant_id = $1 and office = any($2::uuid[]) and state in ('waiting', 'batched', 'returned') group by kind, state`,
)

const lacking = sql<{ units: number; persons: number }>(
  'payable.lacking',
  `select count(unit)::int as units, (count(*) - count(unit))::int as persons from payable where tenant_id = $1 and office = any($2::uuid[]) and kind = $3 and state = 'waiting'
     and approved_on <= $4 and account_blind is null`,
)
/** How many that were approved by a day wait for their account to be told: of units, and of persons. */
export const lackingAccounts = (tx: Tx, tenant: string, offices: readonly string[], kind: string, until: Day) =>
  tx.one(lacking, [tenant, offices, kind, until])
/** Who tells the accounts that are lacking. */
export const whoRegisters = (units: number, persons: number): string =>
  [
    ...(units > 0 ? [`拨给单位的${units}笔，由负责人或上级登记单位账户`] : []),
    ...(persons > 0 ? [`拨给本人的${persons}笔，由工作人员按本人书面说明登记`] : []),
  ].join('；')
const standings = sql<Standing>(
  'payable.standing',
  `select matter, claim, state, account_blind is not null as "hasAccount", batch, batch_number as "batchNumber" from payable
   where tenant_id = $1 and kind = $2 and matter = any($3::uuid[]) order by id`,
)
/** Where the sums of these cases, classes or loans stand. */
const standing: Payables<Tx>['standing'] = (tx, tenant, kind, matters) => tx.all(standings, [tenant, kind, matters])

/** Puts an approved sum where batches collect from; refused where this case has one of the kind already. */
async function put(tx: Tx, tenant: string, one: Payable): Promise<Refusal | null> {
  const { span, number, claim = '', unit = null, subject = '' } = one
  const kept = unit === null ? null : await unitAccount(tx, tenant, one.office, unit)
  const account = accountOf(one, kept)
  const made = await tx.maybe(insert, [
    ...[tenant, randomUUIDv7(), one.path, one.office, one.kind, one.matter, number, one.person, one.name, one.masked],
    ...[span?.from ?? null, span?.to ?? null, one.count, one.fen, ...account.slice(0, 5)],
    ...[one.on, claim, unit, subject, account[5]],
  ])
  if (made) enlist(tx, tenant, { list: 'payable', id: made.id, scope: one.office }, { number, names: [one.name] })
  return made ? null : notMet('8.2', `${number}已经有一笔${payableKinds[one.kind].label}，不能重复拨付`)
}

/** Name, bank, mask, blind form, the field of the case or the unit's own seal. */
function accountOf({ account, unit }: Payable, kept: UnitAccount | null): readonly (string | null)[] {
  if (unit !== undefined)
    return kept?.state === 'open'
      ? [kept.name, kept.bank, kept.masked, kept.blind, null, kept.cipher]
      : [null, null, null, null, null, null]
  if (!account) return [null, null, null, null, null, null]
  const { name, bank, number } = account
  return [name, bank, number.masked, number.blind, number.sealed, null]
}

/** A sum that waits again, with the account that its unit has now; a person's stays what they told. */
export async function withUnitAccount(tx: Tx, tenant: string, row: PayableRow): Promise<PayableRow> {
  if (row.unit === null) return row
  const kept = await unitAccount(tx, tenant, row.office, row.unit)
  const { name, bank, masked, blind, cipher } = kept?.state === 'open' ? kept : none
  return {
    ...{ ...row, account_name: name, bank, account_masked: masked, account_blind: blind },
    ...{ account_field: null, account_cipher: cipher },
  }
}
const none = { name: null, bank: null, masked: null, blind: null, cipher: null }

/** Takes a sum back that no batch has; nothing where there is none. */
async function withdraw(
  tx: Tx,
  tenant: string,
  kind: PayableKind,
  matter: string,
  claim = '',
): Promise<Refusal | null> {
  const found = await tx.maybe(ofMatter, [tenant, kind, matter, claim])
  if (!found || found.state === 'withdrawn' || found.state === 'refused') return null
  if (found.state !== 'waiting' && found.state !== 'returned')
    return notMet('8.2', `${found.number}的${payableKinds[kind].label}已经入批或拨付，不能撤回；多发的按追回办理`)
  tx.write(update, valuesOf(tenant, { ...found, state: 'withdrawn', due_day: null }))
  return null
}

/** The door for programs: what is approved goes in, what is taken back before a batch goes out. */
export const payables: Payables<Tx> = { put, withdraw, standing }

function valuesOf(tenant: string, p: PayableRow): readonly unknown[] {
  const account = [p.account_name, p.bank, p.account_masked, p.account_blind, p.account_field, p.account_cipher]
  return [tenant, p.id, p.fen, ...account, p.state, p.note, p.due_day, p.recovered]
}

export const savePayable = (tx: Tx, tenant: string, p: PayableRow) => tx.one(update, valuesOf(tenant, p))
export const findPayable = (tx: Tx, tenant: string, id: string) => tx.maybe(byId, [tenant, id])
export const lockPayable = (tx: Tx, tenant: string, id: string) => tx.maybe(lock, [tenant, id])
/** Several, locked in the order of their ids, so that two who want the same wait and don't block each other. */
export const lockPayables = (tx: Tx, tenant: string, ids: readonly string[]) => tx.all(lockSome, [tenant, ids])
export const payableOf = (tx: Tx, tenant: string, kind: PayableKind, matter: string) =>
  tx.maybe(ofMatter, [tenant, kind, matter, ''])
/** What the bank sent back and nobody has put right by its day. */
export const latePayables = (tx: Tx, tenant: string, today: Day) => tx.all(late, [tenant, today])
/** How many and how much stands at each state short of paid, at these offices. */
export const payableSums = (tx: Tx, tenant: string, offices: readonly string[]) => tx.all(sums, [tenant, offices])
/** What a batch collects: approved by that day, in no batch, locked in order. */
export const readyPayables = (
  tx: Tx,
  tenant: string,
  offices: readonly string[],
  kind: string,
  until: Day,
  limit: number,
) => tx.all(ready, [tenant, offices, kind, until, limit])

export type PayableFilter = {
  readonly kind?: string
  readonly state?: string
  readonly q?: string
  readonly after?: string
}

/** What is to be paid at these offices, newest first, a page at a time. */
export function payablePage(tx: Tx, tenant: string, offices: readonly string[], filter: PayableFilter, limit: number) {
  const { kind, state, q, after } = filter
  const { like, pieces, exact } = soughtIn('payable', q)
  const asked = [tenant, offices, after || null, like, limit]
  const words = pieces ? [pieces, exact] : []
  const found = offices.length > fewOffices ? many : few
  if (!kind && !state) return tx.all(pieces ? found.page : page, [...asked, ...words])
  const [kinds, states] = [kind ? [kind] : Object.keys(payableKinds), state ? [state] : Object.keys(payableStates)]
  return tx.all(pieces ? found.pageOf : pageOf, [...asked, kinds, states, ...words])
}

/** What a program does in its own books when something becomes of its sum. */
export type PayableFollower = (
  tx: Tx,
  tenant: string,
  row: PayableRow,
  event: PayableEvent,
  by: Followed,
) => Promise<void>
