import { Button, Input } from 'antd'
import { type ReactNode, useState } from 'react'
import { results } from '#rules/standard-conduct/contract.ts'
import type { Question } from '#rules/standard-conduct/drawn.ts'
import { day } from '#ui/when.ts'
import type { ItemView } from './sampled.ts'

export type Given = { readonly item: string; readonly of: string; readonly result: string; readonly note?: string }

type Props = {
  questions: readonly Question[]
  items: readonly ItemView[]
  isOpen: boolean
  busy: boolean
  says: string | null
  open: (item: ItemView) => ReactNode
  onGive: (answers: readonly Given[]) => void
}

/** The drawn, one at a time: what it is, the way to its record, and what is asked of it. */
export function Reviewing({ questions, items, isOpen, busy, says, open, onGive }: Props) {
  const left = (item: ItemView) => item.lines.filter(({ wants }) => wants !== null).length
  const [chosen, setChosen] = useState('')
  const item = items.find(({ id }) => id === chosen) ?? items.find((one) => !one.own && left(one) > 0) ?? items[0]
  if (!item) return null
  return (
    <section aria-labelledby="drawn">
      <h2 id="drawn">抽中的 {items.length} 件</h2>
      <nav className="check-groups" aria-label="抽中的">
        {items.map((one) => (
          <button key={one.id} type="button" aria-current={one === item} onClick={() => setChosen(one.id)}>
            {one.no}. {one.number}
            <small>{stateOf(one, left(one), isOpen)}</small>
          </button>
        ))}
      </nav>
      <p>
        {open(item)} · {item.what} · {item.office.name} · 经办{item.holder}
        {item.openedOn ? ` · ${day(item.openedOn)}登记` : ''}
        {item.closedOn ? ` · ${day(item.closedOn)}办结` : ''}
        {item.stratum ? ` · 层：${item.stratum}` : ''}
      </p>
      {item.own && isOpen ? (
        <p className="wrong">这一件您经手过，不能由您复查；请加入协同复查岗位，由别人查。</p>
      ) : null}
      {says ? (
        <p className="wrong" role="alert">
          {says}
        </p>
      ) : null}
      <ol className="check-lines">
        {questions.map((question) => (
          <Line
            key={`${item.id} ${question.id}`}
            question={question}
            item={item}
            isOpen={isOpen && !item.own}
            failed={says !== null}
            onGive={onGive}
          />
        ))}
      </ol>
      {isOpen && !item.own && item.lines.some(({ kept }) => !kept) ? (
        <Button
          disabled={busy}
          onClick={() =>
            onGive(
              item.lines.flatMap(({ question, kept }) =>
                kept ? [] : [{ item: question, of: item.id, result: 'pass' }],
              ),
            )
          }
        >
          其余都符合
        </Button>
      ) : null}
    </section>
  )
}

function stateOf({ own, lines }: ItemView, left: number, isOpen: boolean): string {
  const failed = lines.filter(({ kept }) => kept?.result === 'fail').length
  if (left > 0 && isOpen) return own ? `余 ${left} 项（您经手过）` : `余 ${left} 项`
  return failed > 0 ? `× ${failed} 项不符合` : '✓ 查完'
}

const marks = { pass: '✓', fail: '×', na: '－' } as const
type LineProps = { question: Question; item: ItemView; isOpen: boolean; failed: boolean; onGive: Props['onGive'] }

/** One question: three large answers, saved as they are picked; a note where it is not in order, saved as it is left. */
function Line({ question, item, isOpen, failed, onGive }: LineProps) {
  const line = item.lines.find((one) => one.question === question.id)
  const kept = line?.kept ?? null
  const [note, setNote] = useState(kept?.note ?? '')
  const [picked, setPicked] = useState<string | null>(null)
  // What was picked, at once; what the server keeps, where it said no.
  const shown = failed ? kept?.result : (picked ?? kept?.result)
  const give = (result: string) => {
    setPicked(result)
    onGive([{ item: question.id, of: item.id, result, ...(note.trim() && { note: note.trim() }) }])
  }
  return (
    <li className="check" data-result={kept?.result ?? 'none'} aria-label={question.words}>
      <p className="check-words">
        <b>{question.words}</b>
        <span className="clauses">依据 {question.clause}</span>
      </p>
      {isOpen ? (
        <div className="three" role="radiogroup" aria-label={question.words}>
          {(['pass', 'fail', 'na'] as const).map((result) => (
            <label key={result} data-picked={shown === result} data-is={result}>
              <input
                type="radio"
                name={`${item.id} ${question.id}`}
                checked={shown === result}
                onChange={() => give(result)}
              />
              <span aria-hidden="true">{marks[result]}</span> {results[result]}
            </label>
          ))}
        </div>
      ) : (
        <p>
          {kept
            ? `${marks[kept.result]} ${results[kept.result]}${kept.note ? `：${kept.note}` : ''}（${kept.by}）`
            : '没有问'}
        </p>
      )}
      {isOpen && kept && kept.result !== 'pass' ? (
        <Input.TextArea
          aria-label={`${question.words}：说明`}
          aria-required
          placeholder="说明（必填），写完自动保存"
          autoSize={{ minRows: 1, maxRows: 4 }}
          maxLength={300}
          value={note}
          onChange={(event) => setNote(event.target.value)}
          onBlur={() => note.trim() !== kept.note && give(kept.result)}
        />
      ) : null}
    </li>
  )
}
