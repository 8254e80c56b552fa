import { Button, Checkbox } from 'antd'
import type { ReactNode } from 'react'
import type { Name } from '#core/view.ts'
import { Acts } from '#ui/acts.tsx'
import type { Schema } from '#ui/form/schema.ts'
import { Heads } from '#ui/heads.tsx'
import type { Line } from '#ui/history.tsx'
import { day } from '#ui/when.ts'
import { inYuan } from './payables.tsx'

export type Batch = {
  readonly id: string
  readonly number: string
  readonly kindLabel: string
  readonly state: string
  readonly stateLabel: string
  readonly count: number
  readonly amount: number
  readonly hash: string | null
  readonly until: string
  readonly due: string
  readonly late: boolean
  readonly returned: string | null
  readonly owner: Name | null
  readonly madeBy: Name | null
  readonly frozenAt: string | null
  readonly approvedBy: Name | null
  readonly approvedAt: string | null
  readonly office: { readonly id: string; readonly name: string }
  readonly offers: readonly string[]
}

export type BatchRow = {
  readonly id: string
  readonly number: string
  readonly matter: string
  readonly kind: string
  readonly unit: boolean
  readonly subject: string
  readonly name: string
  readonly idNumber: string
  readonly account: string | null
  readonly months: string | null
  readonly count: number
  readonly unitWord: string
  readonly amount: number
  readonly state: string
  readonly stateLabel: string
  readonly reason: string | null
  readonly checked: Name | null
  readonly paidOn: string | null
  readonly office: string
  /** Somebody else of this batch has the same account. */
  readonly shares: boolean
  /** The unit's account was closed, sent back by the bank, or another one told, since the row was put in. */
  readonly doubt: boolean
}

export type BatchPage = {
  readonly rows: readonly Batch[]
  readonly next: string | null
  readonly makes: boolean
  readonly below: number
  /** How many approved sums stand in no batch, here and below. */
  readonly waiting: number
  readonly waits: readonly { readonly kind: string; readonly count: number }[]
  readonly today: string
  readonly forms: { readonly make: Schema }
}

export type WholeBatch = Batch & {
  readonly rows: readonly BatchRow[]
  readonly history: readonly Line[]
  readonly forms: Readonly<Record<string, Schema>>
}

/** What can be done with a batch, in the words of the buttons. */
export const batchActs: Readonly<Record<string, string>> = {
  freeze: '提交复核审批',
  gather: '再汇集',
  dissolve: '解散',
  approve: '审批同意',
  'send-back': '退回',
  pay: '登记拨付',
  hand: '调整承办人和日期',
}

/** The batches of an office: how far, how much, whose and by when. */
export function Batches({ rows, onOpen }: { rows: readonly Batch[]; onOpen: (batch: Batch) => void }) {
  return (
    <table className="plain">
      <Heads of={['批次', '笔数和金额', '状态', '承办和期限', '办理']} />
      <tbody>
        {rows.map((batch) => (
          <tr key={batch.id}>
            <th scope="row">
              {batch.number}
              <small> {batch.kindLabel}</small>
              <br />
              <small>汇集到{day(batch.until)}</small>
            </th>
            <td className="digits">
              {batch.count}笔 {inYuan(batch.amount)}
            </td>
            <td>
              <span className="chip">{batch.stateLabel}</span>
              {batch.returned ? <small> 被退回：{batch.returned}</small> : null}
            </td>
            <td>
              {batch.owner?.name}
              <small className={batch.late ? 'late-word' : ''}>
                {' '}
                {batch.late ? '▲ ' : ''}
                {day(batch.due)}前拨付完
              </small>
            </td>
            <td>
              <Button size="small" onClick={() => onOpen(batch)} aria-label={`打开${batch.number}`}>
                打开
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

type RowsProps = {
  batch: WholeBatch
  chosen: readonly string[]
  /** The way to the case. */
  open: (row: BatchRow) => ReactNode
  onChoose: (ids: readonly string[]) => void
  onAct: (row: BatchRow, act: string) => void
}

/** The rows of a batch, to be looked at one by one; those that are ticked are confirmed or paid together. */
export function BatchRows({ batch, chosen, open: way, onChoose, onAct }: RowsProps) {
  const ticks = batch.offers.includes('check') || batch.offers.includes('pay')
  const open = batch.rows.filter((row) => row.state === 'in')
  const all = open.map(({ id }) => id)
  const turn = (id: string, on: boolean) => onChoose(on ? [...chosen, id] : chosen.filter((one) => one !== id))
  return (
    <div className="register-box">
      <table className="plain">
        <thead>
          <tr>
            {ticks ? (
              <th scope="col">
                <Checkbox
                  aria-label="全选"
                  checked={all.length > 0 && chosen.length === all.length}
                  indeterminate={chosen.length > 0 && chosen.length < all.length}
                  onChange={({ target }) => onChoose(target.checked ? all : [])}
                />
              </th>
            ) : null}
            {['姓名（单位）', '来源', '月份或事由', '金额', '账号', '复核', '情况', '办理'].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {batch.rows.map((row) => (
            <tr key={row.id}>
              {ticks ? (
                <td>
                  {row.state === 'in' ? (
                    <Checkbox
                      aria-label={`选中${row.number}`}
                      checked={chosen.includes(row.id)}
                      onChange={({ target }) => turn(row.id, target.checked)}
                    />
                  ) : null}
                </td>
              ) : null}
              <Cells row={row} open={way} />
              <td>
                <Acts of={row.number} acts={actsOf(batch, row)} onAct={(act) => onAct(row, act)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Cells({ row, open }: { row: BatchRow; open: RowsProps['open'] }) {
  return (
    <>
      <th scope="row">
        {row.name}
        <small className="digits"> {row.idNumber}</small>
      </th>
      <td>
        {open(row)}
        <small>{row.office}</small>
      </td>
      <td>
        {row.months ?? (row.subject || '—')}
        <small>
          {' '}
          {row.count}
          {row.unitWord}
        </small>
      </td>
      <td className="digits">{inYuan(row.amount)}</td>
      <td className="digits">
        {row.account}
        {row.doubt ? <span className="chip chip-warn">账户已停用、退回或更换</span> : null}
        {row.shares ? <span className="chip chip-warn">与别人同一账号</span> : null}
      </td>
      <td>{row.checked ? `✓ ${row.checked.name}` : <span className="quiet">—</span>}</td>
      <td>
        {row.stateLabel}
        {row.paidOn ? <small> {day(row.paidOn)}</small> : null}
        {row.reason ? <small> {row.reason}</small> : null}
      </td>
    </>
  )
}

function actsOf({ offers, state: stage }: WholeBatch, { state, doubt }: BatchRow) {
  const strikes = state === 'in' && offers.includes('strike') && (stage !== 'approved' || doubt)
  const returns = (state === 'in' || state === 'paid') && offers.includes('return')
  return [
    ...(strikes ? [{ key: 'strike', label: '剔除' }] : []),
    ...(returns ? [{ key: 'return', label: '登记银行退回' }] : []),
  ]
}
