import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type Alarm, alarms } from '#apps/desk/api/office.ts'
import { decisions, session } from '#apps/desk/api/queries.ts'
import type { DeskRow } from '#core/view.ts'
import { Lamp } from '#ui/lamp.tsx'
import { near } from '#ui/when.ts'

/** More than this and my matters below would be out of sight. */
const atOnce = 4

/** What others can't go on with until the head has spoken: approvals, extensions, orders, confirmations. */
export function Decisions() {
  const isHead = useQuery(session).data?.isHead === true
  const chores = (useQuery(alarms).data ?? []).filter(({ decides }) => decides)
  const { rows = [], counts } = useQuery({ ...decisions, enabled: isHead }).data ?? {}
  const matters = counts ? counts.red + counts.yellow + counts.green : 0
  const count = chores.length + matters
  if (!isHead || count === 0) return null
  const now = new Date()
  const lines = [...rows.map((row) => matterLine(row, now)), ...chores.map(choreLine)]
  const rest = lines.slice(atOnce)
  const unshown = matters - rows.length
  return (
    <section className="decide" aria-labelledby="decide">
      <h2 id="decide">
        等您决定 <b>{count}</b>
      </h2>
      <ul>{lines.slice(0, atOnce)}</ul>
      {rest.length > 0 ? (
        <details>
          <summary>还有 {count - atOnce} 项</summary>
          <ul>{rest}</ul>
          {unshown > 0 ? <p className="quiet">另有 {unshown} 件在下面的清单里。</p> : null}
        </details>
      ) : null}
    </section>
  )
}

function matterLine(row: DeskRow, now: Date) {
  return (
    <li key={row.id}>
      <Link to="/matters/$id" params={{ id: row.id }} search={(before) => before}>
        <Lamp bare lamp={row.lamp} late={row.late} />
        <span className="decide-what" title={row.title}>
          {row.title}
        </span>
        <small>
          {row.why === 'ask' ? row.whyLabel : row.stateLabel}
          {row.dueAt ? ` ${near(row.dueAt.slice(0, 10), now).split(' ')[0]}` : ''}
        </small>
      </Link>
    </li>
  )
}

function choreLine({ clause, says, to = '/office' }: Alarm) {
  return (
    <li key={`${clause} ${says}`}>
      <Link to={to}>
        <span className="decide-what" title={says}>
          {says}
        </span>
        <small>依据 {clause}</small>
      </Link>
    </li>
  )
}
