import { Button } from 'antd'
import type { ReactNode } from 'react'
import type { Name } from '#core/view.ts'
import { Heads } from '#ui/heads.tsx'
import { day, moment } from '#ui/when.ts'

export type AccountRow = {
  readonly id: string
  readonly number: string
  readonly office: string
  readonly staff: Name
  readonly breachLabel: string
  readonly clause: string
  readonly rungLabel: string | null
  readonly state: string
  readonly stateLabel: string
  readonly closed: boolean
  readonly fromRecord: boolean
  readonly aggravated: boolean
  readonly appealed: boolean
  readonly mayJoin: boolean
  readonly openedAt: string
  readonly dueAt: string | null
  readonly late: boolean
  readonly decidedAt: string | null
  readonly outcome: string | null
}

type Props = {
  rows: readonly AccountRow[]
  /** The name of whom it is about isn't shown in one's own record. */
  own?: boolean
  open: (row: AccountRow) => ReactNode
  onJoin?: (row: AccountRow) => void
}

/** 责任追究台账: one line a proposal, newest first, with how it stands and how it ended (2.4). */
export function AccountRegister({ rows, own = false, open, onJoin }: Props) {
  return (
    <table className="plain register">
      <Heads of={[own ? '编号' : '当事人', '提出', '情形', '处理', '情况']} />
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row">
              {own ? null : row.staff.name}
              <small className="digits">{row.number}</small>
              <small>{row.office}</small>
            </th>
            <td>
              {moment(row.openedAt)}
              <small>{row.fromRecord ? '系统按记录提出' : '负责人核实提出'}</small>
            </td>
            <td>
              {open(row)}
              <small>依据 {row.clause}</small>
            </td>
            <td>
              {row.rungLabel ?? <span className="quiet">未决定</span>}
              {row.aggravated ? <small>一年内再犯，加重一级</small> : null}
              {row.outcome ? <small>{row.outcome}</small> : null}
            </td>
            <td>
              <span className={`state-tag ${row.closed ? 'closed' : ''}`}>{row.stateLabel}</span>
              {row.appealed ? <small>已申诉</small> : null}
              {row.closed || !row.dueAt ? null : (
                <small className={row.late ? 'late-word' : undefined}>
                  {row.late ? '▲ 已超期，' : ''}
                  {day(row.dueAt)}到期
                </small>
              )}
              {onJoin && row.mayJoin ? (
                <Button size="small" onClick={() => onJoin(row)}>
                  并入投诉
                </Button>
              ) : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

export type Upheld = {
  readonly id: string
  readonly number: string
  readonly title: string
  readonly office: string
  readonly cause: string
  readonly staff: Name | null
  readonly closedAt: string
}

type UpheldProps = {
  rows: readonly Upheld[]
  open: (row: Upheld) => ReactNode
  onPropose: (row: Upheld) => void
}

/** Complaints found true from which nothing has followed yet (2.4.2, 2.4.3). */
export function UpheldList({ rows, open, onPropose }: UpheldProps) {
  return (
    <table className="plain">
      <Heads of={['投诉', '被投诉人', '办结', '办理']} />
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row">{open(row)}</th>
            <td>{row.staff?.name ?? row.office}</td>
            <td>{day(row.closedAt)}</td>
            <td>
              <Button size="small" onClick={() => onPropose(row)}>
                提出
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
