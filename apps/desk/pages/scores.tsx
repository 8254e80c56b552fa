import { useMutation, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { change } from '#apps/desk/api/call.ts'
import { scoreHistory, scores, settleScores } from '#apps/desk/api/scores.ts'
import { useSought } from '#apps/desk/api/sought.ts'
import { Export } from '#apps/desk/pages/export.tsx'
import { SendOver } from '#apps/desk/shell/sending.tsx'
import { tell } from '#apps/desk/shell/told.tsx'
import { indicatorKeys, indicators, type Naming, type ScorePage, type ScoreRow } from '#rules/figures/scoring.ts'
import { Formula, monthSaid, Namings, ScoreTable } from '#rules/figures/screens/scores.tsx'
import { DateField } from '#ui/form/date.tsx'
import type { Values } from '#ui/form/form.tsx'
import type { Schema } from '#ui/form/schema.ts'
import { Heads } from '#ui/heads.tsx'
import { Pick } from '#ui/pick.tsx'
import { Empty, Loading, Reading } from '#ui/state.tsx'
import { moment } from '#ui/when.ts'
import '#apps/desk/style/figures.css'

const route = getRouteApi('/scores')
type Asking =
  | { readonly is: 'scheme' }
  | { readonly is: 'name'; row: ScoreRow }
  | { readonly is: 'withdraw'; of: Naming }

/** 示范窗口评分 (6.5): a month's scores with every step, the weights, and what is named by them. */
export function Scores() {
  const [asked, want] = useSought<{ month?: string; office?: string }>(route.useSearch())
  const found = useQuery({ ...scores(asked), placeholderData: (before) => before })
  const [asking, ask] = useState<Asking | null>(null)
  const [past, setPast] = useState<ScoreRow | null>(null)
  const publish = useMutation({
    mutationFn: ({ id }: Naming) => change<{ number: string }>('POST', `/api/scores/namings/${id}/publish`, {}),
    onSuccess: ({ number }) => {
      tell(`已登记公开 ${number}，在“主动公开”里起草、审核后公开`)
      return settleScores()
    },
  })
  const page = found.data
  return (
    <main id="main" className="page wide scores-page">
      <h1>示范窗口评分</h1>
      <Bar asked={asked} page={page} want={want} />
      <Reading of={found} lines={8} />
      {page ? (
        <>
          <Standing page={page} />
          <ScoreTable
            title="窗口"
            rows={page.posts}
            isClosed={page.closedAt !== null}
            onName={page.isHead ? (row) => ask({ is: 'name', row }) : undefined}
            onHistory={setPast}
          />
          <ScoreTable title="单位" rows={page.offices} isClosed={false} onHistory={setPast} />
          <Namings
            rows={page.namings}
            isHead={page.isHead}
            busy={publish.isPending}
            open={({ disclosure }) => (
              <Link to="/matters/$id" params={{ id: disclosure ?? '' }}>
                公开情况
              </Link>
            )}
            onPublish={(naming) => publish.mutate(naming)}
            onWithdraw={(of) => ask({ is: 'withdraw', of })}
          />
          {publish.error ? (
            <p className="wrong" role="alert">
              {publish.error.message}
            </p>
          ) : null}
          <Formula scheme={page.scheme}>
            {page.isTop ? (
              <p className="bar no-print">
                <Button onClick={() => ask({ is: 'scheme' })}>设定权重</Button>
              </p>
            ) : null}
          </Formula>
          {asking ? <Asking asking={asking} page={page} onLeave={() => ask(null)} /> : null}
        </>
      ) : null}
      {past ? <Past row={past} onLeave={() => setPast(null)} /> : null}
    </main>
  )
}

type BarProps = {
  asked: { readonly month?: string; readonly office?: string }
  page: ScorePage | undefined
  want: (change: { readonly month?: string | undefined; readonly office?: string | undefined }) => void
}

function Bar({ asked, page, want }: BarProps) {
  return (
    <search className="filter-bar no-print" aria-label="选择月份和单位">
      <label htmlFor="score-month">月份</label>
      <DateField
        id="score-month"
        time={false}
        month
        {...(page && { value: page.month })}
        onChange={(month) => want({ month })}
      />
      {page?.isHead && page.offices.length > 1 ? (
        <Pick
          label="单位"
          says="全部单位"
          width={280}
          list={page.offices.map(({ office, name }) => ({ value: office, label: name }))}
          value={asked.office}
          onPick={(office) => want({ office })}
        />
      ) : null}
      <span className="filter-end">
        <Button onClick={() => window.print()}>打印评分表</Button>{' '}
        {page?.isHead ? <Export path="/api/scores/export" wanted={{ ...asked, month: page.month }} /> : null}
      </span>
    </search>
  )
}

/** Whether the month is closed, and until when the record was counted. */
function Standing({ page }: { page: ScorePage }) {
  return (
    <>
      <p>
        <b>{monthSaid(page.month)}</b>
        {page.closedAt
          ? `　已于${moment(page.closedAt)}封存，算法和数据不再变`
          : '　未封存，数据还会变；次月6日凌晨封存'}
      </p>
      {page.counted === null || page.left > 0 ? (
        <p className="wrong" role="status">
          统计还没有完成，办件和评价可能不全，请过几分钟再看。
        </p>
      ) : (
        <p className="quiet">统计到{moment(page.counted)}，每两分钟更新一次。</p>
      )}
    </>
  )
}

/** A window's closed months, newest first. */
function Past({ row, onLeave }: { row: ScoreRow; onLeave: () => void }) {
  const found = useQuery(scoreHistory({ office: row.office, ...(row.post && { post: row.post }) }))
  return (
    <Modal open title={`${row.name}：历月得分`} footer={null} onCancel={onLeave}>
      {found.isPending ? <Loading /> : null}
      {found.data?.months.length === 0 ? <Empty says="还没有封存的月份。" /> : null}
      {found.data && found.data.months.length > 0 ? (
        <table className="plain">
          <Heads of={['月份', '得分']} />
          <tbody>
            {found.data.months.map(({ month, score }) => (
              <tr key={month}>
                <th scope="row">{monthSaid(month)}</th>
                <td className="digits">{score ?? '无'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </Modal>
  )
}

function Asking({ asking, page, onLeave }: { asking: Asking; page: ScorePage; onLeave: () => void }) {
  const { title, says, path, schema, initial, bodyOf } = askedOf(asking, page)
  const send = useMutation({
    mutationFn: (values: Values) => change('POST', path, bodyOf(values)),
    onSuccess: async () => {
      tell(says)
      onLeave()
      await settleScores()
    },
  })
  return <SendOver title={title} send={send} schema={schema} initial={initial} sends={title} onLeave={onLeave} />
}

const monthField = (title: string): Schema => ({
  type: 'string',
  title,
  'x-widget': 'month',
  pattern: '^\\d{4}-\\d{2}$',
})

/** What is asked, where it goes, and what is said when it is done. */
function askedOf(asking: Asking, page: ScorePage) {
  if (asking.is === 'withdraw')
    return {
      ...{ title: '撤回命名', says: '已撤回', path: `/api/scores/namings/${asking.of.id}/withdraw`, initial: {} },
      bodyOf: (values: Values) => values,
      schema: {
        type: 'object',
        required: ['why'],
        properties: { why: { type: 'string', title: '撤回原因', maxLength: 300 } },
      } as Schema,
    }
  if (asking.is === 'name') {
    const { row } = asking
    return {
      ...{
        title: '命名示范窗口',
        says: '已命名',
        path: '/api/scores/namings',
        initial: { from: page.month, until: page.month },
      },
      bodyOf: (values: Values) => ({ ...values, post: row.post }),
      schema: {
        type: 'object',
        required: ['from', 'until', 'why'],
        properties: {
          from: monthField('自哪个月'),
          until: monthField('至哪个月'),
          why: {
            type: 'string',
            title: '命名理由',
            maxLength: 300,
            'x-hint': `${row.officeName} ${row.name}，${row.score}分，第${row.rank}名`,
          },
        },
      } as Schema,
    }
  }
  const { weights, least } = page.scheme
  const weightFields = indicatorKeys.map((key) => [
    key,
    { type: 'integer', title: `${indicators[key].label}的权重`, minimum: 0, maximum: 100 },
  ])
  return {
    ...{ title: '设定权重', says: '已设定', path: '/api/scores/scheme', initial: { ...weights, least } },
    bodyOf: ({ from, least: fewest, source, ...values }: Values) => ({ from, least: fewest, source, weights: values }),
    schema: {
      type: 'object',
      required: ['from', ...indicatorKeys, 'least', 'source'],
      properties: {
        from: monthField('自哪个月起'),
        ...Object.fromEntries(weightFields),
        least: { type: 'integer', title: '参加排名的最低业务量（件）', minimum: 1, maximum: 1000 },
        source: { type: 'string', title: '依据的文件', maxLength: 100, 'x-hint': '各项权重合计为100' },
      },
    } as Schema,
  }
}
