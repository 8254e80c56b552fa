import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate, useParams } from '@tanstack/react-router'
import { today } from '#apps/desk/api/duty.ts'
import { desk } from '#apps/desk/api/queries.ts'
import { useStore } from '#apps/desk/api/store.ts'
import { Alarms } from '#apps/desk/bench/alarms.tsx'
import { Decisions } from '#apps/desk/bench/decisions.tsx'
import { Filters } from '#apps/desk/bench/filters.tsx'
import { Row } from '#apps/desk/bench/row.tsx'
import { SignInOffer } from '#apps/desk/pages/presence.tsx'
import { singleKeys } from '#apps/desk/shell/habits.ts'
import { useKeys } from '#ui/keys.ts'
import { More } from '#ui/more.tsx'
import { Reading } from '#ui/state.tsx'

const route = getRouteApi('/bench')
const whileOut = '您名下的事项在B角桌上，返岗后就回到这里。'

/** My matters, most urgent first, in pages. J and K walk through them. */
export function DeskList() {
  const { lamp = '', kind = '' } = route.useSearch()
  const { id } = useParams({ strict: false })
  const go = useNavigate()
  const page = useInfiniteQuery(desk({ lamp, kind }))
  const rows = page.data?.pages.flatMap((p) => p.rows) ?? []
  const counts = page.data?.pages.at(0)?.counts
  const step = (by: number) => {
    const at = rows.findIndex((r) => r.id === id)
    const next = rows[at === -1 ? 0 : Math.min(Math.max(at + by, 0), rows.length - 1)]
    if (next) void go({ to: '/matters/$id', params: { id: next.id }, search: (before) => before })
  }
  useKeys({ j: () => step(1), k: () => step(-1) }, useStore(singleKeys))
  const now = new Date()
  const isOut = Boolean(useQuery(today).data?.mine?.away)
  return (
    <aside className="mine" aria-label="我的事项">
      <SignInOffer />
      <Decisions />
      <Alarms />
      <Filters lamp={lamp} kind={kind} counts={counts} />
      <Reading
        of={page}
        lines={8}
        none={
          rows.length === 0 &&
          (lamp || kind ? '按这个条件没有您的事项。' : isOut ? whileOut : '您手上没有待办事项。来人时按 N 登记。')
        }
      />
      {counts && counts.resting > 0 ? (
        <p className="quiet resting">
          <Link to="/enrolments">另有{counts.resting}人在册，今日无需处理</Link>
        </p>
      ) : null}
      <ul className="rows" aria-label="全部事项">
        {rows.map((row) => (
          <Row key={`${row.id}-${row.why}`} row={row} now={now} />
        ))}
      </ul>
      <More list={page} />
    </aside>
  )
}
