import { useNavigate } from '@tanstack/react-router'
import type { Lamp as Colour, DeskPage } from '#core/view.ts'
import { LampShape, lampWords } from '#ui/lamp.tsx'

type Props = { lamp: string; kind: string; counts: DeskPage['counts'] | undefined }

const kinds = [
  ['', '全部'],
  ['contact', '首问'],
  ['case', '办件'],
] as const

const lamps: readonly Colour[] = ['red', 'yellow', 'green']

/** Which of my matters are shown; the address carries it, so that it survives a reload. */
export function Filters({ lamp, kind, counts }: Props) {
  const go = useNavigate()
  const pick = (next: { lamp?: string; kind?: string }) => void go({ to: '.', search: next })
  const keep = (name: 'lamp' | 'kind', value: string) => (value ? { [name]: value } : {})
  return (
    <div className="filters">
      <fieldset aria-label="按灯号" className="lamps">
        {lamps.map((l) => (
          <button
            key={l}
            type="button"
            aria-pressed={lamp === l}
            onClick={() => pick({ ...keep('kind', kind), ...keep('lamp', lamp === l ? '' : l) })}
          >
            <span className={`lamp lamp-${l}`}>
              <LampShape lamp={l} /> {lampWords[l]}
            </span>
            <b>{counts?.[l] ?? '–'}</b>
          </button>
        ))}
      </fieldset>
      <fieldset aria-label="按类别" className="kinds">
        {kinds.map(([value, label]) => (
          <button
            key={value}
            type="button"
            aria-pressed={kind === value}
            onClick={() => pick({ ...keep('kind', value), ...keep('lamp', lamp) })}
          >
            {label}
          </button>
        ))}
      </fieldset>
    </div>
  )
}
