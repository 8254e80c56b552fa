import { type Day, dayOf, spoken } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { fen, inYuan, yuan } from '#core/sums/money.ts'
import { spokenSpan } from '#core/sums/month.ts'
import { reveal } from '#matter/seal.ts'
import { notMet, notYours } from '#office/refusals.ts'
import { type Stand, standOf } from '#office/register.ts'
import { hidden, mask } from '#platform/crypto/personal.ts'
import type { Keys } from '#platform/crypto/seal.ts'
import type { Tx } from '#platform/db/db.ts'
import { drawable } from '#platform/sheets/fonts.ts'
import { printList } from '#platform/sheets/list.ts'
import { clause, short, stateSays, unseen } from './batch.ts'
import { type Batch, findBatch, type Listed, rowsOfBatch } from './batches.ts'
import { payableKinds, rowStates } from './contract.ts'
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
  { title: '办件编号', width: 26, value: (row: Payee) => row.number },
  { title: '姓名', width: 10, value: (row: Payee) => row.name },
  { title: '公民身份号码', width: 22, value: (row: Payee) => row.idNumber },
  { title: '补贴月份', width: 24, value: (row: Payee) => row.months },
  { title: '数量', width: 8, value: (row: Payee) => row.count },
  { title: '金额（元）', width: 14, value: (row: Payee) => row.amount },
  { title: '户名', width: 12, value: (row: Payee) => row.accountName },
  { title: '开户银行', width: 24, value: (row: Payee) => row.bank },
  { title: '账号', width: 24, value: (row: Payee) => row.account },
  { title: '状态', width: 10, value: (row: Payee) => row.state },
]

export type PayoutList = { readonly batch: Batch; readonly payees: readonly Payee[]; readonly says: string }

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
  const payees: Payee[] = []
  for (const [n, row] of rows.entries())
    payees.push(payeeOf(n + 1, row, whole ? await accountIn(tx, whole.keys, at.tenant, row.payee) : null))
  const what = whole ? '完整账号' : '号码和姓名已遮盖'
  return { batch, payees, says: `导出拨付名册${batch.number} ${rows.length} 条（${what}）` }
}

function payeeOf(place: number, { payee, fen: sum, count, state }: Listed, account: string | null): Payee {
  const span = spanOf(payee.from_month, payee.to_month)
  const open = account !== null
  return {
    ...{ place, number: payee.number, name: open ? payee.name : mask('name', payee.name), idNumber: payee.id_masked },
    ...{ months: span ? spokenSpan(span) : '', count, amount: inYuan(fen(sum)) },
    accountName: open ? payee.account_name : mask('name', payee.account_name),
    bank: open ? payee.bank : mask('text', payee.bank),
    ...{ account: account ?? payee.account_masked, state: rowStates[state] },
  }
}

/** The number in the open, from the case or from where it was put right; the reason is on the audit with this export. */
async function accountIn(tx: Tx, keys: Keys, tenant: string, payee: PayableRow): Promise<string> {
  if (payee.account_cipher !== null)
    return keys.open({ tenant, matter: payee.id, field: 'payable.account' }, payee.account_cipher)
  const field = payee.account_field ?? ''
  return (await reveal(tx, keys, { tenant, matter: payee.matter, field })) ?? '（原账号已清除）'
}

/** The list on paper: sums in figures, places to sign. */
export function payoutPrint(
  stand: Stand,
  { batch, payees, says }: PayoutList,
  mark: string | null,
  reason: string | null,
) {
  const { label, unit } = payableKinds[batch.kind]
  const lines = payees.map((row) => [
    ...[String(row.place), row.number, row.name, row.idNumber, row.months || '—', String(row.count)],
    ...[yuan(fen(Math.round(row.amount * 100))), row.bank, row.account, row.state],
  ])
  const sum = payees.reduce((all, { amount }) => all + Math.round(amount * 100), 0)
  lines.push(['', '合计', '', '', '', '', yuan(fen(sum)), '', '', ''])
  const list = {
    ...{ title: `${label}拨付名册`, org: stand.org.name, day: dayOf(stand.at), mark, wide: true },
    note: noteOf(batch, payees.length, sum),
    titles: ['序号', '办件编号', '姓名', '公民身份号码', '补贴月份', unit, '金额（元）', '开户银行', '账号', '状态'],
    widths: [0.7, 2.9, 1.1, 2.6, 3.3, 0.8, 1.6, 2.2, 2.6, 1.1],
    rows: drawable(lines).drawn,
  }
  const why = reason === null ? '' : `；理由：${hidden(reason)}`
  return { print: () => printList(list), name: `${stand.org.short}${label}拨付名册`, says: `${says}${why}` }
}

function noteOf(batch: Batch, count: number, sum: number): string {
  const parts = [
    `批次${batch.number}（${stateSays(batch)}）`,
    `汇集到${spoken(batch.until_day)}`,
    `共${count}笔${yuan(fen(sum))}元`,
    ...(batch.hash ? [`校验码${short(batch)}`] : []),
  ]
  return `${parts.join('，')}。编制：　　　　　　复核：　　　　　　审批：　　　　　　（盖章）`
}

/** A file's name says its batch and its day. */
export const payoutName = ({ number }: Batch, on: Day): string => `拨付名册${number} ${on}`
