import { Link } from '@tanstack/react-router'
import type { DeskRow } from '#core/view.ts'
import { Lamp } from '#ui/lamp.tsx'
import { near } from '#ui/when.ts'

/** One matter on my desk: how urgent, by when, why it is here and for whom I stand in. */
export function Row({ row, now }: { row: DeskRow; now: Date }) {
  return (
    <li>
      <Link to="/matters/$id" params={{ id: row.id }} search={(before) => before} className="row-link">
        <span className="row-head">
          <Lamp lamp={row.lamp} late={row.late} />
          <time {...(row.dueAt ? { dateTime: row.dueAt } : {})}>{row.dueAt ? near(row.dueAt, now) : '未计时'}</time>
        </span>
        <b>{row.title}</b>
        <span className="row-foot">
          <span className={`chip why-${row.why}`}>{row.whyLabel}</span>
          {row.standingFor ? <span className="chip chip-for">代 {row.standingFor.name} 办理</span> : null}
          <span>{row.stateLabel}</span>
          <span className="digits">{row.number}</span>
        </span>
      </Link>
    </li>
  )
}
