import type { ReactNode } from 'react'
import type { Name } from '#core/view.ts'
import { day } from '#ui/when.ts'

export type EarlierRow = {
  readonly id: string
  readonly number: string
  readonly kindLabel: string
  readonly name: string | null
  readonly about: string
  readonly stateLabel: string
  readonly closed: boolean
  readonly openedAt: string
  readonly today: boolean
  readonly office: string
  readonly holder: Name
}

type Props = {
  count: number
  rows: readonly EarlierRow[]
  /** Draws the way to a matter. */
  open: (row: EarlierRow) => ReactNode
}

/** What this person came for before: the newest five, and how many there are (2.1). */
export function Earlier({ count, rows, open }: Props) {
  if (count === 0) return <p className="quiet">以前没有来过（在您可以查看的范围内）。</p>
  const today = rows.filter((row) => row.today && !row.closed).length
  return (
    <>
      {today > 0 ? (
        <p role="status">
          <b>此人今天另有 {today} 件登记还没有办完，请核对是否同一件。</b>
        </p>
      ) : null}
      <p>
        共 <b>{count}</b> 件{count > rows.length ? `，下面是最近 ${rows.length} 件` : ''}
      </p>
      <ul className="earlier">
        {rows.map((row) => (
          <li key={row.id}>
            <p>{open(row)}</p>
            <p className="quiet">
              {row.today ? '今天' : day(row.openedAt)} {row.kindLabel}，{row.stateLabel}；{row.office}
              {row.holder.name}
              {row.name ? `；来人 ${row.name}` : ''}
            </p>
          </li>
        ))}
      </ul>
    </>
  )
}
