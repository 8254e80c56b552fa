import { Button } from 'antd'
import type { Name } from '#core/view.ts'
import { Empty } from '#ui/state.tsx'
import { moment } from '#ui/when.ts'

export type Brief = {
  readonly id: string
  readonly staff: Name
  readonly from: string
  readonly until: string
  readonly brief: {
    readonly account?: string
    readonly matters?: readonly { readonly number: string; readonly title: string; readonly state: string }[]
  }
  readonly url: string | null
  readonly acknowledgedAt: string | null
}

type Props = { briefs: readonly Brief[]; me: string; busy: boolean; onAcknowledge: (id: string) => void }

/** What the deputy did while A was away, from the journal; A, and nobody else, confirms that it was received (5.1.c). */
export function Briefs({ briefs, me, busy, onAcknowledge }: Props) {
  if (briefs.length === 0) return <Empty says="没有代行交接单。" />
  return briefs.map((b) => (
    <article key={b.id} className="brief">
      <h3>
        {b.staff.name}：{moment(b.from)} 至 {moment(b.until)}
      </h3>
      <ul>
        {b.brief.matters?.map((m) => (
          <li key={m.number}>
            <span className="digits">{m.number}</span> {m.title} <span className="chip">{m.state}</span>
          </li>
        ))}
      </ul>
      {b.brief.account ? <p>{b.brief.account}</p> : null}
      <p className="bar">
        {b.url ? (
          <a href={b.url} target="_blank" rel="noreferrer">
            打开交接单
          </a>
        ) : null}
        {b.acknowledgedAt ? <span className="quiet">{moment(b.acknowledgedAt)} 已确认</span> : null}
        {!b.acknowledgedAt && b.staff.id === me ? (
          <Button size="small" disabled={busy} onClick={() => onAcknowledge(b.id)}>
            已看过，确认交接
          </Button>
        ) : null}
      </p>
    </article>
  ))
}
