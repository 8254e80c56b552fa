import type { ReactNode } from 'react'
import { Heads } from '#ui/heads.tsx'
import { LampShape } from '#ui/lamp.tsx'
import { day, moment } from '#ui/when.ts'

export type LatenessRow = {
  readonly id: string
  readonly matter: string
  readonly number: string
  readonly title: string
  readonly kind: string
  readonly label: string
  readonly clause: string
  readonly grave: boolean
  readonly owes: boolean
  readonly office: string
  readonly since: string
  readonly notedAt: string
  readonly posts: string
  readonly who: string
  readonly closed: boolean
  readonly explainedAt: string | null
}

/** 超期情况: each lateness with its clause, the post that answers for it, and whether the visitor was told why (7.5). */
export function LatenessTable({ rows, open }: { rows: readonly LatenessRow[]; open: (row: LatenessRow) => ReactNode }) {
  return (
    <table className="plain lateness">
      <Heads of={['超期情形', '条款', '事项', '到期时间', '责任岗位', '向服务对象说明']} />
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td>
              {row.grave ? (
                <span className="lamp lamp-red">
                  <LampShape lamp="red" /> <b>严重</b>{' '}
                </span>
              ) : null}
              {row.label}
            </td>
            <td>{row.clause}</td>
            <td>
              {open(row)}
              <small>
                {row.number}
                {row.closed ? '　已结束' : ''}
              </small>
            </td>
            <td>
              {moment(row.since)}
              <small>{moment(row.notedAt)}记录</small>
            </td>
            <td>
              {row.posts}
              <small>{row.who}</small>
            </td>
            <td>
              {row.explainedAt ? (
                `${day(row.explainedAt)}已说明`
              ) : row.owes ? (
                <b>待说明</b>
              ) : (
                <span className="quiet">—</span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
