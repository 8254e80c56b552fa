import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import {
  indicatorKeys,
  indicators,
  leastKnown,
  type Naming,
  type ScorePage,
  type ScoreRow,
} from '#rules/figures/scoring.ts'
import { Heads } from '#ui/heads.tsx'
import { Empty } from '#ui/state.tsx'

/** By what a month is scored: each part with its weight, how it is reckoned, and where the weights come from. */
export function Formula({ scheme, children }: { scheme: ScorePage['scheme']; children?: ReactNode }) {
  return (
    <section aria-labelledby="formula">
      <h2 id="formula">怎样算</h2>
      <p>
        得分＝各项得分×权重，加起来除以有记录的各项权重之和。没有记录的一项不猜，不计入，权重由其余各项分担。当月办结不足
        {scheme.least}件的、有记录的权重不足{leastKnown}%的，有分不排名；分数相同的并列。
      </p>
      <p className="quiet">
        权重：{scheme.from ? `自${monthSaid(scheme.from)}起执行，依据：${scheme.source}` : scheme.source}
        {scheme.toConfirm ? <span className="chip chip-warn"> 默认值，待确认</span> : null}
      </p>
      <table className="plain">
        <Heads of={['项目', '权重', '算法', '依据']} />
        <tbody>
          {indicatorKeys.map((key) => (
            <tr key={key}>
              <th scope="row">{indicators[key].label}</th>
              <td className="digits">{scheme.weights[key]}</td>
              <td>{indicators[key].means}</td>
              <td>{indicators[key].clause}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {children}
    </section>
  )
}

type TableProps = {
  title: string
  rows: readonly ScoreRow[]
  isClosed: boolean
  onName?: ((row: ScoreRow) => void) | undefined
  onHistory: (row: ScoreRow) => void
}

/** Best first; the reckoning of each in its own line below, opened by its button and always on paper. */
export function ScoreTable({ title, rows, isClosed, onName, onHistory }: TableProps) {
  const [open, setOpen] = useState<readonly string[]>([])
  const keyOf = (row: ScoreRow) => row.post ?? row.office
  const turn = (key: string) => setOpen(open.includes(key) ? open.filter((one) => one !== key) : [...open, key])
  return (
    <section aria-labelledby={`scores-${title}`}>
      <h2 id={`scores-${title}`}>
        {title} {rows.length}
      </h2>
      {rows.length === 0 ? <Empty says="这个月没有记录。" /> : null}
      {rows.length > 0 ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
        <section className="register-scroll" aria-label={`${title}得分`} tabIndex={0}>
          <table className="plain scores">
            <Heads of={['名次', title, '办结', '得分', '计算', '办理']} />
            <tbody>
              {rows.map((row) => (
                <Row
                  key={keyOf(row)}
                  row={row}
                  isOpen={open.includes(keyOf(row))}
                  onTurn={() => turn(keyOf(row))}
                  onHistory={() => onHistory(row)}
                  onName={onName && isClosed && row.rank !== null ? () => onName(row) : undefined}
                />
              ))}
            </tbody>
          </table>
        </section>
      ) : null}
    </section>
  )
}

type RowProps = {
  row: ScoreRow
  isOpen: boolean
  onTurn: () => void
  onHistory: () => void
  onName: (() => void) | undefined
}

function Row({ row, isOpen, onTurn, onHistory, onName }: RowProps) {
  const { detail, rank, tied, unranked, score } = row
  return (
    <>
      <tr>
        <td className="digits">
          {rank === null ? <small className="quiet">不排名：{unranked}</small> : `${rank}${tied ? '（并列）' : ''}`}
        </td>
        <th scope="row">
          {row.name}
          {row.post ? <small> {row.officeName}</small> : null}
        </th>
        <td className="digits">{row.volume}</td>
        <td className="digits">
          <b>{score ?? '无'}</b>
          {row.corrected ? (
            <small className="wrong">
              封存以后记录有更正{row.now === null ? '' : `，现在重算为${row.now}`}，得分不变
            </small>
          ) : null}
        </td>
        <td>
          {detail ? (
            <>
              {detail.steps}
              {detail.missing.length > 0 ? (
                <small className="quiet">没有计入：{detail.missing.join('；')}</small>
              ) : null}
            </>
          ) : (
            <span className="quiet">明细由本人、单位负责人和上级看</span>
          )}
        </td>
        <td className="no-print">
          {detail ? (
            <Button size="small" aria-expanded={isOpen} onClick={onTurn}>
              各项
            </Button>
          ) : null}{' '}
          <Button size="small" onClick={onHistory}>
            历月
          </Button>{' '}
          {onName ? (
            <Button size="small" type="primary" onClick={onName}>
              命名
            </Button>
          ) : null}
        </td>
      </tr>
      {detail ? (
        <tr className="score-parts" data-open={isOpen}>
          <td />
          <td colSpan={5}>
            <ul>
              {detail.parts.map(({ key, label, weight, score: one, says, clause }) => (
                <li key={key}>
                  {label} <b>{one ?? '没有计入'}</b>（权重{weight}）：{says}{' '}
                  <span className="clauses">依据 {clause}</span>
                </li>
              ))}
            </ul>
          </td>
        </tr>
      ) : null}
    </>
  )
}

type NamingsProps = {
  rows: readonly Naming[]
  isHead: boolean
  busy: boolean
  open: (naming: Naming) => ReactNode
  onPublish: (naming: Naming) => void
  onWithdraw: (naming: Naming) => void
}

/** What was named, by whom and why; made public or taken back. */
export function Namings({ rows, isHead, busy, open, onPublish, onWithdraw }: NamingsProps) {
  return (
    <section aria-labelledby="namings">
      <h2 id="namings">示范窗口 {rows.length}</h2>
      {rows.length === 0 ? <Empty says="还没有命名示范窗口。得分不自动命名，由负责人在封存的月份里选定。" /> : null}
      <ul className="findings">
        {rows.map((row) => (
          <li key={row.id}>
            <p>
              <b>{row.name}</b> {monthSaid(row.from)}
              {row.from === row.until ? '' : `至${monthSaid(row.until)}`}{' '}
              <span className="quiet">
                {row.by}于{row.at}命名
              </span>
              {row.withdrawn ? <span className="chip chip-warn"> 已撤回</span> : null}
            </p>
            <p>
              {row.scores.map(({ month, score, rank }) => `${monthSaid(month)}${score}分，第${rank}名`).join('；')}。
              {row.why}
            </p>
            {row.withdrawn ? <p className="quiet">{row.withdrawn}</p> : null}
            {isHead && !row.withdrawn ? (
              <p className="bar no-print">
                {row.disclosure ? (
                  open(row)
                ) : (
                  <Button disabled={busy} onClick={() => onPublish(row)}>
                    登记公开
                  </Button>
                )}
                <Button disabled={busy} onClick={() => onWithdraw(row)}>
                  撤回
                </Button>
              </p>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  )
}

export const monthSaid = (month: string): string => `${month.slice(0, 4)}年${Number(month.slice(5, 7))}月`
