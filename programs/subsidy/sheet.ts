import { type Day, dayOf, instant, spoken } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { nameOf, type OfficeId, type StaffId } from '#core/roster.ts'
import { fen, inYuan, yuan } from '#core/sums/money.ts'
import { spokenSpan } from '#core/sums/month.ts'
import { numbersOf } from '#matter/opening.ts'
import { reveal } from '#matter/seal.ts'
import { notMet, notYours } from '#office/refusals.ts'
import { type Stand, standOf } from '#office/register.ts'
import { hidden, mask } from '#platform/crypto/personal.ts'
import type { Keys } from '#platform/crypto/seal.ts'
import type { Tx } from '#platform/db/db.ts'
import { drawable } from '#platform/sheets/fonts.ts'
import { contactOf, type Leaf, type LeafBlock, printLeaf } from '#platform/sheets/leaf.ts'
import { accountField } from './accounts.ts'
import { clause, short, stateSays, unseen } from './batch.ts'
import { type Batch, findBatch, type Listed, rowsOfBatch } from './batches.ts'
import { payableKinds, rowStates } from './contract.ts'
import { stoppedSays, ways } from './hands.ts'
import type { PayableRow } from './payables.ts'
import { spanOf } from './policy.ts'

/** One line of a pay-out list, as it is read: masked, or whole where somebody has said why. */
export type Payee = {
  readonly place: number
  readonly number: string
  readonly name: string
  readonly idNumber: string
  readonly months: string
  readonly count: number
  readonly amount: number
  readonly accountName: string
  readonly bank: string
  readonly account: string
  readonly state: string
}

export const payeeColumns = [
  { title: '序号', width: 8, value: (row: Payee) => row.place },
  { title: '编号', width: 26, value: (row: Payee) => row.number },
  { title: '姓名（单位）', width: 16, value: (row: Payee) => row.name },
  { title: '公民身份号码', width: 22, value: (row: Payee) => row.idNumber },
  { title: '补贴月份或事由', width: 30, value: (row: Payee) => row.months },
  { title: '数量', width: 8, value: (row: Payee) => row.count },
  { title: '金额（元）', width: 14, value: (row: Payee) => row.amount },
  { title: '户名', width: 12, value: (row: Payee) => row.accountName },
  { title: '开户银行', width: 24, value: (row: Payee) => row.bank },
  { title: '账号', width: 24, value: (row: Payee) => row.account },
  { title: '状态', width: 10, value: (row: Payee) => row.state },
]

export type PayoutList = {
  readonly batch: Batch
  readonly payees: readonly Payee[]
  /** Who has looked at its rows. */
  readonly checkers: readonly string[]
  readonly says: string
}

/** Masked for whoever sees the batch. `whole`: for its owner and the heads, once it is approved; each number is opened here. */
export async function payoutList(
  tx: Tx,
  at: Stand,
  id: string,
  whole: { readonly keys: Keys } | null,
): Promise<PayoutList | Refusal> {
  const batch = await findBatch(tx, at.tenant, id)
  if (!batch) return unseen
  const stand = standOf(at.office, at, batch.office)
  if (isRefusal(stand)) return stand
  if (whole && batch.owner !== at.staff && !stand.leads) return notYours('6.3', '完整账号只给批次承办人和负责人导出')
  if (whole && batch.state !== 'approved' && batch.state !== 'settled')
    return notMet('6.3', '审批同意以后才能导出完整账号')
  const rows = (await rowsOfBatch(tx, at.tenant, id)).filter(({ state }) => state !== 'struck')
  if (rows.length === 0) return notMet(clause, '批次里没有要拨付的')
  // By this list the bank pays.
  const stopped = whole && stoppedSays(rows, ways.after)
  if (stopped) return notMet(clause, stopped)
  const shown = ({ payee }: Listed) => ({ matter: payee.matter, kind: 'idNumber' as const, masked: payee.id_masked })
  const persons = rows.filter(({ payee }) => payee.unit === null)
  const open = whole && (await numbersOf(tx, whole.keys, at.tenant, persons.map(shown)))
  const payees: Payee[] = []
  for (const [n, row] of rows.entries()) {
    const idNumber = (row.payee.unit === null && open?.(shown(row))) || row.payee.id_masked
    const account = whole ? await accountIn(tx, whole.keys, at.tenant, row.payee) : null
    payees.push({ ...payeeOf(n + 1, row, account), idNumber })
  }
  const checkers = [...new Set(rows.flatMap(({ checked_by: by }) => by ?? []))]
  const what = whole ? '完整账号和公民身份号码' : '号码和姓名已遮盖'
  return { batch, payees, checkers, says: `导出拨付名册${batch.number} ${rows.length} 条（${what}）` }
}

