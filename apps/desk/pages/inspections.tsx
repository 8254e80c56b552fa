import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { Button, ConfigProvider, Input, Segmented, Select } from 'antd'
import { useEffect, useState } from 'react'
import { change, Refused } from '#apps/desk/api/call.ts'
import { edition, figures, inspections, scope, series, type Wanted } from '#apps/desk/api/inspections.ts'
import { queries, session } from '#apps/desk/api/queries.ts'
import { store, useStore } from '#apps/desk/api/store.ts'
import { Export } from '#apps/desk/pages/export.tsx'
import { tell } from '#apps/desk/shell/told.tsx'
import { templates } from '#regulation/checks.ts'
import { modes } from '#rules/standard-conduct/contract.ts'
import { inspection } from '#rules/standard-conduct/process.ts'
import { FigureTable } from '#rules/standard-conduct/screens/figures.tsx'
import { Items } from '#rules/standard-conduct/screens/items.tsx'
import { PlanForm } from '#rules/standard-conduct/screens/plan.tsx'
import { Register, RegisterCounts } from '#rules/standard-conduct/screens/register.tsx'
import { SeriesForm, SeriesList, type SeriesWish } from '#rules/standard-conduct/screens/series.tsx'
import type { EditionView, Wish } from '#rules/standard-conduct/screens/types.ts'
import { Loading, Reading, Trouble } from '#ui/state.tsx'
import '#apps/desk/style/inspection.css'
import { More } from '#ui/more.tsx'

const route = getRouteApi('/inspections')
const touch = { token: { controlHeight: 44, controlHeightSM: 44 } }
const tabs = { list: '检查台账', figures: '得分统计', series: '定期检查', items: '检查项目' } as const
type Tab = keyof typeof tabs
const none: Refused['problems'] = []
const problemsOf = (error: Error | null) => (error instanceof Refused ? error.problems : none)

/** 检查 (rules 3, 4, 10): the register, the figures, what comes again, the checklist. */
export function Inspections() {
  const { tab = 'list' } = route.useSearch()
  const go = useNavigate()
  const me = useQuery(session)
  const isHead = me.data?.isHead === true
  const planning = tab === 'new'
  const shown = (tab in tabs ? tab : 'list') as Tab
  const leave = () => void go({ to: '/inspections', search: {} })
  return (
    <ConfigProvider theme={touch}>
      <main id="main" className="page wide inspect">
        <h1>检查</h1>
        <div className="bar">
          {isHead && !planning ? (
            <Button type="primary" onClick={() => void go({ to: '/inspections', search: { tab: 'new' } })}>
              安排检查
            </Button>
          ) : null}
          <Segmented
            aria-label="检查页面"
            options={Object.entries(tabs).map(([value, label]) => ({ value, label }))}
            value={shown}
            onChange={(value) => void go({ to: '/inspections', search: value === 'list' ? {} : { tab: value } })}
          />
        </div>
        {planning && me.data ? <Planning me={me.data.staffId} onLeave={leave} /> : null}
        {shown === 'list' && !planning ? <List /> : null}
        {shown === 'figures' ? <Figures /> : null}
        {shown === 'series' ? <Standing isHead={isHead} me={me.data?.staffId ?? ''} /> : null}
        {shown === 'items' ? <Checklist isHead={isHead} /> : null}
      </main>
    </ConfigProvider>
  )
}

function Planning({ me, onLeave }: { me: string; onLeave: () => void }) {
  const places = useQuery(scope)
  const go = useNavigate()
  const send = useMutation({
    mutationFn: (wish: Wish) => change<{ id: string; number: string }>('POST', '/api/inspections', wish),
    onSuccess: ({ id, number }, { mode }) => {
      tell(mode === 'spot' ? `${number} 已开始` : `${number} 已安排`)
      void queries.invalidateQueries({ queryKey: ['inspections'] })
      void go({ to: '/inspections/$id', params: { id } })
    },
  })
  if (!places.data) return <Loading />
  return (
    <PlanForm
      offices={places.data.offices}
      me={me}
      problems={problemsOf(send.error)}
      says={send.error?.message ?? null}
      busy={send.isPending}
      onSend={(wish) => send.mutate(wish)}
      onLeave={onLeave}
    />
  )
}

/** What was looked for last. In memory only. */
const last = store<Wanted>({})
const options = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }))
const states = Object.fromEntries(Object.entries(inspection.states).map(([name, { label }]) => [name, label]))

function List() {
  const wanted = useStore(last)
  const found = useInfiniteQuery({ ...inspections(wanted), placeholderData: (before) => before })
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? []
  const counts = found.data?.pages[0]?.counts
  return (
    <>
      {counts ? <RegisterCounts counts={counts} /> : null}
      <Filter wanted={wanted} />
      <Reading of={found} lines={8} none={rows.length === 0 && '没有符合条件的检查。'} />
      {rows.length > 0 ? (
        <Register
          rows={rows}
          open={(row) => (
            <Link to="/inspections/$id" params={{ id: row.id }}>
              {row.modeLabel} {row.templateLabel} <small className="digits">{row.number}</small>
            </Link>
          )}
        />
      ) : null}
      <More list={found} />
    </>
  )
}

