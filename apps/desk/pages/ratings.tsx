import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { change } from '#apps/desk/api/call.ts'
import { download } from '#apps/desk/api/download.ts'
import { services } from '#apps/desk/api/queries.ts'
import { filterOf, ownRatings, type RatingsWanted, ratings, settleRatings } from '#apps/desk/api/ratings.ts'
import { useSought } from '#apps/desk/api/sought.ts'
import { Export } from '#apps/desk/pages/export.tsx'
import { SendOver } from '#apps/desk/shell/sending.tsx'
import { tell } from '#apps/desk/shell/told.tsx'
import { appealGrounds } from '#rules/quality-service/appeal.ts'
import { ratingWays } from '#rules/quality-service/contract.ts'
import { OwnBadList, OwnSums, RatingTable } from '#rules/quality-service/screens/ratings.tsx'
import type { Values } from '#ui/form/form.tsx'
import type { Schema } from '#ui/form/schema.ts'
import type { Change } from '#ui/given.ts'
import { More } from '#ui/more.tsx'
import { PeriodFields } from '#ui/period.tsx'
import { choicesOf, Pick } from '#ui/pick.tsx'
import { Empty, Reading } from '#ui/state.tsx'

const route = getRouteApi('/ratings')
const levels = { bad: '差评（两级）', 5: '非常满意', 4: '满意', 3: '基本满意', 2: '不满意', 1: '非常不满意' }
const stages = {
  open: '核查处理中',
  late: '处理中，已超期',
  closed: '已办结',
  appealed: '申诉复核中',
  excluded: '不计入统计',
  none: '不用核查',
}
const ways = Object.fromEntries(Object.entries(ratingWays).map(([way, { label }]) => [way, label]))

const open = (id: string, says: string): ReactNode => (
  <Link to="/matters/$id" params={{ id }}>
    {says}
  </Link>
)

/** 评价: the register for whoever leads, my own sums for everybody; never who rated (10.5.1). */
export function Ratings() {
  const [wanted, want] = useSought<RatingsWanted>(route.useSearch())
  const [appealing, appeal] = useState<string | null>(null)
  const found = useInfiniteQuery({ ...ratings(wanted), placeholderData: (before) => before })
  const first = found.data?.pages[0]
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? []
  const isNarrowed = Object.keys(wanted).length > 0
  return (
    <main id="main" className="page wide">
      <h1>评价</h1>
      <Reading of={found} lines={6} />
      {first?.keeps ? (
        <section aria-labelledby="rating-register">
          <h2 id="rating-register">评价台账</h2>
          <Filter wanted={wanted} offices={first.offices} posts={first.posts} onWant={want} />
          {rows.length > 0 ? <RatingTable rows={rows} open={open} onAppeal={appeal} /> : null}
          {rows.length === 0 ? (
            <Empty
              says={
                isNarrowed ? '没有符合条件的评价，换个条件试试。' : '还没有评价。没有评价的服务不算满意，也不算不满意。'
              }
            />
          ) : null}
          <More list={found} />
        </section>
      ) : null}
      <Own onAppeal={appeal} />
      {appealing ? <Appeal handling={appealing} onDone={() => appeal(null)} /> : null}
    </main>
  )
}

function Own({ onAppeal }: { onAppeal: (number: string) => void }) {
  const own = useQuery(ownRatings)
  const { periods = [], waiting = false, bad = [] } = own.data ?? {}
  return (
    <section aria-labelledby="own-ratings">
      <h2 id="own-ratings">我的评价</h2>
      <p className="quiet">
        只显示已结束月份的合计；一个月不足5次的，和后面的月份合并显示，看不出是谁评的。参评率按本人岗位计算，未评价的不算满意。
      </p>
      <Reading of={own} lines={3} />
      {periods.length > 0 ? <OwnSums periods={periods} /> : null}
      {own.data && periods.length === 0 ? (
        <p className="quiet">{waiting ? '评价还不足5次，合并到以后显示。' : '还没有可以显示的评价。'}</p>
      ) : null}
      {bad.length > 0 ? (
        <>
          <h3>核实过的差评</h3>
          <OwnBadList rows={bad} open={open} onAppeal={onAppeal} />
        </>
      ) : null}
    </section>
  )
}

