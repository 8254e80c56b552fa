import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import type { Unkind } from '#regulation/forbidden.ts'

const hows = { hard: '不能发出', soft: '提醒斟酌' } as const

type Props = {
  words: readonly Unkind[]
  own: boolean
  busy: boolean
  says: string | null
  /** Null where the person may only read. */
  onSave: ((words: readonly Unkind[] | null) => void) | null
}

/** 服务忌语: words that are not written to a visitor; the head adds and takes away (2.4.2). */
export function WordList({ words, own, busy, says, onSave }: Props) {
  return (
    <>
      <p className="quiet">
        答复、告知、理由等写给服务对象的话里出现这些词，填写时当场标出；“不能发出”的改过才能提交（2.4.2）。
        {own ? '这是本单位改过的清单。' : '这是系统清单。'}
      </p>
      {onSave ? (
        <div className="bar">
          <Adding busy={busy} onAdd={(word) => onSave([...words, word])} />
          {own ? (
            <Button disabled={busy} onClick={() => onSave(null)}>
              恢复系统清单
            </Button>
          ) : null}
        </div>
      ) : null}
      {says ? (
        <div className="trouble" role="alert">
          <p>{says}</p>
        </div>
      ) : null}
      <ul className="unkind-list">
        {words.map((one) => (
          <li key={one.word}>
            <span>
              {one.word}{' '}
              <small>
                {hows[one.how]} · 改：{one.instead}
              </small>
            </span>
            {onSave && words.length > 1 ? (
              <Button
                type="text"
                size="small"
                disabled={busy}
                style={{ marginLeft: 'auto' }}
                aria-label={`删去“${one.word}”`}
                onClick={() => onSave(words.filter(({ word }) => word !== one.word))}
              >
                删去
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </>
  )
}

/** One more word, with how strictly it is kept away and what to write instead. */
function Adding({ busy, onAdd }: { busy: boolean; onAdd: (word: Unkind) => void }) {
  const [adding, setAdding] = useState<Unkind>({ word: '', how: 'hard', instead: '' })
  const change = (part: Partial<Unkind>) => setAdding({ ...adding, ...part })
  const isWhole = adding.word.trim().length >= 2 && adding.instead.trim() !== ''
  return (
    <form
      className="bar unkind-add"
      aria-label="增加忌语"
      onSubmit={(event) => {
        event.preventDefault()
        if (!isWhole || busy) return
        onAdd({ ...adding, word: adding.word.trim(), instead: adding.instead.trim() })
        setAdding({ word: '', how: adding.how, instead: '' })
      }}
    >
      <Input
        aria-label="忌语"
        placeholder="忌语，至少两个字"
        style={{ width: 170 }}
        maxLength={20}
        value={adding.word}
        onChange={(event) => change({ word: event.target.value })}
      />
      <Select
        aria-label="轻重"
        style={{ width: 112 }}
        value={adding.how}
        onChange={(how) => change({ how })}
        options={Object.entries(hows).map(([value, label]) => ({ value: value as Unkind['how'], label }))}
      />
      <Input
        aria-label="怎样改"
        placeholder="怎样改，写给填写的人看"
        style={{ width: 320 }}
        maxLength={60}
        value={adding.instead}
        onChange={(event) => change({ instead: event.target.value })}
      />
      <Button htmlType="submit" disabled={!isWhole} loading={busy}>
        增加
      </Button>
    </form>
  )
}
