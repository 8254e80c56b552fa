import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button, Checkbox } from 'antd'
import { alarmPages, seen } from '#apps/desk/api/alarms.ts'
import { useSought } from '#apps/desk/api/sought.ts'
import { tell } from '#apps/desk/shell/told.tsx'
import { AlarmList } from '#ui/alarms.tsx'
import { More } from '#ui/more.tsx'
import { Reading } from '#ui/state.tsx'

const route = getRouteApi('/alarms')

/** What the clocks told me: lateness of mine, and as head of everybody's (7.4, 2.4.1). */
export function Alarms() {
  const [{ all = false }, want] = useSought(route.useSearch())
  const found = useInfiniteQuery(alarmPages(all))
  const noted = useMutation({ mutationFn: seen, onError: (error) => tell(error.message) })
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? []
  const open = rows.filter(({ seenAt }) => seenAt === null)
  return (
    <main id="main" className="page">
      <h1>超期提醒</h1>
      <div className="bar">
        <Button
          type="primary"
          disabled={open.length === 0}
          loading={noted.isPending}
          onClick={() => noted.mutate(open.map(({ id }) => id).slice(0, 100))}
        >
          本页全部已阅
        </Button>
        <Checkbox checked={all} onChange={(event) => want({ all: event.target.checked || undefined })}>
          包括已阅的
        </Checkbox>
      </div>
      <Reading of={found} none={rows.length === 0 && '没有新的超期提醒。'} />
      <AlarmList
        rows={rows}
        busy={noted.isPending}
        link={(id, says) => (
          <Link to="/matters/$id" params={{ id }}>
            {says}
          </Link>
        )}
        onSeen={(ids) => noted.mutate(ids)}
      />
      <More list={found} />
    </main>
  )
}
