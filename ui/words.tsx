import { Input } from 'antd'
import { useEffect, useState } from 'react'

type Props = {
  label?: string
  /** What may be typed. */
  says: string
  value: string | undefined
  /** Fewer characters than this find nothing. */
  least?: number
  onFind: (words: string | undefined) => void
}

/** After this many milliseconds without a key the words are looked for. */
const rest = 300

/** Words to filter a list by, looked for when typing rests, at once by Enter; undefined when they are cleared. */
export function Words({ label = '查找', says, value, least = 1, onFind }: Props) {
  const [typed, setTyped] = useState(value ?? '')
  const [known, setKnown] = useState(value)
  const words = typed.trim()
  const sought = words.length < least ? undefined : words
  if (value !== known) {
    setKnown(value)
    if (value !== sought) setTyped(value ?? '')
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: only typing starts the wait
  useEffect(() => {
    if (sought === value) return
    const wait = setTimeout(() => onFind(sought), rest)
    return () => clearTimeout(wait)
  }, [sought])
  return (
    <Input
      allowClear
      aria-label={label}
      className="filter-words"
      placeholder={says}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onPressEnter={() => onFind(sought)}
    />
  )
}
