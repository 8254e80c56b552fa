import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { kinds } from '#apps/desk/api/queries.ts'
import type { Lamp as Colour, DeskPage } from '#core/view.ts'
import { LampShape, lampWords } from '#ui/lamp.tsx'

type Props = { lamp: string; kind: string; counts: DeskPage['counts'] | undefined }

const lamps: readonly Colour[] = ['red', 'yellow', 'green']

/** Which of my matters are shown; the address carries it, so that it survives a reload. */
export function Filters({ lamp, kind, counts }: Props) {
  const go = useNavigate()
  const all = useQuery(kinds)
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
      <label className="kinds">
        类别
        <select value={kind} onChange={(event) => pick({ ...keep('kind', event.target.value), ...keep('lamp', lamp) })}>
          <option value="">全部</option>
          {all.data?.map(({ kind: value, title }) => (
            <option key={value} value={value}>
              {title}
            </option>
          ))}
        </select>
      </label>
    </div>
  )
}
