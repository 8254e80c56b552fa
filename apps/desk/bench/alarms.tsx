import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type Alarm, alarms } from '#apps/desk/api/office.ts'

/** What I have to put right beside my matters: somebody to be named, a brief to be confirmed (5.1, 5.4). */
export function Alarms() {
  const all = useQuery(alarms).data ?? []
  const data = all.filter(({ decides }) => !decides)
  if (data.length === 0) return null
  // Decisions stand above: then what is only to be put right leaves room for my matters.
  const atOnce = data.length < all.length ? 1 : 3
  const rest = data.slice(atOnce)
  return (
    <>
      <ul className="alarms" aria-label="在岗提醒">
        {data.slice(0, atOnce).map(line)}
      </ul>
      {rest.length > 0 ? (
        <details className="alarms">
          <summary>还有 {rest.length} 条在岗提醒</summary>
          <ul>{rest.map(line)}</ul>
        </details>
      ) : null}
    </>
  )
}

function line({ clause, says, to = '/office' }: Alarm) {
  return (
    <li key={`${clause} ${says}`} className="alarm">
      <Link to={to}>{says}</Link> <span className="clauses">依据 {clause}</span>
    </li>
  )
}
