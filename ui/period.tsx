import { DateField } from '#ui/form/date.tsx'

type Days = { readonly from?: string | undefined; readonly until?: string | undefined }
type Props = {
  /** The fields are called `<id>-from` and `<id>-until`. */
  id: string
  label: string
  to?: string
  value: Days
  /** Told only the edge that was changed; undefined where it was emptied. */
  onChange: (changed: Days) => void
}

/** Between which days (YYYY-MM-DD, both included) something is looked for. */
export function PeriodFields({ id, label, to = '至', value, onChange }: Props) {
  return (['from', 'until'] as const).map((edge) => (
    <label key={edge} className="filter-field" htmlFor={`${id}-${edge}`}>
      {edge === 'from' ? label : to}
      <DateField
        time={false}
        id={`${id}-${edge}`}
        {...(value[edge] ? { value: value[edge] } : {})}
        onChange={(day) => onChange({ [edge]: day })}
      />
    </label>
  ))
}
