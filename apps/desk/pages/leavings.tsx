import { useInfiniteQuery } from '@tanstack/react-query'
import { leavings } from '#apps/desk/api/duty.ts'
import { Heads } from '#ui/heads.tsx'
import { More } from '#ui/more.tsx'
import { moment, timeOfDay } from '#ui/when.ts'

/** Leavings that were declared, with those that became an empty post (4.2.3). */
export function Leavings() {
  const page = useInfiniteQuery(leavings)
  const rows = page.data?.pages.flatMap((one) => one.rows) ?? []
  if (rows.length === 0) return null
  return (
    <section aria-labelledby="leavings">
      <h2 id="leavings">离岗报备记录</h2>
      <table className="plain">
        <Heads of={['人员', '离开', '返岗', '分钟', '去向']} />
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">{row.staff.name}</th>
              <td>{moment(row.from)}</td>
              <td>{row.backAt ? timeOfDay(row.backAt) : row.ended ? '下班自动结束' : '未返岗'}</td>
              <td className="digits">
                {row.minutes ?? '—'} {row.empty ? <span className="chip chip-warn">空岗</span> : null}
              </td>
              <td>{row.why}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <More list={page} block={false} />
    </section>
  )
}
