import { Button } from 'antd'
import type { Name } from '#core/view.ts'
import { Empty } from '#ui/state.tsx'
import { moment } from '#ui/when.ts'

export type Takeover = {
  readonly id: string
  readonly staff: Name
  readonly kindLabel: string
  readonly approved: boolean
  readonly from: string
  readonly until: string
  readonly dueBy: string
  readonly late: boolean
  readonly receivers: readonly { readonly post: Name; readonly staff: Name; readonly taken: string | null }[]
  readonly filled: {
    readonly brief: string
    readonly at: string
    readonly matters: readonly {
      readonly number: string
      readonly title: string
      readonly state: string
      readonly dueAt: string
    }[]
    readonly things: readonly { readonly name: string; readonly count?: string; readonly note?: string }[]
  } | null
  readonly takenAt: string | null
  readonly url: string | null
  readonly mayFill: boolean
  readonly mayTake: boolean
}

type Props = {
  takeovers: readonly Takeover[]
  busy: boolean
  onFill: (one: Takeover) => void
  onTake: (one: Takeover) => void
}

/** What is handed over before a leave, to whom, and whether they have it (5.1.b). */
export function Takeovers({ takeovers, busy, onFill, onTake }: Props) {
  if (takeovers.length === 0) return <Empty says="没有要办的离岗交接。" />
  return takeovers.map((one) => (
    <article key={one.id} className="brief">
      <h3>
        {one.staff.name}
        {one.kindLabel}：{moment(one.from)} 至 {moment(one.until)}
        {one.late ? <span className="chip chip-warn">交接已逾期</span> : null}
        {one.takenAt ? <span className="chip">已交接</span> : null}
      </h3>
      <p>
        {one.receivers
          .map(({ post, staff, taken }) => `${post.name}交给${staff.name}${taken ? '（已签收）' : ''}`)
          .join('；')}
        {one.takenAt ? null : <span className="quiet">，应在 {moment(one.dueBy)} 前办完</span>}
      </p>
      {one.filled ? <Filled filled={one.filled} /> : <p className="quiet">还没有填写交接单。</p>}
      <p className="bar">
        {one.mayTake ? (
          <Button type="primary" size="small" disabled={busy} onClick={() => onTake(one)}>
            已清点，签收交接
          </Button>
        ) : null}
        {one.mayFill ? (
          <Button size="small" disabled={busy} onClick={() => onFill(one)}>
            {one.filled ? '修改交接单' : '填写交接单'}
          </Button>
        ) : null}
        {one.url ? (
          <a href={one.url} target="_blank" rel="noreferrer">
            打开离岗交接单
          </a>
        ) : null}
      </p>
    </article>
  ))
}

function Filled({ filled: { brief, matters, things } }: { filled: NonNullable<Takeover['filled']> }) {
  return (
    <>
      <p>{brief}</p>
      {things.length > 0 ? (
        <p className="quiet">
          资料、印章：{things.map(({ name, count, note }) => [name, count, note].filter(Boolean).join(' ')).join('；')}
        </p>
      ) : null}
      <ul>
        {matters.map((m) => (
          <li key={m.number}>
            <span className="digits">{m.number}</span> {m.title} <span className="chip">{m.state}</span>
            <span className="quiet"> 到期 {m.dueAt}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
