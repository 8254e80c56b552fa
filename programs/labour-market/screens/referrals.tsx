import type { ReactNode } from 'react'
import { Heads } from '#ui/heads.tsx'
import { Lamp } from '#ui/lamp.tsx'
import { day, moment } from '#ui/when.ts'
import type { ReferralRow } from './types.ts'

type Props = {
  rows: readonly ReferralRow[]
  /** The number as a way to the matter. */
  open: (row: ReferralRow) => ReactNode
  /** What is left to do with one: a registration to be looked at. */
  next: (row: ReferralRow) => ReactNode
}

/** Who was sent where, by when an answer is due, what came of it. */
export function ReferralList({ rows, open, next }: Props) {
  return (
    <table className="plain">
      <Heads of={['编号', '求职人', '单位和岗位', '推荐', '情况', '办理']} />
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row">{open(row)}</th>
            <td>{row.name}</td>
            <td>
              {row.job}
              <small>{row.company}</small>
            </td>
            <td>{day(row.openedAt)}</td>
            <td>
              <span className="chip">{row.stateLabel}</span> {row.isOpen && row.late ? <Lamp lamp="red" late /> : null}
              {row.isOpen && row.dueAt ? <small>{moment(row.dueAt)}前反馈</small> : null}
              {row.says ? <small>{row.says}</small> : null}
            </td>
            <td>{next(row)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The referrals of one seeker or one vacancy. */
export function Sent({ rows, of }: { rows: readonly ReferralRow[]; of: 'job' | 'name' }) {
  if (rows.length === 0) return <p className="quiet">还没有推荐过。</p>
  return (
    <table className="plain">
      <Heads of={['编号', of === 'job' ? '单位和岗位' : '求职人', '推荐', '情况']} />
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row" className="digits">
              {row.number}
            </th>
            <td>{of === 'job' ? `${row.company} ${row.job}` : row.name}</td>
            <td>{day(row.openedAt)}</td>
            <td>
              {row.stateLabel}
              {row.says ? <small> {row.says}</small> : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
