import { Button } from 'antd'
import type { ReactNode } from 'react'
import type { Lamp as Colour, Name } from '#core/view.ts'
import { Heads } from '#ui/heads.tsx'
import { LampShape } from '#ui/lamp.tsx'
import { day } from '#ui/when.ts'

export type Reminder = {
  readonly id: string
  readonly matter: string
  readonly number?: string
  readonly title?: string
  readonly stateLabel?: string
  readonly note: string
  readonly lookOn: string
  readonly lamp: Colour | null
  readonly by: Name
  readonly madeAt: string
  readonly outcome: string | null
  readonly endedAt: string | null
  readonly mayEnd: boolean
  /** What was found each time somebody looked again. */
  readonly looks?: readonly { readonly at: string; readonly says: string }[]
}

const words: Readonly<Record<Colour, string>> = { red: '过了日子', yellow: '今天要看', green: '到时再看' }

type Props = {
  rows: readonly Reminder[]
  open: (row: Reminder) => ReactNode
  onLook: (row: Reminder) => void
  onEnd: (row: Reminder) => void
}

/** 记挂事项: hard matters that stay here until they are closed, the most pressing first (2.2). */
export function Reminders({ rows, open, onLook, onEnd }: Props) {
  return (
    <table className="plain register register-reminders">
      <Heads of={['再看日期', '事项', '难在哪里', '记挂人', '办理']} />
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row">
              {day(row.lookOn)}
              <When lamp={row.lamp} />
            </th>
            <td>
              {open(row)}
              <small>
                {row.stateLabel} <span className="digits">{row.number}</span>
              </small>
            </td>
            <td>
              {row.note}
              {row.looks?.map((look) => (
                <small key={look.at}>
                  {day(look.at)} {look.says}
                </small>
              ))}
            </td>
            <td>
              {row.by.name}
              <small>{row.by.post}</small>
            </td>
            <td>
              {row.mayEnd ? (
                <>
                  <Button size="small" onClick={() => onLook(row)}>
                    再看
                  </Button>
                  <Button size="small" onClick={() => onEnd(row)}>
                    了结
                  </Button>
                </>
              ) : (
                <span className="quiet">供了解</span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** How pressing it is: by shape, colour and word. */
export function When({ lamp }: { lamp: Colour | null }) {
  return lamp ? (
    <small className={`lamp lamp-${lamp}`}>
      <LampShape lamp={lamp} /> {words[lamp]}
    </small>
  ) : null
}
