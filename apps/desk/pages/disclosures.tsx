import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button, Segmented, Switch } from 'antd'
import { useState } from 'react'
import { disclosureGaps, disclosures } from '#apps/desk/api/disclosures.ts'
import { addressOf, type Wanted } from '#apps/desk/api/entries.ts'
import { useSought } from '#apps/desk/api/sought.ts'
import { type Asked, EntryForm, OfficePick } from '#apps/desk/pages/entry.tsx'
import { topics } from '#rules/open-affairs/contract.ts'
import { DisclosureList, Gaps } from '#rules/open-affairs/screens/disclosures.tsx'
import type { Change } from '#ui/given.ts'
import { More } from '#ui/more.tsx'
import { Pick } from '#ui/pick.tsx'
import { Reading } from '#ui/state.tsx'
import { Words } from '#ui/words.tsx'

const route = getRouteApi('/disclosures')

const views = [
  { value: '', label: '应公开的情况' },
  { value: 'register', label: '公开台账' },
]
const stages = [
  { value: '', label: '全部' },
  { value: 'pending', label: '待公开' },
  { value: 'review', label: '待审核' },
  { value: 'late', label: '超期' },
  { value: 'spreading', label: '渠道待补' },
  { value: 'live', label: '公开中' },
  { value: 'ended', label: '存档' },
]
const kinds = Object.entries(topics).map(([value, { label }]) => ({ value, label }))

const toMatter = (id: string, says: string) => (
  <Link to="/matters/$id" params={{ id }}>
    {says}
  </Link>
)

/** 主动公开 (1.2, 1.5, 1.6): what must be open and is not, and the register of all that was. */
export function Disclosures() {
  const [wanted, want] = useSought<Wanted>(route.useSearch())
  const { view = '', office = '' } = wanted
  return (
    <main id="main" className="page wide">
      <h1>主动公开</h1>
      <div className="bar">
        <Segmented aria-label="看什么" options={views} value={view} onChange={(picked) => want({ view: picked })} />
        <OfficePick office={office} onPick={(picked) => want({ office: picked })} />
      </div>
      {view === 'register' ? <Register wanted={wanted} onWant={want} /> : <Board wanted={wanted} onWant={want} />}
    </main>
  )
}

type Props = { wanted: Wanted; onWant: (change: Change<Wanted>) => void }

function Board({ wanted: { office = '', all = '' }, onWant }: Props) {
  const found = useQuery(disclosureGaps({ office, all }))
  const { rows = [], counts, isCut } = found.data ?? {}
  return (
    <>
      <div className="bar">
        <Switch
          checked={all === 'true'}
          onChange={(on) => onWant({ all: on ? 'true' : '' })}
          aria-labelledby="all-topics"
        />
        <span id="all-topics">包括已公开的</span>
        {counts ? (
          <span className="quiet" role="status">
            应公开{counts.all}项，有缺{counts.gaps}项，其中超期{counts.late}项
          </span>
        ) : null}
      </div>
      <Reading of={found} lines={8} none={rows.length === 0 && '应公开的都已公开，没有缺项。'} />
      {rows.length > 0 ? <Gaps rows={rows} link={toMatter} /> : null}
      {isCut ? <p className="quiet">只列出前500项，请选下级单位分别看。</p> : null}
    </>
  )
}

function Register({ wanted, onWant }: Props) {
  const { office = '', topic = '', stage = '', q = '' } = wanted
  const filter = { office, topic, stage, q }
  const [asked, setAsked] = useState<Asked | null>(null)
  const found = useInfiniteQuery({ ...disclosures(filter), placeholderData: (before) => before })
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? []
  const page = found.data?.pages[0]
  const asking = page && {
    ...{ title: '登记应公开事项', schema: page.form, path: '/api/disclosures', also: { office: page.office.id } },
    ...{ done: '已登记，请起草后提交审核', sends: '登记' },
  }
  return (
    <>
      <div className="bar">
        {asking && office === '' ? (
          <Button type="primary" onClick={() => setAsked(asking)}>
            登记应公开事项
          </Button>
        ) : null}
        <Button href={addressOf('/api/disclosures.xlsx', filter)}>导出Excel</Button>
      </div>
      <search className="filter-bar">
        <Segmented aria-label="情况" options={stages} value={stage} onChange={(picked) => onWant({ stage: picked })} />
        <Pick
          label="主题"
          width={160}
          value={topic || undefined}
          list={kinds}
          onPick={(picked) => onWant({ topic: picked })}
        />
        <Words says="标题或编号" value={q} onFind={(words) => onWant({ q: words })} />
      </search>
      <Reading of={found} lines={8} none={rows.length === 0 && '没有符合条件的公开事项。'} />
      {rows.length > 0 ? <DisclosureList rows={rows} link={toMatter} /> : null}
      <More list={found} />
      {asked ? <EntryForm register="disclosures" asked={asked} onDone={() => setAsked(null)} /> : null}
    </>
  )
}
