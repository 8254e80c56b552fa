import { Input } from 'antd'
import { createContext, useContext, useId } from 'react'
import { type Found, findUnkind, type Unkind, unkindWords } from '#regulation/forbidden.ts'

/** The office's own list of unkind words; the kit has no data access, so the desk hands it in. */
export const UnkindContext = createContext<readonly Unkind[]>(unkindWords)

type Props = { id?: string; value?: string; onChange?: (value: string) => void; maxLength?: number }

/**
 * Several lines that go to the visitor: unkind words are named while they are typed, where they stand and how to put it
 * instead. Hard ones are refused when sent; soft ones are left to the writer (2.4.2).
 */
export function SayText({ id, value = '', onChange, ...limit }: Props) {
  const words = useContext(UnkindContext)
  const found = findUnkind(value, words)
  const note = useId()
  return (
    <>
      <Input.TextArea
        {...(id ? { id } : {})}
        value={value}
        onChange={(event) => onChange?.(event.target.value)}
        autoSize={{ minRows: 2, maxRows: 8 }}
        {...(found.length ? { 'aria-describedby': note } : {})}
        {...limit}
      />
      <div id={note} className="said" aria-live="polite">
        {found.map((one) => (
          <p key={one.from} className={`said-${one.how}`}>
            <Around text={value} found={one} />
            <span>
              {one.how === 'hard' ? '服务忌语，不能发出' : '请再斟酌'}：{one.instead}
            </span>
          </p>
        ))}
      </div>
    </>
  )
}

/** The word with the few characters around it, so that it is found in a long text. */
function Around({ text, found: { from, to } }: { text: string; found: Found }) {
  const start = Math.max(0, from - 6)
  const end = Math.min(text.length, to + 6)
  return (
    <q>
      {start > 0 ? '…' : ''}
      {text.slice(start, from)}
      <mark>{text.slice(from, to)}</mark>
      {text.slice(to, end)}
      {end < text.length ? '…' : ''}
    </q>
  )
}
