import { Button } from 'antd'
import type { ReactNode } from 'react'
import { type Day, spoken } from '#core/day.ts'
import { Heads } from '#ui/heads.tsx'
import { day, moment } from '#ui/when.ts'

type Item = { readonly code: string; readonly label: string }
export type RatingRow = {
  readonly id: string
  readonly at: string
  readonly level: number
  readonly levelLabel: string
  readonly items: readonly Item[]
  readonly words: string | null
  readonly channel: string
  readonly office: { readonly id: string; readonly name: string }
  readonly post: string
  readonly staff: string
  readonly service: string | null
  readonly stageLabel: string
  readonly handling: {
    readonly id: string
    readonly number: string
    readonly late: boolean
    readonly stateLabel: string
    readonly finding: string | null
    readonly way: string | null
    readonly content: boolean | null
    readonly dueAt: string | null
    readonly closedAt: string | null
  } | null
  readonly appeal: { readonly id: string; readonly stateLabel: string } | null
  readonly excluded: { readonly why: string; readonly by: string } | null
}

type Props = {
  rows: readonly RatingRow[]
  open: (matter: string, says: string) => ReactNode
  onAppeal: (number: string) => void
}

/** 评价台账: what was said, and what came of it; never who said it (10.5.1). */
export function RatingTable({ rows, open, onAppeal }: Props) {
  return (
    <table className="plain register">
      <Heads of={['评价', '说了什么', '评的是', '处理']} />
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row">
              <Level level={row.level} says={row.levelLabel} />
              <small>{moment(row.at)}</small>
              <small>{row.channel}</small>
            </th>
            <td>
              {row.items.map(({ code, label }) => (
                <div key={code}>{label}</div>
              ))}
              {row.words ? <q>{row.words}</q> : null}
              {row.items.length === 0 && !row.words ? <span className="quiet">没有写</span> : null}
            </td>
            <td>
              {row.service ?? '咨询和其他'}
              <small>
                {row.post}，{row.staff}
              </small>
              <small>{row.office.name}</small>
            </td>
            <td>
              <Handled row={row} open={open} onAppeal={onAppeal} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The level in words; a bad one with a sign, so that it isn't told by colour alone. */
function Level({ level, says }: { level: number; says: string }) {
  return level <= 2 ? <b className="late-word">▲ {says}</b> : <span>{says}</span>
}

function Handled({ row, open, onAppeal }: { row: RatingRow } & Omit<Props, 'rows'>) {
  const { handling, appeal, excluded } = row
  if (!handling) return <span className="quiet">{row.level <= 2 ? '没有上级可以核查' : '不用核查'}</span>
  const mayAppeal = !appeal && !excluded
  return (
    <>
      <span className={`state-tag ${handling.closedAt ? 'closed' : ''}`}>{handling.stateLabel}</span>
      <small className="digits">{open(handling.id, handling.number)}</small>
      {handling.finding ? (
        <small>
          {handling.finding}
          {handling.way ? `，${handling.way}` : ''}
        </small>
      ) : null}
      {handling.content === null ? null : <small>回访{handling.content ? '满意' : '仍不满意'}</small>}
      {handling.late ? <small className="late-word">▲ 超期</small> : null}
      {!handling.closedAt && handling.dueAt ? <small>{day(handling.dueAt)}到期</small> : null}
      {excluded ? (
        <small>
          不计入统计（{excluded.by}）：{excluded.why}
        </small>
      ) : null}
      {appeal ? <small>{open(appeal.id, appeal.stateLabel)}</small> : null}
      {mayAppeal ? (
        <Button size="small" onClick={() => onAppeal(handling.number)}>
          申诉
        </Button>
      ) : null}
    </>
  )
}

export type Evidence = {
  readonly code: string
  readonly label: string
  readonly stance: Stance
  readonly says: readonly string[]
}
type Stance = 'shows' | 'denies' | 'silent'
export type Compared = {
  readonly levelLabel: string
  readonly words: string | null
  readonly at: string
  readonly channel: string
  readonly about: { readonly id: string; readonly number: string; readonly title: string } | null
  readonly named: readonly Evidence[]
  readonly others: readonly Evidence[]
  readonly stances: Readonly<Record<Stance, string>>
}

/** What was said, and beside each code what the record says: the verifier decides, not the machine (10.5.1). */
export function Beside({ found, open }: { found: Compared; open: (id: string, says: string) => ReactNode }) {
  const { named, others, stances, about } = found
  return (
    <>
      <p>
        <b>{found.levelLabel}</b>，{found.at}，{found.channel}。
        {about ? <>所评事项：{open(about.id, about.number)}（评价人的联系方式在那里说明理由后查看）。</> : null}
      </p>
      {found.words ? (
        <p>
          评价人写道：<q>{found.words}</q>
        </p>
      ) : (
        <p className="quiet">没有写文字。</p>
      )}
      {named.length > 0 ? (
        <table className="plain">
          <Heads of={['评价人选的', '系统记录', '记录里有什么']} />
          <tbody>
            {named.map((one) => (
              <Line key={one.code} one={one} stances={stances} />
            ))}
          </tbody>
        </table>
      ) : (
        <p className="quiet">评价人没有选具体指标。</p>
      )}
      {others.length > 0 ? (
        <>
          <h4>评价人没有选，记录里另有的问题</h4>
          <table className="plain">
            <Heads of={['指标', '系统记录', '记录里有什么']} />
            <tbody>
              {others.map((one) => (
                <Line key={one.code} one={one} stances={stances} />
              ))}
            </tbody>
          </table>
        </>
      ) : null}
    </>
  )
}

const signs: Readonly<Record<Stance, string>> = { shows: '▲', denies: '✓', silent: '–' }

function Line({ one, stances }: { one: Evidence; stances: Compared['stances'] }) {
  return (
    <tr>
      <th scope="row">
        {one.label} <small className="digits">{one.code}</small>
      </th>
      <td className={one.stance === 'shows' ? 'late-word' : undefined}>
        {signs[one.stance]} {stances[one.stance]}
      </td>
      <td>
        {one.says.map((says) => (
          <div key={says}>{says}</div>
        ))}
      </td>
    </tr>
  )
}

export type Period = {
  readonly from: string
  readonly until: string
  readonly levels: readonly number[]
  readonly excluded: number
  readonly satisfaction: number | null
  readonly visits: number
  readonly unrated: number
  readonly participation: number | null
}
const monthly = (month: string) => `${Number(month.slice(0, 4))}年${Number(month.slice(5))}月`
const share = (part: number | null) => (part === null ? '—' : `${part}%`)

/** One's own, in sums: how many took part beside how content they were; who hasn't rated counts for nothing (10.5.1). */
export function OwnSums({ periods }: { periods: readonly Period[] }) {
  return (
    <table className="plain">
      <Heads
        of={['时间', '满意率', '参评率', '未评价', '非常满意', '满意', '基本满意', '不满意', '非常不满意', '不计入']}
      />
      <tbody>
        {periods.map((one) => (
          <tr key={one.from}>
            <th scope="row">
              {one.from === one.until ? monthly(one.from) : `${monthly(one.from)}至${monthly(one.until)}`}
            </th>
            <td>{share(one.satisfaction)}</td>
            <td>{share(one.participation)}</td>
            <td>{one.unrated}</td>
            {one.levels.toReversed().map((count, nth) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the five levels, in their order
              <td key={nth}>{count}</td>
            ))}
            <td>{one.excluded}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

export type OwnBad = {
  readonly number: string
  readonly month: string
  readonly level: string
  readonly items: readonly Item[]
  readonly finding: string
  readonly way: string | null
  readonly posted: string | null
  readonly appealBy: string | null
  readonly mayAppeal: boolean
  readonly appeal: { readonly id: string; readonly stateLabel: string } | null
  readonly excluded: boolean
}
type OwnProps = {
  rows: readonly OwnBad[]
  open: (matter: string, says: string) => ReactNode
  onAppeal: (number: string) => void
}

/** Bad ratings about oneself that were looked into: what was found, and until when one may appeal; not who rated (10.5.1). */
export function OwnBadList({ rows, open, onAppeal }: OwnProps) {
  return (
    <table className="plain register">
      <Heads of={['核查编号', '评价', '核实和处理', '申诉']} />
      <tbody>
        {rows.map((row) => (
          <tr key={row.number}>
            <th scope="row">
              <span className="digits">{row.number}</span>
              <small>{monthly(row.month)}</small>
            </th>
            <td>
              {row.level}
              {row.items.map(({ code, label }) => (
                <small key={code}>{label}</small>
              ))}
            </td>
            <td>
              {row.finding}
              {row.way ? `，${row.way}` : ''}
              {row.posted ? <small>{row.posted}</small> : null}
              {row.excluded ? <small>经复核，不计入统计</small> : null}
            </td>
            <td>
              {row.appeal ? open(row.appeal.id, row.appeal.stateLabel) : null}
              {row.mayAppeal ? (
                <Button size="small" onClick={() => onAppeal(row.number)}>
                  申诉
                </Button>
              ) : null}
              {row.mayAppeal && row.appealBy ? <small>{spoken(row.appealBy as Day)}前可以申诉</small> : null}
              {!row.appeal && !row.mayAppeal ? <span className="quiet">申诉期限已过</span> : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
