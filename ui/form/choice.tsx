import { Select } from 'antd'
import { type KeyboardEvent, useId, useRef } from 'react'
import { focusAfter } from '#ui/form/focus.ts'
import type { Choice as Option } from '#ui/form/schema.ts'
import { Key } from '#ui/key.tsx'

type Value = Option['value']
type Props = {
  options: readonly Option[]
  value?: Value
  onChange?: (value: Value) => void
  id?: string
  label: string
}

/** More than this and the choices go into a list that is searched by typing. */
const atMost = 8

/** One of several. Few are shown side by side, each with the digit that picks it and goes on to the next field. */
export function Choice({ options, value, onChange, id, label }: Props) {
  if (options.length <= atMost)
    return (
      <Side
        options={options}
        label={label}
        {...(id ? { id } : {})}
        {...(value === undefined ? {} : { value })}
        {...(onChange ? { onChange } : {})}
      />
    )
  return (
    <Select
      {...(id ? { id } : {})}
      {...(value === undefined ? {} : { value: String(value) })}
      onChange={(picked) => onChange?.(options.find((o) => String(o.value) === picked)?.value ?? picked)}
      showSearch={{ filterOption: (words, option) => `${option?.value} ${option?.label}`.includes(words) }}
      placeholder="请选择，可输入代码或文字"
      options={options.map((o) => ({ value: String(o.value), label: o.label }))}
    />
  )
}

function Side({ options, value, onChange, id, label }: Props) {
  const name = useId()
  const box = useRef<HTMLDivElement>(null)
  const pick = (event: KeyboardEvent) => {
    const option = /^[1-9]$/.test(event.key) ? options[Number(event.key) - 1] : undefined
    if (!option || event.ctrlKey || event.altKey || event.metaKey) return
    event.preventDefault()
    event.stopPropagation()
    onChange?.(option.value)
    if (box.current) focusAfter(box.current)
  }
  return (
    <div ref={box} className="choice" role="radiogroup" aria-label={label} onKeyDown={pick}>
      {options.map((o, n) => (
        <label key={String(o.value)} data-picked={o.value === value}>
          <input
            type="radio"
            name={name}
            {...(id && n === 0 ? { id } : {})}
            checked={o.value === value}
            onChange={() => onChange?.(o.value)}
          />
          <Key>{n + 1}</Key>
          {o.label}
        </label>
      ))}
    </div>
  )
}
