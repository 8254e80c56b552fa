import type { ReactNode } from 'react'
import { Heads } from '#ui/heads.tsx'
import { moment } from '#ui/when.ts'

type Figure = {
  readonly office: string
  readonly clause: string
  readonly rung: string
  readonly rungLabel: string
  readonly all: number
  readonly open: number
  readonly confirmed: number
  readonly dismissed: number
  readonly withdrawn: number
  readonly appealed: number
  readonly aggravated: number
  readonly days: number | null
}

export type Figures = {
  readonly rows: readonly Figure[]
  readonly months: readonly {
    readonly month: string
    readonly all: number
    readonly confirmed: number
    readonly dismissed: number
  }[]
  readonly record: readonly {
    readonly office: string
    readonly all: number
    readonly excused: number
    readonly waiting: number
  }[]
}

const share = (part: number, of: number): string => (of === 0 ? '—' : `${Math.round((part / of) * 100)}%`)

/** Counts by office, clause and rung, with the shares that were confirmed and dismissed; no names (2.4). */
export function AccountFigures({ figures: { rows, months, record } }: { figures: Figures }) {
  if (rows.length === 0 && record.length === 0) return <p className="quiet">这段时间没有责任追究。</p>
  return (
    <>
      {rows.length > 0 ? (
        <table className="plain digits">
          <Heads
            of={['单位', '条款和处理', '提出', '在办', '确认', '不予追究', '撤销', '申诉', '加重', '到决定平均（天）']}
          />
          <tbody>
            {rows.map((row) => (
              <tr key={`${row.office} ${row.clause} ${row.rung}`}>
                <th scope="row">{row.office}</th>
                <td>
                  {row.clause} {row.rungLabel}
                </td>
                <td>{row.all}</td>
                <td>{row.open}</td>
                <td>
                  {row.confirmed}（{share(row.confirmed, row.confirmed + row.dismissed + row.withdrawn)}）
                </td>
                <td>
                  {row.dismissed}（{share(row.dismissed, row.confirmed + row.dismissed + row.withdrawn)}）
                </td>
                <td>{row.withdrawn}</td>
                <td>{row.appealed}</td>
                <td>{row.aggravated}</td>
                <td>{row.days ?? '—'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      {months.length > 0 ? (
        <p className="quiet">
          {months
            .slice(0, 12)
            .map(
              ({ month, all, confirmed, dismissed }) =>
                `${spokenMonth(month)}提出${all}件、确认${confirmed}件、不予追究${dismissed}件`,
            )
            .join('；')}
          。
        </p>
      ) : null}
      {record.map(({ office, all, excused, waiting }) => (
        <p key={office} className="quiet">
          {office}：记录中共有超期和过错 {all} 件，其中 {excused} 件查明不属于个人责任
          {waiting > 0 ? `，${waiting} 件待核对` : ''}。
        </p>
      ))}
    </>
  )
}

const spokenMonth = (month: string): string => `${month.slice(0, 4)}年${Number(month.slice(5))}月`

export type Excused = {
  readonly key: string
  readonly number: string | null
  readonly matter: string | null
  readonly office: string
  readonly since: string
  readonly says: string
}

/** What the record shows to be late or wrong and is nobody's, with the reason. */
export function ExcusedList({ rows, open }: { rows: readonly Excused[]; open: (row: Excused) => ReactNode }) {
  return (
    <table className="plain">
      <Heads of={['事项', '到期', '为什么不向个人提出']} />
      <tbody>
        {rows.map((row) => (
          <tr key={row.key}>
            <th scope="row">{open(row)}</th>
            <td>{moment(row.since)}</td>
            <td>{row.says}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
