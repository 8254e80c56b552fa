import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import type { DateProps } from '#ui/form/date.tsx'

// Months and days of the week: the calendar asks dayjs for them, whatever the ConfigProvider says.
dayjs.locale('zh-cn')

const dayFormats = ['YYYY-MM-DD', 'YYYYMMDD', 'YYYY.M.D', 'YYYY/M/D', 'YYYY年M月D日']
const monthFormats = ['YYYY-MM', 'YYYYMM', 'YYYY.M', 'YYYY/M', 'YYYY年M月']
const timeFormats = ['YYYY-MM-DD HH:mm', 'YYYYMMDD HHmm', 'YYYYMMDDHHmm', 'YYYY.M.D H:mm', 'YYYY/M/D H:mm']

/** Wall-clock time of the office, whatever zone the computer is set to. */
function shown(value: string): dayjs.Dayjs {
  return dayjs(value.replace(/(\.\d+)?(Z|[+-]\d{2}:?\d{2})$/, ''))
}

export default function Picker({ time, month = false, value, onChange, id }: DateProps) {
  const kept = time ? 'YYYY-MM-DDTHH:mm:00+08:00' : month ? 'YYYY-MM' : 'YYYY-MM-DD'
  return (
    <DatePicker
      {...(id ? { id } : {})}
      style={{ width: '100%', maxWidth: 260 }}
      format={time ? timeFormats : month ? monthFormats : dayFormats}
      {...(month ? { picker: 'month' as const } : {})}
      {...(time ? { showTime: { format: 'HH:mm', minuteStep: 15 as const } } : {})}
      placeholder={time ? '如 20261123 0830' : month ? '如 202611' : '如 20261123'}
      value={value ? shown(value) : null}
      onChange={(at) => onChange?.(at ? at.format(kept) : undefined)}
    />
  )
}
