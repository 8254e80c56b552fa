import { Button, Input, InputNumber } from 'antd'
import { useState } from 'react'
import { isMark, stepPoints } from '#core/sums/marks.ts'
import { Heads } from '#ui/heads.tsx'
import { Empty } from '#ui/state.tsx'
import { Score, Share } from './roll.tsx'
import type { Seat, WholeClass } from './types.ts'

type Mark = { readonly theory?: number; readonly practice?: number }
type Given = { readonly again: boolean; readonly rows: readonly ({ seat: string } & Mark)[]; readonly reason?: string }
type Props = { found: WholeClass; busy: boolean; onSend: (given: Given) => void }

/** The marks of the test, and of the one resit of those who didn't pass. */
export function Tests({ found, busy, onSend }: Props) {
  const roll = found.seats.filter(({ state }) => state === 'in')
  const open = found.days.filter(({ entered }) => entered === null).length
  const resits = roll.filter(({ mayResit }) => mayResit)
  if (roll.length === 0) return <Empty says="名册上没有学员。" />
  const { terms } = found
  return (
    <>
      {terms ? (
        <p className="quiet">
          出勤率不低于{terms.attendance}%的参加考核；理论{terms.theory}分、实操{terms.practice}
          分合格，没有合格的一项可以补考一次，合格的一项成绩有效。
        </p>
      ) : null}
      {open > 0 ? <p className="alarm">还有{open}天没有登记出勤，登记完才能录成绩。</p> : null}
      <Round title="考核成绩" again={false} rows={roll} busy={busy} onSend={onSend} />
      {resits.length > 0 ? <Round title="补考成绩" again={true} rows={resits} busy={busy} onSend={onSend} /> : null}
    </>
  )
}

type RoundProps = Omit<Props, 'found'> & { title: string; again: boolean; rows: readonly Seat[] }

function Round({ title, again, rows, busy, onSend }: RoundProps) {
  const [given, setGiven] = useState<Readonly<Record<string, Mark>>>({})
  const [reason, setReason] = useState('')
  const filled = rows.flatMap(({ id }) => {
    const mark = given[id]
    return mark && (mark.theory !== undefined || mark.practice !== undefined) ? [{ seat: id, ...mark }] : []
  })
  const isWrong = filled.some(({ theory = 0, practice = 0 }) => !isMark(theory) || !isMark(practice))
  const put = (id: string, key: keyof Mark, value: number | null) => {
    const { [key]: _, ...rest } = given[id] ?? {}
    setGiven({ ...given, [id]: value === null ? rest : { ...rest, [key]: value } })
  }
  const field = ({ id, name, enough, admitted }: Seat, key: keyof Mark, label: string) => (
    <InputNumber
      disabled={!enough && !admitted}
      aria-label={`${name}的${label}`}
      min={0}
      max={100}
      step={stepPoints}
      status={isMark(given[id]?.[key] ?? 0) ? '' : 'error'}
      value={given[id]?.[key] ?? null}
      onChange={(value) => put(id, key, value)}
    />
  )
  const asks = ({ failed }: Seat, key: keyof Mark) => !again || failed[key]
  const send = () => {
    const said = reason.trim()
    onSend({ again, rows: filled, ...(said && { reason: said }) })
    setGiven({})
  }
  return (
    <section>
      <h3>{title}</h3>
      <table className="plain">
        <Heads of={['姓名', '出勤率', '已有成绩', '理论', '实操']} />
        <tbody>
          {rows.map((seat) => (
            <tr key={seat.id}>
              <th scope="row">{seat.name}</th>
              <td>
                <Share seat={seat} />
              </td>
              <td>
                <Score seat={seat} />
              </td>
              <td>{asks(seat, 'theory') ? field(seat, 'theory', `${title}理论`) : '已合格，不用补考'}</td>
              <td>{asks(seat, 'practice') ? field(seat, 'practice', `${title}实操`) : '已合格，不用补考'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="bar">
        <Input
          aria-label="更正原因"
          placeholder="更正已录成绩的，写明原因"
          style={{ width: 280 }}
          maxLength={200}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        <Button type="primary" disabled={busy || filled.length === 0 || isWrong} onClick={send}>
          登记{title}
          {filled.length > 0 ? `（${filled.length}人）` : ''}
        </Button>
        {isWrong ? <span className="wrong">成绩按0.5分登记，标红的请改正</span> : null}
      </div>
    </section>
  )
}
