import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { Button, Segmented, Select } from 'antd'
import { useState } from 'react'
import { download } from '#apps/desk/api/download.ts'
import {
  type DueFilter,
  dueList,
  type LatenessFilter,
  latenessList,
  oneStop,
  stepFigures,
} from '#apps/desk/api/limits.ts'
import { services, session } from '#apps/desk/api/queries.ts'
import { tell } from '#apps/desk/shell/told.tsx'
import { type DueCounts, DuePlaces, DueTable } from '#rules/time-limits/screens/due.tsx'
import { LatenessTable } from '#rules/time-limits/screens/lateness.tsx'
import { OneStopFigure, StepFigures } from '#rules/time-limits/screens/steps.tsx'
import { More } from '#ui/more.tsx'
import { Empty, Reading } from '#ui/state.tsx'

const route = getRouteApi('/due')
const views = { list: '限时清单', lateness: '超期情况', steps: '环节耗时' } as const
type View = keyof typeof views

/** What is due today, tomorrow, late; and where the time goes (rule 7). */
export function DuePage() {
  const { view } = route.useSearch()
  return <Limits shown={view === 'steps' ? 'steps' : 'list'} />
}

/** 超期情况: what was late, and whether the visitor was told why (7.5). */
export function LatenessPage() {
  return <Limits shown="lateness" />
}

function Limits({ shown }: { shown: View }) {
  const go = useNavigate()
  const pick = (next: string) =>
    void (next === 'lateness'
      ? go({ to: '/lateness' })
      : go({ to: '/due', search: next === 'steps' ? { view: 'steps' } : {} }))
  return (
    <main id="main" className="page wide">
      <h1>{views[shown]}</h1>
      <nav className="bar no-print" aria-label="时限">
        <Segmented
          value={shown}
          options={Object.entries(views).map(([value, label]) => ({ value, label }))}
          onChange={pick}
        />
      </nav>
      {shown === 'list' ? <List /> : shown === 'lateness' ? <Lateness /> : <Steps />}
    </main>
  )
}

const parts: readonly (readonly [keyof DueCounts, string])[] = [
  ['late', '已超期'],
  ['today', '今天到期'],
  ['tomorrow', '下一工作日'],
  ['week', '本周'],
  ['paused', '暂停'],
  ['all', '全部'],
]
const scopes = { mine: '我的', office: '本单位', below: '各单位' } as const

function List() {
  const [filter, setFilter] = useState<DueFilter>({ scope: 'mine', when: 'all' })
  const me = useQuery(session)
  const found = useInfiniteQuery({ ...dueList(filter), placeholderData: (before) => before })
  const first = found.data?.pages[0]
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <>
      <Filters filter={filter} isHead={me.data?.isHead === true} first={first} onChange={setFilter} />
      <Reading of={found} lines={8} />
      {filter.scope === 'below' && first?.places ? (
        <section aria-label="各单位">
          <DuePlaces places={first.places} onPick={(office) => setFilter({ ...filter, office })} />
        </section>
      ) : null}
      {found.isSuccess && rows.length === 0 ? <Empty says="没有这样的事项。" /> : null}
      {rows.length > 0 ? (
        <DueTable
          rows={rows}
          mine={filter.scope === 'mine'}
          places={filter.scope === 'below'}
          open={(row) => (
            <Link to="/matters/$id" params={{ id: row.id }}>
              {row.title}
            </Link>
          )}
        />
      ) : null}
      <More list={found} />
    </>
  )
}

type FiltersProps = {
  filter: DueFilter
  isHead: boolean
  first:
    | {
        counts?: DueCounts
        posts?: readonly { id: string; name: string }[]
        kinds?: readonly { kind: string; label: string }[]
      }
    | undefined
  onChange: (filter: DueFilter) => void
}

