import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { Button, Segmented } from 'antd'
import { type DueFilter, dueList, type LatenessFilter, latenessList, stepFigures } from '#apps/desk/api/limits.ts'
import { services, session } from '#apps/desk/api/queries.ts'
import { useSought } from '#apps/desk/api/sought.ts'
import { Export } from '#apps/desk/pages/export.tsx'
import { type DueCounts, DuePlaces, DueTable } from '#rules/time-limits/screens/due.tsx'
import { LatenessTable } from '#rules/time-limits/screens/lateness.tsx'
import { StepFigures } from '#rules/time-limits/screens/steps.tsx'
import type { Change } from '#ui/given.ts'
import { More } from '#ui/more.tsx'
import { choicesOf, Pick } from '#ui/pick.tsx'
import { Empty, Reading } from '#ui/state.tsx'

const route = getRouteApi('/due')
const latenessRoute = getRouteApi('/lateness')
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
        <Segmented value={shown} options={choicesOf(views)} onChange={pick} />
      </nav>
      {shown === 'list' ? <List /> : shown === 'lateness' ? <Lateness /> : <Steps />}
    </main>
  )
}

const parts: readonly (readonly [keyof DueCounts, string])[] = [
  ['late', '已超期'],
  ['soon', '将到期'],
  ['today', '今天到期'],
  ['tomorrow', '下一工作日'],
  ['week', '本周'],
  ['paused', '暂停'],
  ['all', '全部'],
]
const scopes = { mine: '我的', office: '本单位', below: '各单位' } as const
const nothing = { kind: undefined, service: undefined, holder: undefined, office: undefined }
const isScope = (word: string): word is DueFilter['scope'] => word in scopes

function List() {
  const { view: _view, ...carried } = route.useSearch()
  const [{ scope = 'mine', when = 'all', ...rest }, want] = useSought(carried)
  const filter: DueFilter = { ...rest, when, scope: isScope(scope) ? scope : 'mine' }
  const me = useQuery(session)
  const found = useInfiniteQuery({ ...dueList(filter), placeholderData: (before) => before })
  const first = found.data?.pages[0]
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <>
      <Filters filter={filter} isHead={me.data?.isHead === true} first={first} onChange={want} />
      <Reading of={found} lines={8} />
      {filter.scope === 'below' && first?.places ? (
        <section aria-label="各单位">
          <DuePlaces places={first.places} onPick={(office) => want({ office })} />
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
  onChange: (change: Change<DueFilter>) => void
}

function Filters({ filter, isHead, first, onChange: set }: FiltersProps) {
  const all = useQuery(services)
  const counts = first?.counts
  return (
    <search className="filter-bar no-print">
      {isHead ? (
        <Segmented
          aria-label="范围"
          value={filter.scope}
          options={choicesOf(scopes)}
          onChange={(scope) => set({ ...nothing, scope: scope as DueFilter['scope'] })}
        />
      ) : null}
      <Segmented
        aria-label="到期时间"
        value={filter.when}
        options={parts.map(([value, label]) => ({ value, label: counts ? `${label} ${counts[value]}` : label }))}
        onChange={(when) => set({ when: String(when) })}
      />
      <Pick
        wide
        label="种类"
        width={140}
        value={filter.kind}
        list={(first?.kinds ?? []).map(({ kind, label }) => ({ value: kind, label }))}
        onPick={(kind) => set({ kind })}
      />
      <Pick
        wide
        label="服务事项"
        width={170}
        value={filter.service}
        list={(all.data ?? []).filter(({ ready }) => ready).map(({ code, name }) => ({ value: code, label: name }))}
        onPick={(service) => set({ service })}
      />
      {filter.scope === 'office' ? (
        <Pick
          wide
          label="承办岗位"
          width={150}
          value={filter.holder}
          list={(first?.posts ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          onPick={(holder) => set({ holder })}
        />
      ) : null}
      <span className="filter-end">
        {filter.office ? <Button onClick={() => set({ office: undefined })}>看全部单位</Button> : null}
        <Button onClick={() => window.print()}>打印</Button>
        <Export path="/api/due/export" wanted={filter} personal />
      </span>
    </search>
  )
}

function Lateness() {
  const [{ scope, ...rest }, want] = useSought(latenessRoute.useSearch())
  const filter: LatenessFilter = { ...rest, scope: scope === 'below' ? scope : 'office' }
  const me = useQuery(session)
  const found = useInfiniteQuery({ ...latenessList(filter), placeholderData: (before) => before })
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? []
  const counts = found.data?.pages[0]?.counts ?? []
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
            onChange={(scope) => want({ scope })}
          />
        ) : null}
        <Pick
          label="超期情形"
          width={260}
          value={filter.kind}
          list={counts.map(({ kind, label, count }) => ({ value: kind, label: `${label}（${count}）` }))}
          onPick={(kind) => want({ kind })}
        />
        <Segmented
          aria-label="说明"
          value={filter.owed ? 'owed' : 'all'}
          options={[
            { value: 'all', label: '全部' },
            { value: 'owed', label: `待说明 ${counts.reduce((sum, { owed }) => sum + owed, 0)}` },
          ]}
          onChange={(value) => want({ owed: value === 'owed' || undefined })}
        />
        <span className="filter-end">
          <Button onClick={() => window.print()}>打印</Button>
          <Export path="/api/lateness/export" wanted={filter} personal />
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
  return (
    <>
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
