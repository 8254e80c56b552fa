import type { ReactNode } from 'react'
import { type Day, dayOf, instant, spoken, spokenAt } from '#core/day.ts'
import type { ClockView, Lamp as Colour, Name, SheetView } from '#core/view.ts'
import { colours, type Fact, grounds, type Round, type WarningFacts } from '#rules/commitments/contract.ts'
import { Heads } from '#ui/heads.tsx'
import { Lamp } from '#ui/lamp.tsx'
import { day } from '#ui/when.ts'

export type WarningRow = {
  readonly id: string
  readonly number: string
  readonly office: { readonly id: string; readonly name: string }
  readonly colour: keyof typeof colours
  readonly colourLabel: string
  readonly groundLabel: string
  readonly rounds: number
  readonly stateLabel: string
  readonly closed: boolean
  readonly openedAt: string | null
  readonly closedAt: string | null
  readonly dueAt: string | null
  readonly age: number
  readonly lamp: Colour
  readonly late: boolean
  readonly turn: Name | null
}
export type ProposalRow = {
  readonly office: { readonly id: string; readonly name: string }
  readonly ground: keyof typeof grounds
  readonly groundLabel: string
  readonly colour: keyof typeof colours
  readonly found: string
  readonly facts: readonly Fact[]
  readonly earlier: readonly string[]
  readonly mine: boolean
}

/** A card in its colour, with its word and shape: nobody has to tell red from yellow. */
export function Card({ colour }: { colour: keyof typeof colours }) {
  return <span className={`card-chip card-${colour}`}>{colours[colour]}</span>
}

/** 监督通知书台账: what was written to whom, about what, by when, whose turn (6.6). */
export function WarningTable({ rows, open }: { rows: readonly WarningRow[]; open: (row: WarningRow) => ReactNode }) {
  return (
    <table className="plain due" aria-label="监督通知书">
      <Heads of={['期限', '通知书', '单位', '第几次', '办理情况']} />
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td>
              {row.closed ? (
                <span className="quiet">{row.closedAt ? `${day(row.closedAt)}了结` : '已了结'}</span>
              ) : (
                <>
                  <Lamp lamp={row.lamp} late={row.late} /> {row.dueAt ? day(row.dueAt) : null}
                </>
              )}
              <small>已历{row.age}个工作日</small>
            </td>
            <td>
              <Card colour={row.colour} /> {open(row)}
              <small className="digits">{row.number}</small>
            </td>
            <td>{row.office.name}</td>
            <td>{row.rounds > 0 ? `第${row.rounds}次` : <span className="quiet">待签发</span>}</td>
            <td>
              {row.stateLabel}
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

type ProposalsProps = { rows: readonly ProposalRow[]; draft: (row: ProposalRow) => ReactNode }

/** What the record gives reason to write about; a person decides whether to (6.6). */
export function Proposals({ rows, draft }: ProposalsProps) {
  return (
    <table className="plain" aria-label="提请监督通知">
      <Heads of={['单位', '事由', '记录显示', '办理']} />
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.office.id} ${row.ground}`}>
            <th scope="row">{row.office.name}</th>
            <td>
              <Card colour={row.colour} /> {row.groundLabel}
              {row.earlier.length > 0 ? <small>一年内已通知{row.earlier.length}次</small> : null}
            </td>
            <td>
              <Facts facts={row.facts} />
            </td>
            <td>
              {draft(row)}
              {row.mine ? null : <small>直接上级可先发</small>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <ul className="behind">
      {facts.map(({ says, to }) => (
        <li key={says}>{to ? <a href={`/desk${to}`}>{says}</a> : says}</li>
      ))}
    </ul>
  )
}

type RoundsProps = { facts: WarningFacts; clocks: readonly ClockView[]; sheets: readonly SheetView[] }

/** 监督通知: what is wrong with its facts, then the rounds, the newest first, each with its answer and its papers (6.6). */
export function WarningRounds({ facts, clocks, sheets }: RoundsProps) {
  const { colour, ground, found, todo, days, facts: shown, rounds, outcome } = facts
  const papers = sheets.filter(({ kind }) => kind === 'warning-notice')
  const replies = sheets.filter(({ kind }) => kind === 'warning-reply')
  const reply = clocks.find(({ name }) => name === 'reply')
  const answered = rounds.filter(({ answer }) => answer)
  return (
    <>
      <p>
        <Card colour={colour} /> {grounds[ground].label}：{found}
      </p>
      <Facts facts={shown} />
      {outcome && rounds.at(-1)?.judged?.isGood !== true ? <p>撤回：{outcome}</p> : null}
      {rounds.length === 0 ? (
        <p className="quiet">
          整改要求：{todo}；签发后限{days}个工作日书面回复。签发前，被通知单位看不到。
        </p>
      ) : (
        <ol className="rounds" reversed>
          {rounds
            .map((round, n) => (
              <One
                key={round.number}
                round={round}
                paper={papers[n]}
                answerPaper={replies[answered.indexOf(round)]}
                clock={n === rounds.length - 1 ? reply : undefined}
              />
            ))
            .toReversed()}
        </ol>
      )}
    </>
  )
}

type OneProps = {
  round: Round
  paper: SheetView | undefined
  answerPaper: SheetView | undefined
  clock: ClockView | undefined
}

function One({ round, paper, answerPaper, clock }: OneProps) {
  const { number, colour, todo, days, replyBy, at, answer, judged } = round
  return (
    <li>
      <h4>
        {colours[colour]} <span className="digits">{number}</span>
      </h4>
      <dl>
        <Line label="要求">
          {todo}
          <small>{spokenAt(instant(at))}签发</small>
        </Line>
        <Line label="回复期限">
          {spoken(replyBy as Day)}（{days}个工作日）
          {!answer && clock?.is === 'running' ? <Lamp lamp={clock.lamp} late={clock.late} /> : null}
          {answer?.late ? <b className="late-word"> ▲ 逾期回复</b> : null}
        </Line>
        <Line label="回复">
          {answer ? (
            <>
              {answer.result}
              <small>{spoken(dayOf(instant(answer.at)))}</small>
            </>
          ) : (
            <span className="quiet">还没有回复</span>
          )}
        </Line>
        {answer ? <Line label="整改措施">{answer.corrections}</Line> : null}
        {answer ? (
          <Line label="审核">
            {judged ? (
              <>
                <b>{judged.isGood ? '合格，销号' : '不符合要求'}</b>：{judged.opinion}
              </>
            ) : (
              <span className="quiet">等待上级审核</span>
            )}
          </Line>
        ) : null}
        <Line label="文书">
          {[paper, answerPaper].map((sheet) =>
            sheet ? (
              <a key={sheet.number} href={sheet.url} target="_blank" rel="noreferrer">
                {sheet.number}{' '}
              </a>
            ) : null,
          )}
        </Line>
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
