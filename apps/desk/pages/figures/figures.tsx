import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button, Progress, Segmented } from 'antd'
import { lazy, Suspense, useMemo } from 'react'
import { figures, figuresAt } from '#apps/desk/api/figures.ts'
import { services } from '#apps/desk/api/queries.ts'
import { useSought } from '#apps/desk/api/sought.ts'
import { drawnOf, heightOf, mostBars, optionOf } from '#apps/desk/pages/figures/option.ts'
import { MonthlyReport } from '#apps/desk/pages/figures/report.tsx'
import { daysBetween, spoken } from '#core/day.ts'
import {
  type Figures,
  type Line,
  ofThePlace,
  type Side,
  sides,
  type Topic,
  type TopicKey,
  topics,
} from '#rules/figures/contract.ts'
import { isNothing, mostDaysByDay } from '#rules/figures/policy.ts'
import { FigureCards } from '#rules/figures/screens/cards.tsx'
import { isPeriod, type Period, periodOf, periods } from '#rules/figures/screens/period.ts'
import { lineName, Meanings, TopicTable } from '#rules/figures/screens/table.tsx'
import type { Change } from '#ui/given.ts'
import { PeriodFields } from '#ui/period.tsx'
import { choicesOf, Pick } from '#ui/pick.tsx'
import { Empty, Loading, Reading } from '#ui/state.tsx'
import { dayKey, moment } from '#ui/when.ts'
import '#apps/desk/style/figures.css'

const FigureChart = lazy(() => import('#apps/desk/pages/figures/chart.tsx'))
const route = getRouteApi('/figures')
type Asked = ReturnType<typeof route.useSearch>
type Want = (change: Change<Asked>) => void

const isSide = (word: string | undefined): word is Side => word !== undefined && Object.hasOwn(sides, word)
const isTopic = (word: string | undefined): word is TopicKey => word !== undefined && Object.hasOwn(topics, word)

/** 统计: how an office and those below it do, for whoever leads them (6.6). */
export function FiguresPage() {
  const [asked, want] = useSought<Asked>(route.useSearch())
  const period: Period = isPeriod(asked.period) ? asked.period : 'month'
  const key: TopicKey = isTopic(asked.topic) ? asked.topic : 'volume'
  const span = periodOf(period, dayKey(new Date()) as never, asked)
  const { office, service, post } = asked
  const picked: Side = isSide(asked.by) ? asked.by : period === 'quarter' ? 'month' : 'day'
  // So long a stretch is laid out by month.
  const by: Side = picked === 'day' && daysBetween(span.from, span.until) > mostDaysByDay ? 'month' : picked
  const wanted = { by, ...span, ...(office && { office }), ...(service && { service }), ...(post && { post }) }
  const found = useQuery({ ...figures(wanted), placeholderData: (before) => before })
  const shown = found.data
  return (
    <main id="main" className="page wide figures-page">
      <h1>统计</h1>
      <Filter asked={asked} period={period} by={by} span={span} figures={shown} onWant={want} />
      <Reading of={found} lines={8} />
      {shown ? (
        <>
          <Standing figures={shown} files={wanted} />
          <FigureCards total={shown.total} before={shown.before} topic={key} onPick={(topic) => want({ topic })} />
          <TopicPart figures={shown} of={key} wanted={asked} onWant={want} />
          <MonthlyReport office={shown.office} />
        </>
      ) : null}
    </main>
  )
}

