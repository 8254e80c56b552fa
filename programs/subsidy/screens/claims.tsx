import { Button } from 'antd'
import type { ReactNode } from 'react'
import type { Name } from '#core/view.ts'
import { Acts } from '#ui/acts.tsx'
import type { Schema } from '#ui/form/schema.ts'
import { Heads } from '#ui/heads.tsx'
import { day } from '#ui/when.ts'
import { inYuan } from './payables.tsx'

export type Part = {
  readonly kind: string
  readonly label: string
  readonly paid: number
  readonly asked: number
  readonly granted: number
}
export type Claim = {
  readonly id: string
  readonly number: string
  readonly isCase: boolean
  readonly name: string
  readonly idNumber: string
  readonly span: string | null
  readonly months: number
  readonly state: string
  readonly stateLabel: string
  readonly amount: number
  readonly term: number
  readonly termSays: string
  readonly left: number
  readonly source: string
  readonly grantedOn: string | null
  readonly parts: readonly Part[]
  readonly office: { readonly id: string; readonly name: string }
  readonly offers: readonly string[]
}
export type ClaimPage = {
  readonly rows: readonly Claim[]
  readonly next: string | null
  readonly enters: boolean
  readonly forms: Readonly<Record<'add' | 'correct' | 'remove' | 'person', Schema>>
}
export type MonthSpan = {
  readonly number: string
  readonly stateLabel: string
  readonly from: string
  readonly span: string
  readonly months: number
  readonly office: string
}
export type PersonLedger = {
  readonly rows: readonly Claim[]
  readonly months: readonly MonthSpan[]
  readonly enjoyed: number
  readonly taken: number
}
export type Recovery = {
  readonly id: string
  readonly number: string
  readonly name: string
  readonly months: string | null
  readonly amount: number
  readonly got: number
  readonly reason: string
  readonly due: string
  readonly stateLabel: string
  readonly late: boolean
  readonly madeBy: Name | null
  readonly offers: readonly string[]
}
export type RecoveryPage = {
  readonly rows: readonly Recovery[]
  readonly next: string | null
  readonly forms: Readonly<Record<'receive' | 'drop', Schema>>
}
export type Figures = {
  readonly year: number
  readonly rows: readonly {
    readonly month: string
    readonly kindLabel: string
    readonly persons: number
    readonly rows: number
    readonly count: number
    readonly unit: string
    readonly amount: number
  }[]
  readonly total: number
  readonly recovered: number
  readonly agrees: boolean
}

export const claimActs: Readonly<Record<string, string>> = {
  correct: '核算调整',
  remove: '删除登记',
  sheet: '打印审批表',
  history: '经历',
}

const whole = { whiteSpace: 'nowrap' } as const

type ClaimsProps = {
  rows: readonly Claim[]
  /** The way to the case. */
  open: (claim: Claim) => ReactNode
  onAct: (claim: Claim, act: string) => void
}

/** The ledger of persons: the months of each application and of what somebody had elsewhere. */
export function Claims({ rows, open, onAct }: ClaimsProps) {
  return (
    <table className="plain">
      <Heads of={['姓名', '月份', '金额', '状态', '期限和剩余', '办理']} />
      <tbody>
        {rows.map((claim) => (
          <tr key={claim.id}>
            <th scope="row">
              {claim.name}
              <small className="digits"> {claim.idNumber}</small>
              {open(claim)}
              <small>{claim.office.name}</small>
            </th>
            <td style={whole}>
              {claim.span}
              <small> {claim.months}个月</small>
            </td>
            <td className="digits">
              {claim.isCase ? inYuan(claim.amount) : '—'}
              {claim.parts
                .filter(({ asked }) => asked > 0)
                .map(({ kind, label, granted, asked }) => (
                  <small key={kind}>
                    {' '}
                    {label}
                    {inYuan(granted)}
                    {granted < asked ? `（申请${inYuan(asked)}）` : ''}
                  </small>
                ))}
            </td>
            <td>
              <span className="chip">{claim.stateLabel}</span>
              {claim.grantedOn ? <small> {day(claim.grantedOn)}</small> : null}
            </td>
            <td>
              {claim.isCase ? (
                <>
                  {claim.termSays}
                  <small> 这次批准后还剩{claim.left}个月</small>
                </>
              ) : (
                <small>依据：{claim.source}</small>
              )}
            </td>
            <td>
              <Acts
                of={claim.number}
                acts={[...claim.offers, ...(claim.isCase ? ['sheet'] : []), 'history'].map((key) => ({
                  key,
                  label: claimActs[key] ?? key,
                }))}
                onAct={(act) => onAct(claim, act)}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** All months of one person, whichever office they came from: of others only that they are taken, and by which case. */
export function Months({ rows }: { rows: readonly MonthSpan[] }) {
  return (
    <table className="plain">
      <Heads of={['月份', '月数', '情况', '编号', '单位']} />
      <tbody>
        {rows.map((one) => (
          <tr key={`${one.from} ${one.number}`}>
            <th scope="row">{one.span}</th>
            <td>{one.months}</td>
            <td>{one.stateLabel}</td>
            <td className="digits">{one.number}</td>
            <td>{one.office}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

type RecoveriesProps = { rows: readonly Recovery[]; onAct: (recovery: Recovery, act: string) => void }

/** What is asked back: how much of it has come, and by when the rest should. */
export function Recoveries({ rows, onAct }: RecoveriesProps) {
  return (
    <table className="plain">
      <Heads of={['姓名', '追回', '已退回', '理由', '期限', '办理']} />
      <tbody>
        {rows.map((one) => (
          <tr key={one.id}>
            <th scope="row">
              {one.name}
              <small className="digits"> {one.number}</small>
            </th>
            <td className="digits">
              {inYuan(one.amount)}
              {one.months ? <small> {one.months}</small> : null}
            </td>
            <td className="digits">{inYuan(one.got)}</td>
            <td>{one.reason}</td>
            <td>
              <span className="chip">{one.stateLabel}</span>
              <small className={one.late ? 'late-word' : ''}>
                {' '}
                {one.late ? '▲ ' : ''}
                {day(one.due)}前
              </small>
            </td>
            <td>
              {one.offers.map((act) => (
                <Button key={act} size="small" onClick={() => onAct(one, act)} aria-label={`${one.number}${act}`}>
                  {act === 'receive' ? '登记退回入账' : '撤销'}
                </Button>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The year by month, held against the sums themselves. */
export function FigureTable({ figures }: { figures: Figures }) {
  return (
    <>
      <p>
        {figures.year}年共拨付{inYuan(figures.total)}，其中已追回{inYuan(figures.recovered)}；
        {figures.agrees ? '与各笔合计相符。' : '与各笔合计不符，请联系系统管理员核对。'}
      </p>
      <table className="plain">
        <Heads of={['月份', '补贴', '人数', '笔数', '数量', '金额']} />
        <tbody>
          {figures.rows.map((row) => (
            <tr key={`${row.month} ${row.kindLabel}`}>
              <th scope="row">{row.month}</th>
              <td>{row.kindLabel}</td>
              <td>{row.persons}</td>
              <td>{row.rows}</td>
              <td>
                {row.count}
                {row.unit}
              </td>
              <td className="digits">{inYuan(row.amount)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