function Filters({ filter, isHead, first, onChange }: FiltersProps) {
  const all = useQuery(services)
  const set = (next: { readonly [K in keyof DueFilter]?: DueFilter[K] | undefined }) =>
    onChange(
      Object.fromEntries(
        Object.entries({ ...filter, ...next }).filter(([, value]) => value !== undefined),
      ) as DueFilter,
    )
  const counts = first?.counts
  return (
    <search className="filter-bar no-print">
      {isHead ? (
        <Segmented
          aria-label="范围"
          value={filter.scope}
          options={Object.entries(scopes).map(([value, label]) => ({ value, label }))}
          onChange={(scope) => onChange({ scope: scope as DueFilter['scope'], when: filter.when })}
        />
      ) : null}
      <Segmented
        aria-label="到期时间"
        value={filter.when}
        options={parts.map(([value, label]) => ({ value, label: counts ? `${label} ${counts[value]}` : label }))}
        onChange={(when) => set({ when: String(when) })}
      />
      <Select
        allowClear
        aria-label="种类"
        placeholder="种类"
        style={{ width: 140 }}
        popupMatchSelectWidth={false}
        value={filter.kind ?? null}
        onChange={(kind) => set({ kind: kind ?? undefined })}
        options={(first?.kinds ?? []).map(({ kind, label }) => ({ value: kind, label }))}
      />
      <Select
        allowClear
        aria-label="服务事项"
        placeholder="服务事项"
        style={{ width: 170 }}
        popupMatchSelectWidth={false}
        value={filter.service ?? null}
        onChange={(service) => set({ service: service ?? undefined })}
        options={(all.data ?? []).filter(({ ready }) => ready).map(({ code, name }) => ({ value: code, label: name }))}
      />
      {filter.scope === 'office' ? (
        <Select
          allowClear
          aria-label="承办岗位"
          placeholder="承办岗位"
          style={{ width: 150 }}
          popupMatchSelectWidth={false}
          value={filter.holder ?? null}
          onChange={(holder) => set({ holder: holder ?? undefined })}
          options={(first?.posts ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        />
      ) : null}
      <span className="filter-end">
        {filter.office ? <Button onClick={() => set({ office: undefined })}>看全部单位</Button> : null}
        <Button onClick={() => window.print()}>打印</Button>
        <Button onClick={() => void saved(download('/api/due/export', filter))}>导出</Button>
      </span>
    </search>
  )
}

const saved = (work: Promise<void>) =>
  work.then(
    () => tell('已导出，姓名已遮盖，导出已留痕'),
    (error: unknown) => tell(error instanceof Error ? error.message : '没有导出'),
  )

function Lateness() {
  const [filter, setFilter] = useState<LatenessFilter>({ scope: 'office' })
  const me = useQuery(session)
  const found = useInfiniteQuery({ ...latenessList(filter), placeholderData: (before) => before })
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? []
  const counts = found.data?.pages[0]?.counts ?? []
  const { kind: _kind, ...rest } = filter
  return (
    <>
      <p className="quiet no-print">
        近一年。超期由系统按期限自动记录，不能删改；需要说明的，由承办人写明原因，负责人同意后告知服务对象（7.5）。
      </p>
      <search className="filter-bar no-print">
        {me.data?.isHead ? (
          <Segmented
            aria-label="范围"
            value={filter.scope}
            options={[
              { value: 'office', label: '本单位' },
              { value: 'below', label: '本单位和下级' },
            ]}
            onChange={(scope) => setFilter({ ...filter, scope: scope as LatenessFilter['scope'] })}
          />
        ) : null}
        <Select
          allowClear
          aria-label="超期情形"
          placeholder="超期情形"
          style={{ width: 260 }}
          value={filter.kind ?? null}
          onChange={(kind) => setFilter(kind ? { ...filter, kind } : rest)}
          options={counts.map(({ kind, label, count }) => ({ value: kind, label: `${label}（${count}）` }))}
        />
        <Segmented
          aria-label="说明"
          value={filter.owed ? 'owed' : 'all'}
          options={[
            { value: 'all', label: '全部' },
            { value: 'owed', label: `待说明 ${counts.reduce((sum, { owed }) => sum + owed, 0)}` },
          ]}
          onChange={(value) => setFilter({ ...filter, owed: value === 'owed' })}
        />
        <span className="filter-end">
          <Button onClick={() => window.print()}>打印</Button>
          <Button onClick={() => void saved(download('/api/lateness/export', filter))}>导出</Button>
        </span>
      </search>
      <Reading of={found} lines={8} none={rows.length === 0 && '没有这样的超期。'} />
      {rows.length > 0 ? (
        <LatenessTable
          rows={rows}
          open={(row) => (
            <Link to="/matters/$id" params={{ id: row.matter }}>
              {row.title}
            </Link>
          )}
        />
      ) : null}
      <More list={found} />
    </>
  )
}

function Steps() {
  const steps = useQuery(stepFigures)
  const stop = useQuery(oneStop)
  return (
    <>
      <section aria-labelledby="one-stop">
        <h2 id="one-stop">一站式办理率（10.1.2）</h2>
        <Reading of={stop} lines={1} />
        {stop.data ? <OneStopFigure figure={stop.data} /> : null}
      </section>
      <section aria-labelledby="steps">
        <h2 id="steps">各环节耗时（7.2）</h2>
        <p className="quiet">近90天办结的办件，从进入一个环节到离开，按自然时间计。</p>
        <Reading of={steps} lines={6} />
        {steps.data?.length === 0 ? <Empty says="近90天没有办结的办件。" /> : null}
        {steps.data?.length ? <StepFigures rows={steps.data} /> : null}
      </section>
    </>
  )
}
