import { useQuery } from '@tanstack/react-query'
import { Outlet } from '@tanstack/react-router'
import { session } from '#apps/desk/api/queries.ts'
import { Administrator } from '#apps/desk/bench/administrator.tsx'
import { DeskList } from '#apps/desk/bench/list.tsx'

/** The bench: my matters on the left; the matter in hand with its card and phrase beside them. */
export function Bench() {
  const me = useQuery(session)
  if (me.data?.administrator) return <Administrator kind={String(me.data.administrator)} />
  return (
    <div className="bench">
      <DeskList />
      <Outlet />
    </div>
  )
}
