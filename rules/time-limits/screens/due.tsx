import type { ReactNode } from 'react'
import type { Lamp as Colour, Name } from '#core/view.ts'
import { Heads } from '#ui/heads.tsx'
import { Lamp } from '#ui/lamp.tsx'
import { day, moment } from '#ui/when.ts'

export type DueRow = {
  readonly id: string
  readonly number: string
  readonly kindLabel: string
  readonly title: string
  readonly stateLabel: string
  readonly office: string
  readonly whyLabel: string
  readonly clock: string | null
  readonly dueAt: string | null
  readonly lamp: Colour
  readonly late: boolean
  readonly lawAt: string | null
  readonly paused: string | null
  readonly holder: Name
}
export type DueCounts = Readonly<Record<'late' | 'soon' | 'today' | 'tomorrow' | 'week' | 'paused' | 'all', number>>
export type DuePlace = DueCounts & { readonly id: string; readonly name: string }
export type DueList = {
  readonly rows: readonly DueRow[]
  readonly next: string | null
  readonly counts?: DueCounts
  readonly places?: readonly DuePlace[]
  readonly posts?: readonly { readonly id: string; readonly name: string }[]
  readonly kinds?: readonly { readonly kind: string; readonly label: string }[]
}

type Props = { rows: readonly DueRow[]; mine: boolean; places?: boolean; open: (row: DueRow) => ReactNode }

/** What is due, most urgent first: lamp and date before everything else (7.4). */
export function DueTable({ rows, mine, places = false, open }: Props) {
  return (
    <table className="plain due">
      <Heads of={['到期', '事项', '办理情况', '法定期限', mine ? '为何在我这里' : '承办人']} />
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td>
              <Lamp lamp={row.lamp} late={row.late} /> {row.dueAt ? moment(row.dueAt) : null}
              <small>
                {row.clock ?? ''}
                {row.paused ? `${row.clock ? '；' : ''}办结期限暂停：${row.paused}` : ''}
              </small>
            </td>
            <td>
              {open(row)}
              <small>{row.number}</small>
            </td>
            <td>{row.stateLabel}</td>
            <td>{row.lawAt ? day(row.lawAt) : <span className="quiet">—</span>}</td>
            <td>
              {mine ? row.whyLabel : row.holder.name}
              <small>{mine ? row.holder.name : places ? row.office : (row.holder.post ?? '')}</small>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** How the offices below stand, each on a line (7.4, 6.6). */
export function DuePlaces({ places, onPick }: { places: readonly DuePlace[]; onPick: (id: string) => void }) {
  return (
    <table className="plain due-places">
      <Heads of={['单位', '在办', '已超期', '今天到期', '下一工作日到期', '暂停']} />
      <tbody>
        {places.map((one) => (
          <tr key={one.id}>
            <th scope="row">
              <button type="button" className="as-link" onClick={() => onPick(one.id)}>
                {one.name}
              </button>
            </th>
            <td>{one.all}</td>
            <td>
              {one.late > 0 ? <Lamp lamp="red" late bare /> : null} {one.late}
            </td>
            <td>{one.today}</td>
            <td>{one.tomorrow}</td>
            <td>{one.paused}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
