import { Button, Checkbox } from 'antd'
import { type ReactNode, useState } from 'react'
import { Acts } from '#ui/acts.tsx'
import { Heads } from '#ui/heads.tsx'
import { Empty } from '#ui/state.tsx'
import type { Applicant, Seat, WholeClass } from './types.ts'

type RollProps = {
  found: WholeClass
  link: (seat: Seat) => ReactNode
  onAct: (act: 'leave' | 'admit' | 'revoke', seat: Seat) => void
  onPromote: () => void
}

/** The roll with everything about each: hours, test, paper; then who waits, and who has left. */
export function Roll({ found, link, onAct, onPromote }: RollProps) {
  const roll = found.seats.filter(({ state }) => state === 'in')
  const waiting = found.seats.filter(({ state }) => state === 'waiting')
  const left = found.seats.filter(({ state }) => state === 'withdrawn' || state === 'gone')
  const runs = found.stage === 'coming' || found.stage === 'running' || found.stage === 'after'
  const isFree = found.stage === 'coming' && found.taken < found.places
  if (found.seats.length === 0)
    return <Empty says={found.stage === 'coming' ? '名册上还没有学员，从下面等待编班的人里选。' : '名册上没有学员。'} />
  return (
    <>
      {roll.length > 0 ? <Seated rows={roll} runs={runs} link={link} onAct={onAct} /> : null}
      {waiting.length > 0 ? (
        <>
          <h3>候补（{waiting.length}人）</h3>
          <p>
            {waiting.map(({ name }) => name).join('、')}{' '}
            {isFree ? (
              <Button size="small" onClick={onPromote}>
                递补第一位
              </Button>
            ) : null}
          </p>
        </>
      ) : null}
      {left.length > 0 ? (
        <details>
          <summary>已退出的{left.length}人</summary>
          <ul>
            {left.map((seat) => (
              <li key={seat.id}>
                {seat.name} {link(seat)}：{seat.stateLabel}，{seat.reason}{' '}
                {seat.toTell ? <span className="chip chip-warn">还没有通知</span> : null}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </>
  )
}

type SeatedProps = Pick<RollProps, 'link' | 'onAct'> & { rows: readonly Seat[]; runs: boolean }

function Seated({ rows, runs, link, onAct }: SeatedProps) {
  return (
    <table className="plain">
      <Heads of={['序号', '姓名', '手机号码', '补贴方式', '出勤率', '成绩', '合格证', '办理']} />
      <tbody>
        {rows.map((seat, i) => (
          <tr key={seat.id}>
            <td>{i + 1}</td>
            <th scope="row">
              {seat.name}
              <small className="block">
                {seat.idMasked}　{link(seat)}
              </small>
            </th>
            <td>{seat.phone}</td>
            <td>{seat.way}</td>
            <td>
              <Share seat={seat} />
            </td>
            <td>
              <Score seat={seat} />
            </td>
            <td>
              <PaperOf seat={seat} />
            </td>
            <td>
              <Acts of={seat.name} acts={runs ? actsOf(seat) : []} onAct={(act) => onAct(act as 'leave', seat)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const words = { leave: '退班', admit: '准予参加考核', revoke: '作废合格证' } as const

function actsOf(seat: Seat) {
  const acts = [
    ...(seat.result === null ? (['leave'] as const) : []),
    ...(seat.held > 0 && !seat.enough && !seat.admitted && seat.theory === null ? (['admit'] as const) : []),
    ...(seat.paper && !seat.paper.revoked ? (['revoke'] as const) : []),
  ]
  return acts.map((key) => ({ key, label: words[key] }))
}

export function Share({ seat: { percent, enough, admitted, there, held } }: { seat: Seat }) {
  if (percent === null) return <span className="quiet">还没有登记</span>
  return (
    <>
      {percent}%{' '}
      <small>
        {there}／{held}学时
      </small>
      {enough ? null : <span className="chip chip-warn">不够</span>}
      {admitted ? (
        <small className="block">
          {admitted.by}准予考核：{admitted.why}
        </small>
      ) : null}
    </>
  )
}

export function Score({ seat }: { seat: Seat }) {
  const { theory, practice, theoryAgain, practiceAgain, resultLabel, mayResit } = seat
  if (theory === null) return resultLabel
  const isAgain = theoryAgain !== null || practiceAgain !== null
  return (
    <>
      {theory}／{practice}
      {isAgain ? (
        <small className="block">
          补考{theoryAgain ?? '—'}／{practiceAgain ?? '—'}
        </small>
      ) : null}{' '}
      {resultLabel ?? (mayResit ? <span className="chip">可补考</span> : null)}
    </>
  )
}

export function PaperOf({ seat: { paper } }: { seat: Seat }) {
  if (!paper) return null
  if (paper.revoked)
    return (
      <span>
        {paper.number}（已作废：{paper.revoked}）
      </span>
    )
  return (
    <a href={paper.url} target="_blank" rel="noreferrer">
      {paper.number}
    </a>
  )
}

type PickProps = {
  rows: readonly Applicant[]
  free: number
  busy: boolean
  onEnrol: (ids: readonly string[], queue: boolean) => void
}

/** Who may be put on this roll: approved for just this, the longest wait first. */
export function Picking({ rows, free, busy, onEnrol }: PickProps) {
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [queue, setQueue] = useState(false)
  if (rows.length === 0) return <Empty says="没有等待编入这个工种（课程）和等级的学员；报名核准以后会列在这里。" />
  const turn = (id: string) => setChosen(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id])
  const ids = chosen.filter((id) => rows.some((one) => one.id === id))
  return (
    <>
      <div className="bar">
        <Button type="primary" disabled={ids.length === 0 || busy} onClick={() => onEnrol(ids, queue)}>
          编入所选{ids.length > 0 ? `${ids.length}人` : ''}
        </Button>
        <Button disabled={free === 0} onClick={() => setChosen(rows.slice(0, free).map(({ id }) => id))}>
          按先后选满名额（还有{free}个）
        </Button>
        <Checkbox checked={queue} onChange={(event) => setQueue(event.target.checked)}>
          满员时排入候补
        </Checkbox>
      </div>
      <table className="plain">
        <Heads of={['选', '姓名', '手机号码', '报名的机构', '补贴方式', '报名编号']} />
        <tbody>
          {rows.map((one) => (
            <tr key={one.id}>
              <td>
                <Checkbox
                  aria-label={`编入${one.name}`}
                  checked={chosen.includes(one.id)}
                  onChange={() => turn(one.id)}
                />
              </td>
              <th scope="row">
                {one.name} <small className="block">{one.idMasked}</small>
              </th>
              <td>{one.phone}</td>
              <td>{one.provider}</td>
              <td>{one.way}</td>
              <td>{one.number}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
