import type { ReactNode } from 'react'
import type { Name } from '#core/view.ts'
import { Heads } from '#ui/heads.tsx'
import { moment, near } from '#ui/when.ts'

export type Daily = {
  readonly since: string
  readonly posts: readonly {
    readonly post: Name
    readonly A: Name | null
    readonly acting: boolean
    readonly matters: readonly {
      readonly id: string
      readonly number: string
      readonly title: string
      readonly kindLabel: string
      readonly stateLabel: string
      readonly dueAt: string | null
      readonly late: boolean
      readonly changed: { readonly at: string; readonly says: string } | null
    }[]
    readonly closed: readonly { readonly id: string; readonly number: string; readonly title: string }[]
  }[]
}

type Props = { daily: Daily; now: Date; link: (id: string, says: string) => ReactNode }

/** What B has to know of A's work: what is open, and what changed since the working day before (5.1.a). To be read only. */
export function DailyBrief({ daily, now, link }: Props) {
  return daily.posts.map(({ post, A, acting, matters, closed }) => (
    <article key={post.id} className="brief">
      <h3>
        {post.name}：{A ? `A角${A.name}` : 'A角空缺'}
        {acting ? <span className="chip chip-warn">现由您代行</span> : <span className="chip">只读</span>}
        <small className="quiet">
          {' '}
          在办 {matters.length} 件
          {matters.some(({ late }) => late) ? `，超期 ${matters.filter(({ late }) => late).length} 件` : ''}
          {closed.length > 0 ? `，新办结 ${closed.length} 件` : ''}
        </small>
      </h3>
      {matters.length === 0 ? <p className="quiet">没有在办事项。</p> : null}
      {matters.length > 0 ? (
        <table className="plain">
          <Heads of={['事项', '状态', '到期', '昨天以来']} />
          <tbody>
            {matters.map((m) => (
              <tr key={m.id}>
                <th scope="row">
                  {link(m.id, m.title)} <small className="digits quiet">{m.number}</small>
                </th>
                <td>{m.stateLabel}</td>
                <td>
                  {m.dueAt ? near(m.dueAt, now) : '—'}
                  {m.late ? <span className="chip chip-warn">已超期</span> : null}
                </td>
                <td>{m.changed ? `${moment(m.changed.at)} ${m.changed.says}` : '没有变化'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      {closed.length > 0 ? (
        <p className="quiet">
          新办结：
          {closed.map(({ number, title }) => `${title}（${number}）`).join('、')}
        </p>
      ) : null}
    </article>
  ))
}
