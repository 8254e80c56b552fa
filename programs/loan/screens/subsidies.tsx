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
  readonly batch: string | null
  readonly handedOn: string | null
}
export type LoanFigures = Readonly<
  Record<'count' | 'open' | 'overdue' | 'sum' | 'owed' | 'subsidy' | 'handed', number>
> & { readonly from: string; readonly until: string }

const money = (sum: number) => `${sum.toLocaleString('zh-CN', { minimumFractionDigits: 2 })}元`

/** What was lent in a span of days, what of it is owed, and what its interest was subsidised by. */
export function LoanSums({ figures }: { figures: LoanFigures }) {
  return (
    <table className="plain figures">
      <caption className="unseen">这段时间的放款和贴息</caption>
      <Heads of={['放款', '放款金额', '在贷', '尚欠本金', '逾期', '批准贴息', '已移交拨付']} />
      <tbody>
        <tr>
          <td>{figures.count}笔</td>
          <td>{money(figures.sum)}</td>
          <td>{figures.open}笔</td>
          <td>{money(figures.owed)}</td>
          <td>{figures.overdue}笔</td>
          <td>{money(figures.subsidy)}</td>
          <td>{money(figures.handed)}</td>
        </tr>
      </tbody>
    </table>
  )
}

type Props = { rows: readonly SubsidyRow[]; link: (row: SubsidyRow) => ReactNode }

/** Approved subsidies, the newest quarter first: how each came about, and with which list it was handed over. */
export function SubsidyList({ rows, link }: Props) {
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
              {row.batch && row.handedOn ? (
                <>
                  {day(row.handedOn)}移交 <small className="digits">{row.batch}</small>
                </>
              ) : (
                <>
                  <span className="chip">等待移交</span> <small>{day(row.approvedOn)}批准</small>
                </>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
