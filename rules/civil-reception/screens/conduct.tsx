import type { ReactNode } from 'react'
import { Heads } from '#ui/heads.tsx'
import { moment } from '#ui/when.ts'

export type ConductRow = {
  readonly post: { readonly id: string; readonly name: string }
  readonly office: string
  readonly staff: string
  readonly matters: number
  readonly late: number
  readonly handed: number
  readonly longest: number
  readonly returned: number
  readonly second: number
  readonly corrected: number
  readonly errors: number
  readonly rate: number | null
}
export type ConductEvent = {
  readonly at: string
  readonly what: string
  readonly whatLabel: string
  readonly says: string
  readonly matter: string
  readonly number: string
  readonly title: string
  readonly post: string
  readonly staff: string | null
}

/** 履职情况 by post: lateness and chains of hand-overs (3.2.1), what came back because of an error (3.2.2). */
export function ConductTable({ rows }: { rows: readonly ConductRow[] }) {
  return (
    <table className="plain">
      <thead>
        <tr>
          <th scope="col" rowSpan={2}>
            岗位
          </th>
          <th scope="col" rowSpan={2}>
            经办件数
          </th>
          <th scope="colgroup" colSpan={3}>
            不拖不推（3.2.1）
          </th>
          <th scope="colgroup" colSpan={5}>
            差错退回（3.2.2）
          </th>
        </tr>
        <tr>
          <th scope="col">超期</th>
          <th scope="col">转出</th>
          <th scope="col">最长转手</th>
          <th scope="col">转交被退回</th>
          <th scope="col">未一次告知</th>
          <th scope="col">差错更正</th>
          <th scope="col">合计</th>
          <th scope="col">每百件</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.post.id}>
            <th scope="row">
              {row.post.name}
              <br />
              <small className="quiet">
                {row.staff}
                {row.staff && row.office ? ' · ' : ''}
                {row.office}
              </small>
            </th>
            <td>{row.matters}</td>
            <td>{row.late}</td>
            <td>{row.handed}</td>
            <td>{row.longest > 1 ? `${row.longest}手` : '—'}</td>
            <td>{row.returned}</td>
            <td>{row.second}</td>
            <td>{row.corrected}</td>
            <td>
              <b>{row.errors}</b>
            </td>
            <td>{row.rate ?? '—'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Each count with the matter in which it happened, newest first. */
export function ConductEvents({
  rows,
  open,
}: {
  rows: readonly ConductEvent[]
  open: (row: ConductEvent) => ReactNode
}) {
  return (
    <table className="plain">
      <Heads of={['时间', '情形', '岗位', '事项', '记录']} />
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.matter} ${row.at} ${row.what} ${row.says}`}>
            <td>{moment(row.at)}</td>
            <td>{row.whatLabel}</td>
            <td>
              {row.post}
              {row.staff ? `（${row.staff}）` : ''}
            </td>
            <td>{open(row)}</td>
            <td>{row.says}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
