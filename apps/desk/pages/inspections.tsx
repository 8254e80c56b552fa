import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { Button, ConfigProvider, Segmented } from 'antd'
import { useState } from 'react'
import { change } from '#apps/desk/api/call.ts'
import { edition, figures, inspections, scope, series, type Wanted } from '#apps/desk/api/inspections.ts'
import { queries, session } from '#apps/desk/api/queries.ts'
import { useSought } from '#apps/desk/api/sought.ts'
import { Export } from '#apps/desk/pages/export.tsx'
import { refusalOf } from '#apps/desk/shell/sending.tsx'
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
import type { Change } from '#ui/given.ts'
import { More } from '#ui/more.tsx'
import { choicesOf, Pick } from '#ui/pick.tsx'
import { Loading, Reading, Trouble } from '#ui/state.tsx'
import { Words } from '#ui/words.tsx'
import '#apps/desk/style/inspection.css'

const route = getRouteApi('/inspections')
const touch = { token: { controlHeight: 44, controlHeightSM: 44 } }
const tabs = { list: '检查台账', figures: '得分统计', series: '定期检查', items: '检查项目' } as const
type Tab = keyof typeof tabs

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
            options={choicesOf(tabs)}
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
      {...refusalOf(send)}
      busy={send.isPending}
      onSend={(wish) => send.mutate(wish)}
      onLeave={onLeave}
    />
  )
}

const states = Object.fromEntries(Object.entries(inspection.states).map(([name, { label }]) => [name, label]))

function List() {
  const { tab: _tab, by: _by, ...asked } = route.useSearch()
  const [wanted, want] = useSought<Wanted>(asked)
  const found = useInfiniteQuery({ ...inspections(wanted), placeholderData: (before) => before })
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? []
  const counts = found.data?.pages[0]?.counts
  return (
    <>
      {counts ? <RegisterCounts counts={counts} /> : null}
      <Filter wanted={wanted} onWant={want} />
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

function Filter({ wanted, onWant }: { wanted: Wanted; onWant: (change: Change<Wanted>) => void }) {
  return (
    <search className="filter-bar" aria-label="筛选检查">
      <Words label="查找检查" says="编号、单位、人员、岗位" value={wanted.q} onFind={(q) => onWant({ q })} />
      <Pick
        label="状态"
        says="全部状态"
        width={170}
        list={choicesOf(states)}
        value={wanted.state}
        onPick={(state) => onWant({ state })}
      />
      <Pick
        label="方式"
        says="全部方式"
        width={130}
        list={choicesOf(modes)}
        value={wanted.mode}
        onPick={(mode) => onWant({ mode })}
      />
      <Pick
        label="内容"
        says="全部内容"
        width={190}
        list={choicesOf(templates)}
        value={wanted.template}
        onPick={(template) => onWant({ template })}
      />
      <Pick
        label="超期"
        says="不论超期"
        width={130}
        list={choicesOf({ true: '只看超期' })}
        value={wanted.late ? 'true' : undefined}
        onPick={(late) => onWant({ late: late ? true : undefined })}
      />
      <span className="filter-end">
        <Export path="/api/inspections/export" wanted={wanted} />
      </span>
    </search>
  )
}

const heads = { office: '单位', window: '窗口', clause: '条款' } as const

function Figures() {
  const [{ by: asked = 'office', office }, want] = useSought(route.useSearch())
  const by = (asked in heads ? asked : 'office') as keyof typeof heads
  const found = useQuery(figures(by, 6, office))
  const below = found.data?.rows.find(({ key }) => key === office)
  return (
    <>
      <div className="bar">
        <Segmented
          aria-label="按什么统计"
          options={choicesOf(heads).map(({ value, label }) => ({ value, label: `按${label}` }))}
          value={by}
          onChange={(value) => want({ by: value })}
        />
        {office ? (
          <Button onClick={() => want({ office: undefined })}>
            返回全部单位{below ? `（现看${below.name}）` : ''}
          </Button>
        ) : null}
      </div>
      <Reading of={found} />
      {found.data ? (
        <FigureTable
          figures={found.data}
          head={heads[by]}
          {...(by === 'office' && {
            onOpen: (key: string) => want({ office: key, by: 'window' }),
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
          {...refusalOf(begin)}
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

type Draft = { readonly [K in 'own' | 'off']: EditionView[K] }

function Checklist({ isHead }: { isHead: boolean }) {
  const found = useQuery(edition)
  const save = useMutation({
    mutationFn: (draft: Draft) =>
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
