import type { ClockView } from '#core/view.ts'
import { Lamp } from '#ui/lamp.tsx'
import { day, moment } from '#ui/when.ts'

const units = { workingDays: '工作日', naturalDays: '自然日', months: '月', workingMinutes: '工作分钟' } as const
const running = { running: '计时中', paused: '已暂停', stopped: '已停止' } as const

/** The clock by which the matter is promised: the most urgent one that runs, else a paused one, else the one that ran last. */
export function leading(clocks: readonly ClockView[]): ClockView | null {
  // What the visitor was promised goes before what the law allows and what the office owes itself.
  const own = ({ name }: ClockView) => (name === 'statutory' || name === 'explain' || name === 'decide' ? 1 : 0)
  const order = { running: 0, paused: 1, stopped: 2 }
  const due = ({ dueAt }: ClockView) => dueAt ?? '~'
  const sorted = [...clocks].sort(
    (a, b) =>
      order[a.is] - order[b.is] ||
      own(a) - own(b) ||
      (a.is === 'stopped' ? due(b).localeCompare(due(a)) : due(a).localeCompare(due(b))),
  )
  return sorted[0] ?? null
}

/** 2026年12月4日, or with the time of day where the clock counts minutes. */
export function promised(clock: ClockView): string {
  if (clock.dueAt === null) return clock.is === 'paused' ? '暂停计时，补正后接续' : '未定'
  return clock.unit === 'workingMinutes' ? moment(clock.dueAt) : day(clock.dueAt)
}

/** Every clock of the matter with the proof of its date, so that the clerk can explain it to the visitor. */
export function Clocks({ clocks }: { clocks: readonly ClockView[] }) {
  if (clocks.length === 0) return <p className="quiet">这件事没有计时。</p>
  return (
    <ul className="clocks">
      {clocks.map((clock) => (
        <li key={clock.name}>
          <p>
            <b>{clock.label}</b> <Lamp lamp={clock.lamp} late={clock.late} />
            <span className="chip">{running[clock.is]}</span>
            {clock.name === 'statutory' ? <span className="chip">国家规定，不因延期而延长</span> : null}
            {clock.provisional ? <span className="chip chip-warn">暂定，待节假日安排公布后复核</span> : null}
          </p>
          <p>
            {promised(clock)}{' '}
            <span className="quiet">
              按{units[clock.unit]}计，{moment(clock.startedAt)} 起
            </span>
          </p>
          {clock.proof.length ? (
            <details>
              <summary>这个日期怎么算的</summary>
              <ol>
                {clock.proof.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ol>
            </details>
          ) : null}
        </li>
      ))}
    </ul>
  )
}
