import { Button, Input } from 'antd'
import { type FormEvent, type ReactNode, useState } from 'react'
import type { Name } from '#core/view.ts'
import { Empty } from '#ui/state.tsx'
import { moment } from '#ui/when.ts'

export type Papers = 'returned' | 'none'
export type Brief = {
  readonly id: string
  readonly staff: Name
  readonly from: string
  readonly until: string
  readonly why: string
  /** Who acted. */
  readonly b: string
  readonly account: string
  readonly matters: readonly {
    readonly id: string | null
    readonly number: string
    readonly title: string
    readonly state: string
    readonly done: string
  }[]
  readonly things: readonly { readonly name: string; readonly count?: string; readonly note?: string }[]
  readonly explained: readonly { readonly by: string; readonly says: string }[]
  readonly url: string | null
  readonly dueBy: string
  readonly late: boolean
  readonly acknowledgedAt: string | null
  readonly papers: string | null
  readonly says: string | null
  readonly maySign: boolean
  readonly mayExplain: boolean
}

type Props = {
  briefs: readonly Brief[]
  busy: boolean
  /** A link to the matter, drawn by the page. */
  link: (id: string, says: string) => ReactNode
  onSign: (id: string, papers: Papers) => void
  onExplain: (id: string, says: string) => void
}

/** What the deputy did while A was away, from the journal; B explains, and A, nobody else, signs (5.1.c). */
export function Briefs({ briefs, ...rest }: Props) {
  if (briefs.length === 0) return <Empty says="没有代行交接单。" />
  return briefs.map((brief) => <One key={brief.id} brief={brief} {...rest} />)
}

function One({ brief: b, busy, link, onSign, onExplain }: Omit<Props, 'briefs'> & { brief: Brief }) {
  return (
    <article className="brief">
      <h3>
        {b.staff.name}
        {b.why}：{moment(b.from)} 至 {moment(b.until)}
        {b.acknowledgedAt ? <span className="chip">已签收</span> : null}
        {b.late ? <span className="chip chip-warn">签收已逾期</span> : null}
      </h3>
      <ul>
        {b.matters.map((m) => (
          <li key={m.number}>
            <span className="digits">{m.number}</span> {m.id ? link(m.id, m.title) : m.title}{' '}
            <span className="chip">{m.state}</span>
            <br />
            <span className="quiet">{m.done}</span>
          </li>
        ))}
      </ul>
      <p>{b.account.replace('详见上表', '见上')}</p>
      {b.things.length > 0 ? (
        <p>
          离岗时移交、要交还的：
          {b.things.map(({ name, count, note }) => [name, count, note].filter(Boolean).join(' ')).join('；')}
        </p>
      ) : null}
      {b.explained.map((one) => (
        <p key={`${one.by} ${one.says}`}>
          {one.by}说明：{one.says}
        </p>
      ))}
      {b.acknowledgedAt ? (
        <p className="quiet">
          {moment(b.acknowledgedAt)} {b.staff.name}签收{b.papers ? `，${b.papers}` : ''}
          {b.says ? `，意见：${b.says}` : ''}
        </p>
      ) : (
        <p className="quiet">
          {b.maySign ? '请' : `${b.staff.name}应`}在 {moment(b.dueBy)} 前签收
        </p>
      )}
      {b.mayExplain ? <Explain busy={busy} onExplain={(says) => onExplain(b.id, says)} /> : null}
      <p className="bar">
        {b.maySign ? (
          <>
            {b.things.length === 0 ? (
              <Button size="small" disabled={busy} onClick={() => onSign(b.id, 'none')}>
                签收，没有资料要交还
              </Button>
            ) : null}
            <Button size="small" disabled={busy} onClick={() => onSign(b.id, 'returned')}>
              签收，资料已当面收回
            </Button>
          </>
        ) : null}
        {b.url ? (
          <a href={b.url} target="_blank" rel="noreferrer">
            打开交接单
          </a>
        ) : null}
      </p>
    </article>
  )
}

/** B adds what the list of the journal doesn't say. */
function Explain({ busy, onExplain }: { busy: boolean; onExplain: (says: string) => void }) {
  const [says, setSays] = useState('')
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (says.trim() === '') return
    onExplain(says.trim())
    setSays('')
  }
  return (
    <form className="bar" onSubmit={send}>
      <Input
        value={says}
        maxLength={500}
        aria-label="补充说明"
        placeholder="补充说明：要交代的情况、交还哪些资料"
        style={{ maxWidth: 420 }}
        onChange={(event) => setSays(event.target.value)}
      />
      <Button size="small" htmlType="submit" disabled={busy || says.trim() === ''}>
        补充
      </Button>
    </form>
  )
}
