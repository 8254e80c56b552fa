import { Button } from 'antd'
import type { Name } from '#core/view.ts'
import { Empty } from '#ui/state.tsx'
import { moment } from '#ui/when.ts'

export type Brief = {
  readonly id: string
  readonly from: string
  readonly until: string
  readonly deputies: readonly Name[]
  readonly lines: readonly {
    readonly at: string
    readonly matter: string
    readonly number: string
    readonly says: string
  }[]
  readonly acknowledgedAt: string | null
}

type Props = { briefs: readonly Brief[]; busy: boolean; onAcknowledge: (id: string) => void }

/** What the deputy did while A was away, from the journal; A acknowledges it (5.1.c). */
export function Briefs({ briefs, busy, onAcknowledge }: Props) {
  if (briefs.length === 0) return <Empty says="没有待确认的交接。" />
  return briefs.map((brief) => (
    <article key={brief.id} className="brief">
      <p>
        {moment(brief.from)} 至 {moment(brief.until)}，由{brief.deputies.map((d) => d.name).join('、')}代办{' '}
        {brief.lines.length} 项
      </p>
      <ol>
        {brief.lines.map((line) => (
          <li key={`${line.number}-${line.at}`}>
            <time dateTime={line.at}>{moment(line.at)}</time> <span className="digits">{line.number}</span> {line.says}
          </li>
        ))}
      </ol>
      {brief.acknowledgedAt ? (
        <p className="quiet">{moment(brief.acknowledgedAt)} 已确认</p>
      ) : (
        <Button disabled={busy} onClick={() => onAcknowledge(brief.id)}>
          已看过，确认交接
        </Button>
      )}
    </article>
  ))
}
