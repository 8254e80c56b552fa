import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { alarms } from '#apps/desk/api/office.ts'

/** What waits for me beside my matters: somebody to be named, a leave to be decided, a brief to be confirmed (5.1, 5.4). */
export function Alarms() {
  const { data = [] } = useQuery(alarms)
  if (data.length === 0) return null
  return (
    <ul className="alarms" aria-label="在岗提醒">
      {data.map(({ clause, says }) => (
        <li key={`${clause} ${says}`} className="alarm">
          <Link to="/office">{says}</Link> <span className="clauses">依据 {clause}</span>
        </li>
      ))}
    </ul>
  )
}
