import { Button, Input } from 'antd'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { type Mark, marks } from '#programs/training/policy.ts'
import { Key } from '#ui/key.tsx'
import { Empty } from '#ui/state.tsx'
import { day } from '#ui/when.ts'
import type { WholeClass } from './types.ts'

const order = Object.keys(marks) as Mark[]

type Given = { readonly day: string; readonly marks: readonly { seat: string; mark: Mark }[]; readonly reason?: string }
type Props = { found: WholeClass; busy: boolean; onSend: (given: Given) => void }
/** What is marked of a day and not recorded yet, by seat. */
type Draft = { readonly marks: Readonly<Record<string, Mark>>; readonly reason: string }
type Drafts = Readonly<Record<string, Draft>>

const untouched: Draft = { marks: {}, reason: '' }

/** Without what the record says already: it was recorded, or it is as it was. */
function leftOf(drafts: Drafts, recorded: WholeClass['marks']): Drafts {
  const known = new Map(recorded.map(({ seat, day, mark }) => [`${day} ${seat}`, mark]))
  const left = Object.entries(drafts).map(([day, draft]) => {
    const open = Object.entries(draft.marks).filter(([seat, mark]) => known.get(`${day} ${seat}`) !== mark)
    return [day, { ...draft, marks: Object.fromEntries(open) }] as const
  })
  return Object.fromEntries(left.filter(([, { marks }]) => Object.keys(marks).length > 0))
}

/**
 * Who was there, a day at a time: everybody is taken to be there, one key puts the others right (1 到, 2 迟到, 3 请假, 4 缺勤;
 * the next row follows). As good with a finger: the buttons are high enough. Marks of a day stay while another is looked at.
 */
export function Attendance({ found, busy, onSend, onUnsaved }: Props & { onUnsaved: (is: boolean) => void }) {
  const { today } = found
  const due = found.days.filter((one) => one.day <= today)
  const first = due.find(({ entered }) => entered === null) ?? due.at(-1)
  const [chosen, setChosen] = useState<string | null>(null)
  const [drafts, setDrafts] = useState<Drafts>({})
  const unsaved = leftOf(drafts, found.marks)
  const isUnsaved = Object.keys(unsaved).length > 0
  useEffect(() => setDrafts((before) => leftOf(before, found.marks)), [found.marks])
  useEffect(() => onUnsaved(isUnsaved), [isUnsaved, onUnsaved])
  const on = chosen ?? first?.day ?? ''
  const roll = found.seats.filter(({ state }) => state === 'in')
  if (roll.length === 0) return <Empty says="名册上没有学员。" />
  if (!first) return <Empty says={`还没有开课，${day(found.from)}起登记出勤。`} />
  return (
    <>
      <nav className="bar" aria-label="日期">
        {found.days.map((one) => (
          <Button
            key={one.day}
            type={one.day === on ? 'primary' : 'default'}
            disabled={one.day > today}
            onClick={() => setChosen(one.day)}
            title={one.topic}
            className={!one.entered && one.day <= today ? 'day-open' : ''}
          >
            {one.day.slice(5).replace('-', '月')}日{one.entered ? ' ✓' : one.day <= today ? ' 未登记' : ''}
            {unsaved[one.day] ? '（没保存）' : ''}
          </Button>
        ))}
      </nav>
      <DayGrid
        key={on}
        found={found}
        on={on}
        busy={busy}
        draft={drafts[on] ?? untouched}
        onDraft={(draft) => setDrafts({ ...drafts, [on]: draft })}
        onSend={(given) => {
          // Stays on the day that was sent: the next would look the same, and be sent by mistake.
          setChosen(given.day)
          onSend(given)
        }}
        canSend={found.offers.includes('attendance')}
      />
    </>
  )
}

type GridProps = Props & { on: string; canSend: boolean; draft: Draft; onDraft: (draft: Draft) => void }

