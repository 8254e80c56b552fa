import { useMutation, useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { addressOf } from '#apps/desk/api/entries.ts'
import { actOn, figures, queue, settleQueue } from '#apps/desk/api/queue.ts'
import { askedOf } from '#apps/desk/pages/calling.tsx'
import { type Asked, EntryForm } from '#apps/desk/pages/entry.tsx'
import { tell } from '#apps/desk/shell/told.tsx'
import {
  FigureTable,
  type Offer,
  PlanSays,
  type QueueView,
  type Ticket,
  Waiting,
  Zones,
} from '#rules/quality-service/screens/queue.tsx'
import { PeriodFields } from '#ui/period.tsx'
import { Reading } from '#ui/state.tsx'
import { dayKey } from '#ui/when.ts'

/** 排队叫号 (10.4.5): who waits, who was not there, how the office lets people queue, and what it comes to. */
export function Queue() {
  const found = useQuery(queue)
  const [asked, setAsked] = useState<Asked | null>(null)
  const [taken, setTaken] = useState<Taken | null>(null)
  const view = found.data
  return (
    <main id="main" className="page">
      <h1>排队叫号</h1>
      <Reading of={found} lines={8} />
      {view ? (
        <>
          <div className="bar">
            <Button type="primary" onClick={() => setAsked(taking(view))}>
              代取号
            </Button>
            <span className="quiet">叫号在页面上方的叫号条，按 Q 叫下一个。来人不会用自助终端的，在这里代取号。</span>
          </div>
          <div className="bar" role="status">
            {taken ? (
              <>
                <span>{taken.hint}。</span>
                <Button href={slipOf(taken.id)} target="_blank" rel="noreferrer">
                  印号票
                </Button>
              </>
            ) : null}
          </div>
          <Zones view={view} />
          <Lines view={view} onAsk={setAsked} />
          <PlanSays plan={view.plan}>
            {view.leads ? <Button onClick={() => setAsked(planning(view))}>修改排队规则</Button> : null}
          </PlanSays>
          {view.leads ? <FiguresPart /> : null}
        </>
      ) : null}
      {asked ? (
        <EntryForm
          register="queue"
          asked={asked}
          onDone={() => setAsked(null)}
          onMade={({ id, hint }) => asked.path === ticketsPath && id && hint && setTaken({ id, hint })}
        />
      ) : null}
    </main>
  )
}

/** A number that was just taken for somebody, so that its slip can be printed. */
type Taken = { readonly id: string; readonly hint: string }
const ticketsPath = '/api/queue/tickets'
const slipOf = (id: string): string => `${ticketsPath}/${id}/slip.pdf`

function Lines({ view, onAsk }: { view: QueueView; onAsk: (asked: Asked) => void }) {
  const act = useMutation({
    mutationFn: ({ ticket, offer }: { ticket: Ticket; offer: Offer }) => actOn(ticket.id, offer.act),
    onSuccess: ({ number }, { offer }) => {
      tell(`${number}：${offer.label}`)
      settleQueue()
    },
    onError: (error) => tell(error.message),
  })
  const does = (ticket: Ticket, offer: Offer) =>
    offer.plain ? act.mutate({ ticket, offer }) : onAsk(askedOf(view, ticket, offer))
  return (
    <>
      <section aria-labelledby="queue-waiting">
        <h2 id="queue-waiting">等候</h2>
        <Waiting rows={view.rows} none="现在没有人等候。" busy={act.isPending} onAct={does} slipOf={slipOf} />
      </section>
      {view.absent.length > 0 ? (
        <section aria-labelledby="queue-absent">
          <h2 id="queue-absent">叫号未到</h2>
          <Waiting rows={view.absent} none="" busy={act.isPending} onAct={does} />
        </section>
      ) : null}
    </>
  )
}

function FiguresPart() {
  const today = dayKey(new Date())
  const [wanted, want] = useState({ from: today, until: today })
  const found = useQuery({ ...figures(wanted), placeholderData: (before) => before })
  return (
    <section aria-labelledby="queue-figures">
      <h2 id="queue-figures">排队统计</h2>
      <search className="filter-bar no-print">
        <PeriodFields
          id="queue-days"
          label="日期"
          value={wanted}
          onChange={({ from, until }) => want({ from: from ?? wanted.from, until: until ?? wanted.until })}
        />
        <span className="filter-end">
          <Button href={addressOf('/api/queue/figures.xlsx', wanted)}>导出Excel</Button>{' '}
          <Button href={addressOf('/api/queue/figures.csv', wanted)}>导出CSV</Button>
        </span>
      </search>
      <Reading of={found} />
      {found.data ? <FigureTable figures={found.data} /> : null}
    </section>
  )
}

function taking({ forms }: QueueView): Asked {
  return { title: '代取号', schema: forms.take, path: ticketsPath, done: '已取号', sends: '取号' }
}

function planning({ forms, plan }: QueueView): Asked {
  const { version: _, ...initial } = plan
  return {
    title: '修改排队规则',
    schema: forms.plan,
    path: '/api/queue/plan',
    done: '排队规则已修改',
    initial,
    sends: '保存',
  }
}