function payeeOf(place: number, { payee, fen: sum, count, state }: Listed, account: string | null): Payee {
  const span = spanOf(payee.from_month, payee.to_month)
  const open = account !== null
  return {
    ...{
      place,
      number: payee.number,
      name: open || payee.unit ? payee.name : mask('name', payee.name),
      idNumber: payee.id_masked,
    },
    ...{ months: span ? spokenSpan(span) : payee.subject, count, amount: inYuan(fen(sum)) },
    accountName: open || payee.unit ? (payee.account_name ?? '') : mask('name', payee.account_name ?? ''),
    bank: open ? (payee.bank ?? '') : mask('text', payee.bank ?? ''),
    ...{ account: account ?? payee.account_masked ?? '缺账户', state: rowStates[state] },
  }
}

/** The number in the open, from the case or from where it was put right; the reason is on the audit with this export. */
async function accountIn(tx: Tx, keys: Keys, tenant: string, payee: PayableRow): Promise<string> {
  if (payee.account_cipher !== null)
    return keys.open({ tenant, matter: payee.unit ?? payee.id, field: accountField }, payee.account_cipher)
  const field = payee.account_field ?? ''
  return (await reveal(tx, keys, { tenant, matter: payee.matter, field })) ?? '（原账号已清除）'
}

/** The list on paper: sums in figures, who answers for it, places to sign and the office's telephones. */
export function payoutPrint(
  at: Stand,
  { batch, payees, checkers, says }: PayoutList,
  mark: string | null,
  reason: string | null,
) {
  const { label } = payableKinds[batch.kind]
  // A batch is its office's, whoever prints it.
  const org = at.office.organizations.get(batch.office as OfficeId) ?? at.org
  const today = dayOf(at.at)
  const name = (staff: string | null) => (staff === null ? '' : nameOf(at.office.roster, staff as StaffId))
  const leaf: Leaf = {
    ...{ title: `${label}拨付名册`, office: org.name, mark, contact: contactOf({ ...org, mark }), wide: true },
    number: `批次：${batch.number}`,
    note: `承办人：${name(batch.owner)}`,
    foot: `打印日期${spoken(today)}`,
    blocks: [
      { is: 'small', text: noteOf(batch, payees, name) },
      tableOf(batch, payees),
      signsOf(batch, checkers, name),
    ],
  }
  const { drawn } = drawable(leaf)
  const why = reason === null ? '' : `；理由：${hidden(reason)}`
  return { print: () => printLeaf(drawn, today), name: `${org.short}${label}拨付名册`, says: `${says}${why}` }
}

const sumOf = (payees: readonly Payee[]): string =>
  yuan(fen(payees.reduce((all, { amount }) => all + Math.round(amount * 100), 0)))

function tableOf({ kind }: Batch, payees: readonly Payee[]): LeafBlock {
  const rows = payees.map((row) => [
    ...[String(row.place), row.number, row.name, row.idNumber, row.months || '—', String(row.count)],
    ...[yuan(fen(Math.round(row.amount * 100))), row.accountName, row.bank, row.account, row.state],
  ])
  return {
    is: 'table',
    titles: [
      ...['序号', '编号', '姓名（单位）', '公民身份号码', '补贴月份或事由', payableKinds[kind].unit],
      ...['金额（元）', '户名', '开户银行', '账号', '状态'],
    ],
    widths: [0, 2.9, 1.2, 2.9, 3, 0.8, 1.5, 1.2, 2.2, 2.9, 1.2],
    rows: [...rows, ['', '合计', '', '', '', '', sumOf(payees), '', '', '', '']],
  }
}

/** Who put it together, looked at it and approved it, each beside the place for their hand. */
function signsOf(batch: Batch, checkers: readonly string[], name: (staff: string | null) => string): LeafBlock {
  const approved = batch.approved_by !== null
  const on = (time: Date | null) => (time ? spoken(dayOf(instant(time.getTime()))) : '　　　年　　月　　日')
  const signed = (who: string) => `${who}　签名：`
  return {
    is: 'signs',
    rows: [
      ['编制人', signed(name(batch.made_by)), '编制日期', on(batch.frozen_at)],
      ['复核人', signed(checkers.map(name).join('、')), '复核日期', '　　　年　　月　　日'],
      ['审批人（盖章）', signed(approved ? name(batch.approved_by) : ''), '审批日期', on(batch.approved_at)],
    ],
  }
}

function noteOf(batch: Batch, payees: readonly Payee[], name: (staff: string | null) => string): string {
  const { made_by: maker, frozen_by: sender } = batch
  const parts = [
    stateSays(batch),
    `汇集到${spoken(batch.until_day)}批准的`,
    `共${payees.length}笔${sumOf(payees)}元`,
    `${spoken(batch.due_day)}前拨付完`,
    ...(sender !== null && sender !== maker ? [`由${name(sender)}提交复核审批`] : []),
    ...(batch.hash ? [`校验码${short(batch)}`] : []),
  ]
  return `${parts.join('，')}。`
}

/** A file's name says its batch and its day. */
export const payoutName = ({ number }: Batch, on: Day): string => `拨付名册${number} ${on}`