/** Of which stretch and office, until when the record was counted, and the table to take along. */
function Standing({
  figures: { office, from, until, counted, left, all },
  files,
}: {
  figures: Figures
  files: object
}) {
  return (
    <div className="figure-standing">
      <p>
        <b>{office.name}</b>
        {`　${spoken(from)}至${spoken(until)}`}
        <span className="quiet">
          {counted === null ? '　正在第一次统计' : `　统计到${moment(counted)}，每两分钟更新一次`}
        </span>
      </p>
      {left > 0 ? (
        <div className="figure-progress" role="status">
          <span>正在重新统计，还有{left}个单位日，数字可能不全</span>
          <Progress percent={Math.floor((1 - left / Math.max(1, all)) * 100)} size="small" aria-label="统计进度" />
        </div>
      ) : null}
      <span className="no-print">
        <Button href={figuresAt('/api/figures/sums.xlsx', files)}>导出Excel</Button>{' '}
        <Button href={figuresAt('/api/figures/sums.csv', files)}>导出CSV</Button>{' '}
        <Button onClick={() => window.print()}>打印</Button>
      </span>
    </div>
  )
}

type FilterProps = {
  asked: Asked
  period: Period
  by: Side
  span: { readonly from: string; readonly until: string }
  figures: Figures | undefined
  onWant: Want
}

function Filter({ asked, period, by, span, figures: shown, onWant }: FilterProps) {
  const all = useQuery(services)
  const offices = shown?.offices ?? []
  return (
    <search className="filter-bar no-print">
      <Segmented
        aria-label="期间"
        value={period}
        options={choicesOf(periods)}
        onChange={(next) =>
          onWant({ period: next, ...(next === 'own' ? span : { from: undefined, until: undefined }) })
        }
      />
      {period === 'own' ? <PeriodFields id="figures" label="从" value={asked} onChange={onWant} /> : null}
      <Segmented
        aria-label="统计方式"
        value={by}
        options={Object.entries(sides).map(([value, label]) => ({ value, label: `按${label}` }))}
        onChange={(next) => onWant({ by: next })}
      />
      {offices.length > 1 ? (
        <Pick
          wide
          label="单位"
          says="全部单位"
          width={220}
          value={asked.office}
          list={offices.map(({ id, name, depth }) => ({ value: id, label: `${'　'.repeat(depth)}${name}` }))}
          onPick={(office) => onWant({ office, post: undefined })}
        />
      ) : null}
      <Pick
        wide
        label="事项"
        says="全部事项"
        width={180}
        value={asked.service}
        list={(all.data ?? []).map(({ code, name }) => ({ value: code, label: name }))}
        onPick={(service) => onWant({ service })}
      />
      {asked.post ? <Button onClick={() => onWant({ post: undefined })}>看全部岗位</Button> : null}
    </search>
  )
}

type PartProps = { figures: Figures; of: TopicKey; wanted: Asked; onWant: Want }

function TopicPart({ figures: shown, of, wanted, onWant }: PartProps) {
  const topic: Topic = topics[of]
  const isSaid = !topic.place || (ofThePlace(shown.by) && !wanted.service && !wanted.post)
  const caption = `${shown.office.name}：${topic.label}，${spoken(shown.from)}至${spoken(shown.until)}`
  return (
    <section aria-labelledby="figure-topic" className="figure-topic">
      <h2 id="figure-topic">
        {topic.label} <span className="clauses">依据 {topic.clause}</span>
      </h2>
      {!isSaid ? (
        <Empty says={`${topic.label}按整个单位统计，不分岗位和事项；请选择按单位、按月份或按日期，不选事项和岗位。`} />
      ) : shown.counted === null && isNothing(shown.total) ? (
        <Empty says="正在第一次统计，算好了这里会自动显示。" />
      ) : shown.rows.length === 0 || isNothing(shown.total) ? (
        <Empty says="这段时间没有登记和办结的事项，换个期间或单位试试。" />
      ) : (
        <>
          <Drawn figures={shown} topic={topic} caption={caption} of={of} onWant={onWant} />
          <Behind of={of} from={shown.from} until={shown.until} />
          <TopicTable
            figures={shown}
            topic={topic}
            caption={caption}
            open={(line, name) => <Opened figures={shown} of={of} line={line} name={name} onWant={onWant} />}
          />
        </>
      )}
      <Meanings topic={topic} />
    </section>
  )
}

type DrawnProps = { figures: Figures; topic: Topic; caption: string; of: TopicKey; onWant: Want }

