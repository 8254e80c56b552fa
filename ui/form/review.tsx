import { Input } from 'antd'
import { type KeyboardEvent, useId } from 'react'
import { flushSync } from 'react-dom'
import { type Answer, type Answers, needsReason, type Shape } from '#ui/form/answers.ts'
import type { Row } from '#ui/form/schema.ts'
import { Key } from '#ui/key.tsx'

type Props = {
  rows: readonly Row[]
  shape: Shape
  caption: string
  value?: unknown
  onChange?: (value: unknown) => void
  id?: string
}

/** Every material or condition on a line of its own, each answered by one key: 1, 2, 3 … and on to the next line. */
export function Review({ rows, shape, caption, value, onChange, id }: Props) {
  const answers = shape.read(value)
  const answer = (row: string, change: Partial<Answer>) => {
    const now: Answers = { ...answers, [row]: { ...(answers[row] ?? { is: null, reason: '' }), ...change } }
    onChange?.(shape.write(now))
  }
  const asked = rows.filter((r) => !r.machine)
  const left = asked.filter((r) => !answers[r.id]?.is).length
  return (
    <div className="review" {...(id ? { id } : {})} tabIndex={-1}>
      <table>
        <caption>
          <span className="unseen">{caption}：</span>共 {asked.length} 项，{left ? `还有 ${left} 项未核` : '已全部核过'}
          <span className="quiet"> 按数字键作答：{shape.options.map((o, n) => `${n + 1} ${o.label}`).join('　')}</span>
        </caption>
        <tbody>
          {rows.map((row, n) =>
            row.machine ? (
              <Checked key={row.id} row={row} n={n + 1} shape={shape} />
            ) : (
              <Line
                key={row.id}
                row={row}
                n={n + 1}
                shape={shape}
                answer={answers[row.id]}
                onAnswer={(c) => answer(row.id, c)}
              />
            ),
          )}
        </tbody>
      </table>
    </div>
  )
}

type LineProps = {
  row: Row
  n: number
  shape: Shape
  answer: Answer | undefined
  onAnswer: (change: Partial<Answer>) => void
}

function Line({ row, n, shape, answer, onAnswer }: LineProps) {
  const name = useId()
  const options = shape.options.filter(({ value }) => value !== 'waived' || row.exempt || row.required === false)
  const pick = (event: KeyboardEvent<HTMLTableRowElement>) => {
    if (
      event.key === 'Enter' &&
      !event.ctrlKey &&
      !event.nativeEvent.isComposing &&
      event.target instanceof HTMLInputElement
    ) {
      event.preventDefault()
      nextLine(event.currentTarget)?.focus()
      return
    }
    const typing = event.target instanceof HTMLInputElement && event.target.type === 'text'
    const option = !typing && /^[1-9]$/.test(event.key) ? options[Number(event.key) - 1] : undefined
    if (!option) return
    event.preventDefault()
    event.stopPropagation()
    const line = event.currentTarget
    // At once: who types quickly has pressed the next digit before a timer runs, and it is meant for the next line.
    flushSync(() => onAnswer({ is: option.value }))
    const next = needsReason(option.value) ? line.querySelector<HTMLElement>('input[type=text]') : nextLine(line)
    next?.focus()
  }
  return (
    <tr onKeyDown={pick} data-is={answer?.is ?? 'open'}>
      <th scope="row">
        {n}. {row.label}
        {row.exempt ? (
          <span className="chip">可免提交</span>
        ) : row.required === false ? (
          <span className="chip">如有</span>
        ) : null}
        {row.hint ? <small>{row.hint}</small> : null}
        <Seen of={row.seen} />
      </th>
      <td>
        <div className="choice" role="radiogroup" aria-label={row.label}>
          {options.map((o, i) => (
            <label key={o.value} data-picked={answer?.is === o.value} data-is={o.value}>
              <input
                type="radio"
                name={name}
                checked={answer?.is === o.value}
                onChange={() => onAnswer({ is: o.value })}
              />
              <Key>{i + 1}</Key>
              {o.label}
            </label>
          ))}
        </div>
        {answer?.is && needsReason(answer.is) ? (
          <Input
            size="small"
            aria-label={`${row.label}：说明`}
            placeholder="缺什么、哪里不对，原样告知办事人"
            value={answer.reason}
            onChange={(e) => onAnswer({ reason: e.target.value })}
          />
        ) : null}
      </td>
    </tr>
  )
}

const atMost = 12

/** What the records say, so that nobody need look it up; of a long list the first ones. */
function Seen({ of = [] }: { of?: readonly string[] | undefined }) {
  if (of.length === 0) return null
  return (
    <ul className="plain-list">
      {of.slice(0, atMost).map((says) => (
        <li key={says}>
          <small>{says.startsWith('没有') ? says : `查到${says}`}</small>
        </li>
      ))}
      {of.length > atMost ? (
        <li>
          <small>另有{of.length - atMost}条，见审查情况</small>
        </li>
      ) : null}
    </ul>
  )
}

/** What the program has found by itself: shown, not asked. */
function Checked({ row, n, shape }: { row: Row; n: number; shape: Shape }) {
  return (
    <tr data-is={row.machine ?? ''}>
      <th scope="row">
        {n}. {row.label}
        {row.hint ? <small>{row.hint}</small> : null}
        <Seen of={row.seen} />
      </th>
      <td>
        <span className="chip">系统核对</span>{' '}
        {shape.options.find((o) => o.value === row.machine)?.label ?? row.machine}
      </td>
    </tr>
  )
}

function nextLine(line: HTMLElement): HTMLElement | null {
  const form = line.closest('form')
  const lines = [...(form?.querySelectorAll<HTMLElement>('.review tr') ?? [])]
  const after = lines.slice(lines.indexOf(line) + 1).find((l) => l.querySelector('input[type=radio]'))
  return (
    after?.querySelector<HTMLElement>('input[type=radio]') ??
    form?.querySelector<HTMLElement>('button[type=submit]') ??
    null
  )
}
