import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { change } from '#apps/desk/api/call.ts'
import { queries, session } from '#apps/desk/api/queries.ts'
import { announcement, samplings, type Wanted } from '#apps/desk/api/samplings.ts'
import { useSought } from '#apps/desk/api/sought.ts'
import { Export } from '#apps/desk/pages/export.tsx'
import { SendForm } from '#apps/desk/shell/sending.tsx'
import { tell } from '#apps/desk/shell/told.tsx'
import { sources } from '#rules/standard-conduct/drawn.ts'
import { sampling } from '#rules/standard-conduct/sampling.ts'
import type { FrameView, SamplingRow } from '#rules/standard-conduct/screens/sampled.ts'
import type { Values } from '#ui/form/form.tsx'
import { Heads } from '#ui/heads.tsx'
import { Lamp } from '#ui/lamp.tsx'
import { More } from '#ui/more.tsx'
import { choicesOf, Pick } from '#ui/pick.tsx'
import { Loading, Reading } from '#ui/state.tsx'
import { day } from '#ui/when.ts'
import { Words } from '#ui/words.tsx'
import '#apps/desk/style/inspection.css'

const route = getRouteApi('/samplings')
const states = Object.fromEntries(Object.entries(sampling.states).map(([name, { label }]) => [name, label]))

/** 随机抽查 (6.6): announced first, drawn by a seed that nobody chose, reviewed, settled. */
export function Samplings() {
  const { tab, ...asked } = route.useSearch()
  const [wanted, want] = useSought<Wanted>(asked)
  const go = useNavigate()
  const me = useQuery(session)
  const found = useInfiniteQuery({ ...samplings(wanted), placeholderData: (before) => before })
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? []
  const isNew = tab === 'new'
  return (
    <main id="main" className="page wide inspect">
      <h1>随机抽查</h1>
      {isNew ? (
        <Announcing onLeave={() => void go({ to: '/samplings', search: {} })} />
      ) : (
        <>
          <search className="filter-bar" aria-label="筛选抽查">
            {me.data?.isHead ? (
              <Button type="primary" onClick={() => void go({ to: '/samplings', search: { tab: 'new' } })}>
                公布抽查方案
              </Button>
            ) : null}
            <Words label="查找抽查" says="编号、单位、复查人" value={wanted.q} onFind={(q) => want({ q })} />
            <Pick
              label="状态"
              says="全部状态"
              width={170}
              list={choicesOf(states)}
              value={wanted.state}
              onPick={(state) => want({ state })}
            />
            <Pick
              label="抽什么"
              says="全部内容"
              width={150}
              list={choicesOf(sources)}
              value={wanted.source}
              onPick={(source) => want({ source })}
            />
            <span className="filter-end">
              <Export path="/api/samplings/export" wanted={wanted} />
            </span>
          </search>
          <Reading of={found} lines={8} none={rows.length === 0 && '没有抽查。单位负责人和上级可以公布抽查方案。'} />
          {rows.length > 0 ? <Table rows={rows} /> : null}
          <More list={found} />
        </>
      )}
    </main>
  )
}

function Table({ rows }: { rows: readonly SamplingRow[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section className="register-scroll" aria-label="随机抽查台账" tabIndex={0}>
      <table className="plain">
        <Heads of={['抽查', '单位', '公布日期', '抽中／总体', '已复查', '问题／未处理', '复查人', '状态']} />
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">
                <Link to="/samplings/$id" params={{ id: row.id }}>
                  {row.source}·{row.way} <small className="digits">{row.number}</small>
                </Link>
              </th>
              <td>{row.office.name}</td>
              <td>{day(row.openedAt)}</td>
              <td className="digits">
                {row.size}／{row.population}
              </td>
              <td className="digits">{row.reviewed}</td>
              <td className="digits">
                {row.findings}／{row.openFindings}
              </td>
              <td>{row.holder}</td>
              <td>
                {row.stateLabel} {row.late ? <Lamp lamp="red" late /> : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const start: Values = { way: 'file', state: 'any', strata: 'none', measure: 'count', amount: 5, favour: 'none' }

/** The announcement: first how many there would be, then it is told. */
function Announcing({ onLeave }: { onLeave: () => void }) {
  const schema = useQuery(announcement)
  const go = useNavigate()
  const [framed, setFramed] = useState<{ wish: Values; frame: FrameView } | null>(null)
  const look = useMutation({
    mutationFn: (wish: Values) => change<FrameView>('POST', '/api/samplings/frame', wish),
    onMutate: () => setFramed(null),
    onSuccess: (frame, wish) => setFramed({ wish, frame }),
  })
  const send = useMutation({
    mutationFn: (wish: Values) => change<{ id: string; number: string }>('POST', '/api/samplings', wish),
    onSuccess: ({ id, number }) => {
      tell(`${number} 已公布，总体已冻结`)
      void queries.invalidateQueries({ queryKey: ['samplings'] })
      void go({ to: '/samplings/$id', params: { id } })
    },
  })
  if (!schema.data) return <Loading />
  const { frame, wish } = framed ?? {}
  return (
    <section className="act" aria-label="公布抽查方案">
      <h2>
        公布抽查方案 <span className="clauses">依据 6.6</span>
      </h2>
      <p className="quiet">
        公布时总体就冻结；种子用公布第二天全天记录的每日根，那天过完才有，谁也定不了。抽取以后不能撤销重抽。
      </p>
      <SendForm
        send={look}
        schema={schema.data.schema}
        initial={{ ...start, office: schema.data.own }}
        sends="看看总体有多少"
        onLeave={onLeave}
      />
      {frame && wish ? (
        <div className="frame" role="status">
          <p>
            总体 <b>{frame.count}</b> 件，抽 <b>{frame.size}</b> 件
            {wish['strata'] === 'none'
              ? ''
              : `；分${frame.strata}层${frame.strata > frame.size ? '（层数多于抽取件数，这次不分层）' : ''}`}
            {wish['favour'] === 'none' ? '' : `；多给机会的${frame.favoured}件，公布在方案里`}。
          </p>
          <Button
            type="primary"
            disabled={frame.count === 0}
            loading={send.isPending}
            onClick={() => send.mutate(wish)}
          >
            公布，冻结总体
          </Button>
          {frame.count === 0 ? <p className="wrong">这样划定的范围里一件也没有，请改时段或者内容。</p> : null}
          {send.error ? (
            <p className="wrong" role="alert">
              {send.error.message}
            </p>
          ) : null}
        </div>
      ) : null}
    </section>
  )
}
