import { relations } from '#core/relation.ts'
import type { CustodyView, JournalView } from '#core/view.ts'
import { moment } from '#ui/when.ts'

/** History as sentences, the newest first: who did what, for whom, by which clause. */
export function Trail({ journal }: { journal: readonly JournalView[] }) {
  return (
    <ol className="trail">
      {[...journal].reverse().map((line) => (
        <li key={line.seq}>
          <time dateTime={line.at}>{moment(line.at)}</time>
          <p>
            <b>{line.actor?.name ?? relations[line.as]}</b>
            {line.actingFor ? <span className="chip">代 {line.actingFor.name}</span> : null} {line.says}
          </p>
          <p className="clauses">
            第 {line.seq} 条记录{line.clauses.length ? ` · 依据 ${line.clauses.join('、')}` : ''}
          </p>
        </li>
      ))}
    </ol>
  )
}

/** Who has answered for the matter, from the first second on (2.1); offered is not taken. */
export function Custody({ custody }: { custody: readonly CustodyView[] }) {
  return (
    <ol className="custody">
      {custody.map((link) => (
        <li key={`${link.holder.id}-${link.since}-${link.how}`} data-how={link.how} data-now={link.until === null}>
          <b>{link.holder.name}</b>
          {link.holder.post ? <span className="quiet">（{link.holder.post}）</span> : null}
          <span className="chip">{link.how === 'offered' ? '待接收' : link.until ? '已转出' : '现由其负责'}</span>
          <p>{link.says}</p>
          <p className="quiet">
            {moment(link.since)} 起{link.until ? `，至 ${moment(link.until)}` : ''}
          </p>
        </li>
      ))}
    </ol>
  )
}