function Drawn({ figures: shown, topic, caption, of, onWant }: DrawnProps) {
  const lines = useMemo(() => drawnOf(shown, topic), [shown, topic])
  const says = `${caption}的图，数字见下表`
  const option = useMemo(
    () => optionOf(shown, topic, lines, says, window.matchMedia('(prefers-contrast: more)').matches),
    [shown, topic, lines, says],
  )
  const go = route.useNavigate()
  const isEmpty = topic.bars.every((key) => lines.every((line) => !line.sums[key]))
  if (isEmpty) return <p className="quiet">这段时间{topic.label}的数都是零，没有图。</p>
  return (
    <>
      <Suspense fallback={<Loading lines={6} />}>
        <FigureChart
          option={option}
          height={heightOf(shown, lines.length)}
          says={says}
          onPick={(nth) => {
            const line = lines[nth]
            if (!line) return
            const next = narrower(shown, line)
            if (next) onWant(next)
            else if (shown.by === 'day') void go({ to: '/registers/$kind', ...listOf(of, line.key, line.key) } as never)
          }}
        />
      </Suspense>
      {shown.rows.length > lines.length ? <p className="quiet">图里只画数量最多的{mostBars}行，全部见下表。</p> : null}
    </>
  )
}

/** What is shown when a line is opened: the same figures of it alone; null where it is already that, or a day. */
function narrower({ by, office }: Figures, { key }: Line): Change<Asked> | null {
  if (by === 'office') return key === office.id ? null : { office: key, by: undefined }
  if (by === 'post') return { post: key, by: 'day' }
  if (by === 'service') return key ? { service: key, by: 'day' } : null
  if (by !== 'month') return null
  const last = new Date(Date.UTC(Number(key.slice(0, 4)), Number(key.slice(5, 7)), 0)).getUTCDate()
  return { period: 'own', from: `${key}-01`, until: `${key}-${last}`, by: 'day' }
}

/** Which register holds what a topic counts; none for numbers of the queue and ratings. */
const lists: Readonly<Partial<Record<TopicKey, readonly (readonly [kind: string, label: string, late?: true])[]>>> = {
  volume: [
    ['contact', '首问登记簿'],
    ['petition', '来访来信登记簿'],
    ['case', '办件登记簿'],
  ],
  limits: [
    ['case', '办件登记簿'],
    ['case', '超期的办件', true],
  ],
  handling: [
    ['contact', '首问登记簿'],
    ['case', '办件登记簿'],
  ],
  hands: [['contact', '首问登记簿']],
  complaints: [['complaint', '投诉登记簿']],
  orders: [['complaint', '投诉登记簿']],
}

const listOf = (of: TopicKey, from: string, until: string) => ({
  params: { kind: lists[of]?.[0]?.[0] ?? 'contact' },
  search: { from, until },
})

/** The lists of what was registered in the stretch. */
function Behind({ of, from, until }: { of: TopicKey; from: string; until: string }) {
  const found = lists[of]
  if (!found) return null
  return (
    <p className="no-print figure-behind">
      这段时间登记的：
      {found.map(([kind, label, late]) => (
        <Link
          key={label}
          to="/registers/$kind"
          params={{ kind }}
          search={{ from, until, ...(late && { late: 'yes' }) }}
          className="figure-list"
        >
          {label}
        </Link>
      ))}
    </p>
  )
}

type OpenedProps = { figures: Figures; of: TopicKey; line: Line; name: string; onWant: Want }

function Opened({ figures: shown, of, line, name, onWant }: OpenedProps) {
  const next = narrower(shown, line)
  if (next)
    return (
      <button type="button" className="plain-link" onClick={() => onWant(next)}>
        {name}
      </button>
    )
  if (shown.by !== 'day' || !lists[of]) return name
  return (
    <Link to="/registers/$kind" {...listOf(of, line.key, line.key)}>
      {lineName(shown.by, line)}
    </Link>
  )
}
