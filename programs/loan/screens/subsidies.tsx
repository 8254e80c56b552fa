import type { ReactNode } from 'react'
import { Heads } from '#ui/heads.tsx'
import { day } from '#ui/when.ts'

export type SubsidyRow = {
  readonly matter: string
  readonly quarter: string
  readonly quarterLabel: string
  readonly number: string
  readonly name: string
  readonly bank: string
  readonly contract: string
  readonly days: number
  readonly share: string
  readonly interest: number
  readonly taken: number
  readonly sum: number
  readonly approvedOn: string
  readonly why: string | null
  readonly payment: string
  readonly isOut: boolean
  readonly lacks: boolean
  readonly batchId: string | null
  readonly batch: string | null
  readonly paidOn: string | null
}
export type LoanFigures = Readonly<
  Record<'count' | 'open' | 'overdue' | 'sum' | 'owed' | 'subsidy' | 'paid', number>
> & { readonly from: string; readonly until: string }

const money = (sum: number) => `${sum.toLocaleString('zh-CN', { minimumFractionDigits: 2 })}元`

/** What was lent in a span of days, what of it is owed, and what its interest was subsidised by. */
export function LoanSums({ figures }: { figures: LoanFigures }) {
  return (
    <table className="plain figures">
      <caption className="unseen">这段时间的放款和贴息</caption>
      <Heads of={['放款', '放款金额', '在贷', '尚欠本金', '逾期', '批准贴息', '已拨付贴息']} />
      <tbody>
        <tr>
          <td>{figures.count}笔</td>
          <td>{money(figures.sum)}</td>
          <td>{figures.open}笔</td>
          <td>{money(figures.owed)}</td>
          <td>{figures.overdue}笔</td>
          <td>{money(figures.subsidy)}</td>
          <td>{money(figures.paid)}</td>
        </tr>
      </tbody>
    </table>
  )
}

type Props = {
  rows: readonly SubsidyRow[]
  link: (row: SubsidyRow) => ReactNode
  toBatch: (id: string, number: string) => ReactNode
}

/** Approved subsidies, the newest quarter first: how each came about, and the batch that pays it. */
export function SubsidyList({ rows, link, toBatch }: Props) {
  return (
    <table className="plain" aria-label="已批准的贴息">
      <Heads of={['季度', '贷款', '经办银行', '应付／实收利息', '贴息', '拨付']} />
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.matter} ${row.quarter}`}>
            <td>{row.quarterLabel}</td>
            <th scope="row">
              {link(row)} <small className="digits">{row.contract}</small>
            </th>
            <td>{row.bank}</td>
            <td>
              {money(row.interest)}／{money(row.taken)} <small>{row.days}天</small>
              {row.why ? <small className="quiet"> 实收高于应付：{row.why}</small> : null}
            </td>
            <td>
              <b>{money(row.sum)}</b> <small>按{row.share}</small>
            </td>
            <td>
              {row.isOut ? row.payment : <span className="chip">{row.payment}</span>}{' '}
              {row.lacks ? <span className="chip chip-warn">缺账户</span> : null}
              {row.batchId && row.batch ? (
                toBatch(row.batchId, row.batch)
              ) : (
                <small className="digits">{row.batch}</small>
              )}
              <small> {row.paidOn ? `${day(row.paidOn)}拨付` : `${day(row.approvedOn)}批准`}</small>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
