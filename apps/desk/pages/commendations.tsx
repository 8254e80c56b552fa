import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { change, Refused } from '#apps/desk/api/call.ts'
import { type Asked, commendations, history, honours, settleCommendations } from '#apps/desk/api/commendations.ts'
import { Export } from '#apps/desk/pages/export.tsx'
import { Commending, Confirming, commended, Withdrawing } from '#rules/first-asked/contract.ts'
import { Honours, type Praise, Praises } from '#rules/first-asked/screens/praise.tsx'
import { DateField } from '#ui/form/date.tsx'
import { SchemaForm, type Values } from '#ui/form/form.tsx'
import type { Schema } from '#ui/form/schema.ts'
import { More } from '#ui/more.tsx'
import { Loading, Reading, Trouble } from '#ui/state.tsx'
import { moment } from '#ui/when.ts'

type Asking = { readonly propose: true } | { readonly decide: Praise } | { readonly withdraw: Praise }

/** 表扬登记 (2.4.0): proposed with evidence, confirmed by the head, counted by person and period. */
export function Commendations() {
  const [asked, setAsked] = useState<Asked>({})
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
      <Filter asked={asked} onAsk={setAsked} />
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

function Filter({ asked, onAsk }: { asked: Asked; onAsk: (asked: Asked) => void }) {
  const ask = (next: { [K in keyof Asked]?: string | undefined }) =>
    onAsk(Object.fromEntries(Object.entries({ ...asked, ...next }).filter(([, value]) => value)) as Asked)
  return (
    <search className="filter-bar">
      <Input.Search
        allowClear
        aria-label="查找"
        className="filter-words"
        placeholder="事迹中的字词，或编号"
        onSearch={(q) => ask({ q: q.trim() })}
      />
      <Select
        allowClear
        aria-label="情况"
        placeholder="情况"
        style={{ width: 120 }}
        value={asked.state ?? null}
        onChange={(state) => ask({ state: state ?? undefined })}
        options={Object.entries(commended).map(([value, label]) => ({ value, label }))}
      />
      {(['from', 'until'] as const).map((key) => (
        <label key={key} className="filter-field" htmlFor={`praise-${key}`}>
          {key === 'from' ? '日期' : '至'}
          <DateField
            time={false}
            id={`praise-${key}`}
            {...(asked[key] ? { value: asked[key] } : {})}
            onChange={(day) => ask({ [key]: day })}
          />
        </label>
      ))}
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

const none: Refused['problems'] = []
const empty: Values = {}

function Ask({ asking, onDone }: { asking: Asking; onDone: () => void }) {
  const way = wayOf(asking)
  const send = useMutation({
    mutationFn: (values: Values) => change('POST', way.path, values),
    onSuccess: () => {
      settleCommendations(way.done)
      onDone()
    },
  })
  return (
    <Modal
      open
      title={way.title}
      footer={null}
      onCancel={onDone}
      width={640}
      mask={{ closable: false }}
      keyboard={false}
    >
      <SchemaForm
        schema={way.schema}
        initial={empty}
        problems={send.error instanceof Refused ? send.error.problems : none}
        says={send.error?.message ?? null}
        busy={send.isPending}
        sends={way.sends}
        onSend={(values) => send.mutate(values)}
        onLeave={onDone}
      />
    </Modal>
  )
}
