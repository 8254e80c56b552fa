import { Button } from 'antd'
import type { ReactNode } from 'react'
import { moment } from '#ui/when.ts'

export type AlarmRow = {
  readonly id: string
  readonly at: string
  readonly matter: string | null
  readonly clause: string
  readonly says: string
  readonly seenAt: string | null
}

type Props = {
  rows: readonly AlarmRow[]
  busy: boolean
  link: (matter: string, says: string) => ReactNode
  onSeen: (ids: readonly string[]) => void
}

/** What somebody was told, with the clause, and the word that they took note of it. */
export function AlarmList({ rows, busy, link, onSeen }: Props) {
  return (
    <ul className="told-list">
      {rows.map(({ id, at, matter, clause, says, seenAt }) => (
        <li key={id} data-seen={seenAt !== null}>
          <time dateTime={at}>{moment(at)}</time>
          <p>
            {matter ? link(matter, says) : says} <span className="clauses">依据 {clause}</span>
          </p>
          {seenAt ? (
            <span className="quiet">{moment(seenAt)} 已阅</span>
          ) : (
            <Button size="small" loading={busy} onClick={() => onSeen([id])}>
              已阅
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}
