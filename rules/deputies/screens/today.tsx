import { Button } from 'antd'
import type { Name } from '#core/view.ts'
import { Heads } from '#ui/heads.tsx'
import { timeOfDay } from '#ui/when.ts'

export type Mark = { readonly time: string; readonly minutes: number; readonly why: string | null }
export type Person = {
  readonly staff: Name
  readonly state: string
  readonly label: string
  readonly in: Mark | null
  readonly out: Mark | null
  readonly due: { readonly arrive: string; readonly leave: string } | null
  readonly away: {
    readonly since: string
    readonly backBy: string
    readonly why: string
    readonly late: boolean
  } | null
  readonly mayRecord: boolean
}
export type Step = 'in' | 'leave' | 'back' | 'out'
export type Today = {
  readonly day: string
  /** The office's time of this answer. */
  readonly now: string
  readonly isLed: boolean
  readonly mine: Person | null
  /** The one thing to do about my presence now; `does` is null while nothing can be done, and `says` why. */
  readonly next: { readonly does: Step | null; readonly label: string; readonly says: string } | null
  /** Why each step would be refused now; null where it would not. */
  readonly doors: Readonly<Record<Step, { readonly says: string } | null>> | null
  /** Briefs that came with this return, for me to sign (5.1.c). */
  readonly handed?: number
  readonly windows: readonly { readonly number: number; readonly name: string; readonly says: string | null }[]
  /** Who stands in at each of my posts if I step out now. */
  readonly covers: readonly { readonly post: Name; readonly staff: Name; readonly label: string }[]
  readonly board: readonly Person[]
}

/** A mark in words: the time, and what was late or early about it. */
export function markWords(mark: Mark | null, what: 'in' | 'out'): string {
  if (!mark) return '—'
  const off = mark.minutes === 0 ? '' : what === 'in' ? ` 晚到${mark.minutes}分` : ` 早退${mark.minutes}分`
  return `${mark.time}${off}${mark.why === null ? '' : '（更正）'}`
}

/** My own day in one line, and the windows that can't be opened (4.2.1, 5.5). */
export function MyDay({ today: { mine, windows } }: { today: Today }) {
  if (!mine) return <p className="quiet">您不参加本单位考勤。</p>
  return (
    <>
      <dl className="day-facts">
        <div>
          <dt>应到</dt>
          <dd>{mine.due ? `${mine.due.arrive} 前` : '今天不需要到岗'}</dd>
        </div>
        <div>
          <dt>签到</dt>
          <dd data-off={(mine.in?.minutes ?? 0) > 0}>{markWords(mine.in, 'in')}</dd>
        </div>
        <div>
          <dt>下班</dt>
          <dd>{mine.due ? mine.due.leave : '—'}</dd>
        </div>
        <div>
          <dt>签退</dt>
          <dd data-off={(mine.out?.minutes ?? 0) > 0}>{markWords(mine.out, 'out')}</dd>
        </div>
        <div>
          <dt>现在</dt>
          <dd>
            <span className={mine.state === 'present' ? 'chip' : 'chip chip-warn'}>{mine.label}</span>
          </dd>
        </div>
      </dl>
      {windows
        .filter(({ says }) => says !== null)
        .map(({ number, says }) => (
          <p key={number} className="alarm" role="note">
            {says} <span className="clauses">依据 5.5</span>
          </p>
        ))}
    </>
  )
}

type BoardProps = {
  today: Today
  me: string
  busy: boolean
  onRecord: (person: Person) => void
  onBack: (person: Person) => void
  onOpen: (person: Person) => void
}

const bad: ReadonlySet<string> = new Set(['waiting', 'absent'])

/** Who of the office is there now; what the head may do about it stands beside (3.2.3, 4.2.1, 4.2.3). */
export function Board({ today: { board, isLed }, me, busy, onRecord, onBack, onOpen }: BoardProps) {
  return (
    <table className="plain">
      <Heads of={['人员', '现在', '去向', ...(isLed ? ['签到', '签退', '办理'] : [])]} />
      <tbody>
        {board.map((p) => (
          <tr key={p.staff.id}>
            <th scope="row">
              {p.staff.name}
              {p.staff.id === me ? <small className="quiet"> 本人</small> : null}
            </th>
            <td>
              <span className={bad.has(p.state) || p.away ? 'chip chip-warn' : 'chip'}>{p.label}</span>
            </td>
            <td>
              {p.away
                ? `${p.away.why}，${timeOfDay(p.away.since)} 离开，${timeOfDay(p.away.backBy)} 前返岗${p.away.late ? '（已过）' : ''}`
                : '—'}
            </td>
            {isLed ? <td>{markWords(p.in, 'in')}</td> : null}
            {isLed ? <td>{markWords(p.out, 'out')}</td> : null}
            {isLed ? (
              <td>
                {p.mayRecord ? (
                  <Button size="small" disabled={busy} onClick={() => onRecord(p)}>
                    登记缺岗
                  </Button>
                ) : null}
                {p.away && p.staff.id !== me ? (
                  <Button size="small" disabled={busy} onClick={() => onBack(p)}>
                    登记返岗
                  </Button>
                ) : null}
                {p.staff.id === me ? null : (
                  <Button size="small" type="text" onClick={() => onOpen(p)}>
                    记录和更正
                  </Button>
                )}
              </td>
            ) : null}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
