import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button, Segmented, Switch } from 'antd'
import { useState } from 'react'
import { read } from '#apps/desk/api/call.ts'
import { type TaskRow, Tasks } from '#rules/deputies/screens/tasks.tsx'
import { More } from '#ui/more.tsx'
import { Reading } from '#ui/state.tsx'

type Which = 'all' | 'set' | 'mine'
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
  const [which, setWhich] = useState<Which>('all')
  const [open, setOpen] = useState(true)
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
        <Segmented<Which>
          value={which}
          onChange={setWhich}
          options={[
            { value: 'all', label: '全部' },
            { value: 'mine', label: '交我办的' },
            { value: 'set', label: '我交办的' },
          ]}
        />
        <Switch checked={open} onChange={setOpen} aria-labelledby="tasks-open" />
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
