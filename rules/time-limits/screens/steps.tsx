import { Heads } from '#ui/heads.tsx'

export type StepRow = {
  readonly service: string
  readonly serviceName: string
  readonly state: string
  readonly stateLabel: string
  readonly cases: number
  readonly median: number
  readonly most: number
  readonly average: number
}

/** 26小时 → 1天2小时, of the clock on the wall. */
function long(hours: number): string {
  if (hours < 1) return `${Math.round(hours * 60)}分钟`
  if (hours < 24) return `${Math.round(hours * 10) / 10}小时`
  const days = Math.floor(hours / 24)
  const rest = Math.round(hours - days * 24)
  return rest > 0 ? `${days}天${rest}小时` : `${days}天`
}

/** Where the time of each service goes (7.2). */
export function StepFigures({ rows }: { rows: readonly StepRow[] }) {
  return (
    <table className="plain">
      <Heads of={['事项', '环节', '件数', '一般用时（中位数）', '平均', '最慢的一成超过']} />
      <tbody>
        {rows.map((row, i) => (
          <tr key={`${row.service} ${row.state}`}>
            <th scope="row">{rows[i - 1]?.service === row.service ? '' : row.serviceName}</th>
            <td>{row.stateLabel}</td>
            <td>{row.cases}</td>
            <td>{long(row.median)}</td>
            <td>{long(row.average)}</td>
            <td>{long(row.most)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
