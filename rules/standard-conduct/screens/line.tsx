import { Input } from 'antd'
import { useId, useState } from 'react'
import { units } from '#regulation/checks.ts'
import { type Measured, type Result, results } from '#rules/standard-conduct/contract.ts'
import { Camera, Thumbs } from '#ui/form/photos.tsx'
import type { Answer, Change, LineView } from './types.ts'

export type LineProps = {
  line: LineView
  answer: Answer | null
  /** What the answer comes to; a measured one is judged by its bound. */
  result: Result | null
  fault: string | null
  waiting: boolean
  source: (photo: string) => string | null
  onAnswer: (change: Change) => void
  onPhotos: (files: readonly File[]) => void
}

/** One line of the checklist: what to look at, the clause, three large answers or a number, a note, photos. */
export function CheckLine({ line, answer, result, fault, waiting, source, onAnswer, onPhotos }: LineProps) {
  const [noting, setNoting] = useState(false)
  const { words, clause, weight, measure } = line
  const note = answer?.note ?? ''
  const photos = answer?.photos ?? []
  const asks = askedIn(line, result, photos.length > 0)
  const hasNote = noting || note !== '' || result === 'fail' || result === 'na'
  return (
    <li
      id={lineId(line.key)}
      className="check"
      data-result={result ?? 'none'}
      aria-label={words}
      // Not a stop of the Tab key; the footer's button leads here.
      tabIndex={-1}
    >
      <p className="check-words">
        <b>{words}</b>
        <span className="clauses">
          依据 {clause} · 权重 {weight}
          {measure ? ` · ${measure.bound}` : ''}
        </span>
      </p>
      <div className="check-answer">
        {measure ? (
          <Measure line={line} answer={answer} onAnswer={onAnswer} />
        ) : (
          <Three line={line} result={result} onAnswer={onAnswer} />
        )}
        <Camera label={words} onTake={onPhotos} />
        {hasNote ? null : (
          <button type="button" className="plain-button" onClick={() => setNoting(true)}>
            说明
          </button>
        )}
      </div>
      {measure && result ? <Verdict result={result} bound={measure.bound} /> : null}
      {hasNote ? (
        <Input.TextArea
          aria-label={`${words}：说明`}
          aria-required={asks.required}
          placeholder={asks.says}
          autoSize={{ minRows: 1, maxRows: 4 }}
          maxLength={300}
          value={note}
          onChange={(event) => onAnswer({ note: event.target.value })}
        />
      ) : null}
      <Thumbs
        photos={photos}
        label={words}
        source={source}
        onDrop={(id) => onAnswer({ photos: photos.filter((one) => one !== id) })}
      />
      {fault ? (
        <p className="wrong" role="alert">
          {fault}
        </p>
      ) : null}
      {waiting ? <span className="unseen">待上传</span> : null}
    </li>
  )
}

/** Where a line stands in the page. */
export const lineId = (key: string) => `line-${key}`

/** What the note is asked for, and whether the inspection can be finished without it. */
function askedIn({ kind }: LineView, result: Result | null, hasPhotos: boolean) {
  if (result === 'na') return { required: true, says: '为什么不适用（必填）' }
  if (result !== 'fail') return { required: false, says: '说明' }
  if (kind.is === 'measured') return { required: false, says: '说明（已有测量值，可不填）' }
  if (hasPhotos) return { required: false, says: '说明（已有照片，可不填）' }
  return { required: true, says: '哪里不符合（必填，或者拍照）' }
}

function Verdict({ result, bound }: { result: Result; bound: string }) {
  return (
    <p className={`verdict verdict-${result}`}>
      {result === 'pass' ? '✓ ' : result === 'fail' ? '× ' : '－ '}
      {results[result]}
      {result === 'na' ? '' : `（${bound}）`}
    </p>
  )
}

type AnswerProps = Pick<LineProps, 'line' | 'result' | 'onAnswer'>

const marks = { pass: '✓', fail: '×', na: '－' } as const

/** Pass, fail, not applicable: each with a sign beside the colour. */
function Three({ line, result, onAnswer }: AnswerProps) {
  const name = useId()
  return (
    <div className="three" role="radiogroup" aria-label={line.words}>
      {(Object.keys(results) as Result[]).map((one) => (
        <label key={one} data-picked={one === result} data-is={one}>
          <input type="radio" name={name} checked={one === result} onChange={() => onAnswer({ result: one })} />
          <span aria-hidden="true">{marks[one]}</span> {results[one]}
        </label>
      ))}
    </div>
  )
}

/** A number with its unit; for a share, the part and the whole in the same measure. */
function Measure({ line, answer, onAnswer }: Omit<AnswerProps, 'result'> & { answer: Answer | null }) {
  const { measure, words } = line
  if (!measure) return null
  const { unit } = measure
  const value = answer?.value
  const put = (change: Partial<Measured>) => {
    const next = { unit, ...value, ...change }
    onAnswer({ result: undefined, value: next as Measured })
  }
  const isShare = unit === 'share'
  return (
    <div className="measure">
      {isShare ? <span>文件面积</span> : null}
      <NumberField
        label={isShare ? `${words}：文件面积` : words}
        value={value?.amount}
        onChange={(amount) => put({ amount } as Partial<Measured>)}
      />
      {isShare ? (
        <>
          <span>台面面积</span>
          <NumberField
            label={`${words}：台面面积`}
            value={value?.of}
            onChange={(of) => put({ of } as Partial<Measured>)}
          />
          <span className="quiet">两个数用同一单位</span>
        </>
      ) : (
        <span>{units[unit]}</span>
      )}
      <label className="na" data-picked={answer?.result === 'na'}>
        <input
          type="checkbox"
          checked={answer?.result === 'na'}
          onChange={(event) =>
            onAnswer(event.target.checked ? { result: 'na', value: undefined } : { result: undefined })
          }
        />
        不适用
      </label>
    </div>
  )
}

type NumberProps = { label: string; value: number | undefined; onChange: (value: number | undefined) => void }

const number = /^-?(\d+\.?\d*|\.\d+)$/

/** What is typed stays as it is: a number that is none, or none that can be, is said and never turned into another. */
function NumberField({ label, value, onChange }: NumberProps) {
  const [text, setText] = useState(value === undefined ? '' : String(value))
  const shown = value !== undefined && Number(text) !== value ? String(value) : text
  const isNumber = shown === '' || number.test(shown)
  return (
    <>
      <Input
        className="digits"
        inputMode="decimal"
        aria-label={label}
        aria-invalid={!isNumber}
        {...(isNumber ? {} : { status: 'error' as const })}
        value={shown}
        maxLength={9}
        onChange={(event) => {
          const typed = event.target.value.normalize('NFKC').trim()
          setText(typed)
          onChange(number.test(typed) ? Number(typed) : undefined)
        }}
      />
      {isNumber ? null : <span className="wrong">请填数字</span>}
    </>
  )
}
