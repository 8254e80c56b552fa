import type { ReactNode } from 'react'
import { type Day, dayOf, instant, spoken, spokenAt } from '#core/day.ts'
import type { ClockView, Lamp as Colour, Name, SheetView } from '#core/view.ts'
import { type ComplaintFacts, findings, type Order, ways } from '#rules/quality-service/complaint.ts'
import { Heads } from '#ui/heads.tsx'
import { Lamp } from '#ui/lamp.tsx'
import { day } from '#ui/when.ts'

type Told = Pick<ComplaintFacts, 'reached' | 'orders' | 'finding' | 'outcome'>
type Props = {
  facts: Told
  clocks: readonly ClockView[]
  sheets: readonly SheetView[]
  /** What may follow from a complaint found true (2.4.2). */
  children?: ReactNode
}

const said = (at: number): string => spokenAt(instant(at))

/** 核实和督办: who was asked what, then the orders, the newest first, each with what came of it and its paper (10.5.4, 10.5.5.b, c). */
export function Rounds({ facts, clocks, sheets, children }: Props) {
  const { reached = [], orders = [], finding, outcome } = facts
  const papers = sheets.filter(({ kind }) => kind === 'supervision-order')
  const replies = sheets.filter(({ kind }) => kind === 'supervision-reply')
  const reported = orders.filter(({ report }) => report)
  const reply = clocks.find(({ name }) => name === 'reply')
  return (
    <>
      {finding || outcome ? (
        <p>
          {finding ? (
            <>
              核实结论：<b>{findings[finding]}</b>。
            </>
          ) : null}
          {outcome}
        </p>
      ) : null}
      {children}
      {orders.length > 0 ? (
        <ol className="rounds" reversed>
          {orders
            .map((order, n) => (
              <Round
                key={order.number}
                order={order}
                nth={n + 1}
                paper={papers[n]}
                answer={replies[reported.indexOf(order)]}
                clock={n === orders.length - 1 ? reply : undefined}
              />
            ))
            .toReversed()}
        </ol>
      ) : null}
      {reached.length > 0 ? (
        <>
          <h4 className="reached-head">联系投诉人</h4>
          <ul className="reached">
            {reached.map(({ at, way, said: words, missed }) => (
              <li key={at}>
                <span className="quiet">
                  {said(at)} {ways[way]}
                  {missed ? '，没有联系上' : ''}
                </span>{' '}
                {words}
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </>
  )
}

type RoundProps = {
  order: Order
  nth: number
  paper: SheetView | undefined
  answer: SheetView | undefined
  clock: ClockView | undefined
}

function Round({ order, nth, paper, answer, clock }: RoundProps) {
  const { number, opinion, days, replyBy, at, told, report, judged } = order
  const isLate = report ? dayOf(instant(report.at)) > replyBy : clock?.is === 'running' && clock.late
  return (
    <li>
      <h4>
        第{nth}次督办 <span className="digits">{number}</span>
      </h4>
      <dl>
        <Line label="督办意见">
          {opinion}
          <small>{said(at)}签发</small>
        </Line>
        <Line label="回复期限">
          {spoken(replyBy as Day)}（{days}个工作日）
          {!report && clock?.is === 'running' ? <Lamp lamp={clock.lamp} late={clock.late} /> : null}
          {report && isLate ? <b className="late-word"> ▲ 逾期回报</b> : null}
        </Line>
        <Line label="答复投诉人">
          {told ? (
            <>
              {told.said}
              <small>
                {said(told.at)} {ways[told.way]}，投诉人{told.content ? '没有意见' : '仍有意见'}
              </small>
            </>
          ) : (
            <span className="quiet">{report ? '匿名投诉，无法答复本人' : '还没有答复'}</span>
          )}
        </Line>
        <Line label="书面回报">
          {report ? (
            <>
              {report.result}
              <small>{said(report.at)}</small>
            </>
          ) : (
            <span className="quiet">还没有回报</span>
          )}
        </Line>
        {report ? <Line label="整改情况">{report.corrections}</Line> : null}
        {report ? (
          <Line label="审核">
            {judged ? (
              <>
                <b>{judged.isGood ? '合格，办结' : '不符合要求，再次督办'}</b>：{judged.opinion}
              </>
            ) : (
              <span className="quiet">等待上级审核</span>
            )}
          </Line>
        ) : null}
        {paper ? (
          <Line label="督办表">
            <a href={paper.url} target="_blank" rel="noreferrer">
              {paper.number}
            </a>
          </Line>
        ) : null}
        {answer ? (
          <Line label="督办回复">
            <a href={answer.url} target="_blank" rel="noreferrer">
              {answer.number}
            </a>
          </Line>
        ) : null}
      </dl>
    </li>
  )
}

function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

export type OrderRow = {
  readonly id: string
  readonly number: string
  readonly title: string
  readonly office: { readonly id: string; readonly name: string }
  readonly stage: string
  readonly stageLabel: string
  readonly cause: string
  readonly round: number
  readonly order: string | null
  readonly opinion: string | null
  readonly direct: boolean
  readonly age: number
  readonly chain: number | null
  readonly dueAt: string
  readonly lamp: Colour
  readonly late: boolean
  readonly turn: Name | null
}
export type OrderPlace = {
  readonly id: string
  readonly name: string
  readonly filed: number
  readonly ordered: number
  readonly replied: number
  readonly late: number
}

/** 督办清单: each complaint between two organizations, most urgent first (10.5.5.b, c). */
export function OrderTable({ rows, open }: { rows: readonly OrderRow[]; open: (row: OrderRow) => ReactNode }) {
  return (
    <table className="plain due" aria-label="督办清单">
      <Heads of={['期限', '投诉', '被投诉单位', '督办', '办理情况']} />
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td>
              <Lamp lamp={row.lamp} late={row.late} /> {day(row.dueAt)}
              <small>本环节已{row.age}个工作日</small>
            </td>
            <td>
              {open(row)}
              <small className="digits">{row.number}</small>
            </td>
            <td>{row.office.name}</td>
            <td>
              {row.round > 0 ? (
                `第${row.round}次`
              ) : (
                <span className="quiet">{row.direct ? '由上级直接查处' : '待签发'}</span>
              )}
              {row.chain === null ? null : <small>自首次督办{row.chain}个工作日</small>}
              {row.opinion ? <small className="cut">{row.opinion}</small> : null}
            </td>
            <td>
              {row.stageLabel}
              {row.turn ? (
                <small>
                  {row.turn.name} {row.turn.post}
                </small>
              ) : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** How the offices stand, each on a line; a name narrows the list to it. */
export function OrderPlaces({ places, onPick }: { places: readonly OrderPlace[]; onPick: (id: string) => void }) {
  return (
    <table className="plain due-places" aria-label="各单位督办情况">
      <Heads of={['单位', '待签发', '办理中', '待审核', '已超期']} />
      <tbody>
        {places.map((one) => (
          <tr key={one.id}>
            <th scope="row">
              <button type="button" className="as-link" onClick={() => onPick(one.id)}>
                {one.name}
              </button>
            </th>
            <td>{one.filed}</td>
            <td>{one.ordered}</td>
            <td>{one.replied}</td>
            <td>
              {one.late > 0 ? <Lamp lamp="red" late bare /> : null} {one.late}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

export type ChainRow = {
  readonly id: string
  readonly number: string
  readonly title: string
  readonly office: { readonly id: string; readonly name: string }
  readonly cause: string
  readonly round: number
  readonly stateLabel: string
  readonly finding: string | null
  readonly outcome: string | null
  readonly firstAt: string
  readonly closedAt: string
  readonly chain: number
  readonly late: boolean
}

/** 已办结的督办: how many orders it took, for how long, and how it ended (10.5.5.c). */
export function ChainTable({ rows, open }: { rows: readonly ChainRow[]; open: (row: ChainRow) => ReactNode }) {
  return (
    <table className="plain due" aria-label="已办结的督办">
      <Heads of={['办结', '投诉', '被投诉单位', '督办', '结果']} />
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td>
              {day(row.closedAt)}
              <small>首次督办{day(row.firstAt)}</small>
            </td>
            <td>
              {open(row)}
              <small className="digits">{row.number}</small>
            </td>
            <td>{row.office.name}</td>
            <td>
              共{row.round}次{row.late ? <b className="late-word"> ▲ 曾逾期</b> : null}
              <small>历时{row.chain}个工作日</small>
            </td>
            <td>
              {row.finding ?? row.stateLabel}
              {row.outcome ? <small className="cut">{row.outcome}</small> : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
