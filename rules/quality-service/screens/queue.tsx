import { Button } from 'antd'
import type { ReactNode } from 'react'
import { Acts } from '#ui/acts.tsx'
import type { Schema } from '#ui/form/schema.ts'
import { Heads } from '#ui/heads.tsx'
import { Empty } from '#ui/state.tsx'

export type Offer = { readonly act: string; readonly label: string; readonly plain: boolean }
export type Ticket = {
  readonly id: string
  readonly number: string
  readonly zone: { readonly letter: string; readonly name: string }
  readonly lane: { readonly is: string; readonly label: string; readonly why: string | null }
  readonly wish: string
  readonly service: string | null
  readonly state: string
  readonly stateLabel: string
  readonly waitedMinutes: number
  readonly passes: number
  readonly calls: number
  readonly toWindow: number | null
  readonly window: number | null
  readonly matter: string | null
  /** What the visitor wrote for the window, once they are called. */
  readonly said: { readonly name?: string; readonly matter?: string } | null
  readonly offers: readonly Offer[]
}
export type Window = {
  readonly number: number
  readonly name: string
  readonly mine: boolean
  readonly who: string
  readonly now: Ticket | null
}
export type Zone = {
  readonly letter: string
  readonly name: string
  readonly services: readonly string[]
  readonly windows: readonly number[]
}
export type QueueView = {
  readonly inUse: boolean
  readonly leads: boolean
  readonly waiting: number
  readonly zones: readonly {
    readonly letter: string
    readonly name: string
    readonly waiting: number
    readonly priority: number
  }[]
  readonly windows: readonly Window[]
  readonly rows: readonly Ticket[]
  readonly absent: readonly Ticket[]
  readonly plan: {
    readonly version: number
    readonly zones: readonly Zone[]
    readonly ratio: number
    readonly back: number
    readonly passes: number
  }
  readonly forms: Readonly<Record<'take' | 'finish' | 'transfer' | 'lane' | 'plan', Schema>>
}

