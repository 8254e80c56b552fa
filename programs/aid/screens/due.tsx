import type { ReactNode } from 'react'
import { Heads } from '#ui/heads.tsx'
import { day } from '#ui/when.ts'

export type DueRow = {
  readonly matter: string
  readonly number: string
  readonly title: string
  readonly helper: string
  readonly is: 'appointment' | 'measure'
  readonly on: string
  readonly says: string
  readonly overdue: boolean
  readonly isToday: boolean
  readonly stateLabel: string
}
export type AidFigures = Readonly<
  Record<'open' | 'planning' | 'helping' | 'employed' | 'exiting' | 'settled' | 'exited' | 'late', number>
>
export type DuePage = { readonly today: string; readonly figures: AidFigures; readonly rows: readonly DueRow[] }

type Props = { rows: readonly DueRow[]; link: (row: DueRow) => ReactNode }

/** What is to be done by a day, the oldest first: appointments, and measures of the plans (JY06). */
export function DueList({ rows, link }: Props) {
  return (
    <table className="plain" aria-label="约见和到期的措施">
      <Heads of={['日期', '援助对象', '做什么', '责任人', '情况']} />
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.matter} ${row.is} ${row.says} ${row.on}`}>
            <td>
              {row.isToday ? <b>今天</b> : day(row.on)}{' '}
              {row.overdue ? <span className="chip chip-warn">过了日期</span> : null}
            </td>
            <th scope="row">{link(row)}</th>
            <td>
              <span className="chip">{row.is === 'appointment' ? '约见' : '计划'}</span> {row.says}
            </td>
            <td>{row.helper}</td>
            <td>{row.stateLabel}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const words = {
  open: '在援助',
  planning: '待定计划',
  helping: '援助中',
  employed: '已就业待稳定',
  exiting: '待确认退出',
  settled: '稳定就业办结',
  exited: '已退出',
  late: '有超期的',
} as const satisfies Record<keyof AidFigures, string>

/** How many of those listed within a year stand where. */
export function AidSums({ figures }: { figures: AidFigures }) {
  return (
    <table className="plain figures">
      <caption className="unseen">近一年列入援助的人数</caption>
      <Heads of={Object.values(words)} />
      <tbody>
        <tr>
          {Object.entries(words).map(([key]) => (
            <td key={key}>{figures[key as keyof AidFigures]}人</td>
          ))}
        </tr>
      </tbody>
    </table>
  )
}
