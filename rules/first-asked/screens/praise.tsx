import { Button } from 'antd'
import type { ReactNode } from 'react'
import type { Name } from '#core/view.ts'
import { Heads } from '#ui/heads.tsx'
import { day } from '#ui/when.ts'

export type Praise = {
  readonly id: string
  readonly number: string
  readonly office: { readonly id: string; readonly name: string }
  readonly staff: Name
  readonly evidence: { readonly id: string; readonly number: string }
  readonly sourceLabel: string
  readonly deed: string
  readonly state: string
  readonly stateLabel: string
  readonly proposedBy: Name
  readonly proposedAt: string
  readonly decidedBy: Name | null
  readonly decidedAt: string | null
  readonly opinion: string | null
  readonly withdrawnBy: Name | null
  readonly withdrawnAt: string | null
  readonly reason: string | null
  readonly mayDecide: boolean
  readonly mayWithdraw: boolean
}

export type Honour = {
  readonly staff: Name
  readonly confirmed: number
  readonly proposed: number
  readonly withdrawn: number
}

type Props = {
  rows: readonly Praise[]
  open: (row: Praise) => ReactNode
  onDecide: (row: Praise) => void
  onWithdraw: (row: Praise) => void
  onHistory: (row: Praise) => void
}

/** 表扬登记簿: who was praised for what, on whose word, and whether it stands (2.4.0). */
export function Praises({ rows, open, onDecide, onWithdraw, onHistory }: Props) {
  return (
    <table className="plain register register-praises">
      <Heads of={['受表扬人', '事迹', '凭据', '情况', '办理']} />
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row">
              {row.staff.name}
              <small>{row.office.name}</small>
              <small className="digits">{row.number}</small>
            </th>
            <td>
              {row.deed}
              <small>
                {row.sourceLabel}，{row.proposedBy.name} {day(row.proposedAt)} 提出
              </small>
            </td>
            <td>{open(row)}</td>
            <td>
              <span className={`state-tag ${row.state === 'proposed' ? '' : 'closed'}`}>{row.stateLabel}</span>
              {row.decidedBy && row.decidedAt ? (
                <small>
                  {row.decidedBy.name} {day(row.decidedAt)}：{row.opinion}
                </small>
              ) : null}
              {row.withdrawnBy ? (
                <small>
                  {row.withdrawnBy.name}撤销：{row.reason}
                </small>
              ) : null}
            </td>
            <td>
              {row.mayDecide ? (
                <Button size="small" onClick={() => onDecide(row)}>
                  确认
                </Button>
              ) : null}
              {row.mayWithdraw ? (
                <Button size="small" onClick={() => onWithdraw(row)}>
                  撤销
                </Button>
              ) : null}
              <Button size="small" type="text" aria-label={`${row.number}的经过`} onClick={() => onHistory(row)}>
                经过
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** How often each person was commended in the period. */
export function Honours({ rows }: { rows: readonly Honour[] }) {
  const praised = rows.filter(({ confirmed, proposed }) => confirmed + proposed > 0)
  if (praised.length === 0) return <p className="quiet">这段时间还没有表扬。</p>
  return (
    <ol className="honours">
      {praised.map(({ staff, confirmed, proposed }) => (
        <li key={staff.id}>
          {staff.name} <b>{confirmed}</b> 次
          {proposed ? <span className="quiet">，另有 {proposed} 项待确认</span> : null}
        </li>
      ))}
    </ol>
  )
}
