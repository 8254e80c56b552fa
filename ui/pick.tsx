import { Select } from 'antd'

type Choice = { value: string; label: string }
type Props = {
  label: string
  /** What stands there while nothing is picked, where that is not the label. */
  says?: string
  /** In pixels. */
  width: number
  /** Whether the list may be wider than its field. */
  wide?: boolean
  value: string | undefined
  list: Choice[]
  onPick: (value: string | undefined) => void
}

/** One of a few words to filter a list by; undefined when it is cleared. */
export function Pick({ label, says = label, width, wide = false, value, list, onPick }: Props) {
  return (
    <Select
      allowClear
      aria-label={label}
      placeholder={says}
      style={{ width }}
      popupMatchSelectWidth={!wide}
      value={value ?? null}
      onChange={(picked) => onPick(picked ?? undefined)}
      options={list}
    />
  )
}

/** Words by their codes, as choices. */
export function choicesOf(words: Readonly<Record<string, string>>): Choice[] {
  return Object.entries(words).map(([value, label]) => ({ value, label }))
}
