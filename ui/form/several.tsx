import type { KeyboardEvent } from 'react'
import type { Choice } from '#ui/form/schema.ts'
import { Key } from '#ui/key.tsx'

type Value = Choice['value']
type Props = {
  options: readonly Choice[]
  value?: readonly Value[]
  onChange?: (value: readonly Value[]) => void
  id?: string
  label: string
}

/** Several of a few: each ticked by its digit. */
export function Several({ options, value = [], onChange, id, label }: Props) {
  const turn = (picked: Value) =>
    onChange?.(value.includes(picked) ? value.filter((v) => v !== picked) : [...value, picked])
  const press = (event: KeyboardEvent) => {
    const option = /^[1-9]$/.test(event.key) ? options[Number(event.key) - 1] : undefined
    if (!option || event.ctrlKey || event.altKey) return
    event.preventDefault()
    event.stopPropagation()
    turn(option.value)
  }
  return (
    <fieldset className="choice" aria-label={label} onKeyDown={press}>
      {options.map((o, n) => (
        <label key={String(o.value)} data-picked={value.includes(o.value)}>
          <input
            type="checkbox"
            {...(id && n === 0 ? { id } : {})}
            checked={value.includes(o.value)}
            onChange={() => turn(o.value)}
          />
          {n < 9 ? <Key>{n + 1}</Key> : null}
          {o.label}
        </label>
      ))}
    </fieldset>
  )
}
