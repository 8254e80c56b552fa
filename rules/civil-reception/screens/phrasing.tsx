import { Button, Input } from 'antd'
import { useId, useState } from 'react'
import type { Problem } from '#core/refusal.ts'
import { Heads } from '#ui/heads.tsx'
import { Lines, type Names, type Saying } from '#ui/say.tsx'

export type PhraseRow = Saying & {
  readonly by: 'face' | 'phone' | 'either'
  /** Worded by this office. */
  readonly own: boolean
  readonly beforehand: boolean
  readonly usual: readonly string[]
  readonly needs: readonly string[]
  readonly knows: readonly string[]
}

const ways = { face: '当面', phone: '电话', either: '当面、电话' } as const

type TableProps = { rows: readonly PhraseRow[]; names: Names; onEdit: ((row: PhraseRow) => void) | null }

/** 文明用语 by situation, filled with this office's names as the clerk will see them (3.4.1, 3.4.2, 4.2.6). */
export function PhraseTable({ rows, names, onEdit }: TableProps) {
  return (
    <table className="plain register wordings">
      <Heads of={['场合', '方式', '用语', ...(onEdit ? ['修改'] : [])]} />
      <tbody>
        {rows.map((row) => (
          <tr key={row.situation}>
            <th scope="row">
              {row.label}
              <small>
                依据 {row.clause}
                {row.own ? ' · 本单位用语' : ''}
              </small>
            </th>
            <td>{ways[row.by]}</td>
            <td className="phrases">
              <Lines say={row.say} names={names} />
            </td>
            {onEdit ? (
              <td>
                <Button size="small" onClick={() => onEdit(row)} aria-label={`修改“${row.label}”的用语`}>
                  修改
                </Button>
              </td>
            ) : null}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

type EditProps = {
  row: PhraseRow
  names: Names
  problems: readonly Problem[]
  says: string | null
  busy: boolean
  onSave: (say: readonly string[] | null) => void
  onLeave: () => void
}

/** One situation worded anew: a line a sentence, the names in braces; what it will look like stands below. */
export function PhraseEdit({ row, names, problems, says, busy, onSave, onLeave }: EditProps) {
  const [text, setText] = useState(row.say.join('\n'))
  const id = useId()
  const say = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
  return (
    <form
      className="wording-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (!busy) onSave(say)
      }}
    >
      <p id={`${id}-hint`}>
        一行一句。花括号里的名称显示时换成真实的内容。
        {row.needs.length ? (
          <>
            {' '}
            不能少：<b>{row.needs.map((name) => `{${name}}`).join('、')}</b>。
          </>
        ) : null}{' '}
        可以用：{row.knows.map((name) => `{${name}}`).join('、') || '无'}。
      </p>
      <label htmlFor={id}>“{row.label}”的用语</label>
      <Input.TextArea
        id={id}
        autoFocus
        value={text}
        onChange={(event) => setText(event.target.value)}
        autoSize={{ minRows: 3, maxRows: 10 }}
        aria-describedby={`${id}-hint`}
        {...(says ? { status: 'error' as const, 'aria-invalid': true } : {})}
      />
      {says ? (
        <div className="trouble" role="alert">
          <p>{says}</p>
          {problems.slice(1).map((problem) => (
            <p key={`${problem.at} ${problem.says}`}>{problem.says}</p>
          ))}
        </div>
      ) : null}
      <section className="phrases" aria-label="预览">
        <h3>预览</h3>
        <Lines say={say} names={names} />
      </section>
      <div className="bar">
        <Button type="primary" htmlType="submit" loading={busy} disabled={say.length === 0}>
          保存
        </Button>
        {row.own ? (
          <Button disabled={busy} onClick={() => onSave(null)}>
            恢复系统用语
          </Button>
        ) : null}
        <Button onClick={onLeave}>先不改</Button>
      </div>
    </form>
  )
}