/** How many wait where, and who is being served at which window. */
export function Zones({ view }: { view: QueueView }) {
  return (
    <>
      <p>
        {view.zones.map(({ letter, name, waiting, priority }) => (
          <span key={letter} className="chip">
            {letter} {name}：{waiting}人{priority > 0 ? `（优先${priority}人）` : ''}
          </span>
        ))}
      </p>
      <table className="plain">
        <Heads of={['窗口', '值守', '正在']} />
        <tbody>
          {view.windows.map(({ number, name, who, now, mine }) => (
            <tr key={number}>
              <th scope="row">
                {number}号<small>{name}</small>
              </th>
              <td>
                {who}
                {mine ? <span className="chip"> 我</span> : null}
              </td>
              <td>{now ? `${now.number} ${now.stateLabel}` : '空闲'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

type LineProps = {
  rows: readonly Ticket[]
  none: string
  busy: boolean
  onAct: (ticket: Ticket, offer: Offer) => void
  /** Where the slip of a ticket is, while one is of use. */
  slipOf?: (id: string) => string
}

/** Those who wait, or who weren't there, in the order of their places; a number and what for, never a name. */
export function Waiting({ rows, none, busy, onAct, slipOf }: LineProps) {
  if (rows.length === 0) return <Empty says={none} />
  return (
    <table className="plain">
      <Heads of={['号码', '来办', '优先', '已等', '办理']} />
      <tbody>
        {rows.map((ticket) => (
          <tr key={ticket.id}>
            <th scope="row" className="digits">
              {ticket.number}
            </th>
            <td>
              {ticket.wish}
              <Notes ticket={ticket} />
            </td>
            <td>{ticket.lane.is === 'priority' ? `优先（${ticket.lane.why ?? ''}）` : '—'}</td>
            <td>{ticket.waitedMinutes}分钟</td>
            <td>
              {ticket.offers.length === 1 && ticket.offers[0]?.plain ? (
                <Button
                  size="small"
                  disabled={busy}
                  onClick={() => ticket.offers[0] && onAct(ticket, ticket.offers[0])}
                >
                  {ticket.offers[0].label}
                </Button>
              ) : (
                <Acts
                  of={ticket.number}
                  acts={ticket.offers.map(({ act, label }) => ({ key: act, label }))}
                  onAct={(act) => {
                    const offer = ticket.offers.find((one) => one.act === act)
                    if (offer) onAct(ticket, offer)
                  }}
                />
              )}
              {slipOf ? (
                <Button
                  size="small"
                  type="link"
                  href={slipOf(ticket.id)}
                  target="_blank"
                  rel="noreferrer"
                  aria-label={`印号票 ${ticket.number}`}
                >
                  印号票
                </Button>
              ) : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Notes({ ticket: { passes, toWindow, zone, number } }: { ticket: Ticket }) {
  const notes = [
    passes > 0 && `过号${passes}次`,
    toWindow !== null && `等${toWindow}号窗口`,
    zone.letter !== number[0] && `转到${zone.name}`,
  ].filter((note) => note !== false)
  return notes.length > 0 ? <small>{notes.join('，')}</small> : null
}

/** How the office lets people queue now, in words; a button beside it for the head. */
export function PlanSays({ plan, children }: { plan: QueueView['plan']; children: ReactNode }) {
  return (
    <section aria-labelledby="queue-plan">
      <h2 id="queue-plan">排队规则</h2>
      <ul>
        {plan.zones.map(({ letter, name, services, windows }, i) => (
          <li key={letter}>
            {letter} {name}：
            {services.length > 0 ? `${services.length}个事项` : i === 0 ? '其余全部事项和咨询' : '没有分到事项'}，
            {windows.length > 0 ? `${windows.join('、')}号窗口` : '全部窗口'}
          </li>
        ))}
        <li>优先号先叫；连叫{plan.ratio}个优先号，叫一个普通号</li>
        <li>
          过号隔{plan.back}个号再叫，{plan.passes}次未到不再叫；人回来了可以排回原位
        </li>
      </ul>
      {children}
    </section>
  )
}

export type Figures = {
  readonly from: string
  readonly until: string
  readonly rows: readonly {
    readonly zone: string
    readonly zoneName: string
    readonly hour: number
    readonly hours: string
    readonly taken: number
    readonly priority: number
    readonly done: number
    readonly passed: number
    readonly absent: number
    readonly uncalled: number
    readonly wait: number | null
    readonly longest: number | null
    readonly serving: number | null
    readonly unlinked: number
  }[]
  readonly total: {
    readonly taken: number
    readonly done: number
    readonly passed: number
    readonly absent: number
    readonly uncalled: number
    readonly unlinked: number
    readonly longest: number | null
  }
}

const minutes = (value: number | null) => (value === null ? '—' : `${value}分钟`)

/** Waiting and serving by zone and hour; what was not measured is left open (6.6). */
export function FigureTable({ figures: { rows, total } }: { figures: Figures }) {
  if (rows.length === 0) return <Empty says="这段时间没有人取号。" />
  return (
    <>
      <p>
        取号{total.taken}，已办{total.done}，过号{total.passed}，未到{total.absent}，未叫到{total.uncalled}
        {total.longest === null ? '' : `，最长等候${total.longest}分钟`}
        {total.unlinked > 0 ? `；已办而没有登记首问的${total.unlinked}件` : ''}
      </p>
      <p className="note">“未到”是叫过号没有来；“未叫到”是取了号，到当天结束也没有叫过。</p>
      <table className="plain figures">
        <Heads
          of={[
            '业务区',
            '取号时段',
            '取号',
            '优先',
            '已办',
            '过号',
            '未到',
            '未叫到',
            '平均等候',
            '最长等候',
            '平均办理',
          ]}
        />
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.zone} ${row.hour}`}>
              <th scope="row">
                {row.zone} {row.zoneName}
              </th>
              <td>{row.hours}</td>
              <td>{row.taken}</td>
              <td>{row.priority}</td>
              <td>{row.done}</td>
              <td>{row.passed}</td>
              <td>{row.absent}</td>
              <td>{row.uncalled}</td>
              <td>{minutes(row.wait)}</td>
              <td>{minutes(row.longest)}</td>
              <td>{minutes(row.serving)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

type StripProps = {
  window: Window
  windows: readonly Window[]
  waiting: number
  priority: number
  busy: boolean
  /** The one button that goes on, with its key; the others are as the server offers them. */
  main: ReactNode
  onWindow: (number: number) => void
  onAct: (ticket: Ticket, offer: Offer) => void
}

/** A small strip under the header: who is called, and what comes next; it stays while a matter is open. */
export function CallStrip({ window, windows, waiting, priority, busy, main, onWindow, onAct }: StripProps) {
  const { now } = window
  return (
    <section className="calling no-print" aria-label="叫号">
      {windows.length > 1 ? (
        <select
          aria-label="在哪个窗口叫号"
          value={window.number}
          onChange={(event) => onWindow(Number(event.target.value))}
        >
          {windows.map(({ number }) => (
            <option key={number} value={number}>
              {number}号窗口
            </option>
          ))}
        </select>
      ) : (
        <span>{window.number}号窗口</span>
      )}
      <span role="status">
        {now ? (
          <>
            <b className="digits">{now.number}</b> {now.stateLabel}
            {now.calls > 1 ? `（叫了${now.calls}次）` : ''} <small>{now.wish}</small>
            {now.lane.is === 'priority' ? <span className="chip">优先</span> : null}
          </>
        ) : null}
        <small>
          {' '}
          等候{waiting}人{priority > 0 ? `，其中优先${priority}人` : ''}
        </small>
      </span>
      {main}
      {now?.offers
        .filter(({ act }) => act !== 'serve')
        .map((offer) => (
          <Button key={offer.act} size="small" disabled={busy} onClick={() => onAct(now, offer)}>
            {offer.label}
          </Button>
        ))}
    </section>
  )
}
