import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { alarms } from '#apps/desk/api/office.ts'
import { SignInOffer } from '#apps/desk/pages/presence.tsx'

type Alarm = { readonly clause: string; readonly says: string; readonly to?: string }

/** What waits for me beside my matters: somebody to be named, a leave to be decided, a brief to be confirmed (5.1, 5.4). */
export function Alarms() {
  const { data = [] } = useQuery(alarms)
  if (data.length === 0) return <SignInOffer />
  const rest = data.slice(atOnce)
  return (
    <>
      <SignInOffer />
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

/** More than this and my matters below would be out of sight. */
const atOnce = 3

function line({ clause, says, to = '/office' }: Alarm) {
  return (
    <li key={`${clause} ${says}`} className="alarm">
      <Link to={to}>{says}</Link> <span className="clauses">依据 {clause}</span>
    </li>
  )
}
