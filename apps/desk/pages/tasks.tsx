import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { Button, Segmented, Switch } from 'antd'
import { read } from '#apps/desk/api/call.ts'
import { useSought } from '#apps/desk/api/sought.ts'
import { type TaskRow, Tasks } from '#rules/deputies/screens/tasks.tsx'
import { More } from '#ui/more.tsx'
import { choicesOf } from '#ui/pick.tsx'
import { Reading } from '#ui/state.tsx'

const route = getRouteApi('/tasks')
const whose = { all: '全部', mine: '交我办的', set: '我交办的' } as const
type Which = keyof typeof whose
type Page = { readonly maySet: boolean; readonly rows: readonly TaskRow[]; readonly next: string | null }

const tasks = (which: Which, open: boolean) =>
  infiniteQueryOptions({
    queryKey: ['desk', 'tasks', which, open],
    queryFn: ({ pageParam }) =>
      read<Page>(
        `/api/tasks?which=${which}&open=${open}${pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : ''}`,
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })

/** Tasks set by the head or a superior, how far each is, and by when (5.3). */
export function TaskPage() {
  const [{ which: asked = 'all', all }, want] = useSought(route.useSearch())
  const which = (asked in whose ? asked : 'all') as Which
  const open = !all
  const page = useInfiniteQuery(tasks(which, open))
  const go = useNavigate()
  const rows = page.data?.pages.flatMap((one) => one.rows) ?? []
  const maySet = page.data?.pages[0]?.maySet ?? false
  return (
    <main id="main" className="page">
      <h1>交办任务</h1>
      <div className="bar">
        {maySet ? (
          <Button type="primary" onClick={() => void go({ to: '/new/$kind', params: { kind: 'task' }, search: {} })}>
            交办新任务
          </Button>
        ) : null}
        <Segmented
          aria-label="谁交办的"
          value={which}
          onChange={(picked) => want({ which: picked })}
          options={choicesOf(whose)}
        />
        <Switch checked={open} onChange={(on) => want({ all: !on || undefined })} aria-labelledby="tasks-open" />
        <span id="tasks-open">只看未办结</span>
      </div>
      <Reading of={page} />
      {page.isSuccess ? (
        <Tasks
          rows={rows}
          now={new Date()}
          link={(id, says) => (
            <Link to="/matters/$id" params={{ id }}>
              {says}
            </Link>
          )}
        />
      ) : null}
      <More list={page} block={false} />
    </main>
  )
}
