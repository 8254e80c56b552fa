import type { Name } from '#core/view.ts'
import { Empty } from '#ui/state.tsx'
import { moment } from '#ui/when.ts'

/** One line of a register's history. */
export type Line = {
  readonly id: string
  readonly at: string
  readonly staff: Name | null
  readonly clause: string
  readonly says: string
}

const narrow = { whiteSpace: 'nowrap' } as const

/** What was done to an entry of a register, by whom and by which clause, oldest first. */
export function History({ lines }: { lines: readonly Line[] }) {
  if (lines.length === 0) return <Empty says="还没有记录。" />
  return (
    <table className="plain">
      <thead>
        <tr>
          <th scope="col">时间</th>
          <th scope="col" style={narrow}>
            办理人
          </th>
          <th scope="col">做了什么</th>
          <th scope="col">依据</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.id}>
            <td style={narrow}>{moment(line.at)}</td>
            <td style={narrow}>{line.staff?.name ?? '系统'}</td>
            <td>{line.says}</td>
            <td>{line.clause}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
