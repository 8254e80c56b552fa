import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { change } from '#apps/desk/api/call.ts'
import { type Asked, commendations, history, honours, settleCommendations } from '#apps/desk/api/commendations.ts'
import { useSought } from '#apps/desk/api/sought.ts'
import { Export } from '#apps/desk/pages/export.tsx'
import { SendOver } from '#apps/desk/shell/sending.tsx'
import { Commending, Confirming, commended, Withdrawing } from '#rules/first-asked/contract.ts'
import { Honours, type Praise, Praises } from '#rules/first-asked/screens/praise.tsx'
import type { Values } from '#ui/form/form.tsx'
import type { Schema } from '#ui/form/schema.ts'
import type { Change } from '#ui/given.ts'
import { More } from '#ui/more.tsx'
import { PeriodFields } from '#ui/period.tsx'
import { choicesOf, Pick } from '#ui/pick.tsx'
import { Loading, Reading, Trouble } from '#ui/state.tsx'
import { moment } from '#ui/when.ts'
import { Words } from '#ui/words.tsx'

const route = getRouteApi('/commendations')

type Asking = { readonly propose: true } | { readonly decide: Praise } | { readonly withdraw: Praise }

/** 表扬登记 (2.4.0): proposed with evidence, confirmed by the head, counted by person and period. */
export function Commendations() {
  const [asked, ask] = useSought<Asked>(route.useSearch())
  const [asking, setAsking] = useState<Asking | null>(null)
  const [shown, setShown] = useState<Praise | null>(null)
  const found = useInfiniteQuery({ ...commendations(asked), placeholderData: (before) => before })
  const figures = useQuery({ ...honours(asked), placeholderData: (before) => before })
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <main id="main" className="page wide">
      <h1>表扬登记</h1>
      <div className="bar">
        <Button type="primary" onClick={() => setAsking({ propose: true })}>
          提出表扬
        </Button>
      </div>
      <Filter asked={asked} onAsk={ask} />
      <section aria-labelledby="honours">
        <h2 id="honours">各人受表扬次数</h2>
        {figures.data ? <Honours rows={figures.data} /> : <Loading lines={2} />}
      </section>
      <section aria-labelledby="praises">
        <h2 id="praises">登记簿</h2>
        <Reading of={found} none={rows.length === 0 && '没有符合条件的表扬。'} />
        {rows.length > 0 ? (
          <Praises
            rows={rows}
            open={({ evidence }) => (
              <Link to="/matters/$id" params={{ id: evidence.id }} className="digits">
                {evidence.number}
              </Link>
            )}
            onDecide={(decide) => setAsking({ decide })}
            onWithdraw={(withdraw) => setAsking({ withdraw })}
            onHistory={setShown}
          />
        ) : null}
        <More list={found} />
      </section>
      {asking ? <Ask asking={asking} onDone={() => setAsking(null)} /> : null}
      {shown ? <History row={shown} onClose={() => setShown(null)} /> : null}
    </main>
  )
}

/** Who did what to it and when. */
function History({ row, onClose }: { row: Praise; onClose: () => void }) {
  const found = useQuery(history(row.id))
  return (
    <Modal open title={`${row.number}的经过`} footer={null} onCancel={onClose}>
      {found.isPending ? <Loading lines={3} /> : null}
      {found.isError ? <Trouble error={found.error} /> : null}
      <ol className="history">
        {found.data?.map(({ at, says }) => (
          <li key={`${at} ${says}`}>
            <time dateTime={at}>{moment(at)}</time> {says}
          </li>
        ))}
      </ol>
    </Modal>
  )
}

function Filter({ asked, onAsk }: { asked: Asked; onAsk: (change: Change<Asked>) => void }) {
  return (
    <search className="filter-bar">
      <Words says="事迹中的字词，或编号" value={asked.q} onFind={(q) => onAsk({ q })} />
      <Pick
        label="情况"
        width={120}
        value={asked.state}
        list={choicesOf(commended)}
        onPick={(state) => onAsk({ state })}
      />
      <PeriodFields id="praise" label="日期" value={asked} onChange={onAsk} />
      <span className="filter-end">
        <Export path="/api/commendations/export" wanted={asked} />
      </span>
    </search>
  )
}

type Way = { title: string; schema: Schema; path: string; sends: string; done: string }

function wayOf(asking: Asking): Way {
  const base = '/api/commendations'
  if ('decide' in asking) {
    const { staff, id } = asking.decide
    const path = `${base}/${id}/decision`
    return {
      title: `确认对${staff.name}的表扬`,
      schema: Confirming as Schema,
      path,
      sends: '提交意见',
      done: '已提交意见',
    }
  }
  if ('withdraw' in asking) {
    const { staff, id } = asking.withdraw
    const path = `${base}/${id}/withdrawal`
    return { title: `撤销对${staff.name}的表扬`, schema: Withdrawing as Schema, path, sends: '撤销', done: '已撤销' }
  }
  return { title: '提出表扬', schema: Commending as Schema, path: base, sends: '提出', done: '已提出，等负责人确认' }
}

function Ask({ asking, onDone }: { asking: Asking; onDone: () => void }) {
  const way = wayOf(asking)
  const send = useMutation({
    mutationFn: (values: Values) => change('POST', way.path, values),
    onSuccess: () => {
      settleCommendations(way.done)
      onDone()
    },
  })
  return <SendOver title={way.title} send={send} schema={way.schema} sends={way.sends} onLeave={onDone} />
}