function Filter({ wanted }: { wanted: Wanted }) {
  const [words, setWords] = useState(wanted.q ?? '')
  const put = (next: { [K in keyof Wanted]?: Wanted[K] | undefined }) => {
    const all = Object.entries({ ...last.get(), ...next }).filter(([, value]) => value !== undefined && value !== '')
    last.set(Object.fromEntries(all) as Wanted)
  }
  useEffect(() => {
    const wait = setTimeout(() => {
      if (words.trim() !== (last.get().q ?? '')) put({ q: words.trim() || undefined })
    }, 300)
    return () => clearTimeout(wait)
  })
  const late = { true: '只看超期' }
  return (
    <search className="inspect-filter" aria-label="筛选检查">
      <Input
        aria-label="查找检查"
        placeholder="编号、单位、人员、岗位"
        style={{ width: 220 }}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      <Select
        allowClear
        aria-label="状态"
        placeholder="全部状态"
        style={{ width: 170 }}
        options={options(states)}
        value={wanted.state ?? null}
        onChange={(state) => put({ state: state ?? undefined })}
      />
      <Select
        allowClear
        aria-label="方式"
        placeholder="全部方式"
        style={{ width: 130 }}
        options={options(modes)}
        value={wanted.mode ?? null}
        onChange={(mode) => put({ mode: mode ?? undefined })}
      />
      <Select
        allowClear
        aria-label="内容"
        placeholder="全部内容"
        style={{ width: 190 }}
        options={options(templates)}
        value={wanted.template ?? null}
        onChange={(template) => put({ template: template ?? undefined })}
      />
      <Select
        allowClear
        aria-label="超期"
        placeholder="不论超期"
        style={{ width: 130 }}
        options={options(late)}
        value={wanted.late ? 'true' : null}
        onChange={(value) => put({ late: value ? true : undefined })}
      />
      <Export path="/api/inspections/export" wanted={wanted} />
    </search>
  )
}

const heads = { office: '单位', window: '窗口', clause: '条款' } as const

function Figures() {
  const [by, setBy] = useState<keyof typeof heads>('office')
  const [office, setOffice] = useState<string | undefined>(undefined)
  const found = useQuery(figures(by, 6, office))
  const below = found.data?.rows.find(({ key }) => key === office)
  return (
    <>
      <div className="bar">
        <Segmented
          aria-label="按什么统计"
          options={Object.entries(heads).map(([value, label]) => ({ value, label: `按${label}` }))}
          value={by}
          onChange={(value) => setBy(value as keyof typeof heads)}
        />
        {office ? (
          <Button onClick={() => setOffice(undefined)}>返回全部单位{below ? `（现看${below.name}）` : ''}</Button>
        ) : null}
      </div>
      <Reading of={found} />
      {found.data ? (
        <FigureTable
          figures={found.data}
          head={heads[by]}
          {...(by === 'office' && {
            onOpen: (key: string) => {
              setOffice(key)
              setBy('window')
            },
          })}
        />
      ) : null}
    </>
  )
}

function Standing({ isHead, me }: { isHead: boolean; me: string }) {
  const found = useQuery(series)
  const places = useQuery(scope)
  const [adding, setAdding] = useState(false)
  const settle = (says: string) => {
    tell(says)
    void queries.invalidateQueries({ queryKey: ['inspections', 'series'] })
  }
  const begin = useMutation({
    mutationFn: (wish: SeriesWish) => change('POST', '/api/inspections/series', wish),
    onSuccess: () => {
      setAdding(false)
      settle('定期检查已开始')
    },
  })
  const end = useMutation({
    mutationFn: (id: string) => change('DELETE', `/api/inspections/series/${id}`, {}),
    onSuccess: () => settle('定期检查已停止'),
    onError: (error) => tell(error.message),
  })
  return (
    <>
      {isHead && !adding ? (
        <p className="bar">
          <Button onClick={() => setAdding(true)}>新的定期检查</Button>
        </p>
      ) : null}
      {adding && places.data ? (
        <SeriesForm
          offices={places.data.offices}
          me={me}
          problems={problemsOf(begin.error)}
          says={begin.error?.message ?? null}
          busy={begin.isPending}
          onSend={(wish) => begin.mutate(wish)}
          onLeave={() => setAdding(false)}
        />
      ) : null}
      {found.isError ? <Trouble error={found.error} again={() => void found.refetch()} /> : null}
      {found.data ? (
        <SeriesList rows={found.data} isHead={isHead} busy={end.isPending} onEnd={({ id }) => end.mutate(id)} />
      ) : (
        <Loading />
      )}
    </>
  )
}

function Checklist({ isHead }: { isHead: boolean }) {
  const found = useQuery(edition)
  const save = useMutation({
    mutationFn: (draft: Pick<EditionView, 'own' | 'off'>) =>
      change('POST', '/api/inspections/edition', { ...draft, from: found.data?.edition ?? 0 }),
    onSuccess: () => {
      tell('检查项目已保存为新的版次')
      void queries.invalidateQueries({ queryKey: ['inspections', 'edition'] })
    },
  })
  if (!found.data) return found.isError ? <Trouble error={found.error} /> : <Loading lines={10} />
  return (
    <Items
      key={found.data.edition}
      edition={found.data}
      isHead={isHead}
      busy={save.isPending}
      says={save.error?.message ?? null}
      onSave={(draft) => save.mutate(draft)}
    />
  )
}
