import type { ReactNode } from 'react'
import { Heads } from '#ui/heads.tsx'
import { Lamp } from '#ui/lamp.tsx'
import { day } from '#ui/when.ts'
import type { Counts, RegisterRow } from './types.ts'

/** How much is open, at a glance. */
export function RegisterCounts({ counts }: { counts: Counts }) {
  return (
    <p className="inspect-counts">
      <span>
        未办结 <b>{counts.open}</b>
      </span>
      <span>
        待检查 <b>{counts.planned}</b>
      </span>
      <span>
        整改中 <b>{counts.rectifying}</b>
      </span>
      <span>
        {counts.late > 0 ? <Lamp lamp="red" late /> : null} 超期 <b>{counts.late}</b>
      </span>
    </p>
  )
}

type Props = { rows: readonly RegisterRow[]; open: (row: RegisterRow) => ReactNode }

/** 检查台账: one line an inspection. */
export function Register({ rows, open }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section className="register-scroll" aria-label="检查台账" tabIndex={0}>
      <table className="plain">
        <Heads of={['检查', '单位', '日期', '检查人', '状态', '得分', '不合格／未整改']} />
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">{open(row)}</th>
              <td>{row.office.name}</td>
              <td>{day(row.date)}</td>
              <td>{row.checker}</td>
              <td>
                {row.stateLabel} {row.late ? <Lamp lamp="red" late /> : null}
                {row.rounds > 1 ? <small> 复查{row.rounds}次</small> : null}
              </td>
              <td className="digits">{row.score ?? '—'}</td>
              <td className="digits">
                {row.failed}／{row.openItems}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