function DayGrid({ found, on, busy, onSend, canSend, draft, onDraft }: GridProps) {
  const roll = found.seats.filter(({ state }) => state === 'in')
  const before = new Map(found.marks.filter((one) => one.day === on).map(({ seat, mark }) => [seat, mark]))
  const { marks: given, reason } = draft
  const set = (seat: string, mark: Mark) => onDraft({ ...draft, marks: { ...given, [seat]: mark } })
  const body = useRef<HTMLTableSectionElement>(null)
  const of = (seat: string): Mark => given[seat] ?? before.get(seat) ?? 'present'
  const plan = found.days.find((one) => one.day === on)
  const changes = roll.filter(({ id }) => before.has(id) && of(id) !== before.get(id)).length
  const isNew = roll.some(({ id }) => !before.has(id))
  const counts = order.map((mark) => [marks[mark].label, roll.filter(({ id }) => of(id) === mark).length] as const)
  const focus = (row: number) => body.current?.querySelectorAll<HTMLElement>('tr')[row]?.focus()
  const press = (event: KeyboardEvent, row: number, seat: string) => {
    if (sends(event)) return
    const mark = order[Number(event.key) - 1]
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : mark ? 1 : 0
    if (step === 0 || event.ctrlKey || event.altKey || event.metaKey) return
    event.preventDefault()
    event.stopPropagation()
    if (mark) set(seat, mark)
    focus(Math.max(0, Math.min(roll.length - 1, row + step)))
  }
  const send = () => {
    const said = reason.trim()
    onSend({ day: on, marks: roll.map(({ id }) => ({ seat: id, mark: of(id) })), ...(said && { reason: said }) })
  }
  const ready = canSend && !busy && (isNew || changes > 0)
  const sends = (event: KeyboardEvent): boolean => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return false
    event.preventDefault()
    event.stopPropagation()
    if (ready && !event.repeat) send()
    return true
  }
  return (
    <>
      <p className="quiet">
        {day(on)}　{plan?.topic}　{plan?.hours}学时。按<Key>1</Key>到<Key>2</Key>迟到<Key>3</Key>请假<Key>4</Key>
        缺勤，自动到下一位；上下键换行；<Key>Ctrl+Enter</Key>登记当天。
      </p>
      <table className="plain attendance">
        <tbody ref={body}>
          {roll.map(({ id, name, percent }, row) => (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a row takes one key and hands the focus on
            <tr
              key={id}
              tabIndex={0}
              onKeyDown={(event) => press(event, row, id)}
              aria-label={`${name}：${marks[of(id)].label}`}
            >
              <th scope="row">
                {row + 1}　{name} <small>{percent === null ? '' : `${percent}%`}</small>
              </th>
              <td>
                <MarkButtons is={of(id)} onPick={(mark) => set(id, mark)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {canSend ? (
        <div className="bar day-foot">
          <b>
            {day(on)}　{counts.flatMap(([label, count]) => (count > 0 ? [`${label}${count}人`] : [])).join('、')}
          </b>
          <Input
            aria-label="更正或补登原因"
            placeholder="更正或过期补登的，写明原因"
            style={{ width: 260 }}
            maxLength={200}
            value={reason}
            onChange={(event) => onDraft({ ...draft, reason: event.target.value })}
            onKeyDown={sends}
          />
          <Button type="primary" disabled={!ready} onClick={send} aria-keyshortcuts="Control+Enter">
            {isNew ? `登记${roll.length}人的出勤` : changes > 0 ? `更正${changes}人` : '已登记'}
          </Button>
        </div>
      ) : null}
    </>
  )
}

function MarkButtons({ is, onPick }: { is: Mark; onPick: (mark: Mark) => void }) {
  return order.map((mark) => (
    <button
      key={mark}
      type="button"
      tabIndex={-1}
      className="mark"
      data-mark={mark}
      aria-pressed={is === mark}
      onClick={() => onPick(mark)}
    >
      {marks[mark].label}
    </button>
  ))
}
