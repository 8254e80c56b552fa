import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { addressOf, type Wanted } from '#apps/desk/api/entries.ts'
import { useSought } from '#apps/desk/api/sought.ts'
import { rounds } from '#apps/desk/api/surveys.ts'
import { type Asked, EntryForm, OfficePick } from '#apps/desk/pages/entry.tsx'
import { RoundList } from '#programs/survey/screens/rounds.tsx'
import type { RoundPage } from '#programs/survey/screens/types.ts'
import { More } from '#ui/more.tsx'
import { Empty, Reading } from '#ui/state.tsx'

const route = getRouteApi('/surveys')
const states = [
  { value: '', label: '全部' },
  { value: 'open', label: '进行中' },
  { value: 'closed', label: '已结束' },
]

/** 人力资源调查 (JY04): the rounds. */
export function Surveys() {
  const [wanted, want] = useSought<Wanted>(route.useSearch())
  const [asked, setAsked] = useState<Asked | null>(null)
  const go = useNavigate()
  const found = useInfiniteQuery({ ...rounds(wanted), placeholderData: (before) => before })
  const page = found.data?.pages[0]
  const rows = found.data?.pages.flatMap((each) => each.rows) ?? []
  const add = page?.leads ? () => setAsked(adding(page, wanted['office'] ?? '')) : null
  return (
    <main id="main" className="page wide">
      <h1>人力资源调查</h1>
      {add ? (
        <div className="bar">
          <Button type="primary" onClick={add}>
            开始一轮调查
          </Button>
        </div>
      ) : null}
      <search className="filter-bar">
        <OfficePick office={wanted['office'] ?? ''} onPick={(office) => want({ office })} />
        <Segmented
          aria-label="状态"
          options={states}
          value={wanted['state'] ?? ''}
          onChange={(state) => want({ state })}
        />
      </search>
      <Reading of={found} lines={6} />
      {page && rows.length === 0 ? (
        <Empty says={add ? '还没有调查轮次。先开始一轮，再定各社区的名额和分工。' : '还没有调查轮次，由负责人开始。'} />
      ) : null}
      {rows.length > 0 ? (
        <RoundList rows={rows} onOpen={({ id }) => void go({ to: '/surveys/$id', params: { id } })} />
      ) : null}
      <More list={found} />
      {asked ? <EntryForm register="surveys" asked={asked} onDone={() => setAsked(null)} /> : null}
    </main>
  )
}

function adding({ forms, suggested }: RoundPage, office: string): Asked {
  return {
    title: '开始一轮调查',
    schema: forms.add,
    path: addressOf('/api/surveys', { office }),
    done: '已开始，请定名额和分工',
    initial: { ...suggested },
    sends: '开始',
  }
}