type Named = { readonly id: string; readonly name: string }
type FilterProps = {
  wanted: RatingsWanted
  offices: readonly Named[]
  posts: readonly Named[]
  onWant: (change: Change<RatingsWanted>) => void
}

const named = (all: readonly Named[]) => all.map(({ id, name }) => ({ value: id, label: name }))

function Filter({ wanted, offices, posts, onWant }: FilterProps) {
  const catalogue = useQuery(services)
  const list = (catalogue.data ?? [])
    .filter(({ ready }) => ready)
    .map(({ code, name }) => ({ value: code, label: name }))
  const picks = [
    ['level', '等级', choicesOf(levels)],
    ['stage', '处理情况', choicesOf(stages)],
    ['channel', '渠道', choicesOf(ways)],
    ['service', '事项', list],
    ['post', '岗位', named(posts)],
    ['office', '单位', named(offices)],
  ] as const
  return (
    <search className="filter-bar">
      {picks.map(([key, label, choices]) =>
        key === 'office' && choices.length < 2 ? null : (
          <Pick
            key={key}
            wide
            width={124}
            label={label}
            value={wanted[key]}
            list={[...choices]}
            onPick={(value) => onWant({ [key]: value })}
          />
        ),
      )}
      <PeriodFields id="rating" label="评价日期" value={wanted} onChange={onWant} />
      <span className="filter-end">
        <Export path="/api/ratings/export" wanted={filterOf(wanted)} />
        <Export personal says="按国家接口字段导出" path="/api/ratings/national/export" wanted={filterOf(wanted)} />
        <Lines wanted={wanted} />
      </span>
    </search>
  )
}

const why: Schema = {
  type: 'object',
  required: ['reason'],
  properties: {
    reason: {
      ...{ type: 'string', title: '导出理由', minLength: 2, maxLength: 100 },
      'x-hint': '一行一条JSON，供程序读取，不含评价人的姓名和号码；谁在何时为什么导出，记录在案',
    },
  },
}

/** The same as lines of JSON, for the program that hands them in. */
function Lines({ wanted }: { wanted: RatingsWanted }) {
  const [asking, ask] = useState(false)
  const send = useMutation({
    mutationFn: (values: Values) => download('/api/ratings/national.jsonl', { ...filterOf(wanted), ...values }),
    onSuccess: () => {
      ask(false)
      tell('已导出，文件在下载文件夹里')
    },
  })
  return (
    <>
      <Button onClick={() => ask(true)}>导出JSON</Button>
      {asking ? (
        <SendOver title="导出JSON" width={520} send={send} schema={why} sends="导出" onLeave={() => ask(false)} />
      ) : null}
    </>
  )
}

const appealForm: Schema = {
  type: 'object',
  required: ['ground', 'says'],
  properties: {
    ground: {
      ...{ type: 'string', title: '申诉情形' },
      oneOf: Object.entries(appealGrounds).map(([code, title]) => ({ const: code, title })),
    },
    says: {
      ...{ type: 'string', title: '申诉理由和依据', minLength: 1, maxLength: 2000, 'x-widget': 'longText' },
      'x-hint': '由上级单位复核。申诉期间和以后，不得向评价人打听、联系',
    },
  },
}

function Appeal({ handling, onDone }: { handling: string; onDone: () => void }) {
  const sending = useMutation({
    mutationFn: (values: Values) => change('POST', '/api/ratings/appeals', { ...values, handling }),
    onSuccess: () => {
      settleRatings('已提出申诉，由上级单位复核')
      onDone()
    },
  })
  return (
    <SendOver
      title={`对差评提出申诉（${handling}）`}
      width={620}
      send={sending}
      schema={appealForm}
      sends="提出申诉"
      onLeave={onDone}
    />
  )
}
