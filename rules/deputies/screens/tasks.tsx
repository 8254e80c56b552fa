import type { ReactNode } from 'react'
import type { Name } from '#core/view.ts'
import { Heads } from '#ui/heads.tsx'
import { Empty } from '#ui/state.tsx'
import { day, near } from '#ui/when.ts'

export type TaskRow = {
  readonly id: string
  readonly number: string
  readonly title: string
  readonly stateLabel: string
  readonly percent: number
  readonly office: Name
  readonly by: Name
  readonly holder: Name
  readonly openedAt: string
  readonly closedAt: string | null
  readonly dueAt: string | null
  readonly late: boolean
}

type Props = { rows: readonly TaskRow[]; now: Date; link: (id: string, says: string) => ReactNode }

/** Tasks as a list: who set it, who does it, how far, by when (5.3). */
export function Tasks({ rows, now, link }: Props) {
  if (rows.length === 0) return <Empty says="没有交办任务。" />
  return (
    <table className="plain">
      <Heads of={['任务', '交办人', '承办', '进展', '期限']} />
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row">
              {link(row.id, row.title)} <small className="digits quiet">{row.number}</small>
            </th>
            <td>
              {row.by.name}
              <small className="quiet"> {day(row.openedAt)}</small>
            </td>
            <td>
              {row.holder.name}
              <small className="quiet"> {row.holder.post}</small>
            </td>
            <td>
              <span className="chip">{row.stateLabel}</span>
              {row.closedAt ? null : ` ${row.percent}%`}
            </td>
            <td>
              {row.closedAt ? `${day(row.closedAt)} 办结` : row.dueAt ? near(row.dueAt, now) : '待确认'}{' '}
              {row.late || isOver(row, now) ? (
                <span className="chip chip-warn">{isOver(row, now) ? '已超期' : '曾超期'}</span>
              ) : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const isOver = ({ closedAt, dueAt }: TaskRow, now: Date): boolean =>
  closedAt === null && dueAt !== null && new Date(dueAt) < now
