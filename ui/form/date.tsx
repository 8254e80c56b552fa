import { Input } from 'antd'
import { lazy, Suspense } from 'react'

const Picker = lazy(() => import('#ui/form/picker.tsx'))

export type DateProps = {
  time: boolean
  month?: boolean
  value?: string
  onChange?: (value: string | undefined) => void
  id?: string
}

/** A day (YYYY-MM-DD), a month (YYYY-MM) or a moment (ISO 8601, +08:00): typed as 20261123, or picked from a calendar that is loaded when needed. */
export function DateField(props: DateProps) {
  return (
    <Suspense fallback={<Input disabled placeholder="正在读取日历" {...(props.id ? { id: props.id } : {})} />}>
      <Picker {...props} />
    </Suspense>
  )
}
