import { Button } from 'antd'
import type { ReactNode } from 'react'
import type { Schema } from '#ui/form/schema.ts'
import { Heads } from '#ui/heads.tsx'
import { day } from '#ui/when.ts'

export type PayableItem = {
  readonly id: string
  readonly kind: string
  readonly kindLabel: string
  readonly matter: string
  /** Paid to an institution or a bank. */
  readonly unit: boolean
  readonly subject: string
  readonly lacks: boolean
  readonly batch: string | null
  readonly batchNumber: string | null
  readonly number: string
  readonly name: string
  readonly idNumber: string
  readonly account: string | null
  readonly months: string | null
  readonly count: number
  readonly unitWord: string
  readonly amount: number
  readonly recovered: number
  readonly state: string
  readonly stateLabel: string
  readonly approvedOn: string
  readonly note: string | null
  readonly due: string | null
  readonly late: boolean
  readonly office: { readonly id: string; readonly name: string }
  readonly offers: readonly string[]
}

export type PayablePage = {
  readonly rows: readonly PayableItem[]
  readonly next: string | null
  readonly sums: readonly {
    readonly kind: string
    readonly state: string
    readonly count: number
    readonly amount: number
  }[]
  readonly forms: Readonly<Record<'account' | 'recover' | 'unit' | 'withdraw', Schema>>
}

const money = new Intl.NumberFormat('zh-CN', { minimumFractionDigits: 2, maximumFractionDigits: 2 })
/** 1,234.50元 */
export const inYuan = (amount: number): string => `${money.format(amount)}元`

/** What can be done with a sum, in the words of the buttons. */
export const payableActs: Readonly<Record<string, string>> = {
  account: '更正账户',
  unit: '登记单位账户',
  recover: '追回',
  withdraw: '不再拨付',
}

type Props = {
  rows: readonly PayableItem[]
  /** The way to the case. */
  open: (item: PayableItem) => ReactNode
  toBatch: (id: string, number: string) => ReactNode
  onAct: (item: PayableItem, act: string) => void
}

/** What may be done with it now; what is wanting stands out. */
function Acts({ item, onAct }: { item: PayableItem; onAct: Props['onAct'] }) {
  return item.offers.map((act) => (
    <Button
      key={act}
      size="small"
      type={(act === 'account' || act === 'unit') && (item.lacks || item.state === 'returned') ? 'primary' : 'default'}
      onClick={() => onAct(item, act)}
      aria-label={`${payableActs[act]}：${item.number}`}
    >
      {act === 'account' && item.lacks ? '登记账户' : payableActs[act]}
    </Button>
  ))
}

/** What is approved: how much, for which months, where it stands on its way to the account. */
export function Payables({ rows, open, toBatch, onAct }: Props) {
  return (
    <table className="plain">
      <Heads of={['姓名（单位）', '补贴', '金额', '账号', '情况', '办理']} />
      <tbody>
        {rows.map((item) => (
          <tr key={item.id}>
            <th scope="row">
              {item.name}
              <small className="digits"> {item.idNumber}</small>
            </th>
            <td>
              {item.kindLabel}
              {item.months ? (
                <>
                  <br />
                  {item.months}（{item.count}
                  {item.unitWord}）
                </>
              ) : (
                <>
                  <br />
                  {item.subject}
                </>
              )}
              <br />
              {open(item)}
              <small>{item.office.name}</small>
            </td>
            <td className="digits">
              {inYuan(item.amount)}
              {item.recovered > 0 ? <small> 已追回{inYuan(item.recovered)}</small> : null}
            </td>
            <td className="digits">
              {item.lacks ? <span className="chip chip-warn">缺账户</span> : item.account}
              {item.lacks && item.unit && !item.offers.includes('unit') ? <small> 由负责人或上级登记</small> : null}
            </td>
            <td>
              <span className={`chip ${item.state === 'returned' ? 'chip-warn' : ''}`}>{item.stateLabel}</span>
              <small> {day(item.approvedOn)}批准</small>
              {item.batch && item.batchNumber ? toBatch(item.batch, item.batchNumber) : null}
              {item.note ? <small> {item.note}</small> : null}
              {item.due ? (
                <small className={item.late ? 'late-word' : ''}>
                  {' '}
                  {item.late ? '▲ ' : ''}
                  {day(item.due)}前更正
                </small>
              ) : null}
            </td>
            <td>
              <Acts item={item} onAct={onAct} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
