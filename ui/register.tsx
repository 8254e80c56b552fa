import type { ReactNode } from 'react'
import type { RegisterField } from '#core/register.ts'
import type { Name } from '#core/view.ts'
import { Heads } from '#ui/heads.tsx'
import { moment } from '#ui/when.ts'

export type RegisterRow = {
  readonly id: string
  readonly number: string
  readonly title: string
  readonly office: { readonly id: string; readonly name: string }
  readonly openedAt: string
  readonly dueAt: string | null
  readonly closedAt: string | null
  readonly stateLabel: string
  readonly closed: boolean
  readonly first: Name
  readonly holder: Name
  readonly late: boolean
  readonly values: Readonly<Record<string, string | null>>
}

type Props = {
  title: string
  rows: readonly RegisterRow[]
  fields: readonly RegisterField[]
  /** The office of who looks: only others are named. */
  own: string | undefined
  open: (row: RegisterRow) => ReactNode
}

/** A ledger: one line a matter, newest first; what the export alone has room for is left out. */
export function RegisterTable({ title, rows, fields, own, open }: Props) {
  const shown = fields.filter(({ off }) => !off)
  return (
    <div className="register-box">
      <table className="plain register" aria-label={title}>
        <Heads of={['登记', ...shown.map(({ label }) => label), '责任人', '情况']} />
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">
                {open(row)}
                <small>{moment(row.openedAt)}</small>
                {row.office.id === own ? null : <small>{row.office.name}</small>}
              </th>
              {shown.map(({ name }) => (
                <td key={name}>{row.values[name] ?? <span className="quiet">—</span>}</td>
              ))}
              <td>
                {row.holder.name}
                {row.first.id === row.holder.id ? null : <small>首问 {row.first.name}</small>}
              </td>
              <td>
                <span className={`state-tag ${row.closed ? 'closed' : ''}`}>{row.stateLabel}</span>
                {row.late ? <small className="late-word">▲ 超期</small> : null}
                {row.closed || !row.dueAt ? null : <small>{moment(row.dueAt)} 到期</small>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
